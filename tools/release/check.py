"""Checks a wheel: its platform, its ABI, and what is in it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from release.build import beside

if TYPE_CHECKING:
    from release.platforms import Platform

# Machines with Huawei's Kunpeng processors run kernels with pages of 64 KiB, on which a module that is aligned to
# less does not load.
PAGE_OF_AARCH64 = 0x10000
FILES = (
    "modelarts/_modelarts.pyi",
    "modelarts/py.typed",
    "modelarts_command.py",
    "modelarts_pytest_plugin.py",
    "licenses/LICENSE",
    "sboms/modelarts.cyclonedx.json",
)


def problems_of(wheel: Path, platform: Platform, root: Path) -> list[str]:
    """Returns what is wrong with a wheel, or nothing.

    Args:
        wheel: The wheel.
        platform: What it was compiled for.
        root: The folder in which it was built, which must not occur in it.
    """
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    return [
        *_wrong_platform(wheel, platform, contents),
        *([] if "t-" in wheel.name else _wrong_abi(wheel)),
        *_missing(contents),
        *_traces(contents, root),
        *(_wrong_alignment(contents) if platform.target.startswith("aarch64-unknown-linux") else []),
    ]


def _wrong_platform(wheel: Path, platform: Platform, contents: dict[str, bytes]) -> list[str]:
    if not wheel.name.removesuffix(".whl").endswith(platform.tag):
        return [f"its name does not end with {platform.tag}"]
    if platform.system != "linux":
        return []  # auditwheel knows Linux alone
    if "musl" in platform.target:
        # auditwheel takes the libc.so of this machine, a linker script of glibc, for that of musl, and fails.
        needed = _needed(contents)
        return [] if needed == ["libc.so"] else [f"its module needs {needed}, and musl alone is expected"]
    shown = _run("auditwheel", "show", str(wheel))
    tags = re.findall(r'"(\w+)"', shown)
    return [] if platform.tag in tags else [f"auditwheel expects {platform.tag} and says: {' '.join(shown.split())}"]


def _needed(contents: dict[str, bytes]) -> list[str]:
    from elftools.elf.elffile import ELFFile  # it comes with auditwheel

    (module,) = (content for name, content in contents.items() if name.endswith(".so"))
    dynamic: Any = ELFFile(io.BytesIO(module)).get_section_by_name(".dynamic")
    return [tag.needed for tag in dynamic.iter_tags("DT_NEEDED")]


def _wrong_abi(wheel: Path) -> list[str]:
    said = " ".join(_run("abi3audit", "--strict", "--verbose", str(wheel)).split())
    fine = "0 ABI version mismatches and 0 ABI violations" in said
    return [] if fine else [f"abi3audit says: {said}"]


def _missing(contents: dict[str, bytes]) -> list[str]:
    return [f"it has no {name}" for name in FILES if not any(path.endswith(name) for path in contents)]


def _traces(contents: dict[str, bytes], root: PurePath) -> list[str]:
    places = sorted({root.as_posix(), Path.home().as_posix()} - {"/"})
    return [
        f"{name} has the path {place} of this machine"
        for name, content in contents.items()
        for place in places
        # Windows has another separator, too, and a text such as JSON doubles it.
        if f"{place}/".encode() in content.replace(b"\\\\", b"/").replace(b"\\", b"/")
    ]


def _wrong_alignment(contents: dict[str, bytes]) -> list[str]:
    from elftools.elf.elffile import ELFFile  # it comes with auditwheel

    (module,) = (content for name, content in contents.items() if name.endswith(".so"))
    aligned = [
        int(segment["p_align"])
        for segment in ELFFile(io.BytesIO(module)).iter_segments()
        if segment["p_type"] == "PT_LOAD"
    ]
    if min(aligned) >= PAGE_OF_AARCH64:
        return []
    return [f"its module is aligned to {min(aligned)} bytes, and kernels with pages of 64 KiB need {PAGE_OF_AARCH64}"]


def _run(program: str, *arguments: str) -> str:
    """Returns what a program prints that pip has installed for this Python."""
    # Else abi3audit can't print its pictograms where the encoding of Windows has none.
    environment = os.environ | {"PYTHONUTF8": "1"}
    command = [beside(program), *arguments]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    return ran.stdout + ran.stderr
