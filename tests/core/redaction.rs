//! No secret in what people read, and ordinary text unharmed.
#![allow(clippy::indexing_slicing, reason = "tests")]

use modelarts::model::error_code::{Language, documented, explain};
use modelarts::transport::redact;
use proptest::prelude::*;
use reqwest::header::{HeaderName, HeaderValue};

fn masked(text: &str) -> String {
    redact::text(text, &["s3cret-value".to_owned(), "ab".to_owned()])
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
fn ordinary_text_is_left_alone() {
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
fn headers_that_carry_secrets_are_masked_whatever_they_hold() {
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
fn all_161_documented_codes_have_a_meaning_in_both_languages() {
    let codes: Vec<_> = documented().collect();
    let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
    assert_eq!((codes.len(), distinct.len()), (161, 161));
    for code in codes {
        let (english, chinese) = (explain(code, Language::En), explain(code, Language::Zh));
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(
            english.is_some_and(|(meaning, advice)| !meaning.is_empty()
                && !is_chinese(meaning)
                && !is_chinese(advice)),
            "{code}"
        );
        assert!(
            chinese.is_some_and(|(meaning, _)| is_chinese(meaning)),
            "{code}"
        );
        let advised = |explained: Option<(&str, &str)>| {
            explained.is_some_and(|(_, advice)| !advice.is_empty())
        };
        assert_eq!(advised(english), advised(chinese), "{code}");
    }
}

#[test]
fn a_secret_that_begins_like_another_is_masked_to_its_end() {
    let secrets = vec!["recog".to_owned(), "recognisable".to_owned()];
    for secrets in [secrets.clone(), secrets.into_iter().rev().collect()] {
        assert_eq!(redact::text("x recognisable y", &secrets), "x *** y");
    }
}

#[test]
fn a_secret_is_masked_wherever_a_text_is_cut() {
    let secrets = ["recognisable".to_owned()];
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
fn values_of_headers_that_are_none_of_those_are_masked_only_in_the_secrets_they_echo() {
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
        redact::headers(&headers, &["recognisable".to_owned()]),
        [
            ("location".to_owned(), "https://x/?t=***".to_owned()),
            ("x-request-id".to_owned(), "id".to_owned()),
        ]
    );
}

proptest! {
    #[test]
    fn text_without_quotes_and_secrets_is_left_alone(text in "[^\"]*") {
        prop_assert_eq!(masked(&text.replace("s3cr", "")), text.replace("s3cr", ""));
    }

    #[test]
    fn masking_twice_changes_no_more(text in any::<String>()) {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once);
    }
}

#[test]
fn the_table_of_codes_has_six_columns_and_each_code_once() {
    let table = include_str!("../../src/model/error_codes.tsv");
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(lines.len(), 1 + 161);
    assert!(lines.iter().all(|columns| columns.len() == 6));
    for columns in lines {
        assert!(
            columns.iter().all(|column| column.trim() == *column),
            "{columns:?}"
        );
        assert!(!columns[0].is_empty() && !columns[2].is_empty() && !columns[4].is_empty());
    }
    assert_eq!(explain("code", Language::En), None);
    assert_eq!(explain("", Language::En), None);
    assert_eq!(explain("ModelArts.9999999", Language::Zh), None);
}

#[test]
fn a_language_tag_that_begins_with_zh_is_chinese_and_any_other_english() {
    for (tag, language) in [
        ("zh", Language::Zh),
        ("zh-CN", Language::Zh),
        ("ZH_TW.UTF-8", Language::Zh),
        ("en_US", Language::En),
        ("de", Language::En),
        ("z", Language::En),
        ("", Language::En),
        ("中文", Language::En),
    ] {
        assert_eq!(Language::of_tag(tag), language, "{tag}");
    }
}
