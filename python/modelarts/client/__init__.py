"""What `from modelarts.client import *` brings; the response types are here by name."""

from modelarts.client.api import ApiClient, AsyncDatasetApi, DatasetApi
from modelarts.errors import ApiException
from modelarts.responses import (
    CreatedDataset,
    CreatedVersion,
    FailedEntry,
    Response,
    ResultEntry,
    SyncOrCheckout,
    TaskState,
    TaskStatus,
)

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]

# The types that are here by name only.
_ = (CreatedDataset, CreatedVersion, FailedEntry, Response, ResultEntry, SyncOrCheckout, TaskState, TaskStatus)
