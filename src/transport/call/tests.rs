#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use reqwest::header::HeaderName;

use super::*;
use crate::transport::route::Way;

const LIMITS: Limits = Limits {
    timeout: Some(Duration::from_secs(10)),
    max_retries: 2,
};

fn received(status: u16, headers: &[(&str, &str)], body: &str) -> Received {
    Received {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

fn peer() -> Peer {
    Peer::of("http://host:1", &Way::Direct).unwrap()
}

fn not_connected(kind: ConnectKind) -> Breakdown {
    Breakdown::NotConnected {
        kind,
        problem: "p".to_owned(),
    }
}

fn broken() -> Breakdown {
    Breakdown::Broken {
        problem: "p".to_owned(),
        request_id: None,
    }
}

fn unreadable(start: &str) -> Breakdown {
    Breakdown::Unreadable {
        received: Box::new(received(200, &[], start)),
        problem: "p".to_owned(),
    }
}

#[test]
fn what_broke_down_is_tried_again_as_the_table_says() {
    for (breakdown, expected) in [
        (not_connected(ConnectKind::Dns), Outcome::NotSent),
        (not_connected(ConnectKind::Unreachable), Outcome::NotSent),
        (not_connected(ConnectKind::Tls), Outcome::Final),
        (not_connected(ConnectKind::Proxy), Outcome::Final),
        (Breakdown::timed_out(Phase::Connecting), Outcome::NotSent),
        (Breakdown::timed_out(Phase::Waiting), Outcome::Broken),
        (Breakdown::timed_out(Phase::Reading), Outcome::Broken),
        (broken(), Outcome::Broken),
        (unreadable(""), Outcome::Final),
        (Breakdown::Unsendable("p".to_owned()), Outcome::Final),
    ] {
        let name = format!("{breakdown:?}");
        assert_eq!(outcome(&Err(breakdown)), expected, "{name}");
    }
}

#[test]
fn an_answer_is_tried_again_by_its_status_and_its_retry_after() {
    let retry_after = Some(Duration::from_secs(7));
    let seven = [("retry-after", "7")];
    for (status, headers, expected) in [
        (429, &seven[..], Outcome::Refused { retry_after }),
        (503, &seven[..], Outcome::Refused { retry_after }),
        (503, &[][..], Outcome::ServerFault),
        (503, &[("retry-after", "soon")][..], Outcome::ServerFault),
        (500, &seven[..], Outcome::ServerFault),
        (404, &seven[..], Outcome::Final),
    ] {
        assert_eq!(outcome(&Ok(received(status, headers, ""))), expected);
    }
}

#[test]
fn a_call_waits_neither_beyond_its_retries_nor_beyond_its_deadline() {
    let mut call = Call::begin("test", LIMITS);
    assert!(call.may_wait(Duration::from_secs(9)));
    assert!(!call.may_wait(Duration::from_secs(11)));
    call.retries = 1;
    assert!(call.may_wait(Duration::ZERO));
    call.retries = 2;
    assert!(!call.may_wait(Duration::ZERO));
    let endless = Limits {
        timeout: None,
        max_retries: 1,
    };
    assert!(Call::begin("test", endless).may_wait(Duration::from_secs(60)));
}

#[test]
fn every_breakdown_ends_in_the_error_that_says_what_happened() {
    let call = Call::begin("test", LIMITS);
    let peer = peer();
    let error = |failure| call.failed(failure, &peer, &[]);
    for (kind, words) in [
        (ConnectKind::Dns, "can't be resolved"),
        (ConnectKind::Unreachable, "no connection"),
        (ConnectKind::Tls, "TLS"),
    ] {
        let Error::Connect(connect) = error(Err(not_connected(kind))) else {
            panic!("{kind:?}")
        };
        assert_eq!((connect.kind, connect.peer.as_str()), (kind, "host:1"));
        let text = connect.to_string();
        assert!(text.contains(words) && text.contains("host:1"), "{text}");
    }
    let Error::Connect(connect) = error(Err(broken())) else {
        panic!()
    };
    assert_eq!(connect.kind, ConnectKind::Broken);
    let Error::Timeout(timeout) = error(Err(Breakdown::timed_out(Phase::Reading))) else {
        panic!()
    };
    assert_eq!(timeout.phase, Phase::Reading);
    assert!(matches!(error(Err(unreadable("x"))), Error::Decode(_)));
    let unsendable = Breakdown::Unsendable("p".to_owned());
    assert!(matches!(error(Err(unsendable)), Error::Config(_)));
}

#[test]
fn a_refusal_keeps_code_message_request_id_and_pause() {
    let call = Call::begin("test", LIMITS);
    let headers = [("x-request-id", "outside"), ("retry-after", "99")];
    let body = r#"{"error_code": "c", "error_msg": "m", "request_id": "inside"}"#;
    let answer = |headers| call.failed(Ok(received(429, headers, body)), &peer(), &[]);
    let Error::Service(service) = answer(&headers) else {
        panic!()
    };
    assert_eq!(service.error_code.as_deref(), Some("c"));
    assert_eq!(service.error_msg.as_deref(), Some("m"));
    assert_eq!(service.request_id.as_deref(), Some("outside"));
    assert_eq!(service.retry_after, Some(Duration::from_secs(99)));
    let Error::Service(service) = answer(&[]) else {
        panic!()
    };
    assert_eq!(service.request_id.as_deref(), Some("inside"));
}

#[test]
fn a_redirect_is_an_error_that_names_where_it_leads() {
    let call = Call::begin("test", LIMITS);
    let headers = [("location", "https://elsewhere.example.com/")];
    for (body, words) in [
        ("", ""),
        (r#"{"error_code": "c", "error_msg": "moved"}"#, "moved ("),
    ] {
        let error = call.failed(Ok(received(302, &headers, body)), &peer(), &[]);
        let text = error.to_string();
        let expected = format!("{words}redirected to https://elsewhere.example.com/");
        assert!(text.contains(&expected), "{text}");
    }
}

#[test]
fn an_error_shows_the_first_part_of_the_body_and_no_secret() {
    let call = Call::begin("test", LIMITS);
    let secrets = ["recognisable".to_owned()];
    let long = format!("recognisable {}", "数".repeat(100_000));
    let Error::Decode(decode) = call.failed(Err(unreadable(&long)), &peer(), &secrets) else {
        panic!()
    };
    assert_eq!(decode.snippet.chars().count(), SNIPPET_CHARS);
    assert!(decode.snippet.starts_with("*** 数"), "{}", decode.snippet);
    let body = r#"{"error_code": "c", "error_msg": "recognisable", "x": "recognisable"}"#;
    let headers = [("x-echo", "recognisable"), ("x-auth-token", "another")];
    let refused = call.failed(Ok(received(400, &headers, body)), &peer(), &secrets);
    let printed = format!("{refused} {refused:?}");
    assert!(!printed.contains("recognisable"), "{printed}");
    assert!(!printed.contains("another"), "{printed}");
}

#[test]
fn a_date_to_wait_for_is_read_by_the_services_own_clock() {
    let headers = [
        ("date", "Sat, 01 Jan 2000 12:00:00 GMT"),
        ("retry-after", "Sat, 01 Jan 2000 12:00:07 GMT"),
    ];
    let outcome = outcome(&Ok(received(429, &headers, "")));
    let retry_after = Some(Duration::from_secs(7));
    assert_eq!(outcome, Outcome::Refused { retry_after });
}

#[test]
fn an_answer_that_had_begun_leaves_its_request_id() {
    let call = Call::begin("test", LIMITS);
    let request_id = Some("echoed".to_owned());
    for failure in [
        Breakdown::Broken {
            problem: "p".to_owned(),
            request_id: request_id.clone(),
        },
        Breakdown::TimedOut {
            phase: Phase::Reading,
            request_id,
        },
    ] {
        let text = call.failed(Err(failure), &peer(), &[]).to_string();
        assert!(text.ends_with("[request id echoed]"), "{text}");
    }
}
