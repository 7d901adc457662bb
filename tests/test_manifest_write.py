"""Manifests that are written: in whole or not at all, and as the service writes them."""

from __future__ import annotations

import gzip
import io
import json
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manifest_lines import DOCUMENTED
from modelarts import ManifestError, manifest
from modelarts.responses.base import Field

if TYPE_CHECKING:
    from pathlib import Path

BYTES = DOCUMENTED.encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "V001.manifest"
    path.write_bytes(BYTES)
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_pipe_and_a_raw_file_are_written(tmp_path: Path) -> None:
    path, raw = tmp_path / "pipe", tmp_path / "raw"
    os.mkfifo(path)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(path.read_bytes()))
    reader.start()
    assert manifest.write([{"source": "a"}] * 3, path) == 3
    reader.join()
    with raw.open("wb", buffering=0) as opened:
        manifest.write([{"source": "a"}] * 3, opened)
    assert received == [raw.read_bytes()] == [b'{"source":"a"}\n' * 3]


def test_writing_is_as_the_service_writes(file: Path) -> None:
    out = io.BytesIO()
    assert manifest.write(manifest.read(file), out) == 4
    written = out.getvalue().decode()
    assert written.endswith('{"source":"s3://b/3.jpg"}\n')
    assert "向日葵" in written
    assert '"hard":"true"' in written
    assert written.count('"usage":"TRAIN"') == 2
    assert list(manifest.read(io.BytesIO(out.getvalue()))) == list(manifest.read(file))
    text = io.StringIO()
    manifest.write(manifest.read(file), text)
    assert text.getvalue() == written
    compressed = io.BytesIO()
    with gzip.open(compressed, "wb") as target:
        manifest.write(manifest.read(file), target)  # type: ignore[arg-type] # a binary file
    assert gzip.decompress(compressed.getvalue()).decode() == written


def test_the_file_that_is_read_can_be_written(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link")
    link.symlink_to(file)
    entries = (entry for entry in manifest.read(file) if entry.usage == "TRAIN")
    assert manifest.write(entries, link) == 2
    assert len(list(manifest.read(file))) == 2
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == ["V001.manifest", "link"]


def test_a_bad_entry_leaves_the_file_as_it_was(file: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        manifest.write([{"source": "a"}, {"source": "b", "annotation": [{"name": "x"}]}], file)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(file), 2, "annotation[0].type")
    assert file.read_bytes() == BYTES
    assert list(file.parent.iterdir()) == [file]


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 246 + ".manifest")
    assert manifest.write([{"source": "a"}], path) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"usage": "TRAIN"}, "source: is missing"),
        ({"source": "a", "own": {"x": float("nan")}}, "own.x: is NaN, which JSON has no form for"),
        ({"source": "a", "own": [object()]}, "is object, expected text"),
        ("a", 'is "a", expected an object'),
        ({"source": "a", "hard": 3}, "hard: is 3, expected true or false"),
    ],
)
def test_what_is_no_entry_is_not_written(entry: Any, problem: str) -> None:
    with pytest.raises(ManifestError) as caught:
        manifest.write([entry], io.BytesIO())
    assert problem in str(caught.value)


def test_an_entry_can_be_changed_and_made(file: Path) -> None:
    entry = next(manifest.read(file))
    entry.usage = "EVAL"
    entry.annotations[0].name = "dog"
    entry.annotations.append(manifest.Annotation({"type": "modelarts/image_classification", "name": "new"}))
    made = manifest.Entry(source="s3://b/9.jpg", hard=False)
    out = io.BytesIO()
    manifest.write([entry, made], out)
    again, last = manifest.read(io.BytesIO(out.getvalue()))
    assert (again.usage, again.labels) == ("EVAL", ["dog", "animal", "new"])
    assert (last.source, last.hard, made.labels) == ("s3://b/9.jpg", False, [])


def attributes_and_keys(cls: type) -> dict[str, str]:
    return {name: field.name for name, field in vars(cls).items() if isinstance(field, Field) and field.name != name}


VALUES = {"sample-type": 0, "hard-coefficient": 0.5, "annotation": [{"type": "modelarts/free", "name": "cat"}]}


def test_the_names_of_attributes_are_keys_too() -> None:
    for cls, least in ((manifest.Entry, 6), (manifest.Annotation, 6)):
        names = attributes_and_keys(cls)
        assert len(names) >= least
        spelt: dict[str, Any] = {name: VALUES.get(key, "text") for name, key in names.items()}
        documented = {key: spelt[name] for name, key in names.items()}
        is_entry = cls is manifest.Entry
        entries: list[Any] = [
            {"source": "a", **keys} if is_entry else {"source": "a", "annotation": [{"type": "t", **keys}]}
            for keys in (spelt, documented)
        ]
        written, expected = io.BytesIO(), io.BytesIO()
        manifest.write(entries[:1], written)
        manifest.write(entries[1:], expected)
        assert written.getvalue() == expected.getvalue()
        (again,) = manifest.read([json.dumps(entries[0])])
        found = again if is_entry else again.annotations[0]
        assert {name: getattr(found, name) for name in names} == spelt


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"sample_type": "x"}, 'sample_type: is "x", expected a whole number'),
        ({"hard_coefficient": "0.5"}, 'hard_coefficient: is "0.5", expected a number'),
        ({"annotations": [{"name": "cat"}]}, "annotation[0].type: is missing"),
        ({"annotations": "cat"}, 'annotations: is "cat", expected a list of objects'),
        ({"annotations": [{"type": "a"}], "annotation": [{"type": "b"}]}, "annotations: is there as annotation, too"),
        ({"annotation": [{"type": "a", "annotation_loc": "1", "annotation-loc": "2"}]}, "annotation_loc: is there as "),
    ],
)
def test_a_wrong_value_under_the_name_of_an_attribute_is_refused(entry: dict[str, Any], problem: str) -> None:
    with pytest.raises(ManifestError) as caught:
        manifest.write([{"source": "a", **entry}], io.BytesIO())
    assert problem in str(caught.value)


def test_labels_can_be_added_to_an_entry_without_any() -> None:
    (entry,) = manifest.read(['{"source":"a"}'])
    entry["annotations"] = [{"type": "modelarts/image_classification", "name": "cat"}]
    out = io.BytesIO()
    manifest.write([entry], out)
    (again,) = manifest.read(io.BytesIO(out.getvalue()))
    assert again.labels == ["cat"]


def test_a_number_beyond_a_float_is_written_as_the_text_that_it_was_read_as() -> None:
    (entry,) = manifest.read(['{"source":"a","own":{"x":1e999},"property":{"y":[-1e999]}}'])
    assert (entry["own"], entry.property) == ({"x": "1e999"}, {"y": ["-1e999"]})
    out = io.BytesIO()
    manifest.write([entry], out)
    assert list(manifest.read(io.BytesIO(out.getvalue()))) == [entry]
    with pytest.raises(ManifestError, match=r"hard-coefficient: is a number out of range, expected a number"):
        list(manifest.read(['{"source":"a","hard-coefficient":1e999}']))


texts = st.text(st.characters(codec="utf-8"), max_size=8)
scalars = st.none() | st.booleans() | st.integers() | st.integers(2**63) | texts
numbers = st.floats(allow_nan=False, allow_infinity=False)
values: st.SearchStrategy[Any] = st.recursive(
    scalars | numbers,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
attributes = st.dictionaries(texts, values, max_size=3)
labels: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"type": texts}, optional={"name": texts, "own": values, "property": attributes}
)
mappings: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"source": texts}, optional={"annotation": st.lists(labels, max_size=3), "own": values, "confidence": values}
)


@settings(max_examples=200, deadline=None)
@given(entries=st.lists(mappings, max_size=5))
def test_what_is_written_is_read_again(entries: list[dict[str, Any]]) -> None:
    out = io.BytesIO()
    assert manifest.write(entries, out) == len(entries)
    read = list(manifest.read(io.BytesIO(out.getvalue())))
    assert read == [{"annotation": [], **entry} for entry in entries]
