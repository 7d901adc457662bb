//! Code and message of a failed call, in every form that occurs.
#![allow(clippy::unwrap_used, reason = "tests")]

use modelarts::transport::failure::Failure;
use serde_json::{Value, json};

fn read(body: &Value) -> Option<(Option<String>, Option<String>, Option<String>)> {
    let failure = Failure::read(body.to_string().as_bytes());
    let code = failure.error_code?;
    Some((Some(code), failure.error_msg, failure.request_id))
}

#[test]
fn code_and_message_are_found_in_every_known_form() {
    let cases = [
        (
            "ModelArts",
            json!({"error_code": "ModelArts.0102", "error_msg": "m"}),
            ("ModelArts.0102", Some("m"), None),
        ),
        (
            "the gateway",
            json!({"error_msg": "m", "error_code": "APIG.0301", "request_id": "r"}),
            ("APIG.0301", Some("m"), Some("r")),
        ),
        (
            "IAM",
            json!({"error": {"code": 401, "message": "m", "title": "Unauthorized"}}),
            ("401", Some("m"), None),
        ),
        (
            "camel case",
            json!({"errorCode": "c", "errorMsg": "m"}),
            ("c", Some("m"), None),
        ),
        (
            "short",
            json!({"code": "c", "message": "m"}),
            ("c", Some("m"), None),
        ),
        (
            "nested, with the request id outside",
            json!({"request_id": "r", "x": 1, "y": {"error_code": "c", "error_msg": "m"}}),
            ("c", Some("m"), Some("r")),
        ),
        (
            "the documented pair first",
            json!({"code": "other", "message": "other", "error_code": "c", "error_msg": "m"}),
            ("c", Some("m"), None),
        ),
        (
            "the outer object first",
            json!({"a": {"error_code": "inner"}, "code": "c"}),
            ("c", None, None),
        ),
        (
            "no message",
            json!({"error_code": "c", "error_msg": null}),
            ("c", None, None),
        ),
    ];
    for (name, body, (code, message, id)) in cases {
        let own = |text: Option<&str>| text.map(ToOwned::to_owned);
        assert_eq!(
            read(&body),
            Some((own(Some(code)), own(message), own(id))),
            "{name}"
        );
    }
}

#[test]
fn a_body_without_a_code_has_no_code() {
    for body in [
        json!({}),
        json!([]),
        json!("error_code"),
        json!({"error_code": ""}),
        json!({"error_code": null, "error_msg": null}),
        json!({"error_code": {"x": "c"}}),
        json!({"status": "SUCCESS"}),
    ] {
        assert_eq!(read(&body), None, "{body}");
    }
    let deep = format!(
        "{{\"error_code\":\"c\",\"x\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    for body in [b"".as_slice(), b"{", b"<html>", b"\xff", deep.as_bytes()] {
        assert_eq!(Failure::read(body), Failure::default());
        assert_eq!(Failure::in_success(body), None);
    }
}

#[test]
fn a_response_with_a_status_of_success_failed_only_if_it_has_the_documented_code() {
    let code = |body: Value| {
        Failure::in_success(body.to_string().as_bytes()).and_then(|failure| failure.error_code)
    };
    assert_eq!(code(json!({"error_code": "c"})).as_deref(), Some("c"));
    for body in [
        json!({"code": "c", "message": "m"}),
        json!({"errorCode": "c"}),
        json!({"result": {"error_code": "c"}}),
        json!({"error_code": ""}),
    ] {
        assert_eq!(code(body.clone()), None, "{body}");
    }
}

#[test]
fn a_request_id_is_read_without_a_code_too() {
    let failure = Failure::read(br#"{"request_id": "r", "error_msg": "m"}"#);
    assert_eq!(failure.request_id.as_deref(), Some("r"));
    assert_eq!(failure.error_msg.as_deref(), Some("m"));
    assert_eq!(failure.error_code, None);
}
