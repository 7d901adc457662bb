//! The files with the clouds of OpenStack clients, here as JSON: which one is read, and what is wrong in it.

use modelarts::auth::{Credential, Scope};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::home::*;
use crate::openstack::{clouds, login, otc};

#[test]
fn the_secret_file_is_merged_over_the_clouds() {
    let home = clouds(&json!({
        "a": {"region_name": "eu-de", "auth": {"username": "u", "password": "p-clouds"}},
        "b": {"region_name": "eu-west-0"},
    }));
    home.write(
        ".config/openstack/secure.json",
        json!({"clouds": {
            "a": {"auth": {"password": "recognisable-password"}},
            "c": {"region_name": "cn-north-1", "auth": {"token": "recognisable-token"}},
        }})
        .to_string(),
    );
    let settings = home.resolve(&[("OS_CLOUD", "a")]).unwrap();
    let Credential::Password { password, .. } = &settings.credential else {
        panic!()
    };
    assert_eq!(password.expose_secret(), "recognisable-password");
    assert_eq!(settings.region.as_deref(), Some("eu-de"));
    let settings = home.resolve(&[("OS_CLOUD", "c")]).unwrap();
    assert!(matches!(settings.credential, Credential::Token(_)));
    let text = error(home.resolve(&[("OS_CLOUD", "d")]));
    assert!(
        text.starts_with("OS_CLOUD: there is no cloud \"d\""),
        "{text}"
    );
    assert!(
        text.contains("the clouds are \"a\", \"b\", \"c\""),
        "{text}"
    );
    // Of several clouds, none is used unless it is named.
    let settings = home.resolve(&[("MODELARTS_REGION", "eu-de")]).unwrap();
    let Credential::Agency { looked_in, .. } = &settings.credential else {
        panic!()
    };
    assert!(
        looked_in.to_string().contains("name one with OS_CLOUD"),
        "{looked_in}"
    );
}

/// The parts of the text that an error about the file must have.
fn defect(cloud: Value, parts: &[&str]) {
    let home = clouds(&json!({ "c": cloud }));
    let text = error(home.resolve(&[("OS_CLOUD", "c")]));
    assert!(text.contains("clouds.json: clouds.c"), "the place: {text}");
    for part in parts {
        assert!(text.contains(part), "{part:?} in: {text}");
    }
    assert!(!text.contains("recognisable"), "{text}");
}

#[test]
fn every_defect_of_a_cloud_is_named_with_its_key_and_what_to_write() {
    defect(json!("text"), &["is text, expected a mapping with auth"]);
    defect(
        json!({"auth": []}),
        &[".auth: is a list, expected a mapping"],
    );
    let login = |auth: Value| json!({"region_name": "eu-de", "auth": auth});
    defect(
        login(json!({"username": "u", "password": ["recognisable"]})),
        &["auth.password: is a list, expected text", "quotes"],
    );
    defect(
        login(json!({"username": "u", "password": true})),
        &["auth.password: is true or false, expected text"],
    );
    defect(
        login(json!({"user_id": "u", "password": "recognisable-password"})),
        &["auth.user_id: an id can't be used here; write username"],
    );
    defect(
        login(json!({"username": "u", "user_domain_id": "d", "password": "recognisable"})),
        &["auth.user_domain_id: ", "write user_domain_name"],
    );
    let mut unverified = otc()["otc"].clone();
    unverified["verify"] = json!("recognisable");
    defect(unverified, &["verify: is neither true nor false"]);
    let home = clouds(&json!({"c": login(json!({"password": "recognisable-password"}))}));
    let text = error(home.resolve(&[]));
    assert!(text.contains("the cloud \"c\" in"), "{text}");
    assert!(
        text.contains("has password alone; a user needs username"),
        "{text}"
    );
    let variables = [("OS_PASSWORD", "recognisable-password")];
    let text = error(Home::new().resolve(&variables));
    assert!(
        text.contains("has OS_PASSWORD alone; a user needs OS_USERNAME"),
        "{text}"
    );
    for (text, part) in [
        ("[]", "is a list, expected a mapping with clouds"),
        ("{\"clouds\": 1}", "clouds: is a number, expected a mapping"),
        ("{", "not JSON"),
    ] {
        let home = Home::new();
        home.write(".config/openstack/clouds.json", text);
        let said = error(home.resolve(&[]));
        assert!(
            said.contains("clouds.json: ") && said.contains(part),
            "{said}"
        );
    }
}

#[test]
fn the_files_can_be_named_and_are_looked_for_in_order() {
    let home = Home::new();
    let cloud =
        |name: &str| json!({"clouds": {"c": {"region_name": "eu-de", "auth": {"token": name}}}});
    let token = |variables: &[(&str, &str)]| {
        let settings = home.resolve(variables).unwrap();
        let Credential::Token(token) = settings.credential else {
            panic!()
        };
        token.expose_secret().to_owned()
    };
    home.write(".config/openstack/clouds.json", cloud("home").to_string());
    assert_eq!(token(&[]), "home");
    home.write("xdg/openstack/clouds.json", cloud("xdg").to_string());
    let xdg = home.0.join("xdg");
    let xdg = ("XDG_CONFIG_HOME", xdg.to_str().unwrap());
    assert_eq!(token(&[xdg]), "xdg");
    home.write("named.json", cloud("named").to_string());
    let named = ("OS_CLIENT_CONFIG_FILE", "~/named.json");
    assert_eq!(token(&[xdg, named]), "named");
    home.write("secret.json", cloud("secret").to_string());
    let secret = ("OS_CLIENT_SECURE_FILE", "~/secret.json");
    assert_eq!(token(&[xdg, named, secret]), "secret");
    let missing = ("OS_CLIENT_CONFIG_FILE", "~/missing.json");
    let text = error(home.resolve(&[missing]));
    assert!(
        text.contains("which OS_CLIENT_CONFIG_FILE names, does not exist"),
        "{text}"
    );
}

#[test]
fn keys_may_have_their_old_names_and_dashes_and_regions_may_be_a_list() {
    let home = clouds(&json!({"c": {
        "regions": ["eu-de", "eu-nl"],
        "auth": {"username": "u", "password": "p", "domain-name": "d", "tenant_name": "eu-de_t"},
    }}));
    let settings = home.resolve(&[]).unwrap();
    assert_eq!(login(&settings), ("d", "u"));
    assert_eq!(settings.region.as_deref(), Some("eu-de"));
    assert_eq!(settings.scope(), Scope::Name("eu-de_t".to_owned()));
}

#[cfg(unix)]
#[test]
fn a_file_with_a_secret_that_others_can_read_earns_a_warning() {
    use modelarts::config::{Warning, resolve};
    use std::os::unix::fs::PermissionsExt as _;
    let home = clouds(&otc());
    let file = home.0.join(".config/openstack/clouds.json");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let settings = home.resolve(&[]).unwrap();
    assert!(
        matches!(settings.warnings.as_slice(), [Warning::Readable(text)] if text.to_string().contains("clouds.json"))
    );
    let token = given([("token", "t".into())]);
    let settings = resolve(&token, &home.environment(&[])).unwrap();
    assert!(settings.warnings.is_empty());
}

#[test]
fn yaml_needs_something_to_read_it_with() {
    let home = Home::new();
    home.write(".config/openstack/clouds.yaml", "clouds: {}");
    let text = error(home.resolve(&[("OS_CLOUD", "c")]));
    assert!(text.contains("clouds.yaml is YAML; "), "{text}");
    // A file that no setting names is ignored.
    let settings = home.resolve(&[("MODELARTS_REGION", "eu-de")]).unwrap();
    let Credential::Agency { looked_in, .. } = &settings.credential else {
        panic!()
    };
    assert!(
        looked_in.to_string().contains("clouds.yaml is YAML; "),
        "{looked_in}"
    );
}
