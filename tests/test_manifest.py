"""Manifests: entries of files of any kind and size, and what a bad line says."""

from __future__ import annotations

import contextlib
import copy
import gzip
import inspect
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modelarts
from manifest_lines import BUCKET, DOCUMENTED, box, classified, detection, line, shape, voc
from modelarts import ManifestError, manifest
from modelarts.responses import ResponseList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BYTES = DOCUMENTED.encode()
LINES = DOCUMENTED.splitlines(keepends=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "V001.manifest"
    path.write_bytes(BYTES)
    return path


def test_an_entry_is_a_dict_with_attributes(file: Path) -> None:
    first, second, third, last = modelarts.manifest.read(file)
    assert first["source"] == first.source == "s3://path/to/image1.jpg"
    assert (first.usage, second.usage, last.usage) == ("TRAIN", "TRAIN", None)
    assert (first.hard, first.hard_coefficient, first.inference_loc) == (True, 0.8, "/path/to/inference-output")
    assert first.labels == ["cat", "animal"]
    assert isinstance(first.annotations, ResponseList)
    cat, animal = first.annotations
    assert (cat.type, cat.kind, cat.name) == ("modelarts/image_classification", "image_classification", "cat")
    assert (cat.hard, cat.annotated_by, cat.creation_time) == (True, "human", "2019-01-23 11:30:30")
    assert cat.property == {"color": "white", "kind": "Persian cat"}
    assert (animal.confidence, animal.hard) == (0.8, None)
    assert second.labels == ["向日葵"]
    assert (third.text, third.labels, third.annotations[0].id) == ("Michael Jordan", ["Person"], "E1")
    assert (last.text, last.labels, last.annotations, last.boxes) == (None, [], [], [])
    with pytest.raises(AttributeError, match=r"the dict holds it as \['annotation'\]"):
        _ = first.annotation  # type: ignore[attr-defined] # that is the point
    assert "cat" in first.annotations._repr_html_()
    assert "image1.jpg" in first._repr_html_()


def test_a_data_frame_has_a_row_for_each_entry(file: Path) -> None:
    frame = pd.DataFrame(manifest.read(file))
    assert len(frame) == 4
    assert list(frame.columns[:3]) == ["source", "usage", "annotation"]
    assert frame.usage.tolist()[:2] == ["TRAIN", "TRAIN"]


PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, *(lambda entry, p=p: pickle.loads(pickle.dumps(entry, p)) for p in PROTOCOLS)],
)
def test_a_copy_of_an_entry_finds_the_same_files(duplicate: Callable[[Any], Any], tmp_path: Path) -> None:
    lines = detection(tmp_path, ("1.jpg", voc(box("cat", 1, 2, 3, 4))))
    entry = next(manifest.read(lines, files={BUCKET: str(tmp_path)}))
    again = duplicate(entry)
    assert (type(again), again, again.labels) == (type(entry), entry, ["cat"])
    assert type(again.annotations[0]) is manifest.Annotation


def sources(file: Path) -> Iterator[Any]:
    """Yields the same manifest in every form that is taken."""
    yield file
    yield str(file)
    with file.open(encoding="utf-8") as text, file.open("rb") as binary, file.open("rb", buffering=0) as raw:
        yield from (text, binary, raw)
    yield io.StringIO(DOCUMENTED)
    yield io.BytesIO(BYTES)
    yield LINES
    yield tuple(part.encode() for part in LINES)
    yield (bytearray(part.encode()) for part in LINES)
    yield (part.rstrip("\n") for part in LINES)
    compressed = file.with_suffix(".gz")
    compressed.write_bytes(gzip.compress(BYTES))
    yield compressed
    with gzip.open(compressed) as unpacked, gzip.open(compressed, "rt", encoding="utf-8") as decoded:
        yield from (unpacked, decoded)
    with tempfile.SpooledTemporaryFile() as spooled:
        spooled.write(BYTES)
        spooled.seek(0)
        yield spooled


def test_every_kind_of_source_gives_the_same_entries(file: Path) -> None:
    expected = [json.loads(part)["source"] for part in LINES]
    for source in sources(file):
        assert [entry.source for entry in manifest.read(source)] == expected, source


@pytest.mark.parametrize("source", [5, b"{}", None])
def test_what_is_no_source_is_refused(source: Any) -> None:
    with pytest.raises(TypeError, match="expected a path, a file or an iterable of lines"):
        manifest.read(source)


def test_what_is_no_line_is_refused() -> None:
    with pytest.raises(TypeError, match="a line of a manifest is int"):
        next(manifest.read([7]))  # type: ignore[arg-type] # that is the point


def test_a_missing_file_and_a_folder_are_the_errors_of_open(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        manifest.read(tmp_path / "none")
    with pytest.raises(IsADirectoryError):
        manifest.read(tmp_path)


def test_the_file_is_closed_in_every_case(file: Path) -> None:
    # An open file that is deleted is a ResourceWarning, which fails a test.
    manifest.read(file)
    with manifest.read(file) as entries:
        next(entries)
    with pytest.raises(ValueError, match="closed file"):
        list(entries)


def test_a_bad_line_names_file_line_and_field(file: Path) -> None:
    file.write_bytes(BYTES + b'\n\n{"source":"a","annotation":[{"type":"t","confidence":"high"}]}\n{"source":"b"}\n')
    entries = manifest.read(file)
    assert [next(entries).source for _ in LINES][-1] == "s3://b/3.jpg"
    with pytest.raises(ManifestError) as caught:
        next(entries)
    error = caught.value
    assert (error.file, error.line, error.field) == (str(file), 6, "annotation[0].confidence")
    assert str(error) == f'{file}, line 6, annotation[0].confidence: is "high", expected a number'
    assert isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.field) == (str(error), 6, error.field)
    assert next(entries).source == "b", "the next line"
    assert next(entries, None) is None


def test_an_error_of_lines_names_their_number() -> None:
    with pytest.raises(ManifestError) as caught:
        list(manifest.read(['{"source":"a"}', "\n", '{"source":"\udc80"}']))
    assert (caught.value.file, caught.value.line) == (None, 3)
    with pytest.raises(ManifestError, match=r"^line 2: expected .* at column \d+$"):
        list(manifest.read(io.StringIO('{"source":"a"}\n{"source" "b"}')))
    with pytest.raises(ManifestError, match="line 1: can't be written as UTF-8"):
        list(manifest.read(io.StringIO("\udc80")))


def test_errors_of_the_source_are_raised() -> None:
    def lines() -> Iterator[str]:
        yield '{"source":"a"}'
        raise KeyError("broken")

    entries = manifest.read(lines())
    assert next(entries).source == "a"
    with pytest.raises(KeyError):
        next(entries)
    truncated = io.BytesIO(gzip.compress((BYTES + b"\n") * 100)[:-20])
    with gzip.open(truncated) as file, pytest.raises(EOFError):
        list(manifest.read(file))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device here")
def test_a_file_without_line_breaks_does_not_take_all_memory() -> None:
    for source in ("'/dev/zero'", "open('/dev/zero', 'rb')", "open('/dev/zero', encoding='utf-8')"):
        script = f"""
from modelarts import manifest
try:
    next(manifest.read({source}))
except manifest.ManifestError as error:
    print(error.problem)
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
        command = [sys.executable, "-W", "ignore", "-c", script]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        problem, peak = printed.stdout.splitlines()
        assert problem == "has more than 16777216 bytes; is it a manifest?"
        assert int(peak) < 150_000, "kilobytes"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_pipe_is_read_as_its_lines_come(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    seen = threading.Event()

    def write() -> None:
        with path.open("wb", buffering=0) as pipe:
            pipe.write(b'{"source":"1"}\n{"sou')
            assert seen.wait(30)
            pipe.write(b'rce":"2"}')

    writer = threading.Thread(target=write)
    writer.start()
    entries = manifest.read(path)
    assert next(entries).source == "1"
    seen.set()
    assert [entry.source for entry in entries] == ["2"]
    writer.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
@pytest.mark.parametrize(
    "source",
    [
        "sys.argv[1]",
        "open(sys.argv[1])",
        'itertools.repeat(\'{"source":"a"}\')',
        "itertools.repeat('')",
        "open('/dev/zero', 'rb')",
    ],
)
def test_ctrl_c_ends_a_read(source: str, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    script = f"""
import collections, itertools, sys
from modelarts import manifest
print("ready", flush=True)
entries = manifest.read({source})
while True:
    try:
        collections.deque(entries, maxlen=0)
    except manifest.ManifestError:
        pass
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        writer = os.open(path, os.O_RDWR)
        try:
            assert process.stdout.readline() == "ready\n"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) != 0
            assert "KeyboardInterrupt" in process.stderr.read()
        finally:
            process.kill()
            os.close(writer)


def test_a_reader_that_is_in_use_says_so() -> None:
    def lines() -> Iterator[str]:
        yield next(entries).source

    entries = manifest.read(lines())
    with pytest.raises(RuntimeError, match="only one thread at a time"):
        next(entries)


def test_memory_is_flat(tmp_path: Path) -> None:
    path = tmp_path / "large.manifest"
    path.write_text(f"{LINES[0]}" * 60_000, encoding="utf-8")
    script = """
import collections, sys
from modelarts import manifest
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
entries = manifest.read(sys.argv[1])
for _ in range(5000):
    next(entries)
before = peak()
collections.deque(entries, maxlen=0)
print(peak() - before)
"""
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    grown = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert int(grown.stdout) < 2048, "kilobytes"


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200) | st.lists(st.sampled_from([*LINES, "{", '"', "\n", "[", "5"])).map("".join))
def test_any_content_ends_in_entries_or_errors(content: bytes | str) -> None:
    entries = manifest.read(io.BytesIO(content) if isinstance(content, bytes) else io.StringIO(content))
    ended = False
    while not ended:
        try:
            entry = next(entries, None)
        except ManifestError as error:
            sound = bool(error.line) and str(error).isprintable()
        else:
            ended = entry is None
            sound = entry is None or isinstance(entry.source, str)
        assert sound


def test_boxes_and_labels_are_read_from_the_label_files(tmp_path: Path) -> None:
    polygon = shape("花", "polygon", x1=0, y1=0, x2=10, y2=0, x3=10, y3=5)
    objects = box("cat", 1, 2, 30, 40, "<difficult>1</difficult><confidence>0.5</confidence>")
    lines = detection(tmp_path, ("1.jpg", voc(objects, polygon, box("cat", 5, 5, 6, 6))))
    for files in (
        {BUCKET: tmp_path},
        {"obs://bucket/flowers": str(tmp_path)},
        {"/bucket/flowers/": tmp_path, "s3://bucket/": "elsewhere"},
        lambda address: tmp_path / address.rpartition("/")[2],
    ):
        entry = next(manifest.read(lines, files=files))  # type: ignore[arg-type] # of several types
        assert entry.labels == ["cat", "花"]
        first, second = entry.boxes
        assert (first.name, first.xmin, first.ymin, first.xmax, first.ymax) == ("cat", 1, 2, 30, 40)
        assert (first.difficult, first.confidence, second.difficult) == (True, 0.5, False)
    beside = tmp_path / "V.manifest"
    beside.write_text(lines[0].replace(BUCKET, "./"), encoding="utf-8")
    assert next(manifest.read(beside)).labels == ["cat", "花"]
    with beside.open("rb") as file:
        assert len(next(manifest.read(file)).boxes) == 2


def test_a_label_file_that_is_not_here_says_how_to_name_its_folder(tmp_path: Path) -> None:
    (entry,) = manifest.read(detection(tmp_path, ("1.jpg", voc())))
    with pytest.raises(ManifestError, match=r"files=\{'s3://bucket/flowers/': 'folder'\}") as caught:
        _ = entry.boxes
    assert (caught.value.line, caught.value.field) == (1, "annotation[0].annotation-loc")
    (entry,) = manifest.read(detection(tmp_path, ("1.jpg", voc())), files={BUCKET: tmp_path / "none"})
    with pytest.raises(ManifestError, match="can't be read"):
        _ = entry.labels


@pytest.mark.parametrize("rest", ["../1.xml", "a/../../1.xml", "..\\1.xml", "a\0b"])
def test_an_address_does_not_lead_out_of_its_folder(rest: str, tmp_path: Path) -> None:
    annotation = {"type": "modelarts/object_detection", "annotation-loc": BUCKET + rest}
    lines = [line(source=BUCKET + rest, annotation=[annotation])]
    (entry,) = manifest.read(lines, files={BUCKET: tmp_path})
    with pytest.raises(ManifestError, match="leads out of the folder"):
        _ = entry.boxes
    with pytest.raises(ManifestError, match="leads out of the folder"):
        manifest.to_imagefolder(manifest.read([classified(BUCKET + rest, "cat")], files={BUCKET: tmp_path}))


@pytest.mark.parametrize("name", manifest.__all__)
def test_public_names_are_documented_and_their_hints_can_be_read(name: str) -> None:
    member = getattr(manifest, name)
    assert member.__doc__
    public = (
        [found for key, found in vars(member).items() if not key.startswith("_")] if isinstance(member, type) else []
    )
    for function in (member, *public):
        found = function.fget if isinstance(function, property) else function
        if inspect.isfunction(found):
            assert typing.get_type_hints(found)["return"] is not None or found.__name__ in {"apply", "close"}
            assert found.__doc__
