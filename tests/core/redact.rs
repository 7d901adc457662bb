//! Secrets are masked in what people read, and ordinary text is unchanged.
#![allow(clippy::indexing_slicing, reason = "tests")]

use http::{HeaderName, HeaderValue};
use modelarts::transport::redact;
use proptest::prelude::*;
use secrecy::SecretString;

fn secrets(texts: &[&str]) -> Vec<SecretString> {
    texts.iter().map(|text| (*text).into()).collect()
}

fn masked(text: &str) -> String {
    redact::text(text, &secrets(&["s3cret-value", "ab"]))
}

#[test]
fn known_secrets_and_values_of_secret_keys_are_masked() {
    let cases = [
        ("x s3cret-value y", "x *** y"),
        (
            r#"{"password": "hunter2", "a": "b"}"#,
            r#"{"password": "***", "a": "b"}"#,
        ),
        (
            r#"{"X-Auth-Token":"t","n":1}"#,
            r#"{"X-Auth-Token":"***","n":1}"#,
        ),
        (
            r#"{"secret_key": "with \"quotes\" in it", "a": 1}"#,
            r#"{"secret_key": "***", "a": 1}"#,
        ),
        (r#"{"password": "cut off"#, r#"{"password": "***"#),
        ("the end cuts s3cret-va", "the end cuts ***"),
    ];
    for (text, expected) in cases {
        assert_eq!(masked(text), expected);
    }
}

#[test]
fn ordinary_text_is_unchanged() {
    for text in [
        "",
        "ab ab ab",
        r#"{"error_msg": "the token has expired", "error_code": "ModelArts.0202"}"#,
        r#"{"token": {"expires_at": "2020"}}"#,
        "<html>\"unbalanced</html>",
        "令牌 \"token\" 无效",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn the_values_of_secret_headers_are_masked() {
    let headers = [
        "authorization",
        "x-auth-token",
        "x-subject-token",
        "x-security-token",
        "set-cookie",
        "date",
    ];
    let headers = headers
        .map(|name| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static("value"),
            )
        })
        .into_iter()
        .collect();
    let masked = redact::headers(&headers, &[]);
    let shown: Vec<_> = masked
        .iter()
        .filter(|(_, value)| value == "value")
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(shown, ["date"]);
}

#[test]
fn a_secret_that_begins_like_another_is_masked_to_its_end() {
    for texts in [["recog", "recognisable"], ["recognisable", "recog"]] {
        assert_eq!(
            redact::text("x recognisable y", &secrets(&texts)),
            "x *** y"
        );
    }
}

#[test]
fn a_secret_is_masked_wherever_a_text_is_cut() {
    let secrets = secrets(&["recognisable"]);
    for text in [
        r#"{"error_msg": "no recognisable here", "x": 1}"#,
        r#"{"password": "another \"one\"", "x": ["recognisable"]}"#,
        r#"{"X-Subject-Token" : "another"}"#,
    ] {
        for at in 0..=text.len() {
            let masked = redact::text(&text[..at], &secrets);
            assert!(!masked.contains("recogn"), "{masked}");
            assert!(!masked.contains("anoth"), "{masked}");
        }
    }
}

#[test]
fn in_the_values_of_other_headers_only_the_secrets_are_masked() {
    let headers = [
        ("location", "https://x/?t=recognisable"),
        ("x-request-id", "id"),
    ]
    .map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    })
    .into_iter()
    .collect();
    assert_eq!(
        redact::headers(&headers, &secrets(&["recognisable"])),
        [
            ("location".to_owned(), "https://x/?t=***".to_owned()),
            ("x-request-id".to_owned(), "id".to_owned()),
        ]
    );
}

proptest! {
    #[test]
    fn text_without_quotes_and_secrets_is_unchanged(text in "[^\"]*") {
        prop_assert_eq!(masked(&text.replace("s3cr", "")), text.replace("s3cr", ""));
    }

    #[test]
    fn masking_twice_changes_no_more(text in any::<String>()) {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once);
    }
}
