//! The variables `OS_*` and the clouds of OpenStack clients, here as JSON.

use modelarts::auth::signer::Form;
use modelarts::auth::{Credential, Scope};
use modelarts::config::{Settings, resolve};
use serde_json::{Value, json};

use crate::home::*;

/// A home folder with these clouds in it.
pub(crate) fn clouds(clouds: &Value) -> Home {
    let home = Home::new();
    let file = json!({ "clouds": clouds }).to_string();
    home.write(".config/openstack/clouds.json", file);
    home
}

pub(crate) fn otc() -> Value {
    json!({"otc": {
        "region_name": "eu-de",
        "auth": {
            "auth_url": "https://iam.eu-de.otc.t-systems.com/v3",
            "username": "user", "password": "recognisable-password",
            "user_domain_name": "OTC-EU-DE-000000000010000XXXXX",
            "project_name": "eu-de_project",
        },
        "ak": "AK-CLOUD", "sk": "recognisable-sk",
    }})
}

const LOGIN: [(&str, &str); 5] = [
    ("OS_AUTH_URL", "https://iam.env.example.com/v3"),
    ("OS_USERNAME", "user-env"),
    ("OS_PASSWORD", "recognisable-password"),
    ("OS_USER_DOMAIN_NAME", "OTC00000000001000000xxx"),
    ("OS_PROJECT_NAME", "eu-de_env"),
];

pub(crate) fn login(settings: &Settings) -> (&str, &str) {
    match &settings.credential {
        Credential::Password {
            account, username, ..
        } => (account, username),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_only_cloud_is_the_one_that_is_used() {
    let home = clouds(&otc());
    let settings = home.resolve(&[]).unwrap();
    let account = "OTC-EU-DE-000000000010000XXXXX";
    assert_eq!(login(&settings), (account, "user"));
    assert_eq!(settings.region.as_deref(), Some("eu-de"));
    assert_eq!(settings.iam_endpoint, "https://iam.eu-de.otc.t-systems.com");
    assert_eq!(settings.scope(), Scope::Name("eu-de_project".to_owned()));
    assert_eq!(settings.signature, Form::Derived);
    let file = home.0.join(".config/openstack/clouds.json");
    let place = format!("the cloud \"otc\" in {}", file.display());
    assert_eq!(settings.origins["credential"].to_string(), place);
    let place = format!("{}: clouds.otc.region_name", file.display());
    assert_eq!(settings.origins["region"].to_string(), place);
}

#[test]
fn variables_go_before_the_cloud_and_the_credential_comes_whole_from_one() {
    let home = clouds(&otc());
    let [auth_url, username, password, domain, project] = LOGIN;
    let settings = home
        .resolve(&[auth_url, username, password, domain, project])
        .unwrap();
    assert_eq!(login(&settings), ("OTC00000000001000000xxx", "user-env"));
    assert_eq!(settings.iam_endpoint, "https://iam.env.example.com");
    assert_eq!(settings.scope(), Scope::Name("eu-de_env".to_owned()));
    assert_eq!(settings.origins["credential"], "the variables OS_*");
    // The password of the cloud goes to no address of the variables, and is for no project of theirs.
    let region = ("OS_REGION_NAME", "eu-nl");
    let endpoint = (
        "OS_MODELARTS_ENDPOINT_OVERRIDE",
        "https://ma.env.example.com",
    );
    let settings = home
        .resolve(&[auth_url, username, domain, project, region, endpoint])
        .unwrap();
    assert_eq!(login(&settings).1, "user");
    assert_eq!(settings.iam_endpoint, "https://iam.eu-de.otc.t-systems.com");
    assert_eq!(settings.scope(), Scope::Name("eu-de_project".to_owned()));
    assert_eq!(settings.region.as_deref(), Some("eu-nl"));
    assert_eq!(settings.endpoint, "https://ma.env.example.com");
}

#[test]
fn our_own_sources_go_before_those_of_openstack() {
    let mut file = vendors();
    file["clusters"][0]["cluster"] = json!({"region": "cn-north-1"});
    let home = Home::with_config(file.to_string());
    home.write(
        ".config/openstack/clouds.json",
        json!({ "clouds": otc() }).to_string(),
    );
    let mut variables = LOGIN.to_vec();
    variables.extend([
        ("OS_REGION_NAME", "eu-de"),
        ("OS_CACERT", "/env.pem"),
        ("OS_INSECURE", "true"),
        (
            "OS_MODELARTS_ENDPOINT_OVERRIDE",
            "https://ma.env.example.com",
        ),
        ("OS_PROJECT_ID", "p-env"),
    ]);
    let settings = home.resolve(&variables).unwrap();
    assert_eq!(login(&settings), ("ACCOUNT", "USERNAME"));
    assert_eq!(settings.region.as_deref(), Some("cn-north-1"));
    assert_eq!(
        settings.endpoint,
        "https://modelarts.cn-north-1.myhuaweicloud.com"
    );
    assert_eq!(
        settings.iam_endpoint,
        "https://iam.cn-north-1.myhuaweicloud.com"
    );
    assert_eq!(settings.scope(), Scope::Region("cn-north-1".to_owned()));
    assert!(settings.values.verify_ssl && settings.ca_bundle.is_none());
    // With a credential of the variables, what ours don't set comes from there, too.
    let region = given([("region", "eu-de".into())]);
    let only = Home::new();
    let settings = resolve(&region, &only.environment(&variables)).unwrap();
    assert_eq!(settings.origins["region"], "the argument");
    assert_eq!(settings.endpoint, "https://ma.env.example.com");
    assert_eq!(settings.iam_endpoint, "https://iam.env.example.com");
    assert_eq!(settings.scope(), Scope::Project("p-env".into()));
    assert!(!settings.values.verify_ssl);
    assert_eq!(settings.origins["verify_ssl"], "OS_INSECURE");
}

#[test]
fn with_a_credential_of_ours_they_only_name_the_region() {
    let home = clouds(&otc());
    let keys = || given([("access_key", "AK".into()), ("secret_key", "SK".into())]);
    let by_file = resolve(&keys(), &home.environment(&[])).unwrap();
    assert_eq!(by_file.region.as_deref(), Some("eu-de"));
    assert!(by_file.project_name.is_none());
    let mut variables = LOGIN.to_vec();
    variables.extend([("OS_REGION_NAME", "eu-de"), ("OS_CACERT", "/env.pem")]);
    let by_variable = resolve(&keys(), &Home::new().environment(&variables)).unwrap();
    assert_eq!(by_variable.origins["region"], "OS_REGION_NAME");
    assert_eq!(
        by_variable.iam_endpoint,
        "https://iam.eu-de.otc.t-systems.com"
    );
    assert!(by_variable.ca_bundle.is_none() && by_variable.project_name.is_none());
    let endpoint = given([
        ("token", "t".into()),
        ("endpoint", "https://ma.example.com".into()),
    ]);
    let located = resolve(&endpoint, &Home::new().environment(&variables)).unwrap();
    assert_eq!(located.region, None);
    let regional = (
        "HUAWEICLOUD_SDK_REGION_MODELARTS_CN_NORTH_4",
        "https://one.example.com",
    );
    variables.push(regional);
    let located = resolve(&keys(), &Home::new().environment(&variables)).unwrap();
    assert_eq!(located.region.as_deref(), Some("cn-north-4"));
}

#[test]
fn a_file_that_nothing_is_needed_from_is_not_read() {
    let home = Home::with_config(vendors().to_string());
    home.write(".config/openstack/clouds.json", "not json");
    let cloud = ("OS_CLOUD", "prod-cloud-ocb.orange-business.com");
    assert!(home.resolve(&[cloud]).is_ok());
    let mut variables = LOGIN.to_vec();
    variables.extend([cloud, ("OS_REGION_NAME", "eu-west-0")]);
    home.write(".modelarts/config.json", "{}");
    assert!(home.resolve(&variables).is_ok());
}

#[test]
fn the_kind_of_credential_is_that_of_an_openstack_client() {
    let kinds = |changes: Value| {
        let mut all = otc();
        let cloud = all["otc"].as_object_mut().unwrap();
        cloud.extend(changes.as_object().unwrap().clone());
        let settings = clouds(&all).resolve(&[("OS_CLOUD", "otc")]).unwrap();
        settings.credential.kind()
    };
    assert_eq!(kinds(json!({})), "password");
    assert_eq!(kinds(json!({"token": "recognisable-token"})), "token");
    for (auth_type, kind) in [
        ("password", "password"),
        ("v3password", "password"),
        ("aksk", "access key"),
        ("", "password"),
    ] {
        assert_eq!(kinds(json!({"auth_type": auth_type})), kind, "{auth_type}");
    }
    let auth = json!({"auth": {"ak": "AK", "sk": "recognisable-sk", "security_token": "t"}, "ak": null, "sk": null});
    assert_eq!(kinds(auth), "temporary access key");
    let keys = [
        ("OS_ACCESS_KEY", "AK"),
        ("OS_SECRET_KEY", "recognisable-sk"),
        ("OS_REGION_NAME", "eu-de"),
    ];
    assert_eq!(access_key(&Home::new().resolve(&keys).unwrap()), "AK");
}

#[test]
fn what_can_not_be_used_is_an_error_only_where_it_was_asked_for() {
    let federated = json!({"a": {"region_name": "eu-de", "auth_type": "v3oidcpassword", "auth": {"username": "u", "password": "recognisable-password"}}});
    let home = clouds(&federated);
    let text = error(home.resolve(&[("OS_CLOUD", "a")]));
    assert!(
        text.contains("clouds.a.auth_type: \"v3oidcpassword\" is not supported"),
        "{text}"
    );
    let Credential::Agency { looked_in, .. } = home.resolve(&[]).unwrap().credential else {
        panic!()
    };
    assert!(
        looked_in.to_string().contains("v3oidcpassword"),
        "{looked_in}"
    );
    // What is no credential without more doesn't stop the search for one.
    let rest = [
        ("OS_USER_DOMAIN_NAME", "d"),
        ("OS_USERNAME", "u"),
        ("OS_REGION_NAME", "eu-de"),
    ];
    let settings = Home::new().resolve(&rest).unwrap();
    assert!(matches!(settings.credential, Credential::Agency { .. }));
}

#[test]
fn a_cloud_that_is_named_and_has_half_a_credential_is_an_error() {
    for password in [json!(null), json!("")] {
        let home = clouds(&json!({"a": {
            "region_name": "eu-de", "auth": {"username": "u", "password": password},
        }}));
        let text = error(home.resolve(&[("OS_CLOUD", "a")]));
        assert!(
            text.contains("has username alone; a user needs username and password"),
            "{text}"
        );
        let settings = home.resolve(&[]).unwrap();
        assert!(matches!(settings.credential, Credential::Agency { .. }));
    }
    // One without any of it selects the region.
    let home = clouds(&json!({"a": {"region_name": "eu-de"}}));
    let settings = home.resolve(&[("OS_CLOUD", "a")]).unwrap();
    assert!(matches!(settings.credential, Credential::Agency { .. }));
    assert_eq!(settings.region.as_deref(), Some("eu-de"));
}

#[test]
fn a_profile_of_another_vendor_sends_no_password_to_the_iam_of_the_region() {
    let with = |changes: Value| {
        let mut cloud = json!({"region_name": "eu-de", "auth": {
            "username": "u", "password": "recognisable-password", "user_domain_name": "d",
        }});
        cloud
            .as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        clouds(&json!({ "x": cloud }))
    };
    for key in ["profile", "cloud"] {
        let home = with(json!({ key: "vexxhost" }));
        let text = error(home.resolve(&[("OS_CLOUD", "x")]));
        assert!(
            text.contains(&format!("clouds.x.{key}: this profile is not known here")),
            "{text}"
        );
        assert!(text.contains("write auth_url"), "{text}");
        // It was not asked for, and is not used.
        let settings = home.resolve(&[("MODELARTS_REGION", "eu-de")]).unwrap();
        let Credential::Agency { looked_in, .. } = &settings.credential else {
            panic!()
        };
        assert!(
            looked_in.to_string().contains("this profile is not known"),
            "{looked_in}"
        );
        assert!(
            with(json!({ key: "otc" }))
                .resolve(&[("OS_CLOUD", "x")])
                .is_ok()
        );
    }
    let located = json!({"profile": "vexxhost", "auth_url": "https://iam.example.com/v3"});
    let settings = with(located).resolve(&[("OS_CLOUD", "x")]).unwrap();
    assert_eq!(settings.iam_endpoint, "https://iam.example.com");
}

#[test]
fn certificates_are_checked_as_the_cloud_says() {
    for (changes, verified, bundle) in [
        (json!({}), true, None),
        (json!({"cacert": "~/ca.pem"}), true, Some("ca.pem")),
        (json!({"verify": false}), false, None),
        (json!({"verify": "True"}), true, None),
        (json!({"insecure": "1"}), false, None),
        (json!({"insecure": false, "verify": "no"}), false, None),
    ] {
        let mut all = otc();
        let cloud = all["otc"].as_object_mut().unwrap();
        cloud.extend(changes.as_object().unwrap().clone());
        let home = clouds(&all);
        home.write("ca.pem", CERTIFICATE);
        home.write("general.pem", CERTIFICATE);
        let settings = home
            .resolve(&[("REQUESTS_CA_BUNDLE", "~/general.pem")])
            .unwrap();
        assert_eq!(settings.values.verify_ssl, verified, "{changes}");
        let bundle = home.0.join(bundle.unwrap_or("general.pem"));
        assert_eq!(settings.ca_bundle.unwrap().path, bundle, "{changes}");
    }
}
