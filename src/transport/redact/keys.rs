//! Finds the values of secret keys, in whatever syntax: JSON, headers, queries, tags, URLs.

use std::ops::Range;

use super::unescape::Symbol;
use crate::secret::is_secret_key;

/// Words that mean nothing secret where a value may be.
const LITERALS: [&str; 6] = ["null", "true", "false", "none", "nil", "undefined"];
/// No key is longer.
const MAX_KEY_LENGTH: usize = 128;

/// Returns whether the value of a key is all that follows it on its line, blanks included.
fn is_header(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.contains("authorization") || key.contains("cookie")
}

/// A text, its symbols, and the parts of the text that are secret values.
struct Values<'a> {
    text: &'a str,
    symbols: &'a [Symbol],
    found: Vec<Range<usize>>,
}

/// Returns the parts of a text that are values of secret keys.
pub(super) fn secret_values(text: &str, symbols: &[Symbol]) -> Vec<Range<usize>> {
    let mut values = Values {
        text,
        symbols,
        found: Vec::new(),
    };
    let mut at = 0;
    while at < symbols.len() {
        let next = at.saturating_add(1);
        at = match values.ascii(at) {
            Some(':') if values.is(next, '/') => values.user_of_url(at),
            Some(':' | '=') => values.pair(at),
            Some('>') => values.tag(at),
            _ => None,
        }
        .map_or(next, |end| end.max(next));
    }
    values.found
}

impl Values<'_> {
    fn ascii(&self, at: usize) -> Option<char> {
        self.symbols.get(at).and_then(Symbol::ascii)
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

    /// Whether a symbol is a letter that escapes a control character.
    fn is_escaped(&self, at: usize, letters: &[char]) -> bool {
        self.symbols.get(at).is_some_and(|symbol| {
            symbol.slashes % 2 == 1
                && self
                    .spelling(at)
                    .is_some_and(|spelling| spelling.len() == 1)
                && symbol.ascii().is_some_and(|c| letters.contains(&c))
        })
    }

    /// The first index from `at` on where the condition is false.
    fn skip(&self, mut at: usize, condition: impl Fn(usize) -> bool) -> usize {
        while at < self.symbols.len() && condition(at) {
            at = at.saturating_add(1);
        }
        at
    }

    /// A key and its value, with the separator at an index; returns where the value ends.
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
            return Some(self.found(begin..end));
        }
        let end = self.skip(begin, |at| !self.ends_word(at));
        if self.is_secret(begin..end, is_assignment) {
            return Some(self.found(begin..end));
        }
        None
    }

    /// The key before a separator: a quoted text, or a word.
    fn key_before(&self, separator: usize) -> Option<String> {
        let last = (0..separator)
            .rev()
            .take(MAX_KEY_LENGTH)
            .find(|at| !self.is_blank(*at))?;
        let is_quoted = self.is_quote(last);
        let first = last.saturating_sub(MAX_KEY_LENGTH);
        let belongs = |at: &usize| {
            if is_quoted {
                !self.same_spelling(*at, last) && !self.is_line_end(*at)
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

    /// How the text spells a symbol, without the backslashes before it.
    fn spelling(&self, at: usize) -> Option<&str> {
        let symbol = self.symbols.get(at)?;
        self.text
            .get(symbol.start..symbol.end)
            .map(|text| text.trim_start_matches('\\'))
    }

    fn same_spelling(&self, at: usize, other: usize) -> bool {
        self.is_quote(at) && self.spelling(at) == self.spelling(other)
    }

    /// The quote that a value begins with, behind what may be before it, as in `b"…"` and `Some("…")`.
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

    /// A quoted value; the quote at its end may be missing.
    fn quoted(&mut self, quote: usize) -> usize {
        let next = quote.saturating_add(1);
        let closing = self.skip(next, |at| !self.closes(at, quote));
        let start = self.symbols.get(quote).map_or(0, |symbol| symbol.end);
        // Before a quote there may be backslashes of the value.
        let level = self.slashes(quote);
        let end = self.symbols.get(closing).map_or(self.text.len(), |symbol| {
            let own = self.spelling(closing).map_or(0, str::len);
            symbol.end.saturating_sub(own.saturating_add(level))
        });
        self.found.push(start..end);
        closing.saturating_add(1)
    }

    fn slashes(&self, at: usize) -> usize {
        self.symbols.get(at).map_or(0, |symbol| symbol.slashes)
    }

    /// Whether a quote closes another: it is spelled in the same way, and not escaped once more.
    fn closes(&self, at: usize, quote: usize) -> bool {
        let level = self.slashes(quote);
        let more = self.slashes(at).checked_sub(level);
        let step = level.saturating_add(1).saturating_mul(2);
        self.same_spelling(at, quote) && more.is_some_and(|more| more.is_multiple_of(step))
    }

    /// The quoted values of a list.
    fn list(&mut self, opening: usize) -> usize {
        let mut at = opening.saturating_add(1);
        while at < self.symbols.len() && !self.is(at, ']') {
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

    /// Whether an unquoted value is a secret: not a literal, and behind a colon not the first word of
    /// a sentence.
    fn is_secret(&self, value: Range<usize>, is_assignment: bool) -> bool {
        let word: String = value.clone().filter_map(|at| self.ascii(at)).collect();
        if value.is_empty() || LITERALS.contains(&&*word.to_ascii_lowercase()) {
            return false;
        }
        let is_word = |at: usize| {
            let symbol = self.symbols.get(at);
            symbol
                .is_some_and(|symbol| char::from_u32(symbol.code).is_some_and(char::is_alphabetic))
        };
        let next = value.end.saturating_add(1);
        let is_prose = value.clone().all(is_word) && self.is_blank(value.end) && is_word(next);
        is_assignment || !is_prose
    }

    /// The content of a tag whose name is a secret key; `end` is the end of the opening tag.
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
        Some(self.found(begin..end))
    }

    /// The password in a URL, whose colon is at an index.
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
        Some(self.found(password.saturating_add(1)..at))
    }

    /// Notes a range of symbols; returns its end.
    fn found(&mut self, value: Range<usize>) -> usize {
        let start = self.symbols.get(value.start).map(|symbol| symbol.start);
        let last = value.clone().last().and_then(|last| self.symbols.get(last));
        if let (Some(start), Some(last)) = (start, last) {
            self.found.push(start..last.end);
        }
        value.end
    }
}
