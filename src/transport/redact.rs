//! Masks secrets in texts that people read.
//!
//! All escapes in a text and in the secrets are decoded before they are compared (`unescape`), so that a
//! secret is found in any mixture of the escapes of JSON, HTML, URLs and string literals, also escaped
//! more than once. A secret is also searched for in Base64.
#![deny(clippy::arithmetic_side_effects)]

mod entities;
mod keys;
mod overlap;
mod search;
mod unescape;

use std::fmt;
use std::ops::Range;

use http::HeaderMap;
use secrecy::{ExposeSecret, SecretString};

use self::overlap::{SecretPattern, TextView};
use self::search::{Matches, Pattern};
use self::unescape::UnescapedChar;
use crate::message::Message;
use crate::secret::MASK;

/// Headers whose values are secrets.
const SECRET_HEADERS: [&str; 8] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-auth-token",
    "x-metadata-token",
    "x-security-token",
    "x-subject-token",
];

/// Secrets shorter than this are not searched for: they would mask ordinary text.
const MIN_SECRET_LENGTH: usize = 4;

/// Fixed sentences of the services: a secret that is also a word of one is not masked there.
const SENTENCES: [&str; 4] = [
    "The username or password is wrong.",
    "The username or password is incorrect.",
    "The request you have made requires authentication.",
    "Incorrect IAM authentication information",
];

/// Returns whether the value of a header is a secret.
#[must_use]
pub fn is_secret_header(name: &str) -> bool {
    SECRET_HEADERS.contains(&name)
}

/// Returns headers with secret values masked; the values of several of a name are joined.
#[must_use]
pub fn headers(headers: &HeaderMap, secrets: &[SecretString]) -> Vec<(String, String)> {
    Redactor::new(secrets).headers(headers)
}

/// Returns a text with the secrets and the values of secret keys masked.
#[must_use]
pub fn text(text: &str, secrets: &[SecretString]) -> String {
    Redactor::new(secrets).text(text)
}

/// Returns the character that a character reference of HTML stands for, given without `&` and `;`.
pub(super) fn entity(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        None => entities::code(name)?,
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
    };
    char::from_u32(code)
}

/// Masks secrets in texts.
pub struct Redactor {
    /// The secrets as they are.
    literal: Vec<Pattern>,
    /// The unescaped secrets.
    unescaped: Vec<SecretPattern>,
    /// The secrets that are too short without their backslashes.
    backslash: Vec<BackslashSecret>,
    /// The secrets in Base64, without the characters at both ends that depend on the bytes around them.
    base64: Vec<SecretPattern>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

impl Redactor {
    /// Masks these secrets.
    #[must_use]
    pub fn new(secrets: &[SecretString]) -> Self {
        let mut texts: Vec<&str> = secrets.iter().map(ExposeSecret::expose_secret).collect();
        texts.retain(|secret| secret.len() >= MIN_SECRET_LENGTH);
        texts.sort_unstable();
        texts.dedup();
        let literal = texts.iter().map(|secret| Pattern::new(codes(secret)));
        let unescaped = texts.iter().flat_map(|secret| unescaped_forms(secret));
        let backslash = texts
            .iter()
            .filter_map(|secret| BackslashSecret::new(secret));
        let base64 = texts.iter().flat_map(|secret| base64_forms(secret));
        let base64 = base64.map(|form| form.chars().map(normalize).collect());
        Self {
            literal: literal.collect(),
            unescaped: patterns(unescaped),
            backslash: backslash.collect(),
            base64: patterns(base64),
        }
    }

    /// Returns a message as [`Self::text`] returns a text.
    #[must_use]
    pub fn message(&self, message: &Message) -> Message {
        message.map(|text| self.text(text))
    }

    /// Returns a text with the secrets and the values of secret keys masked.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut masked: Vec<Range<usize>> = Vec::new();
        let literal = codes(text);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for pattern in &self.literal {
            let matches = pattern.find(&literal, usize::MAX);
            let offset = |at: usize| offsets.get(at).copied().unwrap_or(text.len());
            masked.extend(
                matches
                    .complete
                    .iter()
                    .map(|range| offset(range.start)..offset(range.end)),
            );
        }
        let unescaped = unescape::unescape(text);
        let characters = &unescaped.characters;
        let normalized = normalized(characters);
        let view = TextView::new(text, characters, &normalized);
        for secret in &self.unescaped {
            let matches = secret.pattern.find(&normalized, unescaped.truncated_escape);
            masked.extend(truncated_match(
                &matches,
                characters,
                unescaped.truncated_escape,
                text.len(),
            ));
            let complete = matches.complete.iter();
            masked.extend(complete.map(|range| source_range(characters, range, text.len())));
            let overlaps = secret.overlaps(&view);
            masked.extend(overlaps.into_iter().map(|overlap| overlap.text));
        }
        for secret in &self.backslash {
            let found = secret.find(characters, &normalized, text.len());
            masked.extend(found.map(|range| source_range(characters, &range, text.len())));
        }
        for secret in &self.base64 {
            let matches = secret.pattern.find(&normalized, unescaped.truncated_escape);
            masked.extend(truncated_match(
                &matches,
                characters,
                unescaped.truncated_escape,
                text.len(),
            ));
            masked.extend(base64_ranges(&view, &matches));
            for overlap in secret.overlaps(&view) {
                let enclosing = enclosing_base64(characters, overlap.characters);
                masked.push(overlap.text);
                masked.push(source_range(characters, &enclosing, text.len()));
            }
        }
        masked.extend(keys::secret_values(text, characters));
        if !masked.is_empty() {
            let sentences = SENTENCES
                .iter()
                .flat_map(|sentence| text.match_indices(sentence));
            for (start, sentence) in sentences {
                let end = start.saturating_add(sentence.len());
                masked.retain(|range| range.start < start || range.end > end);
            }
        }
        mask_ranges(text, masked)
    }

    /// Returns headers with secret values masked; the values of several of a name are joined.
    #[must_use]
    pub fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let names = headers.keys();
        names
            .map(|name| {
                let values = headers.get_all(name).iter();
                let values = values.map(|value| self.value(name.as_str(), value.as_bytes()));
                (
                    name.as_str().to_owned(),
                    values.collect::<Vec<_>>().join(", "),
                )
            })
            .collect()
    }

    fn value(&self, name: &str, value: &[u8]) -> String {
        if is_secret_header(name) {
            return MASK.to_owned();
        }
        match std::str::from_utf8(value) {
            Ok(value) => self.text(value),
            // HTTP allows these bytes, and they once were Latin-1.
            Err(_) => self.text(&value.iter().copied().map(char::from).collect::<String>()),
        }
    }
}

/// A secret that is too short without its backslashes. It matches where the text has at least as many.
struct BackslashSecret {
    pattern: Pattern,
    /// The number of backslashes before each character, and after the last one.
    backslashes: Vec<usize>,
}

impl BackslashSecret {
    /// Returns `None` for a secret that is long enough without backslashes, or has none.
    fn new(secret: &str) -> Option<Self> {
        let characters = unescape::unescape(secret).characters;
        let codes = normalized(&characters);
        let is_searched = codes.len() >= MIN_SECRET_LENGTH || codes.iter().any(|code| *code > 0x7f);
        if codes.is_empty() || is_searched {
            return None;
        }
        let after_last = secret.chars().rev().take_while(|c| *c == '\\').count();
        let mut backslashes: Vec<usize> = characters
            .iter()
            .map(|character| character.backslashes)
            .collect();
        backslashes.push(after_last);
        backslashes.iter().any(|count| *count > 0).then(|| Self {
            pattern: Pattern::new(codes),
            backslashes,
        })
    }

    /// Finds the secret; `length` is that of the text.
    fn find(
        &self,
        characters: &[UnescapedChar],
        normalized: &[u32],
        length: usize,
    ) -> impl Iterator<Item = Range<usize>> {
        // After the last character there can only be backslashes.
        let end = characters.last().map_or(0, |last| last.end);
        let at_end = if end < length { usize::MAX } else { 0 };
        let found = self.pattern.find(normalized, usize::MAX).complete;
        found.into_iter().filter(move |range| {
            let matched = characters.get(range.start..).unwrap_or_default().iter();
            let counts = matched
                .map(|character| character.backslashes)
                .chain([at_end]);
            let mut pairs = self.backslashes.iter().zip(counts);
            pairs.all(|(least, count)| count >= *least)
        })
    }
}

fn codes(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

fn normalized(characters: &[UnescapedChar]) -> Vec<u32> {
    characters.iter().map(UnescapedChar::normalized).collect()
}

/// Normalizes a character of Base64 as [`UnescapedChar::normalized`] does: `+` is a blank in a query.
fn normalize(c: char) -> u32 {
    u32::from(if c == '+' { ' ' } else { c })
}

/// Returns the unescaped secret, and the same with its Latin-1 characters as bytes, which may be UTF-8.
fn unescaped_forms(secret: &str) -> Vec<Vec<u32>> {
    let mut forms = vec![normalized(&unescape::unescape(secret).characters)];
    if secret.contains(|c| ('\u{80}'..='\u{ff}').contains(&c)) {
        let escaped = secret.chars().map(|c| match u32::from(c) {
            code @ 0x80..=0xff => format!("\\x{code:x}"),
            _ => c.to_string(),
        });
        let escaped: String = escaped.collect();
        forms.push(normalized(&unescape::unescape(&escaped).characters));
    }
    forms
}

fn patterns(codes: impl Iterator<Item = Vec<u32>>) -> Vec<SecretPattern> {
    let patterns = codes
        .filter(|codes| codes.len() >= MIN_SECRET_LENGTH || codes.iter().any(|code| *code > 0x7f));
    patterns.map(SecretPattern::new).collect()
}

/// Returns the characters of Base64 that depend on the secret alone, for each of the three positions of
/// its first byte in a group, in both alphabets.
fn base64_forms(secret: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3_usize {
        let mut bytes = vec![0; before];
        bytes.extend_from_slice(secret.as_bytes());
        let encoded = base64(&bytes);
        let first = before.saturating_mul(8).div_ceil(6);
        let last = bytes.len().saturating_mul(8) / 6;
        let form = encoded.get(first..last).unwrap_or_default();
        forms.push(form.to_owned());
        if form.contains(['+', '/']) {
            forms.push(form.replace('+', "-").replace('/', "_"));
        }
    }
    forms
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.chunks(3).flat_map(|group| {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        [18, 12, 6, 0].map(|shift| bits >> shift & 0x3f)
    });
    let characters = groups.map(|index| {
        let index = usize::try_from(index).unwrap_or(0);
        char::from(ALPHABET.get(index).copied().unwrap_or(b'A'))
    });
    characters.collect()
}

/// Returns the ranges of the text with the Base64 that contains a secret.
fn base64_ranges(view: &TextView<'_>, matches: &Matches) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut end = 0;
    for range in &matches.complete {
        if range.start >= end {
            let enclosing = enclosing_base64(view.characters, range.clone());
            end = enclosing.end;
            ranges.push(source_range(view.characters, &enclosing, view.text.len()));
        }
    }
    ranges
}

/// Extends a range to all of the Base64 around it, whose ends encode a part of the secret, too.
fn enclosing_base64(characters: &[UnescapedChar], range: Range<usize>) -> Range<usize> {
    let belongs = |at: &usize, others: &str| {
        let c = characters.get(*at).and_then(UnescapedChar::ascii);
        c.is_some_and(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    let before = (0..range.start).rev().take_while(|at| belongs(at, "+/-_"));
    let after = (range.end..characters.len()).take_while(|at| belongs(at, "+/-_="));
    let start = before.last().unwrap_or(range.start);
    start
        ..after
            .last()
            .map_or(range.end, |last| last.saturating_add(1))
}

/// Returns the range of the text that a range of unescaped characters comes from.
fn source_range(characters: &[UnescapedChar], range: &Range<usize>, length: usize) -> Range<usize> {
    let start = characters
        .get(range.start)
        .map_or(length, |character| character.start);
    let last = range
        .end
        .checked_sub(1)
        .and_then(|last| characters.get(last));
    start..last.map_or(length, |character| character.end)
}

/// Returns the range of a secret that is truncated at the end of the text.
fn truncated_match(
    matches: &Matches,
    characters: &[UnescapedChar],
    truncated_escape: usize,
    length: usize,
) -> Option<Range<usize>> {
    [
        (matches.prefix_at_end, characters.len()),
        (matches.prefix_at, truncated_escape),
    ]
    .into_iter()
    .filter(|(prefix, _)| *prefix >= MIN_SECRET_LENGTH)
    .filter_map(|(prefix, end)| characters.get(end.checked_sub(prefix)?))
    .map(|first| first.start..length)
    .min_by_key(|range| range.start)
}

/// Replaces each range of a text by a mask.
fn mask_ranges(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| range.start);
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for (index, range) in ranges.iter().enumerate() {
        if index == 0 || range.start > end {
            replaced.push_str(text.get(end..range.start).unwrap_or_default());
            replaced.push_str(MASK);
        }
        end = end.max(range.end);
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    replaced
}
