"""An emulator of ModelArts that needs no cloud account: an HTTP server on a loopback socket."""

from __future__ import annotations

import weakref

from modelarts._modelarts import Emulator as _Core
from modelarts._modelarts import Poll
from modelarts.activation import Activation
from modelarts.client.api_client import ApiClient
from modelarts.client.base_client import Settings
from modelarts.emulator_control import EmulatorControl
from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path
    from types import TracebackType
    from typing import Any, Literal

    from typing_extensions import Self

    _Requests = list[dict[str, Any]]
else:
    from os import PathLike

    from modelarts._deferred import Literal

    # To import pathlib and typing would take longer than to import all of this package.
    Path, _Requests = PathLike, list

__all__ = ["Emulator"]


class Emulator(EmulatorControl):
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
        control: whether tests in other processes can control it over HTTP, at `control_url` and with
            `control_token`: True creates a token, text is the token.

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
        control: bool | str = False,
    ) -> None:
        if auth not in ("verify", "none"):
            raise ValueError(message('auth: is {value}, expected "verify" or "none"', value=repr(auth)))
        if credentials not in ("seed", "random"):
            raise ValueError(message('credentials: is {value}, expected "seed" or "random"', value=repr(credentials)))
        if clock not in ("real", "manual"):
            raise ValueError(message('clock: is {value}, expected "real" or "manual"', value=repr(clock)))
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
            control=bool(control),
            control_token=control if isinstance(control, str) else None,
        )
        self._activations: list[Activation] = []
        # Closes it when it is collected, and at the end of the program. Ctrl-C is left for others there.
        self._finalizer = weakref.finalize(self, self._core.stop, interruptible=False)

    @property
    def url(self) -> str:
        """The address of the service and of IAM, like "http://127.0.0.1:41234"."""
        return self._core.url

    @property
    def root(self) -> Path:
        """The folder that represents OBS: the bucket `bucket1` is the folder `root / "bucket1"`."""
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
    def control_url(self) -> str | None:
        """The address of the control interface, like "http://127.0.0.1:41234/_emulator"; None if it is off."""
        return self._core.control_url or None

    @property
    def control_token(self) -> str | None:
        """The token of the control interface, for `Authorization: Bearer …`; None if it is off."""
        return self._core.control_token or None

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
        raise ValueError(
            message('credential: is {value}, expected "password", "access_key" or "token"', value=repr(kind))
        )

    def write_config(self, folder: str | PathLike[str], *, context: str = "default") -> str:
        """Writes a `config.json` with a context that is this emulator.

        Args:
            folder: the folder to write it to; an existing file is replaced.
            context: the name of the context.

        Returns:
            The path of the file, for `config_file=` or `$MODELARTS_CONFIG`.

        Raises:
            OSError: the file can't be written.
        """
        import os

        path = os.path.join(os.fspath(folder), "config.json")
        owner_only = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(owner_only, "w", encoding="utf-8") as file:
            file.write(self._core.config(context))
        return path

    def activate(self, *, context: str = "default") -> Activation:
        """Sets the environment so that code that creates its own client reaches this emulator.

        `MODELARTS_CONFIG` and `MODELARTS_ENDPOINT` name the emulator, and other variables with
        settings of clients are removed. At the end of the `with` block, or by `close` of the returned
        object or of the emulator, the environment becomes what it was. It belongs to the process, so
        that all threads see it.

        Args:
            context: the name of the context that the code uses.

        Returns:
            A context manager.

        Raises:
            OSError: the configuration file can't be written.
            RuntimeError: the emulator is closed.
        """
        if not self._core.is_running:
            raise RuntimeError(message("the emulator is closed"))
        activation = Activation(self.url, lambda folder: self.write_config(folder, context=context))
        self._activations.append(activation)
        return activation

    def put_file(self, path: str, content: bytes | bytearray | memoryview | str | PathLike[str]) -> Path:
        """Writes a file of OBS, and creates its bucket and folders if they are missing.

        Args:
            path: where to write it: `bucket/folder/name`, which may begin with `obs://`.
            content: the bytes, the text (as UTF-8), or, as a `pathlib.Path`, a file to copy. An
                existing file is replaced.

        Returns:
            The path of the file under `root`.

        Raises:
            TypeError: `content` is none of these.
            ValueError: `path` is not a file in a bucket; names of buckets have 3 to 63 characters.
            OSError: a file can't be read or written, or leads out of `root`.
            RuntimeError: the emulator is closed.
        """
        if isinstance(content, str):
            return self._core.put_file(path, content.encode(), None)
        if isinstance(content, (bytes, bytearray, memoryview)):
            return self._core.put_file(path, bytes(content), None)
        if not hasattr(content, "__fspath__"):
            found = type(content).__name__
            raise TypeError(message("content: is {found}, expected bytes, text or a path", found=found))
        return self._core.put_file(path, None, content)

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

    def close(self) -> None:
        """Stops the emulator; leaves no thread, socket or temporary file behind.

        What `activate` has set in the environment becomes what it was.
        """
        while self._activations:
            self._activations.pop().close()
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
