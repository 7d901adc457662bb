"""The dataset API of Huawei Cloud ModelArts, typed, sync and async, with an embedded emulator.

>>> from modelarts import config
>>> from modelarts.client import *
>>> client = config.create_client(context="default")
>>> datasetapi = DatasetApi(client)
>>> resp = datasetapi.get_task_status(project_id="…", task_id="…")
"""

from modelarts.vendor_sdk import warn_of_vendor_sdk

warn_of_vendor_sdk()  # before the imports that fail where files of both are in one folder

# ruff: noqa: E402
from modelarts import config as config
from modelarts._modelarts import VERSION, Poll
from modelarts.client import ApiClient, ApiException, AsyncDatasetApi, DatasetApi
from modelarts.config import create_client
from modelarts.emulator import Emulator
from modelarts.errors import (
    AuthenticationError,
    BadRequestError,
    BatchError,
    ConfigError,
    ConflictError,
    ConnectError,
    DecodeError,
    InvalidParameterError,
    ManifestError,
    ModelArtsError,
    NotFoundError,
    PermissionDeniedError,
    ProxyError,
    QuotaError,
    RequestTimeoutError,
    ResourceError,
    ServerError,
    TaskFailedError,
    TasksError,
    TasksTimeoutError,
    ThrottledError,
    TlsError,
    WaitTimeoutError,
)
from modelarts.responses import TaskState, TaskStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from modelarts import manifest as manifest

else:

    def __getattr__(name: str) -> object:
        # Few programs read manifests, and the import takes time.
        if name == "manifest":
            from importlib import import_module

            return import_module("modelarts.manifest")
        raise AttributeError(f"module 'modelarts' has no attribute {name!r}")


__version__ = VERSION

__all__ = [
    "ApiClient",
    "ApiException",
    "AsyncDatasetApi",
    "AuthenticationError",
    "BadRequestError",
    "BatchError",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DatasetApi",
    "DecodeError",
    "Emulator",
    "InvalidParameterError",
    "ManifestError",
    "ModelArtsError",
    "NotFoundError",
    "PermissionDeniedError",
    "Poll",
    "ProxyError",
    "QuotaError",
    "RequestTimeoutError",
    "ResourceError",
    "ServerError",
    "TaskFailedError",
    "TaskState",
    "TaskStatus",
    "TasksError",
    "TasksTimeoutError",
    "ThrottledError",
    "TlsError",
    "WaitTimeoutError",
    "__version__",
    "config",
    "create_client",
]
