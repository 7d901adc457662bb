"""A ModelArts to talk to without a cloud account: a real HTTP server on a loopback socket."""

from __future__ import annotations

from modelarts._modelarts import Emulator as _Core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike
    from pathlib import Path
    from types import TracebackType
    from typing import Any, Literal

    from typing_extensions import Self

    from modelarts.client.api import ApiClient

__all__ = ["Emulator"]


class Emulator:
    """An emulator of the service, running on a thread of its own until it is closed.

    It checks tokens and signatures as the service does, does the work of the dataset calls on a real
    folder, and answers with the documented codes. In a forked child it is closed; the parent's goes on.

    Args:
        root: the folder that is OBS, each of whose folders is a bucket; None makes a temporary one,
            which is removed at the end.
        project_id: the one project that it knows.
        region: the one region, which is also the project's name.
        host: the address to listen on; any but a loopback address lets others in.
        port: the port to listen on; 0 finds a free one.
        auth: "verify" checks who calls; "none" lets everybody in.
        seed: what account, keys and request ids are made from; None is 0.
        pace: how many seconds each state of a task lasts, unless it has `states` or a `script`.
        clock: "real" goes by itself; "manual" is moved by `advance` alone.

    Raises:
        OSError: it can't listen there, or `root` can't be used.
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
        pace: float = 0.05,
        clock: Literal["real", "manual"] = "real",
    ) -> None:
        if auth not in ("verify", "none"):
            raise ValueError(f'auth: is {auth!r}, expected "verify" or "none"')
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
            pace=pace,
            manual_clock=clock == "manual",
        )

    @property
    def url(self) -> str:
        """Where it listens, like "http://127.0.0.1:41234"; both services are there."""
        return self._core.url

    @property
    def root(self) -> Path:
        """The folder that is OBS: the bucket `b` is the folder `root / "b"`."""
        return self._core.root

    @property
    def account(self) -> str:
        """The enterprise account (IAM domain) of its one user; obviously fake, as all that follows."""
        return self._core.account

    @property
    def username(self) -> str:
        """The name of its one user."""
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
    def requests(self) -> list[dict[str, Any]]:
        """What it received, oldest first, secrets masked.

        Each is a dict of method, path, query (as sent), headers (a list of pairs, names in lower
        case), body (JSON, text or None), status (of the answer), request_id and time (epoch seconds
        by the emulator's clock).
        """
        return self._core.requests()

    def create_client(
        self, credential: Literal["password", "access_key", "token"] = "password", **options: Any
    ) -> ApiClient:
        """A client of this emulator; nothing of the user's own configuration gets into it.

        Args:
            credential: the kind of credential it uses.
            **options: settings of `modelarts.config.create_client`, which go first.

        Returns:
            The client; it knows the emulator's project.

        Raises:
            ValueError: there is no such kind of credential.
        """
        from modelarts._modelarts import Poll
        from modelarts.client.api_client import ApiClient

        settings = {
            "endpoint": self.url,
            "iam_endpoint": self.url,
            "region": self.region,
            "project_id": self.project_id,
            "poll": Poll(initial=0.01, maximum=0.1),
            **self._credential(credential),
            **options,
        }
        return ApiClient._create(settings, use_environment=False)

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
            folder: where to write it; an existing file is replaced.

        Returns:
            The file's path, for `config_file=` or `$MODELARTS_CONFIG`.

        Raises:
            OSError: the file can't be written.
        """
        import json
        import os

        user = {"account": self.account, "username": self.username, "password": self.password}
        cluster = {"region": self.region, "endpoint": self.url, "iam_endpoint": self.url, "verify_ssl": "true"}
        config = {
            "contexts": [{"name": "default", "context": {"cluster": "emulator", "user": "emulator"}}],
            "clusters": [{"name": "emulator", "cluster": cluster}],
            "users": [{"name": "emulator", "user": user}],
        }
        path = os.path.join(os.fspath(folder), "config.json")
        owner_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(owner_only, "w", encoding="utf-8") as file:
            json.dump(config, file, indent=2)
            file.write("\n")
        return path

    def add_dataset(self, name: str, data_url: str, *, description: str = "", dataset_id: str | None = None) -> str:
        """Adds a dataset, as `create_dataset` does, but at once and without a task.

        Args:
            name: its name.
            data_url: a bucket or a folder in one, which must be there under `root`.
            description: what its owner says of it.
            dataset_id: its id; None makes one.

        Returns:
            Its id.

        Raises:
            ValueError: `create_dataset` would be refused, too; the text has the code.
            RuntimeError: the emulator is closed.
        """
        return self._core.add_dataset(name, data_url, description, dataset_id)

    def add_version(self, dataset_id: str, *, description: str = "", version_id: str | None = None) -> str:
        """Publishes a version of a dataset's files as they are, at once and without a task.

        Args:
            dataset_id: the dataset.
            description: what its publisher says of it.
            version_id: its id; None makes one.

        Returns:
            Its id.

        Raises:
            ValueError: `create_dataset_version` would be refused, too; the text has the code.
            RuntimeError: the emulator is closed.
        """
        return self._core.add_version(dataset_id, description, version_id)

    def add_task(
        self,
        task_id: str,
        states: Sequence[str | tuple[str, int]] | None = None,
        *,
        script: Sequence[tuple[float, str]] | None = None,
        result: Any = None,
        error: tuple[str, str] | None = None,
    ) -> None:
        """Adds a task to ask for.

        Without `states` and `script` it goes from PENDING by way of STARTED and RUNNING to SUCCESS,
        each state lasting `pace` seconds.

        Args:
            task_id: its id.
            states: a state for each look; `("RUNNING", 3)` lasts three looks. The last one stays.
            script: a state from each time on, in seconds since now: `[(0, "RUNNING"), (5.0, "FAILURE")]`.
            result: what `result` holds once the task has succeeded; None is the empty list.
            error: code and message that `failed` holds once the task has failed.

        Raises:
            ValueError: the task is there already, or its script can't be followed.
            RuntimeError: the emulator is closed.
        """
        looks = None if states is None else [(state, 1) if isinstance(state, str) else state for state in states]
        self._core.add_task(task_id, looks, script, result, error)

    def fault(
        self,
        *,
        kind: Literal["status", "delay", "reset", "truncate", "retry"] | None = None,
        operation: str | None = None,
        match: str | None = None,
        nth: int | None = None,
        probability: float = 1.0,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        delay: float | None = None,
    ) -> None:
        """Makes requests go wrong from now on, until `reset`.

        Of several rules the first made is tried first, and the first that fires wins; the others
        still count and draw. A request that went wrong is in `requests` with the status it got.

        Args:
            kind: what goes wrong. May be left out when `status` or `delay` says it.

                - "status": an answer in the operation's place, before anybody asks who calls;
                  nothing is done.
                - "delay": the operation is done, and its answer comes late.
                - "reset": the operation is done, and the connection is reset halfway through the
                  body of its answer.
                - "truncate": the same, but the connection is closed in good order.
                - "retry": the task that an operation starts goes through PENDING, STARTED, RUNNING,
                  RETRY and RUNNING to SUCCESS.
            operation: the one operation that it happens to, by its documented name, like
                "get_task_status"; for IAM "create_token" or "list_projects". None is any request.
            match: an id, or other text, that must be a whole segment of the path. None is any path.
            nth: only the nth of the requests that fit, counted from 1 since now. None is all.
            probability: how likely it is, from 0 to 1. The emulator's seed decides which it hits.
            status: the HTTP status, from 200 to 599.
            headers: what the answer has beside the usual headers, or in place of them, like
                `{"Retry-After": "1"}`.
            body: the answer's body. None is what the service says with that status; below 400
                nothing.
            delay: how many seconds the answer waits, by the machine's clock.

        Raises:
            ValueError: arguments are missing, contradict each other or are out of range; the text
                says which, and what to write.
            RuntimeError: the emulator is closed.
        """
        self._core.fault(
            kind=kind,
            operation=operation,
            matches=match,
            nth=nth,
            probability=probability,
            status=status,
            headers=None if headers is None else list(headers.items()),
            body=body,
            delay=delay,
        )

    def skew_clock(self, seconds: float) -> None:
        """Sets the service's date off, as if its clock, or the client's, were wrong.

        The `Date` of answers, the window of 15 minutes for signatures and the dates of tokens go by
        it. Tasks don't. A second call replaces the first; `reset` undoes it.

        Args:
            seconds: how far; a negative number for a clock that is late.

        Raises:
            ValueError: `seconds` is no finite number.
        """
        self._core.skew_clock(seconds)

    def advance(self, seconds: float) -> None:
        """Moves the clock forward; returns when the work that is due by then is done.

        Args:
            seconds: how far.

        Raises:
            ValueError: `seconds` is negative or no number.
        """
        self._core.advance(seconds)

    def expire_tokens(self) -> None:
        """Refuses every token issued so far from now on."""
        self._core.expire_tokens()

    def reset(self) -> None:
        """Forgets datasets, tasks, requests and faults, revokes tokens, and sets the clock right."""
        self._core.reset()

    def close(self) -> None:
        """Stops listening; leaves no thread, socket or file behind."""
        self._core.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Emulator({self.url!r})" if self._core.is_running else "Emulator(closed)"
