"""The dataset API of Huawei Cloud ModelArts, typed, sync and async, with an embedded emulator.

>>> from modelarts import config
>>> from modelarts.client import *
>>> client = config.create_client(context="default")
>>> datasetapi = DatasetApi(client)
>>> resp = datasetapi.get_task_status(project_id="…", task_id="…")
"""

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
