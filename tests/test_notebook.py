"""Notebooks in a real Jupyter kernel, whose event loop is running."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from test_sample import DOCUMENTED, TASK_ID

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

pytestmark = [
    # The kernel's own machinery, not ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
AWAITED = "resp = await AsyncDatasetApi(client).get_task_status(project_id=resp.project_id, task_id=resp.task_id)\nresp"


def executed(name: str) -> tuple[list[Any], str]:
    """Returns the outputs of an example after its execution, and what it printed."""
    notebook = nbformat.read(EXAMPLES / name, as_version=4)  # type: ignore[no-untyped-call] # nbformat types half
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return outputs, "".join(output.get("text", "") for output in outputs)


def test_the_sample_runs_in_notebook_cells_and_so_does_await(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELARTS_CONFIG", emulator.write_config(tmp_path))
    dataset = {"dataset_id": "d-1", "dataset_name": "flowers", "file_count": 3, "create_time": 1600000000}
    emulator.add_task(TASK_ID, states=["RUNNING", "SUCCESS"], result=[{"createDatasetSuccess": [dataset]}])
    notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call] # likewise
    running = "import asyncio\nprint(asyncio.get_running_loop().is_running())"
    cells = [DOCUMENTED, "resp", running, AWAITED]
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]  # type: ignore[no-untyped-call] # likewise
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    _, synced, loop, awaited = ([output for cell in [cell] for output in cell.outputs] for cell in notebook.cells)
    assert loop[0]["text"] == "True\n"
    assert "RUNNING" in synced[0]["data"]["text/html"]
    shown = awaited[0]["data"]["text/html"]
    assert all(text in shown for text in ("SUCCESS", "flowers", "2020-09-13"))


def test_the_lifecycle_notebook_shows_a_real_difference_and_brings_files_back() -> None:
    outputs, printed = executed("dataset_lifecycle.ipynb")
    for line in (
        "added:   obs://bucket1/pets/hamster.jpg",
        "deleted: obs://bucket1/pets/README.md",
        "['cat.jpg', 'dog.jpg', 'hamster.jpg'] -> ['README.md', 'cat.jpg', 'dog.jpg']",
        "this is cat.jpg",
        "InvalidParameterError: dataset_spec.name: ",
        "NotFoundError: create_dataset failed: ModelArts.1673",
    ):
        assert line in printed
    shown = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert len(shown) == 4
    assert "added_count 1, deleted_count 1" in "".join(shown)


WAITING = """
from modelarts.client import DatasetApi, Poll
from modelarts.emulator import Emulator
emulator = Emulator()
emulator.add_task("one", states=["PENDING", ("RUNNING", 3), "SUCCESS"])
emulator.add_task("two", states=["PENDING", "SUCCESS"])
datasetapi = DatasetApi(emulator.create_client(poll=Poll(0.01, 0.02)))
datasetapi.wait_for_tasks(task_ids=["one", "two"])
datasetapi.wait_for_task(task_id="one")
"""


def test_a_wait_in_a_notebook_shows_a_bar_and_then_the_response_alone() -> None:
    notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call] # likewise
    notebook.cells = [nbformat.v4.new_code_cell(WAITING)]  # type: ignore[no-untyped-call] # likewise
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    outputs = notebook.cells[0].outputs
    drawn = "".join(output.get("text", "") for output in outputs)
    assert "0/2" in drawn
    assert "2/2" in drawn
    assert "2 SUCCESS" in drawn
    assert "Warning" not in drawn
    assert "SUCCESS" in outputs[-1]["data"]["text/html"]


def test_the_notebook_of_waits_waits_and_shows_what_failed() -> None:
    outputs, printed = executed("wait.ipynb")
    for line in (
        "TaskFailedError - task publish-owls failed: ModelArts.1674: dataset owls does not exist",
        "['SUCCESS', 'SUCCESS', 'FAILURE']\n",
        "Counter({'SUCCESS': 1000})\n",
        "PENDING\nSTARTED\nRUNNING\nSUCCESS\n",
        "task endless was not done after 2.0 s",
        "last status: RUNNING",
        "3/3",
    ):
        assert line in printed
    shown = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert len(shown) == 3
    assert "SUCCESS" in shown[0]
    assert "cats" in shown[1]
    assert "FAILURE" in shown[2]


def test_the_notebook_of_version_2_goes_from_pictures_to_a_training_set() -> None:
    outputs, printed = executed("v2_lifecycle.ipynb")
    for line in ("SUCCEEDED with 4 samples\n2 of them", "V001: SUCCEEDED", "/V001.manifest", "SUCCEEDED: 4 samples"):
        assert line in printed
    assert "0 datasets, 4 pictures" in printed
    *tables, training = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    labels = [[table.count(f"<td>{label}</td>") for label in ("", "cat", "dog", "kitten")] for table in tables]
    assert labels == [[2, 1, 1, 0], [0, 2, 2, 0], [0, 0, 2, 2]]
    assert (training.count("TRAIN"), training.count("EVAL")) == (3, 1)
    shown = [output["data"]["text/plain"] for output in outputs if output.get("output_type") == "execute_result"]
    assert shown[-1] == "['dog/lassie.jpg', 'dog/rex.jpg', 'kitten/felix.jpg', 'kitten/tom.jpg']"


def test_the_notebook_on_ones_own_pipeline_shows_what_the_emulator_does_to_it() -> None:
    _, printed = executed("own_pipeline.ipynb")
    for line in (
        "2 lines in V001.manifest\n",
        "[429, 200]\n",
        "failed: ModelArts.4360: ",
        "1 passed\n",
    ):
        assert line in printed
