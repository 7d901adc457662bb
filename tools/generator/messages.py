"""Writes the catalogue of messages: the Chinese of each English text."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from generator.text import formatted, quoted

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "api/messages"

RUST = """\
//! The messages in Chinese. Written by `tools/generate.py` from `{source}`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[{pairs}];
"""


def read(root: Path) -> dict[str, str]:
    """Returns the Chinese of each English text.

    Args:
        root: the repository.

    Returns:
        The texts of all files of the folder, sorted by their bytes, as Rust compares them.

    Raises:
        ValueError: if two files have the same text.
    """
    chinese: dict[str, str] = {}
    for path in sorted((root / FOLDER).glob("*.toml")):
        messages: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
        if twice := messages.keys() & chinese.keys():
            raise ValueError(f"{path.name}: is in another file, too: {min(twice)!r}")
        chinese |= messages
    return dict(sorted(chinese.items(), key=lambda pair: pair[0].encode()))


def outputs(root: Path) -> dict[Path, str]:
    """Returns the catalogue in Rust.

    Args:
        root: the repository.

    Returns:
        The text of the file, by its path.
    """
    pairs = ", ".join(f"({_literal(english)}, {_literal(chinese)})" for english, chinese in read(root).items())
    return {root / "src/message/catalogue.rs": formatted(RUST.format(source=f"{FOLDER}/*.toml", pairs=pairs))}


def _literal(text: str) -> str:
    return quoted(text).replace("\n", "\\n")
