"""Tries an installed package in some seconds, with the standard library alone.

`make smoke` runs it in environments that have only a wheel: other Pythons, older systems, other processors. It needs
no network beyond loopback, and prints one line for each thing that it tried.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import pathlib
import platform
import sys
import tempfile
import time

import modelarts
from modelarts import AsyncDatasetApi, DatasetApi, InvalidParameterError, ModelArtsError, config
from modelarts.cli import main
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement


def call(root: str, emulator: Emulator) -> str:
    """Creates a dataset of a folder and waits for it."""
    (pathlib.Path(root) / "bucket1" / "cats").mkdir(parents=True)
    (pathlib.Path(root) / "bucket1" / "cats" / "cat.jpg").write_text("a picture")
    with emulator.create_client() as client:
        started = DatasetApi(client).create_dataset(dataset_spec={"name": "cats", "data_url": "bucket1/cats/"})
        status = started.wait(timeout="60s")
    assert status.datasets[0].file_count == 1, status
    return "a call, and a wait"


def call_as_a_coroutine(_root: str, emulator: Emulator) -> str:
    """Lists the datasets."""

    async def names() -> list[str]:
        with emulator.create_client() as client:
            return [dataset.dataset_name async for dataset in AsyncDatasetApi(client).iter_datasets()]

    found = asyncio.run(names())
    assert found == ["cats"], found
    return "a coroutine"


def call_version_2(_root: str, emulator: Emulator) -> str:
    """Lists the datasets of version 2."""
    with emulator.create_client() as client:
        list(DataManagement(client).datasets.iter())
    return "a call of version 2"


def explain_mistakes(_root: str, emulator: Emulator) -> str:
    """Makes a call with a wrong argument, and one that nothing answers."""
    with emulator.create_client() as client:
        try:
            DatasetApi(client).create_dataset(dataset_spec={"name": "a b", "data_url": "bucket1/"})
            said = "nothing"
        except InvalidParameterError as error:
            said = str(error)
    assert "dataset_spec.name" in said, said
    nobody = config.create_client(
        endpoint="https://127.0.0.1:9", project_id="p", token="t", max_retries=0, validate=False
    )
    try:
        DatasetApi(nobody).get_task_status(task_id="t")
    except ModelArtsError:
        return "errors, and the certificates of the system"
    raise AssertionError("a port on which nothing listens answered")


def run_the_command_line(_root: str, _emulator: Emulator) -> str:
    """Runs `modelarts quickstart`."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(["quickstart"])
    assert code == 0, said.getvalue()
    return "the command line"


def run() -> None:
    """Tries everything, and prints what."""
    started = time.monotonic()
    print(f"modelarts {modelarts.__version__}, Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as root, Emulator(root) as emulator:
        for part in (call, call_as_a_coroutine, call_version_2, explain_mistakes, run_the_command_line):
            print(f"  {part(root, emulator)}", flush=True)
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(f"  all in {time.monotonic() - started:.1f} s{'' if gil else ', without the global interpreter lock'}")


if __name__ == "__main__":
    run()
