"""The document of a run of the benchmarks has the same figures in both languages."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What the Chinese charts leave as it is: names of clients and of a function, and units.
LATIN = {
    *("aiohttp", "httpx", "huaweicloudsdk", "modelarts", "primp", "pycurl", "requests", "reqwest", "wrk"),
    *("json", "msgspec", "orjson", "structs", "get_task_statuses", "AK", "SK", "Token"),
    *("MB", "s", "ms", "µs"),
}


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module that writes the document; importing it needs no peer."""
    monkeypatch.syspath_prepend(ROOT / "benches")
    return importlib.import_module("report")


def figures(page: str) -> list[list[str]]:
    """The figures of each row of each table."""
    return [re.findall(r"\d(?:[\d.,]*\d)?", line) for line in page.splitlines() if line.startswith("|")]


def measured(report: Any) -> Any:
    """A run with made-up figures of every contender."""
    goals, measure = (importlib.import_module(name) for name in ("goals", "measure"))

    def group(names: Any) -> Any:
        return {
            name: measure.Figures([number * 1e-3, number * 1.1e-3], [number * 1e-4], number << 20, number << 21)
            for number, name in enumerate(names, 30)
        }

    one = group([measure.wrk_name(1), measure.BARE[1], *goals.ONE])
    many = group([measure.wrk_name(64), measure.BARE[64], *goals.MANY])
    ways = report.manifests.WAYS
    grown = [(1.0, 0.001), (10.0, 0.2), (100.0, 2.5)]
    return report.Run(
        rounds=2,
        seconds=0.5,
        machine=report.MACHINE.format(
            cores=2, model="CPU", system="Linux", python="3", modelarts="1", nginx="1", wrk="4", packages="httpx 1"
        ),
        one=one,
        many=many,
        large=group(goals.LARGE),
        threads=(one["primp"], one["modelarts, token"]),
        read=report.manifests.Read(1000, {way: [1.0, 2.0] for way in ways}, dict.fromkeys(ways, 1 << 20)),
        starts={"json": 0.01, "modelarts": 0.012, "modelarts.client": 0.02},
        resident={"json": 1.0, "modelarts": 1.5, "modelarts.client": 2.0},
        foreign=[],
        wheel=1_000_000,
        first={"modelarts, token": 0.1, "primp": 0.2},
        served={name: {1: 10.0, 16: 20.0} for name in report.emulators.EMULATORS},
        paged={0.0: {"plain": 1.0, "ahead": 0.5}, 0.02: {"plain": 9.0, "ahead": 1.0}},
        waits=[measure.Waited(tasks=1000, seconds=30.0, cpu=1.0, peak_mb=50.0, threads=2)],
        idle=0.002,
        idle_tasks=64,
        mixed=report.mixed_waits.Figures(targets=8, seconds=2.0, cpu=0.5, threads=1, peak=50.0, requests=16),
        entries=grown,
        entries_of_peer=grown,
        tasks=grown,
        files=[(1.0, 0.001), (10.0, 0.002)],
        steady=[(0.0, 30.0), (1.0, 31.0), (2.0, 31.2)],
        steady_calls=2000,
    )


def test_a_run_is_written_in_both_languages(report: Any) -> None:
    english, chinese = report.document(measured(report))
    assert figures(chinese) == figures(english)
    assert not CHINESE.search(english.replace("[中文]", ""))
    for text in (english, chinese):
        assert not re.search(r"[{}]", text)


def test_the_versions_of_a_run_are_wrapped_and_separated_as_in_each_language(
    report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "version", lambda _name: "1.23.4")
    monkeypatch.setattr(report.wire, "program", lambda *names: names[0])
    monkeypatch.setattr(report.wire, "version_of", lambda _command: "1.2")
    english, chinese = report.machine()
    assert "requests 1.23.4, httpx 1.23.4" in " ".join(english.split())
    assert "requests 1.23.4、httpx 1.23.4" in " ".join(chinese.split())
    assert max(map(len, f"{english}\n{chinese}".splitlines())) <= 120


def test_both_pages_have_the_figures_of_one_run() -> None:
    english, chinese = (path.read_text("utf-8") for path in (PAGE, PAGE.with_suffix(".zh-CN.md")))
    assert len(figures(english)) > 100
    assert figures(chinese) == figures(english)


def test_each_page_shows_charts_of_its_language() -> None:
    english, chinese = (
        re.findall(r"\((benchmarks/.*?)\)", path.read_text("utf-8")) for path in (PAGE, PAGE.with_suffix(".zh-CN.md"))
    )
    assert len(english) == 4
    assert chinese == [chart.replace(".svg", ".zh-CN.svg") for chart in english]
    assert all((PAGE.parent / chart).exists() for chart in (*english, *chinese))


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("name", ["one", "many", "large", "growth"])
def test_a_chart_has_the_same_figures_in_both_languages(name: str) -> None:
    in_chinese = importlib.import_module("chart_texts").in_chinese
    english = (PAGE.parent / "benchmarks" / f"{name}.svg").read_text("utf-8")
    chinese = (PAGE.parent / "benchmarks" / f"{name}.zh-CN.svg").read_text("utf-8")
    assert chinese == in_chinese(english)
    assert not CHINESE.search(english)
    root = ET.fromstring(chinese)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
    texts = [text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.text and text.text.strip()]
    assert {word for text in texts for word in re.findall(r"[^\W\d]+", CHINESE.sub(" ", text.text or ""))} <= LATIN
    assert all("sans-serif;" in text.get("style", "") for text in texts)


@pytest.mark.usefixtures("report")
def test_the_names_of_all_bars_have_a_chinese_text() -> None:
    goals, measure = (importlib.import_module(name) for name in ("goals", "measure"))
    names = [measure.wrk_name(1), measure.wrk_name(64), *measure.BARE.values(), *goals.ONE, *goals.MANY, *goals.LARGE]
    texts = importlib.import_module("chart_texts").in_chinese("".join(f"<text>{name}</text>" for name in names))
    assert set(re.findall(r"[a-zA-Z_]+", CHINESE.sub(" ", texts))) <= LATIN | {"text"}
