#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use rustls::InvalidMessage;

use super::*;

fn of_certificate(problem: CertificateError) -> String {
    explain(&Error::InvalidCertificate(problem)).to_string()
}

#[test]
fn algorithms_are_named_by_their_identifiers() {
    for (der, expected) in [
        ("06082a8648ce3d040304", "SHA-512 and ECDSA"),
        (
            "06072a8648ce3d020106052b81040023",
            "an elliptic curve (P-521)",
        ),
        (
            "06072a8648ce3d020106082a811ccf5501822d",
            "an elliptic curve (SM2)",
        ),
        ("06082a811ccf55018375", "SM2 with SM3"),
        ("06092a864886f70d0101050500", "SHA-1 and RSA"),
        ("06032b6571", "Ed448"),
        ("06032b657f", "1.3.101.127"),
        ("0603883703", "2.999.3"),
        ("", "an unknown algorithm"),
        ("06", "an unknown algorithm"),
        ("0600", "an unknown algorithm"),
        ("0605ff", "an unknown algorithm"),
        ("060cffffffffffffffffffffff7f", "an unknown algorithm"),
    ] {
        assert_eq!(algorithm(&hex::decode(der).unwrap()), expected, "{der}");
    }
}

#[test]
fn a_certificate_for_another_host_names_those_that_it_is_for() {
    let text = |host: &str, presented: &[&str]| {
        of_certificate(CertificateError::NotValidForNameContext {
            expected: ServerName::try_from(host.to_owned()).unwrap(),
            presented: presented.iter().map(|name| (*name).to_owned()).collect(),
        })
    };
    let names = ["DnsName(\"a.example\")", "IpAddress(10.0.0.1)"];
    assert!(text("host", &names).contains("not valid for host, only for a.example, 10.0.0.1;"));
    assert!(text("host", &[]).contains("no subjectAltName"));
    assert!(text("host", &[]).contains("subjectAltName=DNS:host"));
    let many: Vec<String> = (0..100)
        .map(|number| format!("DnsName(\"h{number}\")"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(text("host", &many).contains("h8, h9 and 90 others;"));
    let other_kind = text("10.0.0.1", &["DnsName(\"10.0.0.1\")"]);
    assert!(other_kind.contains("have one issued with subjectAltName=IP:10.0.0.1"));
}

#[test]
fn every_failure_of_a_handshake_says_what_to_do() {
    use AlertDescription as Alert;
    use CertificateError as Problem;
    let other = |error| Problem::Other(OtherError(Arc::new(error)));
    for (error, said) in [
        (
            Error::AlertReceived(Alert::HandshakeFailure),
            "TLS 1.2 with ECDHE",
        ),
        (
            Error::AlertReceived(Alert::ProtocolVersion),
            "supports neither TLS 1.2 nor TLS 1.3",
        ),
        (
            Error::AlertReceived(Alert::UnrecognisedName),
            "check the endpoint",
        ),
        (
            Error::AlertReceived(Alert::CertificateRequired),
            "certificate of the client",
        ),
        (
            Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13),
            "supports neither TLS 1.2 nor TLS 1.3",
        ),
        (
            Error::InvalidMessage(InvalidMessage::InvalidContentType),
            "is this an address that speaks TLS?",
        ),
        (Error::DecryptError, "a firewall or a proxy"),
        (Error::InvalidCertificate(Problem::Expired), "clock"),
        (
            Error::InvalidCertificate(Problem::UnknownIssuer),
            "ca_bundle",
        ),
        (
            Error::InvalidCertificate(Problem::BadSignature),
            "2048 to 8192 bits",
        ),
        (
            Error::InvalidCertificate(Problem::InvalidPurpose),
            "serverAuth",
        ),
        (
            Error::InvalidCertificate(other(webpki::Error::UnsupportedCertVersion)),
            "version 1",
        ),
        (
            Error::InvalidCertificate(other(webpki::Error::CaUsedAsEndEntity)),
            "CA:FALSE",
        ),
        (
            Error::InvalidCertificate(other(webpki::Error::EndEntityUsedAsCa)),
            "lacks CA:TRUE",
        ),
    ] {
        let text = explain(&error).to_string();
        assert!(text.contains(said), "{text}");
        assert!(
            !text.contains("self-signed") && !text.contains('\n'),
            "{text}"
        );
    }
}
