//! Which certificates are trusted, and what the errors say.

use std::ffi::OsString;
use std::path::Path;

use modelarts::config::{Settings, resolve};
use modelarts::error::Error;

use crate::home::*;

/// Resolves settings with a token and these variables.
fn bundle(home: &Home, variables: &[(&str, &str)], verify_ssl: bool) -> Result<Settings, Error> {
    let arguments = given([
        ("token", "recognisable-token".into()),
        ("region", "cn-north-1".into()),
        ("verify_ssl", verify_ssl.into()),
    ]);
    resolve(&arguments, &home.environment(variables))
}

/// The path that is trusted, and what named it.
fn trusted(home: &Home, variables: &[(&str, &str)]) -> Option<(OsString, String)> {
    let settings = bundle(home, variables, true).unwrap();
    let origin = settings.origins.get("ca_bundle").map(ToString::to_string);
    let path = settings.ca_bundle?.path;
    Some((path.file_name().unwrap().to_owned(), origin.unwrap()))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_setting_goes_before_the_variables_of_openssl() {
    let home = Home::new();
    let one = home.write("one.pem", CERTIFICATE);
    let two = home.write("two.pem", CERTIFICATE);
    home.write("folder/5ed36f99.0", CERTIFICATE);
    let folder = home.0.join("folder");
    let requests = ("REQUESTS_CA_BUNDLE", text(&one));
    let file = ("SSL_CERT_FILE", text(&two));
    let folders = ("SSL_CERT_DIR", text(&folder));
    for (variables, path, origin) in [
        (
            &[requests, file, folders][..],
            "one.pem",
            "REQUESTS_CA_BUNDLE",
        ),
        (&[file, folders], "two.pem", "SSL_CERT_FILE"),
        (&[folders], "folder", "SSL_CERT_DIR"),
        (
            &[("SSL_CERT_FILE", "/missing"), folders],
            "folder",
            "SSL_CERT_DIR",
        ),
    ] {
        let found = trusted(&home, variables);
        assert_eq!(found, Some((path.into(), origin.to_owned())));
    }
    assert_eq!(trusted(&home, &[]), None);
    assert_eq!(trusted(&home, &[("SSL_CERT_DIR", ":")]), None);
}

#[test]
fn a_setting_without_certificates_is_an_error_that_says_what_names_it() {
    let home = Home::new();
    let missing = home.0.join("missing.pem");
    let missing = text(&missing);
    let refused = error(bundle(&home, &[("REQUESTS_CA_BUNDLE", missing)], true));
    let expected = format!("{missing}, which REQUESTS_CA_BUNDLE names, does not exist; name a PEM");
    assert!(refused.starts_with(&expected), "{refused}");
    let home = Home::with_config(altered("/clusters/0/cluster/ca_bundle", missing.into()));
    let refused = error(home.resolve(&[]));
    assert!(refused.contains("config.json"), "{refused}");
}

#[test]
fn what_is_not_verified_is_not_read() {
    let home = Home::new();
    for name in ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"] {
        assert!(bundle(&home, &[(name, "/missing.pem")], false).is_ok());
    }
}
