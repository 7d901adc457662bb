//! Faults added by rules.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use modelarts::emulator::{Emulator, EmulatorError, FaultKind, FaultRule, Steps, TaskScript};
use serde_json::json;

use super::authentication::{passed, refused};
use super::raw::{Connection, Headers, ask, poll, request, start, state, task_path};

fn status(status: u16) -> FaultRule {
    FaultRule::new(FaultKind::Status {
        status,
        headers: Vec::new(),
        body: None,
        code: None,
    })
}

fn of_tasks(kind: FaultKind) -> FaultRule {
    FaultRule {
        operation: Some("get_task_status".to_owned()),
        ..FaultRule::new(kind)
    }
}

fn polling(emulator: &Emulator, task: &str) -> Connection {
    let token = emulator.issue_token();
    let headers: Headers<'_> = &[("X-Auth-Token", &token)];
    let mut connection = Connection::open(emulator);
    connection.write(&request("GET", &task_path(task), headers, b""));
    connection
}

/// Polls task `t`; returns the announced length of the body, the body, and how the connection ended.
fn broken_poll(emulator: &Emulator) -> (usize, String, Option<ErrorKind>) {
    let (text, end) = polling(emulator, "t").rest();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    (announced.parse().unwrap(), body.to_owned(), end)
}

#[test]
fn an_injected_status_comes_before_authentication() {
    let emulator = start();
    emulator.fault(status(429)).unwrap();
    for path in [task_path("x"), "/v1/p/datasets/d".into(), "/x".into()] {
        let response = ask(&emulator, "PUT", &path, &[], b"{}");
        refused(&response, 429, "ModelArts.0114");
        assert_eq!(response.header("Content-Type"), "application/json");
    }
    let statuses: Vec<u16> = emulator.requests().iter().map(|r| r.status).collect();
    assert_eq!(statuses, [429, 429, 429]);
}

#[test]
fn an_injected_status_is_no_poll_of_a_task() {
    let emulator = start();
    let steps = Steps::Polls(vec![("RUNNING".to_owned(), 1), ("SUCCESS".to_owned(), 1)]);
    let task = TaskScript::new("t");
    emulator.add_task(TaskScript { steps, ..task }).unwrap();
    emulator
        .fault(FaultRule {
            nth: Some(1),
            ..status(503)
        })
        .unwrap();
    refused(&poll(&emulator, "t"), 503, "ModelArts.0010");
    assert_eq!(state(&emulator, "t"), "RUNNING");
}

#[test]
fn headers_and_body_of_an_injected_status_are_sent_as_given() {
    let emulator = start();
    let headers = [
        ("Retry-After", "7"),
        ("content-type", "text/html"),
        ("X-Two", "1"),
        ("X-Two", "2"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fault = FaultKind::Status {
        status: 502,
        headers: headers.into(),
        body: Some("<p>Bad Gateway</p>".to_owned()),
        code: None,
    };
    emulator.fault(FaultRule::new(fault)).unwrap();
    let response = ask(&emulator, "GET", "/unknown", &[], b"");
    assert_eq!(
        (response.status, response.text.as_str()),
        (502, "<p>Bad Gateway</p>")
    );
    assert_eq!(response.header("Retry-After"), "7");
    assert_eq!(response.header("Content-Type"), "text/html");
    let twice = response.headers.iter().filter(|(name, _)| name == "x-two");
    assert_eq!(twice.count(), 2);
    let request_id = &emulator.requests()[0].request_id;
    assert_eq!(response.header("X-Request-Id"), request_id);
}

#[test]
fn iam_has_its_own_form_of_an_injected_status() {
    let emulator = start();
    let operation = Some("create_token".to_owned());
    emulator
        .fault(FaultRule {
            operation,
            ..status(500)
        })
        .unwrap();
    let response = ask(&emulator, "POST", "/v3/auth/tokens", &[], b"{}");
    let title = "Internal Server Error";
    let error = json!({"code": 500, "message": "Unknown error.", "title": title});
    assert_eq!(response.json(), json!({"error": error}));
    assert_eq!(ask(&emulator, "GET", "/v3/projects", &[], b"").status, 401);
}

#[test]
fn a_redirect_has_no_body_but_its_location() {
    let emulator = start();
    let fault = FaultKind::Status {
        status: 302,
        headers: vec![("Location".to_owned(), "/elsewhere".to_owned())],
        body: None,
        code: None,
    };
    emulator.fault(FaultRule::new(fault)).unwrap();
    let response = ask(&emulator, "GET", "/unknown", &[], b"");
    assert_eq!((response.status, response.text.as_str()), (302, ""));
    assert_eq!(response.header("Location"), "/elsewhere");
}

#[test]
fn a_delayed_response_is_the_real_one() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let delay = Duration::from_millis(150);
    emulator.fault(of_tasks(FaultKind::Delay(delay))).unwrap();
    let begun = Instant::now();
    assert_eq!(poll(&emulator, "t").status, 200);
    assert!(begun.elapsed() >= delay);
}

#[test]
fn a_delay_blocks_neither_other_requests_nor_stop() {
    let emulator = start();
    let delay = FaultKind::Delay(Duration::MAX);
    emulator
        .fault(FaultRule {
            matches: Some("slow".to_owned()),
            ..FaultRule::new(delay)
        })
        .unwrap();
    let mut slow = polling(&emulator, "slow");
    let begun = Instant::now();
    passed(&poll(&emulator, "x"));
    emulator.stop();
    assert!(begun.elapsed() < Duration::from_secs(30));
    assert!(slow.is_at_end());
}

#[test]
fn an_operation_runs_even_if_the_client_leaves_before_the_delayed_response() {
    let emulator = start();
    let steps = Steps::Polls(vec![("RUNNING".to_owned(), 1), ("SUCCESS".to_owned(), 1)]);
    let task = TaskScript::new("t");
    emulator.add_task(TaskScript { steps, ..task }).unwrap();
    emulator
        .fault(FaultRule {
            nth: Some(1),
            ..FaultRule::new(FaultKind::Delay(Duration::from_secs(3600)))
        })
        .unwrap();
    let waiting = polling(&emulator, "t");
    let deadline = Instant::now() + Duration::from_secs(30);
    while emulator.requests().is_empty() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert_eq!(emulator.requests().len(), 1);
    drop(waiting);
    assert_eq!(state(&emulator, "t"), "SUCCESS");
}

#[test]
fn a_reset_arrives_as_one_after_half_of_the_body() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let whole = poll(&emulator, "t").text;
    emulator.fault(of_tasks(FaultKind::Reset)).unwrap();
    let (announced, body, end) = broken_poll(&emulator);
    assert_eq!(
        (announced, body.as_str()),
        (whole.len(), &whole[..whole.len() / 2])
    );
    assert_eq!(end, Some(ErrorKind::ConnectionReset));
    let statuses: Vec<u16> = emulator.requests().iter().map(|r| r.status).collect();
    assert_eq!(statuses, [200, 200]);
}

#[test]
fn a_truncated_body_is_short_and_the_connection_closes_in_good_order() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let whole = poll(&emulator, "t").text;
    emulator.fault(of_tasks(FaultKind::Truncate)).unwrap();
    let (announced, body, end) = broken_poll(&emulator);
    assert_eq!(
        (announced, body.as_str()),
        (whole.len(), &whole[..whole.len() / 2])
    );
    assert_eq!(end, None);
}

#[test]
fn half_of_a_long_body_arrives_whole_before_the_end() {
    let emulator = start();
    let result = json!(["x".repeat(8 << 20)]);
    let steps = Steps::Polls(vec![("SUCCESS".to_owned(), 1)]);
    let task = TaskScript::new("t");
    let task = TaskScript {
        steps,
        result,
        ..task
    };
    emulator.add_task(task).unwrap();
    emulator.fault(of_tasks(FaultKind::Truncate)).unwrap();
    let (announced, body, end) = broken_poll(&emulator);
    assert!(announced > 8 << 20);
    assert_eq!((body.len(), end), (announced / 2, None));
}

#[test]
fn a_response_without_a_body_breaks_in_its_head() {
    let emulator = start();
    for (kind, end) in [
        (FaultKind::Reset, Some(ErrorKind::ConnectionReset)),
        (FaultKind::Truncate, None),
    ] {
        emulator.reset();
        emulator.fault(FaultRule::new(kind)).unwrap();
        let mut connection = Connection::open(&emulator);
        connection.write(&request("HEAD", "/x", &[], b""));
        let (text, ended) = connection.rest();
        assert!(text.starts_with("HTTP/1.1 404"), "{text}");
        assert!(!text.contains("\r\n\r\n"), "{text}");
        assert_eq!(ended, end);
    }
}

#[test]
fn after_a_broken_response_a_new_connection_works() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    for kind in [FaultKind::Reset, FaultKind::Truncate] {
        let nth = Some(1);
        emulator
            .fault(FaultRule {
                nth,
                ..of_tasks(kind)
            })
            .unwrap();
        let _ = broken_poll(&emulator);
        assert_eq!(poll(&emulator, "t").status, 200);
    }
}

#[test]
fn reset_removes_the_rules() {
    let emulator = start();
    emulator.fault(status(500)).unwrap();
    emulator.reset();
    passed(&poll(&emulator, "x"));
}

#[test]
fn an_invalid_rule_is_refused_with_what_to_write() {
    let emulator = start();
    let named = |operation: &str| FaultRule {
        operation: Some(operation.to_owned()),
        ..status(500)
    };
    let with_header = |name: &str, value: &str| {
        FaultRule::new(FaultKind::Status {
            status: 500,
            headers: vec![(name.to_owned(), value.to_owned())],
            body: None,
            code: None,
        })
    };
    let rules = [
        (
            status(199),
            "status: is 199, expected an HTTP status from 200 to 599",
        ),
        (status(600), "status: is 600"),
        (
            named("get_task"),
            "operation: is \"get_task\", expected one of create_token, ",
        ),
        (named("get_task"), "get_task_status"),
        (
            FaultRule {
                matches: Some(String::new()),
                ..status(500)
            },
            "match: is empty",
        ),
        (
            FaultRule {
                nth: Some(0),
                ..status(500)
            },
            "nth: is less than 1, expected 1 or more",
        ),
        (
            FaultRule {
                probability: 1.01,
                ..status(500)
            },
            "probability: is 1.01, expected",
        ),
        (
            FaultRule {
                probability: f64::NAN,
                ..status(500)
            },
            "probability: is NaN",
        ),
        (
            with_header("a b", "c"),
            "headers: \"a b\" is not a valid header name",
        ),
        (
            with_header("A", "b\r\nC: d"),
            "headers: the value of A has characters",
        ),
        (
            with_header("Content-Length", "3"),
            "headers: content-length follows from the body",
        ),
    ];
    for (rule, expected) in rules {
        let error = emulator.fault(rule).unwrap_err();
        assert!(matches!(error, EmulatorError::Parameter { .. }));
        assert!(error.to_string().contains(expected), "{error}");
    }
    passed(&poll(&emulator, "x"));
}

#[test]
fn a_stopped_emulator_refuses_rules() {
    let emulator = start();
    emulator.stop();
    assert_eq!(emulator.fault(status(500)), Err(EmulatorError::Closed));
}
