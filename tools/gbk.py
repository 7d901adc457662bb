#!/usr/bin/env python3
"""Writes src/charset/gbk.bin: the characters of two bytes in GBK, from Python's codec for GB 18030.

For each first byte from 0x81 to 0xfe and each second byte from 0x40 to 0xfe there are two bytes: the
character in UTF-16, little endian; 0 where there is none.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "src/charset/gbk.bin"


def table() -> bytes:
    """Returns the bytes of the table."""
    pairs = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    return b"".join(code(pair).to_bytes(2, "little") for pair in pairs)


def code(pair: bytes) -> int:
    """Returns the character that two bytes encode; 0 for none, or one for private use."""
    try:
        character = pair.decode("gb18030")
    except UnicodeDecodeError:
        return 0
    return 0 if unicodedata.category(character) == "Co" else ord(character)


if __name__ == "__main__":
    TABLE.write_bytes(table())
