//! The calls of `DatasetApi`. Written by `tools/generate.py` from `api/v1/dataset.toml`; do not edit.

use http::Method;

use crate::api::{
    Characters, Field, Form, Member, Object, Operation, Parameter, PathKind, Place, Presence, Rule,
    Shape, Status, Word,
};

/// The calls.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        name: "create_dataset",
        method: Method::POST,
        path: "/v1/{project_id}/datasets",
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
                name: "dataset_spec",
                key: "dataset_spec",
                place: Place::Body,
                required: true,
                rule: Rule::Object(DATASET_SPEC),
                outside: None,
            },
        ],
        response: &STARTED_DATASET,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "query_dataset",
        method: Method::GET,
        path: "/v1/{project_id}/datasets",
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
                rule: Rule::Integer {
                    min: 1,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "sort_by",
                key: "sort_by",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["name", "dataset_time"]),
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
                name: "search_content",
                key: "search_content",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 100,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &DATASET_LIST,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "get_dataset",
        method: Method::GET,
        path: "/v1/{project_id}/datasets/{dataset_id}",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "update_dataset",
        method: Method::PUT,
        path: "/v1/{project_id}/datasets/{dataset_id}",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "update_dataset_spec",
                key: "update_dataset_spec",
                place: Place::Body,
                required: true,
                rule: Rule::Object(UPDATE_DATASET_SPEC),
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "delete_dataset",
        method: Method::DELETE,
        path: "/v1/{project_id}/datasets/{dataset_id}",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
        ],
        response: &STARTED_TASK,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "create_dataset_version",
        method: Method::POST,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "description_spec",
                key: "description_spec",
                place: Place::Body,
                required: true,
                rule: Rule::Object(VERSION_SPEC),
                outside: None,
            },
        ],
        response: &STARTED_TASK,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "get_history_dataset_version",
        method: Method::GET,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
        ],
        response: &VERSION_LIST,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "search_dataset_version",
        method: Method::GET,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["current", "difference"],
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
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "sort_by",
                key: "sort_by",
                place: Place::Query,
                required: false,
                rule: Rule::OneOf(&["name", "create_time"]),
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
                name: "search_content",
                key: "search_content",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 0,
                    max: 100,
                    characters: Characters::Any,
                },
                outside: None,
            },
            Parameter {
                name: "file_max_size",
                key: "file_max_size",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "file_min_size",
                key: "file_min_size",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "file_max_time",
                key: "file_max_time",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "file_min_time",
                key: "file_min_time",
                place: Place::Query,
                required: false,
                rule: Rule::Integer {
                    min: 0,
                    max: i64::MAX,
                },
                outside: None,
            },
            Parameter {
                name: "file_type",
                key: "file_type",
                place: Place::Query,
                required: false,
                rule: Rule::Text {
                    min: 1,
                    max: usize::MAX,
                    characters: Characters::Any,
                },
                outside: None,
            },
        ],
        response: &VERSION_DETAIL,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "compare_datasets",
        method: Method::GET,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions/difference",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "version1",
                key: "version1",
                place: Place::Query,
                required: true,
                rule: Rule::Id {
                    reserved: &["current", "difference"],
                },
                outside: None,
            },
            Parameter {
                name: "version2",
                key: "version2",
                place: Place::Query,
                required: true,
                rule: Rule::Id {
                    reserved: &["current", "difference"],
                },
                outside: None,
            },
        ],
        response: &DIFFERENCE,
        empty_response: false,
        idempotent: true,
        status: None,
    },
    Operation {
        name: "checkout_dataset_version",
        method: Method::PUT,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions/current",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "target_version_id_spec",
                key: "target_version_id_spec",
                place: Place::Body,
                required: true,
                rule: Rule::Object(TARGET_VERSION_SPEC),
                outside: None,
            },
        ],
        response: &STARTED_TASK,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "sync_dataset",
        method: Method::POST,
        path: "/v1/{project_id}/datasets/{dataset_id}/sync",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
        ],
        response: &STARTED_TASK,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "delete_file_from_obs",
        method: Method::DELETE,
        path: "/v1/{project_id}/datasets/{dataset_id}/files",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "delete_files_spec",
                key: "delete_files_spec",
                place: Place::Body,
                required: true,
                rule: Rule::Object(DELETE_FILES_SPEC),
                outside: None,
            },
        ],
        response: &DELETED_FILES,
        empty_response: false,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "delete_file_in_version",
        method: Method::PUT,
        path: "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
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
                rule: Rule::Id {
                    reserved: &["task"],
                },
                outside: None,
            },
            Parameter {
                name: "version_id",
                key: "version_id",
                place: Place::Path,
                required: true,
                rule: Rule::Id {
                    reserved: &["current", "difference"],
                },
                outside: None,
            },
            Parameter {
                name: "body",
                key: "body",
                place: Place::Body,
                required: true,
                rule: Rule::Object(&[]),
                outside: None,
            },
        ],
        response: &RESPONSE,
        empty_response: true,
        idempotent: false,
        status: None,
    },
    Operation {
        name: "get_task_status",
        method: Method::GET,
        path: "/v1/{project_id}/datasets/task/{task_id}",
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
                rule: Rule::Id { reserved: &[] },
                outside: None,
            },
        ],
        response: &TASK_STATUS,
        empty_response: false,
        idempotent: true,
        status: Some(&TASK_STATE_STATUS),
    },
];

static TASK_STATE_STATUS: Status = Status {
    field: "status",
    succeeded: &[Word::Text("SUCCESS")],
    failed: &[Word::Text("FAILURE")],
    stopped: &[],
    deleted: &[],
    deleting: &[],
};

static DATASET_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: true,
        rule: Rule::Text {
            min: 1,
            max: 20,
            characters: Characters::Name,
        },
    },
    Member {
        name: "description",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 256,
            characters: Characters::Any,
        },
    },
    Member {
        name: "provider",
        alias: Some("provide"),
        required: false,
        rule: Rule::OneOf(&["OBS"]),
    },
    Member {
        name: "data_url",
        alias: None,
        required: true,
        rule: Rule::ObsPath {
            form: Form::Plain,
            kind: PathKind::Any,
            max: usize::MAX,
        },
    },
    Member {
        name: "open_obs_version",
        alias: None,
        required: false,
        rule: Rule::OneOf(&["true", "false"]),
    },
];

static UPDATE_DATASET_SPEC: &[Member] = &[
    Member {
        name: "name",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 1,
            max: 20,
            characters: Characters::Name,
        },
    },
    Member {
        name: "description",
        alias: None,
        required: false,
        rule: Rule::Text {
            min: 0,
            max: 256,
            characters: Characters::Any,
        },
    },
];

static VERSION_SPEC: &[Member] = &[Member {
    name: "description",
    alias: None,
    required: false,
    rule: Rule::Text {
        min: 0,
        max: 256,
        characters: Characters::Any,
    },
}];

static TARGET_VERSION_SPEC: &[Member] = &[Member {
    name: "version_id",
    alias: None,
    required: true,
    rule: Rule::Text {
        min: 1,
        max: usize::MAX,
        characters: Characters::Any,
    },
}];

static DELETE_FILES_SPEC: &[Member] = &[Member {
    name: "deleted_url",
    alias: None,
    required: true,
    rule: Rule::List {
        item: &Rule::Text {
            min: 1,
            max: usize::MAX,
            characters: Characters::Any,
        },
        min: 1,
        max: usize::MAX,
    },
}];

/// A response without documented fields.
pub static RESPONSE: Object = Object {
    module: "modelarts.responses",
    class: "Response",
    fields: &[],
};

/// The response of a call that starts a task; `wait()` waits for the task.
pub static STARTED_TASK: Object = Object {
    module: "modelarts.responses",
    class: "StartedTask",
    fields: &[Field {
        name: "task_id",
        presence: Presence::Required,
        shape: Shape::Text,
    }],
};

/// The response of `create_dataset`.
pub static STARTED_DATASET: Object = Object {
    module: "modelarts.responses",
    class: "StartedDataset",
    fields: &[
        Field {
            name: "dataset_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "task_id",
            presence: Presence::Required,
            shape: Shape::Text,
        },
    ],
};

/// The response of `query_dataset`: one page.
pub static DATASET_LIST: Object = Object {
    module: "modelarts.responses",
    class: "DatasetList",
    fields: &[
        Field {
            name: "dataset_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "datasets",
            presence: Presence::Required,
            shape: Shape::List {
                item: &Shape::Object(&DATASET),
                single: true,
                empty: false,
            },
        },
    ],
};

/// An item of `datasets`.
pub static DATASET: Object = Object {
    module: "modelarts.responses",
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
            name: "description",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "data_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The response of `get_history_dataset_version`.
pub static VERSION_LIST: Object = Object {
    module: "modelarts.responses",
    class: "VersionList",
    fields: &[
        Field {
            name: "version_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "versions",
            presence: Presence::Required,
            shape: Shape::List {
                item: &Shape::Object(&VERSION),
                single: true,
                empty: false,
            },
        },
    ],
};

/// An item of `versions`.
pub static VERSION: Object = Object {
    module: "modelarts.responses",
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
            name: "previous_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "change_file_count",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&CHANGE_COUNT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// An item of `change_file_count`.
pub static CHANGE_COUNT: Object = Object {
    module: "modelarts.responses",
    class: "ChangeCount",
    fields: &[
        Field {
            name: "added_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The response of `search_dataset_version`: a version, and one page of its files.
pub static VERSION_DETAIL: Object = Object {
    module: "modelarts.responses",
    class: "VersionDetail",
    fields: &[
        Field {
            name: "version_id",
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
            name: "provider",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "data_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_list",
            presence: Presence::Required,
            shape: Shape::List {
                item: &Shape::Object(&VERSION_FILE),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "status",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "change_file_count",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&CHANGE_COUNT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// An item of `file_list`.
pub static VERSION_FILE: Object = Object {
    module: "modelarts.responses",
    class: "VersionFile",
    fields: &[
        Field {
            name: "file_url",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_type",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_size",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "file_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// The response of `compare_datasets`.
pub static DIFFERENCE: Object = Object {
    module: "modelarts.responses",
    class: "Difference",
    fields: &[Field {
        name: "change_url",
        presence: Presence::Required,
        shape: Shape::List {
            item: &Shape::Object(&CHANGED_URLS),
            single: true,
            empty: false,
        },
    }],
};

/// An item of `change_url`.
pub static CHANGED_URLS: Object = Object {
    module: "modelarts.responses",
    class: "ChangedUrls",
    fields: &[
        Field {
            name: "added_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "deleted_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "modified_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "added_url",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
        Field {
            name: "deleted_url",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        },
    ],
};

/// The response of `delete_file_from_obs`.
pub static DELETED_FILES: Object = Object {
    module: "modelarts.responses",
    class: "DeletedFiles",
    fields: &[Field {
        name: "is_success",
        presence: Presence::Required,
        shape: Shape::Boolean { text: true },
    }],
};

/// The response of `get_task_status`.
pub static TASK_STATUS: Object = Object {
    module: "modelarts.responses",
    class: "TaskStatus",
    fields: &[
        Field {
            name: "status",
            presence: Presence::Required,
            shape: Shape::State(&[
                "PENDING", "WAITING", "RUNNING", "STARTED", "RETRY", "SUCCESS", "FAILURE",
            ]),
        },
        Field {
            name: "result",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&RESULT_ENTRY),
                single: true,
                empty: true,
            },
        },
        Field {
            name: "error_code",
            presence: Presence::NotEmpty,
            shape: Shape::Text,
        },
        Field {
            name: "error_msg",
            presence: Presence::NotEmpty,
            shape: Shape::Text,
        },
    ],
};

/// An item of `result`: groups of entries or, where the service leaves out the groups, a single entry.
pub static RESULT_ENTRY: Object = Object {
    module: "modelarts.responses",
    class: "ResultEntry",
    fields: &[
        Field {
            name: "createDatasetSuccess",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&CREATED_DATASET),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "createVersionSuccess",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&CREATED_VERSION),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "syncOrCheckoutsuccess",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&SYNC_OR_CHECKOUT),
                single: true,
                empty: false,
            },
        },
        Field {
            name: "failed",
            presence: Presence::Optional,
            shape: Shape::List {
                item: &Shape::Object(&FAILED_ENTRY),
                single: true,
                empty: false,
            },
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
            name: "new_version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
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

/// An item of `createDatasetSuccess`.
pub static CREATED_DATASET: Object = Object {
    module: "modelarts.responses",
    class: "CreatedDataset",
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
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// An item of `createVersionSuccess`.
pub static CREATED_VERSION: Object = Object {
    module: "modelarts.responses",
    class: "CreatedVersion",
    fields: &[
        Field {
            name: "new_version_id",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "version_name",
            presence: Presence::Optional,
            shape: Shape::Text,
        },
        Field {
            name: "file_count",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
        Field {
            name: "create_time",
            presence: Presence::Optional,
            shape: Shape::Integer { text: true },
        },
    ],
};

/// An item of `syncOrCheckoutsuccess`: documented as an empty object.
pub static SYNC_OR_CHECKOUT: Object = Object {
    module: "modelarts.responses",
    class: "SyncOrCheckout",
    fields: &[],
};

/// An item of `failed`.
pub static FAILED_ENTRY: Object = Object {
    module: "modelarts.responses",
    class: "FailedEntry",
    fields: &[
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
