//! The signature, compared with vectors that the vendor's own signer made.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderName, Method};
use modelarts::auth::SigningKey;
use modelarts::auth::signer::{Form, SignableRequest, Signer, UNSIGNED_PAYLOAD};
use modelarts::encoding::{self, encode};
use modelarts::http::{Endpoint, ProxySetting, Request};
use serde_json::Value;

pub(crate) fn vectors() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../data/signature_vectors.json")).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

/// The query of a vector, with lists repeated and values as text.
fn query(input: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned)
    };
    input["query"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|pair| {
            let key = text(&pair[0]);
            match &pair[1] {
                Value::Array(list) => list
                    .iter()
                    .map(|value| (key.clone(), text(value)))
                    .collect(),
                value => vec![(key, text(value))],
            }
        })
        .collect()
}

pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) signer: Signer,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: String,
    pub(crate) date: String,
    expected: Value,
}

impl Vector {
    pub(crate) fn of(vector: &Value) -> Self {
        let input = &vector["input"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers = vector["headers_before_authorization"].as_object().unwrap();
        Self {
            name: text(&vector["name"]),
            signer: Signer::new(
                &text(&input["access_key"]),
                &text(&input["secret_key"]).into(),
            ),
            method: text(&input["method"]),
            path: text(&input["path"]),
            query: encoding::query(&query(input)),
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            body: text(&input["body"]),
            date: text(&input["x_sdk_date"]),
            expected: vector.clone(),
        }
    }

    pub(crate) fn check(&self, check: impl FnOnce(&Self, &SignableRequest<'_>)) {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let request = SignableRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        check(self, &request);
    }
}

fn for_each(check: impl Fn(&Vector, &SignableRequest<'_>)) {
    let vectors = vectors();
    assert_eq!(vectors.len(), 14);
    for vector in &vectors {
        Vector::of(vector).check(&check);
    }
}

#[test]
fn the_canonical_request_is_the_official_signers() {
    for_each(|vector, request| {
        assert_eq!(
            request.canonical(),
            vector.expected["canonical_request"].as_str().unwrap(),
            "{}",
            vector.name
        );
    });
}

#[test]
fn signature_and_authorization_are_the_official_signers() {
    for_each(|vector, request| {
        let expected = vector.expected["signature"].as_str().unwrap();
        assert_eq!(
            vector.signer.signature(request, &vector.date),
            expected,
            "{}",
            vector.name
        );
        let expected = vector.expected["authorization"].as_str().unwrap();
        assert_eq!(
            vector.signer.authorization(request, &vector.date),
            expected,
            "{}",
            vector.name
        );
    });
}

#[test]
fn the_query_is_sent_as_it_is_signed() {
    for_each(|vector, request| {
        let expected = vector.expected["request_uri"].as_str().unwrap();
        let sent = match request.query {
            "" => request.path.to_owned(),
            query => format!("{}?{query}", request.path),
        };
        assert_eq!(sent, expected, "{}", vector.name);
    });
}

#[test]
fn a_signature_verifies_and_any_other_does_not() {
    for_each(|vector, request| {
        let signature = vector.expected["signature"].as_str().unwrap();
        assert!(
            vector.signer.verify(request, &vector.date, signature),
            "{}",
            vector.name
        );
        let first = if signature.starts_with('0') { '1' } else { '0' };
        let altered = format!("{first}{}", &signature[1..]);
        for wrong in [altered.as_str(), &signature[2..], "", "zz", "0"] {
            assert!(
                !vector.signer.verify(request, &vector.date, wrong),
                "{}: {wrong}",
                vector.name
            );
        }
        let other = Signer::new("FAKEACCESSKEY0000001", &"another".into());
        assert!(
            !other.verify(request, &vector.date, signature),
            "{}",
            vector.name
        );
    });
}

#[test]
fn a_signature_is_for_one_request_at_one_time_only() {
    for_each(|vector, request| {
        let signature = vector.expected["signature"].as_str().unwrap();
        let mut headers = request.headers.to_vec();
        headers.push(("X-Added", "1"));
        // Where the payload isn't signed, the body doesn't count.
        let body_counts = !request.canonical().ends_with(UNSIGNED_PAYLOAD);
        let others = [
            (
                "method",
                true,
                SignableRequest {
                    method: "PATCH",
                    ..*request
                },
            ),
            (
                "path",
                true,
                SignableRequest {
                    path: "/v1/other",
                    ..*request
                },
            ),
            (
                "query",
                true,
                SignableRequest {
                    query: "added=1",
                    ..*request
                },
            ),
            (
                "headers",
                true,
                SignableRequest {
                    headers: &headers,
                    ..*request
                },
            ),
            (
                "fewer headers",
                true,
                SignableRequest {
                    headers: &request.headers[1..],
                    ..*request
                },
            ),
            (
                "body",
                body_counts,
                SignableRequest {
                    body: b"another",
                    ..*request
                },
            ),
        ];
        for (what, counts, other) in others {
            let verified = vector.signer.verify(&other, &vector.date, signature);
            assert_eq!(verified, !counts, "{}: {what}", vector.name);
        }
        assert!(
            !vector.signer.verify(request, "20260102T030406Z", signature),
            "{}",
            vector.name
        );
    });
}

#[test]
fn the_order_and_the_case_of_headers_and_blanks_around_values_do_not_matter() {
    for_each(|vector, request| {
        let altered: Vec<(String, String)> = request
            .headers
            .iter()
            .rev()
            .map(|(name, value)| (name.to_ascii_uppercase(), format!(" {value}\t")))
            .filter(|(name, _)| name != "X-SDK-CONTENT-SHA256")
            .collect();
        if altered.len() < request.headers.len() {
            return;
        }
        let altered: Vec<(&str, &str)> = altered
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let altered = SignableRequest {
            headers: &altered,
            ..*request
        };
        assert_eq!(altered.canonical(), request.canonical(), "{}", vector.name);
    });
}

#[test]
fn the_signed_headers_are_the_official_signers() {
    for_each(|vector, request| {
        let expected: Vec<&str> = vector.expected["signed_headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        let authorization = vector.signer.authorization(request, &vector.date);
        let part = format!("SignedHeaders={},", expected.join(";"));
        assert!(
            authorization.contains(&part),
            "{}: {authorization}",
            vector.name
        );
    });
}

#[test]
fn encoding_keeps_unreserved_characters_only() {
    for (text, encoded) in [
        ("azAZ09-_.~", "azAZ09-_.~"),
        ("a b+c", "a%20b%2Bc"),
        ("/?#%&=", "%2F%3F%23%25%26%3D"),
        ("!*'()", "%21%2A%27%28%29"),
        ("数é", "%E6%95%B0%C3%A9"),
        ("", ""),
    ] {
        assert_eq!(encode(text), encoded);
    }
}

#[test]
fn a_key_signs_the_headers_that_the_official_signer_signs() {
    let vectors = vectors();
    let vector = vectors
        .iter()
        .find(|vector| vector["name"] == "delete_with_body_project_and_security_token")
        .unwrap();
    let input = &vector["input"];
    let text = |name: &str| input[name].as_str().unwrap();
    let security_token = Some(text("security_token").into());
    let key = SigningKey::new(
        Form::Plain,
        text("access_key"),
        text("secret_key").into(),
        security_token,
        None,
    );
    let request = Request {
        operation: "test",
        method: Method::DELETE,
        path: text("path").to_owned(),
        query: String::new(),
        body: Bytes::from(text("body").to_owned()),
        project: Some(text("project_id").into()),
        headers: Vec::new(),
        idempotent: false,
    };
    let endpoint = Endpoint::new(&format!("https://{}", text("host")), &ProxySetting::Direct);
    let now = "2026-01-02T03:04:05.9Z".parse().unwrap();
    let mut sent = BTreeMap::new();
    let add = |name: &HeaderName, value: &str| {
        sent.insert(name.as_str().to_owned(), value.to_owned());
        Ok::<_, ()>(())
    };
    key.sign(&request, &endpoint.unwrap(), now, add).unwrap();
    let mut expected: BTreeMap<String, String> = vector["headers_before_authorization"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap().to_owned()))
        .collect();
    // Ours has no charset, which JSON doesn't know.
    expected.insert("content-type".to_owned(), "application/json".to_owned());
    let headers: Vec<(&str, &str)> = expected
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let signable = SignableRequest {
        method: text("method"),
        path: text("path"),
        query: "",
        headers: &headers,
        body: text("body").as_bytes(),
    };
    let signer = Signer::new(text("access_key"), &text("secret_key").into());
    let authorization = signer.authorization(&signable, text("x_sdk_date"));
    expected.insert("authorization".to_owned(), authorization);
    assert_eq!(sent, expected);
}

#[test]
fn the_vectors_cover_an_unsigned_payload() {
    assert!(vectors().iter().any(|vector| {
        vector["canonical_request"]
            .as_str()
            .unwrap()
            .ends_with(UNSIGNED_PAYLOAD)
    }));
}

#[test]
fn a_query_is_sorted_by_key_and_value_and_encoded() {
    for (pairs, expected) in [
        (&[][..], ""),
        (&[("b", "x y"), ("a", "")], "a=&b=x%20y"),
        (&[("a", "2"), ("a", "10"), ("A", "3")], "A=3&a=10&a=2"),
        (&[("k&=", "数")], "k%26%3D=%E6%95%B0"),
    ] {
        assert_eq!(encoding::query(pairs), expected);
    }
}
