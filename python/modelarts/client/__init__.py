"""The client and its APIs.

`from modelarts.client import *` brings what the vendor documents: the APIs, the client and `ApiException`.
`Poll` and the types of responses are here by name.
"""

from modelarts._modelarts import Poll as Poll
from modelarts.client.api_client import ApiClient
from modelarts.client.async_dataset_api import AsyncDatasetApi
from modelarts.client.dataset_api import DatasetApi
from modelarts.errors import ApiException
from modelarts.responses import *  # noqa: F403 each by its name

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]
