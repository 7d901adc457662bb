//! Whatever is printed for a look at it, no secret stands in it.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use modelarts::credential::iam::{Scope, Token, TokenStore, token_request};
use modelarts::credential::signer::SignableRequest;
use modelarts::credential::{Authenticator, Credential};
use modelarts::transport::Target;
use modelarts::transport::tls::Trust;
use modelarts::wire::Received;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

/// The secret as text, and as a list of bytes would show it.
fn shows_a_secret(printed: &str) -> bool {
    let bytes = format!("{:?}", "recognisable".as_bytes());
    printed.contains("recognisable") || printed.contains(bytes.trim_matches(['[', ']']))
}

fn scope() -> Scope {
    Scope::Region("cn-north-4".into())
}

#[test]
fn credentials_and_what_is_made_of_them_print_no_secret() {
    for credential in [
        Credential::Password {
            account: "account".into(),
            username: "user".into(),
            password: "recognisable".into(),
        },
        Credential::AccessKey {
            access_key: "AK".into(),
            secret_key: "recognisable".into(),
            security_token: Some("recognisable".into()),
        },
        Credential::Token("recognisable".into()),
    ] {
        let printed = format!("{credential:?}");
        assert!(!shows_a_secret(&printed), "{printed}");
        let printed = format!("{:?}", Authenticator::new(credential, scope()));
        assert!(!shows_a_secret(&printed), "{printed}");
    }
}

#[tokio::test]
async fn tokens_and_where_they_are_kept_print_no_secret() {
    let token = Token::new(
        "recognisable".into(),
        None,
        Instant::now(),
        Duration::from_secs(60),
    );
    let store = TokenStore::default();
    let printed = format!("{token:?}");
    assert!(!shows_a_secret(&printed), "{printed}");
    store.valid(None, None, async || Ok(token)).await.unwrap();
    let printed = format!("{store:?}");
    assert!(!shows_a_secret(&printed), "{printed}");
}

#[test]
fn the_request_that_carries_the_password_does_not_print_it() {
    let operation = token_request("account", "user", &"recognisable".into(), &scope());
    for printed in [
        format!("{operation:?}"),
        format!("{:#?}", operation.request),
    ] {
        assert!(
            !shows_a_secret(&printed.replace([' ', '\n'], "")),
            "{printed}"
        );
        assert!(!shows_a_secret(&printed), "{printed}");
        assert!(printed.contains("/v3/auth/tokens"), "{printed}");
    }
}

#[test]
fn the_answer_that_carries_the_token_does_not_print_it() {
    let received = Received {
        status: 201,
        headers: HeaderMap::from_iter([(
            HeaderName::from_static("x-subject-token"),
            HeaderValue::from_static("recognisable"),
        )]),
        body: b"{\"token\": \"recognisable\"}".to_vec(),
    };
    let printed = format!("{received:?}");
    assert!(!shows_a_secret(&printed), "{printed}");
    assert!(printed.contains("201"), "{printed}");
}

#[test]
fn a_request_to_sign_does_not_print_its_headers_values() {
    let request = SignableRequest {
        method: "GET",
        path: "/v1",
        query: "",
        headers: &[("X-Security-Token", "recognisable")],
        body: b"recognisable",
    };
    let printed = format!("{request:?}");
    assert!(!shows_a_secret(&printed), "{printed}");
    assert!(printed.contains("X-Security-Token"), "{printed}");
}

#[test]
fn a_proxy_with_a_password_is_not_printed() {
    let target = Target {
        metadata_endpoint: None,
        endpoint: "https://ma.example.com".into(),
        iam_endpoint: "https://iam.example.com".into(),
        trust: Trust::Platform,
        proxy: Some("http://user:recognisable@proxy:8080".into()),
        connect_timeout: None,
        max_response_bytes: 1,
    };
    let printed = format!("{target:?}");
    assert!(!shows_a_secret(&printed), "{printed}");
}
