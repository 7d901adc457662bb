"""The files of a dataset that is to be made: which to link or copy where, and which to write."""

from __future__ import annotations

import os

from modelarts.language import joined, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

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
        """Makes the dataset in a folder. No file is replaced.

        Args:
            folder: The folder; it is created if it doesn't exist.
            link: "copy" to copy the pictures, "hard" or "symbolic" to link them; "copy" by default.

        Raises:
            FileNotFoundError: A picture is missing, or it isn't known where it is; nothing was made.
            FileExistsError: A file exists already.
            OSError: A file can't be made.
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

        root = os.fspath(folder)
        for source, destination in self.files:
            target = _target(root, destination)
            if link == "symbolic":
                os.symlink(os.path.abspath(source), target)
            elif link == "hard":
                os.link(os.path.realpath(source), target)
            else:
                with open(source, "rb") as original, open(target, "xb") as copy:
                    shutil.copyfileobj(original, copy)
        for destination, text in self.texts.items():
            with open(_target(root, destination), "x", encoding="utf-8", newline="\n") as file:
                file.write(text)


def _target(root: str, destination: str) -> str:
    target = os.path.join(root, *destination.split("/"))
    os.makedirs(os.path.dirname(target), exist_ok=True)
    return target
