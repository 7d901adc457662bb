"""Pascal VOC files: every shape, what a bad one says, and nothing that takes all memory."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manifest_lines import box, shape, voc
from modelarts import ManifestError
from modelarts.manifest import Voc, read_voc

if TYPE_CHECKING:
    from pathlib import Path


def read(text: str | bytes) -> Voc:
    return read_voc(io.BytesIO(text.encode() if isinstance(text, str) else text))


def test_every_documented_shape_is_read() -> None:
    shapes = [
        shape("box", "bndbox", xmin=1, ymin=2, xmax=3.5, ymax=4),
        shape("polygon", "polygon", x1=0, y1=0, x2=10, y2=0, x3=5, y3=5, x4=0, y4=0),
        shape("polyline", "polyline", x1=0, y1=0, x2=10, y2=1),
        shape("circle", "circle", cx=10, cy=20, r=5),
        shape("line", "line", x1=0, y1=0, x2=1, y2=1),
        shape("dashed", "dashed", x1=0, y1=0, x2=1, y2=1),
        shape("point", "point", x=7, y=8),
        shape("point of the example", "point", x1=7, y1=8),
    ]
    found = read(voc(*shapes))
    assert (found.filename, found.width, found.height, found.depth, found.file) == ("1.jpg", 100, 50, 3, None)
    assert [item.name for item in found.objects][:3] == ["box", "polygon", "polyline"]
    by_name = {item.name: item for item in found.objects}
    assert by_name["box"].points == ((1, 2), (3.5, 4))
    assert by_name["polygon"].points == ((0, 0), (10, 0), (5, 5), (0, 0))
    circle = by_name["circle"]
    assert (circle.points, circle.radius) == (((10, 20),), 5)
    assert (circle.xmin, circle.ymin, circle.xmax, circle.ymax) == (5, 15, 15, 25)
    assert by_name["point"].points == by_name["point of the example"].points == ((7, 8),)


def test_the_other_elements_are_read() -> None:
    more = (
        "<truncated>1</truncated><occluded>0</occluded><difficult>1</difficult><confidence>0.75</confidence>"
        "<mask_color>193,243,53</mask_color><properties><property><key>color</key><value>white</value></property>"
        "<种类>波斯猫</种类></properties><part><name>ear</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>"
        "<ymax>2</ymax></bndbox></part>"
    )
    text = voc(box("cat", 1, 2, 3, 4, more)).replace(
        "<segmented>", "<mask_source>obs://b/m.png</mask_source><segmented>"
    )
    found = read(text)
    (cat,) = found.objects
    assert (cat.truncated, cat.occluded, cat.difficult, cat.confidence) == (True, False, True, 0.75)
    assert (cat.mask_color, found.mask_source) == ("193,243,53", "obs://b/m.png")
    assert cat.properties == {"color": "white", "种类": "波斯猫"}
    assert [part.name for part in cat.parts] == ["ear"]


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        (voc(box("a", 1, 2, 3, 4).replace("<xmin>1</xmin>", "")), 2, "object[0].bndbox.xmin", "is missing"),
        (
            voc(box("a", 1, 2, 3, 4), box("b", 1, 2, 3, 4).replace(">3<", ">3px<")),
            2,
            "object[1].bndbox.xmax",
            "is '3px', expected a number",
        ),
        (voc(box("a", 1, 2, 3, 4).replace(">3<", ">nan<")), 2, "object[0].bndbox.xmax", "is 'nan', expected a number"),
        *(
            (
                voc(box("a", 1, 2, 3, 4).replace(">3<", f">{number}<")),
                2,
                "object[0].bndbox.xmax",
                f"is '{number}', expected a number",
            )
            for number in ("1_0", "９", "٣", "1e999", "infinity", "0x9", "1.5.", "--1", "1e", ".")
        ),
        (voc(shape("a", "line", x1=1, y1=1, x2=1, y2=1, x3=1)), 2, "object[0].line.x3", "is unexpected in a line"),
        (voc(shape("a", "polygon", x1=1, y1=1, x2=1, y3=1)), 2, "object[0].polygon.y3", "is unexpected in a polygon"),
        (voc("<object><name>a</name></object>"), 2, "object[0]", "has no shape; expected one of"),
        (voc("<object></object>"), 2, "object[0].name", "is missing"),
        (voc(size=(-5, 10)), 2, "size.width", "is -5, expected a whole number"),
        ("<html></html>", 1, None, "has the root <html>, expected <annotation>"),
        ("<annotation>\n<r>100<r></annotation>", 2, None, "mismatched tag at column"),
        ("", 1, None, "no element found"),
        ('<?xml version="1.0" encoding="none-such"?><annotation/>', 1, None, "unknown encoding"),
    ],
)
def test_a_bad_file_says_line_and_element(
    text: str, line: int, field: str | None, problem: str, tmp_path: Path
) -> None:
    file = tmp_path / "1.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_voc(file)
    error = caught.value
    assert (error.file, error.line, error.field) == (str(file), line, field)
    assert problem in error.problem
    assert str(error).startswith(f"{file}, line {line}")


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), (" 3\n", 3), ("3.5", 3.5), ("3.", 3), (".5", 0.5), ("+3", 3), ("-3", -3), ("3e1", 30), ("3E-1", 0.3)],
)
def test_numbers_are_decimal(text: str, number: float) -> None:
    (found,) = read(voc(box("a", 1, 2, 40, 4).replace(">1<", f">{text}<"))).objects
    assert found.xmin == number


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE annotation [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<annotation><filename>&b;&c;</filename></annotation>"""


@pytest.mark.parametrize("text", [LAUGHS, '<!DOCTYPE annotation SYSTEM "http://127.0.0.1/x.dtd"><annotation/>'])
def test_entities_are_refused(text: str) -> None:
    with pytest.raises(ManifestError, match="has a document type, which could declare entities"):
        read(text)
    with pytest.raises(ManifestError, match="undefined entity"):
        read("<annotation><filename>&b;</filename></annotation>")


def test_a_file_has_limits(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="has more than 16777216 bytes"):
        read(b" " * (16 << 20) + b"<annotation/>")
    with pytest.raises(ManifestError, match="has too many elements"):
        read("<annotation>" + "<a>" * 40 + "</a>" * 40 + "</annotation>")
    with pytest.raises(ManifestError, match="has too many elements"):
        read("<annotation>" + "<a/>" * 500_001 + "</annotation>")
    for special in ("/dev/zero", tmp_path):
        if os.path.exists(special):
            with pytest.raises(ManifestError, match="is no regular file"):
                read_voc(special)


def test_other_encodings_are_read() -> None:
    text = voc(box("花", 1, 2, 3, 4))
    assert read("\ufeff" + text).objects[0].name == "花"
    assert read(text.replace("UTF-8", "UTF-16").encode("utf-16")).objects[0].name == "花"


parts = st.sampled_from(
    [
        "<annotation>",
        "</annotation>",
        "<object>",
        "</object>",
        "<name>a</name>",
        "<bndbox>",
        "</bndbox>",
        "<xmin>1</xmin>",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    content=st.binary(max_size=100)
    | st.lists(parts | st.text(max_size=3)).map(lambda found: "".join(found).encode("utf-8", "replace"))
)
def test_any_content_ends_in_a_file_or_an_error(content: bytes) -> None:
    try:
        found = read(content)
    except ManifestError as error:
        message = str(error)
    else:
        message = repr(found)
    assert message
