//! No secret in what people read, and ordinary text unharmed.

use modelarts::model::error_code::{Language, documented, explain};
use modelarts::transport::redact;

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
    let headers: Vec<_> = headers
        .map(|name| (name.to_owned(), "value".to_owned()))
        .into();
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
