"""The documented values of parameters and fields.

A parameter takes the value, the member, or the member's name as text; a field is the member if its value is
documented, and the plain value if not.
"""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from enum import IntEnum

from modelarts.text_enum import TextEnum

__all__ = [
    "AutoLabellingType",
    "ClusterMode",
    "ColumnType",
    "DataSourceType",
    "DatasetFormat",
    "DatasetType",
    "DeletePolicy",
    "ExportFormat",
    "ExportType",
    "GroupingResult",
    "HardReason",
    "ImportOrigin",
    "ImportType",
    "LabelType",
    "ProcessingSourceType",
    "ProcessingType",
    "ResultProperty",
    "RunningTaskType",
    "SampleState",
    "SampleStatus",
    "SampleType",
    "SampleUsage",
    "Shape",
    "TeamSyncType",
    "TextLabelLayout",
    "VersionFormat",
    "VersionFormatFilter",
    "WorkPathType",
    "WorkerRole",
    "WorkerStatus",
]


class AutoLabellingType(TextEnum):
    """The kinds of auto-labelling tasks."""

    AUTO_LABEL = "auto-label"
    """Active learning."""
    PRE_LABEL = "pre-label"
    """Pre-labelling by a model."""
    AUTO_GROUPING = "auto-grouping"
    """Auto-grouping."""
    AUTO_DEPLOY = "auto-deploy"
    """One-click deployment; documented in 2021 only."""


class ClusterMode(TextEnum):
    """The modes of an MRS cluster."""

    NORMAL = "0"
    """Normal."""
    SECURITY = "1"
    """Security mode, with authentication."""


class ColumnType(TextEnum):
    """The types of a table's columns, as the vendor's SDK documents them."""

    STRING = "STRING"
    """Text."""
    SHORT = "SHORT"
    """Integer of 16 bits."""
    INT = "INT"
    """Integer of 32 bits."""
    LONG = "LONG"
    """Integer of 64 bits."""
    DOUBLE = "DOUBLE"
    """Floating point of 64 bits."""
    FLOAT = "FLOAT"
    """Floating point of 32 bits."""
    BYTE = "BYTE"
    """Byte."""
    DATE = "DATE"
    """Date."""
    TIMESTAMP = "TIMESTAMP"
    """Date and time."""
    BOOLEAN = "BOOLEAN"
    """True or false."""


class DataSourceType(IntEnum):
    """The kinds of data sources."""

    OBS = 0
    """OBS."""
    DWS = 1
    """GaussDB(DWS)."""
    DLI = 2
    """DLI."""
    RDS = 3
    """RDS."""
    MRS = 4
    """MRS."""
    AI_GALLERY = 5
    """AI Gallery."""
    INFERENCE = 6
    """An inference service."""


class DatasetFormat(IntEnum):
    """The formats of datasets."""

    FILE = 0
    """Files."""
    TABLE = 1
    """Table."""


class DatasetType(IntEnum):
    """The types of datasets."""

    IMAGE_CLASSIFICATION = 0
    """Image classification."""
    OBJECT_DETECTION = 1
    """Object detection."""
    IMAGE_SEGMENTATION = 3
    """Image segmentation."""
    TEXT_CLASSIFICATION = 100
    """Text classification."""
    NAMED_ENTITY_RECOGNITION = 101
    """Named entity recognition."""
    TEXT_TRIPLET = 102
    """Text triplets."""
    SOUND_CLASSIFICATION = 200
    """Sound classification."""
    SPEECH_CONTENT = 201
    """Speech content."""
    SPEECH_SEGMENTATION = 202
    """Speech segmentation."""
    TABLE = 400
    """Table."""
    VIDEO = 600
    """Video."""
    FREE_FORMAT = 900
    """Free format."""


class DeletePolicy(IntEnum):
    """What is deleted together with a label."""

    LABEL = 0
    """The label alone."""
    SAMPLES = 1
    """Samples that have no other label, too; their source files stay."""
    SOURCE_FILES = 2
    """Samples that have no other label, and their source files, too."""


class ExportFormat(IntEnum):
    """The layouts of an exported folder."""

    FOLDER_PER_LABEL = 1
    """A folder for each label."""
    FLAT = 2
    """One folder, with the label files beside the samples."""


class ExportType(IntEnum):
    """The samples that are exported."""

    LABELLED = 0
    """The labelled samples."""
    UNLABELLED = 1
    """The samples without labels."""
    ALL = 2
    """All samples."""
    MATCHING = 3
    """The samples that match the conditions."""


class GroupingResult(IntEnum):
    """What takes the result of auto-grouping."""

    OBS = 0
    """A folder in OBS."""
    SAMPLE_ATTRIBUTES = 1
    """The attributes of the samples."""


class HardReason(IntEnum):
    """The reasons why a sample is a hard example."""

    NOTHING_FOUND = 0
    """No object was found."""
    LOW_CONFIDENCE = 1
    """The confidence is low."""
    CLUSTERING = 2
    """Clustering gives another result."""
    FAR_FROM_CLASS = 3
    """Far from other samples of its class."""
    NEIGHBOURS = 4
    """Similar samples have other labels."""
    RESOLUTION = 5
    """The resolution deviates from the training data."""
    ASPECT_RATIO = 6
    """The aspect ratio deviates."""
    BRIGHTNESS = 7
    """The brightness deviates."""
    SATURATION = 8
    """The saturation deviates."""
    COLOURFULNESS = 9
    """The richness of colours deviates."""
    SHARPNESS = 10
    """The sharpness deviates."""
    BOX_COUNT = 11
    """The number of boxes deviates."""
    BOX_AREA_SPREAD = 12
    """The spread of the areas of boxes deviates."""
    BOX_ASPECT_RATIO = 13
    """The aspect ratio of boxes deviates."""
    BOX_AREA_SHARE = 14
    """The share of boxes in the image deviates."""
    BOX_EDGE = 15
    """The boxes lie near the edge."""
    BOX_BRIGHTNESS = 16
    """The brightness of boxes deviates."""
    BOX_SHARPNESS = 17
    """The sharpness of boxes deviates."""
    BOX_OVERLAP = 18
    """The overlap of boxes deviates."""
    BLUR = 19
    """Another result after Gaussian blur."""
    FLIP_LEFT_RIGHT = 20
    """Another result after a left-right flip."""
    CROP = 21
    """Another result after cropping."""
    FLIP_UP_DOWN = 22
    """Another result after an up-down flip."""
    SCALING = 23
    """Another result after scaling."""
    SHIFT = 24
    """Another result after shifting."""
    SHEAR = 25
    """Another result after shearing."""
    SUPERPIXELS = 26
    """Another result after superpixel segmentation."""
    SHARPENING = 27
    """Another result after sharpening."""
    ADDED_BRIGHTNESS = 28
    """Another result with added brightness."""
    INVERSION = 29
    """Another result after inversion."""
    ANOMALOUS = 30
    """Anomalous."""


class ImportOrigin(TextEnum):
    """The services that data is imported from."""

    OBS = "obs"
    """OBS."""
    DWS = "dws"
    """GaussDB(DWS)."""
    DLI = "dli"
    """DLI."""
    RDS = "rds"
    """RDS."""
    MRS = "mrs"
    """MRS."""
    INFERENCE = "inference"
    """An inference service."""


class ImportType(IntEnum):
    """What an import task imports, as responses have it."""

    DIR = 0
    """A folder."""
    MANIFEST = 1
    """A manifest."""


class LabelType(IntEnum):
    """The types of labels."""

    IMAGE_CLASSIFICATION = 0
    """Image classification."""
    OBJECT_DETECTION = 1
    """Object detection."""
    IMAGE_SEGMENTATION = 3
    """Image segmentation."""
    TEXT_CLASSIFICATION = 100
    """Text classification."""
    NAMED_ENTITY = 101
    """Named entity."""
    TRIPLET_RELATION = 102
    """Relation of a text triplet."""
    TRIPLET_ENTITY = 103
    """Entity of a text triplet."""
    SOUND_CLASSIFICATION = 200
    """Sound classification."""
    SPEECH_CONTENT = 201
    """Speech content."""
    SPEECH_SEGMENTATION = 202
    """Speech segmentation."""
    VIDEO = 600
    """Video."""


class ProcessingSourceType(TextEnum):
    """The kinds of sources of processing tasks."""

    OBS = "OBS"
    """A folder in OBS."""
    TASK = "TASK"
    """Another processing task."""
    DATASET = "DATASET"
    """A dataset."""
    CUSTOM = "CUSTOM"
    """A resource tenant."""


class ProcessingType(TextEnum):
    """The algorithms of processing tasks."""

    ANALYSIS = "sys_data_analyse"
    """Feature analysis."""
    CLEANING = "sys_data_cleaning"
    """Cleaning."""
    AUGMENTATION = "sys_data_augmentation"
    """Augmentation."""
    VALIDATION = "sys_data_validation"
    """Validation."""
    SELECTION = "sys_data_selection"
    """Selection."""


class ResultProperty(IntEnum):
    """What a processing task did with a sample."""

    ALL = -1
    """Anything; to select results only."""
    KEPT = 0
    """Kept it."""
    CHANGED = 1
    """Changed it."""
    REMOVED = 2
    """Removed it."""
    ADDED = 3
    """Added it."""


class RunningTaskType(IntEnum):
    """The kinds of tasks that may run on a dataset."""

    AUTO_LABELLING = 0
    """Auto-labelling."""
    PRE_LABELLING = 1
    """Pre-labelling."""
    EXPORT = 2
    """Export."""
    VERSION_SWITCH = 3
    """Switching the version."""
    MANIFEST_EXPORT = 4
    """Export of a manifest."""
    MANIFEST_IMPORT = 5
    """Import of a manifest."""
    VERSION_PUBLISHING = 6
    """Publishing a version."""
    AUTO_GROUPING = 7
    """Auto-grouping."""
    ONE_CLICK_DEPLOYMENT = 10
    """One-click deployment; documented in 2021 only."""


class SampleState(TextEnum):
    """The states by which samples are selected."""

    ALL = "__ALL__"
    """Labelled."""
    NONE = "__NONE__"
    """Not labelled."""
    UNCHECK = "__UNCHECK__"
    """Waiting for acceptance."""
    ACCEPTED = "__ACCEPTED__"
    """Accepted."""
    REJECTED = "__REJECTED__"
    """Rejected."""
    UNREVIEWED = "__UNREVIEWED__"
    """Waiting for review."""
    REVIEWED = "__REVIEWED__"
    """Reviewed."""
    WORKFORCE_SAMPLED = "__WORKFORCE_SAMPLED__"
    """Sampled for acceptance."""
    WORKFORCE_SAMPLED_UNCHECK = "__WORKFORCE_SAMPLED_UNCHECK__"
    """Sampled, not checked yet."""
    WORKFORCE_SAMPLED_CHECKED = "__WORKFORCE_SAMPLED_CHECKED__"
    """Sampled and checked."""
    WORKFORCE_SAMPLED_ACCEPTED = "__WORKFORCE_SAMPLED_ACCEPTED__"
    """Sampled and accepted."""
    WORKFORCE_SAMPLED_REJECTED = "__WORKFORCE_SAMPLED_REJECTED__"
    """Sampled and rejected."""
    AUTO_ANNOTATION = "__AUTO_ANNOTATION__"
    """Labelled by the service, waiting for confirmation."""
    ANY = ""
    """Any; in the documents' examples of exports only."""


class SampleStatus(TextEnum):
    """The statuses of samples, as examples of responses have them."""

    UN_ANNOTATION = "UN_ANNOTATION"
    """Not labelled."""
    MANUAL_ANNOTATION = "MANUAL_ANNOTATION"
    """Labelled by a person."""


class SampleType(IntEnum):
    """The types of samples."""

    IMAGE = 0
    """Image."""
    TEXT = 1
    """Text."""
    AUDIO = 2
    """Audio."""
    TABLE = 4
    """Table."""
    VIDEO = 6
    """Video."""
    FREE_FORMAT = 9
    """Free format."""


class SampleUsage(TextEnum):
    """The uses of samples."""

    TRAIN = "TRAIN"
    """Training."""
    EVAL = "EVAL"
    """Evaluation."""
    TEST = "TEST"
    """Test."""
    INFERENCE = "INFERENCE"
    """Inference."""


class Shape(TextEnum):
    """The shapes of image labels."""

    BNDBOX = "bndbox"
    """Rectangle."""
    POLYGON = "polygon"
    """Polygon."""
    CIRCLE = "circle"
    """Circle."""
    LINE = "line"
    """Straight line."""
    DASHED = "dashed"
    """Dashed line."""
    POINT = "point"
    """Point."""
    POLYLINE = "polyline"
    """Polyline."""


class TeamSyncType(IntEnum):
    """What a team labelling task takes over when data is synchronized."""

    NONE = 0
    """Nothing."""
    DATA = 1
    """New samples."""
    LABELS = 2
    """Labels."""
    BOTH = 3
    """New samples and labels."""


class TextLabelLayout(TextEnum):
    """The places of labels of text files."""

    SEPARATE_FILE = "0"
    """In a file of their own, named after the text file with "_result"."""
    SAME_LINE = "1"
    """In the line of the text."""


class VersionFormat(TextEnum):
    """The formats of versions."""

    DEFAULT = "Default"
    """Manifest."""
    CARBON_DATA = "CarbonData"
    """CarbonData, for tables only."""
    CSV = "CSV"
    """CSV."""


class VersionFormatFilter(IntEnum):
    """The formats of versions, as the numbers by which lists are filtered."""

    DEFAULT = 0
    """Manifest."""
    CARBON_DATA = 1
    """CarbonData, for tables only."""
    CSV = 2
    """CSV."""


class WorkPathType(IntEnum):
    """The kinds of work paths."""

    OBS = 0
    """A folder in OBS."""


class WorkerRole(IntEnum):
    """The roles in team labelling."""

    LABELLER = 0
    """Labeller."""
    REVIEWER = 1
    """Reviewer."""
    MANAGER = 2
    """Manager of the team."""
    OWNER = 3
    """Owner of the dataset."""


class WorkerStatus(IntEnum):
    """The statuses of members of a labelling team."""

    NOT_INVITED = 0
    """Not invited yet."""
    INVITED = 1
    """Invited, never logged in."""
    LOGGED_IN = 2
    """Logged in."""
    DELETED = 3
    """Deleted."""
