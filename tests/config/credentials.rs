//! Credentials, and the credentials file.

use std::fs;

use modelarts::auth::Credential;
use modelarts::config::{Environment, region, resolve};
use modelarts::http::ProxySetting;
use secrecy::ExposeSecret;
use serde_json::json;

use crate::home::*;

#[test]
fn the_credential_comes_whole_from_the_first_source_that_has_one() {
    let home = Home::with_config(vendors().to_string());
    home.write(".huaweicloud/credentials", PROFILE);
    let arguments = given([("token", "recognisable-token".into())]);
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
    assert_eq!(by_profile.project_id.unwrap().as_ref(), "p-profile");
}

#[test]
fn a_users_project_goes_with_that_users_credential_only() {
    let home = Home::with_config(altered("/users/0/user/project_id", json!("p-user")));
    assert_eq!(
        home.resolve(&[]).unwrap().project_id.unwrap().as_ref(),
        "p-user"
    );
    let arguments = given([("token", "t".into())]);
    assert!(
        resolve(&arguments, &home.environment(&[]))
            .unwrap()
            .project_id
            .is_none()
    );
}

#[test]
fn a_profile_value_is_taken_literally() {
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

#[test]
fn a_password_needs_a_region_or_a_project_for_its_token() {
    let with = |name: &str, value: &str| {
        given([
            ("username", "u".into()),
            ("password", "p".into()),
            ("endpoint", "https://ma.example.com".into()),
            (name, value.into()),
        ])
    };
    let arguments = with("account", "");
    assert!(
        error(resolve(&arguments, &Environment::empty()))
            .contains("region: is missing, and so is project_id")
    );
    let with_project = with("project_id", "p");
    assert_eq!(
        resolve(&with_project, &Environment::empty())
            .unwrap()
            .iam_endpoint,
        region::IAM_DEFAULT
    );
}

#[test]
fn no_secret_is_in_what_can_be_printed() {
    let home = Home::with_config(altered(
        "/clusters/0/cluster/proxy",
        json!("http://u:recognisable-proxy@p:1"),
    ));
    home.write(".huaweicloud/credentials", PROFILE);
    let arguments = given([
        ("password", "recognisable-argument".into()),
        ("username", "u".into()),
    ]);
    let environment = home.environment(&KEYS);
    let settings = resolve(&arguments, &environment).unwrap();
    let printed = format!(
        "{arguments:?} {environment:?} {settings:?} {:?}",
        home.resolve(&KEYS).unwrap()
    );
    assert!(!printed.contains("recognisable"), "{printed}");
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
            given([("access_key", "AK".into())]),
            ["access_key alone", "secret_key"],
        ),
        (
            given([("security_token", "recognisable".into())]),
            ["security_token alone", "access_key and secret_key"],
        ),
        (
            given([("username", "u".into())]),
            ["username alone", "password"],
        ),
        (
            given([
                ("username", "u".into()),
                ("password", "recognisable".into()),
                ("token", "recognisable".into()),
            ]),
            ["username, password, token", "different credentials"],
        ),
        (
            given([
                ("access_key", "AK".into()),
                ("secret_key", "recognisable".into()),
                ("account", "a".into()),
            ]),
            ["access_key, secret_key, account", "different credentials"],
        ),
    ] {
        let text = error(resolve(&arguments, &whole.environment(&KEYS)));
        assert!(text.starts_with("the arguments: "), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("recognisable"), "{text}");
    }
}

#[test]
fn what_is_empty_counts_as_left_out() {
    let home = Home::with_config(vendors().to_string());
    let arguments = given([
        ("context", "".into()),
        ("access_key", "".into()),
        ("secret_key", "".into()),
        ("password", "".into()),
        ("token", "".into()),
        ("proxy", "".into()),
    ]);
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
    assert!(matches!(settings.proxy, ProxySetting::Direct));
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
        let arguments = given([
            ("token", secret.into()),
            ("endpoint", "https://ma.example.com".into()),
        ]);
        let text = error(resolve(&arguments, &Environment::empty()));
        assert!(text.contains("token") && text.contains(part), "{text}");
        assert!(!text.contains("recog"), "{text}");
    }
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
fn where_nothing_is_found_the_machines_agency_is_left_to_ask_and_an_error_lists_every_place() {
    let home = Home::new();
    home.write(
        ".huaweicloud/credentials",
        b"[other]\nak = AK\nsk = recognisable\n",
    );
    let variables = [
        ("MODELARTS_REGION", "cn-north-4"),
        ("MODELARTS_METADATA_ENDPOINT", "http://127.0.0.1:9"),
    ];
    let settings = home.resolve(&variables).unwrap();
    let Credential::Agency {
        endpoint,
        looked_in,
    } = &settings.credential
    else {
        panic!("{:?}", settings.credential);
    };
    assert_eq!(endpoint, "http://127.0.0.1:9");
    for part in [
        "no credential was found",
        "arguments",
        ".modelarts/config.json (does not exist)",
        "HUAWEICLOUD_SDK_AK",
        ".huaweicloud/credentials",
        "the metadata service",
        "create_client(",
    ] {
        assert!(looked_in.to_string().contains(part), "{part}: {looked_in}");
    }
    assert!(!looked_in.to_string().contains("recognisable"));
    let settings = home.resolve(&variables[..1]).unwrap();
    assert!(
        matches!(&settings.credential, Credential::Agency { endpoint, .. } if endpoint == "http://169.254.169.254")
    );
}

#[test]
fn without_region_and_endpoint_every_place_of_one_is_listed() {
    let text = error(Home::new().resolve(&KEYS));
    for place in [
        "no region and no endpoint",
        "MODELARTS_REGION",
        "MODELARTS_ENDPOINT",
        "config.json (does not exist)",
        "OS_REGION_NAME",
        "clouds.yaml (there is none)",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
    // What keeps the clouds from being used is said, too.
    let home = Home::new();
    let clouds = json!({"clouds": {"a": {"region_name": "eu-de"}, "b": {}}});
    home.write(".config/openstack/clouds.json", clouds.to_string());
    let text = error(home.resolve(&KEYS));
    assert!(
        text.contains("clouds.json (the clouds are \"a\", \"b\"), name one with OS_CLOUD"),
        "{text}"
    );
}
