//! Arguments are checked by the table of settings.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use modelarts::api::generated::settings::SETTINGS;
use modelarts::api::setting::Source;
use modelarts::config::{Arguments, CallOptions, Environment, RawValue, argument, resolve};

use crate::home::*;

fn problem(name: &str, value: RawValue) -> String {
    Arguments::new([(name, value)])
        .expect_err("an argument that is refused")
        .to_string()
}

#[test]
fn without_arguments_the_defaults_of_the_table_apply() {
    let arguments = given([
        ("region", "cn-north-4".into()),
        ("language", RawValue::Nothing),
    ]);
    let settings = resolve(&arguments, &Environment::empty()).unwrap();
    assert_eq!(
        settings.options,
        CallOptions {
            timeout: Some(Duration::from_secs(60)),
            max_retries: 3,
            validate: true,
        }
    );
    assert_eq!(
        settings.values.connect_timeout,
        Some(Duration::from_secs(10))
    );
    assert_eq!(settings.values.max_response_bytes, 32 * 1024 * 1024);
    assert_eq!(settings.values.language, None);
    assert_eq!(settings.origins["timeout"], "the default");
    assert_eq!(settings.origins["region"], "the argument");
}

#[test]
fn a_limit_is_checked_and_the_error_says_what_is_expected() {
    let seconds = "expected a number of seconds above 0 and up to 1e9, or None for no limit";
    for (name, value, expected) in [
        (
            "timeout",
            RawValue::Number(-1.0),
            format!("is -1, {seconds}"),
        ),
        (
            "timeout",
            RawValue::Integer(Some(0)),
            format!("is 0, {seconds}"),
        ),
        (
            "timeout",
            RawValue::Integer(None),
            format!("is inf, {seconds}"),
        ),
        (
            "connect_timeout",
            RawValue::Number(f64::NAN),
            format!("is NaN, {seconds}"),
        ),
        (
            "max_retries",
            RawValue::Integer(Some(-1)),
            "is -1, expected 0 to 100".into(),
        ),
        (
            "max_retries",
            RawValue::Integer(Some(101)),
            "is 101, expected 0 to 100".into(),
        ),
        (
            "max_retries",
            RawValue::Integer(None),
            "is beyond 64 bits, expected 0 to 100".into(),
        ),
        (
            "max_response_bytes",
            RawValue::Integer(Some(0)),
            "is 0, expected at least 1".into(),
        ),
        (
            "language",
            "fr".into(),
            "is \"fr\", expected \"en\" or \"zh\", also as a tag such as \"en_US\" or \"zh-Hans\", or None"
                .into(),
        ),
    ] {
        assert_eq!(problem(name, value), format!("{name}: {expected}"));
    }
}

#[test]
fn a_value_of_another_type_is_named_by_its_type() {
    for (name, value, expected) in [
        (
            "region",
            RawValue::Other("bytes".into()),
            "is bytes, expected str or None",
        ),
        (
            "password",
            RawValue::Boolean(true),
            "is bool, expected str or None",
        ),
        ("token", RawValue::NotUnicode, "can't be written as UTF-8"),
        ("verify_ssl", "no".into(), "is str, expected bool or None"),
        ("validate", RawValue::Nothing, "is NoneType, expected bool"),
        (
            "max_retries",
            RawValue::Number(1.5),
            "is float, expected int",
        ),
        ("timeout", "1".into(), "is str, expected float or None"),
        (
            "ca_bundle",
            RawValue::Boolean(true),
            "is bool, expected str, os.PathLike or None",
        ),
        (
            "poll",
            RawValue::Other("int".into()),
            "is int, expected modelarts.client.Poll",
        ),
        ("credentials_file", "/f".into(), "no setting has this name"),
        ("colour", "red".into(), "no setting has this name"),
    ] {
        assert_eq!(problem(name, value), format!("{name}: {expected}"));
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let refused = Arguments::new([
        ("timeout", RawValue::Number(0.0)),
        ("region", "cn-north-4".into()),
        ("max_retries", RawValue::Integer(Some(-1))),
    ]);
    let text = refused.unwrap_err().to_string();
    assert!(text.starts_with("timeout: is 0, "), "{text}");
    assert!(text.contains("; max_retries: is -1, "), "{text}");
}

#[test]
fn options_of_a_copy_change_alone() {
    let options = CallOptions {
        timeout: Some(Duration::from_secs(60)),
        max_retries: 3,
        validate: true,
    };
    let changed = options
        .with(&given([
            ("timeout", RawValue::Nothing),
            ("validate", false.into()),
        ]))
        .unwrap();
    assert_eq!((changed.timeout, changed.validate), (None, false));
    assert_eq!(changed.max_retries, 3);
    assert_eq!(options.with(&Arguments::default()).unwrap(), options);
}

#[test]
fn every_argument_is_found_by_its_name() {
    for setting in SETTINGS {
        let found = argument(setting.name).map(|setting| setting.name);
        let expected = setting.name_in(Source::Argument);
        assert_eq!(found, expected);
    }
    assert!(argument("colour").is_none());
}

#[test]
fn the_home_folder_is_that_of_the_variables_that_were_read() {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let variables = BTreeMap::from([(name.to_owned(), "/a-home".to_owned())]);
    let expanded = Environment::of_variables(variables).expand(&PathBuf::from("~/x"));
    assert_eq!(expanded, PathBuf::from("/a-home/x"));
}
