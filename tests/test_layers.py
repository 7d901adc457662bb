"""Dependencies between files point one way: downwards through the layers, and in no circle."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

V2_RESOURCES = (
    "datasets",
    "versions",
    "samples",
    "labels",
    "imports",
    "exports",
    "syncs",
    "auto_labelling",
    "processing",
)
V2_CLASSES = tuple(f"v2/{prefix}{resource}" for resource in V2_RESOURCES for prefix in ("", "async_"))

# The layers from top to bottom; each is a list of files and folders, without their extensions. A file may
# use its own layer and those below it. Python:
PYTHON_LAYERS = (
    ("airflow/__init__", "airflow/provider_info", "airflow/operators", "airflow/sensor"),
    ("airflow/operator",),
    ("airflow/deferral",),
    ("airflow/trigger",),
    ("airflow/shared_client", "airflow/work"),
    ("airflow/hook", "airflow/links", "airflow/outcome"),
    ("airflow/connection",),
    ("cli", "__main__"),
    ("__init__",),
    ("emulator",),
    ("activation", "emulator_control"),
    ("config", "client/__init__", "client/api"),
    ("client/dataset_api", "client/async_dataset_api"),
    ("v2/__init__",),
    ("v2/data_management",),
    V2_CLASSES,
    ("v2/resource",),
    ("v2/batch", "v2/listing"),
    ("client/base", "client/paging"),
    ("v2/bodies", "v2/responses"),
    ("v2/enumerations",),
    ("client/api_client",),
    ("client/base_client",),
    ("wait/tasks", "wait/async_tasks", "wait/work", "wait/async_work"),
    ("wait/loop", "wait/async_loop"),
    ("wait/pollers", "wait/targets"),
    ("wait/state", "manifest"),
    ("progress",),
    ("responses",),
    ("duration", "log", "vendor_sdk", "warning"),
    ("importing",),
    ("errors",),
    ("display", "traceback_lines"),
    ("error_details", "markup"),
    ("language", "local_time"),
    ("bodies", "text", "text_enum", "yaml_reader", "unset", "_deferred"),
    ("_modelarts",),
)
# Rust; `_modelarts` of Python is the folder `python`:
RUST_LAYERS = (
    ("python",),
    ("emulator",),
    ("client",),
    ("config", "wait"),
    ("transport",),
    ("auth",),
    ("http", "operation"),
    ("manifest",),
    ("schema", "explain"),
    ("value",),
    ("api",),
    ("charset", "encoding", "error", "file", "language", "message", "process", "secret", "text"),
)
# The emulator is independent of the client that it is used to test, except for these.
EMULATOR_USES = ("emulator", "auth/signer", "encoding", "language", "message", "process")

Graph = dict[str, set[str]]


def python_graph() -> Graph:
    """Returns, for each Python file, the files that it imports, except for typing alone."""
    package = ROOT / "python/modelarts"
    files = {str(path.relative_to(package).with_suffix("")): path for path in package.rglob("*.py")}
    names = {*files, "_modelarts"}
    graph: Graph = {"_modelarts": set()}
    for name, path in files.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {found for module in imports(tree) if (found := python_file(module, names))}
        graph[name] = imported - {name}
    return graph


def imports(node: ast.AST) -> Iterator[str]:
    """Yields the dotted names that a file imports, inside functions, too, but not for type checkers."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        for statement in node.orelse:
            yield from imports(statement)
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imports(child)


def python_file(module: str, names: set[str]) -> str | None:
    """Returns the file that has a dotted name: of a module, of a package, or of what one of them defines.

    Python loads the packages around a module before it. This is no dependency: they only re-export.
    """
    package, *parts = module.split(".")
    if package != "modelarts":
        return None
    candidates = ["/".join(parts), "/".join([*parts, "__init__"]), "/".join(parts[:-1])]
    candidates.append("/".join([*parts[:-1], "__init__"]))
    return next((candidate for candidate in candidates if candidate in names), None)


class Crate:
    """The modules of the Rust crate, without those for its tests."""

    def __init__(self, source: Path) -> None:
        self.texts: dict[str, str] = {}
        self._read(source, "", source / "lib.rs")
        self._exports = {module: dict(self._exported(module)) for module in self.texts}

    def _read(self, source: Path, module: str, path: Path) -> None:
        text = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        # The tests of a file are at its end.
        self.texts[module] = re.split(r"#\[cfg\(test\)\]\s*(?:#\[.*\]\s*)*mod \w+ \{", text)[0]
        for attribute, name in re.findall(r"(#\[cfg\(test\)\]\s*(?:#\[.*\]\s*)*)?\bmod (\w+);", text):
            inner = f"{module}/{name}".lstrip("/")
            paths = (source / f"{inner}.rs", source / inner / "mod.rs")
            if not attribute:
                self._read(source, inner, next(path for path in paths if path.exists()))

    def graph(self) -> Graph:
        """Returns, for each module, those that it uses; what it only re-exports is no dependency."""
        graph = {module: set(self._used(module)) - {module, ""} for module in self.texts}
        del graph[""]
        return graph

    def _used(self, module: str) -> Iterator[str]:
        text = re.sub(r"\bpub(?:\([a-z]+\))? use [^;]+;", "", self.texts[module])
        for path in used_paths(text):
            found = self._find(module, path)
            if found is not None:
                yield found

    def _exported(self, module: str) -> Iterator[tuple[str, list[str]]]:
        for tree in re.findall(r"\bpub(?:\([a-z]+\))? use ([^;]+);", self.texts[module]):
            for path in expanded(tree):
                yield path[-1], path

    def _find(self, module: str, path: list[str]) -> str | None:
        """Returns the module that defines what a path leads to, seen from a module."""
        start, *rest = path
        if start == "crate":
            at = ""
        elif start == "self":
            at = module
        elif start == "super":
            at = module.rpartition("/")[0]
            while rest and rest[0] == "super":
                at = at.rpartition("/")[0]
                rest = rest[1:]
        elif f"{module}/{start}".lstrip("/") in self.texts:
            at, rest = module, path
        else:
            return None
        while rest and f"{at}/{rest[0]}".lstrip("/") in self.texts:
            at, rest = f"{at}/{rest[0]}".lstrip("/"), rest[1:]
        exported = self._exports[at].get(rest[0]) if rest and at != module else None
        return at if exported is None else self._find(at, exported)


def used_paths(text: str) -> Iterator[list[str]]:
    """Yields the paths of `use` declarations, and those that code spells out."""
    for tree in re.findall(r"^\s*use ([\w\s:{},*]+);", text, re.MULTILINE):
        yield from expanded(tree)
    code = re.sub(r"^\s*use [\w\s:{},*]+;", "", text, flags=re.MULTILINE)
    for path in re.findall(r"(?<![\w:])(?:\w+::)+\w+", code):
        yield path.split("::")


def expanded(tree: str) -> Iterator[list[str]]:
    """Yields the paths of a tree like `super::{a, b::{self, C}}`, without the names given by `as`."""
    tree = re.sub(r"\s+as\s+\w+|\s", "", tree)
    head, brace, rest = tree.partition("{")
    prefix = [part for part in head.split("::") if part]
    if not brace:
        yield prefix[:-1] if prefix[-1] == "self" and len(prefix) > 1 else prefix
        return
    for branch in branches(rest[: rest.rindex("}")]):
        for path in expanded(branch):
            yield prefix if path == ["self"] else prefix + path


def branches(text: str) -> Iterator[str]:
    """Yields the parts of a list between its commas, but not those inside braces."""
    depth, begin = 0, 0
    for place, character in enumerate(f"{text},"):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "," and depth == 0:
            if place > begin:
                yield text[begin:place]
            begin = place + 1


def layer(file: str, layers: tuple[tuple[str, ...], ...]) -> int:
    """Returns the number of the layer of a file, counted from the top."""
    found = [
        number for number, entries in enumerate(layers) if any(f"{file}/".startswith(f"{entry}/") for entry in entries)
    ]
    assert len(found) == 1, f"{file} is in {len(found)} layers; state its layer at the top of this test"
    return found[0]


PYTHON = python_graph()
RUST = Crate(ROOT / "src").graph()


EACH_ALONE = """
import importlib, os, sys, traceback
for module in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(module)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(module)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="has no fork; modules import each other alike there")
def test_each_module_can_be_imported_first() -> None:
    # A package around a module is loaded before it, and what that imports may lead back to the module.
    modules = [name.replace("/", ".").removesuffix(".__init__") for name in python_graph()]
    modules = [f"modelarts.{name}" for name in modules if not name.startswith(("airflow", "__"))]
    done = subprocess.run([sys.executable, "-c", EACH_ALONE, *modules], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("graph", [PYTHON, RUST], ids=["Python", "Rust"])
def test_no_files_import_each_other_in_a_circle(graph: Graph) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize(("graph", "layers"), [(PYTHON, PYTHON_LAYERS), (RUST, RUST_LAYERS)], ids=["Python", "Rust"])
def test_no_file_uses_a_layer_above_its_own(graph: Graph, layers: tuple[tuple[str, ...], ...]) -> None:
    upward = [
        f"{file} uses {used}"
        for file, all_used in graph.items()
        for used in sorted(all_used)
        if layer(used, layers) < layer(file, layers)
    ]
    assert upward == []


def test_the_emulator_does_not_use_the_client() -> None:
    used = {used for file, all_used in RUST.items() if file.startswith("emulator") for used in all_used}
    assert [
        file for file in sorted(used) if not f"{file}/".startswith(tuple(f"{part}/" for part in EMULATOR_USES))
    ] == []


def test_dependencies_are_found() -> None:
    assert "wait/loop" in PYTHON["wait/tasks"]
    assert "display" in PYTHON["responses/base"], "an import inside a function"
    assert "responses/task" not in PYTHON["errors"], "an import for type checkers"
    assert "http/message" in RUST["transport/call"], "through a re-export"
    assert "error" in RUST["config/config_file"]
    assert list(expanded("super::{a, b::{self, C}, d::E as F}")) == [
        ["super", "a"],
        ["super", "b"],
        ["super", "b", "C"],
        ["super", "d", "E"],
    ]
