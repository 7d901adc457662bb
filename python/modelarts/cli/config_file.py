"""The configuration file, as the commands that change it read and write it."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from typing import Any

from modelarts._modelarts import config_file_text, diagnose_settings
from modelarts.cli.file_lock import locked
from modelarts.errors import ConfigError
from modelarts.language import message
from modelarts.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ConfigFile", "Part", "file_of"]

# A part of a file: the list that holds it, and the member of an entry that has the settings.
Part = str
_LISTS = {"context": "contexts", "cluster": "clusters", "user": "users"}
_CURRENT = "current_context"
_DEFAULT = "default"


def file_of(config_file: str | None) -> ConfigFile:
    """Returns the configuration file that a client would use.

    Args:
        config_file: The option; None for `$MODELARTS_CONFIG`, or the file in the home folder.

    Returns:
        The file, which may not exist yet.

    Raises:
        ConfigError: It can't be read, or has another form.
    """
    named = config_file or os.environ.get("MODELARTS_CONFIG") or "~/.modelarts/config.json"
    return ConfigFile(os.path.expanduser(named))


class ConfigFile:
    """The content of a configuration file, which can be changed and saved.

    Args:
        path: The path, also of a file that does not exist yet.

    Raises:
        ConfigError: The file can't be read, or has another form.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._content = self._read()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Reads the file again, and keeps other processes from changing it in the block, which saves it.

        Raises:
            ConfigError: The file can't be read, has another form, or is being changed for long.
            OSError: The folder can't be written.
        """
        path = self._target()
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with locked(path):
            self._content = self._read()
            yield

    def _target(self) -> str:
        """Returns the path to write to: a link stays one."""
        try:
            return os.path.realpath(self.path)
        except FileNotFoundError as error:
            text = message("{file} can't be written: the current folder was removed", file=printable(self.path))
            raise ConfigError(text) from error

    def _read(self) -> dict[str, Any]:
        if not os.path.lexists(self.path):
            return {}
        if not os.path.isfile(self.path):
            raise ConfigError(message("{file} is no regular file, so it can't be changed", file=self.path))
        text = config_file_text(self.path)
        try:
            content = json.loads(text)
        except ValueError as error:
            # A number of more digits than Python reads.
            self._refuse(error)
        if not _has_form(content):
            self._refuse(None)
        found: dict[str, Any] = content
        return found

    def _refuse(self, cause: Exception | None) -> None:
        """Raises the error that a client has for the file."""
        diagnose_settings({"config_file": self.path}, False)
        raise ConfigError(message("{file} has another form than a configuration file", file=self.path)) from cause

    @property
    def contexts(self) -> list[str]:
        """The names of the contexts."""
        return [entry["name"] for entry in self._content.get("contexts") or []]

    @property
    def current(self) -> str:
        """The context that is used if nothing else names one."""
        return os.environ.get("MODELARTS_CONTEXT") or self._content.get(_CURRENT) or _DEFAULT

    def use(self, context: str) -> None:
        """Makes a context the current one.

        Args:
            context: Its name.
        """
        # At the top, where a reader looks for it.
        self._content = {_CURRENT: context, **{k: v for k, v in self._content.items() if k != _CURRENT}}

    def context(self, name: str) -> dict[str, Any] | None:
        """Returns the members of a context; None if there is no such context."""
        return self._entry("context", name)

    def part(self, context: str, part: Part) -> dict[str, Any] | None:
        """Returns the members of a context, or of the cluster or the user that it names.

        Args:
            context: The name of the context.
            part: "context", "cluster" or "user".

        Returns:
            The members, which can be changed; None if there are none.
        """
        members = self._entry("context", context)
        if members is None or part == "context":
            return members
        name = members.get(part)
        return self._entry(part, name) if isinstance(name, str) else None

    def add(self, context: str, part: Part) -> dict[str, Any]:
        """Returns the members as `part` does; adds what there is not.

        Args:
            context: The name of the context.
            part: "context", "cluster" or "user".

        Returns:
            The members, which can be changed.
        """
        found = self.part(context, part)
        if found is not None:
            return found
        if part == "context":
            return self._append(part, context)
        members = self.add(context, "context")
        members[part] = self._free_name(part, context)
        return self._append(part, members[part])

    def renew(self, context: str, part: Part) -> dict[str, Any]:
        """Returns the members as `add` does, but of a cluster or user that no other context names.

        Args:
            context: The name of the context.
            part: "cluster" or "user".

        Returns:
            The members, which can be changed.
        """
        if not self.sharers(context, part):
            return self.add(context, part)
        members = self.add(context, "context")
        shared = self.part(context, part) or {}
        members[part] = self._free_name(part, context)
        added = self._append(part, members[part])
        added.update(shared)
        return added

    def sharers(self, context: str, part: Part) -> list[str]:
        """Returns the other contexts that name the same cluster or user.

        Args:
            context: The name of the context.
            part: "context", "cluster" or "user".

        Returns:
            Their names.
        """
        if part == "context":
            return []
        name = (self._entry("context", context) or {}).get(part)
        others = [(other, self._entry("context", other) or {}) for other in self.contexts if other != context]
        return [other for other, members in others if name is not None and members.get(part) == name]

    def _entry(self, part: Part, name: str) -> dict[str, Any] | None:
        for entry in self._content.get(_LISTS[part]) or []:
            if entry["name"] == name:
                members: dict[str, Any] = entry[part]
                return members
        return None

    def _append(self, part: Part, name: str) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if not self._content.get(_LISTS[part]):
            self._content[_LISTS[part]] = []
        self._content[_LISTS[part]].append({"name": name, part: members})
        return members

    def _free_name(self, part: Part, name: str) -> str:
        taken = {entry["name"] for entry in self._content.get(_LISTS[part]) or []}
        names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
        return next(free for free in names if free not in taken)

    def save(self, context: str) -> list[str]:
        """Replaces the file, if a client can read the new one; called in a block of `changing`.

        Args:
            context: The context that was changed, which is read back.

        Returns:
            What the context still lacks for a client, a text each.

        Raises:
            ConfigError: A client would refuse the new content; the file is as before.
            OSError: The file can't be written; it is as before.
        """
        path = self._target()
        descriptor, draft = tempfile.mkstemp(prefix=".config-", suffix=".json", dir=os.path.dirname(path))
        try:
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(json.dumps(self._content, ensure_ascii=False, indent=2) + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, stat.S_IRUSR | stat.S_IWUSR)
            missing = self._read_back(draft, context)
            os.replace(draft, path)
        except UnicodeEncodeError as error:
            raise ConfigError(message("the value can't be written as UTF-8")) from error
        except OSError as error:
            raise OSError(error.errno or errno.EIO, f"{self.path}: {error.strerror}") from error
        finally:
            with suppress(OSError):
                os.unlink(draft)
        return missing

    def _read_back(self, draft: str, context: str) -> list[str]:
        """Reads a file as a client does; returns what it lacks."""
        try:
            _, _, problems, _ = diagnose_settings({"config_file": draft, "context": context}, False)
        except ConfigError as error:
            raise ConfigError(self._of_draft(str(error), draft)) from None
        wrong = [
            text for setting, text, is_missing in problems if not is_missing and not self._is_in_home(context, setting)
        ]
        if wrong:
            raise ConfigError(self._of_draft("; ".join(wrong), draft))
        return [self._of_draft(text, draft) for _, text, is_missing in problems if is_missing]

    def _of_draft(self, text: str, draft: str) -> str:
        return text.replace(printable(draft), printable(self.path))

    def _is_in_home(self, context: str, setting: str) -> bool:
        """Returns whether a setting is the path of a file in the home folder, which is not read back."""
        path = (self.part(context, "cluster") or {}).get(setting)
        return isinstance(path, str) and path.startswith("~") and os.path.exists(os.path.expanduser(path))


def _has_form(content: Any) -> bool:
    """Returns whether a document has lists of named entries where the commands look for them."""
    if not isinstance(content, dict) or not isinstance(content.get(_CURRENT) or "", str):
        return False
    for part, name in _LISTS.items():
        entries = content.get(name) or []
        if not isinstance(entries, list):
            return False
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                return False
            if not isinstance(entry.get(part), dict):
                return False
    return True
