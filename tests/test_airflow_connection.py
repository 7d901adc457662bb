"""The settings of an Airflow connection are those of a client; needs no Airflow."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from types import SimpleNamespace
from typing import Any

import pytest

from modelarts.airflow.connection import EXTRA_FIELDS, settings_of
from modelarts.airflow.provider_info import get_provider_info
from modelarts.errors import ConfigError


def connection(**fields: Any) -> SimpleNamespace:
    """Returns what Airflow hands over."""
    empty = dict.fromkeys(("host", "port", "schema", "login", "password", "extra"))
    given = {"conn_id": "modelarts_default", "conn_type": "modelarts", **empty, **fields}
    if isinstance(given["extra"], dict):
        given["extra"] = json.dumps(given["extra"])
    return SimpleNamespace(**given)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"login": "AK", "password": "SK"}, {"access_key": "AK", "secret_key": "SK"}),
        (
            {"login": "user", "password": "x", "extra": {"credential": "password", "account": "company"}},
            {"username": "user", "password": "x", "account": "company"},
        ),
        ({"password": "x", "extra": {"credential": "token"}}, {"token": "x"}),
        ({"extra": {"region": "eu-de", "proxy": None, "account": ""}}, {"region": "eu-de"}),
        ({"host": "https://example.com"}, {"endpoint": "https://example.com"}),
        ({"host": "example.com", "port": 8443}, {"endpoint": "https://example.com:8443"}),
        ({"host": "example.com", "schema": "http"}, {"endpoint": "http://example.com"}),
        (
            {"extra": {"verify_ssl": "False", "max_retries": "5", "timeout": 30}},
            {"verify_ssl": False, "max_retries": 5, "timeout": "30"},
        ),
        ({"extra": {"verify_ssl": True, "console": "https://example.com/"}}, {"verify_ssl": True}),
    ],
)
def test_fields_are_settings(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert settings_of(connection(**fields)).values == expected


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"extra": {"regoin": "x"}}, "regoin: is an unknown extra field; did you mean region?"),
        ({"extra": {"secret_key": "x"}}, "secret_key: is an unknown extra field; it belongs into the field Password"),
        ({"extra": {"ak": "x"}}, "ak: is an unknown extra field; it belongs into the field Login"),
        ({"extra": {"endpoint": "x"}}, "endpoint: is an unknown extra field; it belongs into the field Host"),
        ({"extra": {"qqq": "x"}}, "qqq: is an unknown extra field; known are credential, region"),
        ({"extra": {"verify_ssl": "maybe"}}, "verify_ssl: is 'maybe', expected true or false"),
        ({"extra": {"max_retries": "-1"}}, "max_retries: is '-1', expected a whole number"),
        ({"extra": {"region": ["x"]}}, "region: is list, expected a text"),
        ({"extra": {"credential": "key"}}, "credential: is 'key', expected one of access_key | password | token"),
        ({"login": "AK"}, "Password: is empty, expected the secret_key"),
        ({"password": "SK"}, "Login: is empty, expected the access_key"),
        ({"login": "x", "password": "y", "extra": {"credential": "token"}}, "Login: is not used with a token"),
        ({"extra": "{"}, "the extra fields of the Airflow connection modelarts_default are no JSON object"),
        ({"conn_type": "http"}, "has the type http, expected modelarts"),
    ],
)
def test_what_is_wrong_is_named_with_the_connection(fields: dict[str, Any], text: str) -> None:
    with pytest.raises(ConfigError) as raised:
        settings_of(connection(**fields))
    assert text in str(raised.value)
    assert "modelarts_default" in str(raised.value)


def test_settings_show_no_secret() -> None:
    assert "fake-secret" not in repr(settings_of(connection(login="AK", password="fake-secret-for-tests")))


def test_all_problems_are_named_at_once_and_no_value_is() -> None:
    wrong = {"regoin": "fake-secret-for-tests", "max_retries": "many"}
    with pytest.raises(ConfigError) as raised:
        settings_of(connection(extra=wrong, login="AK"))
    for part in ("regoin", "max_retries", "Password"):
        assert part in str(raised.value)
    assert "fake-secret" not in str(raised.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"login": "AK", "password": "fake-secret-for-tests", "extra": {"regoin": "x"}},
        {"password": "fake-secret-for-tests"},
        {"login": "x", "password": "fake-secret-for-tests", "extra": {"credential": "token"}},
        {"login": "AK", "password": "fake-secret-for-tests", "extra": {"max_retries": "many"}},
        {"login": "AK", "password": "y", "extra": {"security_token": "fake-secret-for-tests", "regoin": "x"}},
        {"login": "AK", "password": "y", "extra": '{"security_token": "fake-secret-for-tests"'},
        {"login": "AK", "password": "y", "extra": '["fake-secret-for-tests"]'},
    ],
)
def test_a_traceback_with_variables_shows_no_secret(fields: dict[str, Any]) -> None:
    class Connection(SimpleNamespace):
        def __repr__(self) -> str:
            return "modelarts_default"  # as Airflow's own, which shows no field

    with pytest.raises(ConfigError) as raised:
        settings_of(Connection(**vars(connection(**fields))))
    shown = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
    frames = [frame for frame in shown.stack if frame.filename != __file__]
    assert frames
    assert "fake-secret" not in repr([frame.locals for frame in frames])
    assert raised.value.__context__ is None


def test_the_form_has_each_extra_field_with_a_label() -> None:
    (kind,) = get_provider_info()["connection-types"]
    assert list(kind["conn-fields"]) == list(EXTRA_FIELDS)
    assert all(field["label"] and field["description"] for field in kind["conn-fields"].values())


def test_airflow_reads_the_description_without_importing_itself() -> None:
    code = (
        "import sys; from modelarts.airflow.provider_info import get_provider_info; get_provider_info();"
        "assert not any(name.split('.')[0] == 'airflow' for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
