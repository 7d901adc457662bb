//! Where settings come from, in which order, and what the errors say.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use modelarts::config::{Arguments, Environment, Settings, Warning, region, resolve};
use modelarts::credential::Credential;
use modelarts::error::Error;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

/// A home folder of its own, removed at the end.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("modelarts-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with_config(content: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        home.write(".modelarts/config.json", content);
        home
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }

    fn environment(&self, variables: &[(&str, &str)]) -> Environment {
        Environment::new(map(variables), Some(self.0.clone()))
    }

    fn resolve(&self, variables: &[(&str, &str)]) -> Result<Settings, Error> {
        resolve(&Arguments::default(), &self.environment(variables))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn map(variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The file as the vendor's guide shows it.
fn vendors() -> Value {
    json!({
        "contexts": [{"name": "default", "context": {"cluster": "cn-north-1", "user": "user1"}}],
        "clusters": [{"name": "cn-north-1", "cluster": {"region": "cn-north-1", "verify_ssl": "true"}}],
        "users": [{"name": "user1", "user": {"account": "ACCOUNT", "username": "USERNAME", "password": "recognisable-password"}}],
    })
}

/// The vendor's file with one value replaced; `pointer` as in RFC 6901.
fn altered(pointer: &str, value: Value) -> String {
    let mut file = vendors();
    match file.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            parent.insert(key.to_owned(), value);
        }
    }
    serde_json::to_string_pretty(&file).unwrap()
}

fn error(result: Result<Settings, Error>) -> String {
    result
        .expect_err("settings that make no client")
        .to_string()
}

const KEYS: [(&str, &str); 2] = [
    ("HUAWEICLOUD_SDK_AK", "AK-ENV"),
    ("HUAWEICLOUD_SDK_SK", "recognisable-sk"),
];
const PROFILE: &str = "[basic]\nak = AK-PROFILE\nsk = recognisable-sk\nproject_id = p-profile\niam_endpoint = https://iam.profile\n";

fn access_key(settings: &Settings) -> &str {
    match &settings.credential {
        Credential::AccessKey { access_key, .. } => access_key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_vendors_file_is_read_as_it_is() {
    let home = Home::with_config(vendors().to_string());
    let settings = home.resolve(&[]).unwrap();
    assert_eq!(settings.context.as_deref(), Some("default"));
    assert_eq!(settings.region.as_deref(), Some("cn-north-1"));
    assert_eq!(
        settings.endpoint,
        "https://modelarts.cn-north-1.myhuaweicloud.com"
    );
    assert_eq!(
        settings.iam_endpoint,
        "https://iam.cn-north-1.myhuaweicloud.com"
    );
    assert!(settings.verify_ssl && settings.raise_on_error && settings.project_id.is_none());
    assert_eq!(settings.warnings, []);
    let Credential::Password {
        account,
        username,
        password,
    } = settings.credential
    else {
        panic!()
    };
    assert_eq!(
        (account.as_str(), username.as_str()),
        ("ACCOUNT", "USERNAME")
    );
    assert_eq!(password.expose_secret(), "recognisable-password");
}

#[test]
fn without_an_account_the_user_is_a_plain_one() {
    for account in [json!(""), Value::Null] {
        let home = Home::with_config(altered("/users/0/user/account", account));
        let Credential::Password { account, .. } = home.resolve(&[]).unwrap().credential else {
            panic!()
        };
        assert_eq!(account, "USERNAME");
    }
}

#[test]
fn a_bom_crlf_and_utf8_names_are_fine() {
    let text = altered("/users/0/user/username", json!("用户")).replace('\n', "\r\n");
    let home = Home::with_config(format!("\u{feff}{text}"));
    let Credential::Password { username, .. } = home.resolve(&[]).unwrap().credential else {
        panic!()
    };
    assert_eq!(username, "用户");
}

#[test]
fn verify_ssl_is_text_or_a_boolean_and_off_earns_a_warning() {
    for (value, on) in [
        (json!("false"), false),
        (json!(false), false),
        (json!("False"), false),
        (json!("TRUE"), true),
        (json!(true), true),
    ] {
        let settings = Home::with_config(altered("/clusters/0/cluster/verify_ssl", value.clone()))
            .resolve(&[])
            .unwrap();
        assert_eq!(settings.verify_ssl, on, "{value}");
        let insecure = settings
            .warnings
            .iter()
            .filter(|warning| matches!(warning, Warning::Insecure(_)))
            .count();
        assert_eq!(insecure, usize::from(!on), "{value}");
    }
}

#[test]
fn our_own_keys_are_taken_from_the_context_the_cluster_and_the_user() {
    let mut file = vendors();
    *file.pointer_mut("/contexts/0/context").unwrap() = json!({"cluster": "cn-north-1", "user": "user1", "project_id": "p-context", "raise_on_error": false});
    *file.pointer_mut("/clusters/0/cluster").unwrap() = json!({
        "region": "cn-north-1", "endpoint": "https://ma.example.com/prefix/", "iam_endpoint": "https://iam.example.com",
        "ca_bundle": "~/ca.pem", "proxy": "http://u:recognisable-proxy@proxy:8080",
    });
    *file.pointer_mut("/users/0/user").unwrap() = json!({"access_key": "AK", "secret_key": "recognisable-sk", "security_token": "recognisable-st", "project_id": "p-user"});
    let home = Home::with_config(file.to_string());
    let settings = home.resolve(&[]).unwrap();
    assert_eq!(settings.project_id.as_ref().unwrap().as_str(), "p-context");
    assert!(!settings.raise_on_error);
    assert_eq!(settings.endpoint, "https://ma.example.com/prefix");
    assert_eq!(settings.iam_endpoint, "https://iam.example.com");
    assert_eq!(
        settings.ca_bundle.as_deref(),
        Some(home.0.join("ca.pem").as_path())
    );
    assert_eq!(
        settings.proxy.unwrap().expose_secret(),
        "http://u:recognisable-proxy@proxy:8080"
    );
    assert!(matches!(
        settings.credential,
        Credential::AccessKey {
            security_token: Some(_),
            ..
        }
    ));
}

#[test]
fn the_credential_comes_whole_from_the_first_source_that_has_one() {
    let home = Home::with_config(vendors().to_string());
    home.write(".huaweicloud/credentials", PROFILE);
    let arguments = Arguments {
        token: Some("recognisable-token".into()),
        ..Arguments::default()
    };
    let by_arguments = resolve(&arguments, &home.environment(&KEYS)).unwrap();
    assert!(matches!(by_arguments.credential, Credential::Token(_)));
    assert!(matches!(
        home.resolve(&KEYS).unwrap().credential,
        Credential::Password { .. }
    ));
    fs::remove_file(home.0.join(".modelarts/config.json")).unwrap();
    let region = ("MODELARTS_REGION", "cn-north-4");
    assert_eq!(
        access_key(&home.resolve(&[KEYS[0], KEYS[1], region]).unwrap()),
        "AK-ENV"
    );
    let by_profile = home.resolve(&[region]).unwrap();
    assert_eq!(access_key(&by_profile), "AK-PROFILE");
    assert_eq!(by_profile.iam_endpoint, "https://iam.profile");
    assert_eq!(by_profile.project_id.unwrap().as_str(), "p-profile");
}

#[test]
fn a_users_project_goes_with_that_users_credential_only() {
    let home = Home::with_config(altered("/users/0/user/project_id", json!("p-user")));
    assert_eq!(
        home.resolve(&[]).unwrap().project_id.unwrap().as_str(),
        "p-user"
    );
    let arguments = Arguments {
        token: Some("t".into()),
        ..Arguments::default()
    };
    assert!(
        resolve(&arguments, &home.environment(&[]))
            .unwrap()
            .project_id
            .is_none()
    );
}

#[test]
fn arguments_go_before_variables_and_variables_before_the_file() {
    let home = Home::with_config(altered(
        "/clusters/0/cluster/endpoint",
        json!("https://file.example.com"),
    ));
    let variables = [
        ("MODELARTS_REGION", "cn-south-1"),
        ("MODELARTS_ENDPOINT", "https://env.example.com"),
    ];
    assert_eq!(
        home.resolve(&[]).unwrap().endpoint,
        "https://file.example.com"
    );
    let by_variables = home.resolve(&variables).unwrap();
    assert_eq!(
        (
            by_variables.region.as_deref(),
            by_variables.endpoint.as_str()
        ),
        (Some("cn-south-1"), "https://env.example.com")
    );
    let arguments = Arguments {
        endpoint: Some("https://arg.example.com".into()),
        ..Arguments::default()
    };
    assert_eq!(
        resolve(&arguments, &home.environment(&variables))
            .unwrap()
            .endpoint,
        "https://arg.example.com"
    );
}

#[test]
fn the_vendors_regional_variables_name_the_endpoint() {
    let one = (
        "HUAWEICLOUD_SDK_REGION_MODELARTS_CN_NORTH_4",
        "https://one.example.com",
    );
    let other = (
        "HUAWEICLOUD_SDK_REGION_MODELARTS_CN_SOUTH_1",
        "https://other.example.com",
    );
    let home = Home::new();
    let only = home.resolve(&[KEYS[0], KEYS[1], one]).unwrap();
    assert_eq!(
        (only.region.as_deref(), only.endpoint.as_str()),
        (Some("cn-north-4"), "https://one.example.com")
    );
    let chosen = home
        .resolve(&[
            KEYS[0],
            KEYS[1],
            one,
            other,
            ("MODELARTS_REGION", "cn-south-1"),
        ])
        .unwrap();
    assert_eq!(chosen.endpoint, "https://other.example.com");
    assert!(error(home.resolve(&[KEYS[0], KEYS[1], one, other])).contains("MODELARTS_REGION"));
}

#[test]
fn the_file_and_the_context_can_be_named_by_variables() {
    let home = Home::new();
    let mut file = vendors();
    file.pointer_mut("/contexts").unwrap().as_array_mut().unwrap().push(json!({"name": "生产", "context": {"cluster": "cn-north-1", "user": "user1", "project_id": "p"}}));
    let path = home.write("elsewhere.json", file.to_string());
    for path in [path.to_str().unwrap(), "~/elsewhere.json"] {
        let settings = home
            .resolve(&[("MODELARTS_CONFIG", path), ("MODELARTS_CONTEXT", "生产")])
            .unwrap();
        assert_eq!(settings.project_id.unwrap().as_str(), "p");
    }
}

#[test]
fn a_profile_value_stands_for_itself() {
    let home = Home::new();
    let secret = r#"a"b\c#d;e%f'g\"#;
    home.write(
        ".huaweicloud/credentials",
        format!("\u{feff}[basic]\r\n  # mine\r\nak = AK\r\nsk = {secret}\r\nproject_id = p\r\n"),
    );
    let settings = home.resolve(&[("MODELARTS_REGION", "cn-north-4")]).unwrap();
    let Credential::AccessKey { secret_key, .. } = settings.credential else {
        panic!()
    };
    assert_eq!(secret_key.expose_secret(), secret);
}

/// The parts of the text that an error about the file must have.
fn defect(content: impl AsRef<[u8]>, parts: &[&str]) {
    let home = Home::with_config(content);
    let text = error(home.resolve(&[]));
    assert!(text.contains(".modelarts"), "the file: {text}");
    for part in parts {
        assert!(text.contains(part), "{part:?} in: {text}");
    }
    assert!(!text.contains("recognisable"), "{text}");
}

#[test]
fn every_defect_of_the_file_is_named_with_place_line_and_what_to_write() {
    defect("", &["line 1", "the file is empty"]);
    defect("not json", &["line 1", "not JSON"]);
    defect("{\n  \"contexts\": [],\n}", &["line 3", "comma too many"]);
    defect("{\n  'contexts': []\n}", &["line 2", "double quotes"]);
    defect(
        "{\n  // mine\n  \"contexts\": []\n}",
        &["line 2", "no comments"],
    );
    defect("{\"contexts\": [", &["ends too early"]);
    defect(
        "[]",
        &["the file is a list, expected an object with contexts"],
    );
    defect(
        b"{\"contexts\": \"\xc4\xe3\"}",
        &["not UTF-8", "save it as UTF-8"],
    );
    defect(
        altered("/contexts", json!({})),
        &["contexts is an object, expected a list like"],
    );
    defect(
        altered("/contexts/0", json!("default")),
        &["contexts[0] is text"],
    );
    defect(
        altered("/contexts/0", json!({"context": {}})),
        &["contexts[0] has no name"],
    );
    defect(
        altered("/contexts/0", json!({"name": "default"})),
        &["contexts[0] has no context"],
    );
    defect(
        altered("/contexts/0/context/cluster", json!("nowhere")),
        &[
            "contexts[0].context.cluster",
            "\"nowhere\"",
            "the clusters are \"cn-north-1\"",
            "line ",
        ],
    );
    defect(
        altered("/contexts/0/context/user", json!("nobody")),
        &["contexts[0].context.user", "the users are \"user1\""],
    );
    defect(
        altered("/contexts/0/context/raise_on_error", json!("maybe")),
        &[
            "contexts[0].context.raise_on_error",
            "\"true\" or \"false\"",
        ],
    );
    defect(
        altered("/clusters/0/cluster", json!([])),
        &["clusters[0].cluster is a list"],
    );
    defect(
        altered("/clusters/0/cluster/region", json!(7)),
        &["clusters[0].cluster.region is a number, expected text, like \"cn-north-4\""],
    );
    defect(
        altered("/clusters/0/cluster/region", json!("CN North")),
        &["clusters[0].cluster.region", "is no region"],
    );
    defect(
        altered("/clusters/0/cluster/verify_ssl", json!("no")),
        &["clusters[0].cluster.verify_ssl", "\"true\" or \"false\""],
    );
    defect(
        altered("/clusters/0/cluster/endpoint", json!("ma.example.com")),
        &["clusters[0].cluster.endpoint", "https://"],
    );
    defect(
        altered("/users/0/user/password", json!(12345)),
        &["users[0].user.password is a number, expected text"],
    );
    defect(
        altered("/users/0/user/password", Value::Null),
        &["account, username alone", "password"],
    );
    defect(
        altered("/users/0/user/token", json!("recognisable-token")),
        &["different credentials"],
    );
    defect(
        altered("/users/0/user/password", json!("recognisable\npassword")),
        &["password contains a control character"],
    );
    let mut twice = vendors();
    let user = twice.pointer("/users/0").unwrap().clone();
    twice
        .pointer_mut("/users")
        .unwrap()
        .as_array_mut()
        .unwrap()
        .push(user);
    defect(
        twice.to_string(),
        &["users[1] has the name \"user1\", which another"],
    );
}

#[test]
fn the_line_of_a_defect_is_the_line_of_its_value() {
    let text = altered("/clusters/0/cluster/region", json!(7));
    let line = text
        .lines()
        .position(|line| line.contains("\"region\""))
        .unwrap()
        + 1;
    defect(
        &text,
        &[&format!("line {line}: clusters[0].cluster.region")],
    );
}

#[test]
fn a_file_that_was_named_must_be_there_and_readable() {
    let home = Home::new();
    let missing = home.0.join("missing.json");
    let by_argument = Arguments {
        config_file: Some(missing.clone()),
        ..Arguments::default()
    };
    let text = error(resolve(&by_argument, &home.environment(&[])));
    assert!(
        text.contains("missing.json, which config_file names, does not exist"),
        "{text}"
    );
    let text = error(home.resolve(&[("MODELARTS_CONFIG", missing.to_str().unwrap())]));
    assert!(
        text.contains("which MODELARTS_CONFIG names, does not exist"),
        "{text}"
    );
    let folder = Arguments {
        config_file: Some(home.0.clone()),
        ..Arguments::default()
    };
    assert!(error(resolve(&folder, &home.environment(&[]))).contains("is a folder"));
}

#[test]
fn a_context_that_was_asked_for_must_be_there() {
    let asked = |name: &str| Arguments {
        context: Some(name.into()),
        ..Arguments::default()
    };
    let home = Home::with_config(vendors().to_string());
    let text = error(resolve(&asked("prod"), &home.environment(&[])));
    assert!(
        text.contains("there is no context \"prod\"; the contexts are \"default\""),
        "{text}"
    );
    let empty = Home::new();
    assert!(
        error(resolve(&asked("prod"), &empty.environment(&[])))
            .contains("because there is no file")
    );
    let keys = [KEYS[0], KEYS[1], ("MODELARTS_REGION", "cn-north-4")];
    assert_eq!(
        access_key(&resolve(&asked("default"), &empty.environment(&keys)).unwrap()),
        "AK-ENV"
    );
    let other = Home::with_config(altered("/contexts/0/name", json!("other")));
    assert_eq!(access_key(&other.resolve(&keys).unwrap()), "AK-ENV");
    assert!(
        error(resolve(&asked("default"), &other.environment(&keys)))
            .contains("the contexts are \"other\"")
    );
}

#[test]
fn when_nothing_is_found_every_place_is_listed() {
    let home = Home::new();
    let text = error(home.resolve(&[("MODELARTS_REGION", "cn-north-4")]));
    for place in [
        "arguments",
        "config.json (does not exist)",
        "HUAWEICLOUD_SDK_AK",
        ".huaweicloud/credentials",
        "create_client(",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
    let text = error(home.resolve(&KEYS));
    for place in [
        "no region and no endpoint",
        "MODELARTS_REGION",
        "MODELARTS_ENDPOINT",
        "config.json (does not exist)",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
}

#[test]
fn a_password_needs_a_region_or_a_project_for_its_token() {
    let arguments = Arguments {
        username: Some("u".into()),
        password: Some("p".into()),
        endpoint: Some("https://ma.example.com".into()),
        ..Arguments::default()
    };
    assert!(
        error(resolve(&arguments, &Environment::empty()))
            .contains("region: is missing, and so is project_id")
    );
    let with_project = Arguments {
        project_id: Some("p".into()),
        ..arguments
    };
    assert_eq!(
        resolve(&with_project, &Environment::empty())
            .unwrap()
            .iam_endpoint,
        region::IAM_DEFAULT
    );
}

#[test]
fn an_address_that_is_none_is_refused() {
    for (endpoint, part) in [
        ("modelarts.example.com", "https://"),
        ("ftp://example.com", "https://"),
        ("https://", "no address"),
        (
            "https://user:recognisable@example.com",
            "user or a password",
        ),
        ("https://example.com?x=1", "a query"),
        ("https://example.com#x", "a fragment"),
    ] {
        let arguments = Arguments {
            token: Some("t".into()),
            endpoint: Some(endpoint.into()),
            ..Arguments::default()
        };
        let text = error(resolve(&arguments, &Environment::empty()));
        assert!(
            text.starts_with("endpoint: ") && text.contains(part),
            "{endpoint}: {text}"
        );
        assert!(!text.contains("recognisable"));
    }
}

#[test]
fn clear_text_earns_a_warning_unless_it_stays_on_this_machine() {
    for (endpoint, warned) in [
        ("http://10.0.0.1", true),
        ("http://127.0.0.1:8080", false),
        ("http://[::1]:80", false),
        ("http://localhost", false),
        ("https://10.0.0.1", false),
    ] {
        let arguments = Arguments {
            token: Some("t".into()),
            endpoint: Some(endpoint.into()),
            iam_endpoint: Some(endpoint.into()),
            ..Arguments::default()
        };
        assert_eq!(
            !resolve(&arguments, &Environment::empty())
                .unwrap()
                .warnings
                .is_empty(),
            warned,
            "{endpoint}"
        );
    }
}

#[test]
fn an_unknown_key_that_looks_like_a_misspelling_is_named_and_others_are_ignored() {
    for (pointer, meant) in [
        ("/users/0/user/passwrod", Some("password")),
        ("/users/0/user/secretKey", Some("secret_key")),
        ("/clusters/0/cluster/verify-ssl", Some("verify_ssl")),
        ("/clusters/0/cluster/Region", Some("region")),
        ("/contexts/0/context/projectid", Some("project_id")),
        ("/context", Some("contexts")),
        ("/users/0/user/comment", None),
        ("/owner", None),
    ] {
        let settings = Home::with_config(altered(pointer, json!("recognisable")))
            .resolve(&[])
            .unwrap();
        match (meant, settings.warnings.as_slice()) {
            (None, []) => {}
            (Some(meant), [Warning::Misspelt(text)]) => {
                assert!(
                    text.contains(&format!("{meant:?} may be meant"))
                        && !text.contains("recognisable"),
                    "{text}"
                );
            }
            (_, warnings) => panic!("{pointer}: {warnings:?}"),
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_with_a_secret_that_others_can_read_earns_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::with_config(vendors().to_string());
    let path = home.0.join(".modelarts/config.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let warnings = home.resolve(&[]).unwrap().warnings;
    assert!(
        matches!(warnings.as_slice(), [Warning::Readable(text)] if text.contains("chmod 600")),
        "{warnings:?}"
    );
}

#[test]
fn the_endpoints_are_those_that_the_vendors_sdk_lists() {
    const MODELARTS: &str = "af-north-1 af-south-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 cn-east-3 cn-east-4 cn-north-1 \
        cn-north-11 cn-north-12 cn-north-2 cn-north-4 cn-north-9 cn-south-1 cn-southwest-2 cn-southwest-3 la-north-2 la-south-2 \
        me-east-1 sa-brazil-1 tr-west-1";
    const IAM: &str = "ae-ad-1 af-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 cn-east-2 cn-east-3 \
        cn-east-4 cn-east-5 cn-north-1 cn-north-12 cn-north-2 cn-north-4 cn-north-9 cn-south-1 cn-south-2 cn-southwest-2 \
        eu-west-0 la-north-2 la-south-2 me-east-1 my-kualalumpur-1 na-mexico-1 ru-moscow-1 sa-brazil-1 tr-west-1";
    assert_eq!(
        (
            MODELARTS.split_whitespace().count() + 1,
            IAM.split_whitespace().count()
        ),
        (22, 27)
    );
    for name in MODELARTS.split_whitespace() {
        assert_eq!(
            region::modelarts(name),
            format!("https://modelarts.{name}.myhuaweicloud.com")
        );
    }
    assert_eq!(
        region::modelarts("ap-southeast-1"),
        "https://modelarts.ap-southeast-1.myhuaweicloud.cn"
    );
    for name in IAM.split_whitespace() {
        assert_eq!(
            region::iam(name),
            format!("https://iam.{name}.myhuaweicloud.com")
        );
    }
}

#[test]
fn no_secret_stands_in_what_can_be_printed() {
    let home = Home::with_config(altered(
        "/clusters/0/cluster/proxy",
        json!("http://u:recognisable-proxy@p:1"),
    ));
    home.write(".huaweicloud/credentials", PROFILE);
    let arguments = Arguments {
        password: Some("recognisable-argument".into()),
        username: Some("u".into()),
        ..Arguments::default()
    };
    let environment = home.environment(&KEYS);
    let settings = resolve(&arguments, &environment).unwrap();
    let printed = format!(
        "{arguments:?} {environment:?} {settings:?} {:?}",
        home.resolve(&KEYS).unwrap()
    );
    assert!(!printed.contains("recognisable"), "{printed}");
}

/// The places that a setting can come from, first to last: each is set, in turn, unless all before
/// it are left out.
#[test]
fn each_setting_comes_from_the_first_place_that_has_it() {
    let project = |settings: &Settings| settings.project_id.as_ref().unwrap().to_string();
    let iam = |settings: &Settings| settings.iam_endpoint.clone();
    let mut file = vendors();
    let mut places = vec!["argument", "context", "user", "variable", "profile"];
    while !places.is_empty() {
        let set = |place: &str, value: &str| {
            let value = format!("{value}{place}");
            if places.contains(&place) {
                json!(value)
            } else {
                Value::Null
            }
        };
        let variable = set("variable", "p-");
        let address = set("variable", "https://");
        file["contexts"][0]["context"]["project_id"] = set("context", "p-");
        file["clusters"][0]["cluster"]["iam_endpoint"] = set("context", "https://");
        file["users"][0]["user"]["project_id"] = set("user", "p-");
        let home = Home::with_config(file.to_string());
        home.write(
            ".huaweicloud/credentials",
            "[basic]\nproject_id = p-profile\niam_endpoint = https://profile\n",
        );
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        let arguments = Arguments {
            project_id: text(&set("argument", "p-")),
            iam_endpoint: text(&set("argument", "https://")),
            ..Arguments::default()
        };
        let environment = home.environment(&[
            (
                "HUAWEICLOUD_SDK_PROJECT_ID",
                variable.as_str().unwrap_or_default(),
            ),
            (
                "HUAWEICLOUD_SDK_IAM_ENDPOINT",
                address.as_str().unwrap_or_default(),
            ),
        ]);
        let settings = resolve(&arguments, &environment).unwrap();
        let first = places.remove(0);
        assert_eq!(project(&settings), format!("p-{first}"));
        let first = if first == "user" { "variable" } else { first };
        assert_eq!(iam(&settings), format!("https://{first}"));
    }
}

#[test]
fn what_the_caller_says_goes_before_the_file() {
    let mut file = vendors();
    file["contexts"][0]["context"]["raise_on_error"] = json!("false");
    file["clusters"][0]["cluster"] = json!({
        "region": "cn-north-1", "verify_ssl": "true", "ca_bundle": "/file.pem", "proxy": "http://file:1",
    });
    let home = Home::with_config(file.to_string());
    let by_file = home.resolve(&[("MODELARTS_CONFIG", "")]).unwrap();
    assert!(by_file.verify_ssl && !by_file.raise_on_error);
    assert_eq!(by_file.ca_bundle, Some(PathBuf::from("/file.pem")));
    let arguments = Arguments {
        verify_ssl: Some(false),
        raise_on_error: Some(true),
        ca_bundle: Some("/argument.pem".into()),
        proxy: Some("http://argument:1".into()),
        region: Some("cn-south-1".into()),
        ..Arguments::default()
    };
    let settings = resolve(&arguments, &home.environment(&[])).unwrap();
    assert!(!settings.verify_ssl && settings.raise_on_error);
    assert_eq!(settings.ca_bundle, Some(PathBuf::from("/argument.pem")));
    assert_eq!(settings.proxy.unwrap().expose_secret(), "http://argument:1");
    assert_eq!(settings.region.as_deref(), Some("cn-south-1"));
    assert!(
        settings.endpoint.contains("cn-south-1") && settings.iam_endpoint.contains("cn-south-1")
    );
}

#[test]
fn of_the_files_the_argument_goes_first_then_the_variable_then_the_home_folder() {
    let home = Home::with_config(altered("/users/0/user/username", json!("by-home")));
    let by_variable = home.write(
        "v.json",
        altered("/users/0/user/username", json!("by-variable")),
    );
    let by_argument = home.write(
        "a.json",
        altered("/users/0/user/username", json!("by-argument")),
    );
    let variable = [("MODELARTS_CONFIG", by_variable.to_str().unwrap())];
    let argument = Arguments {
        config_file: Some(by_argument),
        ..Arguments::default()
    };
    for (arguments, variables, expected) in [
        (Arguments::default(), &[][..], "by-home"),
        (Arguments::default(), &variable[..], "by-variable"),
        (argument, &variable[..], "by-argument"),
    ] {
        let settings = resolve(&arguments, &home.environment(variables)).unwrap();
        let Credential::Password { username, .. } = settings.credential else {
            panic!()
        };
        assert_eq!(username, expected);
    }
}

#[test]
fn a_part_of_a_credential_is_an_error_that_names_its_place_and_is_not_filled_up_from_elsewhere() {
    let whole = Home::new();
    whole.write(".huaweicloud/credentials", PROFILE);
    let text = error(whole.resolve(&[KEYS[0]]));
    assert!(
        text.contains("the environment: has HUAWEICLOUD_SDK_AK alone")
            && text.contains("HUAWEICLOUD_SDK_SK"),
        "{text}"
    );
    let part = Home::new();
    part.write(".huaweicloud/credentials", "[basic]\nsk = recognisable\n");
    let text = error(part.resolve(&[]));
    assert!(
        text.contains(".huaweicloud/credentials: has sk alone"),
        "{text}"
    );
    for (arguments, parts) in [
        (
            Arguments {
                access_key: Some("AK".into()),
                ..Arguments::default()
            },
            ["access_key alone", "secret_key"],
        ),
        (
            Arguments {
                security_token: Some("recognisable".into()),
                ..Arguments::default()
            },
            ["security_token alone", "access_key and secret_key"],
        ),
        (
            Arguments {
                username: Some("u".into()),
                ..Arguments::default()
            },
            ["username alone", "password"],
        ),
        (
            Arguments {
                username: Some("u".into()),
                password: Some("recognisable".into()),
                token: Some("recognisable".into()),
                ..Arguments::default()
            },
            ["username, password, token", "different credentials"],
        ),
        (
            Arguments {
                access_key: Some("AK".into()),
                secret_key: Some("recognisable".into()),
                account: Some("a".into()),
                ..Arguments::default()
            },
            ["access_key, secret_key, account", "different credentials"],
        ),
    ] {
        let text = error(resolve(&arguments, &whole.environment(&KEYS)));
        assert!(
            text.starts_with("the arguments of create_client: "),
            "{text}"
        );
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("recognisable"), "{text}");
    }
}

#[test]
fn what_is_empty_counts_as_left_out() {
    let home = Home::with_config(vendors().to_string());
    let arguments = Arguments {
        context: Some(String::new()),
        access_key: Some(String::new()),
        secret_key: Some("".into()),
        password: Some("".into()),
        token: Some("".into()),
        proxy: Some("".into()),
        ..Arguments::default()
    };
    let variables = [
        ("HUAWEICLOUD_SDK_AK", ""),
        ("MODELARTS_CONTEXT", ""),
        ("MODELARTS_REGION", ""),
        ("MODELARTS_ENDPOINT", ""),
        ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", ""),
        ("HUAWEICLOUD_SDK_REGION_MODELARTS_CN_NORTH_4", ""),
    ];
    let settings = resolve(&arguments, &home.environment(&variables)).unwrap();
    assert!(matches!(settings.credential, Credential::Password { .. }));
    assert!(settings.proxy.is_none());
    assert_eq!(settings.region.as_deref(), Some("cn-north-1"));
}

#[test]
fn a_secret_that_can_not_be_sent_is_refused_and_not_shown() {
    for (secret, part) in [
        ("recognisable\n", "control character"),
        ("recog\u{0}nisable", "control character"),
        (" recognisable", "blanks at its ends"),
        ("recognisablé", "characters that no key has"),
        ("  ", "is blank"),
    ] {
        let arguments = Arguments {
            token: Some(secret.into()),
            endpoint: Some("https://ma.example.com".into()),
            ..Arguments::default()
        };
        let text = error(resolve(&arguments, &Environment::empty()));
        assert!(text.contains("token") && text.contains(part), "{text}");
        assert!(!text.contains("recog"), "{text}");
    }
}

#[test]
fn a_region_becomes_part_of_a_hosts_name_and_so_is_checked_wherever_it_comes_from() {
    for region in [
        "evil.example.com/",
        "CN-NORTH-4",
        "cn_north_4",
        "cn north",
        "cn-north-4#",
        "地区",
    ] {
        let arguments = Arguments {
            region: Some(region.into()),
            ..Arguments::default()
        };
        let by_argument = resolve(&arguments, &Home::new().environment(&KEYS));
        let by_variable = Home::new().resolve(&[KEYS[0], KEYS[1], ("MODELARTS_REGION", region)]);
        for (result, place) in [
            (by_argument, "region: "),
            (by_variable, "MODELARTS_REGION: "),
        ] {
            let text = error(result);
            assert!(
                text.starts_with(place) && text.contains("cn-north-4"),
                "{text}"
            );
        }
    }
    assert_eq!(
        region::modelarts("cn-west-7"),
        "https://modelarts.cn-west-7.myhuaweicloud.com"
    );
}

#[test]
fn a_project_that_can_be_none_is_refused_by_name() {
    let home = Home::with_config(altered("/contexts/0/context/project_id", json!("a/b")));
    let text = error(home.resolve(&[]));
    assert!(text.starts_with("project_id: "), "{text}");
}

#[test]
fn every_defect_of_the_profile_is_named_with_its_file_and_what_to_write() {
    let region = ("MODELARTS_REGION", "cn-north-4");
    for (content, parts) in [
        (
            &b"[basic]\nak = AK\nrecognisable\nsk = x\n"[..],
            &["line 3", "NAME = VALUE under [basic]"][..],
        ),
        (b"[basic\nak = recognisable\n", &["line 1"]),
        (b"[basic]\nsk = \xff", &["not UTF-8"]),
        (b"[basic]\nak = AK\n", &["has ak alone", "ak and sk"]),
        (
            b"[other]\nak = AK\nsk = recognisable\n",
            &["no credential was found"],
        ),
        (b"", &["no credential was found"]),
    ] {
        let home = Home::new();
        home.write(".huaweicloud/credentials", content);
        let text = error(home.resolve(&[region]));
        assert!(text.contains(".huaweicloud/credentials"), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("recognisable"), "{text}");
    }
    let home = Home::new();
    let missing = home.0.join("missing");
    let named = (
        "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
        missing.to_str().unwrap(),
    );
    let text = error(home.resolve(&[region, named]));
    assert!(
        text.contains("missing, which HUAWEICLOUD_SDK_CREDENTIALS_FILE names, does not exist"),
        "{text}"
    );
    home.write("missing", PROFILE);
    assert_eq!(
        access_key(&home.resolve(&[region, named]).unwrap()),
        "AK-PROFILE"
    );
}

#[test]
fn a_file_cut_short_or_spoilt_anywhere_shows_no_secret_and_names_itself() {
    let whole = serde_json::to_string_pretty(&vendors()).unwrap();
    let home = Home::new();
    for at in 0..whole.len() {
        let (start, end) = whole.split_at(at);
        for content in [
            start.to_owned(),
            format!("{start}\"{end}"),
            format!("{start}}}{end}"),
        ] {
            home.write(".modelarts/config.json", &content);
            let Err(error) = home.resolve(&[]) else {
                continue;
            };
            let text = format!("{error} {error:?}");
            assert!(text.contains("config.json"), "{text} from {content}");
            assert!(
                !text.contains("recognisable-password"),
                "{text} from {content}"
            );
        }
    }
}

#[test]
fn of_a_key_that_stands_twice_in_the_file_the_last_counts() {
    let text = vendors().to_string().replace(
        r#""username":"USERNAME""#,
        r#""username":"first","username":"last""#,
    );
    let settings = Home::with_config(text).resolve(&[]).unwrap();
    assert!(
        matches!(settings.credential, Credential::Password { username, .. } if username == "last")
    );
}

#[test]
fn a_file_nested_without_end_is_an_error_or_ignored_but_no_crash() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let file = vendors().to_string();
    let ignored = file.replacen('{', &format!("{{\"x\":{deep},"), 1);
    assert!(Home::with_config(ignored).resolve(&[]).is_ok());
    defect(&deep, &["the file is a list"]);
    defect(
        file.replace("\"USERNAME\"", &deep),
        &["users[0].user.username is a list, expected text"],
    );
}
