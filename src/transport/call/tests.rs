#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use http::HeaderName;
use secrecy::SecretString;

use super::*;
use crate::http::ProxySetting;

const LIMITS: Limits = Limits {
    timeout: Some(Duration::from_secs(10)),
    max_retries: 2,
};

fn new_call(limits: Limits) -> Call {
    Call::new("test", None, limits, Instant::now())
}

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> RawResponse {
    RawResponse {
        status: status.try_into().unwrap(),
        headers: headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

fn endpoint() -> Endpoint {
    Endpoint::new("http://host:1", &ProxySetting::Direct).unwrap()
}

fn not_connected(kind: ConnectKind) -> HttpError {
    HttpError::NotConnected {
        kind,
        problem: "p".into(),
    }
}

fn broken() -> HttpError {
    HttpError::Broken {
        problem: "p".into(),
        request_id: None,
    }
}

fn unreadable(start: &str) -> HttpError {
    HttpError::Unreadable {
        response: Box::new(response(200, &[], start)),
        problem: "p".into(),
    }
}

#[test]
fn an_http_error_is_retried_as_the_table_says() {
    for (error, expected) in [
        (not_connected(ConnectKind::Dns), AttemptOutcome::NotSent),
        (
            not_connected(ConnectKind::Unreachable),
            AttemptOutcome::NotSent,
        ),
        (not_connected(ConnectKind::Tls), AttemptOutcome::Final),
        (not_connected(ConnectKind::Proxy), AttemptOutcome::Final),
        (
            HttpError::timed_out(Phase::Connecting),
            AttemptOutcome::NotSent,
        ),
        (HttpError::timed_out(Phase::Waiting), AttemptOutcome::Broken),
        (HttpError::timed_out(Phase::Reading), AttemptOutcome::Broken),
        (broken(), AttemptOutcome::Broken),
        (unreadable(""), AttemptOutcome::Final),
        (HttpError::Exhausted("p".into()), AttemptOutcome::NotSent),
        (HttpError::Unsendable("p".into()), AttemptOutcome::Final),
    ] {
        let name = format!("{error:?}");
        assert_eq!(outcome(&Err(error)), expected, "{name}");
    }
}

#[test]
fn a_response_is_retried_by_its_status_and_its_retry_after() {
    let retry_after = Some(Duration::from_secs(7));
    let seven = [("retry-after", "7")];
    for (status, headers, expected) in [
        (429, &seven[..], AttemptOutcome::Refused { retry_after }),
        (503, &seven[..], AttemptOutcome::Refused { retry_after }),
        (503, &[][..], AttemptOutcome::ServerFault),
        (
            503,
            &[("retry-after", "soon")][..],
            AttemptOutcome::ServerFault,
        ),
        (500, &seven[..], AttemptOutcome::ServerFault),
        (404, &seven[..], AttemptOutcome::Final),
    ] {
        assert_eq!(outcome(&Ok(response(status, headers, ""))), expected);
    }
}

#[test]
fn a_call_pauses_neither_beyond_its_retries_nor_beyond_its_deadline() {
    let mut call = new_call(LIMITS);
    assert!(call.may_pause(Duration::from_secs(9)));
    assert!(!call.may_pause(Duration::from_secs(11)));
    call.retries = 1;
    assert!(call.may_pause(Duration::ZERO));
    call.retries = 2;
    assert!(!call.may_pause(Duration::ZERO));
    let endless = Limits {
        timeout: None,
        max_retries: 1,
    };
    assert!(new_call(endless).may_pause(Duration::from_secs(60)));
}

#[test]
fn every_http_error_becomes_the_error_that_says_what_happened() {
    let call = new_call(LIMITS);
    let endpoint = endpoint();
    let error = |failure| call.attempt_error(failure, &endpoint, &Redactor::new(&[]));
    for (kind, words) in [
        (ConnectKind::Dns, "can't be resolved"),
        (ConnectKind::Unreachable, "no connection"),
        (ConnectKind::Tls, "TLS"),
    ] {
        let Error::Connect(connect) = error(Err(not_connected(kind))) else {
            panic!("{kind:?}")
        };
        assert_eq!((connect.kind, connect.endpoint.as_str()), (kind, "host:1"));
        let text = Error::Connect(connect).to_string();
        assert!(text.contains(words) && text.contains("host:1"), "{text}");
    }
    let Error::Connect(connect) = error(Err(broken())) else {
        panic!()
    };
    assert_eq!(connect.kind, ConnectKind::Broken);
    let Error::Timeout(timeout) = error(Err(HttpError::timed_out(Phase::Reading))) else {
        panic!()
    };
    assert_eq!(timeout.phase, Phase::Reading);
    assert!(matches!(error(Err(unreadable("x"))), Error::Decode(_)));
    let unsendable = HttpError::Unsendable("p".into());
    assert!(matches!(error(Err(unsendable)), Error::Config(_)));
}

#[test]
fn a_refusal_keeps_code_message_request_id_and_pause() {
    let call = new_call(LIMITS);
    let headers = [("x-request-id", "outside"), ("retry-after", "99")];
    let body = r#"{"error_code": "c", "error_msg": "m", "request_id": "inside"}"#;
    let refusal = |headers| {
        call.attempt_error(
            Ok(response(429, headers, body)),
            &endpoint(),
            &Redactor::new(&[]),
        )
    };
    let Error::Service(service) = refusal(&headers) else {
        panic!()
    };
    assert_eq!(service.error_code.as_deref(), Some("c"));
    assert_eq!(service.error_msg, Some("m".into()));
    assert_eq!(service.request_id.as_deref(), Some("outside"));
    assert_eq!(service.retry_after, Some(Duration::from_secs(99)));
    let Error::Service(service) = refusal(&[]) else {
        panic!()
    };
    assert_eq!(service.request_id.as_deref(), Some("inside"));
}

#[test]
fn a_redirect_is_an_error_that_names_its_location() {
    let call = new_call(LIMITS);
    let headers = [("location", "https://elsewhere.example.com/")];
    for (body, words) in [
        ("", ""),
        (r#"{"error_code": "c", "error_msg": "moved"}"#, "moved ("),
    ] {
        let error = call.attempt_error(
            Ok(response(302, &headers, body)),
            &endpoint(),
            &Redactor::new(&[]),
        );
        let text = error.to_string();
        let expected = format!("{words}redirected to https://elsewhere.example.com/");
        assert!(text.contains(&expected), "{text}");
    }
}

#[test]
fn an_error_has_the_first_part_of_the_body_and_no_secret() {
    let call = new_call(LIMITS);
    let secrets = [SecretString::from("recognisable")];
    let long = format!("recognisable {}", "数".repeat(100_000));
    let Error::Decode(decode) = call.attempt_error(
        Err(unreadable(&long)),
        &endpoint(),
        &Redactor::new(&secrets),
    ) else {
        panic!()
    };
    assert_eq!(decode.snippet.chars().count(), SNIPPET_CHARS);
    assert!(decode.snippet.starts_with("*** 数"), "{}", decode.snippet);
    let body = r#"{"error_code": "c", "error_msg": "recognisable", "x": "recognisable"}"#;
    let headers = [("x-echo", "recognisable"), ("x-auth-token", "another")];
    let refused = call.attempt_error(
        Ok(response(400, &headers, body)),
        &endpoint(),
        &Redactor::new(&secrets),
    );
    let printed = format!("{refused} {refused:?}");
    assert!(!printed.contains("recognisable"), "{printed}");
    assert!(!printed.contains("another"), "{printed}");
}

#[test]
fn a_date_in_retry_after_is_compared_with_the_clock_of_the_service() {
    let headers = [
        ("date", "Sat, 01 Jan 2000 12:00:00 GMT"),
        ("retry-after", "Sat, 01 Jan 2000 12:00:07 GMT"),
    ];
    let outcome = outcome(&Ok(response(429, &headers, "")));
    let retry_after = Some(Duration::from_secs(7));
    assert_eq!(outcome, AttemptOutcome::Refused { retry_after });
}

#[test]
fn an_error_has_the_request_id_of_a_response_that_had_begun() {
    let call = new_call(LIMITS);
    let request_id = Some("echoed".to_owned());
    for failure in [
        HttpError::Broken {
            problem: "p".into(),
            request_id: request_id.clone(),
        },
        HttpError::TimedOut {
            phase: Phase::Reading,
            request_id,
        },
    ] {
        let text = call
            .attempt_error(Err(failure), &endpoint(), &Redactor::new(&[]))
            .to_string();
        assert!(text.ends_with("[request id echoed]"), "{text}");
    }
}

#[test]
fn any_timeout_can_be_computed_with() {
    for timeout in [
        Duration::ZERO,
        Duration::from_nanos(1),
        Duration::from_secs(u64::MAX),
        Duration::MAX,
    ] {
        let call = new_call(Limits {
            timeout: Some(timeout),
            max_retries: u32::MAX,
        });
        let timeouts = call.timeouts(true);
        assert_eq!(timeouts.deadline, call.deadline);
        assert!(
            timeouts
                .read_timeout
                .is_none_or(|read_timeout| read_timeout < timeout)
        );
        assert_eq!(
            call.may_pause(Duration::from_secs(60)),
            timeout.as_secs() > 60
        );
        call.timed_out(Phase::Waiting, &endpoint(), None);
    }
}

#[test]
fn an_idempotent_call_keeps_half_of_its_time_for_another_attempt() {
    let mut call = new_call(LIMITS);
    let read_timeout = |call: &Call, idempotent| call.timeouts(idempotent).read_timeout;
    let half = read_timeout(&call, true).unwrap();
    assert!(half <= Duration::from_secs(5) && half > Duration::from_secs(4));
    assert_eq!(read_timeout(&call, false), None);
    call.retries = 1;
    assert_eq!(read_timeout(&call, true), None);
    let without_retries = Limits {
        max_retries: 0,
        ..LIMITS
    };
    assert_eq!(read_timeout(&new_call(without_retries), true), None);
}
