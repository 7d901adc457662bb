"""Faults of credentials: expiry, a wrong clock, errors in files, secrets in texts."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import tempfile
import traceback
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clients import GOOD, OURS, SECURITY_TOKEN, THEIRS, Outcome, counted, ours, peer, said, their_settings
from responses import date

from raw_server import PROJECT_ID, SECRET, RawServer, header, http

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from clients import Case, Peer

    from raw_server import Step

ISSUED = {"issued_at": "2026-01-01T00:00:00.000000Z", "expires_at": "2099-01-01T00:00:00.000000Z"}


def expired(client: str) -> Outcome:
    """Ours uses a password, and so a token that can expire; theirs supports keys only."""
    answers = iter([GOOD, http(b'{"error_code": "ModelArts.0203", "error_msg": "expired"}', 401), GOOD])
    token = http(json.dumps({"token": {**ISSUED, "project": {"id": PROJECT_ID}}}), 201, f"X-Subject-Token: {SECRET}")

    def step(conn: socket.socket, request: bytes) -> None:
        conn.sendall(token if request.startswith(b"POST") else next(answers))

    with RawServer(step) as server:
        one = peer(client, server.url, {"username": "u", "password": SECRET, "iam_endpoint": server.url})
        one.read()
        words = said(one.read)
        sent = " ".join(request.split()[0].decode() for request in server.requests)
        return counted(words, server, sent)


def off_by(seconds: float) -> Step:
    """Returns a step of the server: rejects the time of a signature, since its own clock is ahead."""

    def step(conn: socket.socket, _request: bytes) -> None:
        body = '{"error_code": "APIGW.0303", "error_msg": "x-sdk-date is off"}'
        conn.sendall(http(body, 401, f"Date: {date(seconds)}"))

    return step


class Agency:
    """A metadata service whose first key is already expired and whose second is not."""

    def __init__(self) -> None:
        self.keys = 0

    def __call__(self, conn: socket.socket, request: bytes) -> None:
        """A step of the server: a session token, or a key."""
        if b"securitykey" not in request.split(b"\r\n")[0]:
            conn.sendall(http("session"))
            return
        self.keys += 1
        expires = datetime.now(timezone.utc) + timedelta(seconds=-1 if self.keys == 1 else 86_400)
        key = {"access": f"AK-{self.keys}", "secret": SECRET, "securitytoken": SECURITY_TOKEN}
        key["expires_at"] = expires.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        conn.sendall(http(json.dumps({"credential": key})))


def without_credential(client: str, url: str) -> Any:
    """Returns a client without a credential in its settings."""
    if client == OURS:
        return ours(url, access_key=None, secret_key=None, security_token=None).read
    import huaweicloudsdkmodelarts.v1 as sdk
    from huaweicloudsdkcore.auth.provider import CredentialProviderChain

    credentials = CredentialProviderChain.get_basic_credential_provider_chain().get_credentials()
    credentials.project_id = PROJECT_ID
    builder = sdk.ModelArtsClient.new_builder().with_http_config(their_settings()).with_credentials(credentials)
    one = builder.with_endpoints([url]).build()
    return lambda: one.show_workspace(sdk.ShowWorkspaceRequest(workspace_id="t"))


def agency(client: str) -> Outcome:
    with RawServer(GOOD) as server, RawServer(Agency()) as metadata, empty_home():
        # Theirs asks at one address only, which a proxy can stand for.
        os.environ["MODELARTS_METADATA_ENDPOINT"] = os.environ["http_proxy"] = metadata.url
        os.environ["no_proxy"] = "127.0.0.1"
        read = without_credential(client, server.url)
        words = [said(read), said(read)][-1]
        keys = [
            (header(request, "Authorization") or "").partition("Access=")[2].partition(",")[0]
            for request in server.requests
        ]
        return counted(words, server, f"signed with {', then '.join(keys)}")


@contextlib.contextmanager
def empty_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        yield Path(folder)


def file_with(path: str, content: str | None, **settings: Any) -> Case:
    """Returns a case whose only credential is in a wrong file in the home folder."""

    def run(client: str) -> Outcome:
        opened: list[str] = []
        sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
        with RawServer(GOOD) as server, empty_home() as home:
            file = home / path
            file.parent.mkdir()
            if content is not None:
                file.write_text(content)
                file.chmod(0o600)
            opened.clear()
            where = {} if content else {"config_file": file}
            words = said(lambda: build(client, server.url, **settings, **where)).replace(str(home), "~")
            unopened = client == THEIRS and str(file) not in opened
            return counted(words, server, "the file was not opened" if unopened else "")

    return run


def build(client: str, url: str, **settings: Any) -> Any:
    """Only creates a client; theirs has no setting for a context."""
    if client == OURS:
        return ours(url, access_key=None, secret_key=None, security_token=None, **settings)
    return without_credential(client, url)


def config(**changes: Any) -> str:
    """Returns the configuration file of the vendor's guide, with some of it replaced."""
    user = {"account": "ACCOUNT", "username": "USERNAME", "password": SECRET}
    file = {
        "contexts": [{"name": "default", "context": {"cluster": "cluster1", "user": "user1"}}],
        "clusters": [{"name": "cluster1", "cluster": {"region": "cn-north-1", "verify_ssl": "true"}}],
        "users": [{"name": "user1", "user": user}],
    }
    return json.dumps({**file, **changes}, indent=2)


class Collected(logging.Handler):
    """Collects every log record."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collects a record."""
        self.lines.append(record.getMessage())


@contextlib.contextmanager
def logged() -> Iterator[Collected]:
    heard = Collected()
    logging.getLogger().addHandler(heard)
    for name in ("", "modelarts", "HuaweiCloud-SDK-ModelArtsClient"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield heard


def echoed(answer: bytes) -> Case:
    """Returns a case in which the service echoes secrets, which reports the texts that contain them."""

    def run(client: str) -> Outcome:
        with RawServer(answer) as server, logged() as heard:
            one = peer(client, server.url)
            if client == THEIRS:
                # Its own logger hands nothing on to those above it.
                one.objects[0]._logger.addHandler(heard)
            texts = shown(one, heard)
            found = [place for place, text in texts.items() if SECRET in text or SECURITY_TOKEN in text]
            return counted(f"shown in: {', '.join(found)}" if found else f"not shown in: {', '.join(texts)}", server)

    return run


def shown(one: Peer, heard: Collected) -> dict[str, str]:
    """Returns the texts that a program may print or write to a file."""
    texts = {"the client's repr": f"{one.objects!r} {[str(each) for each in one.objects]}"}
    try:
        got = one.read()
        texts["the response"] = f"{got} {got!r}"
    except Exception as error:  # noqa: BLE001 whatever comes is looked through
        texts |= {"the error": f"{error} {error!r}", "its attributes": repr(vars(error))}
        texts["the traceback"] = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return {**texts, "the log": "\n".join(heard.lines)}
