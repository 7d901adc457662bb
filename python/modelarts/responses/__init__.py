"""What the service answers: dicts with the documented keys that are objects, too.

`resp["status"]` and `resp.status` are two ways to the same field. A documented field that is absent
is None by attribute and a KeyError by key; an attribute that nobody documented is an AttributeError,
but fields that nobody documented are in the dict under their own names.
"""

from modelarts.responses.base import Response
from modelarts.responses.dataset import (
    ChangeCount,
    ChangedUrls,
    Dataset,
    DatasetList,
    DeletedFiles,
    Difference,
    StartedDataset,
    StartedTask,
    Version,
    VersionDetail,
    VersionFile,
    VersionList,
)
from modelarts.responses.task import (
    CreatedDataset,
    CreatedDatasets,
    CreatedVersion,
    CreatedVersions,
    FailedEntries,
    FailedEntry,
    ResultEntries,
    ResultEntry,
    SyncOrCheckout,
    SyncsOrCheckouts,
    TaskState,
    TaskStatus,
)

__all__ = [
    "ChangeCount",
    "ChangedUrls",
    "CreatedDataset",
    "CreatedDatasets",
    "CreatedVersion",
    "CreatedVersions",
    "Dataset",
    "DatasetList",
    "DeletedFiles",
    "Difference",
    "FailedEntries",
    "FailedEntry",
    "Response",
    "ResultEntries",
    "ResultEntry",
    "StartedDataset",
    "StartedTask",
    "SyncOrCheckout",
    "SyncsOrCheckouts",
    "TaskState",
    "TaskStatus",
    "Version",
    "VersionDetail",
    "VersionFile",
    "VersionList",
]
