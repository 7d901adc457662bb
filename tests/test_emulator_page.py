"""The page at `/`: what a person sees in a browser."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from control_client import TOKEN, send
from modelarts import DatasetApi, NotFoundError
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from email.message import Message

HOSTILE = "<script>alert(1)</script>\"'&\u202e\x1b[31m"
VOID = {"meta"}


class Page(HTMLParser):
    """The text and the elements of a page, which has to close each of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        self.text = "\n".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def get(emulator: Emulator, language: str = "") -> tuple[Page, Message, str]:
    """The page, the headers of the response and the HTML."""
    request = urllib.request.Request(f"{emulator.url}/", headers={"Accept-Language": language})
    with urllib.request.urlopen(request, timeout=30) as response:
        html = response.read().decode()
        return Page(html), response.headers, html


def test_it_shows_how_to_connect_and_what_there_is(emulator: Emulator) -> None:
    emulator.put_file("bucket1/cats/1.jpg", b"1")
    emulator.put_file("bucket2/dogs/1.jpg", b"1")
    emulator.put_file("bucket2/out/empty", b"")
    dataset_id = emulator.add_dataset("cats", "bucket1/cats/")
    emulator.add_version(dataset_id)
    emulator.add_task("t1", states=["RUNNING", "SUCCESS"])
    with emulator.create_client() as client:
        data = DataManagement(client)
        dogs = data.datasets.create(
            dataset_name="dogs",
            dataset_type="image_classification",
            data_sources=[{"data_path": "obs://bucket2/dogs/"}],
            work_path="obs://bucket2/out/",
        ).wait()
        data.exports.create(dogs.dataset_id, path="obs://bucket2/out/").wait()
        DatasetApi(client).query_dataset()
    page, _, _ = get(emulator)
    shown = [
        emulator.url,
        emulator.project_id,
        emulator.region,
        emulator.account,
        emulator.username,
        str(emulator.root),
        "cats",
        dataset_id,
        "bucket1/cats/",
        dogs.dataset_id,
        "image classification",
        "obs://bucket2/dogs/",
        "exports.create",
        "SUCCESSED",
        "t1",
        "RUNNING",
        "query_dataset",
    ]
    assert [text for text in shown if text not in page.words] == []
    assert f"GET /v1/{emulator.project_id}/datasets" in page.words


def test_it_has_no_secrets_and_is_no_request(emulator: Emulator) -> None:
    with emulator.create_client() as client, emulator.create_client("access_key") as other:
        DatasetApi(client).query_dataset(search_content="searched")
        DatasetApi(other).query_dataset()
    before = emulator.requests
    _, _, html = get(emulator)
    secrets = [emulator.password, emulator.secret_key, emulator.access_key, "emulator-token-", "searched"]
    assert [secret for secret in secrets if secret in html] == []
    assert emulator.requests == before


def test_it_can_do_nothing_but_be_shown(emulator: Emulator) -> None:
    page, headers, html = get(emulator)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    tags = {tag for tag, _ in page.seen}
    assert tags & {"script", "link", "img", "iframe", "form", "a", "object", "base"} == set()
    assert not [name for _, attributes in page.seen for name in attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|http://(?!127\.0\.0\.1)", html)


def test_names_of_others_are_escaped(emulator: Emulator) -> None:
    emulator.add_task(HOSTILE)
    emulator.add_task("x" * 100_000)
    path = urllib.parse.quote(HOSTILE)
    for target in (path, "<b>", "x" * 5000):
        send(emulator, f"GET /v1/{target}/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    page, _, html = get(emulator)
    assert "<script" not in html
    assert "<b>" not in html
    assert not {"\u202e", "\x1b"} & set(html)
    assert "<script>alert(1)</script>\"'&\\u{202e}\\u{1b}[31m" in page.text
    assert len(html) < 50_000


def test_a_region_or_project_that_is_hostile_is_escaped() -> None:
    with Emulator(region=HOSTILE, project_id=HOSTILE) as emulator:
        page, _, html = get(emulator)
        assert "<script" not in html
        assert page.text.count("<script>alert(1)</script>") == 2


def test_a_hostile_host_is_escaped() -> None:
    with Emulator(host="0.0.0.0") as emulator:
        for host in ("<script>", 'a.example"><script>', "user@evil.example", "a b"):
            head = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            received = send(emulator, head.encode())
            assert received.startswith(b"HTTP/1.1 200")
            assert b"script" not in received
            assert b"evil" not in received


def test_others_do_not_see_the_folders_of_this_machine() -> None:
    with Emulator(host="0.0.0.0") as emulator:
        assert str(emulator.root) not in get(emulator)[0].text


@pytest.mark.parametrize(
    ("language", "tag", "heading"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "ModelArts 模拟器"),
        ("en-US,en;q=0.9,zh;q=0.1", "en", "ModelArts emulator"),
        ("de", "en", "ModelArts emulator"),
    ],
)
def test_it_is_in_the_language_of_the_browser(emulator: Emulator, language: str, tag: str, heading: str) -> None:
    page, headers, _ = get(emulator, language)
    assert ("html", {"lang": tag}) in page.seen
    assert heading in page.words
    assert headers["Vary"] == "accept-language"


def test_without_a_language_of_the_browser_it_is_in_that_of_the_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    with Emulator() as emulator:
        page, _, _ = get(emulator)
    chinese = [text for text in page.words if re.search(r"[\u4e00-\u9fff]", text)]
    assert len(chinese) > 20
    headings = {"Name", "Status", "Connect", "None.", "Time"}
    assert headings & set(page.words) == set(), "no line is in English"


def test_many_rows_are_cut(emulator: Emulator) -> None:
    for number in range(150):
        emulator.add_task(f"task-{number}")
    page, _, _ = get(emulator)
    assert "… and 50 more" in page.words


def test_it_says_whether_it_can_be_controlled() -> None:
    with Emulator() as emulator:
        assert "The control interface is off." in get(emulator)[0].text
    with Emulator(control=TOKEN) as emulator:
        page, _, html = get(emulator)
        assert f"{emulator.control_url}/config" in page.text
        assert TOKEN not in html


def test_only_get_and_head_show_it(emulator: Emulator) -> None:
    head = send(emulator, b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert head.endswith(b"\r\n\r\n")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        request = f"{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert send(emulator, request.encode()).startswith(b"HTTP/1.1 404")


def test_pages_of_other_sites_and_other_hosts_do_not_get_it(emulator: Emulator) -> None:
    for header in ("Host: evil.example", "Host: localhost\r\nOrigin: http://evil.example"):
        request = f"GET / HTTP/1.1\r\n{header}\r\nConnection: close\r\n\r\n"
        assert send(emulator, request.encode()).startswith(b"HTTP/1.1 403")


def test_looking_at_it_is_no_poll(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t", states=["PENDING", "RUNNING", "SUCCESS"])
    for expected in ("PENDING", "RUNNING", "SUCCESS"):
        get(emulator)
        assert datasetapi.get_task_status(task_id="t").status == expected
        assert expected in get(emulator)[0].words
    with pytest.raises(NotFoundError):
        datasetapi.get_task_status(task_id="unknown")
