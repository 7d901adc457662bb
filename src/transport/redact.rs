//! Keeps secrets out of what people read.
#![deny(clippy::arithmetic_side_effects)]

use http::HeaderMap;
use secrecy::{ExposeSecret, SecretString};

/// What stands where a secret stood.
pub const MASK: &str = "***";

/// Headers whose values are secrets.
const SECRET_HEADERS: [&str; 7] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// Words that, in a key, make its value a secret.
const SECRET_WORDS: [&str; 6] = [
    "password",
    "passwd",
    "secret",
    "token",
    "authorization",
    "credential",
];

/// Secrets shorter than this are not searched for: they would mask ordinary text.
const SHORTEST_SECRET: usize = 4;

/// The headers, with secret values masked.
#[must_use]
pub fn headers(headers: &HeaderMap, secrets: &[SecretString]) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let shown = if SECRET_HEADERS.contains(&name.as_str()) {
                MASK.to_owned()
            } else {
                text(&String::from_utf8_lossy(value.as_bytes()), secrets)
            };
            (name.as_str().to_owned(), shown)
        })
        .collect()
}

/// The text, with the given secrets masked, and the values of keys that sound like secrets.
#[must_use]
pub fn text(text: &str, secrets: &[SecretString]) -> String {
    let mut masked = text.to_owned();
    let mut secrets: Vec<&str> = secrets
        .iter()
        .map(ExposeSecret::expose_secret)
        .filter(|secret| secret.len() >= SHORTEST_SECRET)
        .collect();
    // One that begins another, masked first, would leave the other's end.
    secrets.sort_unstable_by_key(|secret| std::cmp::Reverse(secret.len()));
    for secret in secrets {
        for spelling in spellings(secret) {
            masked = masked.replace(&spelling, MASK);
            mask_cut_end(&mut masked, &spelling);
        }
    }
    mask_values(&masked)
}

/// The secret as it is, and as writers of JSON put it between quotes: with as few escapes as can be,
/// with slashes escaped as PHP and Lua do, and with what means something in HTML escaped as Java's do.
fn spellings(secret: &str) -> [String; 4] {
    let quoted = serde_json::Value::from(secret).to_string();
    let plain = quoted.trim_matches('"').to_owned();
    let slashes = plain.replace('/', "\\/");
    let html = ['=', '&', '<', '>', '\'']
        .iter()
        .fold(plain.clone(), |text, mark| {
            text.replace(*mark, &format!("\\u{:04x}", u32::from(*mark)))
        });
    [secret.to_owned(), plain, slashes, html]
}

/// Masks the beginning of a secret that the end of the text cuts off.
fn mask_cut_end(text: &mut String, secret: &str) {
    let cut = secret
        .char_indices()
        .skip(SHORTEST_SECRET)
        .filter_map(|(at, _)| secret.get(..at))
        .filter(|beginning| text.ends_with(beginning))
        .last();
    if let Some(beginning) = cut {
        text.truncate(text.len().saturating_sub(beginning.len()));
        text.push_str(MASK);
    }
}

/// Masks the quoted value after each quoted key that sounds like a secret.
fn mask_values(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut key_is_secret = false;
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('"') {
        let (quoted, after) = opened.split_at(end_of_quoted(opened));
        let is_value = key_is_secret && before.trim() == ":";
        masked.push_str(before);
        masked.push('"');
        masked.push_str(if is_value { MASK } else { quoted });
        key_is_secret = !is_value && sounds_secret(quoted);
        rest = after.strip_prefix('"').map_or(after, |closed| {
            masked.push('"');
            closed
        });
    }
    masked.push_str(rest);
    masked
}

/// Where a quoted text ends: at the next quote that isn't escaped, else with the text.
fn end_of_quoted(text: &str) -> usize {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, c)| {
            let closes = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        })
        .map_or(text.len(), |(at, _)| at)
}

fn sounds_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| key.contains(word))
}
