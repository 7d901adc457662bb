//! Tokens that carry their own proof, so that none has to be remembered.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use ring::hmac;

use super::{clock, hex};

const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
const PREFIX: &str = "emulator-token-";
/// Three numbers of 16 hexadecimal digits: serial number, generation, end.
const CLAIM_DIGITS: usize = 48;

/// A token as it is handed out.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenFault {
    /// It was good once.
    Expired,
    /// It was never issued here.
    Unknown,
}

/// The issuer of tokens.
#[derive(Debug)]
pub(super) struct Tokens {
    key: hmac::Key,
    issued: AtomicU64,
    generation: AtomicU64,
}

impl Tokens {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &seed.to_be_bytes()),
            issued: AtomicU64::new(0),
            generation: AtomicU64::new(0),
        }
    }

    pub(super) fn issue(&self, now: Timestamp) -> Token {
        let expires_at = clock::later(now, LIFETIME);
        let serial = self.issued.fetch_add(1, Ordering::SeqCst);
        let generation = self.generation.load(Ordering::SeqCst);
        let end = expires_at.as_microsecond();
        let claim = format!("{serial:016x}{generation:016x}{end:016x}");
        Token {
            text: format!("{PREFIX}{claim}{}", self.proof(&claim)),
            issued_at: now,
            expires_at,
        }
    }

    /// Refuses from now on every token issued so far.
    pub(super) fn revoke_all(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn check(&self, text: &str, now: Timestamp) -> Result<(), TokenFault> {
        let (generation, end) = self.read(text).ok_or(TokenFault::Unknown)?;
        let current = self.generation.load(Ordering::SeqCst);
        if generation == current && now.as_microsecond() < end {
            Ok(())
        } else {
            Err(TokenFault::Expired)
        }
    }

    fn read(&self, text: &str) -> Option<(u64, i64)> {
        let (claim, proof) = text.strip_prefix(PREFIX)?.split_at_checked(CLAIM_DIGITS)?;
        if proof != self.proof(claim) {
            return None;
        }
        let generation = u64::from_str_radix(claim.get(16..32)?, 16).ok()?;
        let end = i64::from_str_radix(claim.get(32..)?, 16).ok()?;
        Some((generation, end))
    }

    fn proof(&self, claim: &str) -> String {
        hex::encode(hmac::sign(&self.key, claim.as_bytes()).as_ref())
    }
}
