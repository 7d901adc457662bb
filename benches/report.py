"""The figures of a run as a document, in both languages."""

from __future__ import annotations

import os
import platform
import textwrap
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import emulators
import goals
import manifests
import measure
import mixed_waits
import pages
import wire
from growth import LONG_ENOUGH, ratio
from languages import Text, bold, joined, named, table
from measure import MB
from pages import PAGED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from growth import Points
    from measure import Figures

PACKAGES = ("huaweicloudsdkcore", "requests", "httpx", "aiohttp", "pycurl", "primp", "orjson", "msgspec")

INTRODUCTION = Text(
    """# Benchmarks

[中文](benchmarks.zh-CN.md)

Written by `make bench`, in one run on one machine. Compare only figures of the same run. Every client gets the same
{size} bytes from the same nginx over loopback, with open connections, and turns them into Python objects. Each client
runs in a process of its own, in turn with the others, for {rounds} rounds of about {seconds:g} s. The tables show
medians, and the spread from the quickest round to the slowest. wrk and reqwest alone, which discard what they read, are
the lower limits: wrk of the time, reqwest, on which this package is built, of the CPU time. CPU time is that of the
client's process, that of the kernel included; on loopback it tells more than the time, which depends on how the kernel
wakes a process. In every row of `modelarts`, signals, deadlines, retries, limits and forks are handled as usual. The
wheel is built as for a release, with a profile ([What is in a wheel](installation.md#what-is-in-a-wheel)); reqwest
alone is compiled with `--release` and without one.

{machine}""",
    """# 性能

[English](benchmarks.md)

本页由 `make bench` 在一台机器上一次运行生成，只能比较同一次运行的数据。所有客户端通过回环地址从同一个 nginx 获取相同的
{size} 字节响应，复用已建立的连接，并转换为 Python 对象。每个客户端在单独的进程中运行，各客户端轮流测量 {rounds} 轮，
每轮约 {seconds:g} s。表中为中位数，“波动”是最快一轮与最慢一轮之差占中位数的比例。

wrk 和单独的 reqwest 只读取响应、不解析，作为下限：wrk 是时间的下限；本软件包基于 reqwest，它是 CPU 时间的下限。
CPU 时间是客户端进程的 CPU 时间，包含内核部分。通过回环地址测量时，耗时取决于内核唤醒进程的方式，CPU 时间更能说明问题。
`modelarts` 各行对信号、时限、重试、限制和 fork 的处理均与平时相同。wheel 的构建方式与发布版相同，
做了基于性能分析的优化（PGO，见[安装](installation.zh-CN.md)）；单独的 reqwest 用 `--release` 编译，没有此优化。

{machine}""",
)
MACHINE = Text(
    "{cores} cores ({model}), {system}, Python {python}, modelarts {modelarts}, nginx {nginx}, wrk {wrk}; {packages}.",
    "{cores} 核（{model}），{system}，Python {python}，modelarts {modelarts}，nginx {nginx}，wrk {wrk}；{packages}。",
)
GOALS = Text("## Goals", "## 目标")
GOALS_HEAD = (Text("goal", "目标"), Text("reached", "结果"), Text("met", "达到"))
ONE = Text(
    """## One call after another

The vendor's SDK has no calls for datasets. Its row calls `list_training_job_tasks` and gets the same
response; the request is signed like ours.

![one call](benchmarks/one.svg)""",
    """## 逐次调用

官方 SDK 没有数据集接口，该行改为调用 `list_training_job_tasks`，得到相同的响应，请求的签名方式也相同。

![逐次调用](benchmarks/one.zh-CN.svg)""",
)
MANY = Text(
    """## Many at once

`get_task_statuses` polls 10,000 tasks; coroutines await one call each, 64 of them at a time.

![many](benchmarks/many.svg)""",
    """## 并发调用

`get_task_statuses` 查询 10,000 个任务；每个协程等待一次调用，同时运行 64 个。

![并发调用](benchmarks/many.zh-CN.svg)""",
)
RATIOS_HEAD = (
    Text("spread", "波动"),
    Text("÷ {limit}", "÷ {limit}"),
    Text("÷ best peer", "÷ 最快的其他客户端"),
    Text("µs of CPU a call", "每次调用的 CPU 时间（µs）"),
    Text("CPU ÷ bare reqwest", "CPU ÷ 单独的 reqwest"),
)
LARGE = Text(
    """## A response with 100,000 entries

The whole call, from the request to Python objects; {size:.1f} MB. The objects differ: json and
orjson create plain dicts, msgspec creates typed objects that are no dicts, and `modelarts` creates, before
the call returns, a typed object for each entry that is also a dict. The rows *each read* also sum `entry.file_count`
over all entries, by attribute.

![large](benchmarks/large.svg)""",
    """## 含 100,000 个条目的响应

整个调用，从发送请求到得到 Python 对象；响应为 {size:.1f} MB。得到的对象不同：json 和 orjson 创建普通字典；
msgspec 创建带类型的对象，不是字典；`modelarts` 在调用返回之前为每个条目创建带类型的对象，同时也是字典。
“逐条读取”的各行还通过属性对所有条目的 `entry.file_count` 求和。

![大响应](benchmarks/large.zh-CN.svg)""",
)
LARGE_HEAD = ("", "ms", Text("spread", "波动"), Text("peak MB", "内存峰值（MB）"))
MANIFESTS = Text(
    """## Manifests

`manifest.read` of a file of {lines:,} lines of classified pictures, {size:.0f} MB, beside other
parsers that read the same file a line at a time. Each way iterates over the file and keeps nothing. The objects differ
as above. json and orjson check no field, msgspec checks types, and `modelarts` also reads the deviations of real
files.""",
    """## Manifest 文件

用 `manifest.read` 读取一个 {lines:,} 行、{size:.0f} MB 的图像分类 manifest 文件，并与逐行读取同一文件的其他解析器比较。
每种方式都遍历整个文件，不保留任何内容。得到的对象与上文一样有所不同。json 和 orjson 不检查字段，msgspec 检查类型，
`modelarts` 还能读取实际文件中与文档不一致的写法。""",
)
MANIFESTS_HEAD = ("", "s", Text("spread", "波动"), "÷ json.loads", Text("peak MB", "内存峰值（MB）"))
STARTING = Text(
    """## Starting

`python -c "import MODULE"` from the start of the process to its end, the median of {runs} runs
of each in turn, and how many megabytes more are resident than in an interpreter without it. `modelarts` imports its
modules when their names are used, `modelarts.client` all that a call needs.""",
    """## 启动

`python -c "import MODULE"` 从进程启动到结束的时间，各模块轮流运行 {runs} 次，取中位数；以及导入后增加的常驻内存。
`modelarts` 在使用某个名称时才导入相应的模块，`modelarts.client` 则导入一次调用所需的全部模块。""",
)
STARTING_HEAD = ("", "ms", "÷ `import json`", Text("MB more resident", "增加的常驻内存（MB）"))
FIRST_CALLS = Text("A program that makes one call, the whole process:", "只进行一次调用的程序，整个进程的时间：")
EMULATORS = Text(
    """## Emulators

Requests a second that emulators serve to wrk, in processes of their own: a task's status from ours, and an
object of the same size in S3 from moto's server.""",
    """## 模拟器

两种模拟器每秒处理的 wrk 请求数，各在单独的进程中运行：本软件包的模拟器返回任务状态，
moto 的服务器返回 S3 中大小相同的对象。""",
)
MEMORY = Text(
    """## Memory

Of the processes above, after all rounds: resident memory, and its peak.""",
    """## 内存

上述各进程在全部轮次之后的常驻内存及其峰值。""",
)
MEMORY_HEAD = ("", Text("MB resident", "常驻内存（MB）"), Text("peak MB", "峰值（MB）"))
PAGES = Text(
    """## Pages

`samples.iter` with pages requested ahead beside a loop that requests one page after another. The
emulator serves both, in a process of its own; the latency is added to each response.""",
    """## 分页

预先请求后续页的 `samples.iter`，与逐页请求的循环比较。两者都访问在单独进程中运行的模拟器，
每个响应都加上相应的延迟。""",
)
WAITING = Text(
    """## Waiting

`wait_for_tasks` with the default `Poll`; the tasks are done after 20 to 30 s. Between two polls, a
wait for {tasks} tasks with `Poll(initial=30, maximum=30, jitter=False)` used {idle:.2%} of a core: the CPU time of its
process over 5 s, after the first polls.

`DataManagement.wait` for a mix of imports, exports, versions and tasks of `DatasetApi`, 2,000 of each, polled twice:
{mixed}.""",
    """## 等待

使用默认 `Poll` 的 `wait_for_tasks`，任务在 20～30 s 后完成。用 `Poll(initial=30, maximum=30, jitter=False)` 等待
{tasks} 个任务时，两次查询之间占用一个核的 {idle:.2%}：首次查询之后，进程在 5 s 内的 CPU 时间。

用 `DataManagement.wait` 等待导入、导出、版本和 `DatasetApi` 的任务，各 2,000 个，每个查询两次：{mixed}。""",
)
WAITING_HEAD = (
    Text("tasks", "任务数"),
    Text("seconds", "时间（s）"),
    Text("seconds of CPU", "CPU 时间（s）"),
    Text("ms of CPU a task", "每个任务的 CPU 时间（ms）"),
    Text("peak MB", "内存峰值（MB）"),
    Text("threads", "线程数"),
)
GROWTH = Text(
    """## Growth

Each step is ten times the size of the one before, so that linear growth is a ratio of 10. Only
steps whose larger side takes more than {long_enough:g} s count, and are bold; shorter times depend too much on the
machine. Entries are medians of 3 rounds, tasks medians of 3 runs (100,000 tasks: one run). Files are one run each:
creating a dataset on the emulator, publishing a version of it and listing that.

If a step of entries is above ten for both parsers, the response no longer fits into the memory that a process keeps,
and each call gets its pages from the system again.

![growth](benchmarks/growth.svg)""",
    """## 随规模的增长

每一步的规模是前一步的十倍，线性增长时比值为 10。只有较大一侧超过 {long_enough:g} s 的步骤才计入，以粗体显示；
更短的时间受机器影响太大。条目取 3 轮的中位数，任务取 3 次运行的中位数（100,000 个任务只运行一次）。
文件各运行一次：在模拟器上创建数据集、发布版本并查询其文件列表。

如果两种解析器的条目在某一步都大于 10，说明响应超出了进程保留的内存，每次调用都要重新向系统申请内存页。

![随规模的增长](benchmarks/growth.zh-CN.svg)""",
)
GROWTH_HEAD = ("", Text("size", "规模"), "ms", Text("÷ the step before", "÷ 前一步"))


@dataclass
class Run:
    """The figures of a run."""

    rounds: int
    seconds: float
    machine: Text
    one: dict[str, Figures]
    many: dict[str, Figures]
    large: dict[str, Figures]
    threads: tuple[Figures, Figures]  # one thread, and eight
    read: manifests.Read
    starts: dict[str, float]
    resident: dict[str, float]
    foreign: list[str]
    wheel: int
    first: dict[str, float]
    served: emulators.Rates
    paged: dict[float, dict[str, float]]
    waits: list[measure.Waited]
    idle: float
    idle_tasks: int
    mixed: mixed_waits.Figures
    entries: Points
    entries_of_peer: Points
    tasks: Points
    files: Points
    steady: Points
    steady_calls: int


def document(run: Run) -> Text:
    """Returns the text of the document."""
    size = len(wire.entries(100_000)) / 1e6
    steps = {
        "entries": run.entries,
        "entries, pycurl + orjson": run.entries_of_peer,
        "tasks": run.tasks,
        "files": run.files,
    }
    parts = [
        INTRODUCTION.format(size=len(wire.ANSWER), rounds=run.rounds, seconds=run.seconds, machine=run.machine),
        GOALS,
        table(GOALS_HEAD, reached(run)),
        ONE,
        ratios(run.one, Text("µs a call", "每次调用（µs）"), 1e6),
        MANY,
        ratios(run.many, Text("calls a second", "每秒调用数"), 1, rates=True),
        LARGE.format(size=size),
        table(LARGE_HEAD, large_rows(run.large)),
        MANIFESTS.format(lines=manifests.LINES, size=run.read.size / 1e6),
        table(MANIFESTS_HEAD, manifest_rows(run.read)),
        STARTING.format(runs=measure.STARTS),
        table(STARTING_HEAD, start_rows(run)),
        FIRST_CALLS,
        table(("", "ms"), [(bold(name), f"{1e3 * took:.1f}") for name, took in run.first.items()]),
        EMULATORS,
        table(
            ("", *(named(wire.connections(count)) for count in emulators.CONNECTIONS)),
            [(named(name), *(f"{rate:,.0f}" for rate in rates.values())) for name, rates in run.served.items()],
        ),
        MEMORY,
        table(MEMORY_HEAD, memory_rows(run.one, run.many, run.large)),
        PAGES,
        joined(
            "\n", (joined("", ["- ", pages.described(PAGED, latency, took)]) for latency, took in run.paged.items())
        ),
        WAITING.format(tasks=run.idle_tasks, idle=run.idle, mixed=mixed_waits.described(run.mixed)),
        table(WAITING_HEAD, waiting_rows(run.waits)),
        GROWTH.format(long_enough=LONG_ENOUGH),
        table(GROWTH_HEAD, step_rows(steps)),
    ]
    return joined("", [joined("\n\n", parts), "\n"])


def reached(run: Run) -> list[goals.Goal]:
    """The rows of the goals."""
    slowest_pages = run.paged[max(run.paged)]
    return [
        *goals.one_call(run.one),
        *goals.many_calls(run.many),
        *goals.large_responses(run.large),
        goals.pages(slowest_pages),
        goals.manifest(run.read),
        *goals.start(run.starts, run.resident["modelarts.client"], run.foreign, run.wheel),
        goals.in_threads(*run.threads),
        goals.waiting(run.waits[-1], run.idle),
        *goals.growing({"entries": run.entries, "tasks": run.tasks, "files": run.files}),
        goals.steadiness(run.steady, run.steady_calls),
    ]


def ratios(figures: dict[str, Figures], unit: Text, scale: float, *, rates: bool = False) -> Text:
    """Median, spread, CPU time, and ratios: to wrk, which comes first, to bare reqwest, and to the best peer."""
    limit, bare, *others = figures
    best = min(figures[name].median for name in others if not name.startswith("modelarts"))
    bare_cpu = figures[bare].cpu or 0.0
    rows = []
    for name in sorted(figures, key=lambda name: figures[name].median):
        found = figures[name]
        value = f"{1 / found.median:,.0f}" if rates else f"{found.median * scale:,.1f}"
        against = figures[limit].median / found.median if rates else found.median / figures[limit].median
        peer = best / found.median if rates else found.median / best
        peer_shown = f"{peer:.2f}" if name in others else ""
        cpu = (f"{found.cpu * 1e6:.1f}", f"{found.cpu / bare_cpu:.2f}") if found.cpu else ("", "")
        rows.append((bold(name), value, f"{found.spread:.0%}", f"{against:.2f}", peer_shown, *cpu))
    return table(("", unit, *(text.format(limit=named(limit)) for text in RATIOS_HEAD)), rows)


def large_rows(large: dict[str, Figures]) -> list[tuple[Text | str, ...]]:
    """Median, spread and peak memory, the quickest first."""
    return [
        (bold(name), f"{found.median * 1e3:.1f}", f"{found.spread:.0%}", f"{found.peak / MB:.0f}")
        for name, found in sorted(large.items(), key=lambda item: item[1].median)
    ]


def manifest_rows(read: manifests.Read) -> list[tuple[Text | str, ...]]:
    """Seconds, spread, ratio to json.loads, peak memory in MB."""
    return [(bold(name), *figures) for name, *figures in manifests.rows(read)]


def start_rows(run: Run) -> list[tuple[str, ...]]:
    """The time and the memory of each import."""
    return [
        (f"`import {name}`", f"{1e3 * took:.1f}", f"{took / run.starts['json']:.2f}", f"{run.resident[name]:.1f}")
        for name, took in run.starts.items()
    ]


def memory_rows(*groups: dict[str, Figures]) -> list[tuple[Text | str, ...]]:
    """Resident memory and its peak, the smallest of each group first."""
    return [
        (bold(name), f"{found.resident / MB:.0f}", f"{found.peak / MB:.0f}")
        for group in groups
        for name, found in sorted(group.items(), key=lambda item: item[1].peak)
        if found.peak
    ]


def waiting_rows(waits: Sequence[measure.Waited]) -> list[tuple[object, ...]]:
    """What each wait took."""
    return [
        (
            f"{waited.tasks:,}",
            f"{waited.seconds:.1f}",
            f"{waited.cpu:.1f}",
            f"{1e3 * waited.cpu / waited.tasks:.2f}",
            f"{waited.peak_mb:.0f}",
            waited.threads,
        )
        for waited in waits
    ]


def step_rows(grown: Mapping[str, Points]) -> list[tuple[Text | str, ...]]:
    """Each step of each; those that count are bold."""
    rows: list[tuple[Text | str, ...]] = []
    for name, points in grown.items():
        for before, (size, seconds) in zip([None, *points], points):
            grew = f"{ratio(before, (size, seconds)):.1f}" if before else ""
            counts = grew and seconds > LONG_ENOUGH
            rows.append((named(name), f"{size:,.0f}", f"{1e3 * seconds:,.2f}", f"**{grew}**" if counts else grew))
    return rows


def machine() -> Text:
    """Where the figures come from."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    packages = [f"{name} {version(name)}" for name in PACKAGES]
    text = MACHINE.format(
        cores=os.cpu_count(),
        model=model,
        system=platform.system(),
        python=platform.python_version(),
        modelarts=version("modelarts"),
        nginx=wire.version_of([wire.program("nginx", "nginx-light"), "-v"]),
        wrk=wire.version_of([wire.program("wrk", "wrk"), "-v"]),
        packages=Text(", ".join(packages), "、".join(packages)),
    )
    # A break at a blank is one in both languages.
    return Text(*(textwrap.fill(line, 110, break_on_hyphens=False) for line in text))
