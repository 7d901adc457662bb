//! Signatures with derived keys.

use modelarts::auth::signer::{Form, Signer};
use secrecy::SecretString;

use super::authentication::{passed, refused};
use super::raw::start;
use super::signature::Signed;

fn forms() -> [Form; 2] {
    let region = "eu-de".to_owned();
    [Form::Derived, Form::V11 { region }]
}

#[test]
fn each_form_of_a_signature_is_accepted() {
    let emulator = start();
    for form in forms() {
        let secret_key = SecretString::from(emulator.secret_key());
        let signer = Signer::with_form(form.clone(), emulator.access_key(), &secret_key);
        let signed = Signed::default();
        passed(&signed.send_with(&emulator, &signed.authorization_by(&signer)));
        let other = Signer::with_form(form, emulator.access_key(), &"another".into());
        let forged = signed.authorization_by(&other);
        refused(&signed.send_with(&emulator, &forged), 401, "APIG.0301");
    }
}

#[test]
fn a_scope_is_of_the_day_that_is_signed_and_of_this_service() {
    let emulator = start();
    for form in forms() {
        let secret_key = SecretString::from(emulator.secret_key());
        let signer = Signer::with_form(form, emulator.access_key(), &secret_key);
        let signed = Signed::default();
        let good = signed.authorization_by(&signer);
        let scope = signer.scope(&signed.date).unwrap();
        for other in [
            scope.replace(&scope[..8], "20010101"),
            scope.replace("sdk_request", "aws4_request"),
            scope.replace("modelarts", "obs"),
            String::new(),
            "/".to_owned(),
        ] {
            let forged = good.replace(&scope, &other);
            if forged != good {
                refused(&signed.send_with(&emulator, &forged), 401, "APIG.0301");
            }
        }
        let plain = good.replacen("Credential=", "Access=", 1);
        refused(&signed.send_with(&emulator, &plain), 401, "APIG.0301");
    }
}
