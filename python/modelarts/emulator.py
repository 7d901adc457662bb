"""An emulator of ModelArts that needs no cloud account: an HTTP server on a loopback socket."""

from __future__ import annotations

import weakref

from modelarts._modelarts import Emulator as _Core
from modelarts._modelarts import Poll
from modelarts.client.api_client import ApiClient
from modelarts.client.base_client import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike
    from pathlib import Path
    from types import TracebackType
    from typing import Any, Literal

    from typing_extensions import Self

    _Requests = list[dict[str, Any]]
else:
    from os import PathLike

    from modelarts._deferred import Literal, Mapping, Sequence

    # To import pathlib and typing would take longer than to import all of this package.
    Path, _Requests = PathLike, list

__all__ = ["Emulator"]


class Emulator:
    """An emulator of the service that runs on a thread of its own until it is closed.

    It checks tokens and signatures as the service does, does the work of the dataset calls in a real
    folder, and responds with the documented codes. In a forked child it is closed; in the parent it
    keeps running.

    Args:
        root: the folder that represents OBS; each folder in it is a bucket. None creates a temporary
            folder, which is removed when the emulator is closed.
        project_id: the id of the only project.
        region: the only region, which is also the name of the project.
        host: the address to listen on; with an address that is not a loopback address, other
            machines can connect.
        port: the port to listen on; 0 selects a free port.
        auth: "verify" checks credentials; "none" accepts every request.
        seed: the seed of names, keys and request ids; None is 0.
        credentials: "seed" derives password and keys from the seed; with "random" they can't be
            guessed.
        pace: how many seconds each state of a task lasts, unless it has `states` or a `script`.
        clock: "real" follows the machine's clock; "manual" is moved by `advance` alone.

    Raises:
        OSError: the address or `root` can't be used.
        ValueError: an argument is out of range.
    """

    project_id: str
    region: str

    def __init__(
        self,
        root: str | PathLike[str] | None = None,
        *,
        project_id: str = "cbfb9585c5854926a411a3f5a984fc09",
        region: str = "cn-north-1",
        host: str = "127.0.0.1",
        port: int = 0,
        auth: Literal["verify", "none"] = "verify",
        seed: int | None = None,
        credentials: Literal["seed", "random"] = "seed",
        pace: float = 0.05,
        clock: Literal["real", "manual"] = "real",
    ) -> None:
        if auth not in ("verify", "none"):
            raise ValueError(f'auth: is {auth!r}, expected "verify" or "none"')
        if credentials not in ("seed", "random"):
            raise ValueError(f'credentials: is {credentials!r}, expected "seed" or "random"')
        if clock not in ("real", "manual"):
            raise ValueError(f'clock: is {clock!r}, expected "real" or "manual"')
        self.project_id = project_id
        self.region = region
        self._core = _Core(
            root,
            project_id=project_id,
            region=region,
            host=host,
            port=port,
            verify=auth == "verify",
            seed=seed,
            random_credentials=credentials == "random",
            pace=pace,
            manual_clock=clock == "manual",
        )
        # Closes it when it is collected, and at the end of the program. Ctrl-C is left for others there.
        self._finalizer = weakref.finalize(self, self._core.stop, interruptible=False)

    @property
    def url(self) -> str:
        """The address of the service and of IAM, like "http://127.0.0.1:41234"."""
        return self._core.url

    @property
    def root(self) -> Path:
        """The folder that represents OBS: the bucket `b` is the folder `root / "b"`."""
        return self._core.root

    @property
    def account(self) -> str:
        """The account (IAM domain) of the only user; obviously fake, like all credentials here."""
        return self._core.account

    @property
    def username(self) -> str:
        """The name of the only user."""
        return self._core.username

    @property
    def password(self) -> str:
        """The user's password."""
        return self._core.password

    @property
    def access_key(self) -> str:
        """The user's access key."""
        return self._core.access_key

    @property
    def secret_key(self) -> str:
        """The access key's secret."""
        return self._core.secret_key

    @property
    def requests(self) -> _Requests:
        """The received requests, oldest first, with secrets masked.

        Each is a dict of method, operation (its name as in `fault`, empty if there is none), path,
        query (as sent), headers (a list of pairs, names in lower case), body (JSON, text or None),
        status (of the response), request_id and time (epoch seconds by the emulator's clock).
        """
        return self._core.requests()

    def create_client(
        self, credential: Literal["password", "access_key", "token"] = "password", **options: object
    ) -> ApiClient:
        """Returns a client of this emulator, without any setting of the user's configuration.

        Args:
            credential: the kind of credential it uses.
            **options: settings of `modelarts.config.create_client`, which override the others.

        Returns:
            The client, with the emulator's project.

        Raises:
            ValueError: there is no such kind of credential.
        """
        settings = Settings(dict(options), use_environment=False)
        # A traceback may be shown with the variables of its frames.
        del options
        settings.values = {
            "endpoint": self.url,
            "iam_endpoint": self.url,
            "region": self.region,
            "project_id": self.project_id,
            "poll": Poll(initial=0.01, maximum=0.1),
            **self._credential(credential),
            **settings.values,
        }
        return ApiClient._create(settings)

    def _credential(self, kind: str) -> dict[str, str]:
        if kind == "password":
            return {"account": self.account, "username": self.username, "password": self.password}
        if kind == "access_key":
            return {"access_key": self.access_key, "secret_key": self.secret_key}
        if kind == "token":
            return {"token": self._core.issue_token()}
        raise ValueError(f'credential: is {kind!r}, expected "password", "access_key" or "token"')

    def write_config(self, folder: str | PathLike[str]) -> str:
        """Writes a `config.json` whose context "default" is this emulator.

        Args:
            folder: the folder to write it to; an existing file is replaced.

        Returns:
            The path of the file, for `config_file=` or `$MODELARTS_CONFIG`.

        Raises:
            OSError: the file can't be written.
        """
        import os

        path = os.path.join(os.fspath(folder), "config.json")
        owner_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(owner_only, "w", encoding="utf-8") as file:
            file.write(self._config())
        return path

    def _config(self) -> str:
        import json

        cluster = {"region": self.region, "endpoint": self.url, "iam_endpoint": self.url, "verify_ssl": "true"}
        config = {
            "contexts": [{"name": "default", "context": {"cluster": "emulator", "user": "emulator"}}],
            "clusters": [{"name": "emulator", "cluster": cluster}],
            "users": [{"name": "emulator", "user": self._credential("password")}],
        }
        return json.dumps(config, indent=2) + "\n"

    def add_dataset(self, name: str, data_url: str, *, description: str = "", dataset_id: str | None = None) -> str:
        """Adds a dataset as `create_dataset` does, but at once and without a task.

        Args:
            name: its name.
            data_url: a bucket under `root`, or a folder in one, which must exist.
            description: its description.
            dataset_id: its id; None creates one.

        Returns:
            Its id.

        Raises:
            ValueError: `create_dataset` or its task would fail; the text has the code.
            RuntimeError: the emulator is closed.
        """
        return self._core.add_dataset(name, data_url, description, dataset_id)

    def add_version(self, dataset_id: str, *, description: str = "", version_id: str | None = None) -> str:
        """Publishes a version of a dataset's present files, at once and without a task.

        Args:
            dataset_id: the dataset.
            description: its description.
            version_id: its id; None creates one.

        Returns:
            Its id.

        Raises:
            ValueError: `create_dataset_version` or its task would fail; the text has the code.
            RuntimeError: the emulator is closed.
        """
        return self._core.add_version(dataset_id, description, version_id)

    def add_task(
        self,
        task_id: str,
        states: Sequence[str | tuple[str, int]] | None = None,
        *,
        script: Sequence[tuple[float, str]] | None = None,
        result: object = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Adds a task.

        Without `states` and `script` it goes through PENDING, STARTED and RUNNING to SUCCESS, each
        state lasting `pace` seconds.

        Args:
            task_id: its id.
            states: a state for each poll; `("RUNNING", 3)` lasts three polls. The last one stays.
            script: when each state begins, in seconds from now: `[(0, "RUNNING"), (5.0, "FAILURE")]`.
            result: the `result` of the task once it has succeeded; None is the empty list.
            error: code and message in `failed` once the task has failed.

        Raises:
            ValueError: there is already such a task, its script is not valid, or `result` is not JSON.
            RuntimeError: the emulator is closed.
        """
        polls = None if states is None else [(state, 1) if isinstance(state, str) else state for state in states]
        self._core.add_task(task_id, polls, script, result, error)

    def fault(
        self,
        *,
        kind: Literal["status", "delay", "reset", "truncate", "retry", "failure"] | None = None,
        operation: str | None = None,
        match: str | None = None,
        nth: int | None = None,
        probability: float = 1.0,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        delay: float | None = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Adds a rule by which requests fail from now on, until `reset`.

        Rules are tried in the order in which they were added; the first that fires wins, and the
        others still count and draw. A request that failed is in `requests` with its status.

        Args:
            kind: what goes wrong. It may be left out if `status`, `delay` or `error` is there.

                - "status": the request is answered at once, before authentication; the operation
                  does not run.
                - "delay": the operation runs, and its response is delayed.
                - "reset": the operation runs, and the connection is reset halfway through the body
                  of its response.
                - "truncate": the same, but the connection is closed in good order.
                - "retry": the task that an operation starts goes through PENDING, STARTED, RUNNING,
                  RETRY and RUNNING to SUCCESS.
                - "failure": the operation succeeds, and the work that it starts fails with `error`.
                  Nothing is done.
            operation: the only operation that fails: the documented name of version 1, like
                "get_task_status", namespace and method of version 2, like "imports.create", or for
                IAM "create_token" or "list_projects". None is any request.
            match: an id, or other text, that must be a whole segment of the path. None is any path.
            nth: only the nth matching request, counted from 1 from now. None is every request.
            probability: the probability of the fault, from 0 to 1. The emulator's seed decides
                which requests fail.
            status: the HTTP status, from 200 to 599.
            headers: headers that are added to the usual ones or replace them, like
                `{"Retry-After": "1"}`.
            body: the body of the response. None is the usual body of the status; below 400 it is
                empty.
            delay: how many seconds the response is delayed, by the machine's clock.
            error: code and message of work that fails, like `("ModelArts.4342", "…")`.

        Raises:
            ValueError: arguments are missing, contradict each other or are out of range; the text
                says which, and what to write.
            RuntimeError: the emulator is closed.
        """
        self._core.fault(
            {
                "kind": kind,
                "operation": operation,
                "matches": match,
                "nth": nth,
                "probability": probability,
                "status": status,
                "headers": None if headers is None else list(headers.items()),
                "body": body,
                "delay": delay,
                "error": error,
            }
        )

    def script(
        self,
        operation: Literal["auto_labelling.create", "processing.create", "processing.create_version"],
        states: Sequence[int | tuple[int, int]] | None = None,
        *,
        script: Sequence[tuple[float, int]] | None = None,
        result: Mapping[str, object] | None = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Sets how the next task of an operation goes on whose work the emulator does not do.

        No model and no algorithm runs: without a script a task goes through its documented states,
        `pace` seconds each, succeeds and has found nothing. Scripts of one operation are used in the
        order in which they were added, one for each task.

        Args:
            operation: what starts the task.
            states: a documented state for each poll; `(1, 3)` lasts three polls. The last one stays.
            script: when each state begins, in seconds from the start: `[(0, 0), (5.0, 3)]`.
            result: what the task has found once it has succeeded. Of auto-labelling `samples` is a
                list of dicts of `sample_id` or `sample_name` and `labels`, which become labels that a
                person has to confirm; of processing `results` is the list of results, and counts
                such as `origin_sample_count` are shown with the version.
            error: code and message once the task has failed. Without states the task fails.

        Raises:
            ValueError: there is no such operation, or an argument is not valid.
            RuntimeError: the emulator is closed.
        """
        polls = None if states is None else [(state, 1) if isinstance(state, int) else state for state in states]
        self._core.script(
            operation,
            None if polls is None else [(str(state), count) for state, count in polls],
            None if script is None else [(begin, str(state)) for begin, state in script],
            None if result is None else dict(result),
            error,
        )

    def set_defects(
        self, *, record_offset: bool = False, busy_as_501: bool = False, error_in_body: bool = False
    ) -> None:
        """Switches on defects of data management that clients have to live with, and the others off.

        Args:
            record_offset: `offset` counts records and not pages.
            busy_as_501: calls that have to wait for other work are refused with 501, not with 400.
            error_in_body: calls whose documented response has `error_code` are refused inside a
                success, with `"success": false`.

        Raises:
            RuntimeError: the emulator is closed.
        """
        self._core.set_defects(record_offset=record_offset, busy_as_501=busy_as_501, error_in_body=error_in_body)

    def skew_clock(self, seconds: float) -> None:
        """Sets the error of the service's clock.

        It applies to the `Date` of responses, the time window of 15 minutes for signatures and the
        dates of tokens, but not to tasks. A second call replaces the first; `reset` removes it.

        Args:
            seconds: the error; negative for a clock that is slow.

        Raises:
            ValueError: `seconds` is not finite.
        """
        self._core.skew_clock(seconds)

    def advance(self, seconds: float) -> None:
        """Moves the clock forward; returns when the work that is due by then is done.

        Args:
            seconds: by how much.

        Raises:
            ValueError: `seconds` is negative or not a number.
        """
        self._core.advance(seconds)

    def expire_tokens(self) -> None:
        """Expires every token issued so far."""
        self._core.expire_tokens()

    def reset(self) -> None:
        """Removes datasets, tasks, requests and faults, expires tokens, and corrects the clock."""
        self._core.reset()

    def close(self) -> None:
        """Stops the emulator; leaves no thread, socket or temporary file behind."""
        self._core.stop(interruptible=True)
        self._finalizer.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Emulator({self.url!r})" if self._core.is_running else "Emulator(closed)"
