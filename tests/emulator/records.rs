//! Recorded requests.

use serde_json::{Value, json};

use super::raw::{Connection, ask, request, start, start_manual, task_path};

#[test]
fn requests_are_recorded_as_sent() {
    let emulator = start_manual();
    let target = format!("{}?b=%20&a", task_path("a%20b"));
    let headers = [("X-Twice", "1"), ("x-twice", "2"), ("Accept", "*/*")];
    let response = ask(&emulator, "GET", &target, &headers, b"");
    let records = emulator.requests();
    assert_eq!(records.len(), 1);
    let record = &records[0];
    assert_eq!((record.method.as_str(), record.status), ("GET", 401));
    assert_eq!(
        (&record.path, record.query.as_str()),
        (&task_path("a%20b"), "b=%20&a")
    );
    let expected = [
        ("host", "localhost"),
        ("x-twice", "1"),
        ("x-twice", "2"),
        ("accept", "*/*"),
    ];
    assert_eq!(
        record.headers,
        expected.map(|(n, v)| (n.to_owned(), v.to_owned()))
    );
    assert_eq!(record.request_id, response.header("X-Request-Id"));
    assert_eq!(record.body, Value::Null);
    let date = jiff::fmt::rfc2822::parse(response.header("Date"))
        .unwrap()
        .timestamp();
    assert_eq!(record.time.floor() as i64, date.as_second());
    let keys = [
        "method",
        "path",
        "query",
        "headers",
        "body",
        "status",
        "request_id",
        "time",
    ];
    let json = serde_json::to_value(record).unwrap();
    assert!(keys.iter().all(|key| json.get(key).is_some()), "{json}");
}

#[test]
fn records_contain_no_secrets() {
    let emulator = start();
    let secret = "s3cret";
    let headers = [
        "Authorization",
        "X-Auth-Token",
        "X-Security-Token",
        "Cookie",
        "X-Subject-Token",
    ]
    .map(|name| (name, secret));
    let bodies = [
        json!({"password": {"user": {"password": secret, "name": "n"}}, "x": [{"Password": secret}]}).to_string(),
        format!("{{\"password\": \"{secret}"),
        format!("password={secret}"),
    ];
    for body in &bodies {
        let _ = ask(
            &emulator,
            "POST",
            "/v3/auth/tokens",
            &headers,
            body.as_bytes(),
        );
    }
    let records = emulator.requests();
    assert!(!format!("{records:?}").contains(secret));
    let masked =
        json!({"password": {"user": {"password": "***", "name": "n"}}, "x": [{"Password": "***"}]});
    assert_eq!(records[0].body, masked);
    let authorization = records[0]
        .headers
        .iter()
        .find(|(name, _)| name == "authorization");
    assert_eq!(authorization.unwrap().1, "***");
}

#[test]
fn a_body_that_is_not_json_is_text() {
    let emulator = start();
    let _ = ask(&emulator, "POST", "/v3/auth/tokens", &[], b"hello \xff");
    assert_eq!(emulator.requests()[0].body, "hello \u{fffd}");
}

#[test]
fn requests_of_one_connection_are_recorded_in_their_order() {
    let emulator = start();
    let mut connection = Connection::open(&emulator);
    let batch: Vec<u8> = (0..10)
        .flat_map(|number| request("GET", &format!("/{number}"), &[], b""))
        .collect();
    connection.write(&batch);
    for _ in 0..10 {
        let _ = connection.read(false);
    }
    let paths = emulator.requests().into_iter().map(|record| record.path);
    assert!(paths.eq((0..10).map(|number| format!("/{number}"))));
}
