"""The dataset API of Huawei Cloud ModelArts, typed, sync and async, with an embedded emulator.

>>> from modelarts import config
>>> from modelarts.client import *
>>> client = config.create_client(context="default")
>>> datasetapi = DatasetApi(client)
>>> resp = datasetapi.get_task_status(project_id="…", task_id="…")
"""

from modelarts.vendor_sdk import warn_of_vendor_sdk

warn_of_vendor_sdk()  # before the imports that fail where files of both are in one folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from modelarts import client as client
    from modelarts import config as config
    from modelarts import emulator as emulator
    from modelarts import errors as errors
    from modelarts import manifest as manifest
    from modelarts import responses as responses
    from modelarts import v2 as v2
    from modelarts._modelarts import Poll
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

    __version__: str

else:
    # The module of each name that is not in `errors`; modules are imported when one of their names is used.
    _MODULES = {
        "ApiClient": "client",
        "ApiException": "client",
        "AsyncDatasetApi": "client",
        "DatasetApi": "client",
        "Emulator": "emulator",
        "Poll": "_modelarts",
        "TaskState": "responses",
        "TaskStatus": "responses",
        "create_client": "config",
    }
    _SUBMODULES = ("client", "config", "emulator", "errors", "manifest", "responses", "v2")

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _SUBMODULES:
            return import_module(f"modelarts.{name}")
        if name == "__version__":
            value = import_module("modelarts._modelarts").VERSION
        elif name in __all__:
            value = getattr(import_module(f"modelarts.{_MODULES.get(name, 'errors')}"), name)
        else:
            raise AttributeError(f"module 'modelarts' has no attribute {name!r}")
        globals()[name] = value  # found without this function from now on
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_SUBMODULES, *__all__})


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
