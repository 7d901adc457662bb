"""What tasks return for other tasks."""

from __future__ import annotations

from modelarts.airflow.work import plain
from modelarts.v2.responses import Dataset, DataSource, SourceInfo


def test_a_password_is_masked_wherever_it_is() -> None:
    source = DataSource({"data_type": 4, "source_info": SourceInfo({"user_name": "reader", "user_password": "secret"})})
    masked = {"data_type": 4, "source_info": {"user_name": "reader", "user_password": "***"}}
    assert plain(Dataset({"dataset_id": "d-1", "data_sources": [source]})) == {
        "dataset_id": "d-1",
        "data_sources": [masked],
    }
