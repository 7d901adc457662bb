//! Which keys have secret values, and what texts show in their place.

/// What a text shows in place of a secret.
pub const MASK: &str = "***";

/// A key that contains one of these is secret; compared without case and punctuation.
const SECRET_WORDS: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "authorization",
    "credential",
    "privatekey",
    "apikey",
    "signature",
    "cookie",
];
/// Keys that are secret as a whole.
const SECRET_KEYS: [&str; 4] = ["pass", "pwd", "sk", "jwt"];

/// Returns whether the value of a key is a secret, by the words in the key.
#[must_use]
pub fn is_secret_key(key: &str) -> bool {
    let key: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SECRET_KEYS.contains(&&*key) || SECRET_WORDS.iter().any(|word| key.contains(word))
}
