"""The two clients with the same settings, and the outcome of a call in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from raw_server import PROJECT_ID, SECRET, http

if TYPE_CHECKING:
    from raw_server import RawServer

OURS, THEIRS = "modelarts", "huaweicloudsdk"
TIMEOUT_SECONDS = 2
SECURITY_TOKEN = "fake-token-for-tests"
GOOD = http(b'{"status": "SUCCESS", "result": []}')


class Peer(NamedTuple):
    """A client: a call that reads, a call that writes, and the objects that its user holds."""

    read: Callable[..., Any]
    write: Callable[[], Any]
    objects: list[Any]


class Outcome(NamedTuple):
    """What a client did, a note, and the requests and connections that the server counted, if any."""

    said: str
    note: str = ""
    requests: int | None = None
    connections: int | None = None


Case = Callable[[str], Outcome]


def ours(url: str, **settings: Any) -> Peer:
    from modelarts import config
    from modelarts.client import DatasetApi

    known: dict[str, Any] = {"endpoint": url, "region": "cn-north-1", "project_id": PROJECT_ID}
    if "username" not in settings:
        known |= {"access_key": "AK", "secret_key": SECRET, "security_token": SECURITY_TOKEN}
    client = config.create_client(**{**known, "timeout": TIMEOUT_SECONDS, **settings})
    api = DatasetApi(client)

    def read(task_id: str = "t") -> Any:
        return api.get_task_status(task_id=task_id)

    return Peer(read, lambda: api.sync_dataset(dataset_id="d"), [api, client])


def theirs(url: str, kind: str = "ModelArtsClient", **settings: Any) -> Peer:
    import huaweicloudsdkmodelarts.v1 as sdk
    from huaweicloudsdkcore.auth.credentials import BasicCredentials

    credentials = BasicCredentials("AK", SECRET, PROJECT_ID).with_security_token(SECURITY_TOKEN)
    config = their_settings(**settings)
    builder = getattr(sdk, kind).new_builder().with_http_config(config).with_credentials(credentials)
    client = builder.with_endpoints([url]).build()
    new = sdk.CreateWorkspaceRequest(body=sdk.CreateWorkspaceReq(name="name"))

    def read(task_id: str = "t") -> Any:
        return client.show_workspace(sdk.ShowWorkspaceRequest(workspace_id=task_id))

    return Peer(read, lambda: client.create_workspace(new), [client, credentials, config])


def their_settings(**settings: Any) -> Any:
    from huaweicloudsdkcore.http.http_config import HttpConfig

    config = HttpConfig.get_default_config()
    for name, value in {"timeout": (TIMEOUT_SECONDS, TIMEOUT_SECONDS), **settings}.items():
        setattr(config, name, value)
    return config


def peer(client: str, url: str, our: dict[str, Any] | None = None, their: dict[str, Any] | None = None) -> Peer:
    """Returns the client of that name, with settings of this case."""
    return ours(url, **(our or {})) if client == OURS else theirs(url, **(their or {}))


def said(act: Callable[[], Any]) -> str:
    try:
        got = act()
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    except BaseException as error:  # noqa: BLE001 whatever comes is the result
        return error_text(error)
    return f"returned {' '.join(str(got).split())}"


def error_text(error: BaseException) -> str:
    """Returns class and text of an error, without the class or the call at the beginning of the text."""
    name = type(error).__name__
    text = " ".join(str(error).split())
    return f"{name}: {re.sub(rf'^({name} - |(get_task_status|sync_dataset)( failed)?:? )', '', text)}"


def counted(words: str, server: RawServer, note: str = "") -> Outcome:
    return Outcome(words, note, len(server.requests))
