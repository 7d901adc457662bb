"""The code blocks of READMEs and guides run as they are written, and the links of all documents lead somewhere."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import textwrap
import time
import unicodedata
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import pytest
import trustme

from modelarts import ApiClient, DatasetApi, InvalidParameterError, config
from modelarts.emulator import Emulator
from test_sample import TASK_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("docs/guide.md", "docs/guide.zh-CN.md")
AUTHENTICATION = ("docs/authentication.md", "docs/authentication.zh-CN.md")
EMULATOR = ("docs/emulator.md", "docs/emulator.zh-CN.md")
MANIFESTS = "docs/manifests.md"
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for folder in (ROOT, ROOT / "docs") for path in folder.glob("*.md")) + [
    str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("*/*.md"))
]

# A block in a list is indented.
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
# CONTRIBUTING.md says which of them are run, and how.
FENCE_LANGUAGES = {"python", "json", "yaml", "toml", "shell", "console", "text"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

# The pages that are in both languages.
TRANSLATED = [
    (str(path.relative_to(ROOT)), str(path.with_suffix(".zh-CN.md").relative_to(ROOT)))
    for path in sorted((ROOT / "docs").glob("*.md"))
    if path.with_suffix(".zh-CN.md").exists()
]
# The programs of the page on many processes run by themselves (test_processes.py), and the DAGs on Airflow.
ELSEWHERE = ("docs/processes.md", "docs/airflow.md")
# Pages that a program writes, with its figures in the sentences.
GENERATED = ("docs/benchmarks.zh-CN.md", "docs/peers.zh-CN.md")
PAGES = [pair for pair in TRANSLATED if "```python" in (ROOT / pair[0]).read_text("utf-8") and pair[0] not in ELSEWHERE]
COMMAND_PAGES = [
    page
    for pair in TRANSLATED
    for page in pair
    if re.search(r"^(\$ )?modelarts ", (ROOT / page).read_text("utf-8"), re.MULTILINE)
]


class Fence(NamedTuple):
    """A block of a document, in whatever language."""

    language: str
    line: int
    code: str


def fences(document: str) -> list[Fence]:
    text = (ROOT / document).read_text("utf-8")
    return [
        Fence(found[2], text.count("\n", 0, found.start()) + 1, textwrap.dedent(found[3]))
        for found in FENCE.finditer(text)
    ]


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
    return [Block(document, fence.line, fence.code) for fence in fences(document) if fence.language == "python"]


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
@pytest.mark.parametrize("page", [page for pair in PAGES for page in pair])
def test_the_blocks_of_a_page_run_one_after_the_other(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Loops on the pages pause as long as is good for the service.
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(min(seconds, 0.01)))
    names: dict[str, Any] = {"__name__": "__main__"}
    with warnings.catch_warnings():
        for block in blocks(page):
            block.run(names)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("page", ["docs/index.md", MANIFESTS])
def test_the_blocks_of_a_page_print_what_they_say(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    said: list[str] = []
    for block in blocks(page):
        block.run(names)
        said += re.findall(r"^ *print\(.*\) {4}# (.*)$", block.code, re.MULTILINE)
    assert len(said) >= 1
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if line in said] == said


@pytest.mark.usefixtures("service")
def test_the_blocks_on_manifests_make_the_files_of_training_tools() -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(MANIFESTS):
        block.run(names)
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


@pytest.mark.parametrize("page", [READMES[1], *(chinese for _, chinese in TRANSLATED if chinese not in GENERATED)])
def test_lines_of_chinese_text_are_wrapped(page: str) -> None:
    text = FENCE.sub("", (ROOT / page).read_text("utf-8"))
    lines = [line for line in text.splitlines() if not re.match(r" *(\||!\[)", line)]
    assert [line for line in lines if columns(line) > 132] == []


def columns(text: str) -> int:
    """Returns how wide a text is; a Chinese sign has two columns."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_block_names_its_language(document: str) -> None:
    found = fences(document)
    assert [fence for fence in found if fence.language not in FENCE_LANGUAGES] == []
    # None is left out because its end is indented in another way, or missing.
    marks = re.findall(r"^ *```", (ROOT / document).read_text("utf-8"), re.MULTILINE)
    assert len(marks) == 2 * len(found)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("page", EMULATOR)
def test_the_request_for_control_on_the_page_on_the_emulator_adds_a_task(page: str) -> None:
    (command,) = [fence.code for fence in fences(page) if fence.code.startswith("curl ")]
    with Emulator(control=True) as emulator:
        environment = {
            "PATH": os.environ["PATH"],
            "MODELARTS_EMULATOR_URL": str(emulator.control_url),
            "MODELARTS_EMULATOR_TOKEN": str(emulator.control_token),
        }
        subprocess.run(
            ["sh", "-euc", command.replace("curl ", "curl --fail ")], env=environment, timeout=60, check=True
        )
        with emulator.create_client() as client:
            assert "status" in DatasetApi(client).get_task_status(task_id="t1")


@pytest.mark.parametrize("pair", [READMES, *TRANSLATED], ids=lambda pair: pair[0])
def test_both_languages_have_the_same_code_and_headings(pair: tuple[str, str]) -> None:
    english, chinese = ([without_texts(block.code) for block in blocks(document)] for document in pair)
    assert english == chinese
    levels = [re.findall(r"^#+", FENCE.sub("", (ROOT / page).read_text("utf-8")), re.MULTILINE) for page in pair]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("page", COMMAND_PAGES)
def test_the_commands_of_a_page_are_those_of_the_command_line(page: str) -> None:
    from modelarts.cli import _parser

    commands = shell_commands(page)
    for command in commands:
        words = shlex.split(command, comments=True)
        ends = [words.index(end) for end in ("|", ">", "&&") if end in words]
        assert callable(_parser().parse(words[1 : min(ends, default=len(words))]).run), command
    assert (page, len(commands)) > (page, 0)


def shell_commands(page: str) -> list[str]:
    """Returns the calls of `modelarts` in the blocks of a page, without a prompt."""
    found = [fence.code for fence in fences(page) if fence.language in {"shell", "console", "text"}]
    lines = [line.removeprefix("$ ") for code in found for line in code.splitlines()]
    return [line for line in lines if line.startswith("modelarts ")]


@pytest.mark.parametrize("page", AUTHENTICATION)
def test_the_files_on_the_page_on_authentication_make_clients(
    page: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [fence.code.replace("REGION", "region-1") for fence in fences(page) if fence.language == "json"]
    whole, private = map(json.loads, files)
    (clouds,) = [fence.code for fence in fences(page) if fence.language == "yaml"]
    assert config_of(whole, home).region == "cn-north-1"
    (home / "ca.pem").write_bytes(trustme.CA().cert_pem.bytes())
    whole["clusters"] = [{"name": "cn-north-1", "cluster": private["cluster"]}]
    assert config_of(whole, home).endpoint == "https://modelarts.region-1.example.com"
    (home / "config.json").unlink()
    (home / "clouds.yaml").write_text(clouds, "utf-8")
    (home / "clouds.yaml").chmod(0o600)
    monkeypatch.setenv("OS_CLIENT_CONFIG_FILE", str(home / "clouds.yaml"))
    assert config.create_client().region == "eu-de"


def config_of(content: dict[str, Any], folder: Path) -> ApiClient:
    path = folder / "config.json"
    path.write_text(json.dumps(content), "utf-8")
    path.chmod(0o600)
    return config.create_client(path)


def test_the_error_in_the_guide_is_the_one_that_is_raised(emulator: Emulator) -> None:
    with emulator.create_client() as client, pytest.raises(InvalidParameterError) as raised:
        DatasetApi(client).create_dataset(dataset_spec={"name": "a b"})
    for page in GUIDES:
        (shown,) = [fence.code for fence in fences(page) if "Error:" in fence.code]
        assert " ".join(shown.split()) == f"InvalidParameterError: {raised.value}"


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


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_pages_have_their_titles_and_no_file_names(document: str) -> None:
    text = FENCE.sub("", (ROOT / document).read_text("utf-8"))
    # Documents of the repository itself, such as CONTRIBUTING.md, go by their names.
    assert re.findall(r"\[`?[a-z0-9_/-]+(?:\.zh-CN)?\.(?:md|ipynb)`?\]\([^)]*\)", text) == []


def exists(link: str, source: Path) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = source.parent / path if path else source
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


def anchors(text: str) -> set[str]:
    """Returns the anchors of headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}
