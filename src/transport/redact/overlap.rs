//! Finds secrets that share characters with an escape that begins before them or ends after them.
//!
//! `%` before a secret that begins with `41` is decoded as an escape. The secret is found by its other
//! characters, and its first ones in the source of the escape.

use std::ops::Range;

use super::search::Pattern;
use super::unescape::{self, UnescapedChar};

/// The most characters that a secret and an escape share.
const MAX_SHARED: usize = 32;
/// The depth to which escapes in escapes are searched; each may share one character with a secret.
const MAX_DEPTH: usize = MAX_SHARED;

/// A secret to find, forwards and backwards.
pub(super) struct SecretPattern {
    pub(super) pattern: Pattern,
    reversed: Pattern,
}

/// A match of a secret that shares characters with an escape.
pub(super) struct Overlap {
    /// Its range in the text.
    pub(super) text: Range<usize>,
    /// Its unescaped characters without those of the escape.
    pub(super) characters: Range<usize>,
}

/// A text, its unescaped characters, and the same normalized to compare them.
pub(super) struct TextView<'a> {
    pub(super) text: &'a str,
    pub(super) characters: &'a [UnescapedChar],
    pub(super) normalized: &'a [u32],
    has_escapes: bool,
}

impl SecretPattern {
    pub(super) fn new(codes: Vec<u32>) -> Self {
        let reversed = Pattern::new(codes.iter().rev().copied().collect());
        Self {
            pattern: Pattern::new(codes),
            reversed,
        }
    }

    /// Finds the secret where its first or its last characters are a part of an escape.
    pub(super) fn overlaps(&self, view: &TextView<'_>) -> Vec<Overlap> {
        if !view.has_escapes {
            return Vec::new();
        }
        let mut overlaps = self.starting_in_escapes(view);
        overlaps.extend(self.ending_in_escapes(view));
        overlaps
    }

    /// Finds the secret where its first characters are a part of an escape.
    fn starting_in_escapes(&self, view: &TextView<'_>) -> Vec<Overlap> {
        let count = view.normalized.len();
        let escape_before = |read: usize| view.escape(count.checked_sub(read)?.checked_sub(1)?);
        let codes = view.normalized.iter().rev().copied();
        let found = self
            .reversed
            .partial_matches(codes, MAX_SHARED, |read| escape_before(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = escape_before(read) else {
                continue;
            };
            let first = count.saturating_sub(read);
            for (start, shared) in view.suffixes(escape.clone(), &[], 0) {
                let matches = self.pattern.begins_with(shared.iter().copied());
                if matches && missing.contains(&shared.len()) {
                    let rest = self.pattern.len().saturating_sub(shared.len());
                    let characters = first..first.saturating_add(rest);
                    let end = view.characters.get(..characters.end).and_then(<[_]>::last);
                    overlaps.push(Overlap {
                        text: start..end.map_or(escape.end, |character| character.end),
                        characters,
                    });
                }
            }
        }
        overlaps
    }

    /// Finds the secret where its last characters are a part of an escape.
    fn ending_in_escapes(&self, view: &TextView<'_>) -> Vec<Overlap> {
        let codes = view.normalized.iter().copied();
        let found = self
            .pattern
            .partial_matches(codes, MAX_SHARED, |read| view.escape(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = view.escape(read) else {
                continue;
            };
            for (end, shared) in view.prefixes(escape.clone(), &[], 0) {
                let matches = self.reversed.begins_with(shared.iter().rev().copied());
                if matches && missing.contains(&shared.len()) {
                    let rest = self.pattern.len().saturating_sub(shared.len());
                    let characters = read.saturating_sub(rest)..read;
                    let start = view.characters.get(characters.start);
                    overlaps.push(Overlap {
                        text: start.map_or(escape.start, |character| character.start)..end,
                        characters,
                    });
                }
            }
        }
        overlaps
    }
}

impl<'a> TextView<'a> {
    pub(super) fn new(
        text: &'a str,
        characters: &'a [UnescapedChar],
        normalized: &'a [u32],
    ) -> Self {
        let mut view = Self {
            text,
            characters,
            normalized,
            has_escapes: true,
        };
        let has_escapes = (0..characters.len()).any(|index| view.escape(index).is_some());
        view.has_escapes = has_escapes;
        view
    }

    /// Returns the source of a character, if that is longer than one character.
    fn escape(&self, index: usize) -> Option<Range<usize>> {
        let character = self.characters.get(index)?;
        let source = character.start..character.end;
        self.is_long(&source).then_some(source)
    }

    fn is_long(&self, part: &Range<usize>) -> bool {
        let part = self.text.get(part.clone()).unwrap_or_default();
        part.chars().nth(1).is_some()
    }

    /// Returns the characters of an escape, with their places in the text.
    fn parts(&self, escape: &Range<usize>) -> Vec<UnescapedChar> {
        let source = self.text.get(escape.clone()).unwrap_or_default();
        let mut parts = unescape::decode_inner(source);
        for part in &mut parts {
            part.start = part.start.saturating_add(escape.start);
            part.end = part.end.saturating_add(escape.start);
        }
        parts
    }

    /// Returns the suffixes of an escape: where each begins, and its characters with those `after` it.
    fn suffixes(
        &self,
        escape: Range<usize>,
        after: &[u32],
        depth: usize,
    ) -> Vec<(usize, Vec<u32>)> {
        let mut suffixes = Vec::new();
        let mut codes = after.to_vec();
        for part in self.parts(&escape).into_iter().rev() {
            let source = part.start..part.end;
            if depth < MAX_DEPTH && self.is_long(&source) {
                suffixes.extend(self.suffixes(source, &codes, depth.saturating_add(1)));
            }
            if part.is_backslash() {
                continue;
            }
            codes.insert(0, part.normalized());
            if codes.len() > MAX_SHARED {
                break;
            }
            if part.start > escape.start {
                suffixes.push((part.start, codes.clone()));
            }
        }
        suffixes
    }

    /// Returns the prefixes of an escape: where each ends, and its characters with those `before` it.
    fn prefixes(
        &self,
        escape: Range<usize>,
        before: &[u32],
        depth: usize,
    ) -> Vec<(usize, Vec<u32>)> {
        let mut prefixes = Vec::new();
        let mut codes = before.to_vec();
        for part in self.parts(&escape) {
            let source = part.start..part.end;
            if depth < MAX_DEPTH && self.is_long(&source) {
                prefixes.extend(self.prefixes(source, &codes, depth.saturating_add(1)));
            }
            if part.is_backslash() {
                continue;
            }
            codes.push(part.normalized());
            if codes.len() > MAX_SHARED {
                break;
            }
            if part.end < escape.end {
                prefixes.push((part.end, codes.clone()));
            }
        }
        prefixes
    }
}
