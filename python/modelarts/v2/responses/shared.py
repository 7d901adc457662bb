"""The objects in responses of several resources of v2."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from typing import Any

from modelarts.responses.base import (
    AttributeDict,
    EnumerationField,
    Field,
    RequiredField,
    ResponseList,
    WithCreateTime,
    WithErrorCode,
)
from modelarts.v2.enumerations import (
    ClusterMode,
    DataSourceType,
    HardReason,
    LabelType,
    SampleState,
    SampleType,
    SampleUsage,
    Shape,
    WorkerRole,
    WorkerStatus,
)

__all__ = [
    "Batch",
    "DataSource",
    "ExportParams",
    "Label",
    "LabelAttribute",
    "LabelAttributeValue",
    "LabelProperty",
    "LabelStats",
    "LabelledSample",
    "Outcome",
    "SampleLabel",
    "SampleLabelProperty",
    "SampleMetadata",
    "SchemaMap",
    "SearchCondition",
    "SearchLabel",
    "SearchLabels",
    "SearchProp",
    "SourceInfo",
    "Worker",
]


class DataSource(AttributeDict):
    """A source of data."""

    __slots__ = ()

    data_type: EnumerationField[DataSourceType] = EnumerationField(
        "The kind of source; 0 (OBS) by default.", DataSourceType
    )
    data_path: Field[str] = Field("The path of the data; of OBS a folder, as /bucket/folder/.")
    with_column_header: Field[bool] = Field("Whether the first row of a table holds the names of the columns.")
    schema_maps: Field[ResponseList[SchemaMap]] = Field(
        "The columns of the source, and the columns of the dataset that take them."
    )
    source_info: Field[SourceInfo] = Field("The connection of a source of tables that is not OBS.")


class SchemaMap(AttributeDict):
    """An item of `schema_maps`."""

    __slots__ = ()

    src_name: Field[str] = Field("The name of the column in the source.")
    dest_name: Field[str] = Field("The name of the column in the dataset.")


class SourceInfo(AttributeDict):
    """The connection of a source of tables."""

    __slots__ = ()

    _passwords = ("user_password",)

    cluster_id: Field[str] = Field("The MRS cluster, by its id; of DWS by one client, too.")
    cluster_mode: EnumerationField[ClusterMode] = EnumerationField("The mode of the MRS cluster.", ClusterMode)
    cluster_name: Field[str] = Field("The name of the cluster.")
    vpc_id: Field[str] = Field("The VPC of the MRS cluster.")
    subnet_id: Field[str] = Field("The subnet of the MRS cluster.")
    input: Field[str] = Field("The path of the data in HDFS.")
    ip: Field[str] = Field("The address of the DWS cluster.")
    port: Field[str] = Field("The port of the DWS cluster, as text.")
    user_name: Field[str] = Field("The user of the DWS database.")
    user_password: Field[str] = Field("The password of the DWS user.")
    database_name: Field[str] = Field("The database of DWS or DLI.")
    table_name: Field[str] = Field("The table of DWS or DLI.")
    queue_name: Field[str] = Field("The DLI queue.")


class Label(AttributeDict):
    """A label of a dataset."""

    __slots__ = ()

    name: RequiredField[str] = RequiredField("The name.")
    type: EnumerationField[LabelType] = EnumerationField("The type.", LabelType)
    property: Field[LabelProperty] = Field("The properties: colour, shape, shortcut.")
    attributes: Field[ResponseList[LabelAttribute]] = Field("The attributes that samples with this label may have.")


class LabelProperty(AttributeDict):
    """The properties of a label."""

    __slots__ = ()

    color: Field[str] = Field('The colour, as a hexadecimal code like "#3399ff".', key="@modelarts:color")
    default_shape: EnumerationField[Shape] = EnumerationField(
        "The shape that labelling an image starts with.", Shape, key="@modelarts:default_shape"
    )
    shortcut: Field[str] = Field("The key that selects the label.", key="@modelarts:shortcut")
    from_type: Field[str] = Field(
        "Of a triplet relation: the label of entities that it starts from.", key="@modelarts:from_type"
    )
    to_type: Field[str] = Field(
        "Of a triplet relation: the label of entities that it leads to.", key="@modelarts:to_type"
    )
    rename_to: Field[str] = Field("The new name, of a label that is updated.", key="@modelarts:rename_to")


class LabelAttribute(AttributeDict):
    """An attribute of a label."""

    __slots__ = ()

    name: Field[str] = Field("The name.")
    id: Field[str] = Field("The id.")
    type: Field[str] = Field('The type: "text" for free text, "select" for one of `values`.')
    values_: Field[ResponseList[LabelAttributeValue]] = Field("The values that may be selected.", key="values")
    default_value: Field[str] = Field("The default value.")


class LabelAttributeValue(AttributeDict):
    """A value of an attribute."""

    __slots__ = ()

    value: Field[str] = Field("The value.")
    id: Field[str] = Field("The id.")


class LabelStats(AttributeDict):
    """How often a label is used."""

    __slots__ = ()

    name: RequiredField[str] = RequiredField("The name of the label.")
    type: EnumerationField[LabelType] = EnumerationField("The type of the label.", LabelType)
    count: Field[int] = Field("How often the label is used.")
    sample_count: Field[int] = Field("The number of samples with the label.")
    property: Field[LabelProperty] = Field("The properties: colour, shape, shortcut.")
    attributes: Field[ResponseList[LabelAttribute]] = Field("The attributes that samples with this label may have.")


class Worker(WithCreateTime):
    """A member of a labelling team."""

    __slots__ = ()

    worker_id: Field[str] = Field("The id of the member.")
    email: Field[str] = Field("The email address.")
    role: EnumerationField[WorkerRole] = EnumerationField("The role in the team.", WorkerRole)
    status: EnumerationField[WorkerStatus] = EnumerationField("The status of the member.", WorkerStatus)
    description: Field[str] = Field("The description.")
    workforce_id: Field[str] = Field("The team.")
    update_time: Field[int] = Field("The time of the last update as Unix time, in milliseconds.")


class SampleLabel(AttributeDict):
    """A label of a sample."""

    __slots__ = ()

    name: RequiredField[str] = RequiredField("The name of the label.")
    type: EnumerationField[LabelType] = EnumerationField("The type of the label.", LabelType)
    id: Field[str] = Field("The id of the label within the sample.")
    property: Field[SampleLabelProperty] = Field("The properties: shape, points, times.")
    score: Field[float] = Field("The confidence, from 0 to 1.")
    annotated_by: Field[str] = Field('Who labelled a video: "human" or "auto".')


class SampleLabelProperty(AttributeDict):
    """The properties of a label of a sample."""

    __slots__ = ()

    shape: EnumerationField[Shape] = EnumerationField("The shape on the image.", Shape, key="@modelarts:shape")
    feature: Field[Any] = Field(
        "The points of the shape as [[x, y], …] in pixels from the top left; of a circle the centre and "
        "the radius, [[x, y], [r]].",
        key="@modelarts:feature",
    )
    content: Field[str] = Field("The transcript of speech.", key="@modelarts:content")
    source: Field[str] = Field("The speaker.", key="@modelarts:source")
    start_time: Field[str] = Field("The start of a speech segment, as hh:mm:ss.SSS.", key="@modelarts:start_time")
    end_time: Field[str] = Field("The end of a speech segment, as hh:mm:ss.SSS.", key="@modelarts:end_time")
    start_index: Field[int] = Field(
        "The first character of a named entity, counted from 0.", key="@modelarts:start_index"
    )
    end_index: Field[int] = Field(
        "The end of a named entity: the position after its last character.", key="@modelarts:end_index"
    )
    from_: Field[str] = Field("The id of the entity that a triplet relation starts from.", key="@modelarts:from")
    to: Field[str] = Field("The id of the entity that a triplet relation leads to.", key="@modelarts:to")
    hard: Field[str] = Field(
        'Whether it is a hard example, as text: "0" or "false", "1" or "true".', key="@modelarts:hard"
    )
    hard_coefficient: Field[str] = Field("The difficulty from 0 to 1, as text.", key="@modelarts:hard_coefficient")
    hard_reasons: EnumerationField[HardReason] = EnumerationField(
        'The reasons for a hard example: numbers of `HardReason` joined by hyphens, like "3-20-21".',
        HardReason,
        key="@modelarts:hard_reasons",
    )


class SampleMetadata(AttributeDict):
    """The attributes of a sample."""

    __slots__ = ()

    _urls = ("@modelarts:source_image_info",)

    import_origin: Field[int] = Field(
        "The source that the sample comes from, a number.", key="@modelarts:import_origin"
    )
    size: Field[list[int]] = Field(
        "The size of an image as [width, height, depth] in pixels; without a depth it is 3. Labels for "
        "object detection need it.",
        key="@modelarts:size",
    )
    hard: Field[Any] = Field(
        "Whether it is a hard example: 0 or 1 by the documents' table, false or true in their examples.",
        key="@modelarts:hard",
    )
    hard_coefficient: Field[float] = Field("The difficulty, from 0 to 1.", key="@modelarts:hard_coefficient")
    hard_reasons: Field[list[int]] = Field(
        "The reasons for a hard example, numbers of `HardReason`.", key="@modelarts:hard_reasons"
    )
    source_image_info: Field[str] = Field(
        "The signed URL of a description of the image; returned, but not in the documents' table.",
        key="@modelarts:source_image_info",
    )


class LabelledSample(AttributeDict):
    """A sample with its labels."""

    __slots__ = ()

    _urls = ("source",)

    sample_id: RequiredField[str] = RequiredField("The id of the sample.")
    labels: Field[ResponseList[SampleLabel]] = Field("The labels of the sample.")
    metadata: Field[SampleMetadata] = Field("The attributes of the sample.")
    sample_type: EnumerationField[SampleType] = EnumerationField("The type of the sample.", SampleType)
    sample_usage: EnumerationField[SampleUsage] = EnumerationField("The use of the sample.", SampleUsage)
    source: Field[str] = Field("The address of the sample, as `samples.list` returns it.")
    worker_id: Field[str] = Field("The member of the labelling team.")


class SearchCondition(AttributeDict):
    """A condition that selects samples."""

    __slots__ = ()

    label_list: Field[SearchLabels] = Field("The labels of the samples.")
    metadata: Field[SearchProp] = Field("The attributes of the samples.")
    sample_name: Field[str] = Field("The name of the samples.")
    sample_dir: Field[str] = Field('The folder of the samples in OBS, which ends with "/"; without the folders in it.')
    sample_time: Field[str] = Field(
        'The day of the last change in OBS: "month" for the last 30 days, "day" for since yesterday, or '
        'at most 30 days as "yyyyMMdd-yyyyMMdd".'
    )
    hard: Field[str] = Field('Whether the samples are hard examples: "0" for no, "1" for yes.')
    coefficient: Field[str] = Field("The difficulty of the samples.")
    score: Field[str] = Field("The confidence of the labels.")
    labeler: Field[str] = Field("The person who labelled the samples, as `samples.search_conditions` returns it.")
    import_origin: Field[str] = Field("The source that the samples come from.")
    parent_sample_id: Field[str] = Field("The sample that they are sub-samples of.")
    frame_in_video: Field[int] = Field("The number of the frame in a video.")
    time_in_video: Field[str] = Field("The time in a video.")
    kvp: Field[str] = Field("The dosage of a CT image, in medicine.")
    slice_thickness: Field[str] = Field("The slice thickness of a DICOM image, in medicine.")
    study_date: Field[str] = Field("The date of a DICOM scan, in medicine.")


class SearchLabels(AttributeDict):
    """The labels of samples to select."""

    __slots__ = ()

    labels: Field[ResponseList[SearchLabel]] = Field("The labels.")
    op: Field[str] = Field('Whether samples need all labels, "AND", or one of them, "OR".')


class SearchLabel(AttributeDict):
    """A label of samples to select."""

    __slots__ = ()

    name: Field[str] = Field("The name of the label.")
    type: EnumerationField[LabelType] = EnumerationField("The type of the label.", LabelType)
    property: Field[dict[str, Any]] = Field(
        "The wanted values by the name of an attribute, as a list of texts; null matches any value."
    )
    op: Field[str] = Field('Whether all attributes have to match, "AND", or one of them, "OR".')


class SearchProp(AttributeDict):
    """The attributes of samples to select."""

    __slots__ = ()

    props: Field[dict[str, Any]] = Field("The wanted values by the name of an attribute, as a list of texts.")
    op: Field[str] = Field('Whether all attributes have to match, "AND", or one of them, "OR".')


class ExportParams(AttributeDict):
    """The details of an export."""

    __slots__ = ()

    export_dest: Field[str] = Field('The destination: "DIR" for a folder in OBS, "NEW_DATASET" for a new dataset.')
    export_new_dataset_name: Field[str] = Field('The name of the new dataset; "NEW_DATASET" needs it.')
    export_new_dataset_work_path: Field[str] = Field('The work path of the new dataset; "NEW_DATASET" needs it.')
    export_dataset_version_name: Field[str] = Field("The name of the version.")
    export_dataset_version_format: Field[str] = Field("The format of the version.")
    sample_state: EnumerationField[SampleState] = EnumerationField(
        "The state of the samples to export; the examples have an empty text for any.", SampleState
    )
    samples: Field[list[str]] = Field("The ids of the samples to export.")
    search_conditions: Field[ResponseList[SearchCondition]] = Field(
        "The conditions that select the samples to export; one of them has to match."
    )
    ratio_sample_usage: Field[bool] = Field("Whether samples are assigned to training and evaluation at random.")
    train_sample_ratio: Field[Any] = Field(
        "The share of training samples: text by the documents' table, a number in their examples."
    )
    clear_hard_property: Field[bool] = Field("Whether the marks of hard examples are removed.")
    clear_difficult: Field[bool] = Field(
        "Whether the marks of hard examples are removed; in the documents' examples only."
    )


class Outcome(WithErrorCode):
    """The result for one item of a call for several, or of a call for one label."""

    __slots__ = ()

    success: Field[bool] = Field("Whether it succeeded.")


class Batch(WithErrorCode):
    """The response of a call for several items."""

    __slots__ = ()

    success: Field[bool] = Field("Whether all items succeeded.")
    results: Field[ResponseList[Outcome]] = Field("The result for each item.")
