"""What the figures of a run are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from growth import steps
from languages import Text, joined, named
from measure import BARE, Figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import measure
    from growth import Points

    Goal = tuple[Text, Text | str, Text]

ONE = (
    "modelarts, token",
    "modelarts, AK/SK",
    "pycurl + json",
    "primp",
    "aiohttp",
    "httpx",
    "requests",
    "huaweicloudsdk, AK/SK",
)
STATUSES = "modelarts get_task_statuses, 64 at once"
COROUTINES = "modelarts coroutines, 64 at once"
MANY = (
    STATUSES,
    COROUTINES,
    "primp coroutines, 64 at once",
    "aiohttp, 64 at once",
    "huaweicloudsdk, AK/SK, 16 threads",
)
LARGE = (
    "modelarts, 100000 entries",
    "pycurl + json, 100000 entries",
    "pycurl + orjson, 100000 entries",
    "pycurl + msgspec structs, 100000 entries",
    "modelarts, 100000 entries, each read",
    "pycurl + msgspec structs, 100000 entries, each read",
)


YES, NO = Text("yes", "是"), Text("**no**", "**否**")


def goal(text: Text, reached: Text | str, *, met: bool | None) -> Goal:
    """Returns a row of the table; `met` is None if the machine is too quick to measure it."""
    return text, reached, Text("not measurable", "无法测量") if met is None else YES if met else NO


def at_most(text: Text, ratio: float, limit: float) -> Goal:
    """Returns the row of a ratio that should be small."""
    row = Text("{text}: at most {limit:g}", "{text}：不超过 {limit:g}").format(text=text, limit=limit)
    return goal(row, f"{ratio:.2f}", met=ratio <= limit)


def at_least(text: Text, ratio: float, limit: float) -> Goal:
    """Returns the row of a ratio that should be large."""
    row = Text("{text}: at least {limit:g}", "{text}：不低于 {limit:g}").format(text=text, limit=limit)
    return goal(row, f"{ratio:.2f}", met=ratio >= limit)


def one_call(one: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of one call after another."""
    token, signed, pycurl, vendor = (one[name] for name in (*ONE[:3], ONE[-1]))
    bare_cpu = one[BARE[1]].cpu or 0.0
    slower = max(token.median, signed.median)
    with_token = Text("a call with a token", "使用 Token 的调用")
    cpu = Text("{call}, CPU ÷ bare reqwest", "{call}，CPU ÷ 单独的 reqwest").format(call=with_token)
    unsigned = Text("a signed call ÷ pycurl + json, unsigned", "使用 AK/SK 签名的调用 ÷ pycurl + json（不签名）")
    return [
        at_most(cpu, (token.cpu or 0.0) / bare_cpu, 1.5),
        at_most(joined("", [with_token, " ÷ pycurl + json"]), token.median / pycurl.median, 0.85),
        at_most(unsigned, signed.median / pycurl.median, 0.9),
        at_least(Text("the vendor's SDK ÷ the slower of both", "官方 SDK ÷ 两者中较慢的"), vendor.median / slower, 8),
    ]


def many_calls(many: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of many calls at once."""
    bare, statuses, coroutines = (many[name].median for name in (BARE[64], STATUSES, COROUTINES))
    peer = min(many[name].median for name in MANY if "modelarts" not in name)
    of_bare = Text("{calls}, rate ÷ bare reqwest on one thread", "{calls}，速率 ÷ 单线程的 reqwest")
    of_peer = Text("{calls}, rate ÷ the best peer's", "{calls}，速率 ÷ 最快的其他客户端")
    return [
        at_least(of_bare.format(calls="`get_task_statuses`"), bare / statuses, 0.85),
        at_least(of_peer.format(calls="`get_task_statuses`"), peer / statuses, 5),
        at_least(of_peer.format(calls=Text("coroutines", "协程")), peer / coroutines, 4),
    ]


def large_responses(large: dict[str, Figures]) -> list[Goal]:
    """Returns the goals of a response with many entries."""
    ours, json = (large[name] for name in LARGE[:2])
    time = Text("100,000 entries, the whole call ÷ pycurl + json", "100,000 个条目，整个调用 ÷ pycurl + json")
    memory = Text("100,000 entries, peak memory ÷ pycurl + json", "100,000 个条目，内存峰值 ÷ pycurl + json")
    return [at_most(time, ours.median / json.median, 1.0), at_most(memory, ours.peak / json.peak, 1.0)]


def start(starts: Mapping[str, float], resident: float, foreign: Sequence[str], wheel: int) -> list[Goal]:
    """Returns the goals of the start of a program."""
    time = Text("import, the whole process ÷ `import json`", "导入，整个进程 ÷ `import json`")
    memory = Text(
        "`import modelarts.client`: at most 6 MB more resident", "`import modelarts.client`：常驻内存增加不超过 6 MB"
    )
    others = Text("no other package imported", "不导入其他软件包")
    size = wheel / 1e6
    return [
        at_most(time, starts["modelarts"] / starts["json"], 1.15),
        goal(memory, f"{resident:.1f} MB", met=resident <= 6),
        goal(others, ", ".join(foreign) or Text("none", "无"), met=not foreign),
        goal(Text("the wheel: at most 5 MB", "wheel：不超过 5 MB"), f"{size:.1f} MB", met=size <= 5),
    ]


def pages(seconds: dict[str, float]) -> Goal:
    """Returns the goal of listing by pages at a latency."""
    loop, ahead = seconds.values()
    text = Text(
        "100,000 samples by pages, 20 ms a request ÷ a plain loop",
        "分页查询 100,000 个样本，每个请求 20 ms ÷ 逐页循环",
    )
    return at_most(text, ahead / loop, 0.25)


def manifest(read: manifests.Read) -> Goal:
    """Returns the goal of reading a manifest."""
    text = Text("a manifest of {lines:,} lines ÷ json.loads a line", "{lines:,} 行的 manifest 文件 ÷ json.loads 逐行")
    return at_most(text.format(lines=manifests.LINES), read.ratio(manifests.OURS), 0.7)


def in_threads(alone: Figures, together: Figures) -> Goal:
    """Returns the goal of threads that share a client."""
    text = Text("8 threads, rate ÷ that of one thread", "8 个线程，速率 ÷ 单线程的速率")
    return at_least(text, alone.median / together.median, 1.8)


def waiting(waited: measure.Waited, idle: float) -> Goal:
    """Returns the goal of a wait for many tasks."""
    text = Text(
        "waiting for 10,000 tasks: one thread, under 100 MB; between polls: at most 1 % of a core",
        "等待 10,000 个任务：一个线程，低于 100 MB；两次查询之间：不超过一个核的 1%",
    )
    threads = named(f"{waited.threads} thread{'s' if waited.threads > 1 else ''}")
    reached = Text("{threads}, {peak:.0f} MB; {idle:.2%}", "{threads}，{peak:.0f} MB；{idle:.2%}")
    return goal(
        text,
        reached.format(threads=threads, peak=waited.peak_mb, idle=idle),
        met=waited.threads == 1 and waited.peak_mb < 100 and idle <= 0.01,
    )


def growing(grown: Mapping[str, Points]) -> list[Goal]:
    """Returns the goals of growth in proportion."""
    text = Text("10 × the {name}: at most 11 × the time", "10 倍的{name}：不超过 11 倍的时间")
    rows = []
    for name, points in grown.items():
        worst = steps(points)
        reached = Text("too short to measure", "时间过短，无法测量")
        if worst is not None:
            reached = Text("{worst:.2f} ×", "{worst:.2f} 倍").format(worst=worst)
        rows.append(goal(text.format(name=named(name)), reached, met=None if worst is None else worst <= 11))
    return rows


def steadiness(steady: Sequence[tuple[float, float]], calls: int) -> Goal:
    """Returns the goal of memory that stays."""
    warm, half, end = (steady[at][1] for at in (0, len(steady) // 2, -1))
    text = Text(
        "{calls:,} calls: under 0.5 MB more over the second half", "{calls:,} 次调用：后半程内存增加低于 0.5 MB"
    )
    reached = Text(
        "{half:+.1f} MB; {all:+.1f} MB of {warm:.0f} since the warm-up",
        "{half:+.1f} MB；预热之后 {all:+.1f} MB（预热后为 {warm:.0f} MB）",
    )
    return goal(
        text.format(calls=calls),
        reached.format(half=end - half, all=end - warm, warm=warm),
        met=end - half < 0.5,
    )
