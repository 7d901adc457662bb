"""The service model against the documented calls, and the generated files against the model."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest
import tomllib

from documented_calls import CALLS, DocumentedCall
from modelarts import AsyncDatasetApi, DatasetApi, bodies, responses

ROOT = Path(__file__).resolve().parents[1]
MODEL: dict[str, Any] = tomllib.loads((ROOT / "api/v1/dataset.toml").read_text("utf-8"))
CODES: dict[str, Any] = tomllib.loads((ROOT / "api/error_codes.toml").read_text("utf-8"))
# Before a fixture changes HOME, in which rustup looks for rustfmt.
ENVIRONMENT = dict(os.environ)

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
    assert operation["method"] == call.verb
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

    compare(call.answer, operation["response"])


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


def test_every_documented_error_code_is_there() -> None:
    assert len(CODES) == 161
    assert all(code["meaning_en"] and code["category"] for code in CODES.values())
    assert CODES["ModelArts.1642"].get("retry")
    assert not CODES["ModelArts.0102"].get("retry")


def test_every_response_class_and_body_of_the_model_can_be_imported() -> None:
    for name, table in MODEL["response"].items():
        fields = table.get("fields", {})
        cls = getattr(responses, name)
        assert issubclass(cls, responses.Response)
        assert all(hasattr(cls, field) for field in fields)
    for name, table in MODEL["body"].items():
        body = getattr(bodies, name)
        assert typing.get_type_hints(body).keys() == table["member"].keys()
        assert body.__required_keys__ == {key for key, member in table["member"].items() if member.get("required")}
    kinds = MODEL["states"]["TaskState"]
    assert [state.value for state in responses.TaskState] == [
        *kinds["running"],
        *kinds["failed"],
        *kinds["succeeded"],
    ]


@pytest.mark.skipif(shutil.which("rustfmt") is None, reason="rustfmt formats the Rust tables")
def test_no_generated_file_is_stale() -> None:
    command = [sys.executable, str(ROOT / "tools/generate.py"), "--check"]
    result = subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_key_that_the_model_does_not_know_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    model = importlib.import_module("generator.model")
    text = (ROOT / "api/v1/dataset.toml").read_text("utf-8")
    for there, instead, message in (
        ('method = "GET"', 'method = "GET"\nidempotent = true', "idempotent"),
        ('response = "DatasetList"', 'response = "Datasets"', "unknown response Datasets"),
        ('items = "Dataset"', 'items = "Datensatz"', "unknown items Datensatz"),
        ("/datasets/task/{task_id}", "/datasets/task/{task}", "its path has other parameters"),
        ('type = "one-of"', 'type = "enum"', "unknown type"),
    ):
        folder = tmp_path / str(abs(hash(there)))
        (folder / "api/v1").mkdir(parents=True)
        assert there in text
        (folder / "api/v1/dataset.toml").write_text(text.replace(there, instead), "utf-8")
        with pytest.raises(ValueError, match=message):
            model.service(folder)


def test_a_new_call_is_one_entry_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    faces = importlib.import_module("generator.faces")
    entry = """
[operation.count_files]
method = "GET"
path = "/v1/{project_id}/datasets/{dataset_id}/files"
parameters = ["project_id", "dataset_id", "search_content"]
response = "FileCount"
page = "查询文件数"
page_en = "counting files"
en = "Counts the files of a dataset."
zh = "查询数据集的文件数。"
returns_en = "The number of files."
returns_zh = "文件数。"
example = ">>> datasetapi.count_files(dataset_id='d')"

[response.FileCount]
en = "The response of `count_files`."
zh = "`count_files`的响应。"

[response.FileCount.fields]
file_count = { type = "integer", presence = "required", en = "The number of files.", zh = "文件数。" }
"""
    (tmp_path / "api/v1").mkdir(parents=True)
    text = (ROOT / "api/v1/dataset.toml").read_text("utf-8")
    (tmp_path / "api/v1/dataset.toml").write_text(text + entry, "utf-8")
    written = faces.outputs(tmp_path)
    sync, stub = (written[tmp_path / f"python/modelarts/client/dataset_api.{kind}"] for kind in ("py", "pyi"))
    assert 'return self._core.call("count_files", (project_id, dataset_id, search_content), timeout)' in sync
    assert "    ) -> FileCount: ..." in stub
