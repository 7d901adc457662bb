//! The first useful words of the body of an error, whatever its form.

use modelarts::transport::failure::Failure;

fn read(body: &str) -> (Option<String>, Option<String>) {
    let failure = Failure::read(body.as_bytes());
    (failure.error_code, failure.error_msg)
}

#[test]
fn code_and_message_are_found_in_every_form() {
    for (body, code, message) in [
        (r#"{"error_code": "c", "error_msg": "m"}"#, "c", "m"),
        (r#"{"errorCode": "c", "errorMsg": "m"}"#, "c", "m"),
        (r#"{"ErrorCode": "c", "ErrorMessage": "m"}"#, "c", "m"),
        (
            r#"{"error": {"code": 403, "message": "m", "title": "t"}}"#,
            "403",
            "m",
        ),
        (
            r#"{"errors": [{"code": "c", "message": "m"}, {"code": "d"}]}"#,
            "c",
            "m",
        ),
        (r#"[{"code": "c", "message": "m"}]"#, "c", "m"),
        (r#"{"error": "c", "error_description": "m"}"#, "c", "m"),
        (r#"{"code": "c", "details": [{"reason": "m"}]}"#, "c", "m"),
        (
            r#"{"a": {"b": {"c": {"error_code": "c", "error_msg": "m"}}}}"#,
            "c",
            "m",
        ),
        (r#"{"code": "c", "hint": "two words"}"#, "c", "two words"),
        (r#"{"error_code": "c", "error_msg": "m"#, "c", "m"),
        (r#"{"errors": [{"code": "c", "message": "m"#, "c", "m"),
        (
            r#"{"error_code": "c", "error_msg": "m", "x": {"y": [1, "#,
            "c",
            "m",
        ),
        (
            "\u{feff} \r\n{\"error_code\": \"c\", \"error_msg\": \"m\"}",
            "c",
            "m",
        ),
    ] {
        assert_eq!(
            read(body),
            (Some(code.to_owned()), Some(message.to_owned())),
            "{body}"
        );
    }
}

#[test]
fn a_message_without_a_code_is_kept() {
    for (body, message) in [
        (r#"{"error_msg": "m"}"#, "m"),
        (r#"{"message": "m"}"#, "m"),
        (r#"{"error": "m", "request_id": "r"}"#, "m"),
        (r#"{"detail": [{"loc": ["body"], "msg": "m"}]}"#, "m"),
        (r#"{"errors": ["a", "b"]}"#, "a; b"),
        (r#"{"fault": {"faultstring": "m"}}"#, "m"),
        (r#"{"what": "no such thing"}"#, "no such thing"),
        (r#"{"what": "没有权限"}"#, "没有权限"),
        (r#""no such thing""#, "no such thing"),
        (r#"{"message": "cut off he"#, "cut off he"),
        (r#"{"error_code": null, "error_msg": "m"}"#, "m"),
    ] {
        assert_eq!(read(body), (None, Some(message.to_owned())), "{body}");
    }
}

#[test]
fn what_says_nothing_is_empty() {
    let deep = "[".repeat(100_000);
    for body in [
        "",
        "{}",
        "[]",
        "1",
        "null",
        r#"{"status": "x"}"#,
        "{",
        "<html>",
        "text",
        &deep,
    ] {
        assert_eq!(read(body), (None, None), "{body:.20}");
    }
}

#[test]
fn a_wide_body_is_searched_quickly() {
    let body = format!(
        "[{}]",
        r#"{"a": [{"b": [{"c": "d"}]}]},"#.repeat(20_000).trim_end_matches(',')
    );
    let began = std::time::Instant::now();
    assert_eq!(read(&body), (None, None));
    assert!(began.elapsed().as_secs() < 30);
}
