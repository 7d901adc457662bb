"""The reading of a manifest beside other ways to read its lines: `python manifests.py`.

Each way runs in a process of its own, in turn with the others, and iterates over a file of a million lines:
`python manifests.py NAME FILE` says how many seconds that took, and how many bytes were resident at most.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LINES = 1_000_000
ROUNDS = 3
MB = 1024 * 1024
OURS, JSON = "modelarts manifest.read", "json.loads a line"
USAGES = ("train", "TRAIN", "eval")
LABELS = ("sunflowers", "向日葵", "roses", "tulips")


def write(path: Path, count: int) -> None:
    """Writes a manifest as the service does: classified pictures, some with two labels."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for at in range(count):
            annotations = [
                {
                    "name": LABELS[(at + more) % len(LABELS)],
                    "type": "modelarts/image_classification",
                    "creation-time": "2019-03-30 17:22:31",
                    "annotated-by": "human/account/user",
                    "confidence": 0.5 + at % 50 / 100,
                    "hard": "true",
                }
                for more in range(1 + at % 2)
            ]
            line = {
                "annotation": annotations,
                "usage": USAGES[at % len(USAGES)],
                "source": f"s3://bucket/flowers/{at:012}_45a7b92b3a_m.jpg",
                "id": f"{at:032x}",
            }
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def ours(path: str) -> Iterable[Any]:
    from modelarts import manifest

    return manifest.read(path)


def loads(path: str) -> Iterable[Any]:
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)


def orjson(path: str) -> Iterable[Any]:
    import orjson as library

    with open(path, "rb") as file:
        yield from map(library.loads, file)


def msgspec(path: str) -> Iterable[Any]:
    import msgspec as library

    def renamed(*names: str) -> dict[str, str]:
        return {name: name.replace("_", "-") for name in names}

    text = Optional[str]
    annotation = library.defstruct(
        "Annotation",
        [
            ("type", str),
            ("name", text, None),
            ("annotation_loc", text, None),
            ("confidence", Optional[float], None),
            ("annotated_by", text, None),
            ("creation_time", text, None),
            ("hard", Any, None),
            ("property", Any, None),
        ],
        rename=renamed("annotation_loc", "annotated_by", "creation_time"),
    )
    entry = library.defstruct(
        "Entry",
        [("source", str), ("usage", text, None), ("annotation", list[annotation], []), ("id", text, None)],
    )
    with open(path, "rb") as file:
        yield from map(library.json.Decoder(entry).decode, file)


WAYS: dict[str, Callable[[str], Iterable[Any]]] = {
    OURS: ours,
    JSON: loads,
    "orjson.loads a line": orjson,
    "msgspec struct a line": msgspec,
}


def peak() -> int:
    """Bytes resident at most."""
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return int(lines["VmHWM"].split()[0]) * 1024


def read(name: str, path: str) -> None:
    began = time.perf_counter()
    count = 0
    for _ in WAYS[name](path):
        count += 1
    print(count, time.perf_counter() - began, peak())


@dataclass
class Read:
    """The seconds of each round and the most bytes resident, by the way to read; and the bytes of the file."""

    size: int
    seconds: dict[str, list[float]]
    peak: dict[str, int]

    def ratio(self, name: str) -> float:
        """The time of a way, as a part of that of json.loads."""
        return statistics.median(self.seconds[name]) / statistics.median(self.seconds[JSON])


def measured(lines: int = LINES, rounds: int = ROUNDS) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "V001.manifest"
        write(path, lines)
        found = Read(path.stat().st_size, {name: [] for name in WAYS}, dict.fromkeys(WAYS, 0))
        for _ in range(rounds):
            for name, seconds in found.seconds.items():
                command = [*wire.pinning(), sys.executable, __file__, name, str(path)]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                assert int(said[0]) == lines
                seconds.append(float(said[1]))
                found.peak[name] = max(found.peak[name], int(said[2]))
    return found


def rows(found: Read) -> list[tuple[str, ...]]:
    """The rows of a table: name, seconds, spread, ratio to json.loads, peak memory in MB."""
    return [
        (
            name,
            f"{(median := statistics.median(seconds)):.2f}",
            f"{(max(seconds) - min(seconds)) / median:.0%}",
            f"{found.ratio(name):.2f}",
            f"{found.peak[name] / MB:.0f}",
        )
        for name, seconds in found.seconds.items()
    ]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read(*sys.argv[1:])
    else:
        for row in rows(measured()):
            print(*row, sep="\t")
