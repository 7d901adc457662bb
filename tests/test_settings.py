"""The settings of a client are declared once: what Python shows of them is what the table says."""

from __future__ import annotations

import inspect
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import ConfigError, config
from modelarts.client import ApiClient, DatasetApi, Poll
from time_limits import LIMIT

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

tomllib = pytest.importorskip("tomllib")  # Python 3.11

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "api" / "settings.toml").read_text(encoding="utf-8")
)


def test_each_setting_with_an_argument_is_a_documented_parameter_in_the_order_of_the_table() -> None:
    # The last parameter takes names that there are not.
    *named, _unknown = inspect.signature(config.create_client).parameters.values()
    parameters = {parameter.name: parameter for parameter in named}
    assert list(parameters) == [name for name, setting in TABLE.items() if "argument" in setting["sources"]]
    documented = inspect.getdoc(config.create_client) or ""  # Python 3.13 removes the indentation itself
    for name, parameter in parameters.items():
        assert f"\n    {name}: " in documented
        is_positional = parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert is_positional == TABLE[name].get("positional", False)
        if TABLE[name]["sources"] == ["argument"] and "default" in TABLE[name]:
            assert parameter.default == TABLE[name]["default"]


def test_a_copy_can_change_the_options_of_the_table() -> None:
    _, *options, _unknown = inspect.signature(ApiClient.with_options).parameters
    assert options == [name for name, setting in TABLE.items() if setting.get("option")]


@pytest.mark.skipif(sys.version_info < (3, 10), reason="the annotations are unions")
def test_the_annotations_can_be_read_at_run_time() -> None:
    from typing import get_type_hints

    for function in (config.create_client, ApiClient.with_options, ApiClient.close):
        assert get_type_hints(function)


SETTINGS: dict[str, Any] = {"token": "fake-token-for-tests", "region": "cn-north-4", "project_id": "p"}


def pace(client: ApiClient) -> tuple[float, float, float]:
    """The first and the longest pause, and the longest outage, of a client's waits."""
    described = client._core.describe()
    return described["poll_initial"], described["poll_maximum"], described["poll_outage"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, (1, 20, 300)),
        ({"INITIAL": "50ms"}, (0.05, 20, 300)),
        ({"INITIAL": "0.05", "MAXIMUM": "0.1"}, (0.05, 0.1, 300)),
        # The one that is not set follows.
        ({"INITIAL": "1m"}, (60, 60, 300)),
        ({"MAXIMUM": "500ms", "OUTAGE": "1h30m"}, (0.5, 0.5, 5400)),
    ],
)
def test_the_pace_of_waits_comes_from_the_environment(
    variables: dict[str, str], expected: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"MODELARTS_POLL_{name}", value)
    assert pace(config.create_client(**SETTINGS)) == expected


def test_the_pace_of_waits_comes_from_the_file_after_the_environment_and_the_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.json"
    context = {"poll_initial": 0.5, "poll_maximum": "2s"}
    path.write_text(json.dumps({"contexts": [{"name": "default", "context": context}]}))
    assert pace(config.create_client(path, **SETTINGS)) == (0.5, 2, 300)
    monkeypatch.setenv("MODELARTS_POLL_INITIAL", "1s")
    client = config.create_client(path, **SETTINGS)
    assert pace(client) == (1, 2, 300)
    assert client._core.origins()["poll_initial"] == "MODELARTS_POLL_INITIAL"
    schedule = Poll(initial=3, maximum=4, outage=5)
    assert pace(config.create_client(path, **SETTINGS, poll=schedule)) == (3, 4, 5)
    assert pace(client.with_options(poll=schedule)) == (3, 4, 5)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"INITIAL": "soon"}, 'MODELARTS_POLL_INITIAL: is "soon", expected seconds above 0 and up to 86400, or text'),
        ({"INITIAL": "0"}, 'MODELARTS_POLL_INITIAL: is "0", expected seconds above 0'),
        ({"MAXIMUM": "2d"}, 'MODELARTS_POLL_MAXIMUM: is "2d", expected seconds above 0'),
        ({"INITIAL": "5s", "MAXIMUM": "1s"}, "MODELARTS_POLL_MAXIMUM: is 1 s, which is shorter than the 5 s of"),
    ],
)
def test_a_pace_that_can_not_be_is_an_error_that_names_the_variable(
    variables: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"MODELARTS_POLL_{name}", value)
    with pytest.raises(ConfigError) as caught:
        config.create_client(**SETTINGS)
    assert str(caught.value).startswith(said)


def test_a_program_that_makes_its_own_client_waits_at_the_pace_of_the_environment(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator.add_task("t", states=[("RUNNING", 20), "SUCCESS"])
    monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
    monkeypatch.setenv("MODELARTS_POLL_INITIAL", "1ms")
    monkeypatch.setenv("MODELARTS_POLL_MAXIMUM", "1ms")
    began = time.monotonic()
    with config.create_client() as client:
        assert DatasetApi(client).wait_for_task(task_id="t").is_succeeded
    # 20 pauses of the usual pace take minutes.
    assert time.monotonic() - began < LIMIT
