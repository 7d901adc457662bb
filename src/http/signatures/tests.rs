#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;

struct Vector {
    name: &'static str,
    algorithm: Algorithm,
    public_key: Vec<u8>,
    signature: Vec<u8>,
}

impl Vector {
    fn verifies(&self, message: &[u8]) -> bool {
        let (key, signature) = (&self.public_key, &self.signature);
        let verified = self.algorithm.verify_signature(key, message, signature);
        verified.is_ok()
    }
}

/// One for each algorithm that is added to those of ring, in their order.
fn vectors() -> Vec<Vector> {
    let lines = include_str!("vectors.txt").lines().skip(1);
    let vectors = lines.zip(ADDED).map(|(line, algorithm)| {
        let words: Vec<&str> = line.split(' ').collect();
        Vector {
            name: words[0],
            algorithm: *algorithm,
            public_key: hex::decode(words[1]).unwrap(),
            signature: hex::decode(words[2]).unwrap(),
        }
    });
    vectors.collect()
}

#[test]
fn signatures_of_another_library_are_verified() {
    let vectors = vectors();
    assert_eq!(vectors.len(), ADDED.len());
    for vector in vectors {
        assert!(vector.verifies(b"message"), "{}", vector.name);
        assert!(!vector.verifies(b"messagf"), "{}", vector.name);
        assert!(!vector.verifies(b""), "{}", vector.name);
    }
}

#[test]
fn a_signature_counts_for_its_own_digest_and_curve_only() {
    let vectors = vectors();
    for (one, other) in
        (0..vectors.len()).flat_map(|one| (0..vectors.len()).map(move |other| (one, other)))
    {
        let (key, signature) = (&vectors[one].public_key, &vectors[one].signature);
        let verified = vectors[other]
            .algorithm
            .verify_signature(key, b"message", signature);
        assert_eq!(verified.is_ok(), one == other, "{one} as {other}");
    }
}

#[test]
fn zeros_are_no_signature() {
    for mut vector in vectors() {
        vector.signature = hex::decode("3006020100020100").unwrap();
        assert!(!vector.verifies(b"message"), "{}", vector.name);
        vector.signature = hex::decode("3006020101020101").unwrap();
        assert!(!vector.verifies(b"message"), "{}", vector.name);
    }
}

#[test]
fn each_scheme_is_offered_once_and_those_of_ring_all() {
    let schemes = provider()
        .signature_verification_algorithms
        .supported_schemes();
    let of_ring = provider::default_provider().signature_verification_algorithms;
    assert_eq!(schemes.len(), of_ring.supported_schemes().len() + 1);
    assert!(
        of_ring
            .supported_schemes()
            .iter()
            .all(|scheme| schemes.contains(scheme))
    );
    assert!(schemes.contains(&Scheme::ECDSA_NISTP521_SHA512));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_changed_bit_is_noticed(number in 0..5_usize, in_key: bool, bit in any::<prop::sample::Index>()) {
        let mut vector = vectors().remove(number);
        let bytes = if in_key { &mut vector.public_key } else { &mut vector.signature };
        let bit = bit.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!vector.verifies(b"message"));
    }

    #[test]
    fn no_bytes_make_the_verifiers_panic(
        number in 0..5_usize,
        key in prop::collection::vec(any::<u8>(), 0..140),
        signature in prop::collection::vec(any::<u8>(), 0..140),
    ) {
        let mut vector = vectors().remove(number);
        (vector.public_key, vector.signature) = (key, signature);
        prop_assert!(!vector.verifies(b"message"));
    }
}
