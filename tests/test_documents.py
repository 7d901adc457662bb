"""The code blocks of READMEs and guides run as they are written, and the links of all documents lead somewhere."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import pytest

from modelarts.emulator import Emulator
from test_sample import TASK_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("docs/guide.md", "docs/guide.zh-CN.md")
DATA_MANAGEMENT = ("docs/data-management.md", "docs/data-management.zh-CN.md")
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.md")) + [
    str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("*/*.md"))
]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Block(NamedTuple):
    """A Python block of a document."""

    document: str
    line: int
    code: str

    def run(self, names: dict[str, Any]) -> None:
        """Runs the block; a traceback shows the line of the document."""
        exec(compile("\n" * self.line + self.code, ROOT / self.document, "exec"), names)

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def blocks(document: str) -> list[Block]:
    text = (ROOT / document).read_text("utf-8")
    return [
        Block(document, text.count("\n", 0, found.start()) + 1, found[2])
        for found in FENCE.finditer(text)
        if found[1] == "python"
    ]


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An emulator that `create_client()` finds, with the bucket and the task of the documents."""
    (tmp_path / "service" / "bucket1" / "cats").mkdir(parents=True)
    (tmp_path / "service" / "bucket1" / "cats" / "cat.jpg").write_text("a picture")
    for folder in ("out", "export", "more"):
        (tmp_path / "service" / "bucket1" / folder).mkdir()
    (tmp_path / "service" / "bucket1" / "more" / "dog.jpg").write_text("another picture")
    monkeypatch.chdir(tmp_path)
    with Emulator(tmp_path / "service", pace=0.01) as emulator:
        emulator.add_task(TASK_ID)
        monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
        yield


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("block", [block for readme in READMES for block in blocks(readme)], ids=str)
def test_each_block_of_a_readme_runs_as_a_script(block: Block) -> None:
    block.run({"__name__": "__main__"})


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("guide", [*GUIDES, *DATA_MANAGEMENT])
def test_the_blocks_of_a_guide_run_one_after_the_other(guide: str) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(guide):
        block.run(names)


@pytest.mark.usefixtures("service")
def test_the_blocks_on_manifests_print_and_make_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    said: list[str] = []
    for block in blocks(DATA_MANAGEMENT[0]):
        block.run(names)
        said += re.findall(r"^print\(.*\) {4}# (.*)$", block.code, re.MULTILINE)
    assert len(said) == 3
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if line in said] == said
    made = sorted(path.as_posix() for folder in ("training", "yolo") for path in Path(folder).rglob("*.*"))
    assert made == [
        "training/train/cat/tom.jpg",
        "yolo/obj.data",
        "yolo/obj.names",
        "yolo/obj_train_data/tom.jpg",
        "yolo/obj_train_data/tom.txt",
        "yolo/train.txt",
    ]
    assert json.loads(Path("coco.json").read_text("utf-8"))["annotations"][0]["bbox"] == [10, 20, 100, 200]


@pytest.mark.parametrize("pair", [READMES, GUIDES, DATA_MANAGEMENT], ids=["README", "guide", "data management"])
def test_both_languages_have_the_same_code(pair: tuple[str, str]) -> None:
    english, chinese = ([without_texts(block.code) for block in blocks(document)] for document in pair)
    assert english == chinese
    assert len(english) >= 3


def without_texts(code: str) -> str:
    """Returns the syntax tree of code, without comments and the contents of texts."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_and_headings_that_exist(document: str) -> None:
    text = FENCE.sub("", (ROOT / document).read_text("utf-8"))
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in links if not exists(link, ROOT / document)] == []


def exists(link: str, source: Path) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = source.parent / path if path else source
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


def anchors(text: str) -> set[str]:
    """Returns the anchors of headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}
