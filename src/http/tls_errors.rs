//! Says why a TLS handshake failed, and what to do.

use rustls::pki_types::ServerName;
use rustls::{AlertDescription, CertificateError, Error, OtherError, PeerIncompatible};

/// What a server has to support.
const NEEDED: &str = "it has to support TLS 1.3, or TLS 1.2 with ECDHE and AES-GCM or ChaCha20-Poly1305, and to \
                      have an RSA key of 2048 to 8192 bits, or a key of Ed25519 or on P-256, P-384 or, with TLS \
                      1.3, P-521";
const TRUST: &str = "name its file with ca_bundle or SSL_CERT_FILE";
/// Of the names of a certificate, so many are listed.
const MOST_NAMES: usize = 10;

/// Says why a handshake failed, and which setting would help.
pub(super) fn explain(error: &Error) -> String {
    match error {
        Error::InvalidCertificate(problem) => format!("its certificate {}", certificate(problem)),
        Error::AlertReceived(alert) => refused(*alert),
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => too_old(""),
        Error::PeerIncompatible(problem) => nothing_in_common(&format!("{problem:?}")),
        Error::InvalidMessage(_) => format!("{error}; is this an address that speaks TLS?"),
        Error::PeerMisbehaved(_) | Error::DecryptError => {
            format!("{error}; a firewall or a proxy on the way may alter what is sent")
        }
        _ => error.to_string(),
    }
}

/// Returns whether a server ended the connection because it wants to see a certificate, which it may do after
/// the handshake; it has not read the request then.
pub(super) fn wants_certificate(error: &Error) -> bool {
    matches!(
        error,
        Error::AlertReceived(AlertDescription::CertificateRequired)
    )
}

fn refused(alert: AlertDescription) -> String {
    use AlertDescription as Alert;
    match alert {
        Alert::ProtocolVersion => too_old(" (it refused with ProtocolVersion)"),
        Alert::HandshakeFailure
        | Alert::InsufficientSecurity
        | Alert::IllegalParameter
        | Alert::MissingExtension => nothing_in_common(&format!("it refused with {alert:?}")),
        Alert::UnrecognisedName => {
            "it refused with UnrecognisedName: it has no certificate for this host; check the endpoint"
                .to_owned()
        }
        Alert::CertificateRequired
        | Alert::NoCertificate
        | Alert::BadCertificate
        | Alert::AccessDenied => format!(
            "it refused with {alert:?}: it may require a certificate of the client, which this client \
             doesn't send; use an endpoint that doesn't require one"
        ),
        _ => format!("it refused with {alert:?}"),
    }
}

fn too_old(how: &str) -> String {
    format!("it supports neither TLS 1.2 nor TLS 1.3{how}; have one of them enabled there")
}

fn nothing_in_common(how: &str) -> String {
    format!(
        "it and this client have no cipher or kind of key in common, or it requires a certificate of the \
         client, which this client doesn't send ({how}); {NEEDED}"
    )
}

/// The rest of a sentence that begins with the certificate.
fn certificate(problem: &CertificateError) -> String {
    use CertificateError as Problem;
    match problem {
        Problem::Expired | Problem::ExpiredContext { .. } => {
            "has expired, or that of an authority above it; if it has not, set this machine's clock"
                .to_owned()
        }
        Problem::NotValidYet | Problem::NotValidYetContext { .. } => {
            "is not valid yet, or that of an authority above it; if it should be, set this machine's clock"
                .to_owned()
        }
        Problem::NotValidForName => "is not valid for this host; check the endpoint".to_owned(),
        Problem::NotValidForNameContext {
            expected,
            presented,
        } => for_another(expected, presented),
        Problem::UnknownIssuer => {
            format!("was issued by an unknown authority; if that is one of your own, {TRUST}")
        }
        Problem::Revoked => "was revoked; have a new one issued".to_owned(),
        Problem::BadSignature => {
            "has a wrong signature, or a key that is too short or too long (RSA keys need 2048 to 8192 \
             bits); have one issued with such a key, or check whether a firewall alters it"
                .to_owned()
        }
        Problem::BadEncoding => "is malformed; have a new one issued".to_owned(),
        Problem::UnhandledCriticalExtension => {
            "has a critical extension that this client doesn't know; have one issued without it".to_owned()
        }
        Problem::InvalidPurpose | Problem::InvalidPurposeContext { .. } => {
            "is not for servers (its extendedKeyUsage has no serverAuth); have one issued for servers"
                .to_owned()
        }
        Problem::UnsupportedSignatureAlgorithmContext {
            signature_algorithm_id,
            ..
        } => signed_with(&algorithm(signature_algorithm_id)),
        Problem::UnsupportedSignatureAlgorithmForPublicKeyContext {
            signature_algorithm_id,
            public_key_algorithm_id,
        } => signed_with(&format!(
            "{} by a key of {}",
            algorithm(signature_algorithm_id),
            algorithm(public_key_algorithm_id)
        )),
        Problem::Other(OtherError(cause)) => match cause.downcast_ref::<webpki::Error>() {
            Some(error) => malformed(error),
            None => format!("is refused: {cause}"),
        },
        other => format!("is refused: {}", Error::InvalidCertificate(other.clone())),
    }
}

fn malformed(error: &webpki::Error) -> String {
    use webpki::Error as Problem;
    match error {
        Problem::CaUsedAsEndEntity => {
            "is that of an authority (CA:TRUE), which can't be a server's as well, in ca_bundle or not; \
             have one issued for this host (CA:FALSE)"
                .to_owned()
        }
        Problem::EndEntityUsedAsCa => {
            "was issued by a certificate that is not one of an authority (it lacks CA:TRUE); have it \
             issued by one that is"
                .to_owned()
        }
        Problem::UnsupportedCertVersion => {
            "is of version 1, or was issued by one that is; have one of version 3 issued, which has \
             extensions"
                .to_owned()
        }
        Problem::NameConstraintViolation => {
            "is for a name that its authority may not issue certificates for; have it issued by another \
             authority"
                .to_owned()
        }
        Problem::PathLenConstraintViolated => {
            "has more authorities above it than one of them allows (pathlen); have it issued by one \
             further up"
                .to_owned()
        }
        _ => format!("is malformed: {error}; have a new one issued"),
    }
}

fn for_another(expected: &ServerName<'_>, presented: &[String]) -> String {
    let host = expected.to_str();
    let is_address = matches!(expected, ServerName::IpAddress(_));
    let kind = if is_address { "IP" } else { "DNS" };
    let wanted = format!("subjectAltName={kind}:{host}");
    if presented.is_empty() {
        return format!(
            "names no host: it has no subjectAltName, and its CN does not count; have one issued with \
             {wanted}"
        );
    }
    let names: Vec<&str> = presented.iter().map(|name| plain_name(name)).collect();
    if names.contains(&&*host) {
        return format!("has {host} as a name of another kind; have one issued with {wanted}");
    }
    let more = match names.len().saturating_sub(MOST_NAMES) {
        0 => String::new(),
        more => format!(" and {more} others"),
    };
    let names: Vec<&str> = names.into_iter().take(MOST_NAMES).collect();
    format!(
        "is not valid for {host}, only for {}{more}; check the endpoint, or have one issued with {wanted}",
        names.join(", ")
    )
}

/// The name in a certificate, out of the `DnsName("…")` or `IpAddress(…)` that rustls makes of it.
fn plain_name(name: &str) -> &str {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.unwrap_or(name).trim_matches('"')
}

fn signed_with(algorithm: &str) -> String {
    format!(
        "is signed with {algorithm}, or that of an authority above it, which this client can't verify; have \
         it signed with SHA-256, SHA-384 or SHA-512, by a key of RSA or on P-256, P-384 or P-521"
    )
}

/// The algorithms that certificates of companies may have, by their identifiers.
const ALGORITHMS: [(&str, &str); 24] = [
    ("1.2.840.113549.1.1.1", "RSA"),
    ("1.2.840.113549.1.1.4", "MD5 and RSA"),
    ("1.2.840.113549.1.1.5", "SHA-1 and RSA"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", "SHA-256 and RSA"),
    ("1.2.840.113549.1.1.12", "SHA-384 and RSA"),
    ("1.2.840.113549.1.1.13", "SHA-512 and RSA"),
    ("1.2.840.113549.1.1.14", "SHA-224 and RSA"),
    ("1.2.840.10040.4.3", "SHA-1 and DSA"),
    ("1.2.840.10045.2.1", "an elliptic curve"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", "SHA-1 and ECDSA"),
    ("1.2.840.10045.4.3.1", "SHA-224 and ECDSA"),
    ("1.2.840.10045.4.3.2", "SHA-256 and ECDSA"),
    ("1.2.840.10045.4.3.3", "SHA-384 and ECDSA"),
    ("1.2.840.10045.4.3.4", "SHA-512 and ECDSA"),
    ("1.2.156.10197.1.301", "SM2"),
    ("1.2.156.10197.1.501", "SM2 with SM3"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
];

/// The name of an algorithm, and of its curve if it has one, out of the DER of its identifier.
fn algorithm(der: &[u8]) -> String {
    let Some((oid, rest)) = object_identifier(der) else {
        return "an unknown algorithm".to_owned();
    };
    let name = named(oid);
    match object_identifier(rest) {
        Some((curve, _)) => format!("{name} ({})", named(curve)),
        None => name,
    }
}

fn named(oid: String) -> String {
    let mut known = ALGORITHMS.iter();
    let found = known.find(|(number, _)| *number == oid);
    found.map_or(oid, |(_, name)| (*name).to_owned())
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
