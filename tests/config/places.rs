//! Which place goes first, and where requests go.

use std::path::PathBuf;

use modelarts::auth::Credential;
use modelarts::config::{Arguments, Environment, RawValue, Settings, region, resolve};
use modelarts::http::ProxySetting;
use serde_json::{Value, json};

use crate::home::*;

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
    let arguments = given([("endpoint", "https://arg.example.com".into())]);
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
        assert_eq!(settings.project_id.unwrap().as_ref(), "p");
    }
}

#[test]
fn an_address_that_is_none_is_refused() {
    for (endpoint, part) in [
        ("modelarts.example.com", "https://"),
        ("ftp://example.com", "https://"),
        ("https://", "not a URL"),
        (
            "https://user:recognisable@example.com",
            "user or a password",
        ),
        ("https://example.com?x=1", "a query"),
        ("https://example.com#x", "a fragment"),
    ] {
        let arguments = given([("token", "t".into()), ("endpoint", endpoint.into())]);
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
        let arguments = given([
            ("token", "t".into()),
            ("endpoint", endpoint.into()),
            ("iam_endpoint", endpoint.into()),
        ]);
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
fn the_endpoints_are_those_that_the_vendors_sdk_lists() {
    const MODELARTS: &str = "af-north-1 af-south-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 cn-east-3 cn-east-4 cn-north-1 \
        cn-north-11 cn-north-12 cn-north-2 cn-north-4 cn-north-9 cn-south-1 cn-southwest-2 cn-southwest-3 la-north-2 la-south-2 \
        me-east-1 sa-brazil-1 tr-west-1";
    const IAM: &str = "ae-ad-1 af-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 cn-east-2 cn-east-3 \
        cn-east-4 cn-east-5 cn-north-1 cn-north-12 cn-north-2 cn-north-4 cn-north-9 cn-south-1 cn-south-2 cn-southwest-2 \
        la-north-2 la-south-2 me-east-1 my-kualalumpur-1 na-mexico-1 ru-moscow-1 sa-brazil-1 tr-west-1";
    assert_eq!(
        (
            MODELARTS.split_whitespace().count() + 1,
            IAM.split_whitespace().count()
        ),
        // One of the 27 is of another cloud: eu-west-0.
        (22, 26)
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
        let text = |value: &Value| value.as_str().map_or(RawValue::Nothing, RawValue::from);
        let arguments = given([
            ("project_id", text(&set("argument", "p-"))),
            ("iam_endpoint", text(&set("argument", "https://"))),
        ]);
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
        "region": "cn-north-1", "verify_ssl": "true", "ca_bundle": "~/file.pem", "proxy": "http://file:1",
    });
    let home = Home::with_config(file.to_string());
    let file_bundle = home.write("file.pem", CERTIFICATE);
    let by_file = home.resolve(&[("MODELARTS_CONFIG", "")]).unwrap();
    assert!(by_file.values.verify_ssl && !by_file.values.raise_on_error);
    assert_eq!(by_file.ca_bundle.unwrap().path, file_bundle);
    let arguments = given([
        ("verify_ssl", false.into()),
        ("raise_on_error", true.into()),
        ("ca_bundle", "/argument.pem".into()),
        ("proxy", "http://argument:1".into()),
        ("region", "cn-south-1".into()),
    ]);
    let settings = resolve(&arguments, &home.environment(&[])).unwrap();
    assert!(!settings.values.verify_ssl && settings.values.raise_on_error);
    assert_eq!(
        settings.ca_bundle.unwrap().path,
        PathBuf::from("/argument.pem")
    );
    let ProxySetting::Explicit(proxy) = &settings.proxy else {
        panic!("{:?}", settings.proxy);
    };
    assert_eq!(proxy.to_string(), "http://argument:1");
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
    let argument = given([("config_file", by_argument.into())]);
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
fn a_region_becomes_part_of_a_hosts_name_and_so_is_checked_wherever_it_comes_from() {
    for region in [
        "evil.example.com/",
        "CN-NORTH-4",
        "cn_north_4",
        "cn north",
        "cn-north-4#",
        "地区",
    ] {
        let arguments = given([("region", region.into())]);
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
