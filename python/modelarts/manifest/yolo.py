"""Converts a manifest to YOLO."""

from __future__ import annotations

from modelarts.language import message
from modelarts.manifest.convert import Labels, Size, pictures, refusal, subset
from modelarts.manifest.names import UniqueNames, check_length, safe_name, split_extension
from modelarts.manifest.origin import base_name
from modelarts.manifest.plan import Plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from modelarts.manifest.convert import Picture
    from modelarts.manifest.voc import VocObject

else:
    from modelarts._deferred import Any, Iterable, Mapping, Sequence

__all__ = ["to_yolo"]

# The extension of label files.
_LABELS = ".txt"


def to_yolo(
    entries: Iterable[Mapping[str, Any]], *, labels: Sequence[str] | None = None, size: Size | None = None
) -> Plan:
    """Returns the entries of a detection as the plan of a YOLO dataset, in the layout that ModelArts documents.

    The layout is `obj.names`, `obj.data`, and for each part of the dataset a list of pictures, such as
    `train.txt`, and a folder, such as `obj_train_data`, which holds each picture and, beside it, its label
    file: number, centre, width and height of each box, as shares of the picture. TRAIN and entries without
    `usage` are the part `train`, EVAL is `valid`, TEST is `test`, and INFERENCE is `inference`. Polygons and
    circles have the box around them; other shapes are left out.

    Pictures are named by the last part of their sources, percent-encoded where a system would refuse it, and with
    "-2", "-3" and so on where the name is taken.

    Args:
        entries: The entries, such as `read` returns them.
        labels: The labels in the order of their numbers, so that several datasets have the same; by default
            they are in the order in which they come. The first number is 0.
        size: A function that takes an entry and returns the width and the height of its picture, for those
            whose label file doesn't have them; needed for them.

    Returns:
        The plan; `plan.apply(folder)` makes the dataset.

    Raises:
        ManifestError: An entry is not a detection or segmentation, a label file can't be read, the size of a
            picture is not known or differs between label files, a box or a polygon has no area or isn't inside its
            picture, a name is too long, or a label has a line break.
    """
    numbers = Labels(labels)
    plan, unique = Plan(), UniqueNames()
    lists: dict[str, list[str]] = {}
    for picture in pictures(entries, size):
        part = subset(picture.entry)
        folder = f"obj_{part}_data"
        stem, extension = _name(picture, folder, unique)
        source = picture.entry.source
        plan.files.append((picture.entry._local(source, "source") or source, f"{folder}/{stem}{extension}"))
        lists.setdefault(part, []).append(f"{folder}/{stem}{extension}\n")
        lines = [_line(picture, found, numbers) for found in picture.objects]
        plan.texts[f"{folder}/{stem}{_LABELS}"] = "".join(lines)
    plan.labels = numbers.names
    data = [f"classes = {len(plan.labels)}\n", *(f"{part} = {part}.txt\n" for part in lists), "names = obj.names\n"]
    plan.texts["obj.data"] = "".join([*data, "backup = backup/\n"])
    plan.texts["obj.names"] = "".join(f"{name}\n" for name in plan.labels)
    plan.texts.update((f"{part}.txt", "".join(names)) for part, names in lists.items())
    return plan


def _name(picture: Picture, folder: str, unique: UniqueNames) -> tuple[str, str]:
    """Returns the stem and the extension of the name of a picture, which is the only one of its stem."""
    try:
        stem, extension = split_extension(safe_name(base_name(picture.entry.source)))
        stem = unique.unique(folder, stem)
        for one in (extension, _LABELS):
            check_length(stem + one)
    except ValueError as error:
        raise refusal(picture.entry, "source", str(error)) from error
    if extension.lower() == _LABELS:
        raise refusal(picture.entry, "source", message("has the extension .txt, expected a picture"))
    return stem, extension


def _line(picture: Picture, found: VocObject, labels: Labels) -> str:
    entry, width, height = picture.entry, picture.width, picture.height
    if not width or not height:
        raise refusal(entry, "source", message("has an unknown size, which YOLO needs; pass size="))
    if found.xmin < 0 or found.ymin < 0 or found.xmax > width or found.ymax > height:
        box = f"{found.xmin:g}, {found.ymin:g}, {found.xmax:g}, {found.ymax:g}"
        problem = message(
            "has a box at {box}, which is not inside the picture of {width} x {height}",
            box=box,
            width=width,
            height=height,
        )
        raise refusal(entry, "annotation", problem)
    if not found.name.strip() or len(found.name.splitlines()) > 1:
        problem = message("has the label {label}, which is no line of obj.names", label=repr(found.name))
        raise refusal(entry, "annotation", problem)
    x, y = (found.xmin + found.xmax) / 2 / width, (found.ymin + found.ymax) / 2 / height
    share = f"{(found.xmax - found.xmin) / width:.6f} {(found.ymax - found.ymin) / height:.6f}"
    return f"{labels.number(entry, found.name)} {x:.6f} {y:.6f} {share}\n"
