//! What a signature covers, and which signatures are refused.

use std::time::Duration;

use jiff::Timestamp;
use modelarts::auth::signer::{SignableRequest, Signer};
use modelarts::emulator::Emulator;
use modelarts::encoding::query as canonical_query;
use secrecy::SecretString;

use super::authentication::{passed, refused};
use super::raw::{PROJECT, Response, ask, start, start_manual, task_path};

const MINUTE: Duration = Duration::from_secs(60);

pub(crate) struct Signed<'a> {
    pub(crate) date: String,
    pub(crate) path: String,
    pub(crate) query: &'a [(&'a str, &'a str)],
    pub(crate) more: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

impl Default for Signed<'_> {
    fn default() -> Self {
        Self {
            date: date(Timestamp::now()),
            path: task_path("x"),
            query: &[],
            more: &[],
            body: b"",
        }
    }
}

fn date(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

impl Signed<'_> {
    fn authorization(&self, access_key: &str, secret_key: &str) -> String {
        self.authorization_by(&Signer::new(access_key, &SecretString::from(secret_key)))
    }

    pub(crate) fn authorization_by(&self, signer: &Signer) -> String {
        let own = [("Host", "localhost"), ("X-Sdk-Date", self.date.as_str())];
        let request = SignableRequest {
            method: "GET",
            path: &self.path,
            query: &canonical_query(self.query),
            headers: &[&own, self.more].concat(),
            body: self.body,
        };
        signer.authorization(&request, &self.date)
    }

    pub(crate) fn send(&self, emulator: &Emulator) -> Response {
        let authorization = self.authorization(emulator.access_key(), emulator.secret_key());
        self.send_with(emulator, &authorization)
    }

    pub(crate) fn send_with(&self, emulator: &Emulator, authorization: &str) -> Response {
        let query = canonical_query(self.query);
        let target = if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{query}", self.path)
        };
        let own = [
            ("X-Sdk-Date", self.date.as_str()),
            ("Authorization", authorization),
        ];
        ask(
            emulator,
            "GET",
            &target,
            &[&own, self.more].concat(),
            self.body,
        )
    }
}

#[test]
fn a_signature_covers_query_headers_and_body() {
    let emulator = start();
    let query = [("b", "2"), ("a", "x y/ü+"), ("a", ""), ("", "?")];
    let more = [
        ("Content-Type", "application/json"),
        ("X-Security-Token", "t"),
    ];
    let signed = Signed {
        query: &query,
        more: &more,
        body: b"{\"a\": 1}",
        path: task_path("a%20b%2Fc%C3%BC"),
        ..Signed::default()
    };
    passed(&signed.send(&emulator));
    let authorization = signed.authorization(emulator.access_key(), emulator.secret_key());
    let forged = [
        Signed {
            body: b"{\"a\": 2}",
            date: signed.date.clone(),
            path: signed.path.clone(),
            ..signed
        },
        Signed {
            query: &query[1..],
            date: signed.date.clone(),
            path: signed.path.clone(),
            ..signed
        },
        Signed {
            path: task_path("other"),
            date: signed.date.clone(),
            ..signed
        },
        Signed {
            more: &[("Content-Type", "text/plain"), ("X-Security-Token", "t")],
            date: signed.date.clone(),
            path: signed.path.clone(),
            ..signed
        },
    ];
    for request in &forged {
        let response = request.send_with(&emulator, &authorization);
        refused(&response, 401, "APIG.0301");
        let json = response.json();
        let said = "Incorrect IAM authentication information: verify aksk signature fail";
        assert_eq!(json["error_msg"], said);
        assert_eq!(json["request_id"], response.header("X-Request-Id"));
    }
}

/// Signed by hand, with nothing of the crate: HMAC-SHA256 with the secret key of seed 0 over
/// ```text
/// GET
/// /v1/cbfb9585c5854926a411a3f5a984fc09/datasets/task/a%20task/
/// a=x%20y&b=2&flag=&sum=1%2B1
/// content-type:application/json
/// host:localhost:8080
/// x-project-id:cbfb9585c5854926a411a3f5a984fc09
/// x-sdk-date:21000101T000000Z
///
/// content-type;host;x-project-id;x-sdk-date
/// (SHA-256 of the body)
/// ```
#[test]
fn a_request_signed_by_hand_is_accepted() {
    let emulator = start_manual();
    assert_eq!(emulator.access_key(), "EMULATOR9A45CD888D59");
    assert_eq!(
        emulator.secret_key(),
        "emulator-secret-key-000001445b6a189663f5"
    );
    let until_2100 = 4_102_444_800 - Timestamp::now().as_second();
    emulator.advance(Duration::from_secs(until_2100.unsigned_abs()));
    let path = format!("/v1/{PROJECT}/datasets/task/a%20task?sum=1+1&b=2&a=x%20y&flag");
    let send = |authorization: &str, body: &[u8]| {
        let headers = [
            ("host", "localhost:8080"),
            ("X-Sdk-Date", "21000101T000000Z"),
            ("X-Project-Id", PROJECT),
            ("Content-Type", "application/json"),
            ("Authorization", authorization),
        ];
        ask(&emulator, "GET", &path, &headers, body)
    };
    let good = "SDK-HMAC-SHA256 Access=EMULATOR9A45CD888D59, \
                SignedHeaders=content-type;host;x-project-id;x-sdk-date, \
                Signature=d4f7399d3e5835c836ee7de57f7538d4d098dcafe413a62766ddc118a3698dfa";
    passed(&send(good, b"{\"a\": 1}"));
    refused(&send(good, b"{\"a\": 1} "), 401, "APIG.0301");
    refused(
        &send(&good.replace("=d4f7", "=0000"), b"{\"a\": 1}"),
        401,
        "APIG.0301",
    );
}

#[test]
fn a_malformed_authorization_is_0301() {
    let emulator = start();
    let signed = Signed::default();
    let good = signed.authorization(emulator.access_key(), emulator.secret_key());
    passed(&signed.send_with(&emulator, &good));
    let malformed = [
        String::new(),
        "Bearer x".to_owned(),
        "SDK-HMAC-SHA256".to_owned(),
        good.replace(", ", ","),
        good.replace("SDK-HMAC-SHA256", "SDK-HMAC-SM3"),
        good.replace("Access=", "access="),
        good.replace("host;x-sdk-date", ""),
        good.replace("host;x-sdk-date", "x-sdk-date;host"),
        good.replace("host;x-sdk-date", "Host;X-Sdk-Date"),
        good.replace("host;x-sdk-date", "host;host;x-sdk-date"),
        good.replace("host;x-sdk-date", "host"),
        good.replace("host;x-sdk-date", "x-sdk-date"),
        good.replace("host;x-sdk-date", "host;x-absent;x-sdk-date"),
        good.replace(emulator.access_key(), "EMULATOR000000000000"),
        format!("{good}0"),
        format!("{good}, More=x"),
        good[..good.len() - 1].to_owned(),
    ];
    for authorization in &malformed {
        let response = signed.send_with(&emulator, authorization);
        refused(&response, 401, "APIG.0301");
    }
}

#[test]
fn another_secret_key_is_0301() {
    let emulator = start();
    let signed = Signed::default();
    let authorization = signed.authorization(emulator.access_key(), "another");
    refused(
        &signed.send_with(&emulator, &authorization),
        401,
        "APIG.0301",
    );
}

#[test]
fn a_repeated_signed_header_is_0301() {
    let emulator = start();
    let signed = Signed::default();
    let authorization = signed.authorization(emulator.access_key(), emulator.secret_key());
    let headers = [
        ("X-Sdk-Date", signed.date.as_str()),
        ("X-Sdk-Date", signed.date.as_str()),
        ("Authorization", &authorization),
    ];
    refused(
        &ask(&emulator, "GET", &signed.path, &headers, b""),
        401,
        "APIG.0301",
    );
}

#[test]
fn a_stated_hash_must_be_the_bodys() {
    let emulator = start();
    let hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let send = |hash: &str, body: &[u8]| {
        let more = [("X-Sdk-Content-Sha256", hash)];
        Signed {
            more: &more,
            body,
            ..Signed::default()
        }
        .send(&emulator)
    };
    passed(&send(hello, b"hello"));
    passed(&send("UNSIGNED-PAYLOAD", b"anything"));
    refused(&send(hello, b"other"), 401, "APIG.0301");
}

#[test]
fn an_invalid_date_is_0301() {
    let emulator = start();
    for date in [
        "",
        "20260102",
        "2026-01-02T03:04",
        "20261302T030405Z",
        "20260102t030405z",
    ] {
        let response = Signed {
            date: date.to_owned(),
            ..Signed::default()
        }
        .send(&emulator);
        refused(&response, 401, "APIG.0301");
    }
}

#[test]
fn a_clock_more_than_15_minutes_off_is_0303_and_the_response_has_the_date() {
    let emulator = start_manual();
    let start = Timestamp::now();
    let ago = |minutes: i64| date(start - jiff::SignedDuration::from_mins(minutes));
    let send = |date: String| {
        Signed {
            date,
            ..Signed::default()
        }
        .send(&emulator)
    };
    passed(&send(ago(14)));
    passed(&send(ago(-14)));
    for date in [ago(16), ago(-16)] {
        refused(&send(date), 401, "APIGW.0303");
    }
    emulator.advance(60 * MINUTE);
    let response = send(ago(0));
    refused(&response, 401, "APIGW.0303");
    let server_date = jiff::fmt::rfc2822::parse(response.header("Date"))
        .unwrap()
        .timestamp();
    let apart = server_date.duration_since(start).as_secs();
    assert!((3598..=3602).contains(&apart), "{apart}");
    passed(&send(date(server_date)));
}
