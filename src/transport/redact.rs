//! Keeps secrets out of what people read.
//!
//! A text and the secrets are both read as they are meant (`unescape`), so that a secret is found
//! however it is spelled: with the escapes of JSON, HTML, URLs and string literals, mixed, and escaped
//! more than once. Base64 is searched for what it would contain.
#![deny(clippy::arithmetic_side_effects)]

mod entities;
mod keys;
mod overlap;
mod search;
mod unescape;

use crate::message::Message;
use crate::secret::MASK;
use std::fmt;
use std::ops::Range;

use http::HeaderMap;
use secrecy::{ExposeSecret, SecretString};

use self::overlap::{Reading, Secret};
use self::search::{Found, Pattern};
use self::unescape::Symbol;

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

/// Sentences of the services that don't depend on the caller: a secret that happens to be a word of one is
/// not masked there.
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

/// The headers, with secret values masked; several of a name are joined.
#[must_use]
pub fn headers(headers: &HeaderMap, secrets: &[SecretString]) -> Vec<(String, String)> {
    Redactor::new(secrets).headers(headers)
}

/// The text, with the given secrets masked, and the values of keys that sound like secrets.
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
    plain: Vec<Pattern>,
    /// As they are meant.
    meant: Vec<Secret>,
    /// As they are meant, if that is too short to be searched for without its backslashes.
    slashed: Vec<Slashed>,
    /// As they are in Base64, without the characters at both ends that depend on what is around them.
    base64: Vec<Secret>,
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
        let plain = texts.iter().map(|secret| Pattern::new(codes(secret)));
        let meant = texts.iter().flat_map(|secret| meanings(secret));
        let slashed = texts.iter().filter_map(|secret| Slashed::new(secret));
        let base64 = texts.iter().flat_map(|secret| base64_forms(secret));
        let base64 = base64.map(|form| form.chars().map(fold).collect());
        Self {
            plain: plain.collect(),
            meant: patterns(meant),
            slashed: slashed.collect(),
            base64: patterns(base64),
        }
    }

    /// Returns a message as [`Self::text`] returns a text.
    #[must_use]
    pub fn message(&self, message: &Message) -> Message {
        message.map(|text| self.text(text))
    }

    /// Returns a text with the secrets masked, and the values of keys that sound like secrets.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut masked: Vec<Range<usize>> = Vec::new();
        let plain = codes(text);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for pattern in &self.plain {
            let found = pattern.find(&plain, usize::MAX);
            let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
            masked.extend(
                found
                    .whole
                    .iter()
                    .map(|range| place(range.start)..place(range.end)),
            );
        }
        let meaning = unescape::read(text);
        let symbols = &meaning.symbols;
        let folded = folded(symbols);
        let reading = Reading::new(text, symbols, &folded);
        for secret in &self.meant {
            let found = secret.pattern.find(&folded, meaning.cut_escape);
            masked.extend(cut(&found, symbols, meaning.cut_escape, text.len()));
            let whole = found.whole.iter();
            masked.extend(whole.map(|range| span(symbols, range, text.len())));
            let overlaps = secret.overlaps(&reading);
            masked.extend(overlaps.into_iter().map(|overlap| overlap.text));
        }
        for secret in &self.slashed {
            let found = secret.find(symbols, &folded, text.len());
            masked.extend(found.map(|range| span(symbols, &range, text.len())));
        }
        for secret in &self.base64 {
            let found = secret.pattern.find(&folded, meaning.cut_escape);
            masked.extend(cut(&found, symbols, meaning.cut_escape, text.len()));
            masked.extend(base64_spans(&reading, &found));
            for overlap in secret.overlaps(&reading) {
                let whole = whole_base64(symbols, overlap.symbols);
                masked.push(overlap.text);
                masked.push(span(symbols, &whole, text.len()));
            }
        }
        masked.extend(keys::secret_values(text, symbols));
        if !masked.is_empty() {
            let sentences = SENTENCES.iter().flat_map(|words| text.match_indices(words));
            for (start, words) in sentences {
                let end = start.saturating_add(words.len());
                masked.retain(|part| part.start < start || part.end > end);
            }
        }
        replaced(text, masked)
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

/// A secret with so many backslashes that little is left without them: it is found where the text has as
/// many.
struct Slashed {
    pattern: Pattern,
    /// How many backslashes stand before each symbol, and behind the last one.
    slashes: Vec<usize>,
}

impl Slashed {
    /// Returns the secret if it is one of these.
    fn new(secret: &str) -> Option<Self> {
        let symbols = unescape::read(secret).symbols;
        let codes = folded(&symbols);
        let is_searched = codes.len() >= MIN_SECRET_LENGTH || codes.iter().any(|code| *code > 0x7f);
        if codes.is_empty() || is_searched {
            return None;
        }
        let behind = secret.chars().rev().take_while(|c| *c == '\\').count();
        let mut slashes: Vec<usize> = symbols.iter().map(|symbol| symbol.slashes).collect();
        slashes.push(behind);
        slashes.iter().any(|count| *count > 0).then(|| Self {
            pattern: Pattern::new(codes),
            slashes,
        })
    }

    /// Finds the secret; `length` is that of the text.
    fn find(
        &self,
        symbols: &[Symbol],
        folded: &[u32],
        length: usize,
    ) -> impl Iterator<Item = Range<usize>> {
        // Behind the last symbol there can be nothing but backslashes.
        let end = symbols.last().map_or(0, |last| last.end);
        let at_end = if end < length { usize::MAX } else { 0 };
        let found = self.pattern.find(folded, usize::MAX).whole;
        found.into_iter().filter(move |range| {
            let spelled = symbols.get(range.start..).unwrap_or_default().iter();
            let counts = spelled.map(|symbol| symbol.slashes).chain([at_end]);
            let mut pairs = self.slashes.iter().zip(counts);
            pairs.all(|(least, count)| count >= *least)
        })
    }
}

fn codes(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

fn folded(symbols: &[Symbol]) -> Vec<u32> {
    symbols.iter().map(Symbol::folded).collect()
}

/// As symbols are folded; Base64 has one character that means another in a query.
fn fold(c: char) -> u32 {
    u32::from(if c == '+' { ' ' } else { c })
}

/// What a secret may mean: the same bytes are other characters in Latin-1 than in UTF-8, and both are
/// escaped alike.
fn meanings(secret: &str) -> Vec<Vec<u32>> {
    let mut meanings = vec![folded(&unescape::read(secret).symbols)];
    if secret.contains(|c| ('\u{80}'..='\u{ff}').contains(&c)) {
        let escaped = secret.chars().map(|c| match u32::from(c) {
            code @ 0x80..=0xff => format!("\\x{code:x}"),
            _ => c.to_string(),
        });
        let escaped: String = escaped.collect();
        meanings.push(folded(&unescape::read(&escaped).symbols));
    }
    meanings
}

fn patterns(codes: impl Iterator<Item = Vec<u32>>) -> Vec<Secret> {
    let patterns = codes
        .filter(|codes| codes.len() >= MIN_SECRET_LENGTH || codes.iter().any(|code| *code > 0x7f));
    patterns.map(Secret::new).collect()
}

/// The characters of Base64 that say something of a secret alone, for each of the three places that
/// its first byte may have in a group, in both alphabets.
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

/// Where the text spells the Base64 that a secret was found in.
fn base64_spans(reading: &Reading<'_>, found: &Found) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut end = 0;
    for range in &found.whole {
        if range.start >= end {
            let whole = whole_base64(reading.symbols, range.clone());
            end = whole.end;
            spans.push(span(reading.symbols, &whole, reading.text.len()));
        }
    }
    spans
}

/// Extends a range to all of the Base64 around it, which has a part of the secret at both ends.
fn whole_base64(symbols: &[Symbol], range: Range<usize>) -> Range<usize> {
    let belongs = |at: &usize, others: &str| {
        let c = symbols.get(*at).and_then(Symbol::ascii);
        c.is_some_and(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    let before = (0..range.start).rev().take_while(|at| belongs(at, "+/-_"));
    let after = (range.end..symbols.len()).take_while(|at| belongs(at, "+/-_="));
    let start = before.last().unwrap_or(range.start);
    start
        ..after
            .last()
            .map_or(range.end, |last| last.saturating_add(1))
}

/// Where the text spells a range of symbols.
fn span(symbols: &[Symbol], range: &Range<usize>, length: usize) -> Range<usize> {
    let start = symbols
        .get(range.start)
        .map_or(length, |symbol| symbol.start);
    let last = range.end.checked_sub(1).and_then(|last| symbols.get(last));
    start..last.map_or(length, |symbol| symbol.end)
}

/// The beginning of a secret that the end of the text cuts off.
fn cut(
    found: &Found,
    symbols: &[Symbol],
    cut_escape: usize,
    length: usize,
) -> Option<Range<usize>> {
    [(found.cut, symbols.len()), (found.cut_before, cut_escape)]
        .into_iter()
        .filter(|(cut, _)| *cut >= MIN_SECRET_LENGTH)
        .filter_map(|(cut, end)| symbols.get(end.checked_sub(cut)?))
        .map(|first| first.start..length)
        .min_by_key(|range| range.start)
}

/// Replaces each part of a text by a mask.
fn replaced(text: &str, mut parts: Vec<Range<usize>>) -> String {
    parts.retain(|part| !part.is_empty());
    parts.sort_unstable_by_key(|part| part.start);
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for (index, part) in parts.iter().enumerate() {
        if index == 0 || part.start > end {
            replaced.push_str(text.get(end..part.start).unwrap_or_default());
            replaced.push_str(MASK);
        }
        end = end.max(part.end);
    }
    replaced.push_str(text.get(end..).unwrap_or_default());
    replaced
}
