"""The names that the vendor documents under `modelarts.client`."""

from modelarts.client.api_client import ApiClient
from modelarts.client.async_dataset_api import AsyncDatasetApi
from modelarts.client.dataset_api import DatasetApi
from modelarts.errors import ApiException

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]
