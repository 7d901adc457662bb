"""Notebooks as pages, as they are shown after a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

if TYPE_CHECKING:
    from pathlib import Path

# The notebook's own frame around cells is of no use in a picture.
STYLE = "<style>body { margin: 0; padding: 8px 24px !important; } .jp-InputPrompt { opacity: .4 }</style>"

START = """
# Paths of this machine are of no use in a picture.
%xmode Minimal
import os, pathlib, sys, tempfile, time
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()
if not {has_tqdm}:
    sys.modules["tqdm"] = sys.modules["tqdm.auto"] = None
from modelarts.client import DatasetApi, Poll
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement
root = pathlib.Path(tempfile.mkdtemp())
for folder in ("flowers", "pets", "out"):
    (root / "bucket1" / folder).mkdir(parents=True)
    for number in range(3):
        (root / "bucket1" / folder / f"{{number}}.jpg").write_text(folder)
emulator = Emulator(root)
flowers = emulator.add_dataset("flowers", "bucket1/flowers/", description="玫瑰与向日葵")
emulator.add_dataset("pets", "bucket1/pets/")
cats = {{"dataset_id": "4b9e6f0a", "dataset_name": "cats", "file_count": 1200, "create_time": 1600000000}}
states = ["PENDING", ("RUNNING", 3), "SUCCESS"]
emulator.add_task("import-cats", states=states, result=[{{"createDatasetSuccess": [cats]}}])
emulator.add_task("publish-owls", states=["PENDING", "FAILURE"], error=("ModelArts.1674", "owls does not exist"))
client = emulator.create_client(poll=Poll(0.2, 0.3), language="{language}")
datasetapi, data = DatasetApi(client), DataManagement(client)
labels = [{{"name": "cat", "type": 0}}, {{"name": "dog", "type": 0}}]
pets = data.datasets.create(
    dataset_name="pets",
    dataset_type="image_classification",
    data_sources=[{{"data_type": 0, "data_path": "obs://bucket1/pets/"}}],
    work_path="obs://bucket1/out/",
    labels=labels,
).wait(progress=False)
"""
# What the pictures of the light and of the dark notebook show; add cells here.
CELLS = (
    'datasetapi.wait_for_task(task_id="import-cats")',
    'datasetapi.wait_for_tasks(task_ids=["import-cats", "publish-owls"], raise_on_failure=False)',
    "datasetapi.query_dataset()",
    'datasetapi.update_dataset(dataset_id=flowers, update_dataset_spec={"description": "roses"})',
    "data.samples.list(pets.dataset_id)",
    "data.labels.list(pets.dataset_id)",
    'datasetapi.get_task_status(task_id="publish-pets")',
)


def cells_page(theme: str, language: str, *, has_tqdm: bool) -> str:
    """The cells above as a page.

    Args:
        theme: "light" or "dark".
        language: The language of the client, "en" or "zh".
        has_tqdm: Whether tqdm is installed.

    Returns:
        HTML.
    """
    notebook = nbformat.v4.new_notebook()
    start = START.format(has_tqdm=has_tqdm, language=language)
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in (start, *CELLS)]
    run(notebook)
    del notebook.cells[0]
    return converted(notebook, theme)


def file_page(path: Path) -> str:
    """A notebook in a file as a page."""
    notebook = nbformat.read(path, as_version=4)
    run(notebook)
    return converted(notebook, "light")


def run(notebook: Any) -> None:
    """Runs a notebook, and leaves out what is empty: where a bar was, and was taken away."""
    NotebookClient(notebook, timeout=120, kernel_name="python3", coalesce_streams=True, allow_errors=True).execute()
    for cell in notebook.cells:
        cell.outputs = [output for output in cell.get("outputs", []) if output.get("text", "x").strip()]


def converted(notebook: Any, theme: str) -> str:
    """A notebook that has run as a page."""
    page, _ = HTMLExporter(theme=theme).from_notebook_node(notebook)
    return str(page).replace("</head>", f"{STYLE}</head>")
