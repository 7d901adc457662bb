//! Finds the values of secret keys in JSON, headers, queries, tags and URLs.

use std::ops::Range;

use super::unescape::UnescapedChar;
use crate::secret::is_secret_key;

/// Values that are not masked.
const LITERALS: [&str; 6] = ["null", "true", "false", "none", "nil", "undefined"];
/// The length of the longest key.
const MAX_KEY_LENGTH: usize = 128;

/// Returns whether the value of a key is all that follows it on its line, blanks included.
fn is_header(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.contains("authorization") || key.contains("cookie")
}

/// A text, its unescaped characters, and the ranges of secret values.
struct Values<'a> {
    text: &'a str,
    characters: &'a [UnescapedChar],
    ranges: Vec<Range<usize>>,
}

/// Returns the ranges of a text that are values of secret keys.
pub(super) fn secret_values(text: &str, characters: &[UnescapedChar]) -> Vec<Range<usize>> {
    let mut values = Values {
        text,
        characters,
        ranges: Vec::new(),
    };
    let mut at = 0;
    while at < characters.len() {
        let next = at.saturating_add(1);
        at = match values.ascii(at) {
            Some(':') if values.is(next, '/') => values.user_of_url(at),
            Some(':' | '=') => values.pair(at),
            Some('>') => values.tag(at),
            _ => None,
        }
        .map_or(next, |end| end.max(next));
    }
    values.ranges
}

impl Values<'_> {
    fn ascii(&self, at: usize) -> Option<char> {
        self.characters.get(at).and_then(UnescapedChar::ascii)
    }

    fn is(&self, at: usize, c: char) -> bool {
        self.ascii(at) == Some(c)
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.ascii(at), Some(' ' | '\t')) || self.is_escaped(at, &['t'])
    }

    fn is_line_end(&self, at: usize) -> bool {
        matches!(self.ascii(at), Some('\n' | '\r')) || self.is_escaped(at, &['n', 'r'])
    }

    /// Returns whether a character is the letter of an escaped control character, such as `\n`.
    fn is_escaped(&self, at: usize, letters: &[char]) -> bool {
        self.characters.get(at).is_some_and(|character| {
            character.backslashes % 2 == 1
                && self.source(at).is_some_and(|source| source.len() == 1)
                && character.ascii().is_some_and(|c| letters.contains(&c))
        })
    }

    /// Returns the first index from `at` on where the condition is false.
    fn skip(&self, mut at: usize, condition: impl Fn(usize) -> bool) -> usize {
        while at < self.characters.len() && condition(at) {
            at = at.saturating_add(1);
        }
        at
    }

    /// Marks the value after a separator if its key is secret; returns where the value ends.
    fn pair(&mut self, separator: usize) -> Option<usize> {
        let key = self.key_before(separator)?;
        if !is_secret_key(&key) {
            return None;
        }
        let is_assignment = self.is(separator, '=');
        let begin = self.skip(separator, |at| {
            matches!(self.ascii(at), Some(':' | '=' | '>'))
        });
        let begin = self.skip(begin, |at| self.is_blank(at));
        let line_end = self.skip(begin, |at| self.is_blank(at) || self.is_line_end(at));
        if self.is(line_end, '[') {
            return Some(self.list(line_end));
        }
        let quote = self.quote_from(line_end);
        if let Some(quote) = quote {
            return Some(self.quoted(quote));
        }
        if is_header(&key) {
            let end = self.skip(begin, |at| !self.is_line_end(at) && !self.ends_header(at));
            return Some(self.mark(begin..end));
        }
        let end = self.skip(begin, |at| !self.ends_word(at));
        if self.is_secret(begin..end, is_assignment) {
            return Some(self.mark(begin..end));
        }
        None
    }

    /// Returns the key before a separator: a quoted text, or a word.
    fn key_before(&self, separator: usize) -> Option<String> {
        let last = (0..separator)
            .rev()
            .take(MAX_KEY_LENGTH)
            .find(|at| !self.is_blank(*at))?;
        let is_quoted = self.is_quote(last);
        let first = last.saturating_sub(MAX_KEY_LENGTH);
        let belongs = |at: &usize| {
            if is_quoted {
                !self.has_same_source(*at, last) && !self.is_line_end(*at)
            } else {
                let c = self.ascii(*at);
                c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
            }
        };
        let end = if is_quoted {
            last
        } else {
            last.saturating_add(1)
        };
        let key: Vec<Option<char>> = (first..end)
            .rev()
            .take_while(belongs)
            .map(|at| self.ascii(at))
            .collect();
        (!key.is_empty()).then(|| key.into_iter().rev().flatten().collect())
    }

    fn is_quote(&self, at: usize) -> bool {
        matches!(self.ascii(at), Some('"' | '\'' | '`'))
    }

    /// Returns the source of a character, without the backslashes before it.
    fn source(&self, at: usize) -> Option<&str> {
        let character = self.characters.get(at)?;
        self.text
            .get(character.start..character.end)
            .map(|text| text.trim_start_matches('\\'))
    }

    fn has_same_source(&self, at: usize, other: usize) -> bool {
        self.is_quote(at) && self.source(at) == self.source(other)
    }

    /// Returns the quote that a value begins with, also after a prefix, as in `b"…"` and `Some("…")`.
    fn quote_from(&self, begin: usize) -> Option<usize> {
        let word = |at| {
            let c: Option<char> = self.ascii(at);
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '(' | '_' | '&'))
        };
        let quote = self.skip(begin, word);
        let before = (begin..quote).last();
        let is_prefix = quote.saturating_sub(begin) <= 2;
        let is_call = before.is_some_and(|at| self.is(at, '('));
        (self.is_quote(quote) && (is_prefix || is_call)).then_some(quote)
    }

    /// Marks a quoted value; the closing quote may be missing. Returns where it ends.
    fn quoted(&mut self, quote: usize) -> usize {
        let next = quote.saturating_add(1);
        let closing = self.skip(next, |at| !self.closes(at, quote));
        let start = self
            .characters
            .get(quote)
            .map_or(0, |character| character.end);
        // Further backslashes before the closing quote belong to the value.
        let level = self.backslashes(quote);
        let end = self
            .characters
            .get(closing)
            .map_or(self.text.len(), |character| {
                let own = self.source(closing).map_or(0, str::len);
                character.end.saturating_sub(own.saturating_add(level))
            });
        self.ranges.push(start..end);
        closing.saturating_add(1)
    }

    fn backslashes(&self, at: usize) -> usize {
        self.characters
            .get(at)
            .map_or(0, |character| character.backslashes)
    }

    /// Returns whether a quote closes another: it has the same source, and is not escaped once more.
    fn closes(&self, at: usize, quote: usize) -> bool {
        let level = self.backslashes(quote);
        let more = self.backslashes(at).checked_sub(level);
        let step = level.saturating_add(1).saturating_mul(2);
        self.has_same_source(at, quote) && more.is_some_and(|more| more.is_multiple_of(step))
    }

    /// Marks the quoted values of a list; returns where the list ends.
    fn list(&mut self, opening: usize) -> usize {
        let mut at = opening.saturating_add(1);
        while at < self.characters.len() && !self.is(at, ']') {
            at = if self.is_quote(at) {
                self.quoted(at)
            } else {
                at.saturating_add(1)
            };
        }
        at
    }

    fn ends_header(&self, at: usize) -> bool {
        matches!(self.ascii(at), Some('"' | '\'' | '<'))
    }

    fn ends_word(&self, at: usize) -> bool {
        let c = self.ascii(at);
        self.is_blank(at)
            || self.is_line_end(at)
            || c.is_some_and(|c| c.is_ascii_whitespace() || "&,;\"'`<>()[]{}".contains(c))
    }

    /// Returns whether an unquoted value is a secret: not a literal, and after a colon not the first word
    /// of a sentence.
    fn is_secret(&self, value: Range<usize>, is_assignment: bool) -> bool {
        let word: String = value.clone().filter_map(|at| self.ascii(at)).collect();
        if value.is_empty() || LITERALS.contains(&&*word.to_ascii_lowercase()) {
            return false;
        }
        let is_word = |at: usize| {
            let character = self.characters.get(at);
            character.is_some_and(|character| {
                char::from_u32(character.code).is_some_and(char::is_alphabetic)
            })
        };
        let next = value.end.saturating_add(1);
        let is_prose = value.clone().all(is_word) && self.is_blank(value.end) && is_word(next);
        is_assignment || !is_prose
    }

    /// Marks the content of a tag with a secret name; `end` is the end of the opening tag.
    fn tag(&mut self, end: usize) -> Option<usize> {
        let opening = (0..end)
            .rev()
            .take(MAX_KEY_LENGTH)
            .find(|at| self.is(*at, '<'))?;
        let first = opening.saturating_add(1);
        let name_end = self.skip(first, |at| at < end && !self.is_blank(at));
        let name: String = (first..name_end).filter_map(|at| self.ascii(at)).collect();
        if name.starts_with(['/', '!', '?']) || !is_secret_key(&name) {
            return None;
        }
        let begin = end.saturating_add(1);
        let end = self.skip(begin, |at| !self.is(at, '<'));
        Some(self.mark(begin..end))
    }

    /// Marks the password in a URL, whose colon is at an index.
    fn user_of_url(&mut self, colon: usize) -> Option<usize> {
        let begin = colon.saturating_add(3);
        if !self.is(colon.saturating_add(2), '/') {
            return None;
        }
        let end = self.skip(begin, |at| {
            !self.ends_word(at) && !matches!(self.ascii(at), Some('/' | '?' | '#'))
        });
        let at = (begin..end).rev().find(|at| self.is(*at, '@'))?;
        let password = (begin..at).find(|at| self.is(*at, ':'))?;
        Some(self.mark(password.saturating_add(1)..at))
    }

    /// Marks a range of characters; returns its end.
    fn mark(&mut self, value: Range<usize>) -> usize {
        let start = self
            .characters
            .get(value.start)
            .map(|character| character.start);
        let last = value
            .clone()
            .last()
            .and_then(|last| self.characters.get(last));
        if let (Some(start), Some(last)) = (start, last) {
            self.ranges.push(start..last.end);
        }
        value.end
    }
}
