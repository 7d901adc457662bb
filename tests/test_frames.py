"""Lists of a response go into data frames as they are: the real pandas and polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import polars as pl

if TYPE_CHECKING:
    from modelarts.client import DatasetApi
    from modelarts.emulator import Emulator

CATS = {"dataset_id": "d-1", "dataset_name": "cats", "file_count": 3, "create_time": 1600000000}
DOGS = {"dataset_id": "d-2", "dataset_name": "dogs", "file_count": 4, "create_time": 1600000001}
FIRST = {"dataset_id": "d-1", "new_version_id": "v-1", "version_name": "V001", "added_file_count": 3}
SECOND = {"dataset_id": "d-1", "new_version_id": "v-2", "version_name": "V002", "undocumented": [1]}


def test_entries_of_a_task_are_rows_of_a_frame(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("created", states=["SUCCESS"], result=[{"createDatasetSuccess": [CATS, DOGS]}])
    emulator.add_task("published", states=["SUCCESS"], result=[{"createVersionSuccess": [FIRST, SECOND]}])
    created = datasetapi.get_task_status(task_id="created")
    published = datasetapi.get_task_status(task_id="published")

    frame = pd.DataFrame(created.datasets)
    assert list(frame.columns) == list(CATS)
    assert frame.to_dict("records") == [CATS, DOGS]
    assert frame["file_count"].sum() == 7
    assert pd.DataFrame(created["result"][0]["createDatasetSuccess"]).equals(frame)

    other = pl.DataFrame(created.datasets)
    assert other.columns == list(CATS)
    assert other.rows(named=True) == [CATS, DOGS]
    assert other.schema["file_count"] == pl.Int64

    assert pd.DataFrame(published.versions)["version_name"].tolist() == ["V001", "V002"]
    versions = pl.DataFrame(published.versions)
    assert versions["new_version_id"].to_list() == ["v-1", "v-2"]
    assert versions["undocumented"].to_list() == [None, [1]]


def test_listings_are_rows_of_a_frame(emulator: Emulator, datasetapi: DatasetApi) -> None:
    (emulator.root / "bucket1").mkdir()
    dataset_id = emulator.add_dataset("cats", "bucket1/")
    emulator.add_version(dataset_id)
    for listed in (datasetapi.query_dataset().datasets, list(datasetapi.iter_datasets())):
        assert pd.DataFrame(listed)["dataset_name"].tolist() == ["cats"]
        assert pl.DataFrame(listed)["dataset_name"].to_list() == ["cats"]
    history = datasetapi.get_history_dataset_version(dataset_id=dataset_id)
    assert len(pd.DataFrame(history.versions)) == len(pl.DataFrame(history.versions)) == 1


def test_no_entries_are_an_empty_frame(emulator: Emulator, datasetapi: DatasetApi) -> None:
    emulator.add_task("running", states=["RUNNING"])
    running = datasetapi.get_task_status(task_id="running")
    assert pd.DataFrame(running.datasets).empty
    assert pl.DataFrame(running.versions).is_empty()
