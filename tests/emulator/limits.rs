//! Requests that are refused to protect the emulator and the user's files.

use modelarts::emulator::Options;

use super::authentication::refused;
use super::raw::{Connection, Headers, ask, poll, request, start, start_with, task_path};

#[test]
fn another_host_is_refused_on_a_loopback_address() {
    let emulator = start();
    let token = emulator.issue_token();
    for host in ["rebound.example", "rebound.example:80", "192.0.2.1", ""] {
        let headers: Headers<'_> = &[("Host", host), ("X-Auth-Token", &token)];
        let response = ask(&emulator, "GET", &task_path("x"), headers, b"");
        refused(&response, 403, "APIG.0306");
        assert_eq!(
            response.json()["request_id"],
            response.header("X-Request-Id")
        );
    }
    assert_eq!(emulator.requests().len(), 4);
    assert_eq!(emulator.requests()[0].status, 403);
    assert_eq!(poll(&emulator, "x").status, 404);
}

#[test]
fn a_page_of_another_site_is_refused_whatever_it_may_know() {
    let emulator = start_with(Options {
        verify: false,
        ..Options::default()
    });
    for (name, value) in [
        ("Origin", "https://page.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
    ] {
        let response = ask(&emulator, "GET", &task_path("x"), &[(name, value)], b"");
        refused(&response, 403, "APIG.0306");
    }
    let own = [("Origin", "http://localhost:8888")];
    assert_eq!(
        ask(&emulator, "GET", &task_path("x"), &own, b"").status,
        404
    );
}

#[test]
fn a_refused_request_with_a_body_gets_its_response() {
    let emulator = start();
    let headers = [("Host", "rebound.example")];
    let body = vec![b'x'; 4 << 20];
    let response = ask(&emulator, "POST", "/v3/auth/tokens", &headers, &body);
    refused(&response, 403, "APIG.0306");
}

#[test]
fn a_head_of_more_than_64_kib_is_431_and_the_connection_stays() {
    let emulator = start();
    let mut connection = Connection::open(&emulator);
    for (length, status) in [(60 << 10, 404), (65 << 10, 431), (300 << 10, 431)] {
        let long = "x".repeat(length);
        let response = connection.ask(&request("GET", "/unknown", &[("X-Long", &long)], b""));
        assert_eq!(response.status, status, "{length}");
    }
    let long = format!("/{}", "x".repeat(60_000));
    assert_eq!(connection.ask(&request("GET", &long, &[], b"")).status, 404);
    assert_eq!(emulator.requests()[1].status, 431);
}

#[test]
fn random_credentials_differ_and_leave_the_rest_to_the_seed() {
    let random = || {
        start_with(Options {
            random_credentials: true,
            ..Options::default()
        })
    };
    let (one, other, seeded) = (random(), random(), start());
    let secrets = [&one, &other, &seeded].map(|emulator| {
        [
            emulator.password(),
            emulator.access_key(),
            emulator.secret_key(),
        ]
        .map(str::to_owned)
    });
    for (a, b) in [(0, 1), (0, 2)] {
        assert!(secrets[a].iter().zip(&secrets[b]).all(|(a, b)| a != b));
    }
    let foreign = [("X-Auth-Token", seeded.issue_token())];
    let foreign: Vec<(&str, &str)> = foreign.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let response = ask(&one, "GET", &task_path("x"), &foreign, b"");
    refused(&response, 401, "ModelArts.0203");
    let id = |emulator| {
        ask(emulator, "GET", "/unknown", &[], b"")
            .header("X-Request-Id")
            .to_owned()
    };
    assert_eq!(id(&other), id(&seeded));
    assert_eq!(poll(&one, "x").status, 404);
}
