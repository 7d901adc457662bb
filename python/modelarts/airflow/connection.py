"""The settings of a client from an Airflow connection, whose fields the form in the browser shows."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from modelarts.client.base_client import OTHER_NAMES, Settings
from modelarts.errors import ConfigError
from modelarts.language import joined, message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CONNECTION_TYPE", "CREDENTIALS", "DEFAULT_CONNECTION", "EXTRA_FIELDS", "console_of", "settings_of"]

CONNECTION_TYPE = "modelarts"
DEFAULT_CONNECTION = "modelarts_default"
# What login and password of a connection are; the first is the default.
CREDENTIALS = ("access_key", "password", "token")


class _Login(NamedTuple):
    """The settings that login and password are."""

    login: str | None
    password: str


_CREDENTIAL_SETTINGS = {
    "access_key": _Login("access_key", "secret_key"),
    "password": _Login("username", "password"),
    "token": _Login(None, "token"),
}
# Fields of `extra`, with the types that JSON has for them; a form sends numbers and booleans as such or as texts.
EXTRA_FIELDS: dict[str, str] = {
    "credential": "string",
    "region": "string",
    "project_id": "string",
    "project_name": "string",
    "account": "string",
    "security_token": "string",
    "iam_endpoint": "string",
    "signature": "string",
    "verify_ssl": "boolean",
    "ca_bundle": "string",
    "proxy": "string",
    "timeout": "string",
    "connect_timeout": "string",
    "max_retries": "integer",
    "language": "string",
    "console": "string",
}
# Fields that are no settings of the client.
_OWN = ("credential", "console")
_BOOLEANS = {"true": True, "false": False}


def settings_of(connection: Any) -> Settings:
    """Returns the arguments of `create_client` that a connection has.

    Args:
        connection: The Airflow connection.

    Returns:
        The settings that are not empty; their `repr` shows no value.

    Raises:
        ConfigError: The connection has unknown fields, values that are not valid, or half a credential.
    """
    name = str(connection.conn_id)
    if connection.conn_type not in (CONNECTION_TYPE, None, ""):
        raise ConfigError(
            message(
                "the Airflow connection {name} has the type {found}, expected {expected}",
                name=name,
                found=connection.conn_type,
                expected=CONNECTION_TYPE,
            )
        )
    settings, problems = _read(connection)
    if problems:
        text = message("the Airflow connection {name} is not valid", name=name)
        raise ConfigError(joined(None, [text, joined(None, problems, "; ")], ": "))
    return settings


def _read(connection: Any) -> tuple[Settings, list[str]]:
    """Returns the settings of a connection and what is wrong with it.

    This function raises nothing once it has read a secret: a traceback may be shown with the variables of its frames.
    """
    extra = _extra(connection)
    problems = [_unknown(field) for field in extra if field not in EXTRA_FIELDS]
    settings: dict[str, Any] = {}
    for field, value in extra.items():
        if field in EXTRA_FIELDS:
            try:
                settings[field] = _value(field, value)
            except ValueError as error:
                problems.append(str(error))
    kind = settings.get("credential", CREDENTIALS[0])
    if kind in _CREDENTIAL_SETTINGS:
        settings.update(_credential(connection, kind, problems))
    else:
        expected = " | ".join(CREDENTIALS)
        problems.append(
            message("credential: is {found}, expected one of {expected}", found=repr(kind), expected=expected)
        )
    for field in _OWN:
        settings.pop(field, None)
    endpoint = _endpoint(connection)
    if endpoint is not None:
        settings["endpoint"] = endpoint
    return Settings(settings, use_environment=True), problems


def console_of(connection: Any) -> str | None:
    """Returns the address of the console that a connection names, with places such as {region}; None if it has none.

    Args:
        connection: The Airflow connection.

    Raises:
        ConfigError: The extra fields are no JSON object.
    """
    found = _extra(connection).get("console")
    return found if isinstance(found, str) else None


def _extra(connection: Any) -> dict[str, Any]:
    extra = _json_object(connection.extra)
    if extra is None:
        name = str(connection.conn_id)
        raise ConfigError(message("the extra fields of the Airflow connection {name} are no JSON object", name=name))
    return {field: value for field, value in extra.items() if value not in (None, "")}


def _json_object(text: str | None) -> dict[str, Any] | None:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _unknown(field: str) -> str:
    # Its value is not shown: it may be a secret under a wrong name.
    meant = OTHER_NAMES.get(field)
    close = [meant] if meant in EXTRA_FIELDS else get_close_matches(field, EXTRA_FIELDS, 1)
    if field in ("access_key", "username", "ak", "user"):
        return message("{field}: is an unknown extra field; it belongs into the field Login", field=field)
    if field in ("secret_key", "password", "token", "sk"):
        return message("{field}: is an unknown extra field; it belongs into the field Password", field=field)
    if field in ("endpoint", "base_url", "url"):
        return message("{field}: is an unknown extra field; it belongs into the field Host", field=field)
    if close:
        return message("{field}: is an unknown extra field; did you mean {meant}?", field=field, meant=close[0])
    known = joined(None, EXTRA_FIELDS)
    return message("{field}: is an unknown extra field; known are {known}", field=field, known=known)


def _value(field: str, value: object) -> object:
    kind = EXTRA_FIELDS[field]
    if kind == "boolean" and not isinstance(value, bool):
        if str(value).lower() not in _BOOLEANS:
            raise ValueError(message("{field}: is {found}, expected true or false", field=field, found=repr(value)))
        return _BOOLEANS[str(value).lower()]
    if kind == "integer":
        if isinstance(value, bool) or not str(value).isdecimal():
            raise ValueError(message("{field}: is {found}, expected a whole number", field=field, found=repr(value)))
        return int(str(value))
    if kind == "string" and not isinstance(value, (str, int, float)):
        found = type(value).__name__
        raise ValueError(message("{field}: is {found}, expected a text", field=field, found=found))
    return value if kind == "boolean" else str(value)


def _credential(connection: Any, kind: str, problems: list[str]) -> Mapping[str, str]:
    """Returns the settings that login and password are; none if both are empty, and other sources count."""
    names = _CREDENTIAL_SETTINGS[kind]
    login, password = connection.login or None, connection.password or None
    if login is None and password is None and kind == CREDENTIALS[0]:
        return {}
    if password is None:
        problems.append(message("Password: is empty, expected the {setting}", setting=names.password))
    if names.login is not None and login is None:
        problems.append(message("Login: is empty, expected the {setting}", setting=names.login))
    if names.login is None and login is not None:
        problems.append(message("Login: is not used with a token; leave it empty"))
    found = {names.login: login, names.password: password}
    return {name: value for name, value in found.items() if name is not None and value is not None}


def _endpoint(connection: Any) -> str | None:
    host: str | None = connection.host or None
    if host is None:
        return None
    if "://" not in host:
        host = f"{connection.schema or 'https'}://{host}"
    return host if connection.port is None else f"{host.rstrip('/')}:{connection.port}"
