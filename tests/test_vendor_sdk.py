"""The vendor's SDK has the same name: who has both is warned once, and documents say what to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import modelarts
from modelarts.vendor_sdk import RECIPE

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(modelarts.__file__).parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
# Whatever else has texts for users: messages, docstrings and notebooks.
TEXTS = [
    *(ROOT / "python").rglob("*.py"),
    *(ROOT / "python").rglob("*.pyi"),
    *(ROOT / "api").rglob("*.toml"),
    *(ROOT / "docs").rglob("*.ipynb"),
]
# An install command that takes a package of this name from an index, or the advice to do that.
FROM_INDEX = re.compile(
    r"(?:(?:(?:pip3?|conda) install|(?:uv|poetry|pdm) add) [^`\n]*?|\binstall |安装 )[\"']?\bmodelarts(?![\w/-]|\.\w)"
)


def warnings_of(code: str, *folders: Path, cwd: Path | None = None) -> str:
    """Returns what a program writes to standard error that finds modules in these folders, too."""
    paths = os.pathsep.join(str(path) for path in (PACKAGE.parent, *folders))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stderr


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    """A folder with the vendor's SDK, as far as its name goes."""
    package = tmp_path / "vendor" / "modelarts"
    package.mkdir(parents=True)
    for name in ("__init__.py", "session.py"):
        (package / name).write_text("")
    return package.parent


def test_an_import_beside_the_vendors_sdk_warns_once_with_the_recipe(vendors: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import modelarts\nfrom modelarts import client, v2\nimport modelarts.config\n")
    said = warnings_of(f"exec(compile(open({str(program)!r}).read(), {str(program)!r}, 'exec'))", vendors)
    assert said.startswith(f"{program}:1: UserWarning: the vendor's SDK has the same name, modelarts, and is here")
    assert said.count("UserWarning") == 1
    assert f"{vendors}/modelarts/session.py" in said
    assert RECIPE in said


def test_without_the_vendors_sdk_nothing_is_said(tmp_path: Path) -> None:
    assert warnings_of("import modelarts", tmp_path / "not a folder", tmp_path) == ""


def test_files_of_the_vendors_sdk_in_our_own_folder_are_found(tmp_path: Path) -> None:
    both = tmp_path / "both" / "modelarts"
    both.mkdir(parents=True)
    for path in PACKAGE.iterdir():
        (both / path.name).symlink_to(path)
    (both / "session.py").write_text("")
    code = f"import sys; sys.path.insert(0, {str(both.parent)!r}); import modelarts; print(modelarts.__file__)"
    assert f"{both}/session.py" in warnings_of(code)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", ["docs/faq.md", "docs/faq.zh-CN.md"])
def test_the_filter_on_the_page_turns_the_warning_off(
    page: str, language: str, vendors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", language)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert "UserWarning" in warnings_of("import modelarts", vendors)
    assert warnings_of(code, vendors) == ""


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/guide.md", "docs/guide.zh-CN.md"])
def test_documents_have_the_recipe_of_the_warning_before_they_install_anything(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert f"```shell\n{RECIPE}```" in text
    assert text.index(RECIPE) < text.index("\n## ")


def test_documents_say_what_the_recipe_needs() -> None:
    for page, needs in (
        ("README.md", "needs Rust, a C compiler and Python 3.9"),
        ("README.zh-CN.md", "要求 Rust、C 编译器和 Python 3.9"),
        ("docs/guide.md", "needs Rust, a C compiler and Python 3.9"),
        ("docs/guide.zh-CN.md", "要求 Rust、C 编译器和 Python 3.9"),
    ):
        assert needs in " ".join((ROOT / page).read_text("utf-8").partition(RECIPE)[2].split())


def test_a_document_that_installs_from_source_shows_what_pip_does() -> None:
    # Without -v, pip is silent for the minutes that Rust compiles.
    silent = re.compile(r'pip install (?!-v )(?:\S+ )*"?\.(?=[\s`[]|$)', re.MULTILINE)
    blocks = [block for path in DOCUMENTS for block in re.findall(r"```.*?```", path.read_text("utf-8"), re.DOTALL)]
    assert [block for block in blocks if silent.search(block)] == []


def test_no_document_installs_from_an_index() -> None:
    # There is no release yet, and the vendor's package would be installed if the index had it.
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in [*DOCUMENTS, *TEXTS]
        for line in path.read_text("utf-8").splitlines()
        if FROM_INDEX.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_from_index"),
    [
        ("pip install modelarts", True),
        ("pip3 install -U modelarts==0.1.0", True),
        ('uv add "modelarts[airflow]"', True),
        ('"!pip install modelarts\\n",', True),
        ("or run `pip install modelarts`.", True),
        ("请在该环境中安装 modelarts[airflow]", True),
        ("pip install -v .", False),
        ("pip install modelarts-0.1.0-cp39-abi3-manylinux_2_17_x86_64.whl", False),
        ("python -m ipykernel install --user --name modelarts-env", False),
    ],
)
def test_an_install_command_that_uses_an_index_is_recognized(line: str, is_from_index: bool) -> None:
    assert bool(FROM_INDEX.search(line)) == is_from_index
