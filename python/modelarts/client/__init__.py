"""What `from modelarts.client import *` brings; pace and response types are here by name."""

from modelarts._modelarts import Poll as Poll
from modelarts.client.api import ApiClient, AsyncDatasetApi, DatasetApi
from modelarts.errors import ApiException
from modelarts.responses import ChangeCount as ChangeCount
from modelarts.responses import ChangedUrls as ChangedUrls
from modelarts.responses import CreatedDataset as CreatedDataset
from modelarts.responses import CreatedVersion as CreatedVersion
from modelarts.responses import Dataset as Dataset
from modelarts.responses import DatasetList as DatasetList
from modelarts.responses import DeletedFiles as DeletedFiles
from modelarts.responses import Difference as Difference
from modelarts.responses import FailedEntry as FailedEntry
from modelarts.responses import Response as Response
from modelarts.responses import ResultEntry as ResultEntry
from modelarts.responses import StartedDataset as StartedDataset
from modelarts.responses import StartedTask as StartedTask
from modelarts.responses import SyncOrCheckout as SyncOrCheckout
from modelarts.responses import TaskState as TaskState
from modelarts.responses import TaskStatus as TaskStatus
from modelarts.responses import Version as Version
from modelarts.responses import VersionDetail as VersionDetail
from modelarts.responses import VersionFile as VersionFile
from modelarts.responses import VersionList as VersionList

__all__ = ["ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"]
