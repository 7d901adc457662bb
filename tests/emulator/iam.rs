//! A password for a token, and the list of projects.

use std::time::Duration;

use modelarts::emulator::{Emulator, Options};
use serde_json::{Value, json};

use super::raw::{PROJECT, Response, ask, poll_with, start, start_manual, start_with};

fn login_body(emulator: &Emulator) -> Value {
    json!({"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": emulator.username(),
            "password": emulator.password(),
            "domain": {"name": emulator.account()},
        }}},
        "scope": {"project": {"name": "cn-north-1"}},
    }})
}

fn login(emulator: &Emulator, body: &str) -> Response {
    let target = "/v3/auth/tokens?nocatalog=true";
    ask(
        emulator,
        "POST",
        target,
        &[("Content-Type", "application/json")],
        body.as_bytes(),
    )
}

fn changed(emulator: &Emulator, pointer: &str, value: Value) -> String {
    let mut body = login_body(emulator);
    *body.pointer_mut(pointer).unwrap() = value;
    body.to_string()
}

fn iam_error(code: u16, title: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message, "title": title}})
}

#[test]
fn a_password_gets_a_token_for_the_service() {
    let emulator = start();
    let response = login(&emulator, &login_body(&emulator).to_string());
    assert_eq!(response.status, 201);
    let token = response.header("X-Subject-Token");
    assert_eq!(
        poll_with(&emulator, token, "x").code(),
        (404, "ModelArts.0102".into())
    );
    let body = response.json();
    let mut keys: Vec<_> = body["token"].as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        ["expires_at", "issued_at", "methods", "project", "user"]
    );
    assert_eq!(body["token"]["methods"], json!(["password"]));
    let project = &body["token"]["project"];
    assert_eq!(
        (&project["id"], &project["name"]),
        (&json!(PROJECT), &json!("cn-north-1"))
    );
    assert_eq!(project["domain"]["name"], json!(emulator.account()));
    assert_eq!(body["token"]["user"]["name"], json!(emulator.username()));
}

#[test]
fn a_token_is_valid_for_24_hours_to_the_microsecond() {
    let emulator = start_manual();
    let response = login(&emulator, &login_body(&emulator).to_string());
    let read = |key: &str| {
        let text = response.json()["token"][key].as_str().unwrap().to_owned();
        assert_eq!(
            (text.len(), &text[19..20], &text[26..]),
            (27, ".", "Z"),
            "{text}"
        );
        text.parse::<jiff::Timestamp>().unwrap()
    };
    let lifetime = read("expires_at").duration_since(read("issued_at"));
    assert_eq!(lifetime.as_micros(), 86_400_000_000);
}

#[test]
fn a_project_may_be_named_by_id() {
    let emulator = start();
    let body = changed(&emulator, "/auth/scope/project", json!({"id": PROJECT}));
    assert_eq!(login(&emulator, &body).status, 201);
}

#[test]
fn wrong_account_user_or_password_is_refused_alike() {
    let emulator = start();
    let user = "/auth/identity/password/user";
    for place in ["/name", "/password", "/domain/name"] {
        let body = changed(&emulator, &format!("{user}{place}"), json!("unknown"));
        let response = login(&emulator, &body);
        assert_eq!(response.status, 401);
        let expected = iam_error(401, "Unauthorized", "The username or password is wrong.");
        assert_eq!(response.json(), expected);
    }
}

#[test]
fn an_unknown_project_is_refused_by_name() {
    let emulator = start();
    for project in [json!({"name": "cn-east-9"}), json!({"id": "cn-east-9"})] {
        let response = login(
            &emulator,
            &changed(&emulator, "/auth/scope/project", project),
        );
        let expected = iam_error(401, "Unauthorized", "Could not find project: cn-east-9.");
        assert_eq!(response.json(), expected);
    }
}

#[test]
fn an_incomplete_body_is_refused_with_what_is_missing() {
    let emulator = start();
    let user = "auth.identity.password.user";
    let places = [
        ("/auth/identity/methods", "auth.identity.methods".to_owned()),
        (
            "/auth/identity/password/user",
            format!("{user}.domain.name"),
        ),
        ("/auth/identity/password/user/name", format!("{user}.name")),
        (
            "/auth/identity/password/user/password",
            format!("{user}.password"),
        ),
        ("/auth/scope", "auth.scope.project.name".to_owned()),
        ("/auth", "auth.identity.methods".to_owned()),
    ];
    for (pointer, place) in places {
        let response = login(&emulator, &changed(&emulator, pointer, Value::Null));
        assert_eq!(response.status, 400, "{pointer}");
        assert_eq!(response.json()["error"]["title"], "Bad Request");
        let message = response.json()["error"]["message"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(message.starts_with(&place), "{message}");
    }
    for body in ["", "{", "[]", "null", "\u{feff}{}"] {
        assert_eq!(
            login(&emulator, body).json()["error"]["code"],
            400,
            "{body}"
        );
    }
}

#[test]
fn tokens_differ() {
    let emulator = start();
    assert_ne!(emulator.issue_token(), emulator.issue_token());
}

#[test]
fn projects_are_listed_after_authentication() {
    let emulator = start();
    let token = emulator.issue_token();
    let list =
        |target: &str, token: &str| ask(&emulator, "GET", target, &[("X-Auth-Token", token)], b"");
    let found = list("/v3/projects?name=cn-north-1", &token).json();
    assert_eq!(found["projects"][0]["id"], PROJECT);
    assert_eq!(found["projects"][0]["name"], "cn-north-1");
    assert_eq!(
        list("/v3/projects", &token).json()["projects"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let none = list("/v3/projects?name=cn-north-2", &token);
    assert_eq!((none.status, &none.json()["projects"]), (200, &json!([])));
    let refused = list("/v3/projects", "nonsense");
    assert_eq!(
        (refused.status, refused.json()["error"]["code"].as_u64()),
        (401, Some(401))
    );
    let unsigned = ask(
        &emulator,
        "GET",
        "/v3/projects",
        &[("Authorization", "?")],
        b"",
    );
    assert_eq!(unsigned.code(), (401, "APIG.0301".into()));
}

#[test]
fn a_token_expires_after_24_hours_and_not_before() {
    let emulator = start_manual();
    let token = emulator.issue_token();
    emulator.advance(Duration::from_secs(86_400) - Duration::from_micros(1));
    assert_eq!(poll_with(&emulator, &token, "x").status, 404);
    emulator.advance(Duration::from_micros(1));
    assert_eq!(
        poll_with(&emulator, &token, "x").code(),
        (401, "ModelArts.0202".into())
    );
}

#[test]
fn without_verification_any_password_gets_a_token() {
    let emulator = start_with(Options {
        verify: false,
        ..Options::default()
    });
    let body = changed(
        &emulator,
        "/auth/identity/password/user/password",
        json!("any"),
    );
    assert_eq!(login(&emulator, &body).status, 201);
}
