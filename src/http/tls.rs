//! Which certificates TLS trusts.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

pub use super::certificates::CaBundle;
use super::signatures;
use crate::error::Error;
use crate::message::translate_system_error;

/// Which certificates a client trusts.
#[derive(Debug, Clone)]
pub enum Trust {
    /// The platform's roots.
    Platform,
    /// The roots in files that the user names, and no others.
    Bundle(CaBundle),
    /// Every certificate.
    Unverified,
}

/// Returns the configuration that the TLS connections of a client share. `verifies` says whether
/// a connection uses TLS, so that roots are needed.
///
/// # Errors
/// [`Error::Config`] if the roots can't be read or there are none.
pub fn client_config(trust: &Trust, verifies: bool) -> Result<ClientConfig, Error> {
    let provider = Arc::new(signatures::provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| {
            Error::Config(message!(
                "TLS can't be set up: {error}",
                error = translate_system_error(&error.to_string())
            ))
        })?;
    let roots = match trust {
        Trust::Unverified => {
            return Ok(builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Unverified(provider)))
                .with_no_client_auth());
        }
        _ if !verifies => Arc::new(RootCertStore::empty()),
        Trust::Platform => Arc::new(of_platform()?),
        Trust::Bundle(bundle) => bundle.clone().required()?.roots,
    };
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Returns the roots of the platform.
fn of_platform() -> Result<RootCertStore, Error> {
    let found = native_certificates();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if !roots.is_empty() {
        return Ok(roots);
    }
    let cause = found.errors.first();
    let cause = cause.map(|cause| {
        message!(
            " ({cause})",
            cause = translate_system_error(&cause.to_string())
        )
    });
    Err(Error::Config(message!(
        "this machine has no certificates to trust{cause}; install its package of them \
         (ca-certificates), or name a PEM file with ca_bundle",
        cause
    )))
}

#[cfg(any(windows, target_os = "macos"))]
use rustls_native_certs::load_native_certs as native_certificates;

/// Reads the certificates where the distributions have them. `load_native_certs` would take an empty
/// `SSL_CERT_FILE` for the name of a file.
#[cfg(not(any(windows, target_os = "macos")))]
fn native_certificates() -> rustls_native_certs::CertificateResult {
    let found = openssl_probe::probe();
    let folder = found.cert_dir.first().map(AsRef::as_ref);
    rustls_native_certs::load_certs_from_paths(found.cert_file.as_deref(), folder)
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
