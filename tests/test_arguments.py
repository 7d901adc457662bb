"""Bad arguments are refused before anything is sent, and the error names them."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ConfigError, InvalidParameterError, config
from modelarts.client import AsyncDatasetApi, DatasetApi
from raw_server import SECRET, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from modelarts.emulator import Emulator
    from raw_server import RawServer

BAD_IDS = [
    "",
    None,
    ".",
    "..",
    "a/b",
    "../x",
    "a\\b",
    "a?b",
    "a#b",
    "a%2fb",
    " ",
    "a b",
    " a",
    "a\t",
    "a\r\nX-Evil: 1",
    "a\0",
    "a\x7f",
    "a\u2028b",
    "\ud800",
    7,
    b"bytes",
    ["t"],
]


@pytest.mark.parametrize("bad", BAD_IDS, ids=repr)
@pytest.mark.parametrize("parameter", ["project_id", "task_id"])
def test_a_malformed_id_is_refused(emulator: Emulator, parameter: str, bad: Any) -> None:
    arguments: dict[str, Any] = {"project_id": "p", "task_id": "t", parameter: bad}
    with emulator.create_client() as client:
        calls: list[Callable[[], object]] = [
            lambda: DatasetApi(client).get_task_status(**arguments),
            lambda: DatasetApi(client).get_task_status(arguments["project_id"], arguments["task_id"]),
            lambda: asyncio.run(AsyncDatasetApi(client).get_task_status(**arguments)),
        ]
        for call in calls:
            with pytest.raises(InvalidParameterError, match=rf"^{parameter}: ") as caught:
                call()
            assert caught.value.parameter == parameter
    assert emulator.requests == []


def test_an_id_in_another_script_is_sent_encoded(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("任务~1")
    assert "status" in datasetapi.get_task_status(task_id="任务~1")
    assert emulator.requests[-1]["path"].endswith("/datasets/task/%E4%BB%BB%E5%8A%A1~1")


@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf, -math.inf, 1e300])
def test_a_time_limit_out_of_range_is_refused(emulator: Emulator, datasetapi: DatasetApi, bad: float) -> None:
    for name in ("timeout", "connect_timeout"):
        with pytest.raises(InvalidParameterError, match=rf"^{name}: "):
            emulator.create_client("password", **{name: bad})
    with pytest.raises(InvalidParameterError, match=r"^timeout: "):
        datasetapi.get_task_status(task_id="t", timeout=bad)
    with emulator.create_client() as client, pytest.raises(InvalidParameterError, match=r"^timeout: "):
        client.with_options(timeout=bad)
    assert emulator.requests == []


@pytest.mark.parametrize(("name", "bad"), [("max_retries", -1), ("max_retries", 101), ("max_response_bytes", 0)])
def test_a_number_out_of_range_is_refused(emulator: Emulator, name: str, bad: int) -> None:
    with pytest.raises(InvalidParameterError, match=f"^{name}: is {bad}"):
        emulator.create_client("password", **{name: bad})


def test_a_language_that_is_not_known_is_refused(emulator: Emulator) -> None:
    with pytest.raises(InvalidParameterError, match='expected "en" or "zh"'):
        emulator.create_client(language="fr")


def test_a_call_without_a_task_says_how_to_name_one(datasetapi: DatasetApi) -> None:
    with pytest.raises(TypeError, match="task_id="):
        datasetapi.get_task_status("x")  # type: ignore[call-overload] # that is the point


def test_no_limit_is_none(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("t")
    assert "status" in datasetapi.get_task_status(task_id="t", timeout=None)


def test_project_id_may_be_left_out_when_the_client_has_one(emulator: Emulator) -> None:
    emulator.add_task("t")
    with emulator.create_client() as client:
        assert DatasetApi(client).get_task_status(task_id="t").project_id == emulator.project_id


def test_project_id_may_be_left_out_when_the_token_has_one(emulator: Emulator) -> None:
    emulator.add_task("t")
    with emulator.create_client(project_id=None) as client:
        assert DatasetApi(client).get_task_status(task_id="t").project_id == emulator.project_id
        asyncio.run(AsyncDatasetApi(client).get_task_status(task_id="t"))


def test_a_missing_project_id_is_an_error_that_requests_it(emulator: Emulator) -> None:
    with (
        emulator.create_client("access_key", project_id=None) as client,
        pytest.raises(InvalidParameterError, match=r"^project_id: is missing"),
    ):
        DatasetApi(client).get_task_status(task_id="t")
    assert emulator.requests == []


def test_another_project_is_sent_as_it_is_and_the_service_decides(emulator: Emulator, datasetapi: DatasetApi) -> None:
    from modelarts import PermissionDeniedError

    with pytest.raises(PermissionDeniedError, match=r"ModelArts\.0210"):
        datasetapi.get_task_status("another-project", "t")


def test_a_closed_client_says_so(emulator: Emulator) -> None:
    client = emulator.create_client()
    api = DatasetApi(client)
    client.close()
    client.close()
    with pytest.raises(ConfigError, match="the client is closed"):
        api.get_task_status(task_id="t")


def test_an_api_requires_a_client() -> None:
    with pytest.raises(TypeError, match=r"config\.create_client\(\) makes, not str"):
        DatasetApi("client")  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize("name", ["context", "access_key", "password", "region", "endpoint", "language"])
def test_a_setting_of_the_wrong_type_is_named_and_not_shown(name: str) -> None:
    with pytest.raises(InvalidParameterError, match=rf"^{name}: is bytes, expected str or None$") as caught:
        config.create_client(**{name: b"fake-secret-for-tests"})  # type: ignore[arg-type] # that is the point
    assert caught.value.parameter == name


def test_with_options_changes_the_copy_alone_and_shares_the_connections(emulator: Emulator) -> None:
    emulator.add_task("t")
    with emulator.create_client() as client:
        DatasetApi(client).get_task_status(task_id="t")
        copy = client.with_options(timeout=5, max_retries=0)
        DatasetApi(copy).get_task_status(task_id="t")
        for changed, expected in ((copy, (5, 0)), (client, (60.0, 3))):
            options = changed._core.describe()
            assert (options["timeout"], options["max_retries"]) == expected
    assert sum(request["method"] == "POST" for request in emulator.requests) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"access_key": "A"}, "has access_key alone"),
        ({"secret_key": "fake-secret-for-tests"}, "has secret_key alone"),
        ({"username": "u"}, "has username alone"),
        ({"access_key": "A", "secret_key": "fake-secret-for-tests", "token": "t"}, "different credentials"),
        ({"username": "u", "password": "fake-secret-for-tests", "access_key": "A"}, "different credentials"),
        ({"token": "a\nb"}, "control character"),
        ({"token": "t", "endpoint": "modelarts.example.com"}, "https://"),
        ({"token": "t", "region": "CN North"}, "is not a region"),
    ],
)
def test_settings_that_make_no_client_say_what_to_write(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        config.create_client(**{"region": "cn-north-4", **arguments})
    assert "fake-secret-for-tests" not in str(caught.value)


def test_when_nothing_is_found_every_place_is_listed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELARTS_METADATA_ENDPOINT", "http://127.0.0.1:9")
    client = config.create_client(region="cn-north-4")
    with pytest.raises(ConfigError) as caught:
        DatasetApi(client).get_task_status("p", "t")
    for place in ("arguments", ".modelarts/config.json", "HUAWEICLOUD_SDK_AK", ".huaweicloud/credentials", str(home)):
        assert place in str(caught.value)


@pytest.mark.parametrize(
    ("name", "number"),
    [("max_retries", 2**64), ("max_response_bytes", 2**70), ("timeout", 10**400), ("connect_timeout", 10**400)],
)
def test_a_number_beyond_every_range_is_refused_by_name(name: str, number: int, server: RawServer) -> None:
    with pytest.raises(InvalidParameterError, match=f"^{name}: "):
        server.create_client(**{name: number})


def test_a_timeout_of_one_call_beyond_every_range_is_refused_by_name(server: RawServer) -> None:
    with server.create_client() as client, pytest.raises(InvalidParameterError, match=r"^timeout: "):
        DatasetApi(client).get_task_status(task_id="t", timeout=10**400)
    assert server.requests == []


create_client: Callable[..., object] = config.create_client


@pytest.mark.parametrize("name", ["token", "access_key", "password", "region", "proxy", "language"])
def test_a_setting_that_is_no_unicode_is_refused_without_showing_it(name: str) -> None:
    with pytest.raises(InvalidParameterError, match=f"^{name}: can't be written as UTF-8") as caught:
        create_client(**{"region": "cn-north-4", name: SECRET + "\ud800"})
    assert SECRET not in f"{caught.value!r} {caught.value.__context__!r}"


@pytest.mark.parametrize("name", ["config_file", "ca_bundle", "endpoint", "iam_endpoint", "proxy"])
def test_a_line_break_in_a_setting_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        create_client(**{"region": "cn-north-4", "token": TOKEN, name: "https://a\n\x1b[31mb"})
    assert str(caught.value).isprintable()
    assert name in str(caught.value) or "https:" in str(caught.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:80\n9", "http://127.0.0.1:80\t9", "http://127.0.0.1\\evil"])
def test_an_address_that_would_be_read_as_another_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match=r"^endpoint: the address holds a blank, a line break, or a backslash"):
        config.create_client(endpoint=address, token=TOKEN, project_id="p")
