//! Finds secrets of which an escape that begins before them, or ends behind them, has a part.
//!
//! `%` and then a secret that begins with `41` are read as an escape. The secret is found by what is
//! left of it, and what is missing in the spelling of the escape.

use std::ops::Range;

use super::search::Pattern;
use super::unescape::{self, Symbol};

/// So much of the spelling of an escape is searched.
const MOST_OF_ESCAPE: usize = 32;

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
            .remainders(codes, MOST_OF_ESCAPE, |read| escape_before(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = escape_before(read) else {
                continue;
            };
            let first = count.saturating_sub(read);
            for start in reading.inside(&escape).rev().take(MOST_OF_ESCAPE) {
                let spelled = reading.codes(start..escape.end);
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
            .remainders(codes, MOST_OF_ESCAPE, |read| reading.escape(read).is_some());
        let mut overlaps = Vec::new();
        for (read, missing) in found {
            let Some(escape) = reading.escape(read) else {
                continue;
            };
            for end in reading.inside(&escape).take(MOST_OF_ESCAPE) {
                let spelled = reading.codes(escape.start..end);
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
        let mut indices = 0..symbols.len();
        reading.has_escapes = indices.any(|index| reading.escape(index).is_some());
        reading
    }

    /// The part of the text that spells a symbol, if it has more than one character.
    fn escape(&self, index: usize) -> Option<Range<usize>> {
        let symbol = self.symbols.get(index)?;
        let spelling = symbol.start..symbol.end;
        let is_escape = self.inside(&spelling).next().is_some();
        is_escape.then_some(spelling)
    }

    /// The places between the characters of a part of the text.
    fn inside(&self, part: &Range<usize>) -> impl DoubleEndedIterator<Item = usize> + use<'a> {
        let start = part.start;
        let characters = self.text.get(part.clone()).unwrap_or_default();
        let places = characters.char_indices().map(|(at, _)| at);
        places
            .filter(|at| *at > 0)
            .map(move |at| start.saturating_add(at))
    }

    /// What a part of the text means alone.
    fn codes(&self, part: Range<usize>) -> Vec<u32> {
        let part = self.text.get(part).unwrap_or_default();
        let meaning = unescape::read(part);
        meaning.symbols.iter().map(Symbol::folded).collect()
    }
}
