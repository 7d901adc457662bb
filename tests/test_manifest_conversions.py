"""Manifests as COCO, YOLO and a folder for each label, read by what others wrote."""

from __future__ import annotations

import contextlib
import io
import json
import os
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manifest_lines import BUCKET, box, classified, detection, line, shape, voc
from modelarts import ManifestError, manifest
from modelarts.manifest.names import UniqueNames, folded, safe_name

POLYGON = shape("tree", "polygon", x1=0, y1=0, x2=10, y2=0, x3=10, y3=10, x4=0, y4=0)
CIRCLE = shape("ball", "circle", cx=20, cy=20, r=5)
POINT = shape("dot", "point", x=1, y=1)


def entries(folder: Path, lines: list[str]) -> manifest.Reader:
    return manifest.read(lines, files={BUCKET: str(folder)})


def error(call: Any, *arguments: Any, **options: Any) -> ManifestError:
    with pytest.raises(ManifestError) as caught:
        call(*arguments, **options)
    return caught.value


@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")  # of pycocotools
def test_pycocotools_reads_what_to_coco_returns(tmp_path: Path) -> None:
    coco = pytest.importorskip("pycocotools.coco")
    files = [
        ("1.jpg", voc(box("cat", 10, 20, 40, 45), POLYGON, POINT)),
        ("2.jpg", voc(box("dog", 0, 0, 100, 50), CIRCLE)),
        ("3.jpg", voc()),
    ]
    dataset = manifest.to_coco(entries(tmp_path, [*detection(tmp_path, *files), line(source=f"{BUCKET}4.jpg")]))
    path = tmp_path / "instances.json"
    path.write_text(json.dumps(dataset), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        read = coco.COCO(str(path))
        results = read.loadRes(
            [
                {**{key: item[key] for key in ("image_id", "category_id", "bbox")}, "score": 1}
                for item in dataset["annotations"]
            ]
        )
    assert [found["name"] for found in read.loadCats(read.getCatIds())] == ["cat", "tree", "dog", "ball"]
    assert [found["file_name"] for found in read.loadImgs(read.getImgIds())] == ["1.jpg", "2.jpg", "3.jpg", "4.jpg"]
    assert read.loadImgs([1])[0]["width"] == 100
    assert "width" not in read.loadImgs([4])[0]
    (cat, tree), (dog, ball) = (read.loadAnns(read.getAnnIds(imgIds=[image])) for image in (1, 2))
    assert (cat["bbox"], cat["area"], cat["segmentation"]) == ([10, 20, 30, 25], 750, [])
    assert (tree["bbox"], tree["area"]) == ([0, 0, 10, 10], 50)
    assert read.annToMask(tree).sum() == pytest.approx(50, abs=10)
    assert (dog["bbox"], ball["bbox"]) == ([0, 0, 100, 50], [15, 15, 10, 10])
    assert read.getAnnIds(imgIds=[3, 4]) == []
    assert read.getAnnIds(catIds=[1], areaRng=[700, 800]) == [1]
    assert len(results.getAnnIds()) == 4


def test_coco_numbers_labels_as_asked_and_keeps_folders_below_a_root(tmp_path: Path) -> None:
    lines = detection(tmp_path, ("a/1.jpg", voc(box("cat", 1, 1, 2, 2))), ("b/1.jpg", voc(box("dog", 1, 1, 2, 2))))
    failure = error(manifest.to_coco, entries(tmp_path, lines))
    assert (failure.line, failure.field) == (2, "source")
    assert "pass root=" in str(failure)
    dataset = manifest.to_coco(entries(tmp_path, lines), labels=["dog", "cat", "bird"], root="obs://bucket/flowers")
    assert [image["file_name"] for image in dataset["images"]] == ["a/1.jpg", "b/1.jpg"]
    assert [category["name"] for category in dataset["categories"]] == ["dog", "cat", "bird"]
    assert [found["category_id"] for found in dataset["annotations"]] == [2, 1]
    assert "'dog', which is not in labels=" in str(
        error(manifest.to_coco, entries(tmp_path, lines[1:]), labels=["cat"])
    )
    assert "expected an address below root" in str(error(manifest.to_coco, entries(tmp_path, lines), root="s3://b/x"))
    with pytest.raises(ValueError, match="a name twice"):
        manifest.to_coco(entries(tmp_path, lines), labels=["a", "a"])


def test_the_size_is_asked_for_where_no_file_has_it(tmp_path: Path) -> None:
    lines = detection(tmp_path, ("1.jpg", voc(box("cat", 0, 0, 50, 50), size=None)))
    (image,) = manifest.to_coco(entries(tmp_path, lines), size=lambda _: (100, 200))["images"]
    assert (image["width"], image["height"]) == (100, 200)
    assert "pass size=" in str(error(manifest.to_yolo, entries(tmp_path, lines)))
    plan = manifest.to_yolo(entries(tmp_path, lines), size=lambda _: (100, 200))
    assert plan.texts["obj_train_data/1.txt"] == "0 0.250000 0.125000 0.500000 0.250000\n"


@pytest.mark.parametrize("convert", [manifest.to_coco, manifest.to_yolo])
def test_what_is_no_detection_is_refused(convert: Any, tmp_path: Path) -> None:
    for bad, field in (
        (classified(f"{BUCKET}1.jpg", "cat"), "annotation[0].type"),
        (line(source="content://a text"), "source"),
        (line(source="x.jpg", annotation=[{"type": "modelarts/object_detection"}]), "annotation[0].type"),
    ):
        failure = error(convert, entries(tmp_path, [line(source="0.jpg"), bad]))
        assert (failure.line, failure.field) == (2, field)
    lines = detection(tmp_path, ("1.jpg", voc(box("a", 1, 1, 2, 2), box("a", 5, 1, 5, 2))))
    failure = error(convert, entries(tmp_path, lines))
    assert (failure.file, failure.field) == (str(tmp_path / "1.xml"), "object[1].bndbox")
    assert "xmax is 5, expected more than xmin" in str(failure)


def annotated(source: str, *label_files: str) -> str:
    annotations = [{"type": "modelarts/object_detection", "annotation-loc": file} for file in label_files]
    return line(source=source, annotation=annotations)


@pytest.mark.parametrize("convert", [manifest.to_coco, manifest.to_yolo])
def test_label_files_that_contradict_each_other_are_refused(convert: Any, tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_text(voc(box("cat", 1, 1, 9, 9), size=(100, 100)), encoding="utf-8")
    (tmp_path / "2.xml").write_text(voc(box("dog", 1, 1, 9, 9), size=(200, 400)), encoding="utf-8")
    (tmp_path / "3.xml").write_text(voc(box("cow", 1, 1, 9, 9), size=None), encoding="utf-8")
    (tmp_path / "4.xml").write_text(voc(size=(100, 0)), encoding="utf-8")
    (tmp_path / "5.xml").write_text(voc(size=(300, 0)), encoding="utf-8")
    one, other, unknown, width, other_width = (f"{BUCKET}{number}.xml" for number in range(1, 6))
    for files, sizes in (
        ((other, unknown, one), ("200 x 400", "100 x 100")),
        ((one, unknown, other), ("100 x 100", "200 x 400")),
        ((one, other_width), ("100 x 100", "300 x ?")),
        ((width, other_width), ("100 x ?", "300 x ?")),
    ):
        failure = error(convert, entries(tmp_path, [annotated(f"{BUCKET}1.jpg", *files)]))
        assert failure.field == f"annotation[{len(files) - 1}].annotation-loc"
        for file, size in zip((files[0], files[-1]), sizes):
            assert f"{size} in {tmp_path / file.rpartition('/')[2]}" in failure.problem
    convert(entries(tmp_path, [annotated(f"{BUCKET}1.jpg", unknown, one, width, one)]))


TWO_POINTS = shape("cat", "polygon", x1=10, y1=10, x2=20, y2=30)
IN_A_LINE = shape("cat", "polygon", x1=0.1, y1=0.1, x2=0.2, y2=0.2, x3=0.3, y3=0.3, x4=0.7, y4=0.7)


@pytest.mark.parametrize("convert", [manifest.to_coco, manifest.to_yolo])
@pytest.mark.parametrize(
    ("polygon", "problem"),
    [
        (TWO_POINTS, "has 2 points, expected 3 or more"),
        (IN_A_LINE, "has no area: its points are in one line"),
        (shape("cat", "polygon", x1=10, y1=10, x2=20, y2=30, x3=10, y3=10), "has no area"),
    ],
)
def test_a_polygon_without_an_area_is_refused(convert: Any, polygon: str, problem: str, tmp_path: Path) -> None:
    lines = detection(tmp_path, ("1.jpg", voc(POLYGON, polygon)))
    failure = error(convert, entries(tmp_path, lines))
    assert (failure.file, failure.field) == (str(tmp_path / "1.xml"), "object[1].polygon")
    assert problem in failure.problem


def yolo_boxes(folder: Path, part: str) -> dict[str, list[tuple[str, Any]]]:
    """Reads a part of a YOLO dataset as its format is documented."""
    names = (folder / "obj.names").read_text(encoding="utf-8").splitlines()
    data = dict(row.split(" = ") for row in (folder / "obj.data").read_text().splitlines())
    assert int(data["classes"]) == len(names)
    found: dict[str, list[tuple[str, Any]]] = {}
    for picture in (folder / data[part]).read_text(encoding="utf-8").splitlines():
        assert (folder / picture).is_file()
        rows = (folder / picture).with_suffix(".txt").read_text().splitlines()
        split = [row.split() for row in rows]
        found[picture] = [(names[int(number)], [float(value) for value in box]) for number, *box in split]
    return found


def test_a_yolo_dataset_has_the_documented_layout(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for name in ("1.jpg", "1.png"):
            (tmp_path / folder / name).write_bytes(folder.encode())
    lines = [
        *detection(
            tmp_path, ("a/1.jpg", voc(box("cat", 10, 10, 30, 20), POINT)), ("b/1.jpg", voc(CIRCLE)), usage="train"
        ),
    ]
    (tmp_path / "3.xml").write_text(voc(box("dog", 0, 0, 100, 50)), encoding="utf-8")
    annotation = {"type": "modelarts/object_detection", "annotation-loc": f"{BUCKET}3.xml"}
    lines.append(line(source=f"{BUCKET}a/1.png", annotation=[annotation], usage="EVAL"))
    lines.append(line(source=f"{BUCKET}b/1.png"))
    plan = manifest.to_yolo(entries(tmp_path, lines))
    assert plan.labels == ["cat", "ball", "dog"]
    assert [destination for _, destination in plan.files] == [
        "obj_train_data/1.jpg",
        "obj_train_data/1-2.jpg",
        "obj_valid_data/1.png",
        "obj_train_data/1-3.png",
    ]
    root = tmp_path / "yolo"
    assert not root.exists()
    plan.apply(root)
    train, valid = yolo_boxes(root, "train"), yolo_boxes(root, "valid")
    assert train["obj_train_data/1.jpg"] == [("cat", pytest.approx([0.2, 0.3, 0.2, 0.2]))]
    assert train["obj_train_data/1-2.jpg"] == [("ball", pytest.approx([0.2, 0.4, 0.1, 0.2]))]
    assert train["obj_train_data/1-3.png"] == []
    assert valid["obj_valid_data/1.png"] == [("dog", [0.5, 0.5, 1, 1])]
    assert (root / "obj_train_data/1-2.jpg").read_bytes() == b"b"


def test_what_yolo_cannot_hold_is_refused(tmp_path: Path) -> None:
    for objects, problem in (
        (box("cat", 90, 1, 101, 2), "is not inside the picture of 100 x 50"),
        (box("a\nb", 1, 1, 2, 2), "is no line of obj.names"),
        (box(" ", 1, 1, 2, 2), "is no line of obj.names"),
    ):
        assert problem in str(error(manifest.to_yolo, entries(tmp_path, detection(tmp_path, ("1.jpg", voc(objects))))))
    lines = detection(tmp_path, ("1.txt", voc()))
    assert "extension .txt" in str(error(manifest.to_yolo, entries(tmp_path, lines)))
    lines = detection(tmp_path, ("1.jpg", voc()), usage="SPARE")
    assert error(manifest.to_yolo, entries(tmp_path, lines)).field == "usage"


def folder_of_labels(tmp_path: Path) -> manifest.Plan:
    for name in ("1.jpg", "2.jpg", "x/1.jpg"):
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    lines = [
        classified(f"{BUCKET}1.jpg", "向日葵", usage="train"),
        classified(f"{BUCKET}x/1.jpg", "向日葵"),
        classified(f"{BUCKET}2.jpg", "../a", usage="TRAIN"),
        classified(f"{BUCKET}2.jpg", "向日葵", usage="EVAL"),
        line(source=f"{BUCKET}unlabelled.jpg"),
    ]
    return manifest.to_imagefolder(entries(tmp_path / "files", lines))


def test_a_plan_of_folders_touches_nothing_until_it_is_applied(tmp_path: Path) -> None:
    plan = folder_of_labels(tmp_path)
    assert [destination for _, destination in plan.files] == [
        "train/向日葵/1.jpg",
        "train/向日葵/1-2.jpg",
        "train/%2E%2E%2Fa/2.jpg",
        "valid/向日葵/2.jpg",
    ]
    assert plan.files[0][0] == str(tmp_path / "files" / "1.jpg")
    assert (plan.labels, plan.left_out, plan.texts) == (["向日葵", "../a"], [f"{BUCKET}unlabelled.jpg"], {})
    assert repr(plan) == "<Plan of 4 files, 0 texts and 2 labels; 1 entries left out>"
    for link, root in (("copy", tmp_path / "1"), ("hard", tmp_path / "2"), ("symbolic", tmp_path / "3")):
        plan.apply(root, link=link)  # type: ignore[arg-type] # of a loop
        found = sorted(str(path.relative_to(root)) for path in root.rglob("*.jpg"))
        assert found == sorted(destination.replace("/", os.sep) for _, destination in plan.files)
        assert (root / "train/向日葵/1-2.jpg").read_bytes() == b"x/1.jpg"
        with pytest.raises(FileExistsError):
            plan.apply(root, link=link)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected 'copy', 'hard' or 'symbolic'"):
        plan.apply(tmp_path / "4", link="move")  # type: ignore[arg-type] # that is the point


def test_a_picture_that_is_not_here_is_an_error_before_anything_is_made(tmp_path: Path) -> None:
    plan = manifest.to_imagefolder(manifest.read([classified(f"{BUCKET}1.jpg", "cat")]))
    assert plan.files == [(f"{BUCKET}1.jpg", "train/cat/1.jpg")]
    with pytest.raises(FileNotFoundError, match=r"download it, and pass files= to read\(\)"):
        plan.apply(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("link", ["copy", "hard", "symbolic"])
def test_a_plan_that_fails_leaves_nothing_and_can_be_applied_again(
    failure: BaseException, link: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = folder_of_labels(tmp_path)
    plan.texts["obj.names"] = "cat\n"
    root = tmp_path / "out"
    (root / "train/向日葵").mkdir(parents=True)
    (root / "train/向日葵/own.jpg").write_bytes(b"own")
    before = tree(root)

    def copy_a_part(source: Any, target: Any) -> None:
        target.write(source.read(1))
        if target.name.endswith("1-2.jpg"):
            raise failure

    with monkeypatch.context() as patch:
        if link == "copy":
            patch.setattr("shutil.copyfileobj", copy_a_part)
        else:
            plan.texts["a\0b"] = ""
        with pytest.raises((type(failure), ValueError)):
            plan.apply(root, link=link)
    assert tree(root) == before
    plan.texts.pop("a\0b", None)
    plan.apply(root, link=link)
    assert (root / "train/向日葵/1-2.jpg").read_bytes() == b"x/1.jpg"


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    plan = folder_of_labels(tmp_path)
    there = tmp_path / "out/train/%2E%2E%2Fa/2.jpg"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"own")
    with pytest.raises(FileExistsError):
        plan.apply(tmp_path / "out")
    assert there.read_bytes() == b"own"
    assert [path for path in tree(tmp_path / "out") if path.endswith(".jpg")] == [
        os.path.join("train", "%2E%2E%2Fa", "2.jpg")
    ]


def test_pictures_whose_names_differ_in_case_have_different_names(tmp_path: Path) -> None:
    pictures = [f"{BUCKET}{name}" for name in ("1/a.jpg", "2/a.JPG", "3/A.Jpg", "4/a.png")]
    names = ["a.jpg", "a-2.JPG", "A-3.Jpg", "a.png"]
    plan = manifest.to_imagefolder(manifest.read([classified(picture, "cat") for picture in pictures]))
    assert [destination for _, destination in plan.files] == [f"train/cat/{name}" for name in names]
    plan = manifest.to_yolo(manifest.read([line(source=picture) for picture in pictures]), size=lambda _: (9, 9))
    stems = [destination.rpartition("/")[2].rpartition(".")[0] for _, destination in plan.files]
    assert len({stem.lower() for stem in stems}) == 4


def test_a_name_that_becomes_too_long_is_refused_before_anything_is_made() -> None:
    name = "x" * 251
    twice = [classified(f"{BUCKET}{folder}/{name}.jpg", "cat") for folder in "pq"]
    failure = error(manifest.to_imagefolder, manifest.read(twice))
    assert (failure.line, failure.field) == (2, "source")
    assert "makes a name of more than 255 bytes" in failure.problem
    assert len(manifest.to_imagefolder(manifest.read(twice[:1])).files) == 1
    for lines in ([line(source=f"{BUCKET}{name}.j")] * 2, [line(source="x" * 255)], [line(source=name + ".pn")] * 2):
        failure = error(manifest.to_yolo, manifest.read(lines), size=lambda _: (9, 9))
        assert (failure.line, failure.field) == (len(lines), "source")
        assert "makes a name of more than 255 bytes" in failure.problem


def test_torchvision_reads_what_to_imagefolder_plans(tmp_path: Path) -> None:
    datasets = pytest.importorskip("torchvision.datasets", reason="torchvision brings gigabytes, and is not installed")
    folder_of_labels(tmp_path).apply(tmp_path / "out")
    train = datasets.ImageFolder(str(tmp_path / "out/train"))
    assert train.classes == ["%2E%2E%2Fa", "向日葵"]
    assert [(Path(path).name, train.classes[number]) for path, number in train.samples] == [
        ("2.jpg", "%2E%2E%2Fa"),
        ("1-2.jpg", "向日葵"),
        ("1.jpg", "向日葵"),
    ]


def test_the_rules_of_imagefolder_hold_without_torchvision(tmp_path: Path) -> None:
    folder_of_labels(tmp_path).apply(tmp_path / "out")
    # A class is a folder, and a sample is a file with the extension of a picture somewhere below it.
    classes = sorted(found.name for found in os.scandir(tmp_path / "out/train") if found.is_dir())
    assert [urllib.parse.unquote(name) for name in classes] == ["../a", "向日葵"]
    samples = [(path.name, name) for name in classes for path in sorted((tmp_path / "out/train" / name).rglob("*.jpg"))]
    assert [name for name, _ in samples] == ["2.jpg", "1-2.jpg", "1.jpg"]


@pytest.mark.parametrize(
    ("lines", "field", "problem"),
    [
        ([classified("1.jpg", "a", "b")], "annotation", "has the labels a, b, expected one"),
        ([classified("1.jpg", "Cat"), classified("2.jpg", "cat")], "annotation", "would share a folder"),
        ([classified("1.jpg", "é"), classified("2.jpg", "e\u0301")], "annotation", "would share a folder"),
        ([classified("1.jpg", "")], "annotation", "is empty"),
        ([classified("1.jpg", "x" * 300)], "annotation", "a name of more than 255 bytes"),
        ([classified("s3://b/folder/", "x")], "source", "is empty"),
        ([classified("content://text", "x")], "source", "is a text"),
        ([line(source="1.jpg", annotation=[{"type": "modelarts/text_entity", "name": "x"}])], "annotation[0].type", ""),
    ],
)
def test_what_has_no_single_folder_is_refused(lines: list[str], field: str, problem: str) -> None:
    failure = error(manifest.to_imagefolder, manifest.read(lines))
    assert (failure.line, failure.field) == (len(lines), field)
    assert problem in str(failure)


def test_entries_of_any_mapping_are_taken() -> None:
    entry = {"source": "1.jpg", "annotation": [{"type": "image_classification", "name": "cat"}]}
    assert manifest.to_imagefolder([entry]).files == [("1.jpg", "train/cat/1.jpg")]
    assert error(manifest.to_imagefolder, [{}]).field == "source"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cat", "cat"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("a.b", "a.b"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("C:x", "C%3Ax"),
        ("nul", "%6Eul"),
        ("COM1.jpg", "%43OM1.jpg"),
        (" positive", "%20positive"),
        ("end.", "end%2E"),
        ("50%", "50%25"),
        ("a\x00\u202eb", "a%00%E2%80%AEb"),
    ],
)
def test_a_name_is_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(max_examples=500, deadline=None)
@given(name=st.text(min_size=1, max_size=20))
def test_a_safe_name_is_one_part_of_a_path_and_means_one_text(name: str) -> None:
    try:
        safe = safe_name(name)
    except ValueError:
        return
    assert urllib.parse.unquote(safe, errors="surrogatepass") == name
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\:*?"<>|\0')
    assert safe == safe.strip()
    assert not safe.endswith(".")


@settings(max_examples=200, deadline=None)
@given(names=st.lists(st.sampled_from(["a", "A", "a-2", "A-2", "a-3", "b"]), max_size=20))
def test_names_are_unique_whatever_the_case(names: list[str]) -> None:
    unique = UniqueNames()
    found = [folded(unique.unique("f", name)) for name in names]
    assert len(set(found)) == len(found)
