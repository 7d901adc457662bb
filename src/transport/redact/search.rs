//! Finds patterns in a text, in time linear in the text (Knuth, Morris and Pratt).

use std::ops::Range;

/// A sequence of characters to find.
#[derive(Clone)]
pub(super) struct Pattern {
    codes: Vec<u32>,
    /// For each prefix of the pattern: the length of the longest shorter prefix that it ends with.
    borders: Vec<usize>,
}

/// The matches of a pattern in a text, as indices of characters.
pub(super) struct Matches {
    /// All matches, also overlapping ones.
    pub(super) complete: Vec<Range<usize>>,
    /// The length of the longest prefix of the pattern that the text ends with.
    pub(super) prefix_at_end: usize,
    /// The same for the text before the given index.
    pub(super) prefix_at: usize,
}

impl Pattern {
    pub(super) fn new(codes: Vec<u32>) -> Self {
        let mut pattern = Self {
            borders: Vec::with_capacity(codes.len()),
            codes: Vec::new(),
        };
        let mut border = 0;
        for (index, code) in codes.iter().enumerate() {
            if index > 0 {
                border = pattern.step(border, *code);
            }
            pattern.codes.push(*code);
            pattern.borders.push(border);
        }
        pattern
    }

    /// Finds the pattern in a text; `index` is that of [`Matches::prefix_at`].
    pub(super) fn find(&self, text: &[u32], index: usize) -> Matches {
        let mut matches = Matches {
            complete: Vec::new(),
            prefix_at_end: 0,
            prefix_at: 0,
        };
        let mut matched = 0;
        for (position, code) in text.iter().enumerate() {
            if position == index {
                matches.prefix_at = matched;
            }
            matched = self.step(matched, *code);
            if matched == self.codes.len() && matched > 0 {
                let end = position.saturating_add(1);
                matches.complete.push(end.saturating_sub(matched)..end);
                matched = self.borders.last().copied().unwrap_or(0);
            }
        }
        matches.prefix_at_end = matched;
        if index >= text.len() {
            matches.prefix_at = matched;
        }
        matches
    }

    /// Returns the positions in a text where a prefix of the pattern ends, each with the numbers of
    /// characters that are missing after its prefixes there; none of more than `max_missing`.
    pub(super) fn partial_matches(
        &self,
        text: impl Iterator<Item = u32>,
        max_missing: usize,
        is_candidate: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Vec<usize>)> {
        let border = |matched: usize| self.borders.get(matched.checked_sub(1)?).copied();
        let mut found = Vec::new();
        let mut matched = 0;
        for (index, code) in text.enumerate() {
            matched = self.step(matched, code);
            if matched == self.codes.len() {
                matched = border(matched).unwrap_or(0);
            }
            let position = index.saturating_add(1);
            let missing = |matched: &usize| self.codes.len().saturating_sub(*matched);
            if matched > 0 && missing(&matched) <= max_missing && is_candidate(position) {
                let prefixes = std::iter::successors(Some(matched), |matched| border(*matched));
                let missing = prefixes
                    .take_while(|matched| *matched > 0)
                    .map(|matched| missing(&matched))
                    .take_while(|missing| *missing <= max_missing);
                found.push((position, missing.collect()));
            }
        }
        found
    }

    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// Returns whether the pattern begins with these characters.
    pub(super) fn begins_with(&self, codes: impl Iterator<Item = u32>) -> bool {
        let mut own = self.codes.iter();
        codes.into_iter().all(|code| own.next() == Some(&code))
    }

    /// Returns how much of the pattern is matched after one more character.
    fn step(&self, mut matched: usize, code: u32) -> usize {
        loop {
            if self.codes.get(matched) == Some(&code) {
                return matched.saturating_add(1);
            }
            let Some(shorter) = matched.checked_sub(1).and_then(|at| self.borders.get(at)) else {
                return 0;
            };
            matched = *shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<u32> {
        text.chars().map(u32::from).collect()
    }

    #[test]
    fn all_matches_are_found_and_the_prefix_at_the_end() {
        for (pattern, text, starts, prefix) in [
            ("abab", "xababab", &[1, 3][..], 2),
            ("aab", "aaab", &[1], 0),
            ("aabaaa", "aabaabaaa", &[3], 2),
            ("abc", "xab", &[], 2),
            ("abc", "", &[], 0),
            ("", "abc", &[], 0),
        ] {
            let found = Pattern::new(codes(pattern)).find(&codes(text), usize::MAX);
            let complete: Vec<_> = starts
                .iter()
                .map(|start| *start..start + pattern.len())
                .collect();
            assert_eq!(
                (found.complete, found.prefix_at_end),
                (complete, prefix),
                "{pattern} {text}"
            );
        }
        let found = Pattern::new(codes("abcd")).find(&codes("abc\\u"), 3);
        assert_eq!((found.prefix_at_end, found.prefix_at), (0, 3));
    }

    #[test]
    fn a_repetitive_pattern_takes_linear_time() {
        let pattern = Pattern::new(codes(&format!("{}b", "a".repeat(100_000))));
        let began = std::time::Instant::now();
        let text = codes(&"a".repeat(1_000_000));
        assert_eq!(pattern.find(&text, usize::MAX).complete, []);
        assert!(began.elapsed().as_secs() < 10);
    }
}
