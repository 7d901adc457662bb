"""Reads the Pascal VOC files that hold the labels of a detection or segmentation."""

from __future__ import annotations

import math
import os
import re
import stat
from typing import IO, NamedTuple
from xml.parsers import expat

from modelarts.errors import ManifestError, manifest_error
from modelarts.language import joined, message

__all__ = ["Voc", "VocObject", "read_voc"]

MAX_BYTES = 16 * 1024 * 1024
# What Python takes beyond it, such as "1_0" and digits of other scripts, is no number to other readers.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MAX_DEPTH = 32
_MAX_ELEMENTS = 500_000
# The names of the coordinates of each shape; a polygon and a polyline have x1, y1, x2, y2 and so on.
_SHAPES: dict[str, tuple[str, ...]] = {
    "bndbox": ("xmin", "ymin", "xmax", "ymax"),
    "polygon": (),
    "polyline": (),
    "circle": ("cx", "cy", "r"),
    "line": ("x1", "y1", "x2", "y2"),
    "dashed": ("x1", "y1", "x2", "y2"),
    "point": ("x", "y"),
}
# An example of the vendor has these in a point.
_OTHER_POINT = ("x1", "y1")


class VocObject(NamedTuple):
    """A labelled shape; coordinates are pixels from the top left corner.

    Attributes:
        name (str): The label.
        shape (str): "bndbox", "polygon", "polyline", "circle", "line", "dashed" or "point".
        points (tuple[tuple[float, float], ...]): The points of the shape; the two corners of a box, the centre
            of a circle.
        radius (float | None): The radius of a circle.
        difficult (bool): Whether it is a hard example.
        truncated (bool): Whether a part of it is outside of the picture.
        occluded (bool): Whether a part of it is hidden.
        confidence (float | None): The confidence of a label that a machine made, 0 to 1.
        mask_color (str | None): The colour in the mask of a segmentation, like "193,243,53".
        properties (dict[str, str]): The attributes.
        parts (tuple[VocObject, ...]): The labelled parts of it.
    """

    name: str
    shape: str
    points: tuple[tuple[float, float], ...]
    radius: float | None
    difficult: bool
    truncated: bool
    occluded: bool
    confidence: float | None
    mask_color: str | None
    properties: dict[str, str]
    parts: tuple[VocObject, ...]

    @property
    def xmin(self) -> float:
        """The left edge."""
        return min(x for x, _ in self.points) - (self.radius or 0)

    @property
    def ymin(self) -> float:
        """The upper edge."""
        return min(y for _, y in self.points) - (self.radius or 0)

    @property
    def xmax(self) -> float:
        """The right edge."""
        return max(x for x, _ in self.points) + (self.radius or 0)

    @property
    def ymax(self) -> float:
        """The lower edge."""
        return max(y for _, y in self.points) + (self.radius or 0)


class Voc(NamedTuple):
    """The labels of a picture.

    Attributes:
        file (str | None): The file that was read.
        filename (str | None): The name of the picture.
        width (int | None): The width of the picture in pixels.
        height (int | None): The height of the picture in pixels.
        depth (int | None): The number of its channels.
        mask_source (str | None): The address of the mask of a segmentation.
        objects (list[VocObject]): The labelled shapes.
    """

    file: str | None
    filename: str | None
    width: int | None
    height: int | None
    depth: int | None
    mask_source: str | None
    objects: list[VocObject]


def read_voc(file: str | os.PathLike[str] | IO[bytes]) -> Voc:
    """Reads a Pascal VOC file.

    Document types and entities are refused, and so are more than 16 MiB.

    Args:
        file: The path, or a binary file.

    Returns:
        The size of the picture and its labels.

    Raises:
        ManifestError: It is not such a file; the text names the file, the line and the element.
        OSError: It can't be read.
    """
    if isinstance(file, (str, os.PathLike)):
        name: str | None = os.fspath(file)
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise manifest_error(name, None, None, message("is no regular file"))
        with open(file, "rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    else:
        name = getattr(file, "name", None)
        name = name if isinstance(name, str) else None
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        problem = message("has more than {count} bytes; is it a Pascal VOC file?", count=MAX_BYTES)
        raise manifest_error(name, None, None, problem)
    return _Document(name).read(content)


class _Element:
    __slots__ = ("_by_name", "_texts", "children", "line", "path", "tag")

    def __init__(self, tag: str, path: str, line: int) -> None:
        self.tag = tag
        self.path = path
        self.line = line
        self.children: list[_Element] = []
        # The first child of each name, and how many there are.
        self._by_name: dict[str, tuple[_Element, int]] = {}
        self._texts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def add_text(self, text: str) -> None:
        self._texts.append(text)

    def add(self, tag: str, line: int) -> _Element:
        first, count = self._by_name.get(tag, (None, 0))
        number = f"[{count}]" if tag in {"object", "part"} else ""
        element = _Element(tag, f"{self.path}.{tag}{number}".lstrip("."), line)
        self._by_name[tag] = (first or element, count + 1)
        self.children.append(element)
        return element

    def child(self, tag: str) -> _Element | None:
        return self._by_name.get(tag, (None, 0))[0]

    def text_of(self, tag: str) -> str | None:
        child = self.child(tag)
        return child.text.strip() or None if child else None


class _Document:
    """A file that is being read."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._root: _Element | None = None
        self._open: list[_Element] = []
        self._count = 0
        self._parser = expat.ParserCreate()

    def _refuse(self, line: int, element: str | None, problem: str) -> ManifestError:
        return manifest_error(self._file, line, element, problem)

    def read(self, content: bytes) -> Voc:
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # An entity needs a document type, so that it is refused here, before it is declared.
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            problem = message(
                "{problem} at column {column}", problem=expat.ErrorString(error.code), column=error.offset + 1
            )
            raise self._refuse(error.lineno, None, problem) from None
        except ManifestError:
            raise
        except (LookupError, ValueError) as error:  # of the encoding that it declares
            raise self._refuse(1, None, message("can't be decoded: {error}", error=error)) from None
        root = self._root
        if root is None or root.tag != "annotation":
            if root is None:
                problem = message("has no root, expected <annotation>")
            else:
                problem = message("has the root <{found}>, expected <annotation>", found=root.tag)
            raise self._refuse(1, None, problem)
        size = root.child("size")
        return Voc(
            file=self._file,
            filename=root.text_of("filename"),
            width=self._pixels(size, "width"),
            height=self._pixels(size, "height"),
            depth=self._pixels(size, "depth"),
            mask_source=root.text_of("mask_source"),
            objects=[self._object(child) for child in root.children if child.tag == "object"],
        )

    def _doctype(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        problem = message("has a document type, which could declare entities; remove <!DOCTYPE …>")
        raise self._refuse(line, None, problem)

    def _start(self, tag: str, _: object) -> None:
        line = self._parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            problem = message(
                "has too many elements: the limits are {levels} levels and {elements} elements",
                levels=_MAX_DEPTH,
                elements=_MAX_ELEMENTS,
            )
            raise self._refuse(line, None, problem)
        if self._open:
            element = self._open[-1].add(tag, line)
        else:
            self._root = element = _Element(tag, "", line)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].add_text(text)

    def _pixels(self, parent: _Element | None, name: str) -> int | None:
        """Returns a number of pixels; None where it is missing or 0, which writers put for an unknown one."""
        if parent is None or parent.child(name) is None or parent.text_of(name) is None:
            return None
        number = self._number(parent, name)
        if number < 0 or number != int(number):
            problem = message("is {found}, expected a whole number", found=f"{number:g}")
            raise self._refuse(parent.line, f"{parent.path}.{name}", problem)
        return int(number) or None

    def _number(self, parent: _Element, name: str) -> float:
        child = parent.child(name)
        field = f"{parent.path}.{name}"
        if child is None:
            raise self._refuse(parent.line, field, message("is missing"))
        text = child.text.strip()
        number = float(text) if _NUMBER.fullmatch(text) else math.nan
        if not math.isfinite(number):
            problem = message("is {found}, expected a number", found=repr(text))
            raise self._refuse(child.line, field, problem)
        return number

    def _flag(self, parent: _Element, name: str) -> bool:
        return (parent.text_of(name) or "0").lower() in {"1", "true"}

    def _object(self, element: _Element) -> VocObject:
        name = element.child("name")
        if name is None:
            raise self._refuse(element.line, f"{element.path}.name", message("is missing"))
        shapes = [child for child in element.children if child.tag in _SHAPES]
        if len(shapes) != 1:
            found = joined(None, [child.tag for child in shapes])
            expected = joined(None, _SHAPES)
            if shapes:
                problem = message("has the shapes {found}; expected one of {expected}", found=found, expected=expected)
            else:
                problem = message("has no shape; expected one of {expected}", expected=expected)
            raise self._refuse(element.line, element.path, problem)
        points, radius = self._points(shapes[0])
        confidence = self._number(element, "confidence") if element.text_of("confidence") else None
        return VocObject(
            name=name.text,
            shape=shapes[0].tag,
            points=points,
            radius=radius,
            difficult=self._flag(element, "difficult"),
            truncated=self._flag(element, "truncated"),
            occluded=self._flag(element, "occluded"),
            confidence=confidence,
            mask_color=element.text_of("mask_color"),
            properties=_properties(element),
            parts=tuple(self._object(child) for child in element.children if child.tag == "part"),
        )

    def _points(self, shape: _Element) -> tuple[tuple[tuple[float, float], ...], float | None]:
        names = _SHAPES[shape.tag]
        if shape.tag == "point" and shape.child("x") is None:
            names = _OTHER_POINT
        if not names:
            count = max(len(shape.children) // 2, 1)
            names = tuple(f"{axis}{number}" for number in range(1, count + 1) for axis in "xy")
        known = set(names)
        for child in shape.children:
            if child.tag not in known:
                problem = message("is unexpected in a {shape}", shape=shape.tag)
                raise self._refuse(child.line, child.path, problem)
        numbers = [self._number(shape, name) for name in names]
        radius = numbers.pop() if shape.tag == "circle" else None
        return tuple(zip(numbers[::2], numbers[1::2])), radius


def _properties(element: _Element) -> dict[str, str]:
    """Returns the attributes, as `property` elements with key and value, or as elements of their own names."""
    found = {}
    parent = element.child("properties")
    for child in parent.children if parent else ():
        if child.tag == "property":
            found[child.text_of("key") or ""] = child.text_of("value") or ""
        else:
            found[child.tag] = child.text.strip()
    return found
