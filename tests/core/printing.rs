//! The debugging output of nothing that holds a secret shows it.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, Method};
use modelarts::auth::signer::{Form, SignableRequest, Signer};
use modelarts::auth::{
    AccessKey, Agency, Authenticator, Authorization, Cache, Credential, FixedToken, Lifetime,
    Password, Scope, SigningKey, Token,
};
use modelarts::config::Shown;
use modelarts::http::{Endpoint, HttpConfig, HttpError, ProxySetting, Request, tls};
use modelarts::transport::Transport;
use secrecy::SecretString;
use tokio::time::Instant;

use crate::support::response;

/// Whether the secret is there as text, or as a list of bytes.
fn shows_a_secret(printed: &str) -> bool {
    let bytes = format!("{:?}", "recognisable".as_bytes());
    let in_one_line = printed.replace([' ', '\n'], "");
    let bytes = bytes.trim_matches(['[', ']']).replace(' ', "");
    printed.contains("recognisable") || in_one_line.contains(&bytes)
}

fn assert_hidden(value: &dyn std::fmt::Debug) {
    for printed in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!shows_a_secret(&printed), "{printed}");
    }
}

fn secret() -> SecretString {
    "recognisable".into()
}

fn endpoint() -> Endpoint {
    Endpoint::new("https://iam.example.com", &ProxySetting::Direct).unwrap()
}

fn authenticators() -> [Box<dyn Authenticator>; 4] {
    let (account, username) = ("account".to_owned(), "user".to_owned());
    let scope = Scope::Region("cn-north-4".to_owned());
    [
        Box::new(Password::new(
            account,
            username,
            secret(),
            scope,
            endpoint(),
        )),
        Box::new(AccessKey::new(Form::Plain, "AK", secret(), Some(secret()))),
        Box::new(FixedToken::new(secret())),
        Box::new(Agency::new(endpoint(), "".into(), Form::Plain)),
    ]
}

#[test]
fn credentials_show_no_secret() {
    for credential in [
        Credential::Password {
            account: "account".into(),
            username: "user".into(),
            password: secret(),
        },
        Credential::AccessKey {
            access_key: "AK".into(),
            secret_key: secret(),
            security_token: Some(secret()),
        },
        Credential::Token(secret()),
    ] {
        assert_hidden(&credential);
    }
}

#[test]
fn authenticators_and_authorizations_show_no_secret() {
    for authenticator in authenticators() {
        assert_hidden(&authenticator);
        assert_hidden(&authenticator.available(None));
        assert_hidden(&authenticator.secrets());
    }
    let key = SigningKey::new(Form::Plain, "AK", secret(), Some(secret()), None);
    assert_hidden(&key);
    assert_hidden(&Authorization::Key(Arc::new(key)));
}

#[tokio::test]
async fn tokens_and_the_cache_that_holds_them_show_no_secret() {
    let lifetime = Lifetime::new(Instant::now(), Duration::from_secs(60));
    let token = Token::new(secret(), None, lifetime);
    assert_hidden(&token);
    let cache = Arc::new(Cache::default());
    let fetched = cache.get_or_fetch(None, |completion| {
        assert_hidden(&completion);
        completion.finish(Ok(token));
        Ok(())
    });
    assert_hidden(&fetched.await.unwrap());
    assert_hidden(&cache);
}

#[test]
fn a_request_shows_its_path_and_neither_body_nor_headers() {
    let request = Request {
        operation: "test",
        method: Method::POST,
        path: "/v3/auth/tokens".to_owned(),
        query: String::new(),
        body: Bytes::from_static(b"{\"password\": \"recognisable\"}"),
        project: None,
        headers: vec![(HeaderName::from_static("x-metadata-token"), secret())],
        idempotent: true,
    };
    assert_hidden(&request);
    assert!(format!("{request:?}").contains("/v3/auth/tokens"));
}

#[test]
fn a_response_shows_its_status_and_neither_body_nor_headers() {
    let headers = [("x-subject-token", "recognisable")];
    let response = response(201, &headers, r#"{"token": "recognisable"}"#);
    assert_hidden(&response);
    assert!(format!("{response:?}").contains("201"));
    let unreadable = HttpError::Unreadable {
        response: Box::new(response),
        problem: "too large".into(),
    };
    assert_hidden(&unreadable);
    assert!(!shows_a_secret(&unreadable.to_string()));
}

#[test]
fn what_is_signed_shows_the_names_of_its_headers_only() {
    let request = SignableRequest {
        method: "GET",
        path: "/v1",
        query: "",
        headers: &[("X-Security-Token", "recognisable")],
        body: b"recognisable",
    };
    assert_hidden(&request);
    assert!(format!("{request:?}").contains("X-Security-Token"));
    assert_hidden(&Signer::new("AK", &secret()));
}

#[test]
fn a_proxy_shows_no_password() {
    let address = SecretString::from("http://user:recognisable@proxy:8080");
    let proxy = ProxySetting::of_setting(&address).unwrap();
    let shown = Shown::from(&proxy);
    assert_eq!(shown, Shown::Text("http://***@proxy:8080".to_owned()));
    assert_hidden(&proxy);
    let config = HttpConfig {
        tls: tls::client_config(&tls::Trust::Unverified, false).unwrap(),
        proxy,
        connect_timeout: None,
        max_response_bytes: 1,
    };
    assert_hidden(&config);
    let endpoint = Endpoint::new("https://ma.example.com", &config.proxy).unwrap();
    let transport = Transport::new(
        endpoint,
        None,
        config,
        authenticators().into_iter().next().unwrap(),
    );
    assert_hidden(&transport.unwrap());
}
