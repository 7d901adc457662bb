"""What `from modelarts.client import *` brings; the response types are here by name."""

from modelarts.client.api import ApiClient, AsyncDatasetApi, DatasetApi
from modelarts.errors import ApiException
from modelarts.responses import CreatedDataset as CreatedDataset
from modelarts.responses import CreatedVersion as CreatedVersion
from modelarts.responses import FailedEntry as FailedEntry
from modelarts.responses import Response as Response
from modelarts.responses import ResultEntry as ResultEntry
from modelarts.responses import SyncOrCheckout as SyncOrCheckout
from modelarts.responses import TaskState as TaskState
from modelarts.responses import TaskStatus as TaskStatus

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]
