//! Which requests the gateway admits.

use modelarts::emulator::{Options, Steps, TaskScript};

use super::raw::{PROJECT, Response, ask, poll_with, start, start_with, state, task_path};
use super::signature::Signed;

pub(crate) fn passed(response: &Response) {
    assert_eq!(
        response.code(),
        (404, "ModelArts.0102".into()),
        "{}",
        response.text
    );
}

pub(crate) fn refused(response: &Response, status: u16, code: &str) {
    assert_eq!(response.code(), (status, code.into()), "{}", response.text);
}

#[test]
fn missing_credentials_are_0201() {
    let emulator = start();
    refused(
        &ask(&emulator, "GET", &task_path("x"), &[], b""),
        401,
        "ModelArts.0201",
    );
    refused(&poll_with(&emulator, "", "x"), 401, "ModelArts.0201");
}

#[test]
fn an_expired_token_is_0202_and_a_new_one_is_good() {
    let emulator = start();
    let token = emulator.issue_token();
    passed(&poll_with(&emulator, &token, "x"));
    emulator.expire_tokens();
    refused(&poll_with(&emulator, &token, "x"), 401, "ModelArts.0202");
    passed(&poll_with(&emulator, &emulator.issue_token(), "x"));
}

#[test]
fn an_unknown_token_is_0203() {
    let emulator = start();
    let token = emulator.issue_token();
    let cut = &token[..token.len() - 1];
    let flipped = token.replacen("token-0", "token-1", 1);
    let stranger = start_with(Options {
        seed: Some(7),
        ..Options::default()
    })
    .issue_token();
    for token in ["nonsense", cut, &flipped, &stranger, "emulator-token-é"] {
        refused(&poll_with(&emulator, token, "x"), 401, "ModelArts.0203");
    }
}

#[test]
fn another_project_in_the_uri_is_0210() {
    let emulator = start();
    let path = format!("/v1/{}/datasets/task/x", "0".repeat(32));
    let token = emulator.issue_token();
    let response = ask(&emulator, "GET", &path, &[("X-Auth-Token", &token)], b"");
    refused(&response, 403, "ModelArts.0210");
    refused(
        &Signed {
            path,
            ..Signed::default()
        }
        .send(&emulator),
        403,
        "ModelArts.0210",
    );
}

#[test]
fn another_project_in_the_header_is_0210() {
    let emulator = start();
    let same = [("X-Project-Id", PROJECT)];
    passed(
        &Signed {
            more: &same,
            ..Signed::default()
        }
        .send(&emulator),
    );
    let other = [("X-Project-Id", "0123456789abcdef0123456789abcdef")];
    let response = Signed {
        more: &other,
        ..Signed::default()
    }
    .send(&emulator);
    refused(&response, 403, "ModelArts.0210");
}

#[test]
fn of_token_and_signature_the_token_counts() {
    let emulator = start();
    let token = emulator.issue_token();
    let send = |token: &str| {
        let headers = [("X-Auth-Token", token), ("Authorization", "nonsense")];
        ask(&emulator, "GET", &task_path("x"), &headers, b"")
    };
    passed(&send(&token));
    refused(&send("nonsense"), 401, "ModelArts.0203");
}

#[test]
fn without_verification_every_request_is_admitted() {
    let emulator = start_with(Options {
        verify: false,
        ..Options::default()
    });
    passed(&ask(&emulator, "GET", &task_path("x"), &[], b""));
    let other = ask(&emulator, "GET", "/v1/other/datasets/task/x", &[], b"");
    passed(&other);
    let projects = ask(&emulator, "GET", "/v3/projects", &[], b"");
    assert_eq!(projects.status, 200);
}

#[test]
fn a_refused_request_is_no_poll_of_the_task() {
    let emulator = start();
    let mut task = TaskScript::new("t");
    task.steps = Steps::Polls(vec![("PENDING".into(), 1), ("RUNNING".into(), 1)]);
    emulator.add_task(task).unwrap();
    let _ = poll_with(&emulator, "nonsense", "t");
    let _ = ask(&emulator, "HEAD", &task_path("t"), &[], b"");
    assert_eq!(state(&emulator, "t"), "PENDING");
}
