"""Builds the package from source, for pip: maturin, once it is known that Python, Rust and a C compiler will do.

Without this, maturin downloads a Rust of its own or stops with a message of a tool that the user did not call. The
messages are in two languages here because the package, which knows the user's language, is not built yet. Runs on
Python 3.9, and on older ones as far as the message that they are too old.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import maturin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ROOT = Path(__file__).resolve().parents[1]

# What PyO3 0.29 supports; it says so itself, but only after minutes of compiling.
OLDEST = {"CPython": (3, 9), "PyPy": (3, 11)}
OLDEST_FREE_THREADED = (3, 14)

WHEELS = """\
Wheels have been built for Linux x86_64 and aarch64 (glibc 2.17 or later, musl 1.2 or later)
  and CPython 3.9 or later. The release workflow also declares wheels for macOS x86_64 and arm64, for Windows x86_64,
  and for CPython 3.14t; these have not been built yet."""
WHEELS_IN_CHINESE = """\
已构建的 wheel 适用于 Linux x86_64 和 aarch64（glibc 2.17 及以上，或 musl 1.2 及以上）、
  CPython 3.9 及以上版本；发布流程中还声明了 macOS x86_64 和 arm64、Windows x86_64 以及 CPython 3.14t 的 wheel，
  尚未构建。"""
MISSING = """\
modelarts is compiled from source here, and {what}.
  This machine: {machine}.
  A wheel needs no compiler. {wheels}
  A build from source needs Rust {rust} or later and a C compiler:
    Rust:       https://rustup.rs, or the package manager of the system
    C compiler: gcc or clang: the package build-essential (Debian), gcc (Fedora, openEuler), Xcode's command line tools
  docs/installation.md describes both, and mirrors for networks that need one.

modelarts 需要从源码编译，但{chinese}。
  当前环境：{machine}。
  使用 wheel 安装不需要编译器。{chinese_wheels}
  从源码编译需要 Rust {rust} 及以上版本和 C 编译器，安装方法见上，以及 docs/installation.zh-CN.md。"""


def problem() -> str | None:
    """Returns what keeps this machine from compiling the package, with what to do; None if nothing is known."""
    return _problem_of_python() or _problem_of_compilers()


def _problem_of_python() -> str | None:
    implementation, version, free_threaded = _interpreter()
    name = f"{implementation} {version[0]}.{version[1]}"
    # Of other implementations, PyO3 knows what it supports.
    oldest = OLDEST.get(implementation, (0, 0))
    if version < oldest:
        others = sorted({implementation, "CPython"}, reverse=True)
        use = " or ".join(f"{other} {OLDEST[other][0]}.{OLDEST[other][1]} or later" for other in others)
        use_in_chinese = "或 ".join(f"{other} {OLDEST[other][0]}.{OLDEST[other][1]} 及以上版本" for other in others)
        return _message(f"{name} is too old: use {use}", f"当前的 {name} 版本过低，请改用 {use_in_chinese}")
    if free_threaded and version < OLDEST_FREE_THREADED:
        return _message(
            f"{name}t, which has no global interpreter lock, is not supported: "
            "use CPython 3.9 or later with the lock, or 3.14t or later",
            f"不支持 {name}t（不带全局解释器锁），请改用带锁的 CPython 3.9 及以上版本，或 3.14t 及以上版本",
        )
    return None


def _interpreter() -> tuple[str, tuple[int, int], bool]:
    """Returns the implementation and the version of this Python, and whether it is free-threaded."""
    return platform.python_implementation(), sys.version_info[:2], bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def _problem_of_compilers() -> str | None:
    needed = _rust_version()
    found = _run("rustc", "--version")
    if found is None or shutil.which("cargo") is None:
        return _message(
            "Rust is not installed (no cargo and rustc in PATH)", "未安装 Rust（PATH 中没有 cargo 和 rustc）"
        )
    version = re.search(r"rustc (\d+)\.(\d+)", found)
    if version is None:
        return _message(f"rustc does not run: {found}", f"rustc 无法运行：{found}")
    if (int(version[1]), int(version[2])) < needed:
        return _message(
            f"Rust is too old: {found}; `rustup update` brings a later one",
            f"Rust 版本过低：{found}；可用 `rustup update` 升级",
        )
    compilers = [os.environ.get("CC", ""), "cc", "gcc", "clang"]
    if os.name == "posix" and not any(name and shutil.which(name.split()[0]) for name in compilers):
        return _message("no C compiler is installed (no cc, gcc or clang in PATH)", "缺少 C 编译器（cc、gcc 或 clang）")
    return None


def _rust_version() -> tuple[int, int]:
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    (found,) = re.findall(r'^rust-version = "(\d+)\.(\d+)"', text, re.MULTILINE)
    return int(found[0]), int(found[1])


def _run(*command: str) -> str | None:
    """Returns what a command says; None if there is no such program."""
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return (ran.stdout if ran.returncode == 0 else ran.stderr).strip()


def _message(what: str, chinese: str) -> str:
    machine = f"{sysconfig.get_platform()}, {' '.join(platform.libc_ver()).strip() or 'no glibc'}, "
    machine += f"{platform.python_implementation()} {platform.python_version()}"
    rust = ".".join(map(str, _rust_version()))
    return MISSING.format(
        what=what, chinese=chinese, machine=machine, wheels=WHEELS, chinese_wheels=WHEELS_IN_CHINESE, rust=rust
    )


def _check() -> None:
    """Ends the build with a message if the machine lacks what it needs."""
    text = problem()
    if text is not None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stderr.buffer.write(f"\n{text}\n".encode())
        sys.exit(1)


def get_requires_for_build_wheel(config_settings: Mapping[str, Any] | None = None) -> list[str]:
    """Returns the packages that a wheel needs beside maturin. The arguments are those of PEP 517, here and below."""
    _check()
    return maturin.get_requires_for_build_wheel(config_settings)


def get_requires_for_build_editable(config_settings: Mapping[str, Any] | None = None) -> list[str]:
    """Returns the packages that an editable installation needs beside maturin."""
    return get_requires_for_build_wheel(config_settings)


def get_requires_for_build_sdist(config_settings: Mapping[str, Any] | None = None) -> list[str]:
    """Returns the packages that a source distribution needs beside maturin."""
    _check()
    return maturin.get_requires_for_build_sdist(config_settings)


def prepare_metadata_for_build_wheel(directory: str, config_settings: Mapping[str, Any] | None = None) -> str:
    """Writes the metadata of a wheel."""
    _check()
    return maturin.prepare_metadata_for_build_wheel(directory, config_settings)


def prepare_metadata_for_build_editable(directory: str, config_settings: Mapping[str, Any] | None = None) -> str:
    """Writes the metadata of an editable installation."""
    return prepare_metadata_for_build_wheel(directory, config_settings)


def build_wheel(
    directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Builds a wheel."""
    _check()
    return maturin.build_wheel(directory, config_settings, metadata_directory)


def build_editable(
    directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Builds the wheel of an editable installation."""
    _check()
    return maturin.build_editable(directory, config_settings, metadata_directory)


def build_sdist(directory: str, config_settings: Mapping[str, Any] | None = None) -> str:
    """Builds a source distribution."""
    return maturin.build_sdist(directory, config_settings)
