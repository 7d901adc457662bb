"""What a type checker must refuse: each line here is an error, as the test checks."""

from modelarts import DatasetApi, config

datasetapi = DatasetApi(config.create_client())

datasetapi.get_task_status("p")  # refused: task_id is required
datasetapi.create_dataset()  # refused: dataset_spec is required
datasetapi.search_dataset_version(dataset_id="d")  # refused: version_id is required
datasetapi.query_dataset(sort_by="size")  # refused: no such value
datasetapi.wait_for_task("p")  # refused: task_id is required
datasetapi.get_task_statuses(task_ids=["t"])[0].is_finished  # refused: no such attribute
