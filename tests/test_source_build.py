"""Building from source: which profile, and what a machine without a compiler is told."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomllib

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUST = MANIFEST["package"]["rust-version"]


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build backend."""
    monkeypatch.syspath_prepend(ROOT / PROJECT["build-system"]["backend-path"][0])
    return importlib.import_module(PROJECT["build-system"]["build-backend"])


def programs(folder: Path, **said: str) -> str:
    """Returns a PATH with programs that print something and nothing else."""
    for name, text in said.items():
        (folder / name).write_text(f"#!/bin/sh\necho '{text}'\n")
        (folder / name).chmod(0o755)
    return str(folder)


def test_a_source_build_has_a_quick_profile_and_the_release_a_slow_one() -> None:
    assert PROJECT["tool"]["maturin"]["profile"] == "source"
    profiles = MANIFEST["profile"]
    assert profiles["source"]["inherits"] == "release"
    assert profiles["source"]["lto"] == "off"
    assert (profiles["release"]["lto"], profiles["release"]["codegen-units"]) == ("fat", 1)


def test_wheels_of_the_makefile_have_the_release_profile() -> None:
    built = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "maturin build" in line]
    assert built
    # The one that the tests on Airflow install is for them alone.
    others = [line for line in built if "--out target/wheels-airflow" not in line]
    assert all("--profile release" in line for line in others)


@pytest.mark.parametrize(
    ("installed", "english", "chinese"),
    [
        ({}, "Rust is not installed", "未安装 Rust"),
        ({"rustc": "rustc 1.99.0"}, "Rust is not installed", "未安装 Rust"),
        ({"cargo": "", "rustc": "rustc 1.70.0 (abc 2023-06-01)"}, "Rust is too old: rustc 1.70.0", "Rust 版本过低"),
        ({"cargo": "", "rustc": "no toolchain"}, "rustc does not run: no toolchain", "rustc 无法运行"),
        ({"cargo": "", "rustc": "rustc 1.99.0"}, "no C compiler is installed", "缺少 C 编译器"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    backend: Any, installed: dict[str, str], english: str, chinese: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, **installed))
    monkeypatch.delenv("CC", raising=False)
    text = backend.problem()
    assert text.startswith(f"modelarts is compiled from source here, and {english}")
    assert f"但{chinese}" in text
    assert f"needs Rust {RUST} or later and a C compiler" in text
    assert "Wheels have been built for Linux x86_64 and aarch64" in text
    assert max(map(len, text.splitlines())) < 200


@pytest.mark.parametrize(
    ("interpreter", "english", "chinese"),
    [
        (("CPython", (3, 8), False), "CPython 3.8 is too old: use CPython 3.9 or later", "当前的 CPython 3.8 版本过低"),
        (("CPython", (3, 13), True), "CPython 3.13t, which has no global interpreter lock", "不支持 CPython 3.13t"),
        (("PyPy", (3, 10), False), "PyPy 3.10 is too old: use PyPy 3.11 or later", "当前的 PyPy 3.10 版本过低"),
    ],
)
def test_a_python_without_support_is_refused_before_anything_is_compiled(
    backend: Any,
    interpreter: tuple[str, tuple[int, int], bool],
    english: str,
    chinese: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, cargo="", cc="", rustc=f"rustc {RUST}.0 (abc 2025-06-23)"))
    monkeypatch.setattr(backend, "_interpreter", lambda: interpreter)
    text = backend.problem()
    assert text.startswith(f"modelarts is compiled from source here, and {english}")
    assert "CPython 3.9 or later" in text.splitlines()[0]
    assert f"但{chinese}" in text
    assert "Wheels have been built for" in text


@pytest.mark.parametrize(
    "interpreter",
    [
        ("CPython", (3, 9), False),
        ("CPython", (3, 14), True),
        ("CPython", (3, 15), True),
        ("PyPy", (3, 11), False),
        ("GraalVM", (3, 12), False),
    ],
)
def test_a_python_that_may_build_is_not_refused(
    backend: Any,
    interpreter: tuple[str, tuple[int, int], bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, cargo="", cc="", rustc=f"rustc {RUST}.0 (abc 2025-06-23)"))
    monkeypatch.setattr(backend, "_interpreter", lambda: interpreter)
    assert backend.problem() is None


def test_the_backend_knows_what_this_pyo3_supports(backend: Any) -> None:
    # After an update of PyO3, look at SUPPORTED_VERSIONS in the build.rs of pyo3-ffi, and change both.
    assert MANIFEST["dependencies"]["pyo3"]["version"] == "0.29"
    assert (backend.OLDEST["PyPy"], backend.OLDEST_FREE_THREADED) == ((3, 11), (3, 14))
    assert PROJECT["project"]["requires-python"] == ">={}.{}".format(*backend.OLDEST["CPython"])


@pytest.mark.parametrize(
    ("page", "built", "constant"),
    [("installation.md", "yes", "WHEELS"), ("installation.zh-CN.md", "已构建", "WHEELS_IN_CHINESE")],
)
def test_the_message_calls_built_what_the_page_calls_built(backend: Any, page: str, built: str, constant: str) -> None:
    has, only_declared = re.split("release workflow|发布流程", getattr(backend, constant))
    text = (ROOT / "docs" / page).read_text("utf-8")
    rows = re.findall(r"^\| (Linux|macOS|Windows) (\w+)[^|]*\| ([^|]+) \|", text, re.MULTILINE)
    assert len(rows) == 7
    for system, processor, state in rows:
        said = has if state == built else only_declared
        assert system in said
        assert processor in said


def test_a_machine_with_everything_has_no_problem(
    backend: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, cargo="", cc="", rustc=f"rustc {RUST}.0 (abc 2025-06-23)"))
    assert backend.problem() is None


def test_pip_shows_the_message_and_no_traceback(tmp_path: Path) -> None:
    code = "import build_backend; build_backend.get_requires_for_build_wheel()"
    environment = {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "tools")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60, check=False)
    said = ran.stderr.decode("utf-8")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert said.strip().startswith("modelarts is compiled from source here, and Rust is not installed")
    assert "Traceback" not in said


def test_the_source_distribution_names_no_toolchain() -> None:
    # rustup would download it, with clippy and rustfmt, while pip is silent.
    assert {"path": "rust-toolchain.toml", "format": "sdist"} in PROJECT["tool"]["maturin"]["exclude"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/installation.md", "docs/installation.zh-CN.md"])
def test_documents_name_the_oldest_rust_of_the_manifest(name: str) -> None:
    assert set(re.findall(r"Rust (1\.\d+)", (ROOT / name).read_text("utf-8"))) == {RUST}


# Everything that a target of the Makefile may need, and what each needs of it. `python3` makes virtual environments.
RUST_TOOLS = ["cargo", "rustc", "cc"]
TOOLS = {
    "quickstart": [*RUST_TOOLS, "python3"],
    "test": [*RUST_TOOLS, "python3"],
    "test-airflow": [*RUST_TOOLS, "python3"],
    "build": [*RUST_TOOLS, "python3"],
    "format": ["cargo", "cargo-fmt", "rustfmt", "python3"],
    "generate": ["rustfmt", "python3"],
    "lint": [*RUST_TOOLS, "cargo-fmt", "rustfmt", "cargo-clippy", "python3"],
    "core": RUST_TOOLS,
    "python": [*RUST_TOOLS, "python3"],
    "fuzz": [*RUST_TOOLS, "rustup", "cargo-fuzz"],
    "races": [*RUST_TOOLS, "rustup"],
    "deny": ["cargo", "cargo-deny"],
    "soak": [*RUST_TOOLS, "python3"],
    "interrupts": [*RUST_TOOLS, "python3"],
    "exits": [*RUST_TOOLS, "python3"],
    "peers": [*RUST_TOOLS, "python3"],
    "bench": [*RUST_TOOLS, "llvm-profdata", "nginx", "wrk", "git", "python3"],
    "docs": [*RUST_TOOLS, "python3"],
    "pictures": [*RUST_TOOLS, "chromium", "python3"],
    "image": [*RUST_TOOLS, "docker", "python3"],
    "wheels": [*RUST_TOOLS, "git", "llvm-profdata", "python3"],
    "smoke": ["python3"],
    "reproduce": [*RUST_TOOLS, "git", "llvm-profdata", "python3"],
    "platforms": [*RUST_TOOLS, "python3"],
    "workflows": ["python3"],
}
ADVICE = {
    "cargo": "https://rustup.rs",
    "rustc": "https://rustup.rs",
    "cc": "Install gcc or clang: the package build-essential (Debian)",
    "cargo-fmt": "rustup component add rustfmt",
    "rustfmt": "rustup component add rustfmt",
    "cargo-clippy": "rustup component add clippy",
    "rustup": "https://rustup.rs",
    "cargo-fuzz": "cargo install cargo-fuzz",
    "llvm-profdata": "rustup component add llvm-tools",
    "cargo-deny": "cargo install cargo-deny",
    "python3": "make PYTHON=/path/to/python3",
}


def make(folder: Path, target: str, *present: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs make in a folder with the Makefile and nothing else, and in a PATH with some programs."""
    program = shutil.which("make")
    assert program is not None
    (folder / "programs").mkdir()
    here = folder / "here"
    here.mkdir(exist_ok=True)
    shutil.copy(ROOT / "Makefile", here)
    for name in ("requirements-dev", "constraints-dev", "requirements-release"):
        (here / f"{name}.txt").touch()
    for name in ("docs/requirements", "docs/constraints", "tests/airflow/requirements", "tests/airflow/constraints"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / f"{name}.txt").touch()
    libraries = folder / "rust" / "lib"
    libraries.mkdir(parents=True)
    if "llvm-profdata" in present:
        (folder / "rust" / "bin").mkdir()
        (folder / "rust" / "bin" / "llvm-profdata").touch()
    path = programs(folder / "programs", **dict.fromkeys(present, str(libraries)))
    command = [program, "-C", str(here), target, *(f"{name}={value}" for name, value in variables.items())]
    return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, timeout=60, check=False)


def test_every_target_is_here() -> None:
    declared = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(declared) == {*TOOLS, "help", "clean"}


def test_the_site_of_a_built_module_needs_no_compiler(tmp_path: Path) -> None:
    module = tmp_path / "here" / "python" / "modelarts" / "_modelarts.abi3.so"
    module.parent.mkdir(parents=True)
    module.touch()
    assert "make docs: python3 is missing. Install Python 3.11 or later" in make(tmp_path, "docs").stderr


@pytest.mark.parametrize(("target", "missing"), [(target, tool) for target, tools in TOOLS.items() for tool in tools])
def test_a_target_of_make_says_what_is_missing_before_it_makes_anything(
    target: str, missing: str, tmp_path: Path
) -> None:
    ran = make(tmp_path, target, *(tool for tool in TOOLS[target] if tool != missing))
    name = {"cc": "a C compiler", "chromium": "Chromium"}.get(missing, missing)
    advice = ADVICE.get(missing, "the package manager of your system")
    lines = [line for line in ran.stderr.splitlines() if " is missing. " in line]
    assert [line.partition(". ")[0] for line in lines] == [f"make {target}: {name} is missing"]
    assert advice in lines[0]
    assert not list((tmp_path / "here").glob(".venv*"))
    assert "downloading" not in ran.stdout


@pytest.mark.parametrize(
    ("target", "triple"), [("wheels", "aarch64-unknown-linux-musl"), ("platforms", "x86_64-pc-windows-gnu")]
)
def test_a_target_of_make_says_which_standard_library_is_missing(target: str, triple: str, tmp_path: Path) -> None:
    targets = f"{'WHEEL' if target == 'wheels' else 'CHECK'}_TARGETS"
    ran = make(tmp_path, target, *RUST_TOOLS, "git", "llvm-profdata", **{targets: triple})
    # The program in place of rustc names a folder that is there.
    assert "python3 is missing" in ran.stderr
    (tmp_path / "programs" / "rustc").write_text("#!/bin/sh\necho /nowhere\n")
    ran = subprocess.run(
        ran.args, env={"PATH": str(tmp_path / "programs")}, capture_output=True, text=True, check=False
    )
    assert f"make {target}: Rust has no standard library for {triple}. " in ran.stderr
    assert f"rustup target add {triple}" in ran.stderr


def test_wheels_of_a_given_time_need_no_git(tmp_path: Path) -> None:
    ran = make(tmp_path, "wheels", *RUST_TOOLS, "llvm-profdata", SOURCE_DATE_EPOCH="1700000000")
    assert "python3 is missing" in ran.stderr


def test_make_reproduce_takes_a_platform() -> None:
    command = ["make", "-C", str(ROOT), "--dry-run", "reproduce", "PLATFORM=musllinux-aarch64"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "tools/reproduce.py musllinux-aarch64\n" in ran.stdout


@pytest.mark.parametrize("target", ["docs", "test-airflow"])
def test_a_python_that_is_too_old_is_named_with_the_target(target: str, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("#!/bin/sh\ncase $1 in -c) exit 1;; esac\n")
    (tmp_path / "old").chmod(0o755)
    ran = make(tmp_path, target, *RUST_TOOLS, PYTHON=str(tmp_path / "old"))
    assert f"make {target}: needs Python 3.11 or later: make PYTHON=python3.11 {target}" in ran.stderr
