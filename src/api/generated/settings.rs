//! The settings of a client.
//!
//! Written by tools/generate.py from api/settings.toml; do not edit.

use crate::api::setting::Source::{
    Argument, Clouds, Cluster, Context, OpenStackVariable, Profile, User, Variable,
};
use crate::api::setting::{Kind, Setting};

/// The configuration file.
pub static CONFIG_FILE: Setting = Setting {
    name: "config_file",
    kind: Kind::Path {
        default: Some("~/.modelarts/config.json"),
    },
    sources: &[(Argument, "config_file"), (Variable, "MODELARTS_CONFIG")],
    credential: false,
    example: "…",
};

/// The context to use from the configuration file.
pub static CONTEXT: Setting = Setting {
    name: "context",
    kind: Kind::Text {
        default: Some("default"),
    },
    sources: &[(Argument, "context"), (Variable, "MODELARTS_CONTEXT")],
    credential: false,
    example: "…",
};

/// The credentials file of the vendor's SDK.
pub static CREDENTIALS_FILE: Setting = Setting {
    name: "credentials_file",
    kind: Kind::Path {
        default: Some("~/.huaweicloud/credentials"),
    },
    sources: &[(Variable, "HUAWEICLOUD_SDK_CREDENTIALS_FILE")],
    credential: false,
    example: "…",
};

/// The file with the clouds of OpenStack clients.
pub static CLOUDS_FILE: Setting = Setting {
    name: "clouds_file",
    kind: Kind::Path { default: None },
    sources: &[(Variable, "OS_CLIENT_CONFIG_FILE")],
    credential: false,
    example: "…",
};

/// The file with the secret part of the clouds, which is merged over the other one.
pub static SECURE_FILE: Setting = Setting {
    name: "secure_file",
    kind: Kind::Path { default: None },
    sources: &[(Variable, "OS_CLIENT_SECURE_FILE")],
    credential: false,
    example: "…",
};

/// The cloud to use from `clouds.yaml`.
pub static CLOUD: Setting = Setting {
    name: "cloud",
    kind: Kind::Text { default: None },
    sources: &[(Variable, "OS_CLOUD")],
    credential: false,
    example: "…",
};

/// An access key (AK), which signs each request.
pub static ACCESS_KEY: Setting = Setting {
    name: "access_key",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "access_key"),
        (User, "access_key"),
        (Variable, "HUAWEICLOUD_SDK_AK"),
        (Profile, "ak"),
        (OpenStackVariable, "access_key"),
        (OpenStackVariable, "ak"),
        (Clouds, "access_key"),
        (Clouds, "ak"),
    ],
    credential: true,
    example: "…",
};

/// The secret key (SK) of the access key.
pub static SECRET_KEY: Setting = Setting {
    name: "secret_key",
    kind: Kind::Secret,
    sources: &[
        (Argument, "secret_key"),
        (User, "secret_key"),
        (Variable, "HUAWEICLOUD_SDK_SK"),
        (Profile, "sk"),
        (OpenStackVariable, "secret_key"),
        (OpenStackVariable, "sk"),
        (Clouds, "secret_key"),
        (Clouds, "sk"),
    ],
    credential: true,
    example: "…",
};

/// The security token of a temporary access key.
pub static SECURITY_TOKEN: Setting = Setting {
    name: "security_token",
    kind: Kind::Secret,
    sources: &[
        (Argument, "security_token"),
        (User, "security_token"),
        (Variable, "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
        (Profile, "security_token"),
        (OpenStackVariable, "security_token"),
        (Clouds, "security_token"),
    ],
    credential: true,
    example: "…",
};

/// The name of the account that the IAM user belongs to (IAM domain); leave it out to log in as the
/// account itself.
pub static ACCOUNT: Setting = Setting {
    name: "account",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "account"),
        (User, "account"),
        (OpenStackVariable, "user_domain_name"),
        (OpenStackVariable, "domain_name"),
        (Clouds, "user_domain_name"),
        (Clouds, "domain_name"),
    ],
    credential: true,
    example: "…",
};

/// The IAM user, whose password is exchanged for a token.
pub static USERNAME: Setting = Setting {
    name: "username",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "username"),
        (User, "username"),
        (OpenStackVariable, "username"),
        (Clouds, "username"),
    ],
    credential: true,
    example: "…",
};

/// The password of the user.
pub static PASSWORD: Setting = Setting {
    name: "password",
    kind: Kind::Secret,
    sources: &[
        (Argument, "password"),
        (User, "password"),
        (OpenStackVariable, "password"),
        (Clouds, "password"),
    ],
    credential: true,
    example: "…",
};

/// An IAM token that you already have; it can't be renewed.
pub static TOKEN: Setting = Setting {
    name: "token",
    kind: Kind::Secret,
    sources: &[
        (Argument, "token"),
        (User, "token"),
        (OpenStackVariable, "token"),
        (OpenStackVariable, "auth_token"),
        (Clouds, "token"),
        (Clouds, "auth_token"),
    ],
    credential: true,
    example: "…",
};

/// The project of calls that don't name one, and the scope of the token. A project of a user in the
/// configuration file applies only if the credential is that user's.
pub static PROJECT_ID: Setting = Setting {
    name: "project_id",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "project_id"),
        (Context, "project_id"),
        (User, "project_id"),
        (Variable, "HUAWEICLOUD_SDK_PROJECT_ID"),
        (Profile, "project_id"),
        (OpenStackVariable, "project_id"),
        (OpenStackVariable, "tenant_id"),
        (Clouds, "project_id"),
        (Clouds, "tenant_id"),
    ],
    credential: false,
    example: "0123456789abcdef0123456789abcdef",
};

/// The project that a token is fetched for, by its name, like "eu-de_project", instead of
/// `project_id`. Of the two, the one from the earlier source applies.
pub static PROJECT_NAME: Setting = Setting {
    name: "project_name",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "project_name"),
        (Context, "project_name"),
        (User, "project_name"),
        (OpenStackVariable, "project_name"),
        (OpenStackVariable, "tenant_name"),
        (Clouds, "project_name"),
        (Clouds, "tenant_name"),
    ],
    credential: false,
    example: "eu-de_project",
};

/// The region, like "cn-north-4" or "eu-de"; the endpoints follow from it.
pub static REGION: Setting = Setting {
    name: "region",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "region"),
        (Variable, "MODELARTS_REGION"),
        (Cluster, "region"),
        (OpenStackVariable, "region_name"),
        (Clouds, "region_name"),
    ],
    credential: false,
    example: "cn-north-4",
};

/// The endpoint of ModelArts, like `https://modelarts.cn-north-4.myhuaweicloud.com`.
pub static ENDPOINT: Setting = Setting {
    name: "endpoint",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "endpoint"),
        (Variable, "MODELARTS_ENDPOINT"),
        (Cluster, "endpoint"),
        (OpenStackVariable, "modelarts_endpoint_override"),
        (Clouds, "modelarts_endpoint_override"),
    ],
    credential: false,
    example: "https://modelarts.cn-north-4.myhuaweicloud.com",
};

/// The endpoint of IAM, with or without `/v3` at its end.
pub static IAM_ENDPOINT: Setting = Setting {
    name: "iam_endpoint",
    kind: Kind::Text { default: None },
    sources: &[
        (Argument, "iam_endpoint"),
        (Cluster, "iam_endpoint"),
        (Variable, "HUAWEICLOUD_SDK_IAM_ENDPOINT"),
        (Profile, "iam_endpoint"),
        (OpenStackVariable, "auth_url"),
        (Clouds, "auth_url"),
    ],
    credential: false,
    example: "https://iam.cn-north-4.myhuaweicloud.com",
};

/// The form in which an access key signs: "plain" (`Access=AK`), "derived"
/// (`Credential=AK/DATE///sdk_request`, with a key for one day) or "v11" (`V11-HMAC-SHA256`, with a
/// key for one day and the region).
pub static SIGNATURE: Setting = Setting {
    name: "signature",
    kind: Kind::OneOf(&["plain", "derived", "v11"]),
    sources: &[
        (Argument, "signature"),
        (Variable, "MODELARTS_SIGNATURE"),
        (Cluster, "signature"),
    ],
    credential: false,
    example: "derived",
};

/// The metadata service of the machine, which has the temporary keys of its agency.
pub static METADATA_ENDPOINT: Setting = Setting {
    name: "metadata_endpoint",
    kind: Kind::Text {
        default: Some("http://169.254.169.254"),
    },
    sources: &[(Variable, "MODELARTS_METADATA_ENDPOINT")],
    credential: false,
    example: "…",
};

/// Whether certificates are checked. With False, connections can be read and altered by others.
pub static VERIFY_SSL: Setting = Setting {
    name: "verify_ssl",
    kind: Kind::Boolean { default: true },
    sources: &[
        (Argument, "verify_ssl"),
        (Cluster, "verify_ssl"),
        (OpenStackVariable, "verify"),
        (Clouds, "verify"),
    ],
    credential: false,
    example: "…",
};

/// A PEM file, or a folder of such files, with the certificates to trust instead of the platform's.
pub static CA_BUNDLE: Setting = Setting {
    name: "ca_bundle",
    kind: Kind::Path { default: None },
    sources: &[
        (Argument, "ca_bundle"),
        (Cluster, "ca_bundle"),
        (OpenStackVariable, "cacert"),
        (Clouds, "cacert"),
        (Variable, "REQUESTS_CA_BUNDLE"),
    ],
    credential: false,
    example: "/etc/ssl/ca.pem",
};

/// A proxy for all requests, like `http://user:password@host:8080`.
pub static PROXY: Setting = Setting {
    name: "proxy",
    kind: Kind::Secret,
    sources: &[(Argument, "proxy"), (Cluster, "proxy")],
    credential: false,
    example: "http://proxy:8080",
};

/// The limit for a whole call, retries included: seconds, a `timedelta`, or text such as '30s';
/// None for no limit.
pub static TIMEOUT: Setting = Setting {
    name: "timeout",
    kind: Kind::Seconds {
        max: 1000000000.0,
        default: 60.0,
    },
    sources: &[(Argument, "timeout")],
    credential: false,
    example: "…",
};

/// The limit for opening one connection: seconds, a `timedelta`, or text such as '30s'; None for no
/// limit but the call's.
pub static CONNECT_TIMEOUT: Setting = Setting {
    name: "connect_timeout",
    kind: Kind::Seconds {
        max: 1000000000.0,
        default: 10.0,
    },
    sources: &[(Argument, "connect_timeout")],
    credential: false,
    example: "…",
};

/// How often a request is sent again after it failed, where that is safe.
pub static MAX_RETRIES: Setting = Setting {
    name: "max_retries",
    kind: Kind::Count {
        min: 0,
        max: 100,
        default: 3,
    },
    sources: &[(Argument, "max_retries")],
    credential: false,
    example: "…",
};

/// The largest response accepted, in bytes, after decompression.
pub static MAX_RESPONSE_BYTES: Setting = Setting {
    name: "max_response_bytes",
    kind: Kind::Count {
        min: 1,
        max: i64::MAX,
        default: 33_554_432,
    },
    sources: &[(Argument, "max_response_bytes")],
    credential: false,
    example: "…",
};

/// How often waits poll their task.
pub static POLL: Setting = Setting {
    name: "poll",
    kind: Kind::Poll,
    sources: &[(Argument, "poll")],
    credential: false,
    example: "…",
};

/// The first pause between two polls of a wait, if `poll` is left out: seconds, or text such as
/// '50ms'.
pub static POLL_INITIAL: Setting = Setting {
    name: "poll_initial",
    kind: Kind::Seconds {
        max: 86400.0,
        default: 1.0,
    },
    sources: &[
        (Variable, "MODELARTS_POLL_INITIAL"),
        (Context, "poll_initial"),
    ],
    credential: false,
    example: "50ms",
};

/// The longest pause between two polls, likewise.
pub static POLL_MAXIMUM: Setting = Setting {
    name: "poll_maximum",
    kind: Kind::Seconds {
        max: 86400.0,
        default: 20.0,
    },
    sources: &[
        (Variable, "MODELARTS_POLL_MAXIMUM"),
        (Context, "poll_maximum"),
    ],
    credential: false,
    example: "20s",
};

/// For how long polls may fail, one after another, before the wait fails, likewise.
pub static POLL_OUTAGE: Setting = Setting {
    name: "poll_outage",
    kind: Kind::Seconds {
        max: 1000000000.0,
        default: 300.0,
    },
    sources: &[
        (Variable, "MODELARTS_POLL_OUTAGE"),
        (Context, "poll_outage"),
    ],
    credential: false,
    example: "5m",
};

/// Whether a failed call raises `ApiException`. With False it returns a response that holds
/// `error_code` and `error_msg`, as the service's documentation shows it.
pub static RAISE_ON_ERROR: Setting = Setting {
    name: "raise_on_error",
    kind: Kind::Boolean { default: true },
    sources: &[(Argument, "raise_on_error"), (Context, "raise_on_error")],
    credential: false,
    example: "…",
};

/// Whether the documented limits of bodies and queries are checked before anything is sent. With
/// False the service alone checks them, which may allow more; ids are checked in any case.
pub static VALIDATE: Setting = Setting {
    name: "validate",
    kind: Kind::Boolean { default: true },
    sources: &[(Argument, "validate")],
    credential: false,
    example: "…",
};

/// The language of messages, "en" or "zh"; tags such as "zh_CN", "zh-Hans" and "en_US" are
/// understood.
pub static LANGUAGE: Setting = Setting {
    name: "language",
    kind: Kind::Language,
    sources: &[(Argument, "language"), (Variable, "MODELARTS_LANGUAGE")],
    credential: false,
    example: "…",
};

/// All settings, in the order of the parameters of `create_client`.
pub static SETTINGS: &[&Setting] = &[
    &CONFIG_FILE,
    &CONTEXT,
    &CREDENTIALS_FILE,
    &CLOUDS_FILE,
    &SECURE_FILE,
    &CLOUD,
    &ACCESS_KEY,
    &SECRET_KEY,
    &SECURITY_TOKEN,
    &ACCOUNT,
    &USERNAME,
    &PASSWORD,
    &TOKEN,
    &PROJECT_ID,
    &PROJECT_NAME,
    &REGION,
    &ENDPOINT,
    &IAM_ENDPOINT,
    &SIGNATURE,
    &METADATA_ENDPOINT,
    &VERIFY_SSL,
    &CA_BUNDLE,
    &PROXY,
    &TIMEOUT,
    &CONNECT_TIMEOUT,
    &MAX_RETRIES,
    &MAX_RESPONSE_BYTES,
    &POLL,
    &POLL_INITIAL,
    &POLL_MAXIMUM,
    &POLL_OUTAGE,
    &RAISE_ON_ERROR,
    &VALIDATE,
    &LANGUAGE,
];
