"""Converts a manifest to a folder for each label."""

from __future__ import annotations

from modelarts.language import joined, message
from modelarts.manifest.convert import Labels, entries_of, refusal, subset
from modelarts.manifest.names import UniqueNames, check_length, folded, safe_name, split_extension
from modelarts.manifest.origin import base_name
from modelarts.manifest.plan import Plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from modelarts.manifest.entry import Entry

else:
    from modelarts._deferred import Any, Iterable, Mapping

__all__ = ["to_imagefolder"]

_KIND = "image_classification"


def to_imagefolder(entries: Iterable[Mapping[str, Any]]) -> Plan:
    """Returns the entries of an image classification as the plan of a folder for each label.

    `torchvision.datasets.ImageFolder` reads each part of it: the folder `train` has TRAIN and the entries without
    `usage`, `valid` has EVAL, `test` has TEST, and `inference` has INFERENCE. In them, each label has a folder.
    Entries without a label are left out, and listed in `left_out`.

    Folders are named by the labels, and pictures by the last part of their sources, percent-encoded where a system
    would refuse it: the label "a/b" is the folder "a%2Fb", and ".." is "%2E%2E". A picture whose name is taken
    in its folder gets "-2", "-3" and so on. Two labels that differ in nothing but case or the form of accents
    are refused, for some systems take them for the same folder.

    Args:
        entries: The entries, such as `read` returns them.

    Returns:
        The plan; `plan.apply(folder)` makes the dataset. `plan.labels` are the labels, in the order in which
        they come.

    Raises:
        ManifestError: An entry has several labels, or is not an image classification.
    """
    labels, plan, unique = Labels(None), Plan(), UniqueNames()
    folders: dict[str, tuple[str, str]] = {}
    for entry in entries_of(entries):
        label = _label(entry)
        if label is None:
            plan.left_out.append(entry.source)
            continue
        labels.number(entry, label)
        folder = f"{subset(entry)}/{_folder(entry, label, folders)}"
        try:
            stem, extension = split_extension(safe_name(base_name(entry.source)))
            name = unique.unique(f"{folder}/{folded(extension)}", stem) + extension
            check_length(name)
        except ValueError as error:
            raise refusal(entry, "source", str(error)) from error
        plan.files.append((entry._local(entry.source, "source") or entry.source, f"{folder}/{name}"))
    plan.labels = labels.names
    return plan


def _label(entry: Entry) -> str | None:
    """Returns the only label; None if there is none."""
    found: dict[str, None] = {}
    for index, annotation in enumerate(entry.get("annotation") or ()):
        kind, name = str(annotation.get("type")).rpartition("/")[2], annotation.get("name")
        if kind != _KIND or not isinstance(name, str):
            problem = message(
                "is {found}, expected {kind} with a name",
                found=repr(annotation.get("type")),
                kind=f"modelarts/{_KIND}",
            )
            raise refusal(entry, f"annotation[{index}].type", problem)
        found[name] = None
    if len(found) > 1:
        problem = message(
            "has the labels {labels}, expected one, for a picture is in one folder", labels=joined(None, found)
        )
        raise refusal(entry, "annotation", problem)
    return next(iter(found), None)


def _folder(entry: Entry, label: str, folders: dict[str, tuple[str, str]]) -> str:
    """Returns the folder of a label; `folders` has those of the labels so far."""
    known = folders.get(label)
    if known is not None:
        return known[0]
    try:
        folder = safe_name(label)
    except ValueError as error:
        problem = message("the label {label} {problem}", label=repr(label), problem=error)
        raise refusal(entry, "annotation", problem) from error
    same = folded(folder)
    other = next((name for name, (_, form) in folders.items() if form == same), None)
    if other is not None:
        problem = message(
            "the labels {one} and {other} would share a folder on some systems; rename one",
            one=repr(other),
            other=repr(label),
        )
        raise refusal(entry, "annotation", problem)
    folders[label] = (folder, same)
    return folder
