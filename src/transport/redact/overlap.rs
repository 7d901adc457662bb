//! Finds secrets of which an escape that begins before them, or ends behind them, has a part.
//!
//! `%` and then a secret that begins with `41` are read as an escape. The secret is found by what is
//! left of it, and what is missing in the spelling of the escape.

use std::ops::Range;

use super::search::Pattern;
use super::unescape::{self, Symbol};

/// No escape has more characters of a secret.
const MAX_SHARED: usize = 32;
/// Escapes in escapes are searched to this depth: each may take one character of a secret.
const MAX_DEPTH: usize = MAX_SHARED;

/// A secret to find, and the same from its end to its beginning.
pub(super) struct Secret {
    pub(super) pattern: Pattern,
    reversed: Pattern,
}

/// Where a secret was found that shares characters with an escape.
pub(super) struct Overlap {
    /// Where the text spells it.
    pub(super) text: Range<usize>,
    /// Its symbols beside the escape.
    pub(super) symbols: Range<usize>,
}

/// A text, its symbols, and how they are compared.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) symbols: &'a [Symbol],
    pub(super) folded: &'a [u32],
    has_escapes: bool,
}

impl Secret {
    pub(super) fn new(codes: Vec<u32>) -> Self {
        let reversed = Pattern::new(codes.iter().rev().copied().collect());
        Self {
            pattern: Pattern::new(codes),
            reversed,
        }
    }

    /// Finds the secret where an escape has its first characters, or its last ones.
    pub(super) fn overlaps(&self, reading: &Reading<'_>) -> Vec<Overlap> {
        if !reading.has_escapes {
            return Vec::new();
        }
        let mut overlaps = self.begun_in_escapes(reading);
        overlaps.extend(self.ended_in_escapes(reading));
        overlaps
    }

    /// Finds the secret where its first characters are a part of an escape.
    fn begun_in_escapes(&self, reading: &Reading<'_>) -> Vec<Overlap> {
        let count = reading.folded.len();
        let escape_before = |read: usize| reading.escape(count.checked_sub(read)?.checked_sub(1)?);
        let codes = reading.folded.iter().rev().copied();
        let found = self
            .reversed
            .remainders(codes, MAX_SHARED, |read| escape_before(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = escape_before(read) else {
                continue;
            };
            let first = count.saturating_sub(read);
            for (start, spelled) in reading.endings(escape.clone(), &[], 0) {
                let matches = self.pattern.begins_with(spelled.iter().copied());
                if matches && missing.contains(&spelled.len()) {
                    let rest = self.pattern.len().saturating_sub(spelled.len());
                    let symbols = first..first.saturating_add(rest);
                    let end = reading.symbols.get(..symbols.end).and_then(<[_]>::last);
                    overlaps.push(Overlap {
                        text: start..end.map_or(escape.end, |symbol| symbol.end),
                        symbols,
                    });
                }
            }
        }
        overlaps
    }

    /// Finds the secret where its last characters are a part of an escape.
    fn ended_in_escapes(&self, reading: &Reading<'_>) -> Vec<Overlap> {
        let codes = reading.folded.iter().copied();
        let found = self
            .pattern
            .remainders(codes, MAX_SHARED, |read| reading.escape(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = reading.escape(read) else {
                continue;
            };
            for (end, spelled) in reading.beginnings(escape.clone(), &[], 0) {
                let matches = self.reversed.begins_with(spelled.iter().rev().copied());
                if matches && missing.contains(&spelled.len()) {
                    let rest = self.pattern.len().saturating_sub(spelled.len());
                    let symbols = read.saturating_sub(rest)..read;
                    let start = reading.symbols.get(symbols.start);
                    overlaps.push(Overlap {
                        text: start.map_or(escape.start, |symbol| symbol.start)..end,
                        symbols,
                    });
                }
            }
        }
        overlaps
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, symbols: &'a [Symbol], folded: &'a [u32]) -> Self {
        let mut reading = Self {
            text,
            symbols,
            folded,
            has_escapes: true,
        };
        let has_escapes = (0..symbols.len()).any(|index| reading.escape(index).is_some());
        reading.has_escapes = has_escapes;
        reading
    }

    /// The part of the text that spells a symbol, if it has more than one character.
    fn escape(&self, index: usize) -> Option<Range<usize>> {
        let symbol = self.symbols.get(index)?;
        let spelling = symbol.start..symbol.end;
        self.is_long(&spelling).then_some(spelling)
    }

    fn is_long(&self, part: &Range<usize>) -> bool {
        let part = self.text.get(part.clone()).unwrap_or_default();
        part.chars().nth(1).is_some()
    }

    /// What an escape is made of.
    fn parts(&self, escape: &Range<usize>) -> Vec<Symbol> {
        let spelling = self.text.get(escape.clone()).unwrap_or_default();
        let mut parts = unescape::parts(spelling);
        for part in &mut parts {
            part.start = part.start.saturating_add(escape.start);
            part.end = part.end.saturating_add(escape.start);
        }
        parts
    }

    /// The places in an escape, with the characters from there to its end and `after` it.
    fn endings(&self, escape: Range<usize>, after: &[u32], depth: usize) -> Vec<(usize, Vec<u32>)> {
        let mut endings = Vec::new();
        let mut codes = after.to_vec();
        for part in self.parts(&escape).into_iter().rev() {
            let spelling = part.start..part.end;
            if depth < MAX_DEPTH && self.is_long(&spelling) {
                endings.extend(self.endings(spelling, &codes, depth.saturating_add(1)));
            }
            if part.is_backslash() {
                continue;
            }
            codes.insert(0, part.folded());
            if codes.len() > MAX_SHARED {
                break;
            }
            if part.start > escape.start {
                endings.push((part.start, codes.clone()));
            }
        }
        endings
    }

    /// The places in an escape, with the characters `before` it and from its beginning to there.
    fn beginnings(
        &self,
        escape: Range<usize>,
        before: &[u32],
        depth: usize,
    ) -> Vec<(usize, Vec<u32>)> {
        let mut beginnings = Vec::new();
        let mut codes = before.to_vec();
        for part in self.parts(&escape) {
            let spelling = part.start..part.end;
            if depth < MAX_DEPTH && self.is_long(&spelling) {
                beginnings.extend(self.beginnings(spelling, &codes, depth.saturating_add(1)));
            }
            if part.is_backslash() {
                continue;
            }
            codes.push(part.folded());
            if codes.len() > MAX_SHARED {
                break;
            }
            if part.end < escape.end {
                beginnings.push((part.end, codes.clone()));
            }
        }
        beginnings
    }
}
