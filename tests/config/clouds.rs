//! Regions of other clouds, private clouds, and the forms of signatures.

use modelarts::auth::signer::Form;
use modelarts::auth::{Credential, Scope};
use modelarts::config::{Environment, RawValue, Settings, resolve};
use serde_json::json;

use crate::home::*;

fn with<const N: usize>(values: [(&str, &str); N]) -> Result<Settings, modelarts::error::Error> {
    let values = values.map(|(name, value)| (name, RawValue::from(value)));
    resolve(&given(values), &Environment::empty())
}

fn v11(region: &str) -> Form {
    let region = region.to_owned();
    Form::V11 { region }
}

#[test]
fn a_region_names_its_cloud() {
    for (region, endpoint, iam, form) in [
        (
            "cn-north-4",
            "https://modelarts.cn-north-4.myhuaweicloud.com",
            "https://iam.cn-north-4.myhuaweicloud.com",
            Form::Plain,
        ),
        (
            "eu-de",
            "https://modelarts.eu-de.otc.t-systems.com",
            "https://iam.eu-de.otc.t-systems.com",
            Form::Derived,
        ),
        (
            "eu-west-0",
            "https://modelarts.eu-west-0.prod-cloud-ocb.orange-business.com",
            "https://iam.eu-west-0.prod-cloud-ocb.orange-business.com",
            Form::Plain,
        ),
    ] {
        let settings = with([("token", "t"), ("region", region)]).unwrap();
        assert_eq!(settings.endpoint, endpoint);
        assert_eq!(settings.iam_endpoint, iam);
        assert_eq!(settings.signature, form, "{region}");
    }
}

#[test]
fn a_region_without_modelarts_says_so() {
    for (region, parts) in [
        (
            "eu-nl",
            [
                "Open Telekom Cloud",
                "\"eu-de\"",
                "endpoint=\"https://modelarts.eu-nl.otc.t-systems.com\"",
            ],
        ),
        (
            "eu-west-101",
            [
                "Huawei Cloud Europe",
                "without a known endpoint",
                "endpoint=",
            ],
        ),
        (
            "cn-east-2",
            ["Huawei Cloud", "22 of its regions", "endpoint="],
        ),
        (
            "eu-dee",
            ["not known", "\"eu-de\" may be meant", "endpoint="],
        ),
    ] {
        let text = error(with([("token", "t"), ("region", region)]));
        assert!(text.starts_with("region: "), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part:?} in: {text}");
        }
    }
}

#[test]
fn the_endpoint_names_the_cloud_before_the_region_does() {
    let endpoint = "https://modelarts.eu-xy.otc.t-systems.com";
    let settings = with([
        ("access_key", "AK"),
        ("secret_key", "SK"),
        ("region", "eu-xy"),
        ("endpoint", endpoint),
    ])
    .unwrap();
    assert_eq!(settings.iam_endpoint, "https://iam.eu-xy.otc.t-systems.com");
    assert_eq!(settings.signature, Form::Derived);
    let near = "https://modelarts.nototc.t-systems.com";
    let other = with([("token", "t"), ("endpoint", near)]).unwrap();
    assert_eq!(other.signature, Form::Plain);
    let gateway = [
        ("token", "t"),
        ("endpoint", "https://gateway"),
        ("region", "eu-de"),
    ];
    assert_eq!(with(gateway).unwrap().signature, Form::Derived);
}

#[test]
fn the_form_of_the_signature_can_be_set() {
    for (form, expected) in [
        ("plain", Form::Plain),
        ("derived", Form::Derived),
        ("v11", v11("eu-de")),
    ] {
        let settings = with([("token", "t"), ("region", "eu-de"), ("signature", form)]);
        assert_eq!(settings.unwrap().signature, expected);
    }
    let text = error(with([
        ("token", "t"),
        ("endpoint", "https://ma.example.com"),
        ("signature", "v11"),
    ]));
    assert!(
        text.starts_with("signature: ") && text.contains("give region"),
        "{text}"
    );
    let home = Home::with_config(altered("/clusters/0/cluster/signature", json!("derived")));
    assert_eq!(home.resolve(&[]).unwrap().signature, Form::Derived);
    let variable = [("MODELARTS_SIGNATURE", "v11")];
    assert_eq!(
        home.resolve(&variable).unwrap().signature,
        v11("cn-north-1")
    );
    let text = error(home.resolve(&[("MODELARTS_SIGNATURE", "v4")]));
    assert!(
        text.starts_with("MODELARTS_SIGNATURE: is \"v4\", expected \"plain\""),
        "{text}"
    );
}

#[test]
fn a_password_is_sent_to_no_iam_that_is_only_guessed() {
    let login = [
        ("username", "u"),
        ("password", "p"),
        ("region", "private-1"),
        ("endpoint", "https://modelarts.private-1.example.com"),
    ];
    let text = error(with(login));
    assert!(text.starts_with("iam_endpoint: is missing"), "{text}");
    let [username, password, region, endpoint] = login;
    let iam = (
        "iam_endpoint",
        "https://iam-apigateway-proxy.example.com:443/v3",
    );
    let settings = with([username, password, region, endpoint, iam]).unwrap();
    let expected = "https://iam-apigateway-proxy.example.com:443";
    assert_eq!(settings.iam_endpoint, expected);
    let token = [("token", "t"), region, endpoint];
    assert!(with(token).is_ok());
}

#[test]
fn the_address_of_iam_may_name_its_version() {
    for (address, expected) in [
        ("https://iam/v3", "https://iam"),
        ("https://iam/v3/", "https://iam"),
        ("https://iam/", "https://iam"),
        ("https://iam/keystone/v3", "https://iam/keystone"),
        (
            "https://iam.{region_name}.example/v3",
            "https://iam.eu-de.example",
        ),
    ] {
        let settings = with([
            ("token", "t"),
            ("region", "eu-de"),
            ("iam_endpoint", address),
        ]);
        assert_eq!(settings.unwrap().iam_endpoint, expected);
    }
    let old = ("iam_endpoint", "https://iam/v2.0/");
    let text = error(with([("token", "t"), ("region", "eu-de"), old]));
    assert!(
        text.starts_with("iam_endpoint: ") && text.contains("/v3"),
        "{text}"
    );
}

#[test]
fn a_project_can_be_given_by_its_name() {
    let account = ("account", "OTC-EU-DE-000000000010000XXXXX");
    let username = ("username", "12345678 OTC-EU-DE-000000000010009");
    let login = [account, username, ("password", "p")];
    let [account, username, password] = login;
    let name = ("project_name", "eu-de_shared1");
    let settings = with([account, username, password, name]).unwrap();
    assert_eq!(settings.scope(), Scope::Name("eu-de_shared1".to_owned()));
    assert_eq!(settings.region.as_deref(), Some("eu-de"));
    assert_eq!(settings.origins["region"], "the argument");
    let Credential::Password {
        account, username, ..
    } = &settings.credential
    else {
        panic!()
    };
    assert_eq!(account, "OTC-EU-DE-000000000010000XXXXX");
    assert_eq!(username, "12345678 OTC-EU-DE-000000000010009");
    // A name that begins with no region names none.
    let text = error(with([("token", "t"), ("project_name", "mine")]));
    assert!(text.contains("no region and no endpoint"), "{text}");
}

#[test]
fn of_id_and_name_the_earlier_source_has_the_project() {
    let home = Home::with_config(altered("/contexts/0/context/project_id", json!("p-file")));
    let scope = |values| {
        let settings = resolve(&values, &home.environment(&[])).unwrap();
        (settings.scope(), settings.project_id)
    };
    let id = |text: &str| (Scope::Project(text.into()), Some(text.into()));
    let name = |text: &str| (Scope::Name(text.to_owned()), None);
    assert_eq!(scope(given([])), id("p-file"));
    let by_name = given([("project_name", "cn-north-1_x".into())]);
    assert_eq!(scope(by_name), name("cn-north-1_x"));
    let both = given([
        ("project_name", "cn-north-1_x".into()),
        ("project_id", "p-argument".into()),
    ]);
    assert_eq!(scope(both), id("p-argument"));
}
