//! Whom TLS trusts.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};

use crate::error::Error;

/// Whom a client trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// The platform's roots, or those of `SSL_CERT_FILE`.
    Platform,
    /// The roots in a PEM file, and no others.
    Bundle(PathBuf),
    /// Anybody.
    Anybody,
}

/// The configuration that TLS connections of a client share.
///
/// # Errors
/// [`Error::Config`] if the file of roots can't be read or holds none.
pub fn client_config(trust: &Trust) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Config(format!("TLS can't be set up: {error}")))?;
    let roots = match trust {
        Trust::Anybody => {
            return Ok(builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(TrustAnybody(provider)))
                .with_no_client_auth());
        }
        Trust::Platform => rustls_native_certs::load_native_certs(),
        Trust::Bundle(file) => rustls_native_certs::load_certs_from_paths(Some(file), None),
    };
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.certs);
    if let (Trust::Bundle(file), true) = (trust, store.is_empty()) {
        let cause = roots
            .errors
            .first()
            .map(|error| format!(" ({error})"))
            .unwrap_or_default();
        return Err(Error::Config(format!(
            "ca_bundle {}: holds no certificate that can be read{cause}; name a PEM file with the certificates to trust",
            file.display()
        )));
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

/// Why the other side was not trusted, and which setting would help.
#[must_use]
pub fn explain(error: &rustls::Error) -> String {
    use CertificateError as Certificate;
    let rustls::Error::InvalidCertificate(problem) = error else {
        return format!("{error}; is this an address that speaks TLS?");
    };
    match problem {
        Certificate::Expired | Certificate::ExpiredContext { .. } => {
            "its certificate has expired; if it has not, set this machine's clock".to_owned()
        }
        Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
            "its certificate is not valid yet; if it should be, set this machine's clock".to_owned()
        }
        Certificate::NotValidForName => {
            "its certificate is not valid for this host; check the endpoint".to_owned()
        }
        Certificate::NotValidForNameContext {
            expected,
            presented,
        } => format!(
            "its certificate is not valid for {}, only for {}; check the endpoint",
            expected.to_str(),
            presented
                .iter()
                .map(|name| plain_name(name))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Certificate::UnknownIssuer => {
            "its certificate was issued by an unknown authority; if that \
            is one of your own, name its file with ca_bundle or SSL_CERT_FILE"
                .to_owned()
        }
        Certificate::Revoked => "its certificate was revoked".to_owned(),
        _ => {
            "its certificate can't be accepted as it is, perhaps because it is self-signed; name a \
            file of whom to trust with ca_bundle or SSL_CERT_FILE"
                .to_owned()
        }
    }
}

/// The name in a certificate, out of the `DnsName("…")` that rustls makes of it.
fn plain_name(name: &str) -> &str {
    name.split('"').nth(1).unwrap_or(name)
}

/// Accepts every certificate; the signatures of the handshake are still checked.
#[derive(Debug)]
struct TrustAnybody(Arc<CryptoProvider>);

impl ServerCertVerifier for TrustAnybody {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            cert,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            cert,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
