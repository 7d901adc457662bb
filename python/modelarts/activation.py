"""The environment of code that creates its own client, changed for a while."""

from __future__ import annotations

import os
import threading
import weakref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["Activation"]

# Variables with settings of clients. A client of the emulator may use none of them.
_PREFIXES = ("MODELARTS_", "HUAWEICLOUD_SDK_", "OS_")
# How messages are shown, and how the emulator is controlled, is not a setting of a client.
_KEPT = ("MODELARTS_LANGUAGE", "MODELARTS_LOG", "MODELARTS_EMULATOR_TOKEN", "MODELARTS_EMULATOR_URL")

# The activations in force, the latest last.
_active: list[Activation] = []
_lock = threading.RLock()


class Activation:
    """The environment that names an emulator, until `close`; also a context manager.

    Args:
        endpoint: The address of the emulator.
        write_config: Writes a configuration file into a folder and returns its path.

    Raises:
        OSError: The configuration file can't be written.
    """

    def __init__(self, endpoint: str, write_config: Callable[[str], str]) -> None:
        import tempfile

        folder = tempfile.mkdtemp(prefix="modelarts-")
        # Removes the folder also if it is never closed.
        self._remove_folder = weakref.finalize(self, _remove, folder, os.getpid())
        variables = {
            "MODELARTS_CONFIG": write_config(folder),
            "MODELARTS_ENDPOINT": endpoint,
            "HUAWEICLOUD_SDK_IAM_ENDPOINT": endpoint,
            # As `Emulator.create_client` has it: tests need not wait for a second.
            "MODELARTS_POLL_INITIAL": "10ms",
            "MODELARTS_POLL_MAXIMUM": "100ms",
        }
        with _lock:
            self._saved = _settings()
            _active.append(self)
            try:
                _replace(variables)
            except BaseException:
                # Ctrl-C in the middle of it.
                self.close()
                raise

    @property
    def is_active(self) -> bool:
        """Whether it was not closed yet."""
        return self in _active

    def close(self) -> None:
        """Makes the environment what it was before; a second call does nothing.

        A forked child changes its own environment, and leaves the configuration file to its parent.
        """
        with _lock:
            if self in _active:
                place = _active.index(self)
                if self is _active[-1]:
                    _replace(self._saved)
                else:
                    # What comes after it is in force, and gives back what was before this one.
                    _active[place + 1]._saved = self._saved
                del _active[place]
        self._remove_folder()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Activation({'active' if self.is_active else 'closed'})"


def _remove(folder: str, pid: int) -> None:
    """Removes a folder in the process that has made it, and not in a fork of it."""
    if os.getpid() == pid:
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


def _settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_PREFIXES) and name not in _KEPT}


def _replace(variables: dict[str, str]) -> None:
    """Replaces all variables with settings of clients by these."""
    for name in _settings():
        if name not in variables:
            del os.environ[name]
    os.environ.update(variables)
