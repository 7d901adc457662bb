"""Types that help: what users write passes, what leaves out an argument doesn't, and hints work at run time."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

import modelarts
from modelarts import responses

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests/typing"


def mypy(file: str) -> list[str]:
    """Runs mypy as a user of the strict mode does; returns its errors."""
    command = [sys.executable, "-m", "mypy", "--strict", "--hide-error-context", "--no-pretty", str(FOLDER / file)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [line for line in result.stdout.splitlines() if ": error: " in line]


def test_the_life_cycle_passes_mypy() -> None:
    assert mypy("life_cycle.py") == []


def test_what_is_wrong_is_refused_by_mypy() -> None:
    lines = (FOLDER / "refused.py").read_text().splitlines()
    expected = [number for number, line in enumerate(lines, 1) if "# refused" in line]
    assert [int(error.split(":")[1]) for error in mypy("refused.py")] == expected


CLASSES = (
    modelarts.ApiClient,
    modelarts.AsyncDatasetApi,
    modelarts.DatasetApi,
    modelarts.Emulator,
    *(getattr(responses, name) for name in responses.__all__),
)


def methods(cls: type) -> list[Any]:
    found = []
    for name in dir(cls):
        member = inspect.getattr_static(cls, name)
        member = member.fget if isinstance(member, property) else member
        if not name.startswith("_") and inspect.isfunction(member):
            found.append(member)
    return found


@pytest.mark.parametrize("cls", CLASSES)
def test_type_hints_of_methods_can_be_read_at_run_time(cls: type) -> None:
    for method in methods(cls):
        hints = typing.get_type_hints(method)
        assert "return" in hints
        assert not any("_deferred" in repr(hint) for hint in hints.values())


def test_type_hints_of_functions_can_be_read_at_run_time() -> None:
    assert typing.get_type_hints(modelarts.create_client)["return"] is modelarts.ApiClient


STUBS = {
    "client/dataset_api": modelarts.DatasetApi,
    "client/async_dataset_api": modelarts.AsyncDatasetApi,
    "wait/tasks": modelarts.DatasetApi,
    "wait/async_tasks": modelarts.AsyncDatasetApi,
}


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_has_the_parameters_of_the_code(stub: str) -> None:
    (declared,) = (
        node
        for node in ast.parse((ROOT / f"python/modelarts/{stub}.pyi").read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    functions = [node for node in declared.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    public = {name for name in vars(STUBS[stub]) if not name.startswith("_")}
    if "dataset_api" in stub:
        assert {function.name for function in functions} == public
    for function in functions:
        arguments = function.args
        names = {argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
        assert names == inspect.signature(getattr(STUBS[stub], function.name)).parameters.keys()


@pytest.mark.parametrize(
    ("statement", "avoided"),
    [
        ("import modelarts", ("modelarts._modelarts", "modelarts.client", "typing")),
        ("from modelarts.client import *", ("typing", "datetime", "asyncio", "modelarts.v2")),
    ],
)
def test_an_import_loads_only_what_it_needs(statement: str, avoided: tuple[str, ...]) -> None:
    code = f"{statement}\nimport sys\nprint([name for name in {avoided!r} if name in sys.modules])"
    assert in_new_interpreter(code) == "[]"


def test_every_name_of_the_package_is_found_when_it_is_used() -> None:
    code = (
        "import modelarts\n"
        "submodules = ['client', 'config', 'emulator', 'errors', 'manifest', 'responses', 'v2']\n"
        "names = [*modelarts.__all__, *submodules]\n"
        "assert set(names) <= set(dir(modelarts))\n"
        "for name in names:\n"
        "    found = getattr(modelarts, name)\n"
        "    assert getattr(found, '__name__', name).rpartition('.')[2] == name, name\n"
        "    assert getattr(modelarts, name) is found\n"
        "assert modelarts.__version__ == modelarts._modelarts.VERSION\n"
        "assert not hasattr(modelarts, 'nothing')\n"
        "from modelarts import *\n"
        "print(len(names))"
    )
    assert int(in_new_interpreter(code)) > 30


def in_new_interpreter(code: str) -> str:
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_a_star_import_brings_what_the_vendor_documents() -> None:
    names: dict[str, Any] = {}
    exec("from modelarts.client import *", names)
    assert names.keys() - {"__builtins__"} == {"ApiClient", "ApiException", "AsyncDatasetApi", "DatasetApi"}
