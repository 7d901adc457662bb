//! Explains why a TLS handshake failed, and what to do.

use crate::message::{Message, Separator, quoted, translate_system_error};
use rustls::pki_types::ServerName;
use rustls::{AlertDescription, CertificateError, Error, OtherError, PeerIncompatible};

/// The most names of a certificate that are listed.
const MAX_NAMES: usize = 10;

/// Explains why a handshake failed, and which setting would help.
pub(super) fn explain(error: &Error) -> Message {
    match error {
        Error::InvalidCertificate(problem) => {
            let problem = certificate(problem);
            message!("its certificate {problem}", problem)
        }
        Error::AlertReceived(alert) => refused(*alert),
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => too_old(None),
        Error::PeerIncompatible(problem) => nothing_in_common(quoted(problem)),
        Error::InvalidMessage(_) => message!(
            "{error}; is this an address that speaks TLS?",
            error = translate_system_error(&error.to_string())
        ),
        Error::PeerMisbehaved(_) | Error::DecryptError => message!(
            "{error}; a firewall or a proxy on the way may alter what is sent",
            error = translate_system_error(&error.to_string())
        ),
        _ => translate_system_error(&error.to_string()),
    }
}

/// Returns whether a server ended the connection because it requires a certificate, which it may do after
/// the handshake; it has not read the request then.
pub(super) fn requires_certificate(error: &Error) -> bool {
    matches!(
        error,
        Error::AlertReceived(AlertDescription::CertificateRequired)
    )
}

fn refused(alert: AlertDescription) -> Message {
    use AlertDescription as Alert;
    let name = quoted(alert);
    let how = message!("it refused with {alert}", alert = name.clone());
    match alert {
        Alert::ProtocolVersion => too_old(Some(message!(" ({how})", how))),
        Alert::HandshakeFailure
        | Alert::InsufficientSecurity
        | Alert::IllegalParameter
        | Alert::MissingExtension => nothing_in_common(how),
        Alert::UnrecognisedName => message!(
            "it refused with UnrecognisedName: it has no certificate for this host; check the endpoint"
        ),
        Alert::CertificateRequired
        | Alert::NoCertificate
        | Alert::BadCertificate
        | Alert::AccessDenied => message!(
            "it refused with {alert}: it may require a certificate of the client, which this client \
             doesn't send; use an endpoint that doesn't require one",
            alert = name
        ),
        _ => how,
    }
}

fn too_old(how: Option<Message>) -> Message {
    message!(
        "it supports neither TLS 1.2 nor TLS 1.3{how}; have one of them enabled there",
        how
    )
}

fn nothing_in_common(how: Message) -> Message {
    message!(
        "it and this client have no cipher or kind of key in common, or it requires a certificate of the \
         client, which this client doesn't send ({how}); it has to support TLS 1.3, or TLS 1.2 with ECDHE and \
         AES-GCM or ChaCha20-Poly1305, and to have an RSA key of 2048 to 8192 bits, or a key of Ed25519 or on \
         P-256, P-384 or, with TLS 1.3, P-521",
        how
    )
}

/// The rest of a sentence that begins with the certificate.
fn certificate(problem: &CertificateError) -> Message {
    use CertificateError as Problem;
    match problem {
        Problem::Expired | Problem::ExpiredContext { .. } => {
            message!(
                "has expired, or that of an authority above it; if it has not, set this machine's clock"
            )
        }
        Problem::NotValidYet | Problem::NotValidYetContext { .. } => {
            message!(
                "is not valid yet, or that of an authority above it; if it should be, set this machine's clock"
            )
        }
        Problem::NotValidForName => message!("is not valid for this host; check the endpoint"),
        Problem::NotValidForNameContext {
            expected,
            presented,
        } => for_another(expected, presented),
        Problem::UnknownIssuer => {
            message!(
                "was issued by an unknown authority; if that is one of your own, name its file with ca_bundle or \
                 SSL_CERT_FILE"
            )
        }
        Problem::Revoked => message!("was revoked; have a new one issued"),
        Problem::BadSignature => {
            message!(
                "has a wrong signature, or a key that is too short or too long (RSA keys need 2048 to 8192 \
                 bits); have one issued with such a key, or check whether a firewall alters it"
            )
        }
        Problem::BadEncoding => message!("is malformed; have a new one issued"),
        Problem::UnhandledCriticalExtension => {
            message!(
                "has a critical extension that this client doesn't know; have one issued without it"
            )
        }
        Problem::InvalidPurpose | Problem::InvalidPurposeContext { .. } => {
            message!(
                "is not for servers (its extendedKeyUsage has no serverAuth); have one issued for servers"
            )
        }
        Problem::UnsupportedSignatureAlgorithmContext {
            signature_algorithm_id,
            ..
        } => signed_with(algorithm(signature_algorithm_id)),
        Problem::UnsupportedSignatureAlgorithmForPublicKeyContext {
            signature_algorithm_id,
            public_key_algorithm_id,
        } => signed_with(by_key(signature_algorithm_id, public_key_algorithm_id)),
        Problem::Other(OtherError(cause)) => match cause.downcast_ref::<webpki::Error>() {
            Some(error) => malformed(error),
            None => unlisted(&cause.to_string()),
        },
        other => unlisted(&Error::InvalidCertificate(other.clone()).to_string()),
    }
}

fn unlisted(cause: &str) -> Message {
    message!("is refused: {cause}", cause = translate_system_error(cause))
}

fn malformed(error: &webpki::Error) -> Message {
    use webpki::Error as Problem;
    match error {
        Problem::CaUsedAsEndEntity => {
            message!(
                "is that of an authority (CA:TRUE), which can't be a server's as well, in ca_bundle or not; \
                 have one issued for this host (CA:FALSE)"
            )
        }
        Problem::EndEntityUsedAsCa => {
            message!(
                "was issued by a certificate that is not one of an authority (it lacks CA:TRUE); have it \
                 issued by one that is"
            )
        }
        Problem::UnsupportedCertVersion => {
            message!(
                "is of version 1, or was issued by one that is; have one of version 3 issued, which has \
                 extensions"
            )
        }
        Problem::NameConstraintViolation => {
            message!(
                "is for a name that its authority may not issue certificates for; have it issued by another \
                 authority"
            )
        }
        Problem::PathLenConstraintViolated => {
            message!(
                "has more authorities above it than one of them allows (pathlen); have it issued by one \
                 further up"
            )
        }
        _ => message!(
            "is malformed: {error}; have a new one issued",
            error = translate_system_error(&error.to_string())
        ),
    }
}

fn for_another(expected: &ServerName<'_>, presented: &[String]) -> Message {
    let host = expected.to_str();
    let is_address = matches!(expected, ServerName::IpAddress(_));
    let kind = if is_address { "IP" } else { "DNS" };
    let wanted = format!("subjectAltName={kind}:{host}");
    if presented.is_empty() {
        return message!(
            "names no host: it has no subjectAltName, and its CN does not count; have one issued with \
             {wanted}",
            wanted
        );
    }
    let names: Vec<&str> = presented.iter().map(|name| plain_name(name)).collect();
    if names.contains(&&*host) {
        return message!(
            "has {host} as a name of another kind; have one issued with {wanted}",
            host = &*host,
            wanted
        );
    }
    let more = match names.len().saturating_sub(MAX_NAMES) {
        0 => None,
        more => Some(message!(" and {more} others", more)),
    };
    let names = names.into_iter().take(MAX_NAMES).map(Message::from);
    message!(
        "is not valid for {host}, only for {names}{more}; check the endpoint, or have one issued with {wanted}",
        host = &*host,
        names = Message::list(names, Separator::Comma),
        more,
        wanted
    )
}

/// The name in a certificate, out of the `DnsName("…")` or `IpAddress(…)` that rustls makes of it.
fn plain_name(name: &str) -> &str {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.unwrap_or(name).trim_matches('"')
}

fn by_key(signature: &[u8], key: &[u8]) -> Message {
    message!(
        "{signature} by a key of {key}",
        signature = algorithm(signature),
        key = algorithm(key)
    )
}

fn signed_with(algorithm: Message) -> Message {
    message!(
        "is signed with {algorithm}, or that of an authority above it, which this client can't verify; have \
         it signed with SHA-256, SHA-384 or SHA-512, by a key of RSA or on P-256, P-384 or P-521",
        algorithm
    )
}

/// The algorithms that certificates of companies may have, by their identifiers.
const ALGORITHMS: [(&str, &str); 24] = [
    ("1.2.840.113549.1.1.1", "RSA"),
    ("1.2.840.113549.1.1.4", translatable!("MD5 and RSA")),
    ("1.2.840.113549.1.1.5", translatable!("SHA-1 and RSA")),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", translatable!("SHA-256 and RSA")),
    ("1.2.840.113549.1.1.12", translatable!("SHA-384 and RSA")),
    ("1.2.840.113549.1.1.13", translatable!("SHA-512 and RSA")),
    ("1.2.840.113549.1.1.14", translatable!("SHA-224 and RSA")),
    ("1.2.840.10040.4.3", translatable!("SHA-1 and DSA")),
    ("1.2.840.10045.2.1", translatable!("an elliptic curve")),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", translatable!("SHA-1 and ECDSA")),
    ("1.2.840.10045.4.3.1", translatable!("SHA-224 and ECDSA")),
    ("1.2.840.10045.4.3.2", translatable!("SHA-256 and ECDSA")),
    ("1.2.840.10045.4.3.3", translatable!("SHA-384 and ECDSA")),
    ("1.2.840.10045.4.3.4", translatable!("SHA-512 and ECDSA")),
    ("1.2.156.10197.1.301", "SM2"),
    ("1.2.156.10197.1.501", translatable!("SM2 with SM3")),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
];

/// The name of an algorithm, and of its curve if it has one, out of the DER of its identifier.
fn algorithm(der: &[u8]) -> Message {
    let Some((oid, rest)) = object_identifier(der) else {
        return message!("an unknown algorithm");
    };
    let name = named(oid);
    match object_identifier(rest) {
        Some((curve, _)) => message!("{name} ({curve})", name, curve = named(curve)),
        None => name,
    }
}

fn named(oid: String) -> Message {
    let mut known = ALGORITHMS.iter();
    let found = known.find(|(number, _)| *number == oid);
    found.map_or_else(
        || Message::from(&oid),
        |(_, name)| Message::translatable(name),
    )
}

/// Reads an object identifier at the beginning of DER, and returns what follows it.
fn object_identifier(der: &[u8]) -> Option<(String, &[u8])> {
    let [6, length, rest @ ..] = der else {
        return None;
    };
    let (oid, rest) = rest.split_at_checked(usize::from(*length))?;
    let mut arcs = Vec::new();
    let mut arc: u64 = 0;
    for byte in oid {
        arc = arc.checked_mul(128)? | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            arcs.push(std::mem::take(&mut arc));
        }
    }
    let first = *arcs.first()?;
    let top = (first / 40).min(2);
    let mut text = format!("{top}.{}", first - 40 * top);
    for arc in arcs.get(1..)? {
        text.push_str(&format!(".{arc}"));
    }
    Some((text, rest))
}

#[cfg(test)]
mod tests;
