"""The platforms for which Linux builds wheels, one for each row of the table in docs/installation.md."""

from __future__ import annotations

from typing import NamedTuple


class Platform(NamedTuple):
    """What a wheel is compiled for."""

    target: str
    """The target of rustc."""
    compatibility: str
    """The oldest C library on which the wheel runs, as maturin names it."""
    tag: str
    """The platform in the name of the wheel, as auditwheel names it."""


PLATFORMS = {
    "manylinux-x86_64": Platform("x86_64-unknown-linux-gnu", "manylinux2014", "manylinux_2_17_x86_64"),
    "manylinux-aarch64": Platform("aarch64-unknown-linux-gnu", "manylinux2014", "manylinux_2_17_aarch64"),
    "musllinux-x86_64": Platform("x86_64-unknown-linux-musl", "musllinux_1_2", "musllinux_1_2_x86_64"),
    "musllinux-aarch64": Platform("aarch64-unknown-linux-musl", "musllinux_1_2", "musllinux_1_2_aarch64"),
}
"""By the names that `tools/wheels.py` takes."""
