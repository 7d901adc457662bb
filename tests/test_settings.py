"""The settings of a client are declared once: what Python shows of them is what the table says."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import pytest

from modelarts import config
from modelarts.client import ApiClient

tomllib = pytest.importorskip("tomllib")  # Python 3.11

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "api" / "settings.toml").read_text(encoding="utf-8")
)


def test_each_setting_with_an_argument_is_a_documented_parameter_in_the_order_of_the_table() -> None:
    # The last parameter takes names that there are not.
    *named, _unknown = inspect.signature(config.create_client).parameters.values()
    parameters = {parameter.name: parameter for parameter in named}
    assert list(parameters) == [name for name, setting in TABLE.items() if "argument" in setting["sources"]]
    for name, parameter in parameters.items():
        assert f"\n        {name}: " in (config.create_client.__doc__ or "")
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
