//! The calls of `DataManagement`. Written by `tools/generate.py` from `api/v2/*.toml`; do not edit.

use http::Method;

use crate::api::{
    Characters, Enumeration, Field, Form, Member, Object, Operation, Parameter, PathKind, Place,
    Presence, Rule, Shape, Status, Word,
};

/// The calls.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        name: "auto_labelling.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_type",
                key: "task_type",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&AUTO_LABELLING_TYPE),
                outside: None,
            },
            Parameter {
                name: "config",
                key: "config",
                place: Place::Member,
                required: false,
                rule: Rule::Object(AUTO_LABELLING_CONFIG_SPEC),
                outside: None,
            },
            Parameter {
                name: "model_id",
                key: "model_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "collect_key_sample",
                key: "collect_key_sample",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
        ],
        response: &STARTED_AUTO_LABELLING,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "auto_labelling.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "type",
                key: "type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&AUTO_LABELLING_TYPE),
                outside: None,
            },
            Parameter {
                name: "task_name",
                key: "task_name",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
        ],
        response: &AUTO_LABELLING_TASK_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "auto_labelling.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &AUTO_LABELLING_PROGRESS,
        empty_response: false,
        idempotent: true,
        status: Some(&AUTO_LABELLING_STATE_STATUS),
    },
    Operation {
        name: "auto_labelling.stop",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}/stop",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &STARTED,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "auto_labelling.samples",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "label_name",
                key: "label_name",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "label_type",
                key: "label_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&DATASET_TYPE),
                outside: None,
            },
            Parameter {
                name: "low_score",
                key: "low_score",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "high_score",
                key: "high_score",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "search_conditions",
                key: "search_conditions",
                place: Place::Query,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(SEARCH_CONDITION_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "order",
                key: "order",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["asc", "desc"]),
                outside: None,
            },
            Parameter {
                name: "process_parameter",
                key: "process_parameter",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &SAMPLE_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "auto_labelling.get_sample",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples/{sample_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "sample_id",
                key: "sample_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &SAMPLE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "datasets.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_type",
                key: "dataset_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&DATASET_TYPE),
                outside: None,
            },
            Parameter {
                name: "search_content",
                key: "search_content",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "sort_by",
                key: "sort_by",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["create_time", "dataset_name"]),
                outside: None,
            },
            Parameter {
                name: "order",
                key: "order",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["asc", "desc"]),
                outside: None,
            },
            Parameter {
                name: "with_labels",
                key: "with_labels",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "file_preview",
                key: "file_preview",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "contain_versions",
                key: "contain_versions",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "support_export",
                key: "support_export",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "check_running_task",
                key: "check_running_task",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "running_task_type",
                key: "running_task_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&RUNNING_TASK_TYPE),
                outside: None,
            },
            Parameter {
                name: "train_evaluate_ratio",
                key: "train_evaluate_ratio",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "version_format",
                key: "version_format",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&VERSION_FORMAT_FILTER),
                outside: None,
            },
            Parameter {
                name: "dataset_version",
                key: "dataset_version",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["v1", "v2", "all"]),
                outside: None,
            },
            Parameter {
                name: "workspace_id",
                key: "workspace_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &DATASET_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "datasets.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_name",
                key: "dataset_name",
                place: Place::Member,
                required: true,
                rule: Rule::Text {
                    min: 1,
                    max: 100,
                    characters: Characters::AsciiName,
                },
                outside: None,
            },
            Parameter {
                name: "data_sources",
                key: "data_sources",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(DATA_SOURCE_SPEC),
                    min: 1,
                    max: 1,
                },
                outside: None,
            },
            Parameter {
                name: "work_path",
                key: "work_path",
                place: Place::Member,
                required: true,
                rule: Rule::ObsPath {
                    form: Form::Slash,
                    kind: PathKind::Folder,
                    max: 700,
                },
                outside: Some("data_sources"),
            },
            Parameter {
                name: "work_path_type",
                key: "work_path_type",
                place: Place::Member,
                required: true,
                rule: Rule::Enumeration(&WORK_PATH_TYPE),
                outside: None,
            },
            Parameter {
                name: "dataset_type",
                key: "dataset_type",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&DATASET_TYPE),
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("^!<>=&\"'"),
                },
                outside: None,
            },
            Parameter {
                name: "labels",
                key: "labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "import_annotations",
                key: "import_annotations",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "label_format",
                key: "label_format",
                place: Place::Member,
                required: false,
                rule: Rule::Object(LABEL_FORMAT_SPEC),
                outside: None,
            },
            Parameter {
                name: "schema",
                key: "schema",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(COLUMN_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "import_data",
                key: "import_data",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "data_format",
                key: "data_format",
                place: Place::Member,
                required: false,
                rule: Rule::OneOf(&["Default", "CarbonData"]),
                outside: None,
            },
            Parameter {
                name: "managed",
                key: "managed",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "workforce_information",
                key: "workforce_information",
                place: Place::Member,
                required: false,
                rule: Rule::Object(TEAM_LABELLING_SPEC),
                outside: None,
            },
            Parameter {
                name: "workspace_id",
                key: "workspace_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &CREATED_DATASET,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "datasets.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "check_running_task",
                key: "check_running_task",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "running_task_type",
                key: "running_task_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&RUNNING_TASK_TYPE),
                outside: None,
            },
        ],
        response: &DATASET,
        empty_response: false,
        idempotent: true,
        status: Some(&DATASET_STATE_STATUS),
    },
    Operation {
        name: "datasets.update",
        method: Method::PUT,
        path: "/v2/{project_id}/datasets/{dataset_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_name",
                key: "dataset_name",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("^!<>=&\""),
                },
                outside: None,
            },
            Parameter {
                name: "current_version_id",
                key: "current_version_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "add_labels",
                key: "add_labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "update_labels",
                key: "update_labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "delete_labels",
                key: "delete_labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
        ],
        response: &UPDATED_DATASET,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "datasets.delete",
        method: Method::DELETE,
        path: "/v2/{project_id}/datasets/{dataset_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &STARTED,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "datasets.stats",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/stats",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "sample_state",
                key: "sample_state",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&SAMPLE_STATE),
                outside: None,
            },
            Parameter {
                name: "email",
                key: "email",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "locale",
                key: "locale",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["en-us", "zh-cn"]),
                outside: None,
            },
        ],
        response: &DATASET_STATS,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "datasets.metrics",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/metrics",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "start_time",
                key: "start_time",
                place: Place::Query,
                required: true,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "end_time",
                key: "end_time",
                place: Place::Query,
                required: true,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "workforce_task_id",
                key: "workforce_task_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &DATASET_METRICS,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "exports.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/export-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "path",
                key: "path",
                place: Place::Member,
                required: false,
                rule: Rule::ObsPath {
                    form: Form::Slash,
                    kind: PathKind::Folder,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "export_type",
                key: "export_type",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&EXPORT_TYPE),
                outside: None,
            },
            Parameter {
                name: "export_params",
                key: "export_params",
                place: Place::Member,
                required: false,
                rule: Rule::Object(EXPORT_PARAMS_SPEC),
                outside: None,
            },
            Parameter {
                name: "export_format",
                key: "export_format",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&EXPORT_FORMAT),
                outside: None,
            },
            Parameter {
                name: "annotation_format",
                key: "annotation_format",
                place: Place::Member,
                required: false,
                rule: Rule::OneOf(&["VOC", "COCO"]),
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "version_format",
                key: "version_format",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&VERSION_FORMAT),
                outside: None,
            },
            Parameter {
                name: "sample_state",
                key: "sample_state",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&SAMPLE_STATE),
                outside: None,
            },
            Parameter {
                name: "source_type_header",
                key: "source_type_header",
                place: Place::Member,
                required: false,
                rule: Rule::OneOf(&["obs://", "s3://"]),
                outside: None,
            },
            Parameter {
                name: "with_column_header",
                key: "with_column_header",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "status",
                key: "status",
                place: Place::Member,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &STARTED_EXPORT,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "exports.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/export-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "export_type",
                key: "export_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&EXPORT_TYPE),
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
        ],
        response: &EXPORT_TASK_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "exports.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/export-tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &EXPORT_TASK,
        empty_response: false,
        idempotent: true,
        status: Some(&EXPORT_STATE_STATUS),
    },
    Operation {
        name: "imports.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/import-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "import_path",
                key: "import_path",
                place: Place::Member,
                required: true,
                rule: Rule::ObsPath {
                    form: Form::S3,
                    kind: PathKind::Any,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "import_type",
                key: "import_type",
                place: Place::Member,
                required: false,
                rule: Rule::OneOf(&["dir", "manifest"]),
                outside: None,
            },
            Parameter {
                name: "import_annotations",
                key: "import_annotations",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "import_samples",
                key: "import_samples",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "included_labels",
                key: "included_labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Any,
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "excluded_labels",
                key: "excluded_labels",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Any,
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "difficult_only",
                key: "difficult_only",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "final_annotation",
                key: "final_annotation",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "import_folder",
                key: "import_folder",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "import_origin",
                key: "import_origin",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&IMPORT_ORIGIN),
                outside: None,
            },
            Parameter {
                name: "data_source",
                key: "data_source",
                place: Place::Member,
                required: false,
                rule: Rule::Object(IMPORT_SOURCE_SPEC),
                outside: None,
            },
            Parameter {
                name: "label_format",
                key: "label_format",
                place: Place::Member,
                required: false,
                rule: Rule::Object(LABEL_FORMAT_SPEC),
                outside: None,
            },
            Parameter {
                name: "annotation_format",
                key: "annotation_format",
                place: Place::Member,
                required: false,
                rule: Rule::OneOf(&["VOC", "COCO"]),
                outside: None,
            },
            Parameter {
                name: "with_column_header",
                key: "with_column_header",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
        ],
        response: &STARTED_IMPORT,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "imports.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/import-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
        ],
        response: &IMPORT_TASK_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "imports.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/import-tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &IMPORT_TASK,
        empty_response: false,
        idempotent: true,
        status: Some(&IMPORT_STATE_STATUS),
    },
    Operation {
        name: "labels.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 1,
                    max: 100000,
                },
                outside: None,
            },
        ],
        response: &LABEL_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "labels.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "labels",
                key: "labels",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
        ],
        response: &BATCH,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "labels.update",
        method: Method::PUT,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "labels",
                key: "labels",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
        ],
        response: &BATCH,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "labels.delete",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/delete",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "labels",
                key: "labels",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(LABEL_SPEC),
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "delete_policy",
                key: "delete_policy",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&DELETE_POLICY),
                outside: None,
            },
        ],
        response: &BATCH,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "labels.update_one",
        method: Method::PUT,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "label_name",
                key: "label_name",
                place: Place::Path,
                required: true,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "properties",
                key: "properties",
                place: Place::Body,
                required: true,
                rule: Rule::Object(LABEL_PROPERTIES_SPEC),
                outside: None,
            },
            Parameter {
                name: "label_type",
                key: "label_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&LABEL_TYPE),
                outside: None,
            },
        ],
        response: &OUTCOME,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "labels.delete_one",
        method: Method::DELETE,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "label_name",
                key: "label_name",
                place: Place::Path,
                required: true,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "label_type",
                key: "label_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&LABEL_TYPE),
                outside: None,
            },
            Parameter {
                name: "delete_source",
                key: "delete_source",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
        ],
        response: &OUTCOME,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.items",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks/items",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 1000 },
                outside: None,
            },
        ],
        response: &PROCESSING_ITEM_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "processing.list",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_type",
                key: "task_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&PROCESSING_TYPE),
                outside: None,
            },
            Parameter {
                name: "task_name",
                key: "task_name",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "status",
                key: "status",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 0, max: 4 },
                outside: None,
            },
            Parameter {
                name: "source_type",
                key: "source_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&PROCESSING_SOURCE_TYPE),
                outside: None,
            },
            Parameter {
                name: "source",
                key: "source",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "query_current",
                key: "query_current",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "return_result",
                key: "return_result",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "sort_by",
                key: "sort_by",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["create_time", "name", "duration_seconds"]),
                outside: None,
            },
            Parameter {
                name: "order",
                key: "order",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["asc", "desc"]),
                outside: None,
            },
            Parameter {
                name: "workspace_id",
                key: "workspace_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &PROCESSING_TASK_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "processing.create",
        method: Method::POST,
        path: "/v2/{project_id}/processor-tasks",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "name",
                key: "name",
                place: Place::Member,
                required: true,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "template",
                key: "template",
                place: Place::Member,
                required: true,
                rule: Rule::Object(PROCESSING_TEMPLATE_SPEC),
                outside: None,
            },
            Parameter {
                name: "inputs",
                key: "inputs",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(PROCESSING_SOURCE_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "data_source",
                key: "data_source",
                place: Place::Member,
                required: false,
                rule: Rule::Object(PROCESSING_SOURCE_SPEC),
                outside: None,
            },
            Parameter {
                name: "work_path",
                key: "work_path",
                place: Place::Member,
                required: false,
                rule: Rule::Object(WORK_PATH_SPEC),
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("^!<>=&\"'"),
                },
                outside: None,
            },
            Parameter {
                name: "create_version",
                key: "create_version",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "workspace_id",
                key: "workspace_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &STARTED_PROCESSING,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.get",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
        ],
        response: &PROCESSING_TASK,
        empty_response: false,
        idempotent: true,
        status: Some(&PROCESSING_STATE_STATUS),
    },
    Operation {
        name: "processing.update",
        method: Method::PUT,
        path: "/v2/{project_id}/processor-tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("^!<>=&\"'"),
                },
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.delete",
        method: Method::DELETE,
        path: "/v2/{project_id}/processor-tasks/{task_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.versions",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "sort_by",
                key: "sort_by",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["create_time", "version_name"]),
                outside: None,
            },
            Parameter {
                name: "order",
                key: "order",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["asc", "desc"]),
                outside: None,
            },
        ],
        response: &PROCESSING_VERSION_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "processing.create_version",
        method: Method::POST,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "name",
                key: "name",
                place: Place::Member,
                required: true,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "template",
                key: "template",
                place: Place::Member,
                required: false,
                rule: Rule::Object(PROCESSING_TEMPLATE_SPEC),
                outside: None,
            },
            Parameter {
                name: "inputs",
                key: "inputs",
                place: Place::Member,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(PROCESSING_SOURCE_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "data_source",
                key: "data_source",
                place: Place::Member,
                required: false,
                rule: Rule::Object(PROCESSING_SOURCE_SPEC),
                outside: None,
            },
            Parameter {
                name: "work_path",
                key: "work_path",
                place: Place::Member,
                required: false,
                rule: Rule::Object(WORK_PATH_SPEC),
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("^!<>=&\"'"),
                },
                outside: None,
            },
            Parameter {
                name: "create_version",
                key: "create_version",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "workspace_id",
                key: "workspace_id",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &STARTED_PROCESSING_VERSION,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.get_version",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &PROCESSING_VERSION,
        empty_response: false,
        idempotent: true,
        status: Some(&PROCESSING_STATE_STATUS),
    },
    Operation {
        name: "processing.delete_version",
        method: Method::DELETE,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "processing.results",
        method: Method::GET,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/results",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "result_property",
                key: "result_property",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&RESULT_PROPERTY),
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "process_parameter",
                key: "process_parameter",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &PROCESSING_RESULT_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "processing.stop_version",
        method: Method::POST,
        path: "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/stop",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "task_id",
                key: "task_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["items"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &STARTED,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "samples.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "sample_state",
                key: "sample_state",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&SAMPLE_STATE),
                outside: None,
            },
            Parameter {
                name: "sample_type",
                key: "sample_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&SAMPLE_TYPE),
                outside: None,
            },
            Parameter {
                name: "label_name",
                key: "label_name",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "label_type",
                key: "label_type",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&DATASET_TYPE),
                outside: None,
            },
            Parameter {
                name: "low_score",
                key: "low_score",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "high_score",
                key: "high_score",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "search_conditions",
                key: "search_conditions",
                place: Place::Query,
                required: false,
                rule: Rule::List {
                    item: &Rule::Object(SEARCH_CONDITION_SPEC),
                    min: 0,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 100 },
                outside: None,
            },
            Parameter {
                name: "order",
                key: "order",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["asc", "desc"]),
                outside: None,
            },
            Parameter {
                name: "preview",
                key: "preview",
                place: Place::Query,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "process_parameter",
                key: "process_parameter",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "email",
                key: "email",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "locale",
                key: "locale",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["en-us", "zh-cn"]),
                outside: None,
            },
        ],
        response: &SAMPLE_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "samples.add",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "samples",
                key: "samples",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(NEW_SAMPLE_SPEC),
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "final_annotation",
                key: "final_annotation",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "label_format",
                key: "label_format",
                place: Place::Member,
                required: false,
                rule: Rule::Object(LABEL_FORMAT_SPEC),
                outside: None,
            },
        ],
        response: &SAMPLE_UPLOAD,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "samples.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/{sample_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "sample_id",
                key: "sample_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["delete"],
                },
                outside: None,
            },
            Parameter {
                name: "sample_state",
                key: "sample_state",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&SAMPLE_STATE),
                outside: None,
            },
            Parameter {
                name: "worker_id",
                key: "worker_id",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "locale",
                key: "locale",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["en-us", "zh-cn"]),
                outside: None,
            },
        ],
        response: &SAMPLE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "samples.update",
        method: Method::PUT,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "samples",
                key: "samples",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Object(LABELLED_SAMPLE_SPEC),
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "email",
                key: "email",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &BATCH,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "samples.delete",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/delete",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "samples",
                key: "samples",
                place: Place::Member,
                required: true,
                rule: Rule::List {
                    item: &Rule::Text {
                        min: 0,
                        max: usize::MAX,
                        characters: Characters::Any,
                    },
                    min: 1,
                    max: usize::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "delete_source",
                key: "delete_source",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
        ],
        response: &BATCH,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "samples.search_conditions",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/data-annotations/search-condition",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &SEARCH_CRITERIA,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "syncs.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/sync-data",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &STARTED,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "syncs.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/sync-data/status",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &SYNC_TASK,
        empty_response: false,
        idempotent: true,
        status: Some(&SYNC_STATE_STATUS),
    },
    Operation {
        name: "versions.list",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/versions",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "status",
                key: "status",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 0, max: 4 },
                outside: None,
            },
            Parameter {
                name: "version_format",
                key: "version_format",
                place: Place::Query,
                required: false,
                rule: Rule::Enumeration(&VERSION_FORMAT_FILTER),
                outside: None,
            },
            Parameter {
                name: "train_evaluate_ratio",
                key: "train_evaluate_ratio",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "offset",
                key: "offset",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "limit",
                key: "limit",
                place: Place::Query,
                required: false,
                rule: Rule::Integer { min: 1, max: 1000 },
                outside: None,
            },
        ],
        response: &VERSION_PAGE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "versions.create",
        method: Method::POST,
        path: "/v2/{project_id}/datasets/{dataset_id}/versions",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "version_name",
                key: "version_name",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 1,
                    max: 32,
                    characters: Characters::AsciiName,
                },
                outside: None,
            },
            Parameter {
                name: "description",
                key: "description",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 256,
                    characters: Characters::Without("!<>=&\"'"),
                },
                outside: None,
            },
            Parameter {
                name: "version_format",
                key: "version_format",
                place: Place::Member,
                required: false,
                rule: Rule::Enumeration(&VERSION_FORMAT),
                outside: None,
            },
            Parameter {
                name: "train_evaluate_sample_ratio",
                key: "train_evaluate_sample_ratio",
                place: Place::Member,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "export_images",
                key: "export_images",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "clear_hard_property",
                key: "clear_hard_property",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "remove_sample_usage",
                key: "remove_sample_usage",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
            Parameter {
                name: "with_column_header",
                key: "with_column_header",
                place: Place::Member,
                required: false,
                rule: Rule::Boolean,
                outside: None,
            },
        ],
        response: &CREATED_VERSION,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "versions.get",
        method: Method::GET,
        path: "/v2/{project_id}/datasets/{dataset_id}/versions/{version_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &VERSION,
        empty_response: false,
        idempotent: true,
        status: Some(&VERSION_STATE_STATUS),
    },
    Operation {
        name: "versions.delete",
        method: Method::DELETE,
        path: "/v2/{project_id}/datasets/{dataset_id}/versions/{version_id}",
        parameters: &[
            Parameter {
                name: "project_id",
                key: "project_id",
                place: Place::Path,
                required: false,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "dataset_id",
                key: "dataset_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &STARTED,
        empty_response: true,
        idempotent: false,
        status: None,
    },
];

static AUTO_LABELLING_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Integer(3)],
    failed: &[Word::Integer(2)],
    stopped: &[Word::Integer(5)],
    deleted: &[],
    deleting: &[],
};

static DATASET_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Integer(1), Word::Integer(3)],
    failed: &[Word::Integer(4)],
    stopped: &[],
    deleted: &[Word::Integer(3)],
    deleting: &[Word::Integer(2)],
};

static EXPORT_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Text("SUCCESSED")],
    failed: &[Word::Text("FAILED")],
    stopped: &[],
    deleted: &[],
    deleting: &[],
};

static IMPORT_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Text("COMPLETED")],
    failed: &[Word::Text("FAILED"), Word::Text("NOT_EXIST")],
    stopped: &[],
    deleted: &[],
    deleting: &[],
};

static PROCESSING_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Integer(2)],
    failed: &[Word::Integer(3)],
    stopped: &[Word::Integer(4)],
    deleted: &[],
    deleting: &[],
};

static SYNC_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Text("COMPLETED")],
    failed: &[Word::Text("FAILED"), Word::Text("NOT_EXIST")],
    stopped: &[],
    deleted: &[],
    deleting: &[],
};

static VERSION_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Integer(1), Word::Integer(3)],
    failed: &[Word::Integer(4)],
    stopped: &[],
    deleted: &[Word::Integer(3)],
    deleting: &[Word::Integer(2)],
};

static DATASET_TYPE: Enumeration = Enumeration {
    values: &[
        ("IMAGE_CLASSIFICATION", Word::Integer(0)),
        ("OBJECT_DETECTION", Word::Integer(1)),
        ("IMAGE_SEGMENTATION", Word::Integer(3)),
        ("TEXT_CLASSIFICATION", Word::Integer(100)),
        ("NAMED_ENTITY_RECOGNITION", Word::Integer(101)),
        ("TEXT_TRIPLET", Word::Integer(102)),
        ("SOUND_CLASSIFICATION", Word::Integer(200)),
        ("SPEECH_CONTENT", Word::Integer(201)),
        ("SPEECH_SEGMENTATION", Word::Integer(202)),
        ("TABLE", Word::Integer(400)),
        ("VIDEO", Word::Integer(600)),
        ("FREE_FORMAT", Word::Integer(900)),
    ],
};

static LABEL_TYPE: Enumeration = Enumeration {
    values: &[
        ("IMAGE_CLASSIFICATION", Word::Integer(0)),
        ("OBJECT_DETECTION", Word::Integer(1)),
        ("IMAGE_SEGMENTATION", Word::Integer(3)),
        ("TEXT_CLASSIFICATION", Word::Integer(100)),
        ("NAMED_ENTITY", Word::Integer(101)),
        ("TRIPLET_RELATION", Word::Integer(102)),
        ("TRIPLET_ENTITY", Word::Integer(103)),
        ("SOUND_CLASSIFICATION", Word::Integer(200)),
        ("SPEECH_CONTENT", Word::Integer(201)),
        ("SPEECH_SEGMENTATION", Word::Integer(202)),
        ("VIDEO", Word::Integer(600)),
    ],
};

static SAMPLE_TYPE: Enumeration = Enumeration {
    values: &[
        ("IMAGE", Word::Integer(0)),
        ("TEXT", Word::Integer(1)),
        ("AUDIO", Word::Integer(2)),
        ("TABLE", Word::Integer(4)),
        ("VIDEO", Word::Integer(6)),
        ("FREE_FORMAT", Word::Integer(9)),
    ],
};

static SAMPLE_STATE: Enumeration = Enumeration {
    values: &[
        ("ALL", Word::Text("__ALL__")),
        ("NONE", Word::Text("__NONE__")),
        ("UNCHECK", Word::Text("__UNCHECK__")),
        ("ACCEPTED", Word::Text("__ACCEPTED__")),
        ("REJECTED", Word::Text("__REJECTED__")),
        ("UNREVIEWED", Word::Text("__UNREVIEWED__")),
        ("REVIEWED", Word::Text("__REVIEWED__")),
        ("WORKFORCE_SAMPLED", Word::Text("__WORKFORCE_SAMPLED__")),
        (
            "WORKFORCE_SAMPLED_UNCHECK",
            Word::Text("__WORKFORCE_SAMPLED_UNCHECK__"),
        ),
        (
            "WORKFORCE_SAMPLED_CHECKED",
            Word::Text("__WORKFORCE_SAMPLED_CHECKED__"),
        ),
        (
            "WORKFORCE_SAMPLED_ACCEPTED",
            Word::Text("__WORKFORCE_SAMPLED_ACCEPTED__"),
        ),
        (
            "WORKFORCE_SAMPLED_REJECTED",
            Word::Text("__WORKFORCE_SAMPLED_REJECTED__"),
        ),
        ("AUTO_ANNOTATION", Word::Text("__AUTO_ANNOTATION__")),
        ("ANY", Word::Text("")),
    ],
};

static DATA_SOURCE_TYPE: Enumeration = Enumeration {
    values: &[
        ("OBS", Word::Integer(0)),
        ("DWS", Word::Integer(1)),
        ("DLI", Word::Integer(2)),
        ("RDS", Word::Integer(3)),
        ("MRS", Word::Integer(4)),
        ("AI_GALLERY", Word::Integer(5)),
        ("INFERENCE", Word::Integer(6)),
    ],
};

static CLUSTER_MODE: Enumeration = Enumeration {
    values: &[("NORMAL", Word::Text("0")), ("SECURITY", Word::Text("1"))],
};

static COLUMN_TYPE: Enumeration = Enumeration {
    values: &[
        ("STRING", Word::Text("STRING")),
        ("SHORT", Word::Text("SHORT")),
        ("INT", Word::Text("INT")),
        ("LONG", Word::Text("LONG")),
        ("DOUBLE", Word::Text("DOUBLE")),
        ("FLOAT", Word::Text("FLOAT")),
        ("BYTE", Word::Text("BYTE")),
        ("DATE", Word::Text("DATE")),
        ("TIMESTAMP", Word::Text("TIMESTAMP")),
        ("BOOLEAN", Word::Text("BOOLEAN")),
    ],
};

static SHAPE: Enumeration = Enumeration {
    values: &[
        ("BNDBOX", Word::Text("bndbox")),
        ("POLYGON", Word::Text("polygon")),
        ("CIRCLE", Word::Text("circle")),
        ("LINE", Word::Text("line")),
        ("DASHED", Word::Text("dashed")),
        ("POINT", Word::Text("point")),
        ("POLYLINE", Word::Text("polyline")),
    ],
};

static VERSION_FORMAT: Enumeration = Enumeration {
    values: &[
        ("DEFAULT", Word::Text("Default")),
        ("CARBON_DATA", Word::Text("CarbonData")),
        ("CSV", Word::Text("CSV")),
    ],
};

static VERSION_FORMAT_FILTER: Enumeration = Enumeration {
    values: &[
        ("DEFAULT", Word::Integer(0)),
        ("CARBON_DATA", Word::Integer(1)),
        ("CSV", Word::Integer(2)),
    ],
};

static TEXT_LABEL_LAYOUT: Enumeration = Enumeration {
    values: &[
        ("SEPARATE_FILE", Word::Text("0")),
        ("SAME_LINE", Word::Text("1")),
    ],
};

static WORKER_ROLE: Enumeration = Enumeration {
    values: &[
        ("LABELLER", Word::Integer(0)),
        ("REVIEWER", Word::Integer(1)),
        ("MANAGER", Word::Integer(2)),
        ("OWNER", Word::Integer(3)),
    ],
};

static WORKER_STATUS: Enumeration = Enumeration {
    values: &[
        ("NOT_INVITED", Word::Integer(0)),
        ("INVITED", Word::Integer(1)),
        ("LOGGED_IN", Word::Integer(2)),
        ("DELETED", Word::Integer(3)),
    ],
};

static SAMPLE_USAGE: Enumeration = Enumeration {
    values: &[
        ("TRAIN", Word::Text("TRAIN")),
        ("EVAL", Word::Text("EVAL")),
        ("TEST", Word::Text("TEST")),
        ("INFERENCE", Word::Text("INFERENCE")),
    ],
};

static HARD_REASON: Enumeration = Enumeration {
    values: &[
        ("NOTHING_FOUND", Word::Integer(0)),
        ("LOW_CONFIDENCE", Word::Integer(1)),
        ("CLUSTERING", Word::Integer(2)),
        ("FAR_FROM_CLASS", Word::Integer(3)),
        ("NEIGHBOURS", Word::Integer(4)),
        ("RESOLUTION", Word::Integer(5)),
        ("ASPECT_RATIO", Word::Integer(6)),
        ("BRIGHTNESS", Word::Integer(7)),
        ("SATURATION", Word::Integer(8)),
        ("COLOURFULNESS", Word::Integer(9)),
        ("SHARPNESS", Word::Integer(10)),
        ("BOX_COUNT", Word::Integer(11)),
        ("BOX_AREA_SPREAD", Word::Integer(12)),
        ("BOX_ASPECT_RATIO", Word::Integer(13)),
        ("BOX_AREA_SHARE", Word::Integer(14)),
        ("BOX_EDGE", Word::Integer(15)),
        ("BOX_BRIGHTNESS", Word::Integer(16)),
        ("BOX_SHARPNESS", Word::Integer(17)),
        ("BOX_OVERLAP", Word::Integer(18)),
        ("BLUR", Word::Integer(19)),
        ("FLIP_LEFT_RIGHT", Word::Integer(20)),
        ("CROP", Word::Integer(21)),
        ("FLIP_UP_DOWN", Word::Integer(22)),
        ("SCALING", Word::Integer(23)),
        ("SHIFT", Word::Integer(24)),
        ("SHEAR", Word::Integer(25)),
        ("SUPERPIXELS", Word::Integer(26)),
        ("SHARPENING", Word::Integer(27)),
        ("ADDED_BRIGHTNESS", Word::Integer(28)),
        ("INVERSION", Word::Integer(29)),
        ("ANOMALOUS", Word::Integer(30)),
    ],
};

static AUTO_LABELLING_TYPE: Enumeration = Enumeration {
    values: &[
        ("AUTO_LABEL", Word::Text("auto-label")),
        ("PRE_LABEL", Word::Text("pre-label")),
        ("AUTO_GROUPING", Word::Text("auto-grouping")),
        ("AUTO_DEPLOY", Word::Text("auto-deploy")),
    ],
};

static GROUPING_RESULT: Enumeration = Enumeration {
    values: &[
        ("OBS", Word::Integer(0)),
        ("SAMPLE_ATTRIBUTES", Word::Integer(1)),
    ],
};

static RUNNING_TASK_TYPE: Enumeration = Enumeration {
    values: &[
        ("AUTO_LABELLING", Word::Integer(0)),
        ("PRE_LABELLING", Word::Integer(1)),
        ("EXPORT", Word::Integer(2)),
        ("VERSION_SWITCH", Word::Integer(3)),
        ("MANIFEST_EXPORT", Word::Integer(4)),
        ("MANIFEST_IMPORT", Word::Integer(5)),
        ("VERSION_PUBLISHING", Word::Integer(6)),
        ("AUTO_GROUPING", Word::Integer(7)),
        ("ONE_CLICK_DEPLOYMENT", Word::Integer(10)),
    ],
};

static WORK_PATH_TYPE: Enumeration = Enumeration {
    values: &[("OBS", Word::Integer(0))],
};

static TEAM_SYNC_TYPE: Enumeration = Enumeration {
    values: &[
        ("NONE", Word::Integer(0)),
        ("DATA", Word::Integer(1)),
        ("LABELS", Word::Integer(2)),
        ("BOTH", Word::Integer(3)),
    ],
};

static EXPORT_TYPE: Enumeration = Enumeration {
    values: &[
        ("LABELLED", Word::Integer(0)),
        ("UNLABELLED", Word::Integer(1)),
        ("ALL", Word::Integer(2)),
        ("MATCHING", Word::Integer(3)),
    ],
};

static EXPORT_FORMAT: Enumeration = Enumeration {
    values: &[
        ("FOLDER_PER_LABEL", Word::Integer(1)),
        ("FLAT", Word::Integer(2)),
    ],
};

static IMPORT_ORIGIN: Enumeration = Enumeration {
    values: &[
        ("OBS", Word::Text("obs")),
        ("DWS", Word::Text("dws")),
        ("DLI", Word::Text("dli")),
        ("RDS", Word::Text("rds")),
        ("MRS", Word::Text("mrs")),
        ("INFERENCE", Word::Text("inference")),
    ],
};

static DELETE_POLICY: Enumeration = Enumeration {
    values: &[
        ("LABEL", Word::Integer(0)),
        ("SAMPLES", Word::Integer(1)),
        ("SOURCE_FILES", Word::Integer(2)),
    ],
};

static PROCESSING_TYPE: Enumeration = Enumeration {
    values: &[
        ("ANALYSIS", Word::Text("sys_data_analyse")),
        ("CLEANING", Word::Text("sys_data_cleaning")),
        ("AUGMENTATION", Word::Text("sys_data_augmentation")),
        ("VALIDATION", Word::Text("sys_data_validation")),
        ("SELECTION", Word::Text("sys_data_selection")),
    ],
};

static PROCESSING_SOURCE_TYPE: Enumeration = Enumeration {
    values: &[
        ("OBS", Word::Text("OBS")),
        ("TASK", Word::Text("TASK")),
        ("DATASET", Word::Text("DATASET")),
        ("CUSTOM", Word::Text("CUSTOM")),
    ],
};

static RESULT_PROPERTY: Enumeration = Enumeration {
    values: &[
        ("ALL", Word::Integer(-1)),
        ("KEPT", Word::Integer(0)),
        ("CHANGED", Word::Integer(1)),
        ("REMOVED", Word::Integer(2)),
        ("ADDED", Word::Integer(3)),
    ],
};

static DATA_SOURCE_SPEC: &[Member] = &[
    Member {
        name: "data_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&DATA_SOURCE_TYPE),
    },
    Member {
        name: "data_path",
        alias: None,
        required: false,
        rule: Rule::ObsPath {
            form: Form::Slash,
            kind: PathKind::Folder,
            max: usize::MAX,
        },
    },
    Member {
        name: "with_column_header",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "schema_maps",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SCHEMA_MAP_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "source_info",
        alias: None,
        required: false,
        rule: Rule::Object(SOURCE_INFO_SPEC),
    },
];

static IMPORT_SOURCE_SPEC: &[Member] = &[
    Member {
        name: "data_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&DATA_SOURCE_TYPE),
    },
    Member {
        name: "data_path",
        alias: None,
        required: false,
        rule: Rule::ObsPath {
            form: Form::Slash,
            kind: PathKind::Any,
            max: usize::MAX,
        },
    },
    Member {
        name: "with_column_header",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "schema_maps",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SCHEMA_MAP_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "source_info",
        alias: None,
        required: false,
        rule: Rule::Object(SOURCE_INFO_SPEC),
    },
];

static SCHEMA_MAP_SPEC: &[Member] = &[
    Member {
        name: "src_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "dest_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static SOURCE_INFO_SPEC: &[Member] = &[
    Member {
        name: "cluster_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "cluster_mode",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&CLUSTER_MODE),
    },
    Member {
        name: "cluster_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "vpc_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "subnet_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "input",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "ip",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "port",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "user_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "user_password",
        alias: None,
        required: false,
        rule: Rule::Secret,
    },
    Member {
        name: "database_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "table_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "queue_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static LABEL_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: true,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&LABEL_TYPE),
    },
    Member {
        name: "property",
        alias: None,
        required: false,
        rule: Rule::Object(LABEL_PROPERTY_SPEC),
    },
    Member {
        name: "attributes",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(LABEL_ATTRIBUTE_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
];

static LABEL_PROPERTY_SPEC: &[Member] = &[
    Member {
        name: "@modelarts:color",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:default_shape",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SHAPE),
    },
    Member {
        name: "@modelarts:shortcut",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:from_type",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:to_type",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:rename_to",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static LABEL_ATTRIBUTE_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 64,
            characters: Characters::Without("<>=&\"'"),
        },
    },
    Member {
        name: "id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["text", "select"]),
    },
    Member {
        name: "values",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(LABEL_ATTRIBUTE_VALUE_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "default_value",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static LABEL_ATTRIBUTE_VALUE_SPEC: &[Member] = &[
    Member {
        name: "value",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static WORKER_SPEC: &[Member] = &[
    Member {
        name: "worker_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "email",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "role",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&WORKER_ROLE),
    },
    Member {
        name: "status",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&WORKER_STATUS),
    },
    Member {
        name: "description",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 256,
            characters: Characters::Without("^!<>=&\"'"),
        },
    },
    Member {
        name: "workforce_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "create_time",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "update_time",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
];

static LABEL_FORMAT_SPEC: &[Member] = &[
    Member {
        name: "label_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&TEXT_LABEL_LAYOUT),
    },
    Member {
        name: "text_label_separator",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 1,
            max: 1,
            characters: Characters::Any,
        },
    },
    Member {
        name: "text_sample_separator",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 1,
            max: 1,
            characters: Characters::Any,
        },
    },
];

static SAMPLE_LABEL_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: true,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&LABEL_TYPE),
    },
    Member {
        name: "id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "property",
        alias: None,
        required: false,
        rule: Rule::Object(SAMPLE_LABEL_PROPERTY_SPEC),
    },
    Member {
        name: "score",
        alias: None,
        required: false,
        rule: Rule::Number { min: 0.0, max: 1.0 },
    },
    Member {
        name: "annotated_by",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["human", "auto"]),
    },
];

static SAMPLE_LABEL_PROPERTY_SPEC: &[Member] = &[
    Member {
        name: "@modelarts:shape",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SHAPE),
    },
    Member {
        name: "@modelarts:feature",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "@modelarts:content",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:source",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:start_time",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:end_time",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:start_index",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "@modelarts:end_index",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "@modelarts:from",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:to",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:hard",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["0", "1", "false", "true"]),
    },
    Member {
        name: "@modelarts:hard_coefficient",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:hard_reasons",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&HARD_REASON),
    },
];

static SAMPLE_METADATA_SPEC: &[Member] = &[
    Member {
        name: "@modelarts:import_origin",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "@modelarts:size",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Integer {
                min: 0,
                max: i64::MAX,
            },
            min: 2,
            max: 3,
        },
    },
    Member {
        name: "@modelarts:hard",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "@modelarts:hard_coefficient",
        alias: None,
        required: false,
        rule: Rule::Number { min: 0.0, max: 1.0 },
    },
    Member {
        name: "@modelarts:hard_reasons",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Enumeration(&HARD_REASON),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "@modelarts:source_image_info",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static LABELLED_SAMPLE_SPEC: &[Member] = &[
    Member {
        name: "sample_id",
        alias: None,
        required: true,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "labels",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SAMPLE_LABEL_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "metadata",
        alias: None,
        required: false,
        rule: Rule::Object(SAMPLE_METADATA_SPEC),
    },
    Member {
        name: "sample_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SAMPLE_TYPE),
    },
    Member {
        name: "sample_usage",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SAMPLE_USAGE),
    },
    Member {
        name: "source",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "worker_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static SEARCH_CONDITION_SPEC: &[Member] = &[
    Member {
        name: "label_list",
        alias: None,
        required: false,
        rule: Rule::Object(SEARCH_LABELS_SPEC),
    },
    Member {
        name: "metadata",
        alias: None,
        required: false,
        rule: Rule::Object(SEARCH_PROP_SPEC),
    },
    Member {
        name: "sample_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "sample_dir",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "sample_time",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "hard",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["0", "1"]),
    },
    Member {
        name: "coefficient",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "score",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "labeler",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "import_origin",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "parent_sample_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "frame_in_video",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "time_in_video",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "kvp",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "slice_thickness",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "study_date",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static SEARCH_LABELS_SPEC: &[Member] = &[
    Member {
        name: "labels",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SEARCH_LABEL_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "op",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["AND", "OR"]),
    },
];

static SEARCH_LABEL_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&LABEL_TYPE),
    },
    Member {
        name: "property",
        alias: None,
        required: false,
        rule: Rule::Object(&[]),
    },
    Member {
        name: "op",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["AND", "OR"]),
    },
];

static SEARCH_PROP_SPEC: &[Member] = &[
    Member {
        name: "props",
        alias: None,
        required: false,
        rule: Rule::Object(&[]),
    },
    Member {
        name: "op",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["AND", "OR"]),
    },
];

static EXPORT_PARAMS_SPEC: &[Member] = &[
    Member {
        name: "export_dest",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["DIR", "NEW_DATASET"]),
    },
    Member {
        name: "export_new_dataset_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "export_new_dataset_work_path",
        alias: None,
        required: false,
        rule: Rule::ObsPath {
            form: Form::Slash,
            kind: PathKind::Folder,
            max: usize::MAX,
        },
    },
    Member {
        name: "export_dataset_version_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "export_dataset_version_format",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "sample_state",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SAMPLE_STATE),
    },
    Member {
        name: "samples",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Text {
                min: 0,
                max: usize::MAX,
                characters: Characters::Any,
            },
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "search_conditions",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SEARCH_CONDITION_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "ratio_sample_usage",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "train_sample_ratio",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "clear_hard_property",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "clear_difficult",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
];

static AUTO_LABELLING_CONFIG_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "description",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "algorithm_type",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["fast", "accurate"]),
    },
    Member {
        name: "model_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "model_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "model_version",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "model_parameter",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "inf_config_list",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(INFERENCE_CONFIG_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "inf_cluster_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "inf_output",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "infer_result_output_dir",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "confidence_scope",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "collect_sample",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "collect_rule",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["all"]),
    },
    Member {
        name: "key_sample_output",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "n_clusters",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "property",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "result_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&GROUPING_RESULT),
    },
    Member {
        name: "ambiguity",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "image_brightness",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "image_colorfulness",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "samples",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(LABELLED_SAMPLE_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "stop_time",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "time",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "flavor",
        alias: None,
        required: false,
        rule: Rule::Object(FLAVOR_SPEC),
    },
    Member {
        name: "pool_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "worker_server_num",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "engine_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "parameters",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(TRAINING_PARAMETER_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "train_data_path",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "train_url",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "output_dir",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "annotation_output",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "log_url",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "manifest_path",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "export_format",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&EXPORT_FORMAT),
    },
    Member {
        name: "export_params",
        alias: None,
        required: false,
        rule: Rule::Object(EXPORT_PARAMS_SPEC),
    },
    Member {
        name: "version_format",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&VERSION_FORMAT),
    },
    Member {
        name: "req_uri",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static FLAVOR_SPEC: &[Member] = &[Member {
    name: "code",
    alias: None,
    required: false,
    rule: Rule::Text {
        min: 0,
        max: usize::MAX,
        characters: Characters::Any,
    },
}];

static INFERENCE_CONFIG_SPEC: &[Member] = &[
    Member {
        name: "specification",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "instance_count",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "model_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "weight",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "envs",
        alias: None,
        required: false,
        rule: Rule::Object(&[]),
    },
];

static TRAINING_PARAMETER_SPEC: &[Member] = &[
    Member {
        name: "label",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "value",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static COLUMN_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&COLUMN_TYPE),
    },
    Member {
        name: "schema_id",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 0,
            max: i64::MAX,
        },
    },
    Member {
        name: "description",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static TEAM_LABELLING_SPEC: &[Member] = &[
    Member {
        name: "task_name",
        alias: None,
        required: true,
        rule: Rule::Text {
            min: 1,
            max: 64,
            characters: Characters::AsciiName,
        },
    },
    Member {
        name: "task_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "workforces_config",
        alias: None,
        required: false,
        rule: Rule::Object(WORKFORCES_SPEC),
    },
    Member {
        name: "repetition",
        alias: None,
        required: false,
        rule: Rule::Integer {
            min: 1,
            max: i64::MAX,
        },
    },
    Member {
        name: "data_sync_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&TEAM_SYNC_TYPE),
    },
    Member {
        name: "synchronize_data",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
    Member {
        name: "synchronize_auto_labeling_data",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
];

static WORKFORCES_SPEC: &[Member] = &[
    Member {
        name: "workforces",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(WORKFORCE_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "agency",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static WORKFORCE_SPEC: &[Member] = &[
    Member {
        name: "workforce_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "workforce_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 1024,
            characters: Characters::Without("!<>=&\"'"),
        },
    },
    Member {
        name: "workers",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(WORKER_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
];

static LABEL_PROPERTIES_SPEC: &[Member] = &[
    Member {
        name: "@modelarts:color",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:default_shape",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SHAPE),
    },
    Member {
        name: "@modelarts:shortcut",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:rename_to",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:from_type",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "@modelarts:to_type",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static PROCESSING_SOURCE_SPEC: &[Member] = &[
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&PROCESSING_SOURCE_TYPE),
    },
    Member {
        name: "source",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "version_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "version_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static PROCESSING_TEMPLATE_SPEC: &[Member] = &[
    Member {
        name: "id",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&PROCESSING_TYPE),
    },
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "operator_params",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(PROCESSING_OPERATOR_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
];

static PROCESSING_OPERATOR_SPEC: &[Member] = &[
    Member {
        name: "id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "params",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "advanced_params_switch",
        alias: None,
        required: false,
        rule: Rule::Boolean,
    },
];

static WORK_PATH_SPEC: &[Member] = &[
    Member {
        name: "type",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["OBS", "DATASET"]),
    },
    Member {
        name: "path",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "version_name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 32,
            characters: Characters::AsciiName,
        },
    },
    Member {
        name: "version_id",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "output_path",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
];

static NEW_SAMPLE_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 1024,
            characters: Characters::Without("!<>=&\"'"),
        },
    },
    Member {
        name: "data",
        alias: None,
        required: false,
        rule: Rule::Any,
    },
    Member {
        name: "data_source",
        alias: None,
        required: false,
        rule: Rule::Object(IMPORT_SOURCE_SPEC),
    },
    Member {
        name: "encoding",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: usize::MAX,
            characters: Characters::Any,
        },
    },
    Member {
        name: "sample_type",
        alias: None,
        required: false,
        rule: Rule::Enumeration(&SAMPLE_TYPE),
    },
    Member {
        name: "labels",
        alias: None,
        required: false,
        rule: Rule::List {
            item: &Rule::Object(SAMPLE_LABEL_SPEC),
            min: 0,
            max: usize::MAX,
        },
    },
    Member {
        name: "metadata",
        alias: None,
        required: false,
        rule: Rule::Object(SAMPLE_METADATA_SPEC),
    },
];

/// A source of data.
pub static DATA_SOURCE: Object = Object {
    module: "modelarts.v2.responses",
    class: "DataSource",
    fields: &[
        Field {
            name: "data_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "with_column_header",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "schema_maps",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SCHEMA_MAP),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "source_info",
            presence: Presence::Optional,
            shape: Shape::Object(&SOURCE_INFO),
        },
    ],
};

/// An item of `schema_maps`.
pub static SCHEMA_MAP: Object = Object {
    module: "modelarts.v2.responses",
    class: "SchemaMap",
    fields: &[
        Field {
            name: "src_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dest_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The connection of a source of tables.
pub static SOURCE_INFO: Object = Object {
    module: "modelarts.v2.responses",
    class: "SourceInfo",
    fields: &[
        Field {
            name: "cluster_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "cluster_mode",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "cluster_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "vpc_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "subnet_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "input",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "ip",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "port",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "user_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "user_password",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "database_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "table_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "queue_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A label of a dataset.
pub static LABEL: Object = Object {
    module: "modelarts.v2.responses",
    class: "Label",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "property",
            presence: Presence::Optional,
            shape: Shape::Object(&LABEL_PROPERTY),
        },
        Field {
            name: "attributes",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL_ATTRIBUTE),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The properties of a label.
pub static LABEL_PROPERTY: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelProperty",
    fields: &[
        Field {
            name: "@modelarts:color",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:default_shape",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:shortcut",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:from_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:to_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:rename_to",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// An attribute of a label.
pub static LABEL_ATTRIBUTE: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelAttribute",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "values",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL_ATTRIBUTE_VALUE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "default_value",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A value of an attribute.
pub static LABEL_ATTRIBUTE_VALUE: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelAttributeValue",
    fields: &[
        Field {
            name: "value",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// How often a label is used.
pub static LABEL_STATS: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelStats",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "property",
            presence: Presence::Optional,
            shape: Shape::Object(&LABEL_PROPERTY),
        },
        Field {
            name: "attributes",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL_ATTRIBUTE),
                single: true,
                empty: false,
            },
        },
    ],
};

/// A member of a labelling team.
pub static WORKER: Object = Object {
    module: "modelarts.v2.responses",
    class: "Worker",
    fields: &[
        Field {
            name: "worker_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "email",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "role",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workforce_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// A label of a sample.
pub static SAMPLE_LABEL: Object = Object {
    module: "modelarts.v2.responses",
    class: "SampleLabel",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "property",
            presence: Presence::Optional,
            shape: Shape::Object(&SAMPLE_LABEL_PROPERTY),
        },
        Field {
            name: "score",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "annotated_by",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The properties of a label of a sample.
pub static SAMPLE_LABEL_PROPERTY: Object = Object {
    module: "modelarts.v2.responses",
    class: "SampleLabelProperty",
    fields: &[
        Field {
            name: "@modelarts:shape",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:feature",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "@modelarts:content",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:start_time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:end_time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:start_index",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "@modelarts:end_index",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "@modelarts:from",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:to",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:hard",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:hard_coefficient",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "@modelarts:hard_reasons",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The attributes of a sample.
pub static SAMPLE_METADATA: Object = Object {
    module: "modelarts.v2.responses",
    class: "SampleMetadata",
    fields: &[
        Field {
            name: "@modelarts:import_origin",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "@modelarts:size",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Integer { text: false },
                single: true,
                empty: false,
            },
        },
        Field {
            name: "@modelarts:hard",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "@modelarts:hard_coefficient",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "@modelarts:hard_reasons",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Integer { text: false },
                single: true,
                empty: false,
            },
        },
        Field {
            name: "@modelarts:source_image_info",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A sample with its labels.
pub static LABELLED_SAMPLE: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelledSample",
    fields: &[
        Field {
            name: "sample_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "labels",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SAMPLE_LABEL),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "metadata",
            presence: Presence::Optional,
            shape: Shape::Object(&SAMPLE_METADATA),
        },
        Field {
            name: "sample_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "sample_usage",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "worker_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A condition that selects samples.
pub static SEARCH_CONDITION: Object = Object {
    module: "modelarts.v2.responses",
    class: "SearchCondition",
    fields: &[
        Field {
            name: "label_list",
            presence: Presence::Optional,
            shape: Shape::Object(&SEARCH_LABELS),
        },
        Field {
            name: "metadata",
            presence: Presence::Optional,
            shape: Shape::Object(&SEARCH_PROP),
        },
        Field {
            name: "sample_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_dir",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "hard",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "coefficient",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "score",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "labeler",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "import_origin",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "parent_sample_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "frame_in_video",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "time_in_video",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "kvp",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "slice_thickness",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "study_date",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The labels of samples to select.
pub static SEARCH_LABELS: Object = Object {
    module: "modelarts.v2.responses",
    class: "SearchLabels",
    fields: &[
        Field {
            name: "labels",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SEARCH_LABEL),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "op",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A label of samples to select.
pub static SEARCH_LABEL: Object = Object {
    module: "modelarts.v2.responses",
    class: "SearchLabel",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "property",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "op",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The attributes of samples to select.
pub static SEARCH_PROP: Object = Object {
    module: "modelarts.v2.responses",
    class: "SearchProp",
    fields: &[
        Field {
            name: "props",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "op",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The details of an export.
pub static EXPORT_PARAMS: Object = Object {
    module: "modelarts.v2.responses",
    class: "ExportParams",
    fields: &[
        Field {
            name: "export_dest",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_new_dataset_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_new_dataset_work_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_dataset_version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_dataset_version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_state",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "samples",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "search_conditions",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SEARCH_CONDITION),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "ratio_sample_usage",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "train_sample_ratio",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "clear_hard_property",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "clear_difficult",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// The result for one item of a call for several, or of a call for one label.
pub static OUTCOME: Object = Object {
    module: "modelarts.v2.responses",
    class: "Outcome",
    fields: &[
        Field {
            name: "success",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of a call for several items.
pub static BATCH: Object = Object {
    module: "modelarts.v2.responses",
    class: "Batch",
    fields: &[
        Field {
            name: "success",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "results",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&OUTCOME),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// An auto-labelling task, as lists have it.
pub static AUTO_LABELLING_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingTask",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "progress",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "elapsed_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "unconfirmed_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "config",
            presence: Presence::Optional,
            shape: Shape::Object(&AUTO_LABELLING_CONFIG),
        },
        Field {
            name: "result",
            presence: Presence::Optional,
            shape: Shape::Object(&AUTO_LABELLING_RESULT),
        },
        Field {
            name: "model_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_version",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "message",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_detail",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `auto_labelling.list`: one page.
pub static AUTO_LABELLING_TASK_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingTaskPage",
    fields: &[
        Field {
            name: "total_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "tasks",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&AUTO_LABELLING_TASK),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "exist_running_deploy_task",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// The progress and the result of an auto-labelling task.
pub static AUTO_LABELLING_PROGRESS: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingProgress",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "resource_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "progress",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "elapsed_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "config",
            presence: Presence::Optional,
            shape: Shape::Object(&AUTO_LABELLING_CONFIG),
        },
        Field {
            name: "result",
            presence: Presence::Optional,
            shape: Shape::Object(&AUTO_LABELLING_RESULT),
        },
        Field {
            name: "export_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "message",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_detail",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `auto_labelling.create`; `wait()` waits for the task.
pub static STARTED_AUTO_LABELLING: Object = Object {
    module: "modelarts.v2.responses",
    class: "StartedAutoLabelling",
    fields: &[Field {
        name: "task_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// The settings of an auto-labelling task.
pub static AUTO_LABELLING_CONFIG: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingConfig",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "algorithm_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_version",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_parameter",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inf_config_list",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&INFERENCE_CONFIG),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "inf_cluster_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inf_output",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "infer_result_output_dir",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "confidence_scope",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "collect_sample",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "collect_rule",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "key_sample_output",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "n_clusters",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "property",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "result_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "ambiguity",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "image_brightness",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "image_colorfulness",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "samples",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABELLED_SAMPLE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "stop_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "time",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "flavor",
            presence: Presence::Optional,
            shape: Shape::Object(&FLAVOR),
        },
        Field {
            name: "pool_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "worker_server_num",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "engine_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "parameters",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&TRAINING_PARAMETER),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "train_data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "train_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "output_dir",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "annotation_output",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "log_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "manifest_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_format",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_params",
            presence: Presence::Optional,
            shape: Shape::Object(&EXPORT_PARAMS),
        },
        Field {
            name: "version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "req_uri",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A resource specification.
pub static FLAVOR: Object = Object {
    module: "modelarts.v2.responses",
    class: "Flavor",
    fields: &[Field {
        name: "code",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// The resources that inference uses.
pub static INFERENCE_CONFIG: Object = Object {
    module: "modelarts.v2.responses",
    class: "InferenceConfig",
    fields: &[
        Field {
            name: "specification",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "instance_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "model_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "weight",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "envs",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
    ],
};

/// A parameter of training.
pub static TRAINING_PARAMETER: Object = Object {
    module: "modelarts.v2.responses",
    class: "TrainingParameter",
    fields: &[
        Field {
            name: "label",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "value",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The result of an auto-labelling task.
pub static AUTO_LABELLING_RESULT: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingResult",
    fields: &[
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "unconfirmed_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "samples",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABELLED_SAMPLE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "manifest_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "train_data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "confidence_scope",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "hard_example_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "hard_select_tasks",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&HARD_SELECT_TASK),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "model_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "model_version",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "train_job_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "train_job_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "service_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "service_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "service_resource",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dlf_model_job_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dlf_service_job_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dlf_train_job_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "events",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&AUTO_LABELLING_EVENT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "workspace_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A step of an auto-labelling task.
pub static AUTO_LABELLING_EVENT: Object = Object {
    module: "modelarts.v2.responses",
    class: "AutoLabellingEvent",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "parent_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&["waiting", "running", "success", "failed"]),
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "level",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "ordinal",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "elapsed_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "events",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&AUTO_LABELLING_EVENT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_message",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A task that selects hard examples.
pub static HARD_SELECT_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "HardSelectTask",
    fields: &[
        Field {
            name: "hard_select_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_status",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_at",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_at",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// A dataset.
pub static DATASET: Object = Object {
    module: "modelarts.v2.responses",
    class: "Dataset",
    fields: &[
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "data_sources",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&DATA_SOURCE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "work_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "work_path_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "data_update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "unconfirmed_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "loading_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "labels",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "current_version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "current_version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "next_version_num",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "dataset_version_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "versions",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&VERSION),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "import_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "import_data",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "data_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_format",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "dataset_version",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "schema",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&COLUMN),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "samples",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&PREVIEW_FILE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "dataset_tags",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "data_statistics",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "deletion_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "content_labeling",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "managed",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "data_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "exist_running_task",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "running_tasks_id",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "exist_workforce_task",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "workforce_task_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "workforce_descriptor",
            presence: Presence::Optional,
            shape: Shape::Object(&WORKFORCE_DESCRIPTOR),
        },
        Field {
            name: "label_task_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "feature_supports",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "inner_work_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inner_annotation_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inner_data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inner_log_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inner_task_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "inner_temp_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "third_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workspace_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "enterprise_project_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "ai_project",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `datasets.list`: one page.
pub static DATASET_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "DatasetPage",
    fields: &[
        Field {
            name: "total_number",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "datasets",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&DATASET),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `datasets.create`; `wait()` waits until the dataset can be used.
pub static CREATED_DATASET: Object = Object {
    module: "modelarts.v2.responses",
    class: "CreatedDataset",
    fields: &[
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "import_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `datasets.update`; `wait()` waits until the version is switched.
pub static UPDATED_DATASET: Object = Object {
    module: "modelarts.v2.responses",
    class: "UpdatedDataset",
    fields: &[Field {
        name: "dataset_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// A column of a table.
pub static COLUMN: Object = Object {
    module: "modelarts.v2.responses",
    class: "Column",
    fields: &[
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "schema_id",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A file for a preview.
pub static PREVIEW_FILE: Object = Object {
    module: "modelarts.v2.responses",
    class: "PreviewFile",
    fields: &[
        Field {
            name: "url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_Name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "size",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "width",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "height",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "depth",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "tags",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The current team labelling task of a dataset.
pub static WORKFORCE_DESCRIPTOR: Object = Object {
    module: "modelarts.v2.responses",
    class: "WorkforceDescriptor",
    fields: &[
        Field {
            name: "current_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "current_task_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workforce_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workforce_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workers",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&WORKER),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "repetition",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "reject_num",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "is_synchronize_data",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "is_synchronize_auto_labeling_data",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// The statistics of a dataset.
pub static DATASET_STATS: Object = Object {
    module: "modelarts.v2.responses",
    class: "DatasetStats",
    fields: &[
        Field {
            name: "label_stats",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL_STATS),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "grouped_label_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "sample_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "key_sample_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "hard_detail_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "metadata_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "data_spliting_enable",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// How the numbers of samples of a dataset changed.
pub static DATASET_METRICS: Object = Object {
    module: "modelarts.v2.responses",
    class: "DatasetMetrics",
    fields: &[Field {
        name: "metrics",
        presence: Presence::Optional,
        shape: Shape::Mapping,
    }],
};

/// An export task.
pub static EXPORT_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "ExportTask",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&["INIT", "RUNNING", "SUCCESSED", "FAILED"]),
        },
        Field {
            name: "progress",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_format",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_params",
            presence: Presence::Optional,
            shape: Shape::Object(&EXPORT_PARAMS),
        },
        Field {
            name: "version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "finished_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `exports.list`: one page.
pub static EXPORT_TASK_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ExportTaskPage",
    fields: &[
        Field {
            name: "total_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_tasks",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&EXPORT_TASK),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&["INIT", "RUNNING", "SUCCESSED", "FAILED"]),
        },
        Field {
            name: "progress",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_format",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_params",
            presence: Presence::Optional,
            shape: Shape::Object(&EXPORT_PARAMS),
        },
        Field {
            name: "version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "finished_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `exports.create`; `wait()` waits for the task.
pub static STARTED_EXPORT: Object = Object {
    module: "modelarts.v2.responses",
    class: "StartedExport",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&["INIT", "RUNNING", "SUCCESSED", "FAILED"]),
        },
        Field {
            name: "progress",
            presence: Presence::Optional,
            shape: Shape::Number,
        },
        Field {
            name: "path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_format",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "export_params",
            presence: Presence::Optional,
            shape: Shape::Object(&EXPORT_PARAMS),
        },
        Field {
            name: "version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "finished_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// An import task.
pub static IMPORT_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "ImportTask",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&[
                "QUEUING",
                "STARTING",
                "RUNNING",
                "COMPLETED",
                "FAILED",
                "NOT_EXIST",
            ]),
        },
        Field {
            name: "import_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "import_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_ms",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "elapsed_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "imported_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "unconfirmed_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "imported_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "finished_file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_file_size",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "finished_file_size",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "file_statistics",
            presence: Presence::Optional,
            shape: Shape::Object(&FILE_COPY_PROGRESS),
        },
        Field {
            name: "data_source",
            presence: Presence::Optional,
            shape: Shape::Object(&DATA_SOURCE),
        },
        Field {
            name: "processor_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "processor_task_status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `imports.list`: one page.
pub static IMPORT_TASK_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ImportTaskPage",
    fields: &[
        Field {
            name: "total_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "import_tasks",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&IMPORT_TASK),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `imports.create`; `wait()` waits for the task.
pub static STARTED_IMPORT: Object = Object {
    module: "modelarts.v2.responses",
    class: "StartedImport",
    fields: &[Field {
        name: "task_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// The progress of copying files.
pub static FILE_COPY_PROGRESS: Object = Object {
    module: "modelarts.v2.responses",
    class: "FileCopyProgress",
    fields: &[
        Field {
            name: "file_num_total",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "file_num_finished",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "file_size_total",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "file_size_finished",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The response of `labels.list`: one page.
pub static LABEL_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "LabelPage",
    fields: &[
        Field {
            name: "total_number",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "labels",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&LABEL),
                single: true,
                empty: false,
            },
        },
    ],
};

/// A processing task.
pub static PROCESSING_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingTask",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "duration_seconds",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "template",
            presence: Presence::Optional,
            shape: Shape::Object(&PROCESSING_TEMPLATE),
        },
        Field {
            name: "inputs",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_SOURCE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "data_source",
            presence: Presence::Optional,
            shape: Shape::Object(&PROCESSING_SOURCE),
        },
        Field {
            name: "work_path",
            presence: Presence::Optional,
            shape: Shape::Object(&WORK_PATH),
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "is_current",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "result",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "workspace_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `processing.list`: one page.
pub static PROCESSING_TASK_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingTaskPage",
    fields: &[
        Field {
            name: "count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "tasks",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_TASK),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `processing.create`; `wait()` waits for the task.
pub static STARTED_PROCESSING: Object = Object {
    module: "modelarts.v2.responses",
    class: "StartedProcessing",
    fields: &[Field {
        name: "task_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// An algorithm of processing tasks.
pub static PROCESSING_ITEM: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingItem",
    fields: &[
        Field {
            name: "template_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "label_en",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "label_zh",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `processing.items`: one page.
pub static PROCESSING_ITEM_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingItemPage",
    fields: &[
        Field {
            name: "total",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "items",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_ITEM),
                single: true,
                empty: false,
            },
        },
    ],
};

/// A source of a processing task.
pub static PROCESSING_SOURCE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingSource",
    fields: &[
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The algorithm of a processing task.
pub static PROCESSING_TEMPLATE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingTemplate",
    fields: &[
        Field {
            name: "id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "operator_params",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_OPERATOR),
                single: true,
                empty: false,
            },
        },
    ],
};

/// An operator of an algorithm.
pub static PROCESSING_OPERATOR: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingOperator",
    fields: &[
        Field {
            name: "id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "params",
            presence: Presence::Optional,
            shape: Shape::Any,
        },
        Field {
            name: "advanced_params_switch",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// What takes the result of a processing task.
pub static WORK_PATH: Object = Object {
    module: "modelarts.v2.responses",
    class: "WorkPath",
    fields: &[
        Field {
            name: "type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "output_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A version of a processing task: one run of it.
pub static PROCESSING_VERSION: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingVersion",
    fields: &[
        Field {
            name: "task_version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "duration_seconds",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "template",
            presence: Presence::Optional,
            shape: Shape::Object(&PROCESSING_TEMPLATE),
        },
        Field {
            name: "inputs",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_SOURCE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "work_path",
            presence: Presence::Optional,
            shape: Shape::Object(&WORK_PATH),
        },
        Field {
            name: "origin_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "add_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "modified_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "unmodified_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The response of `processing.versions`: one page.
pub static PROCESSING_VERSION_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingVersionPage",
    fields: &[
        Field {
            name: "count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "versions",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_VERSION),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `processing.create_version`; `wait()` waits for the version.
pub static STARTED_PROCESSING_VERSION: Object = Object {
    module: "modelarts.v2.responses",
    class: "StartedProcessingVersion",
    fields: &[Field {
        name: "version_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// What a version of a processing task did with a sample.
pub static PROCESSING_RESULT: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingResult",
    fields: &[
        Field {
            name: "sample_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "result_property",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "result_description",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Any,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "origin_source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "new_source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "signed_origin_source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "signed_new_source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The response of `processing.results`: one page.
pub static PROCESSING_RESULT_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "ProcessingResultPage",
    fields: &[
        Field {
            name: "count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "results",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&PROCESSING_RESULT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "has_more",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// A sample.
pub static SAMPLE: Object = Object {
    module: "modelarts.v2.responses",
    class: "Sample",
    fields: &[
        Field {
            name: "sample_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "sample_status",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "labels",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SAMPLE_LABEL),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "source",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "preview",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sub_sample_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "metadata",
            presence: Presence::Optional,
            shape: Shape::Object(&SAMPLE_METADATA),
        },
        Field {
            name: "sample_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "sample_size",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "sample_dir",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_data",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "annotated_by",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "labelers",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&WORKER),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "worker_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "score",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "check_accept",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "check_comment",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "check_score",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "review_accept",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "review_comment",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "review_score",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "deletion_reasons",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "hard_details",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
    ],
};

/// The response of `samples.list` and `auto_labelling.samples`: one page.
pub static SAMPLE_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "SamplePage",
    fields: &[
        Field {
            name: "sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "samples",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&SAMPLE),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `samples.add`.
pub static SAMPLE_UPLOAD: Object = Object {
    module: "modelarts.v2.responses",
    class: "SampleUpload",
    fields: &[
        Field {
            name: "success",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "results",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&UPLOADED_SAMPLE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// The result for one sample of `samples.add`.
pub static UPLOADED_SAMPLE: Object = Object {
    module: "modelarts.v2.responses",
    class: "UploadedSample",
    fields: &[
        Field {
            name: "success",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "info",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// What the samples of a dataset can be searched for.
pub static SEARCH_CRITERIA: Object = Object {
    module: "modelarts.v2.responses",
    class: "SearchCriteria",
    fields: &[
        Field {
            name: "labels",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "labelers",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "metadata",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
    ],
};

/// The synchronization of a dataset.
pub static SYNC_TASK: Object = Object {
    module: "modelarts.v2.responses",
    class: "SyncTask",
    fields: &[
        Field {
            name: "task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::State(&[
                "QUEUING",
                "STARTING",
                "RUNNING",
                "COMPLETED",
                "FAILED",
                "NOT_EXIST",
            ]),
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "add_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "duration_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "error_code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
    ],
};

/// A version of a dataset.
pub static VERSION: Object = Object {
    module: "modelarts.v2.responses",
    class: "Version",
    fields: &[
        Field {
            name: "version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "is_current",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "version_format",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "update_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "previous_version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "manifest_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "data_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "add_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "modified_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "previous_total_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "previous_annotated_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "total_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "annotated_sub_sample_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "label_stats",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&LABEL_STATS),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "label_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_type",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "train_evaluate_sample_ratio",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "sample_state",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "export_images",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "clear_hard_property",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "remove_sample_usage",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "with_column_header",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "message",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "code",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "tags",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "data_statistics",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "deletion_stats",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "data_analysis",
            presence: Presence::Optional,
            shape: Shape::Mapping,
        },
        Field {
            name: "analysis_status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "analysis_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "analysis_cache_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "processor_task_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "processor_task_status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "start_processor_task",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "manifest_cache_input_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "include_dataset_data",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "data_validate",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "crop",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "crop_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "rotate",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
        Field {
            name: "rotate_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "crop_rotate_cache_path",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "extract_serial_number",
            presence: Presence::Optional,
            shape: Shape::Boolean { text: true },
        },
    ],
};

/// The response of `versions.list`: one page.
pub static VERSION_PAGE: Object = Object {
    module: "modelarts.v2.responses",
    class: "VersionPage",
    fields: &[
        Field {
            name: "total_number",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "versions",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&VERSION),
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `versions.create`; `wait()` waits until the version is published.
pub static CREATED_VERSION: Object = Object {
    module: "modelarts.v2.responses",
    class: "CreatedVersion",
    fields: &[Field {
        name: "version_id",
        presence: Presence::Optional,
        shape: Shape::Text,
    }],
};

/// A response without documented fields.
pub static RESPONSE: Object = Object {
    module: "modelarts.responses",
    class: "Response",
    fields: &[],
};

/// The response of a call that starts work.
pub static STARTED: Object = Object {
    module: "modelarts.responses.started",
    class: "Started",
    fields: &[],
};
