"""The service model against the documented calls; `make lint` compares the generated files with the model."""

from __future__ import annotations

import inspect
import re
import typing
from pathlib import Path
from typing import Any

import pytest
import tomllib

from documented_calls import CALLS, DocumentedCall
from modelarts import AsyncDatasetApi, DatasetApi, bodies, responses
from modelarts.responses import task_result
from modelarts.responses.base import AttributeDict

ROOT = Path(__file__).resolve().parents[1]
MODEL: dict[str, Any] = tomllib.loads((ROOT / "api/v1/dataset.toml").read_text("utf-8"))
CODES: dict[str, Any] = tomllib.loads((ROOT / "api/error_codes.toml").read_text("utf-8"))
CATEGORIES: dict[str, str] = CODES.pop("category")

every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    own: dict[str, Any] = operation.get("parameter", {})
    found: dict[str, Any] = own.get(name) or MODEL["parameter"][name]
    return found


def test_the_model_has_the_documented_calls_and_no_others() -> None:
    assert MODEL["operation"].keys() == CALLS.keys()


@every_call
def test_an_operation_is_the_documented_call(call: DocumentedCall) -> None:
    operation = MODEL["operation"][call.name]
    path = operation["path"]
    pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))
    assert operation["method"] == call.method
    assert re.fullmatch(pattern, call.path)
    assert tuple(operation["parameters"]) == ("project_id", *call.parameters)
    assert operation.get("starts_task", False) == call.starts_task
    assert operation.get("listed_only", False) == call.is_only_listed
    places = {name: parameter(operation, name)["place"] for name in operation["parameters"]}
    assert {name for name, place in places.items() if place == "path"} == set(re.findall(r"{(\w+)}", path))
    assert call.query.keys() <= {name for name, place in places.items() if place == "query"}
    assert ("body" in places.values()) == (call.body is not None)


@every_call
def test_a_response_of_the_model_has_the_documented_keys(call: DocumentedCall) -> None:
    operation = MODEL["operation"][call.name]
    if call.is_only_listed:
        assert operation["response"] == "Response"
        return

    def compare(answer: dict[str, Any], name: str) -> None:
        fields = MODEL["response"][name].get("fields", {})
        assert answer.keys() <= fields.keys()
        for key, value in answer.items():
            kind = fields[key]
            if isinstance(value, list):
                assert kind["type"] == "list"
                for item in value:
                    compare(item, kind["items"]) if isinstance(item, dict) else None
            else:
                types = {"text": str, "state": str, "integer": int, "boolean": bool}
                assert type(value) is types[kind["type"]]

    compare(call.response, operation["response"])


@every_call
def test_both_apis_have_what_the_model_declares(call: DocumentedCall) -> None:
    operation = MODEL["operation"][call.name]
    for api in (DatasetApi, AsyncDatasetApi):
        method = getattr(api, call.name)
        assert list(inspect.signature(method).parameters) == ["self", *operation["parameters"], "timeout"]
        doc = inspect.getdoc(method) or ""
        assert doc.splitlines()[0] == operation["en"].strip().splitlines()[0]


def test_every_text_is_there_in_both_languages() -> None:
    def walk(path: str, table: dict[str, Any]) -> None:
        english = {key for key in table if key == "en" or key.endswith("_en")}
        chinese = {key for key in table if key == "zh" or key.endswith("_zh")}
        only_english = {"page_en", "item_en"}
        assert {key[:-2] for key in english - only_english} == {key[:-2] for key in chinese}, path
        assert all(str(table[key]).strip() for key in english | chinese), path
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{path}.{key}", value)

    walk("dataset", MODEL)
    walk("error_codes", CODES)


def test_advice_is_for_users_and_has_no_note_on_where_it_comes_from() -> None:
    for code, texts in CODES.items():
        for key, text in texts.items():
            assert not re.search("the page|the document|原页面|原文|印作", str(text)), (code, key)


def test_every_documented_error_code_is_there() -> None:
    # Of version 1, of version 2, and of the gateway before both.
    assert len(CODES) == 161 + 135 + 4
    assert all(code["meaning_en"] for code in CODES.values())
    assert {code["category"] for code in CODES.values()} == CATEGORIES.keys()
    assert CODES["ModelArts.1642"].get("retry")
    assert not CODES["ModelArts.0102"].get("retry")


def test_every_response_class_and_body_of_the_model_can_be_imported() -> None:
    for name, table in MODEL["response"].items():
        fields = table.get("fields", {})
        cls = getattr(responses, name)
        assert issubclass(cls, AttributeDict)
        assert all(hasattr(cls, field) for field in fields)
    for name, table in MODEL["body"].items():
        body = getattr(bodies, name)
        assert typing.get_type_hints(body).keys() == table["member"].keys()
        assert body.__required_keys__ == {key for key, member in table["member"].items() if member.get("required")}
    kinds = MODEL["states"]["TaskState"]
    assert [state.value for state in responses.TaskState] == [
        *kinds["queued"],
        *kinds["running"],
        *kinds["succeeded"],
        *kinds["failed"],
    ]
    assert kinds["succeeded"].keys() == task_result.TASK_SUCCEEDED
    assert kinds["failed"].keys() == task_result.TASK_FAILED
    assert task_result.TASK_FINAL == task_result.TASK_SUCCEEDED | task_result.TASK_FAILED


def test_chinese_texts_have_spaces_beside_latin_words() -> None:
    han, latin = "[\u3400-\u9fff]", '[A-Za-z0-9`"$]'
    for page in (ROOT / "docs/reference").glob("*.zh-CN.md"):
        # The titles of the vendor's pages stay as they are.
        text = re.sub(r"```.*?```|《.*?》", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(f".?.?(?:{han}{latin}|{latin}{han}).?.?", text), page.name
