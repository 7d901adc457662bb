//! The forms of the signature whose keys are derived.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::auth::signer::{Form, SignableRequest, Signer};
use serde_json::Value;

use crate::signer::{Vector, vectors};

/// What a signer in Go that Open Telekom Cloud's clients use made of some of the vectors.
fn derived_vectors() -> Vec<Value> {
    let text = include_str!("../data/derived_signature_vectors.json");
    let file: Value = serde_json::from_str(text).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

#[test]
fn a_derived_signature_is_that_of_the_clients_of_open_telekom_cloud() {
    let derived = derived_vectors();
    assert_eq!(derived.len(), 10);
    for expected in &derived {
        let vectors = vectors();
        let mut vectors = vectors.iter();
        let vector = vectors.find(|vector| vector["name"] == expected["name"]);
        let input = &vector.unwrap()["input"];
        let text = |name: &str| input[name].as_str().unwrap();
        let secret_key = text("secret_key").into();
        let signer = Signer::with_form(Form::Derived, text("access_key"), &secret_key);
        Vector::of(vector.unwrap()).check(|vector, request| {
            assert_eq!(
                signer.authorization(request, &vector.date),
                expected["authorization"].as_str().unwrap(),
                "{}",
                vector.name
            );
            let signature = signer.signature(request, &vector.date);
            assert!(signer.verify(request, &vector.date, &signature));
            assert!(!vector.signer.verify(request, &vector.date, &signature));
        });
    }
}

#[test]
fn each_form_has_a_scope_and_an_algorithm_of_its_own() {
    let region = "eu-de".to_owned();
    for (form, name, scope, beginning) in [
        (Form::Plain, "plain", None, "SDK-HMAC-SHA256 Access=AK, "),
        (
            Form::Derived,
            "derived",
            Some("20260102///sdk_request"),
            "SDK-HMAC-SHA256 Credential=AK/20260102///sdk_request, ",
        ),
        (
            Form::V11 { region },
            "v11",
            Some("20260102/eu-de/modelarts"),
            "V11-HMAC-SHA256 Credential=AK/20260102/eu-de/modelarts, ",
        ),
    ] {
        assert_eq!(form.name(), name);
        let signer = Signer::with_form(form, "AK", &"secret".into());
        assert_eq!(signer.scope("20260102T030405Z").as_deref(), scope);
        let request = SignableRequest {
            method: "GET",
            path: "/",
            query: "",
            headers: &[("host", "h"), ("x-sdk-date", "20260102T030405Z")],
            body: b"",
        };
        let authorization = signer.authorization(&request, "20260102T030405Z");
        assert!(authorization.starts_with(beginning), "{authorization}");
    }
}
