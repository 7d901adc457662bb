"""Texts in English and in Chinese, side by side: what is made of them is there in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Text(NamedTuple):
    """A text in both languages."""

    english: str
    chinese: str

    def format(self, **values: object) -> Text:
        """Fills in values; of one that is a text, each language gets its own."""
        english, chinese = (
            template.format(**{name: in_language(value, at) for name, value in values.items()})
            for at, template in enumerate(self)
        )
        return Text(english, chinese)


# The parts of the names of contenders and of what is measured; those that aren't here are the same in both languages.
NAMES = {
    r"(.+) coroutines": r"\1 协程",
    r"(.+) a line": r"\1 逐行",
    r"(.+) emulator": r"\1 模拟器",
    r"(.+) server": r"\1 服务器",
    r"bare (.+)": r"单独的 \1",
    r"(\d+) at once": r"\1 个并发",
    r"(\d+) connections?": r"\1 个连接",
    r"(\d+) threads?": r"\1 个线程",
    r"(\d+) entries": r"\1 条",
    r"each read": "逐条读取",
    r"token": "Token",
    r"entries": "条目",
    r"tasks": "任务",
    r"files": "文件",
}


def in_language(value: object, at: int) -> object:
    """Returns the text in a language, 0 for English; anything else as it is."""
    return value[at] if isinstance(value, Text) else value


def joined(separator: str, parts: Iterable[object]) -> Text:
    """Joins texts, and what is the same in both languages."""
    kept = list(parts)
    english, chinese = (separator.join(str(in_language(part, at)) for part in kept) for at in range(2))
    return Text(english, chinese)


def table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> Text:
    """A table, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return joined("\n", (joined("", ["| ", joined(" | ", line), " |"]) for line in lines))


def named(name: str) -> Text:
    """The name of a contender, or of what is measured."""
    return Text(name, "，".join(map(_part_in_chinese, name.split(", "))))


def _part_in_chinese(part: str) -> str:
    return next((found.expand(NAMES[known]) for known in NAMES if (found := re.fullmatch(known, part))), part)


def bold(name: str) -> Text:
    """The name; ours stand out."""
    return Text("**{name}**", "**{name}**").format(name=named(name)) if name.startswith("modelarts") else named(name)
