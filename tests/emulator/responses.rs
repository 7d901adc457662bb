//! What all responses have in common.

use std::collections::HashSet;

use modelarts::emulator::Options;
use serde_json::json;

use super::raw::{Connection, address, ask, poll, request, start, start_with, task_path};

#[test]
fn an_unknown_task_is_0102() {
    let emulator = start();
    let response = poll(&emulator, "unknown");
    assert_eq!(response.code(), (404, "ModelArts.0102".into()));
    assert_eq!(response.json().as_object().unwrap().len(), 2);
}

#[test]
fn an_unknown_path_is_0101_in_the_gateways_form() {
    let emulator = start();
    let paths = [
        "/_emulator",
        "/v1",
        "/v1/p/datasets/task/",
        "/v1/p/datasets/task/a/b",
        "//v3/projects",
        "*",
    ];
    for path in paths {
        let method = if path == "*" { "OPTIONS" } else { "GET" };
        let response = ask(&emulator, method, path, &[], b"");
        assert_eq!(response.code(), (404, "APIG.0101".into()), "{path}");
        assert_eq!(
            response.json()["request_id"],
            response.header("X-Request-Id")
        );
        assert_eq!(response.json().as_object().unwrap().len(), 3);
    }
}

#[test]
fn a_path_that_is_not_utf8_is_unknown() {
    let emulator = start();
    assert_eq!(poll(&emulator, "%ff").code(), (404, "APIG.0101".into()));
}

#[test]
fn a_wrong_method_is_405_before_authentication() {
    let emulator = start();
    let task = task_path("x");
    let wrong = [
        ("POST", task.as_str()),
        ("DELETE", &task),
        ("BREW", &task),
        ("GET", "/v3/auth/tokens"),
        ("PUT", "/v3/projects"),
    ];
    for (method, path) in wrong {
        let response = ask(&emulator, method, path, &[], b"");
        assert_eq!(
            response.code(),
            (405, "APIG.0101".into()),
            "{method} {path}"
        );
        assert_eq!(
            response.json()["request_id"],
            response.header("X-Request-Id")
        );
    }
    assert_eq!(ask(&emulator, "HEAD", &task, &[], b"").status, 405);
}

#[test]
fn a_body_over_8_mib_is_413_and_one_of_8_mib_is_not() {
    let emulator = start();
    let most = 8 * 1024 * 1024;
    for (length, status) in [(most, 400), (most + 1, 413), (2 * most, 413)] {
        let response = ask(
            &emulator,
            "POST",
            "/v3/auth/tokens",
            &[],
            &vec![b' '; length],
        );
        assert_eq!(response.status, status);
        if status == 413 {
            assert_eq!(response.code(), (413, "APIG.0201".into()));
            assert_eq!(
                response.json()["request_id"],
                response.header("X-Request-Id")
            );
        }
    }
    assert_eq!(emulator.requests()[1].status, 413);
    assert_eq!(emulator.requests()[1].body, json!(null));
}

#[test]
fn every_response_is_json_with_a_date_and_a_request_id() {
    let emulator = start();
    let mut names = HashSet::new();
    for (method, path) in [
        ("GET", "/unknown"),
        ("POST", "/v3/projects"),
        ("GET", "/v3/projects"),
        ("POST", "/v3/auth/tokens"),
    ] {
        let response = ask(&emulator, method, path, &[], b"");
        assert_eq!(response.header("Content-Type"), "application/json");
        let date = jiff::fmt::rfc2822::parse(response.header("Date"))
            .unwrap()
            .timestamp();
        assert!(jiff::Timestamp::now().duration_since(date).as_secs() <= 2);
        assert!(response.json().is_object());
        assert!(names.insert(response.header("X-Request-Id").to_owned()));
    }
}

#[test]
fn the_seed_fixes_names_keys_and_tokens() {
    let facts = |seed| {
        let emulator = start_with(Options {
            seed,
            ..Options::default()
        });
        let id = ask(&emulator, "GET", "/unknown", &[], b"")
            .header("X-Request-Id")
            .to_owned();
        let keys = [
            emulator.password(),
            emulator.access_key(),
            emulator.secret_key(),
        ];
        (keys.map(str::to_owned), id)
    };
    assert_eq!(facts(None), facts(Some(0)));
    let (one, another) = (facts(Some(1)), facts(Some(2)));
    assert!(one.0.iter().zip(&another.0).all(|(a, b)| a != b));
    assert_ne!(one.1, another.1);
    let [password, access_key, _] = &one.0;
    assert_eq!(
        password.strip_prefix("emulator-password-").unwrap().len(),
        8
    );
    let digits = access_key.strip_prefix("EMULATOR").unwrap();
    assert_eq!(digits.len(), 12);
    assert!(
        digits
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    );
}

#[test]
fn a_connection_serves_many_requests() {
    let emulator = start();
    let mut connection = Connection::open(&emulator);
    for _ in 0..100 {
        assert_eq!(
            connection.ask(&request("GET", "/unknown", &[], b"")).status,
            404
        );
    }
    let two = [
        request("GET", "/unknown", &[], b""),
        request("GET", "/v3/projects", &[], b""),
    ]
    .concat();
    assert_eq!(connection.ask(&two).status, 404);
    assert_eq!(connection.read(false).status, 401);
}

#[test]
fn malformed_bytes_do_not_stop_it() {
    let emulator = start();
    let mut random = fastrand::Rng::with_seed(0);
    let good = request(
        "POST",
        "/v3/auth/tokens",
        &[("X-Auth-Token", "x")],
        b"{\"auth\": {}}",
    );
    for _ in 0..300 {
        let mut bytes = good.clone();
        for _ in 0..random.usize(1..8) {
            let place = random.usize(..bytes.len());
            bytes[place] = random.u8(..);
        }
        bytes.truncate(random.usize(..=bytes.len()));
        send_and_leave(&emulator, &bytes);
    }
    let nested = vec![b'['; 200_000];
    let fixed = [
        b"\0\0\0\0".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n".to_vec(),
        b"GET http://a/ HTTP/1.1\r\n\r\n".to_vec(),
        b"POST /v3/auth/tokens HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec(),
        b"POST /v3/auth/tokens HTTP/1.1\r\nContent-Length: 99\r\n\r\n{}".to_vec(),
        vec![b'A'; 1 << 20],
        request("POST", "/v3/auth/tokens", &[], &nested),
    ];
    for bytes in fixed {
        send_and_leave(&emulator, &bytes);
    }
    assert_eq!(poll(&emulator, "x").status, 404);
}

fn send_and_leave(emulator: &modelarts::emulator::Emulator, bytes: &[u8]) {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address(emulator)).unwrap();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.set_read_timeout(Some(std::time::Duration::from_millis(500)));
    let _ = stream.read(&mut [0; 64]);
}

#[test]
fn a_broken_body_is_400_in_the_gateways_form() {
    let emulator = start();
    let broken =
        b"POST /v3/auth/tokens HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
    let response = Connection::open(&emulator).ask(broken);
    assert_eq!(response.code(), (400, "APIG.0201".into()));
}
