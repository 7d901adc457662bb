"""The platforms of the wheels, one for each row of the table in docs/installation.md."""

from __future__ import annotations

from typing import NamedTuple


class Platform(NamedTuple):
    """What a wheel is compiled for."""

    target: str
    """The target of rustc."""
    tag: str
    """The platform in the name of the wheel."""
    system: str
    """The `sys.platform` on which the wheel is built."""
    compatibility: str | None = None
    """The oldest C library on which a wheel for Linux runs, as maturin names it; zig links against it."""


PLATFORMS = {
    "manylinux-x86_64": Platform("x86_64-unknown-linux-gnu", "manylinux_2_17_x86_64", "linux", "manylinux2014"),
    "manylinux-aarch64": Platform("aarch64-unknown-linux-gnu", "manylinux_2_17_aarch64", "linux", "manylinux2014"),
    "musllinux-x86_64": Platform("x86_64-unknown-linux-musl", "musllinux_1_2_x86_64", "linux", "musllinux_1_2"),
    "musllinux-aarch64": Platform("aarch64-unknown-linux-musl", "musllinux_1_2_aarch64", "linux", "musllinux_1_2"),
    # The oldest macOS is that of the standard library: rustc --print deployment-target --target TARGET.
    "macos-arm64": Platform("aarch64-apple-darwin", "macosx_11_0_arm64", "darwin"),
    "macos-x86_64": Platform("x86_64-apple-darwin", "macosx_10_12_x86_64", "darwin"),
    "windows-x86_64": Platform("x86_64-pc-windows-msvc", "win_amd64", "win32"),
}
"""By the names that `tools/wheels.py` takes."""


def built_on(system: str) -> list[str]:
    """Returns the names of the platforms whose wheels a system builds, given its `sys.platform`."""
    return [name for name, platform in PLATFORMS.items() if platform.system == system]


def platform_of(target: str) -> str:
    """Returns the name of the platform that is a target of rustc.

    Raises:
        ValueError: No wheel is built for it.
    """
    for name, platform in PLATFORMS.items():
        if platform.target == target:
            return name
    raise ValueError(f"no wheel is built for {target}")
