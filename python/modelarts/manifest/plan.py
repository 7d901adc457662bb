"""The files of a dataset that is to be made: which to link or copy where, and which to write."""

from __future__ import annotations

import os
from contextlib import suppress

from modelarts.language import joined, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Self

else:
    from modelarts._deferred import Literal

__all__ = ["Plan"]


class Plan:
    """The files of a dataset, as `to_yolo` and `to_imagefolder` return them; nothing was touched yet.

    Attributes:
        files (list[tuple[str, str]]): A source and a destination for each picture. The source is a path, or the
            address in the manifest if it isn't known where the file is. The destination is relative, with
            slashes.
        texts (dict[str, str]): The files to write, by their destinations.
        labels (list[str]): The names of the labels; the place of a name is its number.
        left_out (list[str]): The sources of the entries that have no place in the dataset.
    """

    __slots__ = ("files", "labels", "left_out", "texts")

    files: list[tuple[str, str]]
    texts: dict[str, str]
    labels: list[str]
    left_out: list[str]

    def __init__(self) -> None:
        self.files = []
        self.texts = {}
        self.labels = []
        self.left_out = []

    def __repr__(self) -> str:
        return (
            f"<Plan of {len(self.files)} files, {len(self.texts)} texts and {len(self.labels)} labels; "
            f"{len(self.left_out)} entries left out>"
        )

    def apply(self, folder: str | os.PathLike[str], *, link: Literal["copy", "hard", "symbolic"] = "copy") -> None:
        """Makes the dataset in a folder, in whole or not at all. No file is replaced.

        Args:
            folder: The folder; it is created if it doesn't exist.
            link: "copy" to copy the pictures, "hard" or "symbolic" to link them; "copy" by default.

        Raises:
            FileNotFoundError: A picture is missing, or it isn't known where it is; nothing was made.
            FileExistsError: A file exists already.
            OSError: A file can't be made; those that were made are removed again, as after Ctrl-C.
            ValueError: `link` is none of these.
        """
        if link not in {"copy", "hard", "symbolic"}:
            raise ValueError(message("link is {found}, expected 'copy', 'hard' or 'symbolic'", found=repr(link)))
        for source, _ in self.files:
            if not os.path.isfile(source):
                advice = message("download it, and pass files= to read()") if "://" in source else ""
                problem = message("{source} does not exist", source=source)
                raise FileNotFoundError(joined(None, [problem, advice], ": "))
        import shutil  # which imports all compressions

        with _Making(os.fspath(folder)) as making:
            for source, destination in self.files:
                target = making.place(destination)
                if link == "symbolic":
                    os.symlink(os.path.abspath(source), target)
                    making.made(target)
                elif link == "hard":
                    os.link(os.path.realpath(source), target)
                    making.made(target)
                else:
                    with open(source, "rb") as original, open(target, "xb") as copy:
                        making.made(target)
                        shutil.copyfileobj(original, copy)
            for destination, text in self.texts.items():
                target = making.place(destination)
                with open(target, "x", encoding="utf-8", newline="\n") as file:
                    making.made(target)
                    file.write(text)


class _Making:
    """Remembers what was made in a folder, and removes it if not all of it can be made."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: list[str] = []
        self._folders: list[str] = []
        self._known_folders: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def place(self, destination: str) -> str:
        """Returns the path of a file to be made, in a folder that is there."""
        target = os.path.join(self._root, *destination.split("/"))
        self._make_folder(os.path.dirname(target))
        return target

    def _make_folder(self, folder: str) -> None:
        if folder in self._known_folders:
            return
        missing: list[str] = []
        path = os.path.abspath(folder)
        while not os.path.exists(path):
            missing.append(path)
            path = os.path.dirname(path)
        for path in reversed(missing):
            try:
                os.mkdir(path)
            except FileExistsError:
                # Something else made it meanwhile.
                continue
            self._folders.append(path)
        self._known_folders.add(folder)

    def made(self, path: str) -> None:
        """Notes that a file was made."""
        self._files.append(path)

    def __exit__(self, kind: object, _error: object, _traceback: object) -> None:
        if kind is None:
            return
        for path in reversed(self._files):
            with suppress(OSError):
                os.remove(path)
        # A folder that others put files into stays.
        for path in reversed(self._folders):
            with suppress(OSError):
                os.rmdir(path)
