"""Lists samples of data management v2 by pages, in a plain loop and with pages requested ahead, and prints the times.

The service is the emulator, in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from languages import Text

from modelarts import Emulator, config
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from collections.abc import Callable

PAGED = 100_000  # samples
PAGE = 100
AHEAD = 8


def serve(count: int, latency: float) -> None:
    """Serves a dataset of so many samples until standard input ends; prints the configuration and the dataset."""
    with tempfile.TemporaryDirectory() as folder, Emulator(folder) as emulator:
        root = Path(folder)
        (root / "bucket1/in").mkdir(parents=True)
        (root / "bucket1/out").mkdir()
        for number in range(count):
            (root / f"bucket1/in/{number}.bin").touch()
        dataset = DataManagement(emulator.create_client()).datasets.create(
            dataset_name="bench",
            dataset_type="free_format",
            data_sources=[{"data_type": 0, "data_path": "obs://bucket1/in/"}],
            work_path="obs://bucket1/out/",
        )
        dataset.wait(progress=False)
        if latency:
            emulator.fault(operation="samples.list", delay=latency)
        print(emulator.write_config(root), dataset.dataset_id, flush=True)
        sys.stdin.read()


def plain(data: DataManagement, dataset: str) -> int:
    """Requests one page after another; returns how many samples came."""
    seen, offset = 0, 0
    while page := data.samples.list(dataset, offset=offset, limit=PAGE):
        seen += len(page)
        offset += 1
    return seen


def ahead(data: DataManagement, dataset: str) -> int:
    """Requests pages ahead; returns how many samples came."""
    return sum(1 for _ in data.samples.iter(dataset, page_size=PAGE, prefetch=AHEAD))


def measure(count: int, latency: float) -> dict[str, float]:
    """Returns the seconds of each way of listing."""
    command = [sys.executable, __file__, "--serve", "--count", str(count), "--latency", str(latency)]
    ways: dict[str, Callable[[DataManagement, str], int]] = {"plain loop": plain, f"prefetch={AHEAD}": ahead}
    seconds = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        path, dataset = server.stdout.readline().split()
        data = DataManagement(config.create_client(config_file=path))
        for name, way in ways.items():
            began = time.perf_counter()
            assert way(data, dataset) == count
            seconds[name] = time.perf_counter() - began
        server.communicate()
    return seconds


def described(count: int, latency: float, seconds: dict[str, float]) -> Text:
    """Returns the figures as a text."""
    loop, prefetched = seconds.values()
    return Text(
        "{count:,} samples in pages of {page}, {latency:.0f} ms of latency: "
        "plain loop {loop:.1f} s, prefetch={ahead} {prefetched:.1f} s, {ratio:.1f} ×",
        "{count:,} 个样本，每页 {page} 个，延迟 {latency:.0f} ms："
        "逐页循环 {loop:.1f} s，prefetch={ahead} {prefetched:.1f} s，{ratio:.1f} 倍",
    ).format(
        count=count,
        page=PAGE,
        latency=latency * 1000,
        loop=loop,
        ahead=AHEAD,
        prefetched=prefetched,
        ratio=loop / prefetched,
    )


def main() -> None:
    """Runs the part that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=PAGED, help="how many samples")
    parser.add_argument("--latency", type=float, default=None, help="seconds that each response takes; 0 and 0.02")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.count, chosen.latency)
        return
    for latency in (0.0, 0.02) if chosen.latency is None else (chosen.latency,):
        print(described(chosen.count, latency, measure(chosen.count, latency)).english, flush=True)


if __name__ == "__main__":
    main()
