//! The signatures that certificates may have: those that ring verifies, and ECDSA with P-521 or SHA-512.

use std::fmt;
use std::sync::LazyLock;

use p256::ecdsa::signature::Error;
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use ring::digest::{self, SHA256, SHA384, SHA512, digest};
use rustls::SignatureScheme as Scheme;
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring as provider};
use rustls::pki_types::{
    AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id,
};
use webpki::ring as verified_by_ring;

type Algorithm = &'static dyn SignatureVerificationAlgorithm;
type Algorithms = &'static [Algorithm];

/// Returns what TLS is made of: ring, and the signatures that it lacks.
pub(super) fn provider() -> CryptoProvider {
    CryptoProvider {
        signature_verification_algorithms: WebPkiSupportedAlgorithms {
            all: &ALL,
            mapping: &MAPPING,
        },
        ..provider::default_provider()
    }
}

/// For the certificates of a chain.
static ALL: LazyLock<Vec<Algorithm>> = LazyLock::new(|| {
    let of_ring = provider::default_provider().signature_verification_algorithms;
    [of_ring.all, ADDED].concat()
});

/// For the handshake.
static MAPPING: LazyLock<Vec<(Scheme, Algorithms)>> = LazyLock::new(|| {
    let of_ring = provider::default_provider().signature_verification_algorithms;
    let is_ecdsa = |scheme| ECDSA.iter().any(|(known, _)| *known == scheme);
    let others = of_ring.mapping.iter().copied();
    let others = others.filter(|(scheme, _)| !is_ecdsa(*scheme));
    ECDSA.iter().copied().chain(others).collect()
});

const ADDED: Algorithms = &[
    &P521_SHA512,
    &P521_SHA384,
    &P521_SHA256,
    &P384_SHA512,
    &P256_SHA512,
];

/// TLS 1.3 uses the first algorithm of a scheme only; with TLS 1.2, a scheme says nothing of the curve.
const ECDSA: &[(Scheme, Algorithms)] = &[
    (
        Scheme::ECDSA_NISTP384_SHA384,
        &[
            verified_by_ring::ECDSA_P384_SHA384,
            verified_by_ring::ECDSA_P256_SHA384,
            &P521_SHA384,
        ],
    ),
    (
        Scheme::ECDSA_NISTP256_SHA256,
        &[
            verified_by_ring::ECDSA_P256_SHA256,
            verified_by_ring::ECDSA_P384_SHA256,
            &P521_SHA256,
        ],
    ),
    (
        Scheme::ECDSA_NISTP521_SHA512,
        &[&P521_SHA512, &P384_SHA512, &P256_SHA512],
    ),
];

static P521_SHA512: Ecdsa = Ecdsa(Curve::P521, &SHA512, alg_id::ECDSA_SHA512);
static P521_SHA384: Ecdsa = Ecdsa(Curve::P521, &SHA384, alg_id::ECDSA_SHA384);
static P521_SHA256: Ecdsa = Ecdsa(Curve::P521, &SHA256, alg_id::ECDSA_SHA256);
static P384_SHA512: Ecdsa = Ecdsa(Curve::P384, &SHA512, alg_id::ECDSA_SHA512);
static P256_SHA512: Ecdsa = Ecdsa(Curve::P256, &SHA512, alg_id::ECDSA_SHA512);

/// ECDSA with keys on a curve and a digest.
struct Ecdsa(Curve, &'static digest::Algorithm, AlgorithmIdentifier);

#[derive(Debug, Clone, Copy)]
enum Curve {
    P256,
    P384,
    P521,
}

impl fmt::Debug for Ecdsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ecdsa({:?}, {:?})", self.0, self.1)
    }
}

impl SignatureVerificationAlgorithm for Ecdsa {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let digest = digest(self.1, message);
        let verified = match self.0 {
            Curve::P256 => p256(public_key, digest.as_ref(), signature),
            Curve::P384 => p384(public_key, digest.as_ref(), signature),
            Curve::P521 => p521(public_key, digest.as_ref(), signature),
        };
        verified.map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        match self.0 {
            Curve::P256 => alg_id::ECDSA_P256,
            Curve::P384 => alg_id::ECDSA_P384,
            Curve::P521 => alg_id::ECDSA_P521,
        }
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.2
    }
}

/// The types of the curves are different, and what they have in common is in one more crate.
macro_rules! verify {
    ($curve:ident) => {
        fn $curve(public_key: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), Error> {
            let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(public_key)?;
            let signature = $curve::ecdsa::Signature::from_der(signature)?;
            key.verify_prehash(digest, &signature)
        }
    };
}

verify!(p256);
verify!(p384);
verify!(p521);

#[cfg(test)]
mod tests;
