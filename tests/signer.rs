//! The signature, held against vectors that the vendor's own signer made.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use modelarts::credential::signer::{SignableRequest, Signer, UNSIGNED_PAYLOAD, canonical_query};
use serde_json::Value;

fn vectors() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("data/signature_vectors.json")).unwrap();
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

struct Vector {
    name: String,
    signer: Signer,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: String,
    date: String,
    expected: Value,
}

impl Vector {
    fn of(vector: &Value) -> Self {
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
            query: canonical_query(&query(input)),
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            body: text(&input["body"]),
            date: text(&input["x_sdk_date"]),
            expected: vector.clone(),
        }
    }

    fn check(&self, check: impl FnOnce(&Self, &SignableRequest<'_>)) {
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
fn what_is_signed_of_the_query_is_what_goes_on_the_wire() {
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
fn the_vectors_cover_an_unsigned_payload() {
    assert!(vectors().iter().any(|vector| {
        vector["canonical_request"]
            .as_str()
            .unwrap()
            .ends_with(UNSIGNED_PAYLOAD)
    }));
}

#[test]
fn a_signer_does_not_print_its_secret() {
    let signer = Signer::new("AK", &"recognisable-secret".into());
    assert!(!format!("{signer:?}").contains("recognisable-secret"));
}
