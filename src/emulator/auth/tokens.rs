//! Signed tokens, which can be checked without storing them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use ring::hmac;

use crate::emulator::clock;

const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
const PREFIX: &str = "emulator-token-";
/// Three numbers of 16 hexadecimal digits: serial number, generation, expiry.
const CLAIMS_LENGTH: usize = 48;

/// An issued token.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenError {
    /// It was valid.
    Expired,
    /// It was not issued here.
    Unknown,
}

/// The issuer of tokens.
#[derive(Debug)]
pub(crate) struct Tokens {
    key: hmac::Key,
    issued: AtomicU64,
    generation: AtomicU64,
}

impl Tokens {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            issued: AtomicU64::new(0),
            generation: AtomicU64::new(0),
        }
    }

    pub(crate) fn issue(&self, now: Timestamp) -> Token {
        let expires_at = clock::later(now, LIFETIME);
        let serial = self.issued.fetch_add(1, Ordering::SeqCst);
        let generation = self.generation.load(Ordering::SeqCst);
        let expiry = expires_at.as_microsecond();
        let claims = format!("{serial:016x}{generation:016x}{expiry:016x}");
        Token {
            text: format!("{PREFIX}{claims}{}", self.signature(&claims)),
            issued_at: now,
            expires_at,
        }
    }

    /// Expires every token issued so far.
    pub(crate) fn revoke_all(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn check(&self, text: &str, now: Timestamp) -> Result<(), TokenError> {
        let (generation, expiry) = self.read(text).ok_or(TokenError::Unknown)?;
        let current = self.generation.load(Ordering::SeqCst);
        if generation == current && now.as_microsecond() < expiry {
            Ok(())
        } else {
            Err(TokenError::Expired)
        }
    }

    fn read(&self, text: &str) -> Option<(u64, i64)> {
        let (claims, signature) = text.strip_prefix(PREFIX)?.split_at_checked(CLAIMS_LENGTH)?;
        let signature = hex::decode(signature).ok()?;
        hmac::verify(&self.key, claims.as_bytes(), &signature).ok()?;
        let generation = u64::from_str_radix(claims.get(16..32)?, 16).ok()?;
        // A time before 1970 is negative, and written in two's complement.
        let expiry = u64::from_str_radix(claims.get(32..)?, 16).ok()?;
        Some((generation, expiry.cast_signed()))
    }

    fn signature(&self, claims: &str) -> String {
        hex::encode(hmac::sign(&self.key, claims.as_bytes()))
    }
}
