//! Finds patterns in a text, in time that grows with the text alone (Knuth, Morris and Pratt).

use std::ops::Range;

/// A sequence of characters to find.
#[derive(Clone)]
pub(super) struct Pattern {
    codes: Vec<u32>,
    /// For each beginning of the pattern: the length of the longest shorter beginning that it ends with.
    borders: Vec<usize>,
}

/// Where a pattern was found, as indices of characters.
pub(super) struct Found {
    /// Every occurrence, overlapping ones too.
    pub(super) whole: Vec<Range<usize>>,
    /// The length of the longest beginning of the pattern that the text ends with.
    pub(super) cut: usize,
    /// The same for the text up to the given index.
    pub(super) cut_before: usize,
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

    /// Finds the pattern in a text; `before` is the index for [`Found::cut_before`].
    pub(super) fn find(&self, text: &[u32], before: usize) -> Found {
        let mut found = Found {
            whole: Vec::new(),
            cut: 0,
            cut_before: 0,
        };
        let mut matched = 0;
        for (index, code) in text.iter().enumerate() {
            if index == before {
                found.cut_before = matched;
            }
            matched = self.step(matched, *code);
            if matched == self.codes.len() && matched > 0 {
                let end = index.saturating_add(1);
                found.whole.push(end.saturating_sub(matched)..end);
                matched = self.borders.last().copied().unwrap_or(0);
            }
        }
        found.cut = matched;
        if before >= text.len() {
            found.cut_before = matched;
        }
        found
    }

    /// Returns, for each wanted number of characters read of a text, how many are missing after the
    /// beginnings of the pattern that the text ends with there; no more than `most`.
    pub(super) fn remainders(
        &self,
        text: impl Iterator<Item = u32>,
        most: usize,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Vec<usize>)> {
        let border = |matched: usize| self.borders.get(matched.checked_sub(1)?).copied();
        let mut found = Vec::new();
        let mut matched = 0;
        for (index, code) in text.enumerate() {
            matched = self.step(matched, code);
            if matched == self.codes.len() {
                matched = border(matched).unwrap_or(0);
            }
            let read = index.saturating_add(1);
            let missing = |matched: &usize| self.codes.len().saturating_sub(*matched);
            if matched > 0 && missing(&matched) <= most && is_wanted(read) {
                let beginnings = std::iter::successors(Some(matched), |matched| border(*matched));
                let missing = beginnings
                    .take_while(|matched| *matched > 0)
                    .map(|matched| missing(&matched))
                    .take_while(|missing| *missing <= most);
                found.push((read, missing.collect()));
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
    fn all_occurrences_are_found_and_the_beginning_at_the_end() {
        for (pattern, text, starts, cut) in [
            ("abab", "xababab", &[1, 3][..], 2),
            ("aab", "aaab", &[1], 0),
            ("aabaaa", "aabaabaaa", &[3], 2),
            ("abc", "xab", &[], 2),
            ("abc", "", &[], 0),
            ("", "abc", &[], 0),
        ] {
            let found = Pattern::new(codes(pattern)).find(&codes(text), usize::MAX);
            let whole: Vec<_> = starts
                .iter()
                .map(|start| *start..start + pattern.len())
                .collect();
            assert_eq!((found.whole, found.cut), (whole, cut), "{pattern} {text}");
        }
        let found = Pattern::new(codes("abcd")).find(&codes("abc\\u"), 3);
        assert_eq!((found.cut, found.cut_before), (0, 3));
    }

    #[test]
    fn a_repetitive_pattern_takes_linear_time() {
        let pattern = Pattern::new(codes(&format!("{}b", "a".repeat(100_000))));
        let began = std::time::Instant::now();
        let text = codes(&"a".repeat(1_000_000));
        assert_eq!(pattern.find(&text, usize::MAX).whole, []);
        assert!(began.elapsed().as_secs() < 10);
    }
}
