//! The configuration file.

use std::fs;

use modelarts::auth::Credential;
use modelarts::config::{Warning, resolve};
use modelarts::http::ProxySetting;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::home::*;

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
    assert!(
        settings.values.verify_ssl
            && settings.values.raise_on_error
            && settings.project_id.is_none()
    );
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
        assert_eq!(settings.values.verify_ssl, on, "{value}");
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
    let bundle = home.write("ca.pem", CERTIFICATE);
    let settings = home.resolve(&[]).unwrap();
    assert_eq!(settings.project_id.as_ref().unwrap().as_ref(), "p-context");
    assert!(!settings.values.raise_on_error);
    assert_eq!(settings.endpoint, "https://ma.example.com/prefix");
    assert_eq!(settings.iam_endpoint, "https://iam.example.com");
    assert_eq!(settings.ca_bundle.unwrap().path, bundle);
    let ProxySetting::Explicit(proxy) = &settings.proxy else {
        panic!("{:?}", settings.proxy);
    };
    assert_eq!(proxy.to_string(), "http://***@proxy:8080");
    let secrets = settings.proxy.secrets();
    assert_eq!(secrets[0].expose_secret(), "recognisable-proxy");
    assert!(matches!(
        settings.credential,
        Credential::AccessKey {
            security_token: Some(_),
            ..
        }
    ));
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
        altered("/contexts/0/context/user", json!("missing")),
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
        &["clusters[0].cluster.region", "is not a region"],
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
    let by_argument = given([("config_file", missing.clone().into())]);
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
    let folder = given([("config_file", home.0.clone().into())]);
    assert!(error(resolve(&folder, &home.environment(&[]))).contains("is a folder"));
}

#[test]
fn a_context_that_was_asked_for_must_be_there() {
    let asked = |name: &str| given([("context", name.into())]);
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
            (Some(meant), [Warning::Misspelled(text)]) => {
                let text = text.to_string();
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
        matches!(warnings.as_slice(), [Warning::Readable(text)] if text.to_string().contains("chmod 600")),
        "{warnings:?}"
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
fn of_a_key_that_occurs_twice_in_the_file_the_last_counts() {
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

#[test]
fn the_file_names_the_context_to_use_if_nothing_else_does() {
    let mut file = vendors();
    let other = json!({"name": "other", "context": {"cluster": "cn-north-1", "user": "user1", "project_id": "p"}});
    file["contexts"].as_array_mut().unwrap().push(other);
    file["current_context"] = json!("other");
    let home = Home::with_config(file.to_string());
    let settings = home.resolve(&[]).unwrap();
    assert_eq!(settings.context.as_deref(), Some("other"));
    let origin = settings.origins["context"].to_string();
    assert!(origin.ends_with("line 1: current_context"), "{origin}");
    let settings = home.resolve(&[("MODELARTS_CONTEXT", "default")]).unwrap();
    assert_eq!(settings.context.as_deref(), Some("default"));
    file["current_context"] = json!("gone");
    defect(
        file.to_string(),
        &["current_context names \"gone\"", "\"default\", \"other\""],
    );
    file["current_context"] = json!(7);
    defect(
        file.to_string(),
        &["current_context is a number, expected text"],
    );
}

#[test]
fn other_names_of_settings_are_named_in_the_errors_that_they_cause() {
    for (key, meant) in [
        ("ak", "access_key"),
        ("AccessKeyId", "access_key"),
        ("user", "username"),
        ("pwd", "password"),
    ] {
        let mut file = vendors();
        *file.pointer_mut("/users/0/user").unwrap() = json!({"account": "a"});
        file["users"][0]["user"][key] = json!("recognisable");
        let text = error(Home::with_config(file.to_string()).resolve(&[]));
        let hint =
            format!("users[0].user.{key} is not known and has no effect; {meant:?} may be meant");
        assert!(text.contains(&hint), "{text}");
        assert!(!text.contains("recognisable"), "{text}");
    }
}
