"""Errors in Chinese: each is Chinese as a whole, and English is what programs read of it."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import ssl
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

import pytest
import trustme

import raw_server
from modelarts import (
    ApiException,
    ConfigError,
    DecodeError,
    InvalidParameterError,
    ManifestError,
    ModelArtsError,
    RequestTimeoutError,
    config,
)
from modelarts.client import AsyncDatasetApi, DatasetApi, Poll
from modelarts.manifest import read as read_manifest
from raw_server import PROJECT_ID, RawServer, http, refused_url
from test_messages import catalogue

if TYPE_CHECKING:
    from pathlib import Path

# What is no Chinese and no English either: what is quoted, addresses, paths, code, commands, names.
FOREIGN = (
    r'"[^"]*"',
    r"“[^”]*”",
    r"`[^`]*`",
    r"HTTP \d+(?: [A-Z][\w'-]*)*",
    r"\{\w*\}",
    r"\w+://[^\s，；。：）]*",
    r"[~.]*/[\w./*-]+",
    r"\w+\([^()]*\)",
    r"\w+=\S*",
    r"\b(?:openssl|pip|chmod|ulimit|modelarts)(?: [\w.-]+)+",
    r"BEGIN CERTIFICATE|END CERTIFICATE",
)
ENGLISH = re.compile(r"\b[A-Za-z]?[a-z]+[ ,]+[a-z]{2,}\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def english_in(text: str) -> str | None:
    """Returns two English words in a row, if a text has some."""
    for pattern in FOREIGN:
        text = re.sub(pattern, "…", text)
    found = ENGLISH.search(text)
    return found and found[0]


class Scene(NamedTuple):
    """What an error is provoked with."""

    server: RawServer
    folder: Path
    authority: trustme.CA


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def scene(server: RawServer, tmp_path: Path, authority: trustme.CA) -> Scene:
    return Scene(server, tmp_path, authority)


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh_CN")


def settings(**passed: Any) -> Callable[[Scene], object]:
    """Creates a client of these settings."""
    return lambda _scene: config.create_client(**passed)


def call(*script: raw_server.Step, task_id: Any = "t", **passed: Any) -> Callable[[Scene], object]:
    """Makes a call of a server with this script."""

    def provoke(scene: Scene) -> object:
        scene.server.script(*(script or (http(),)))
        known = {"max_retries": 0, **passed}
        with scene.server.create_client(**known) as client:
            return DatasetApi(client).get_task_status(task_id=task_id)

    return provoke


def create(body: Any) -> Callable[[Scene], object]:
    """Creates a dataset of a body."""

    def provoke(scene: Scene) -> object:
        with scene.server.create_client() as client:
            return DatasetApi(client).create_dataset(dataset_spec=body)

    return provoke


def config_file(content: str, **passed: Any) -> Callable[[Scene], object]:
    """Creates a client of a configuration file."""

    def provoke(scene: Scene) -> object:
        path = scene.folder / "config.json"
        path.write_text(content, "utf-8")
        return config.create_client(config_file=str(path), **passed)

    return provoke


def variables(content: str, name: str = "clouds.json", **others: str) -> Callable[[Scene], object]:
    """Creates a client of a file of OpenStack clients."""

    def provoke(scene: Scene) -> object:
        path = scene.folder / name
        path.write_text(content, "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("OS_CLIENT_CONFIG_FILE", str(path))
            for variable, value in others.items():
                patch.setenv(variable, value)
            return config.create_client(region="cn-north-4")

    return provoke


def environment(**variables: str) -> Callable[[Scene], object]:
    """Creates a client of variables."""

    def provoke(_scene: Scene) -> object:
        with pytest.MonkeyPatch.context() as patch:
            for variable, value in variables.items():
                patch.setenv(variable, value)
            return config.create_client(region="cn-north-4")

    return provoke


def tls(host: str, trusted: bool = False) -> Callable[[Scene], object]:
    """Calls a server with a certificate for a host."""

    def provoke(scene: Scene) -> object:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        scene.authority.issue_cert(host).configure_cert(context)
        bundle = scene.folder / "ca.pem"
        (scene.authority if trusted else trustme.CA()).cert_pem.write_to_path(str(bundle))
        with RawServer(tls=context) as server, server.create_client(ca_bundle=str(bundle)) as client:
            return DatasetApi(client).get_task_status(task_id="t")

    return provoke


def in_file(kind: str) -> str:
    """A configuration file with a context that names a cluster that is missing, and the like."""
    context = {"name": "default", "context": {"cluster": "c", "user": "u"}}
    clusters: list[Any] = [{"name": "c", "cluster": {"region": "cn-north-4"}}]
    users: list[Any] = [{"name": "u", "user": {"access_key": "a", "secret_key": "b"}}]
    if kind == "no cluster":
        clusters = []
    elif kind == "number":
        users[0]["user"]["access_key"] = 5
    elif kind == "no name":
        users = [{"user": {}}]
    elif kind == "twice":
        users *= 2
    elif kind == "half":
        del users[0]["user"]["secret_key"]
    elif kind == "list":
        return "[]"
    elif kind == "boolean":
        clusters[0]["cluster"]["verify_ssl"] = "maybe"
    return json.dumps({"contexts": [context], "clusters": clusters, "users": users})


KEY: dict[str, Any] = {"access_key": "a", "secret_key": "b"}
DATASET = {"name": "a", "data_url": "/b/c/", "description": "d"}
CASES: dict[str, Callable[[Scene], object]] = {
    "no region": settings(**KEY),
    "half a key": settings(access_key="a", region="cn-north-4"),
    "mixed credential": settings(access_key="a", password="b", region="cn-north-4"),
    "blank key": settings(access_key="a", secret_key=" ", region="cn-north-4"),
    "region typo": settings(**KEY, region="cn-nort-4"),
    "no region at all": settings(**KEY, region="nowhere-at-all"),
    "region with capitals": settings(**KEY, region="CN_NORTH"),
    "endpoint": settings(**KEY, endpoint="modelarts.example.com"),
    "endpoint with a query": settings(**KEY, endpoint="https://a.example/?x=1"),
    "timeout": settings(**KEY, region="cn-north-4", timeout="soon"),
    "timeout of zero": settings(**KEY, region="cn-north-4", timeout=0),
    "type": settings(**KEY, region="cn-north-4", verify_ssl=1),
    "count": settings(**KEY, region="cn-north-4", max_retries=-1),
    "language": settings(**KEY, region="cn-north-4", language="fr"),
    "project": settings(**KEY, region="cn-north-4", project_id="a/b"),
    "proxy": settings(**KEY, region="cn-north-4", proxy="ftp://x"),
    "proxy with a path": settings(**KEY, region="cn-north-4", proxy="http://x/y.pac"),
    "ca_bundle": settings(**KEY, region="cn-north-4", ca_bundle="/nowhere/ca.pem"),
    "no proxy": environment(HUAWEICLOUD_SDK_AK="a", HUAWEICLOUD_SDK_SK="b", NO_PROXY="a b/c/d"),
    "iam": settings(username="a", password="b", region="x-y", endpoint="https://a.example"),
    "no file": settings(config_file="/nowhere/config.json"),
    "no context": config_file(in_file(""), context="other"),
    "empty file": config_file(""),
    "no JSON": config_file("{'a': 1}"),
    "cut JSON": config_file('{"contexts": ['),
    "list": config_file(in_file("list")),
    "no cluster": config_file(in_file("no cluster")),
    "number for text": config_file(in_file("number")),
    "no name": config_file(in_file("no name")),
    "name twice": config_file(in_file("twice")),
    "half a credential in a file": config_file(in_file("half")),
    "no boolean": config_file(in_file("boolean")),
    "clouds": variables("[", OS_CLOUD="a"),
    "no cloud": variables('{"clouds": {"b": {}}}', OS_CLOUD="a"),
    "kind of cloud": variables('{"clouds": {"a": 5}}', OS_CLOUD="a"),
    "auth_type": variables('{"clouds": {"a": {"auth_type": "v3oidc"}}}', OS_CLOUD="a"),
    "poll": lambda _scene: Poll(initial=-1),
    "poll of text": lambda _scene: Poll(maximum="x", multiplier=0),
    "id of a type": call(task_id=5),
    "id with a slash": call(task_id="a/b"),
    "empty id": call(task_id=""),
    "body": create(5),
    "name": create({**DATASET, "name": "!" * 70}),
    "missing": create({"name": "a"}),
    "list in a body": create({**DATASET, "description": [1]}),
    "not a number": create({**DATASET, "x": float("nan")}),
    "key": create({**DATASET, 5: 1}),
    "deep": create({**DATASET, "x": object()}),
    "left out": lambda scene: DatasetApi(scene.server.create_client()).get_task_status(),  # type: ignore[call-overload]
    "closed": lambda scene: closed(scene.server),
    "refused": lambda _scene: calling(refused_url()),
    "unknown host": lambda _scene: calling("https://modelarts.invalid"),
    "reset": call(raw_server.reset()),
    "closed early": call(raw_server.close()),
    "cut": call(raw_server.close(http(length=1000))),
    "no HTTP": call(b"hello\r\n\r\n"),
    "silence": lambda scene: silence(scene.server),
    "silence after a failure": lambda scene: silence(scene.server, http("{}", 500)),
    "unknown authority": tls("127.0.0.1"),
    "other host": tls("modelarts.example.com", trusted=True),
    "no JSON in a response": call(http("<html>")),
    "cut JSON in a response": call(http('{"status": "SUC')),
    "nothing in a response": call(http("")),
    "wrong type in a response": call(http('{"status": 5}')),
    "list for a response": call(http("[]")),
    "UTF-16": call(http('{"status": "SUCCESS"}'.encode("utf-16"))),
    "gzip": call(http(gzip.compress(b"{}")[:-3], 200, "Content-Encoding: gzip")),
    "encoded": call(http("{}", 200, "Content-Encoding: br")),
    "too large": call(http('{"status": "SUCCESS"}'), max_response_bytes=5),
    "service": call(http('{"error_code": "ModelArts.0102", "error_msg": "不存在"}', 404)),
    "gateway": call(http("{}", 503, "Retry-After: 7"), max_retries=1, timeout=3),
    "redirect": call(http("", 302, "Location: https://a.example/")),
    "login": lambda scene: login(scene.server),
}


def calling(url: str) -> object:
    with config.create_client(token="t", region="cn-north-1", project_id="p", endpoint=url, max_retries=0) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def closed(server: RawServer) -> object:
    client = server.create_client()
    client.close()
    return DatasetApi(client).get_task_status(task_id="t")


def silence(server: RawServer, *before: raw_server.Step) -> object:
    server.script(*before, server.silence)
    with server.create_client(timeout=1.5 if before else 0.2) as client:
        return DatasetApi(client).get_task_status(task_id="t")


def login(server: RawServer) -> object:
    server.script(http('{"error": {"code": 401, "message": "错误"}}', 401))
    with server.create_client(username="u", password="fake-secret-for-tests", iam_endpoint=server.url) as client:
        return DatasetApi(client).get_task_status(task_id="t")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("case", CASES)
def test_an_error_is_in_chinese(case: str, scene: Scene) -> None:
    with pytest.raises((ModelArtsError, TypeError)) as caught:
        CASES[case](scene)
    text = str(caught.value)
    assert CHINESE.search(text), text
    assert english_in(text) is None, text
    assert "\n" not in text
    for problem in getattr(caught.value, "problems", ()):
        assert english_in(problem) is None, problem


def test_the_check_finds_english() -> None:
    assert english_in("timeout：is missing") == "is missing"
    assert english_in('没有 "a b c"：请写成 create_client(region="a b")，见 /a/b 或 https://a.b/c') is None


@pytest.mark.parametrize("english", catalogue())
def test_no_chinese_text_has_english_words(english: str) -> None:
    assert english_in(catalogue()[english]) is None


def test_the_language_of_a_client_is_that_of_its_errors(server: RawServer) -> None:
    server.script(http("<html>"))
    for language, words in (("zh", "无法读取响应"), ("en", "the response can't be read")):
        with server.create_client(language=language) as client:
            for _ in range(2):
                with pytest.raises(DecodeError, match=words):
                    DatasetApi(client).get_task_status(task_id="t")
            with pytest.raises(InvalidParameterError) as caught:
                DatasetApi(client).get_task_status(task_id="")
            assert bool(CHINESE.search(caught.value.problems[0])) is (language == "zh")


def test_the_language_that_is_passed_is_that_of_the_errors_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="没有找到区域"):
        config.create_client(**KEY, language="zh")
    monkeypatch.setenv("MODELARTS_LANGUAGE", "zh")
    with pytest.raises(ConfigError, match="no region"):
        config.create_client(**KEY, language="en_US")


@pytest.mark.usefixtures("chinese")
def test_what_programs_read_of_an_error_is_english(server: RawServer) -> None:
    with pytest.raises(RequestTimeoutError, match="等待响应") as timeout:
        silence(server)
    assert timeout.value.phase == "waiting for the response"
    with pytest.raises(InvalidParameterError) as invalid:
        config.create_client(**KEY, region="cn-north-4", timeout="soon")
    assert invalid.value.parameter == "timeout"
    server.script(http('{"error_code": "ModelArts.0102", "error_msg": "m"}', 404))
    with server.create_client() as client, pytest.raises(ApiException, match=r"失败：ModelArts\.0102") as refused:
        DatasetApi(client).get_task_status(task_id="t")
    assert (refused.value.operation, refused.value.reason) == ("get_task_status", "Not Found")
    assert refused.value.error_msg == "m"


@pytest.mark.usefixtures("chinese")
def test_an_error_of_a_coroutine_is_in_chinese(server: RawServer) -> None:
    async def fail() -> None:
        with server.create_client() as client, pytest.raises(DecodeError, match="无法读取响应"):
            await AsyncDatasetApi(client).get_task_status(task_id="t")

    server.script(http("<html>"))
    asyncio.run(fail())


@pytest.mark.usefixtures("chinese")
def test_a_secret_is_masked_and_a_control_escaped_in_chinese_too(server: RawServer) -> None:
    token = raw_server.TOKEN
    server.script(http(f'{{"status": "\x1b[2J{token}"'))
    with server.create_client() as client, pytest.raises(DecodeError, match="无法读取响应") as caught:
        DatasetApi(client).get_task_status(task_id="t")
    assert token not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    server.script(http(f'{{"error_code": "c", "error_msg": "no \u202e{token}"}}', 400))
    with server.create_client() as client, pytest.raises(ApiException, match="失败") as refused:
        DatasetApi(client).get_task_status(task_id="t")
    assert token not in str(refused.value)
    assert "\u202e" not in str(refused.value)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "line", ["{", "[]", '{"source": 5}', '{"annotation": []}', '{"source": "a", "property": "x"}', "\x00\x00"]
)
def test_the_problem_of_a_line_of_a_manifest_is_in_chinese(line: str) -> None:
    with pytest.raises(ManifestError) as caught:
        list(read_manifest([line]))
    problem = caught.value.problem
    assert CHINESE.search(problem), problem
    assert english_in(problem) is None, problem


@pytest.mark.usefixtures("chinese")
def test_sources_of_settings_and_warnings_are_in_chinese(server: RawServer) -> None:
    with pytest.warns(UserWarning, match="已关闭"):
        client = server.create_client(verify_ssl=False)
    with client:
        assert client._core.origins()["timeout"] == "参数"
        assert client._core.describe()["project_id"] == PROJECT_ID
