"""The types of bodies, for type checkers and completion; any mapping is taken in their place."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal, TypedDict

from modelarts.v2.enumerations import (  # noqa: TC001 likewise
    ClusterMode,
    ColumnType,
    DataSourceType,
    ExportFormat,
    GroupingResult,
    HardReason,
    LabelType,
    ProcessingSourceType,
    ProcessingType,
    SampleState,
    SampleType,
    SampleUsage,
    Shape,
    TeamSyncType,
    TextLabelLayout,
    VersionFormat,
    WorkerRole,
    WorkerStatus,
)

__all__ = [
    "AutoLabellingConfigSpec",
    "ColumnSpec",
    "DataSourceSpec",
    "ExportParamsSpec",
    "FlavorSpec",
    "ImportSourceSpec",
    "InferenceConfigSpec",
    "LabelAttributeSpec",
    "LabelAttributeValueSpec",
    "LabelFormatSpec",
    "LabelPropertiesSpec",
    "LabelPropertySpec",
    "LabelSpec",
    "LabelledSampleSpec",
    "NewSampleSpec",
    "ProcessingOperatorSpec",
    "ProcessingSourceSpec",
    "ProcessingTemplateSpec",
    "SampleLabelPropertySpec",
    "SampleLabelSpec",
    "SampleMetadataSpec",
    "SchemaMapSpec",
    "SearchConditionSpec",
    "SearchLabelSpec",
    "SearchLabelsSpec",
    "SearchPropSpec",
    "SourceInfoSpec",
    "TeamLabellingSpec",
    "TrainingParameterSpec",
    "WorkPathSpec",
    "WorkerSpec",
    "WorkforceSpec",
    "WorkforcesSpec",
]


class DataSourceSpec(TypedDict, total=False):
    """A source of data.

    Attributes:
        data_type (DataSourceType | int | str): The kind of source; one of 0 (OBS), 1 (GaussDB(DWS)), 2 (DLI),
            3 (RDS), 4 (MRS), 5 (AI Gallery), 6 (an inference service); optional.
        data_path (str): The folder with the data; a path in OBS: "obs://bucket/folder/",
            "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/"; optional.
        with_column_header (bool): Whether the first row of a table holds the names of the columns; optional.
        schema_maps (Sequence[SchemaMapSpec | Mapping[str, object]]): The columns of the source, and the
            columns of the dataset that take them; optional.
        source_info (SourceInfoSpec | Mapping[str, object]): The connection of a source of tables that is not
            OBS; optional.
    """

    data_type: DataSourceType | int | str
    data_path: str
    with_column_header: bool
    schema_maps: Sequence[SchemaMapSpec | Mapping[str, object]]
    source_info: SourceInfoSpec | Mapping[str, object]


class ImportSourceSpec(TypedDict, total=False):
    """A source of data.

    Attributes:
        data_type (DataSourceType | int | str): The kind of source; one of 0 (OBS), 1 (GaussDB(DWS)), 2 (DLI),
            3 (RDS), 4 (MRS), 5 (AI Gallery), 6 (an inference service); optional.
        data_path (str): The folder or the file with the data; a path in OBS: "obs://bucket/folder/",
            "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/"; optional.
        with_column_header (bool): Whether the first row of a table holds the names of the columns; optional.
        schema_maps (Sequence[SchemaMapSpec | Mapping[str, object]]): The columns of the source, and the
            columns of the dataset that take them; optional.
        source_info (SourceInfoSpec | Mapping[str, object]): The connection of a source of tables that is not
            OBS; optional.
    """

    data_type: DataSourceType | int | str
    data_path: str
    with_column_header: bool
    schema_maps: Sequence[SchemaMapSpec | Mapping[str, object]]
    source_info: SourceInfoSpec | Mapping[str, object]


class SchemaMapSpec(TypedDict, total=False):
    """An item of `schema_maps`.

    Attributes:
        src_name (str): The name of the column in the source; optional.
        dest_name (str): The name of the column in the dataset; optional.
    """

    src_name: str
    dest_name: str


class SourceInfoSpec(TypedDict, total=False):
    """The connection of a source of tables.

    Attributes:
        cluster_id (str): The MRS cluster, by its id; of DWS by one client, too; optional.
        cluster_mode (ClusterMode | str): The mode of the MRS cluster; one of "0" (normal), "1" (security
            mode, with authentication); optional.
        cluster_name (str): The name of the cluster; optional.
        vpc_id (str): The VPC of the MRS cluster; optional.
        subnet_id (str): The subnet of the MRS cluster; optional.
        input (str): The path of the data in HDFS; optional.
        ip (str): The address of the DWS cluster; optional.
        port (str): The port of the DWS cluster, as text; optional.
        user_name (str): The user of the DWS database; optional.
        user_password (str): The password of the DWS user; optional.
        database_name (str): The database of DWS or DLI; optional.
        table_name (str): The table of DWS or DLI; optional.
        queue_name (str): The DLI queue; optional.
    """

    cluster_id: str
    cluster_mode: ClusterMode | str
    cluster_name: str
    vpc_id: str
    subnet_id: str
    input: str
    ip: str
    port: str
    user_name: str
    user_password: str
    database_name: str
    table_name: str
    queue_name: str


class _RequiredLabelSpec(TypedDict):
    name: str


class LabelSpec(_RequiredLabelSpec, total=False):
    """A label of a dataset.

    Attributes:
        name (str): The name.
        type (LabelType | int | str): The type; one of 0 (image classification), 1 (object detection), 3
            (image segmentation), 100 (text classification), 101 (named entity), 102 (relation of a text
            triplet), 103 (entity of a text triplet), 200 (sound classification), 201 (speech content), 202
            (speech segmentation), 600 (video); optional.
        property (LabelPropertySpec | Mapping[str, object]): The properties: colour, shape, shortcut;
            optional.
        attributes (Sequence[LabelAttributeSpec | Mapping[str, object]]): The attributes that samples with
            this label may have; optional.
    """

    type: LabelType | int | str
    property: LabelPropertySpec | Mapping[str, object]
    attributes: Sequence[LabelAttributeSpec | Mapping[str, object]]


_OptionalLabelPropertySpec = TypedDict(
    "_OptionalLabelPropertySpec",
    {
        "@modelarts:color": "str",
        "@modelarts:default_shape": "Shape | str",
        "@modelarts:shortcut": "str",
        "@modelarts:from_type": "str",
        "@modelarts:to_type": "str",
        "@modelarts:rename_to": "str",
    },
    total=False,
)


class LabelPropertySpec(_OptionalLabelPropertySpec):
    """The properties of a label.

    Attributes:
        @modelarts:color (str): The colour, as a hexadecimal code like "#3399ff"; optional.
        @modelarts:default_shape (Shape | str): The shape that labelling an image starts with; one of "bndbox"
            (rectangle), "polygon" (polygon), "circle" (circle), "line" (straight line), "dashed" (dashed
            line), "point" (point), "polyline" (polyline); optional.
        @modelarts:shortcut (str): The key that selects the label; optional.
        @modelarts:from_type (str): Of a triplet relation: the label of entities that it starts from;
            optional.
        @modelarts:to_type (str): Of a triplet relation: the label of entities that it leads to; optional.
        @modelarts:rename_to (str): The new name, of a label that is updated; optional.
    """


class LabelAttributeSpec(TypedDict, total=False):
    """An attribute of a label.

    Attributes:
        name (str): The name; at most 64 characters without any of <>=&"'; optional.
        id (str): The id; optional.
        type (Literal["text", "select"]): The type: free text, or one of `values`; "text" or "select";
            optional.
        values (Sequence[LabelAttributeValueSpec | Mapping[str, object]]): The values that may be selected;
            optional.
        default_value (str): The default value; optional.
    """

    name: str
    id: str
    type: Literal["text", "select"]
    values: Sequence[LabelAttributeValueSpec | Mapping[str, object]]
    default_value: str


class LabelAttributeValueSpec(TypedDict, total=False):
    """A value of an attribute.

    Attributes:
        value (str): The value; optional.
        id (str): The id; optional.
    """

    value: str
    id: str


class WorkerSpec(TypedDict, total=False):
    """A member of a labelling team.

    Attributes:
        worker_id (str): The id of the member; optional.
        email (str): The email address; optional.
        role (WorkerRole | int | str): The role in the team; one of 0 (labeller), 1 (reviewer), 2 (manager of
            the team), 3 (owner of the dataset); optional.
        status (WorkerStatus | int | str): The status of the member; one of 0 (not invited yet), 1 (invited,
            never logged in), 2 (logged in), 3 (deleted); optional.
        description (str): The description; at most 256 characters without any of ^!<>=&"'; optional.
        workforce_id (str): The team; optional.
        create_time (int): The creation time as Unix time, in milliseconds; optional.
        update_time (int): The time of the last update as Unix time, in milliseconds; optional.
    """

    worker_id: str
    email: str
    role: WorkerRole | int | str
    status: WorkerStatus | int | str
    description: str
    workforce_id: str
    create_time: int
    update_time: int


class LabelFormatSpec(TypedDict, total=False):
    """How the labels of text files are written.

    Attributes:
        label_type (TextLabelLayout | str): Where the labels are; one of "0" (in a file of their own, named
            after the text file with "_result"), "1" (in the line of the text); optional.
        text_label_separator (str): The character between labels: a letter, a digit or one of
            !@#$%^&*_=|?/':.;,; 1 to 1 characters; optional.
        text_sample_separator (str): The character between text and label: a tab, a letter, a digit or one of
            !@#$%^&*_=|?/':.;,; 1 to 1 characters; optional.
    """

    label_type: TextLabelLayout | str
    text_label_separator: str
    text_sample_separator: str


class _RequiredSampleLabelSpec(TypedDict):
    name: str


class SampleLabelSpec(_RequiredSampleLabelSpec, total=False):
    """A label of a sample.

    Attributes:
        name (str): The name of the label.
        type (LabelType | int | str): The type of the label; one of 0 (image classification), 1 (object
            detection), 3 (image segmentation), 100 (text classification), 101 (named entity), 102 (relation
            of a text triplet), 103 (entity of a text triplet), 200 (sound classification), 201 (speech
            content), 202 (speech segmentation), 600 (video); optional.
        id (str): The id of the label within the sample; optional.
        property (SampleLabelPropertySpec | Mapping[str, object]): The properties: shape, points, times;
            optional.
        score (float): The confidence, from 0 to 1; 0 to 1; optional.
        annotated_by (Literal["human", "auto"]): Who labelled a video: a person, or the service; "human" or
            "auto"; optional.
    """

    type: LabelType | int | str
    id: str
    property: SampleLabelPropertySpec | Mapping[str, object]
    score: float
    annotated_by: Literal["human", "auto"]


_OptionalSampleLabelPropertySpec = TypedDict(
    "_OptionalSampleLabelPropertySpec",
    {
        "@modelarts:shape": "Shape | str",
        "@modelarts:feature": "object",
        "@modelarts:content": "str",
        "@modelarts:source": "str",
        "@modelarts:start_time": "str",
        "@modelarts:end_time": "str",
        "@modelarts:start_index": "int",
        "@modelarts:end_index": "int",
        "@modelarts:from": "str",
        "@modelarts:to": "str",
        "@modelarts:hard": 'Literal["0", "1", "false", "true"]',
        "@modelarts:hard_coefficient": "str",
        "@modelarts:hard_reasons": "HardReason | int | str",
    },
    total=False,
)


class SampleLabelPropertySpec(_OptionalSampleLabelPropertySpec):
    """The properties of a label of a sample.

    Attributes:
        @modelarts:shape (Shape | str): The shape on the image; one of "bndbox" (rectangle), "polygon"
            (polygon), "circle" (circle), "line" (straight line), "dashed" (dashed line), "point" (point),
            "polyline" (polyline); optional.
        @modelarts:feature (object): The points of the shape as [[x, y], …] in pixels from the top left; of a
            circle the centre and the radius, [[x, y], [r]]; optional.
        @modelarts:content (str): The transcript of speech; optional.
        @modelarts:source (str): The speaker; optional.
        @modelarts:start_time (str): The start of a speech segment, as hh:mm:ss.SSS; optional.
        @modelarts:end_time (str): The end of a speech segment, as hh:mm:ss.SSS; optional.
        @modelarts:start_index (int): The first character of a named entity, counted from 0; optional.
        @modelarts:end_index (int): The end of a named entity: the position after its last character;
            optional.
        @modelarts:from (str): The id of the entity that a triplet relation starts from; optional.
        @modelarts:to (str): The id of the entity that a triplet relation leads to; optional.
        @modelarts:hard (Literal["0", "1", "false", "true"]): Whether it is a hard example; "0" or "1" or
            "false" or "true"; optional.
        @modelarts:hard_coefficient (str): The difficulty from 0 to 1, as text; optional.
        @modelarts:hard_reasons (HardReason | int | str): The reasons for a hard example: numbers of
            `HardReason` joined by hyphens, like "3-20-21"; one of 0 (no object was found), 1 (the confidence
            is low), 2 (clustering gives another result), 3 (far from other samples of its class), 4 (similar
            samples have other labels), 5 (the resolution deviates from the training data), 6 (the aspect
            ratio deviates), 7 (the brightness deviates), 8 (the saturation deviates), 9 (the richness of
            colours deviates), 10 (the sharpness deviates), 11 (the number of boxes deviates), 12 (the spread
            of the areas of boxes deviates), 13 (the aspect ratio of boxes deviates), 14 (the share of boxes
            in the image deviates), 15 (the boxes lie near the edge), 16 (the brightness of boxes deviates),
            17 (the sharpness of boxes deviates), 18 (the overlap of boxes deviates), 19 (another result after
            Gaussian blur), 20 (another result after a left-right flip), 21 (another result after cropping),
            22 (another result after an up-down flip), 23 (another result after scaling), 24 (another result
            after shifting), 25 (another result after shearing), 26 (another result after superpixel
            segmentation), 27 (another result after sharpening), 28 (another result with added brightness), 29
            (another result after inversion), 30 (anomalous); optional.
    """


_OptionalSampleMetadataSpec = TypedDict(
    "_OptionalSampleMetadataSpec",
    {
        "@modelarts:import_origin": "int",
        "@modelarts:size": "Sequence[int]",
        "@modelarts:hard": "object",
        "@modelarts:hard_coefficient": "float",
        "@modelarts:hard_reasons": "Sequence[HardReason | int | str]",
        "@modelarts:source_image_info": "str",
    },
    total=False,
)


class SampleMetadataSpec(_OptionalSampleMetadataSpec):
    """The attributes of a sample.

    Attributes:
        @modelarts:import_origin (int): The source that the sample comes from, a number; optional.
        @modelarts:size (Sequence[int]): The size of an image as [width, height, depth] in pixels; labels for
            object detection need it; 2 to 3 items; optional.
        @modelarts:hard (object): Whether it is a hard example: 0 or 1 by the documents' table, false or true
            in their examples; optional.
        @modelarts:hard_coefficient (float): The difficulty, from 0 to 1; 0 to 1; optional.
        @modelarts:hard_reasons (Sequence[HardReason | int | str]): The reasons for a hard example; each one
            of 0 (no object was found), 1 (the confidence is low), 2 (clustering gives another result), 3 (far
            from other samples of its class), 4 (similar samples have other labels), 5 (the resolution
            deviates from the training data), 6 (the aspect ratio deviates), 7 (the brightness deviates), 8
            (the saturation deviates), 9 (the richness of colours deviates), 10 (the sharpness deviates), 11
            (the number of boxes deviates), 12 (the spread of the areas of boxes deviates), 13 (the aspect
            ratio of boxes deviates), 14 (the share of boxes in the image deviates), 15 (the boxes lie near
            the edge), 16 (the brightness of boxes deviates), 17 (the sharpness of boxes deviates), 18 (the
            overlap of boxes deviates), 19 (another result after Gaussian blur), 20 (another result after a
            left-right flip), 21 (another result after cropping), 22 (another result after an up-down flip),
            23 (another result after scaling), 24 (another result after shifting), 25 (another result after
            shearing), 26 (another result after superpixel segmentation), 27 (another result after
            sharpening), 28 (another result with added brightness), 29 (another result after inversion), 30
            (anomalous); optional.
        @modelarts:source_image_info (str): The signed URL of a description of the image; returned, but not in
            the documents' table; optional.
    """


class _RequiredLabelledSampleSpec(TypedDict):
    sample_id: str


class LabelledSampleSpec(_RequiredLabelledSampleSpec, total=False):
    """A sample with its labels.

    Attributes:
        sample_id (str): The id of the sample.
        labels (Sequence[SampleLabelSpec | Mapping[str, object]]): The labels of the sample; optional.
        metadata (SampleMetadataSpec | Mapping[str, object]): The attributes of the sample; optional.
        sample_type (SampleType | int | str): The type of the sample; one of 0 (image), 1 (text), 2 (audio), 4
            (table), 6 (video), 9 (free format); optional.
        sample_usage (SampleUsage | str): The use of the sample; one of "TRAIN" (training), "EVAL"
            (evaluation), "TEST" (test), "INFERENCE" (inference); optional.
        source (str): The address of the sample, as `samples.list` returns it; optional.
        worker_id (str): The member of the labelling team; optional.
    """

    labels: Sequence[SampleLabelSpec | Mapping[str, object]]
    metadata: SampleMetadataSpec | Mapping[str, object]
    sample_type: SampleType | int | str
    sample_usage: SampleUsage | str
    source: str
    worker_id: str


class SearchConditionSpec(TypedDict, total=False):
    """A condition that selects samples.

    Attributes:
        label_list (SearchLabelsSpec | Mapping[str, object]): The labels of the samples; optional.
        metadata (SearchPropSpec | Mapping[str, object]): The attributes of the samples; optional.
        sample_name (str): The name of the samples; optional.
        sample_dir (str): The folder of the samples in OBS, which ends with "/"; without the folders in it;
            optional.
        sample_time (str): The day of the last change in OBS: "month" for the last 30 days, "day" for since
            yesterday, or at most 30 days as "yyyyMMdd-yyyyMMdd"; optional.
        hard (Literal["0", "1"]): Whether the samples are hard examples: no, or yes; "0" or "1"; optional.
        coefficient (str): The difficulty of the samples; optional.
        score (str): The confidence of the labels; optional.
        labeler (str): The person who labelled the samples, as `samples.search_conditions` returns it;
            optional.
        import_origin (str): The source that the samples come from; optional.
        parent_sample_id (str): The sample that they are sub-samples of; optional.
        frame_in_video (int): The number of the frame in a video; optional.
        time_in_video (str): The time in a video; optional.
        kvp (str): The dosage of a CT image, in medicine; optional.
        slice_thickness (str): The slice thickness of a DICOM image, in medicine; optional.
        study_date (str): The date of a DICOM scan, in medicine; optional.
    """

    label_list: SearchLabelsSpec | Mapping[str, object]
    metadata: SearchPropSpec | Mapping[str, object]
    sample_name: str
    sample_dir: str
    sample_time: str
    hard: Literal["0", "1"]
    coefficient: str
    score: str
    labeler: str
    import_origin: str
    parent_sample_id: str
    frame_in_video: int
    time_in_video: str
    kvp: str
    slice_thickness: str
    study_date: str


class SearchLabelsSpec(TypedDict, total=False):
    """The labels of samples to select.

    Attributes:
        labels (Sequence[SearchLabelSpec | Mapping[str, object]]): The labels; optional.
        op (Literal["AND", "OR"]): Whether samples need all labels, or one of them; "AND" or "OR"; optional.
    """

    labels: Sequence[SearchLabelSpec | Mapping[str, object]]
    op: Literal["AND", "OR"]


class SearchLabelSpec(TypedDict, total=False):
    """A label of samples to select.

    Attributes:
        name (str): The name of the label; optional.
        type (LabelType | int | str): The type of the label; one of 0 (image classification), 1 (object
            detection), 3 (image segmentation), 100 (text classification), 101 (named entity), 102 (relation
            of a text triplet), 103 (entity of a text triplet), 200 (sound classification), 201 (speech
            content), 202 (speech segmentation), 600 (video); optional.
        property (Mapping[str, object]): The wanted values by the name of an attribute, as a list of texts;
            null matches any value; optional.
        op (Literal["AND", "OR"]): Whether all attributes have to match, or one of them; "AND" or "OR";
            optional.
    """

    name: str
    type: LabelType | int | str
    property: Mapping[str, object]
    op: Literal["AND", "OR"]


class SearchPropSpec(TypedDict, total=False):
    """The attributes of samples to select.

    Attributes:
        props (Mapping[str, object]): The wanted values by the name of an attribute, as a list of texts;
            optional.
        op (Literal["AND", "OR"]): Whether all attributes have to match, or one of them; "AND" or "OR";
            optional.
    """

    props: Mapping[str, object]
    op: Literal["AND", "OR"]


class ExportParamsSpec(TypedDict, total=False):
    """The details of an export.

    Attributes:
        export_dest (Literal["DIR", "NEW_DATASET"]): The destination: a folder in OBS, or a new dataset; "DIR"
            or "NEW_DATASET"; optional.
        export_new_dataset_name (str): The name of the new dataset; "NEW_DATASET" needs it; optional.
        export_new_dataset_work_path (str): The work path of the new dataset; "NEW_DATASET" needs it; a path
            in OBS: "obs://bucket/folder/", "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/";
            optional.
        export_dataset_version_name (str): The name of the version; optional.
        export_dataset_version_format (str): The format of the version; optional.
        sample_state (SampleState | str): The state of the samples to export; the examples have an empty text
            for any; one of "__ALL__" (labelled), "__NONE__" (not labelled), "__UNCHECK__" (waiting for
            acceptance), "__ACCEPTED__" (accepted), "__REJECTED__" (rejected), "__UNREVIEWED__" (waiting for
            review), "__REVIEWED__" (reviewed), "__WORKFORCE_SAMPLED__" (sampled for acceptance),
            "__WORKFORCE_SAMPLED_UNCHECK__" (sampled, not checked yet), "__WORKFORCE_SAMPLED_CHECKED__"
            (sampled and checked), "__WORKFORCE_SAMPLED_ACCEPTED__" (sampled and accepted),
            "__WORKFORCE_SAMPLED_REJECTED__" (sampled and rejected), "__AUTO_ANNOTATION__" (labelled by the
            service, waiting for confirmation), "" (any; in the documents' examples of exports only);
            optional.
        samples (Sequence[str]): The ids of the samples to export; optional.
        search_conditions (Sequence[SearchConditionSpec | Mapping[str, object]]): The conditions that select
            the samples to export; one of them has to match; optional.
        ratio_sample_usage (bool): Whether samples are assigned to training and evaluation at random;
            optional.
        train_sample_ratio (object): The share of training samples, text or a number; optional.
        clear_hard_property (bool): Whether the marks of hard examples are removed; optional.
        clear_difficult (bool): Whether the marks of hard examples are removed; in the documents' examples
            only; optional.
    """

    export_dest: Literal["DIR", "NEW_DATASET"]
    export_new_dataset_name: str
    export_new_dataset_work_path: str
    export_dataset_version_name: str
    export_dataset_version_format: str
    sample_state: SampleState | str
    samples: Sequence[str]
    search_conditions: Sequence[SearchConditionSpec | Mapping[str, object]]
    ratio_sample_usage: bool
    train_sample_ratio: object
    clear_hard_property: bool
    clear_difficult: bool


class AutoLabellingConfigSpec(TypedDict, total=False):
    """The settings of an auto-labelling task.

    Attributes:
        name (str): The name; optional.
        description (str): The description; optional.
        algorithm_type (Literal["fast", "accurate"]): The algorithm of active learning: "fast" for supervised,
            "accurate" for semi-supervised; "fast" or "accurate"; optional.
        model_id (str): The id of the model; optional.
        model_name (str): The name of the model; optional.
        model_version (str): The version of the model; optional.
        model_parameter (str): The parameters of the model; optional.
        inf_config_list (Sequence[InferenceConfigSpec | Mapping[str, object]]): The resources for
            pre-labelling; optional.
        inf_cluster_id (str): The cluster for inference; optional.
        inf_output (str): The folder in OBS that takes the output of inference; optional.
        infer_result_output_dir (str): The folder in OBS that takes the results of inference; optional.
        confidence_scope (str): The range of the confidence of hard examples, like "0.10-0.90"; optional.
        collect_sample (bool): Whether hard examples are collected; optional.
        collect_rule (Literal["all"]): Which samples are collected; "all"; optional.
        key_sample_output (str): The folder in OBS that takes hard examples; optional.
        n_clusters (object): The number of groups of auto-grouping, an integer or text; optional.
        property (str): The attribute that auto-grouping groups by, such as "size"; optional.
        result_type (GroupingResult | int | str): What takes the result of auto-grouping; one of 0 (a folder
            in OBS), 1 (the attributes of the samples); optional.
        ambiguity (bool): Whether auto-grouping considers how blurred images are; optional.
        image_brightness (bool): Whether auto-grouping considers the brightness of images; optional.
        image_colorfulness (bool): Whether auto-grouping considers the colours of images; optional.
        samples (Sequence[LabelledSampleSpec | Mapping[str, object]]): The samples that the task works on;
            optional.
        stop_time (int): The longest running time in minutes, of videos; optional.
        time (str): The time of the task, in collecting hard examples; optional.
        flavor (FlavorSpec | Mapping[str, object]): The resources for training; optional.
        pool_id (str): The resource pool; optional.
        worker_server_num (int): The number of workers for training; optional.
        engine_name (str): The engine; optional.
        parameters (Sequence[TrainingParameterSpec | Mapping[str, object]]): The parameters of training;
            optional.
        train_data_path (str): The folder in OBS with training data; optional.
        train_url (str): The folder in OBS that takes the output of training; optional.
        output_dir (str): The folder in OBS that takes the output; optional.
        annotation_output (str): The folder in OBS that takes the labels; optional.
        log_url (str): The folder in OBS that takes the logs; optional.
        manifest_path (str): The manifest in OBS; optional.
        export_format (ExportFormat | int | str): How an exported folder is laid out; one of 1 (a folder for
            each label), 2 (one folder, with the label files beside the samples); optional.
        export_params (ExportParamsSpec | Mapping[str, object]): The details of the export; optional.
        version_format (VersionFormat | str): The format of the version; one of "Default" (manifest),
            "CarbonData" (CarbonData, for tables only), "CSV" (CSV); optional.
        req_uri (str): The path of the inference service; optional.
    """

    name: str
    description: str
    algorithm_type: Literal["fast", "accurate"]
    model_id: str
    model_name: str
    model_version: str
    model_parameter: str
    inf_config_list: Sequence[InferenceConfigSpec | Mapping[str, object]]
    inf_cluster_id: str
    inf_output: str
    infer_result_output_dir: str
    confidence_scope: str
    collect_sample: bool
    collect_rule: Literal["all"]
    key_sample_output: str
    n_clusters: object
    property: str
    result_type: GroupingResult | int | str
    ambiguity: bool
    image_brightness: bool
    image_colorfulness: bool
    samples: Sequence[LabelledSampleSpec | Mapping[str, object]]
    stop_time: int
    time: str
    flavor: FlavorSpec | Mapping[str, object]
    pool_id: str
    worker_server_num: int
    engine_name: str
    parameters: Sequence[TrainingParameterSpec | Mapping[str, object]]
    train_data_path: str
    train_url: str
    output_dir: str
    annotation_output: str
    log_url: str
    manifest_path: str
    export_format: ExportFormat | int | str
    export_params: ExportParamsSpec | Mapping[str, object]
    version_format: VersionFormat | str
    req_uri: str


class FlavorSpec(TypedDict, total=False):
    """A resource specification.

    Attributes:
        code (str): The code of the specification; optional.
    """

    code: str


class InferenceConfigSpec(TypedDict, total=False):
    """The resources that inference uses.

    Attributes:
        specification (str): The resource specification, such as "modelarts.vm.cpu.2u"; optional.
        instance_count (int): The number of instances; optional.
        model_id (str): The id of the model; optional.
        weight (int): The share of requests, in percent; optional.
        envs (Mapping[str, object]): The environment variables, text by name; optional.
    """

    specification: str
    instance_count: int
    model_id: str
    weight: int
    envs: Mapping[str, object]


class TrainingParameterSpec(TypedDict, total=False):
    """A parameter of training.

    Attributes:
        label (str): The name; optional.
        value (str): The value; optional.
    """

    label: str
    value: str


class ColumnSpec(TypedDict, total=False):
    """A column of a table.

    Attributes:
        name (str): The name; optional.
        type (ColumnType | str): The type; one of "STRING" (text), "SHORT" (integer of 16 bits), "INT"
            (integer of 32 bits), "LONG" (integer of 64 bits), "DOUBLE" (floating point of 64 bits), "FLOAT"
            (floating point of 32 bits), "BYTE" (byte), "DATE" (date), "TIMESTAMP" (date and time), "BOOLEAN"
            (true or false); optional.
        schema_id (int): The number of the column. The documents don't say whether it starts from 0 or 1;
            their example has 1; optional.
        description (str): The description; optional.
    """

    name: str
    type: ColumnType | str
    schema_id: int
    description: str


class _RequiredTeamLabellingSpec(TypedDict):
    task_name: str


class TeamLabellingSpec(_RequiredTeamLabellingSpec, total=False):
    """The team labelling task that `datasets.create` starts.

    Attributes:
        task_name (str): The name of the task; 1 to 64 letters, digits, "_" or "-".
        task_id (str): The id of the task; optional.
        workforces_config (WorkforcesSpec | Mapping[str, object]): The teams; optional.
        repetition (int): How many members label each sample; at least 1; optional.
        data_sync_type (TeamSyncType | int | str): What is taken over when data is synchronized; one of 0
            (nothing), 1 (new samples), 2 (labels), 3 (new samples and labels); optional.
        synchronize_data (bool): Whether new samples are passed on to the team; optional.
        synchronize_auto_labeling_data (bool): Whether samples with automatic labels are passed on to the
            team; optional.
    """

    task_id: str
    workforces_config: WorkforcesSpec | Mapping[str, object]
    repetition: int
    data_sync_type: TeamSyncType | int | str
    synchronize_data: bool
    synchronize_auto_labeling_data: bool


class WorkforcesSpec(TypedDict, total=False):
    """The teams of a team labelling task.

    Attributes:
        workforces (Sequence[WorkforceSpec | Mapping[str, object]]): The teams; optional.
        agency (str): The manager of the task; optional.
    """

    workforces: Sequence[WorkforceSpec | Mapping[str, object]]
    agency: str


class WorkforceSpec(TypedDict, total=False):
    """A team of a team labelling task.

    Attributes:
        workforce_id (str): The id of the team; optional.
        workforce_name (str): The name of the team; at most 1024 characters without any of !<>=&"'; optional.
        workers (Sequence[WorkerSpec | Mapping[str, object]]): The members who take part; optional.
    """

    workforce_id: str
    workforce_name: str
    workers: Sequence[WorkerSpec | Mapping[str, object]]


_OptionalLabelPropertiesSpec = TypedDict(
    "_OptionalLabelPropertiesSpec",
    {
        "@modelarts:color": "str",
        "@modelarts:default_shape": "Shape | str",
        "@modelarts:shortcut": "str",
        "@modelarts:rename_to": "str",
        "@modelarts:from_type": "str",
        "@modelarts:to_type": "str",
    },
    total=False,
)


class LabelPropertiesSpec(_OptionalLabelPropertiesSpec):
    """The properties that `labels.update_one` changes.

    Attributes:
        @modelarts:color (str): The colour, as a hexadecimal code like "#3399ff"; optional.
        @modelarts:default_shape (Shape | str): The shape that labelling an image starts with; one of "bndbox"
            (rectangle), "polygon" (polygon), "circle" (circle), "line" (straight line), "dashed" (dashed
            line), "point" (point), "polyline" (polyline); optional.
        @modelarts:shortcut (str): The key that selects the label; optional.
        @modelarts:rename_to (str): The new name; optional.
        @modelarts:from_type (str): Of a triplet relation: the label of entities that it starts from;
            optional.
        @modelarts:to_type (str): Of a triplet relation: the label of entities that it leads to; optional.
    """


class ProcessingSourceSpec(TypedDict, total=False):
    """A source of a processing task.

    Attributes:
        type (ProcessingSourceType | str): The kind of source; one of "OBS" (a folder in OBS), "TASK" (another
            processing task), "DATASET" (a dataset), "CUSTOM" (a resource tenant); optional.
        source (str): The source: a path in OBS or the id of a task, of a dataset or of a project, depending
            on the kind; optional.
        version_id (str): The version of the dataset; optional.
        version_name (str): The name of the version of the dataset; optional.
        name (str): The name of the dataset; optional.
    """

    type: ProcessingSourceType | str
    source: str
    version_id: str
    version_name: str
    name: str


class ProcessingTemplateSpec(TypedDict, total=False):
    """The algorithm of a processing task.

    Attributes:
        id (ProcessingType | str): The algorithm; one of "sys_data_analyse" (feature analysis),
            "sys_data_cleaning" (cleaning), "sys_data_augmentation" (augmentation), "sys_data_validation"
            (validation), "sys_data_selection" (selection); optional.
        name (str): The name; optional.
        operator_params (Sequence[ProcessingOperatorSpec | Mapping[str, object]]): The operators, and their
            parameters; optional.
    """

    id: ProcessingType | str
    name: str
    operator_params: Sequence[ProcessingOperatorSpec | Mapping[str, object]]


class ProcessingOperatorSpec(TypedDict, total=False):
    """An operator of an algorithm.

    Attributes:
        id (str): The id; optional.
        name (str): The name, such as "MetaValidation"; optional.
        params (object): The parameters of the operator, a mapping; most values are text; optional.
        advanced_params_switch (bool): Whether the operator has advanced parameters; optional.
    """

    id: str
    name: str
    params: object
    advanced_params_switch: bool


class WorkPathSpec(TypedDict, total=False):
    """What takes the result of a processing task.

    Attributes:
        type (Literal["OBS", "DATASET"]): What takes the result: a folder in OBS, or a dataset; "OBS" or
            "DATASET"; optional.
        path (str): The folder in OBS, or the id of the dataset; optional.
        name (str): The name of the dataset; optional.
        version_name (str): The name of the version that is published; at most 32 letters, digits, "_" or "-";
            optional.
        version_id (str): The id of the version that is published; optional.
        output_path (str): The folder in OBS with the result; optional.
    """

    type: Literal["OBS", "DATASET"]
    path: str
    name: str
    version_name: str
    version_id: str
    output_path: str


class NewSampleSpec(TypedDict, total=False):
    """A sample that `samples.add` adds.

    Attributes:
        name (str): The name of the file; at most 1024 characters without any of !<>=&"'; optional.
        data (object): The content of the file as base64 text; optional.
        data_source (ImportSourceSpec | Mapping[str, object]): The source of the sample, instead of `data`;
            optional.
        encoding (str): The encoding of a .txt or .csv file: UTF-8, GBK or GB2312; optional.
        sample_type (SampleType | int | str): The type of the sample; one of 0 (image), 1 (text), 2 (audio), 4
            (table), 6 (video), 9 (free format); optional.
        labels (Sequence[SampleLabelSpec | Mapping[str, object]]): The labels of the sample; optional.
        metadata (SampleMetadataSpec | Mapping[str, object]): The attributes of the sample; optional.
    """

    name: str
    data: object
    data_source: ImportSourceSpec | Mapping[str, object]
    encoding: str
    sample_type: SampleType | int | str
    labels: Sequence[SampleLabelSpec | Mapping[str, object]]
    metadata: SampleMetadataSpec | Mapping[str, object]
