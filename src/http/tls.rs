//! Which certificates TLS trusts.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use super::signatures;
use crate::error::Error;

/// Which certificates a client trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// The platform's roots, or those of `SSL_CERT_FILE`.
    Platform,
    /// The roots in a PEM file, and no others.
    Bundle(PathBuf),
    /// Every certificate.
    Unverified,
}

/// Returns the configuration that the TLS connections of a client share. `verifies` says whether
/// an endpoint uses TLS, so that roots are needed.
///
/// # Errors
/// [`Error::Config`] if the roots can't be read or there are none.
pub fn client_config(trust: &Trust, verifies: bool) -> Result<ClientConfig, Error> {
    let provider = Arc::new(signatures::provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Config(format!("TLS can't be set up: {error}")))?;
    let roots = match trust {
        Trust::Unverified => {
            return Ok(builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Unverified(provider)))
                .with_no_client_auth());
        }
        Trust::Platform => rustls_native_certs::load_native_certs(),
        Trust::Bundle(file) => rustls_native_certs::load_certs_from_paths(Some(file), None),
    };
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.certs);
    if store.is_empty() && (verifies || matches!(trust, Trust::Bundle(_))) {
        return Err(no_roots(trust, roots.errors.first()));
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

fn no_roots(trust: &Trust, cause: Option<&impl Display>) -> Error {
    let cause = cause.map(|cause| format!(" ({cause})")).unwrap_or_default();
    let named = |name: &str, file: &Path| {
        let file = file.display();
        format!(
            "{name} {file}: holds no certificate that can be read{cause}; name a PEM file with the \
            certificates to trust"
        )
    };
    #[allow(
        clippy::disallowed_methods,
        reason = "what loads the platform's roots reads it, too"
    )]
    let file = std::env::var_os("SSL_CERT_FILE");
    Error::Config(match (trust, file) {
        (Trust::Bundle(file), _) => named("ca_bundle", file),
        (_, Some(file)) => named("SSL_CERT_FILE", Path::new(&file)),
        (_, None) => format!(
            "this machine has no certificates to trust{cause}; install its package of them \
            (ca-certificates), or name a PEM file with ca_bundle"
        ),
    })
}

/// Accepts every certificate; the signatures of the handshake are still checked.
#[derive(Debug)]
struct Unverified(Arc<CryptoProvider>);

impl ServerCertVerifier for Unverified {
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
