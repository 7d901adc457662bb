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


@pytest.mark.parametrize(
    ("target", "program", "advice"),
    [("build", "cargo", "rustup.rs"), ("wheels", "cargo", "rustup.rs"), ("platforms", "cargo", "rustup.rs")],
)
def test_a_target_of_make_says_what_is_missing(target: str, program: str, advice: str, tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    for made in ("maturin", "release", "dev"):
        (tmp_path / "venv" / made).touch()
    make = shutil.which("make")
    assert make is not None
    command = [make, "-C", str(ROOT), target, f"VENV={tmp_path}/venv"]
    environment = {"PATH": "/nowhere"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert f"make {target}: {program} is missing. " in ran.stderr
    assert advice in ran.stderr
