"""The texts of the charts in Chinese.

matplotlib draws each chart in English, and leaves the fonts of its texts to the reader's system. The Chinese chart has
other texts at the same places, so that both have the same figures, and drawing them needs no Chinese font.
"""

from __future__ import annotations

import re

from languages import named

# Titles, axes and lines; the names of bars are in `languages.NAMES`.
TEXTS = {
    "One call (µs)": "单次调用（µs）",
    "Many at once (calls a second)": "并发调用（每秒调用数）",
    "100,000 entries (ms)": "100,000 个条目（ms）",
    "entries of a response": "响应中的条目",
    "files on the emulator": "模拟器上的文件",
    "threads on one client": "多个线程共用一个客户端",
    "resident after so many calls": "多次调用后的常驻内存",
    "entries": "条目数",
    "tasks": "任务数",
    "files": "文件数",
    "threads": "线程数",
    "calls": "调用次数",
    "seconds": "时间（s）",
    "calls a second": "每秒调用数",
    "linear": "线性增长",
}


def in_chinese(chart: str) -> str:
    """Returns a chart with Chinese texts.

    Args:
        chart: The SVG that matplotlib has drawn.
    """
    # Without a language, a browser may take the Japanese forms of the characters.
    marked = chart.replace("<svg ", '<svg xml:lang="zh-CN" ', 1)
    return re.sub(r"(?<=>)[^<>]*\S[^<>]*(?=</text>)", lambda found: _text(found[0]), marked)


def _text(english: str) -> str:
    return TEXTS.get(english) or named(english).chinese
