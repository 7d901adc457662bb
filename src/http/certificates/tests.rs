#![allow(clippy::unwrap_used, reason = "tests")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::*;

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

fn found(bytes: &[u8]) -> Vec<Vec<u8>> {
    certificates(bytes).iter().map(|one| one.to_vec()).collect()
}

#[test]
fn certificates_are_found_whatever_is_around_them() {
    let (one, two) = (b"0\x82one", b"0\x82two");
    let both = pem("CERTIFICATE", one) + &pem("CERTIFICATE", two);
    for text in [
        both.clone(),
        both.replace('\n', "\r\n"),
        both.replace('\n', "\r"),
        both.replace('\n', " \t\n  "),
        format!("\u{feff}{both}"),
        format!("0 # Company é\nsubject=CN\n{both}\nend"),
        pem("PRIVATE KEY", b"key") + &both,
    ] {
        assert_eq!(found(text.as_bytes()), [one, two], "{text:?}");
    }
    let in_latin_1 = [b"# \xe9\n", both.as_bytes()].concat();
    assert_eq!(found(&in_latin_1).len(), 2);
    assert_eq!(found(one), [one], "DER");
}

#[test]
fn a_broken_certificate_does_not_hide_the_others() {
    let text = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n".to_owned()
        + &pem("CERTIFICATE", b"one");
    assert!(found(text.as_bytes()).contains(&b"one".to_vec()));
}

#[test]
fn a_file_of_another_kind_is_named() {
    for (text, said) in [
        (&b""[..], "empty"),
        (b"\xff\xfe-\0", "UTF-16"),
        (b"-----BEGIN TRUSTED CERTIFICATE-----", "openssl x509"),
        (b"-----BEGIN PKCS7-----", "openssl pkcs7"),
        (b"-----BEGIN RSA PRIVATE KEY-----", "private key"),
        (b"-----BEGIN CERTIFICATE REQUEST-----", "request"),
        (b"-----BEGIN CERTIFICATE-----", "broken"),
        (b"0\x82", "openssl pkcs12"),
    ] {
        assert!(is_instead(text).unwrap().to_string().contains(said));
    }
    assert_eq!(is_instead(b"something"), None);
}

#[test]
fn hashed_files_are_told_from_others() {
    for (name, expected) in [
        ("5ed36f99.0", true),
        ("5ED36F99.12", true),
        ("5ed36f99.r0", false),
        ("5ed36f99", false),
        ("5ed36f99.", false),
        ("company.0", false),
        ("ca.pem", false),
    ] {
        assert_eq!(is_hash(name), expected, "{name}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let _ = certificates(&bytes);
        let _ = is_instead(&bytes);
    }
}
