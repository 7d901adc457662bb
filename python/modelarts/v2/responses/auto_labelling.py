"""The responses of the methods of `AutoLabelling`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from modelarts.responses.base import AttributeDict, EnumerationField, Field, RequiredField, ResponseList
from modelarts.responses.page import Page
from modelarts.responses.started import Started, Waited_co
from modelarts.responses.work import Work, WorkState
from modelarts.text_enum import TextEnum
from modelarts.v2.enumerations import DatasetType, ExportFormat, GroupingResult, VersionFormat

if TYPE_CHECKING:
    from modelarts.v2.responses.shared import ExportParams, LabelledSample

__all__ = [
    "AutoLabellingConfig",
    "AutoLabellingEvent",
    "AutoLabellingEventState",
    "AutoLabellingProgress",
    "AutoLabellingResult",
    "AutoLabellingState",
    "AutoLabellingTask",
    "AutoLabellingTaskPage",
    "Flavor",
    "HardSelectTask",
    "InferenceConfig",
    "StartedAutoLabelling",
    "TrainingParameter",
]


class AutoLabellingState(IntEnum):
    """The states of an auto-labelling task."""

    QUEUING = -1
    """The task is waiting."""
    INITIALIZING = 0
    """The task is being prepared."""
    RUNNING = 1
    """The task is running."""
    STOPPING = 4
    """The task is being stopped."""
    COMPLETED = 3
    """The task is done."""
    FAILED = 2
    """The task failed."""
    STOPPED = 5
    """The task was stopped."""


_AUTO_LABELLING_STATE_KINDS = {
    -1: WorkState.QUEUED,
    0: WorkState.RUNNING,
    1: WorkState.RUNNING,
    4: WorkState.RUNNING,
    3: WorkState.SUCCEEDED,
    2: WorkState.FAILED,
    5: WorkState.STOPPED,
}


class AutoLabellingEventState(TextEnum):
    """The states of a step of an auto-labelling task."""

    waiting = "waiting"
    """The step is waiting."""
    running = "running"
    """The step is running."""
    success = "success"
    """The step is done."""
    failed = "failed"
    """The step failed."""


_AUTO_LABELLING_EVENT_STATE_KINDS = {
    "waiting": WorkState.QUEUED,
    "running": WorkState.RUNNING,
    "success": WorkState.SUCCEEDED,
    "failed": WorkState.FAILED,
}


class AutoLabellingTask(Work):
    """An auto-labelling task, as lists have it."""

    __slots__ = ()

    _state_field = "status"
    _states = _AUTO_LABELLING_STATE_KINDS

    task_id: RequiredField[str] = RequiredField("The id of the task.")
    task_name: Field[str] = Field("The name of the task.")
    dataset_id: Field[str] = Field("The dataset.")
    status: Field[int] = Field("The state of the task.")
    type: Field[int] = Field(
        "The kind of task as a number without documented meaning; the examples have 0 for active learning"
        " and 1 for pre-labelling."
    )
    progress: Field[float] = Field("The progress, in percent.")
    create_time: Field[str] = Field(
        'The creation time as text, like "2020-11-23 11:08:20"; the documents don\'t state the time zone.'
    )
    elapsed_time: Field[int] = Field("The running time, in seconds.")
    total_sample_count: Field[int] = Field("The number of samples.")
    annotated_sample_count: Field[int] = Field("The number of labelled samples.")
    unconfirmed_sample_count: Field[int] = Field("The number of samples whose automatic labels wait for confirmation.")
    config: Field[AutoLabellingConfig] = Field("The settings of the task.")
    result: Field[AutoLabellingResult] = Field("The result of the task.")
    model_id: Field[str] = Field("The id of the model.")
    model_name: Field[str] = Field("The name of the model.")
    model_version: Field[str] = Field("The version of the model.")
    code: Field[str] = Field(
        "The code of the step that the task reached, such as ModelArts.4902; set after a success, too."
    )
    message: Field[str] = Field("The description of the step that the task reached.")
    error_detail: Field[str] = Field("The details of a failure.")


class AutoLabellingTaskPage(Page[AutoLabellingTask]):
    """The response of `auto_labelling.list`: one page."""

    __slots__ = ()

    _items = "tasks"

    total_count: Field[int] = Field("The number of tasks.")
    exist_running_deploy_task: Field[bool] = Field("Whether a one-click deployment is running.")


class AutoLabellingProgress(Work):
    """The progress and the result of an auto-labelling task.

    The documents' example has `resource_id`, but no `task_id`.
    """

    __slots__ = ()

    _state_field = "status"
    _states = _AUTO_LABELLING_STATE_KINDS

    task_id: Field[str] = Field("The id of the task.")
    task_name: Field[str] = Field("The name of the task.")
    resource_id: Field[str] = Field("The dataset.")
    status: Field[int] = Field("The state of the task.")
    progress: Field[float] = Field("The progress, in percent.")
    create_time: Field[str] = Field(
        'The creation time as text, like "2020-11-23 11:08:20"; the documents don\'t state the time zone.'
    )
    elapsed_time: Field[int] = Field("The running time, in seconds.")
    config: Field[AutoLabellingConfig] = Field("The settings of the task.")
    result: Field[AutoLabellingResult] = Field("The result of the task.")
    export_type: EnumerationField[GroupingResult] = EnumerationField(
        "What takes the result of auto-grouping.", GroupingResult
    )
    code: Field[str] = Field(
        "The code of the step that the task reached, such as ModelArts.4902; set after a success, too."
    )
    message: Field[str] = Field("The description of the step that the task reached.")
    error_detail: Field[str] = Field("The details of a failure.")


class StartedAutoLabelling(Started[Waited_co]):
    """The response of `auto_labelling.create`; `wait()` waits for the task."""

    __slots__ = ()

    task_id: RequiredField[str] = RequiredField("The id of the auto-labelling task.")


class AutoLabellingConfig(AttributeDict):
    """The settings of an auto-labelling task."""

    __slots__ = ()

    name: Field[str] = Field("The name.")
    description: Field[str] = Field("The description.")
    algorithm_type: Field[str] = Field(
        'The algorithm of active learning: "fast" for supervised, "accurate" for semi-supervised; an '
        'example of a response has "supervisory".'
    )
    model_id: Field[str] = Field("The id of the model.")
    model_name: Field[str] = Field("The name of the model.")
    model_version: Field[str] = Field("The version of the model.")
    model_parameter: Field[str] = Field("The parameters of the model.")
    inf_config_list: Field[ResponseList[InferenceConfig]] = Field("The resources for pre-labelling.")
    inf_cluster_id: Field[str] = Field("The cluster for inference.")
    inf_output: Field[str] = Field("The folder in OBS that takes the output of inference.")
    infer_result_output_dir: Field[str] = Field("The folder in OBS that takes the results of inference.")
    confidence_scope: Field[str] = Field('The range of the confidence of hard examples, like "0.10-0.90".')
    collect_sample: Field[bool] = Field("Whether hard examples are collected.")
    collect_rule: Field[str] = Field('Which samples are collected; "all" is the only documented value.')
    key_sample_output: Field[str] = Field("The folder in OBS that takes hard examples.")
    n_clusters: Field[Any] = Field(
        "The number of groups of auto-grouping: an integer by the documents' table, text in their example."
    )
    property: Field[str] = Field('The attribute that auto-grouping groups by, such as "size".')
    result_type: EnumerationField[GroupingResult] = EnumerationField(
        "What takes the result of auto-grouping.", GroupingResult
    )
    ambiguity: Field[bool] = Field("Whether auto-grouping considers how blurred images are.")
    image_brightness: Field[bool] = Field("Whether auto-grouping considers the brightness of images.")
    image_colorfulness: Field[bool] = Field("Whether auto-grouping considers the colours of images.")
    samples: Field[ResponseList[LabelledSample]] = Field("The samples that the task works on.")
    stop_time: Field[int] = Field("The longest running time in minutes, of videos.")
    time: Field[str] = Field("The time of the task, in collecting hard examples.")
    flavor: Field[Flavor] = Field("The resources for training.")
    pool_id: Field[str] = Field("The resource pool.")
    worker_server_num: Field[int] = Field("The number of workers for training.")
    engine_name: Field[str] = Field("The engine.")
    parameters: Field[ResponseList[TrainingParameter]] = Field("The parameters of training.")
    train_data_path: Field[str] = Field("The folder in OBS with training data.")
    train_url: Field[str] = Field("The folder in OBS that takes the output of training.")
    output_dir: Field[str] = Field("The folder in OBS that takes the output.")
    annotation_output: Field[str] = Field("The folder in OBS that takes the labels.")
    log_url: Field[str] = Field("The folder in OBS that takes the logs.")
    manifest_path: Field[str] = Field("The manifest in OBS.")
    export_format: EnumerationField[ExportFormat] = EnumerationField(
        "How an exported folder is laid out.", ExportFormat
    )
    export_params: Field[ExportParams] = Field("The details of the export.")
    version_format: EnumerationField[VersionFormat] = EnumerationField("The format of the version.", VersionFormat)
    req_uri: Field[str] = Field("The path of the inference service.")


class Flavor(AttributeDict):
    """A resource specification."""

    __slots__ = ()

    code: Field[str] = Field("The code of the specification.")


class InferenceConfig(AttributeDict):
    """The resources that inference uses."""

    __slots__ = ()

    specification: Field[str] = Field('The resource specification, such as "modelarts.vm.cpu.2u".')
    instance_count: Field[int] = Field("The number of instances.")
    model_id: Field[str] = Field("The id of the model.")
    weight: Field[int] = Field("The share of requests, in percent.")
    envs: Field[dict[str, Any]] = Field("The environment variables, text by name.")


class TrainingParameter(AttributeDict):
    """A parameter of training."""

    __slots__ = ()

    label: Field[str] = Field("The name.")
    value: Field[str] = Field("The value.")


class AutoLabellingResult(AttributeDict):
    """The result of an auto-labelling task."""

    __slots__ = ()

    total_sample_count: Field[int] = Field("The number of samples.")
    annotated_sample_count: Field[int] = Field("The number of labelled samples.")
    unconfirmed_sample_count: Field[int] = Field("The number of samples whose automatic labels wait for confirmation.")
    samples: Field[ResponseList[LabelledSample]] = Field("The samples with their labels.")
    description: Field[str] = Field("The description.")
    dataset_name: Field[str] = Field("The name of the dataset.")
    dataset_type: EnumerationField[DatasetType] = EnumerationField(
        "The type of the dataset, a number or the number as text.", DatasetType
    )
    version_id: Field[str] = Field("The id of the version.")
    version_name: Field[str] = Field("The name of the version.")
    manifest_path: Field[str] = Field("The manifest of the version in OBS.")
    train_data_path: Field[str] = Field("The folder in OBS with training data.")
    confidence_scope: Field[str] = Field('The range of the confidence of hard examples, like "0.10-0.90".')
    hard_example_path: Field[str] = Field("The folder in OBS with hard examples.")
    hard_select_tasks: Field[ResponseList[HardSelectTask]] = Field("The tasks that select hard examples.")
    model_id: Field[str] = Field("The id of the model.")
    model_name: Field[str] = Field("The name of the model.")
    model_version: Field[str] = Field("The version of the model.")
    train_job_id: Field[str] = Field("The id of the training job.")
    train_job_name: Field[str] = Field("The name of the training job.")
    service_id: Field[str] = Field("The id of the inference service.")
    service_name: Field[str] = Field("The name of the inference service.")
    service_resource: Field[str] = Field("The resources of the inference service.")
    dlf_model_job_name: Field[str] = Field("The DLF job that imports the model.")
    dlf_service_job_name: Field[str] = Field("The DLF job of the inference service.")
    dlf_train_job_name: Field[str] = Field("The DLF job of the training.")
    events: Field[ResponseList[AutoLabellingEvent]] = Field("The steps of the task.")
    workspace_id: Field[str] = Field('The workspace; "0" is the default workspace.')


class AutoLabellingEvent(Work):
    """A step of an auto-labelling task."""

    __slots__ = ()

    _state_field = "status"
    _states = _AUTO_LABELLING_EVENT_STATE_KINDS
    _reason_field = "error_message"

    name: Field[str] = Field("The name of the step.")
    parent_name: Field[str] = Field("The name of the step that it belongs to.")
    status: Field[str] = Field("The state of the step.")
    description: Field[str] = Field("The description.")
    level: Field[int] = Field("The depth of the step in the steps.")
    ordinal: Field[int] = Field("The position of the step among the steps.")
    create_time: Field[int] = Field("The creation time as Unix time, in milliseconds.")
    elapsed_time: Field[int] = Field("The running time, in seconds.")
    events: Field[ResponseList[AutoLabellingEvent]] = Field("The steps that belong to it.")
    error_message: Field[str] = Field("The error message of a failure.")


class HardSelectTask(AttributeDict):
    """A task that selects hard examples."""

    __slots__ = ()

    hard_select_task_id: Field[str] = Field("The id of the task.")
    dataset_id: Field[str] = Field("The dataset.")
    dataset_name: Field[str] = Field("The name of the dataset.")
    task_status: Field[str] = Field(
        'The status, such as "import_dataset_completed"; the documents don\'t list the values.'
    )
    time: Field[int] = Field("The running time; the documents don't state the unit.")
    create_at: Field[int] = Field("The creation time as Unix time; 0 in the example.")
    update_at: Field[int] = Field("The time of the last update as Unix time; 0 in the example.")
