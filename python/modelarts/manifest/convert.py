"""What the conversions have in common."""

from __future__ import annotations

from typing import Callable, NamedTuple

from modelarts.errors import ManifestError, manifest_error
from modelarts.language import message
from modelarts.manifest.entry import Entry
from modelarts.manifest.origin import CONTENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from modelarts.manifest.voc import Voc, VocObject

Size = Callable[[Entry], tuple[int, int]]

__all__ = ["Labels", "Picture", "Size", "area", "entries_of", "pictures", "refusal", "subset"]

_KINDS = frozenset(["object_detection", "image_segmentation"])
# Shapes with an area.
_AREAS = frozenset(["bndbox", "polygon", "circle"])
# Of a polygon.
_MIN_POINTS = 3
# So small a share of its box is what rounding makes of no area.
_ROUNDING = 1e-9
_SUBSETS = {None: "train", "TRAIN": "train", "EVAL": "valid", "TEST": "test", "INFERENCE": "inference"}


class Picture(NamedTuple):
    """A picture with its labelled shapes."""

    entry: Entry
    width: int | None
    height: int | None
    objects: list[VocObject]


class Labels:
    """The numbers of labels.

    Args:
        names: The labels in the order of their numbers; None to number them in the order in which they come.
    """

    def __init__(self, names: Sequence[str] | None) -> None:
        self._is_open = names is None
        self._numbers = {name: number for number, name in enumerate(names or ())}
        if len(self._numbers) != len(names or ()):
            raise ValueError(message("labels has a name twice"))

    @property
    def names(self) -> list[str]:
        """The labels in the order of their numbers."""
        return list(self._numbers)

    def number(self, entry: Entry, name: str) -> int:
        """Returns the number of a label."""
        if self._is_open:
            return self._numbers.setdefault(name, len(self._numbers))
        found = self._numbers.get(name)
        if found is None:
            problem = message("has the label {label}, which is not in labels=", label=repr(name))
            raise refusal(entry, None, problem)
        return found


def refusal(entry: Entry, field: str | None, problem: str) -> ManifestError:
    """Returns the exception for an entry that has no place in a dataset."""
    return entry._error(field, problem)


def subset(entry: Entry) -> str:
    """Returns the name of the part of a dataset that a sample is for; "train" if it is undecided."""
    found = _SUBSETS.get(entry.usage)
    if found is None:
        problem = message("is {found}, expected TRAIN, EVAL, TEST or INFERENCE", found=repr(entry.usage))
        raise refusal(entry, "usage", problem)
    return found


def entries_of(entries: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yields the entries; those that are other mappings as entries."""
    for entry in entries:
        found = entry if isinstance(entry, Entry) else Entry(entry)
        if not isinstance(found.get("source"), str):
            raise refusal(found, "source", message("is missing"))
        if found.source.startswith(CONTENT):
            raise refusal(found, "source", message("is a text, expected a picture"))
        yield found


def pictures(entries: Iterable[Mapping[str, Any]], size: Size | None) -> Iterator[Picture]:
    """Yields the pictures with their boxes, polygons and circles."""
    for entry in entries_of(entries):
        objects: list[VocObject] = []
        sized: list[Voc] = []
        for index, annotation in enumerate(entry.get("annotation") or ()):
            kind = str(annotation.get("type")).rpartition("/")[2]
            if kind not in _KINDS or annotation.get("annotation-loc") is None:
                problem = message(
                    "is {found} without a label file, expected a detection or segmentation",
                    found=repr(annotation.get("type")),
                )
                raise refusal(entry, f"annotation[{index}].type", problem)
            voc = entry._voc(index)
            _check_size(entry, index, voc, sized)
            sized.append(voc)
            for number, found in enumerate(voc.objects):
                if found.shape in _AREAS:
                    _check(voc.file, number, found)
                    objects.append(found)
        known = next(((voc.width, voc.height) for voc in sized if voc.width and voc.height), None)
        width, height = known or (size(entry) if size else (None, None))
        yield Picture(entry, width, height, objects)


def _check_size(entry: Entry, index: int, voc: Voc, others: list[Voc]) -> None:
    """Refuses a label file that has another size of the picture than those before."""
    for other in others:
        pairs = ((other.width, voc.width), (other.height, voc.height))
        if any(one and another and one != another for one, another in pairs):
            problem = message(
                "the label files have different sizes of the picture: {one} in {file}, {another} in {other}",
                one=_size_text(other),
                file=other.file,
                another=_size_text(voc),
                other=voc.file,
            )
            raise refusal(entry, f"annotation[{index}].annotation-loc", problem)


def _size_text(voc: Voc) -> str:
    return f"{voc.width or '?'} x {voc.height or '?'}"


def _check(file: str | None, number: int, found: VocObject) -> None:
    for low, high, axis in ((found.xmin, found.xmax, "x"), (found.ymin, found.ymax, "y")):
        if low >= high:
            problem = message(
                "{axis}max is {high}, expected more than {axis}min, which is {low}",
                axis=axis,
                high=f"{high:g}",
                low=f"{low:g}",
            )
            raise manifest_error(file, None, f"object[{number}].{found.shape}", problem)
    if found.shape != "polygon":
        return
    if len(found.points) < _MIN_POINTS:
        problem = message("has {count} points, expected {least} or more", count=len(found.points), least=_MIN_POINTS)
    elif area(found.points) <= _ROUNDING * (found.xmax - found.xmin) * (found.ymax - found.ymin):
        problem = message("has no area: its points are in one line")
    else:
        return
    raise manifest_error(file, None, f"object[{number}].{found.shape}", problem)


def area(points: tuple[tuple[float, float], ...]) -> float:
    """Returns the area of a polygon, whether or not its last point is its first one."""
    following = (*points[1:], points[0])
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, following))) / 2
