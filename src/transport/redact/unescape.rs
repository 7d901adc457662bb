//! Reads a text as it is meant: with every escape of a character undone, however often it was escaped.
//!
//! Escapes are undone as soon as their last character is read, so that what they stand for may be a
//! part of another escape: `%2541` is read as `%41` and so as `A`. What remains of backslashes is left
//! out, because no one can say how many of them were meant.

use super::entities;

/// No escape is longer, leading zeros included.
const MAX_ESCAPE_LENGTH: usize = 32;
const LAST_CHARACTER: u32 = 0x0010_ffff;

/// A character of a text as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    /// The character, or an escaped byte that is no part of a character in UTF-8.
    pub(super) code: u32,
    /// Where the text spells it, backslashes before it included.
    pub(super) start: usize,
    /// The end of that.
    pub(super) end: usize,
    /// How many backslashes it is spelled with.
    pub(super) slashes: usize,
    is_byte: bool,
}

impl Symbol {
    /// Returns the character if it is in ASCII.
    pub(super) fn ascii(&self) -> Option<char> {
        char::from_u32(self.code).filter(char::is_ascii)
    }

    pub(super) fn is_backslash(&self) -> bool {
        self.code == u32::from('\\')
    }

    /// Returns the character by which symbols are compared. A letter after a backslash may be an
    /// escape of a control character, or itself; `+` may be an escaped blank.
    pub(super) fn folded(&self) -> u32 {
        match self.code {
            0x00 => u32::from(b'0'),
            0x07 => u32::from(b'a'),
            0x08 => u32::from(b'b'),
            0x09 => u32::from(b't'),
            0x0a => u32::from(b'n'),
            0x0b => u32::from(b'v'),
            0x0c => u32::from(b'f'),
            0x0d => u32::from(b'r'),
            0x1b => u32::from(b'e'),
            0x2b => u32::from(b' '),
            code => code,
        }
    }
}

/// A text as it is meant.
pub(super) struct Meaning {
    pub(super) symbols: Vec<Symbol>,
    /// The index of the first symbol of an escape that the end of the text cuts off; the number of
    /// symbols if there is none.
    pub(super) cut_escape: usize,
}

/// Returns what the spelling of one symbol is made of: its last escape is not undone.
pub(super) fn parts(spelling: &str) -> Vec<Symbol> {
    joined(spelling, |first, end| first > 0 || end < spelling.len())
}

/// Undoes the escapes in a text, except for those that `may_join` refuses by the index of their first
/// symbol and their end in the text.
fn joined(text: &str, may_join: impl Fn(usize, usize) -> bool) -> Vec<Symbol> {
    let mut stack: Vec<Symbol> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let end = start.saturating_add(c.len_utf8());
        stack.push(Symbol {
            code: u32::from(c),
            start,
            end,
            slashes: 0,
            is_byte: false,
        });
        while let Some((length, code, is_byte)) = escape_at_end(&stack) {
            let (first, slashes) = beginning(&stack, length);
            if !may_join(first, end) {
                break;
            }
            join(&mut stack, first, |joined| Symbol {
                code,
                slashes,
                is_byte,
                ..joined
            });
        }
    }
    stack
}

/// Reads a text.
pub(super) fn read(text: &str) -> Meaning {
    let stack = joined(text, |_, _| true);
    let cut = cut_escape(&stack);
    let mut symbols = Vec::with_capacity(stack.len());
    let mut cut_escape = None;
    let mut slashes: Option<(usize, usize)> = None;
    for (index, symbol) in stack.into_iter().enumerate() {
        if index == cut {
            cut_escape = Some(symbols.len());
        }
        if is(symbol, '\\') {
            let (start, count) = slashes.unwrap_or((symbol.start, 0));
            slashes = Some((start, count.saturating_add(1)));
            continue;
        }
        let (start, slashes) = slashes.take().unwrap_or((symbol.start, 0));
        symbols.push(Symbol {
            start,
            slashes: slashes.saturating_add(symbol.slashes),
            ..symbol
        });
    }
    Meaning {
        cut_escape: cut_escape.unwrap_or(symbols.len()),
        symbols,
    }
}

fn is(symbol: Symbol, c: char) -> bool {
    symbol.code == u32::from(c)
}

/// Whether a symbol is the first half of a surrogate pair.
fn is_high(symbol: &Symbol) -> bool {
    (0xd800..0xdc00).contains(&symbol.code)
}

/// Returns the index of the first symbol of an escape, and how many backslashes it begins with: those
/// before it that are spelled like it are a part of it.
fn beginning(stack: &[Symbol], length: usize) -> (usize, usize) {
    let at = stack.len().saturating_sub(length);
    let Some(first) = stack.get(at).filter(|symbol| is(**symbol, '\\')) else {
        return (at, 0);
    };
    let before = stack.get(..at).unwrap_or_default().iter().rev();
    let length = |symbol: &Symbol| symbol.end.saturating_sub(symbol.start);
    let is_alike = |symbol: &&Symbol| is(**symbol, '\\') && length(symbol) == length(first);
    let more = before.take_while(is_alike).count();
    (at.saturating_sub(more), more.saturating_add(1))
}

/// Replaces the symbols from an index on by what they stand for.
fn join(stack: &mut Vec<Symbol>, first: usize, symbol: impl Fn(Symbol) -> Symbol) {
    let end = stack.last().map(|last| last.end);
    let joined = stack
        .get(first)
        .zip(end)
        .map(|(first, end)| symbol(Symbol { end, ..*first }));
    stack.truncate(first);
    stack.extend(joined);
}

/// The last `length` symbols.
fn tail(stack: &[Symbol], length: usize) -> Option<&[Symbol]> {
    stack.get(stack.len().checked_sub(length)?..)
}

/// Returns the length of the escape that the symbols end with, what it stands for, and whether that
/// is a byte of a character.
fn escape_at_end(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let last = stack.last()?;
    match last.ascii() {
        Some(';') => entity(stack),
        Some('}') => braced(stack),
        Some(c) if c.is_ascii_hexdigit() => hexadecimal(stack).or_else(|| octal(stack)),
        Some(_) => None,
        None if last.is_byte => character_of_bytes(stack),
        None => surrogates(stack),
    }
}

/// `%41`, `\x41`, `\u0041`, `%u0041`, `\U00000041`.
fn hexadecimal(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    for (begin, digits) in [("%", 2), ("\\x", 2), ("\\u", 4), ("%u", 4), ("\\U", 8)] {
        let length = begin.len().saturating_add(digits);
        let Some(escape) = tail(stack, length) else {
            continue;
        };
        let (start, number) = escape.split_at(begin.len());
        let begins = start
            .iter()
            .zip(begin.chars())
            .all(|(symbol, c)| is(*symbol, c));
        let code = number_of(number, 16).filter(|code| *code <= LAST_CHARACTER);
        if let (true, Some(code)) = (begins, code) {
            return Some((length, code, digits == 2 && code >= 0x80));
        }
    }
    None
}

/// `\101`.
fn octal(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let (first, digits) = tail(stack, 4)?.split_first()?;
    let code = number_of(digits, 8).filter(|code| *code <= 0xff && is(*first, '\\'))?;
    Some((4, code, code >= 0x80))
}

/// `\u{41}`.
fn braced(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let (at, inner) = back_to(stack, '{')?;
    let before = stack.get(at.checked_sub(2)?..at)?;
    let begins = before
        .iter()
        .zip("\\u".chars())
        .all(|(symbol, c)| is(*symbol, c));
    let code = number_of(inner, 16).filter(|code| begins && *code <= LAST_CHARACTER)?;
    Some((inner.len().saturating_add(4), code, false))
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn entity(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let (_, inner) = back_to(stack, '&')?;
    let length = inner.len().saturating_add(2);
    let code = match inner.split_first() {
        Some((mark, number)) if is(*mark, '#') => match number.split_first() {
            Some((mark, digits)) if is(*mark, 'x') || is(*mark, 'X') => number_of(digits, 16)?,
            _ => number_of(number, 10)?,
        },
        _ => {
            let name: Option<String> = inner.iter().map(Symbol::ascii).collect();
            entities::code(&name?)?
        }
    };
    (code <= LAST_CHARACTER).then_some((length, code, false))
}

/// The index of the last such symbol before the end, and what is between them: ASCII letters, digits
/// and `#`.
fn back_to(stack: &[Symbol], c: char) -> Option<(usize, &[Symbol])> {
    let last = stack.len().checked_sub(1)?;
    let first = last.saturating_sub(MAX_ESCAPE_LENGTH);
    let inner = stack.get(first..last)?;
    let others = inner.iter().rev();
    let length = others
        .take_while(|symbol| {
            symbol
                .ascii()
                .is_some_and(|c| c.is_ascii_alphanumeric() || c == '#')
        })
        .count();
    let at = last.checked_sub(length)?.checked_sub(1)?;
    stack.get(at).filter(|symbol| is(**symbol, c))?;
    Some((at, stack.get(at.saturating_add(1)..last)?))
}

fn number_of(digits: &[Symbol], radix: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.ascii()?.to_digit(radix)?;
        number.checked_mul(radix)?.checked_add(digit)
    })
}

/// The last symbols but backslashes, the last one first, each with how many symbols it ends before
/// the end.
fn escaped_units(stack: &[Symbol]) -> impl Iterator<Item = (usize, Symbol)> {
    let units = stack.iter().rev().take(MAX_ESCAPE_LENGTH).enumerate();
    units
        .filter(|(_, symbol)| !is(**symbol, '\\'))
        .map(|(index, symbol)| (index.saturating_add(1), *symbol))
}

/// The bytes of a character in UTF-8.
fn character_of_bytes(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let mut bytes = Vec::with_capacity(4);
    for (length, symbol) in escaped_units(stack).take(4) {
        bytes.insert(
            0,
            u8::try_from(symbol.code).ok().filter(|_| symbol.is_byte)?,
        );
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let character = text.chars().next()?;
            return Some((length, u32::from(character), false));
        }
    }
    None
}

/// Two escapes in UTF-16 that are one character.
fn surrogates(stack: &[Symbol]) -> Option<(usize, u32, bool)> {
    let mut units = escaped_units(stack);
    let low = u16::try_from(units.next()?.1.code).ok()?;
    if !(0xdc00..0xe000).contains(&low) {
        return None;
    }
    // Any other unit before the low half is a character of its own.
    let (length, high) = units.next().filter(|(_, unit)| is_high(unit))?;
    let units = [u16::try_from(high.code).ok()?, low];
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((length, u32::from(character), false))
}

/// Where an escape begins that the end of the text cuts off, or a character whose bytes it divides.
fn cut_escape(stack: &[Symbol]) -> usize {
    let is_unit = |symbol: &Symbol| symbol.is_byte || is_high(symbol);
    let replaced = stack
        .iter()
        .rev()
        .take_while(|symbol| is(**symbol, char::REPLACEMENT_CHARACTER) || is_unit(symbol))
        .count();
    let end = stack.len().saturating_sub(replaced);
    let inside = |symbol: &Symbol| {
        symbol
            .ascii()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | '{'))
    };
    let whole = stack.get(..end).unwrap_or(stack);
    let first = whole.iter().rposition(|symbol| !inside(symbol));
    let begins = |at: &usize| {
        let escape = whole.get(*at).and_then(Symbol::ascii);
        end.saturating_sub(*at) <= MAX_ESCAPE_LENGTH && matches!(escape, Some('\\' | '%' | '&'))
    };
    let Some(at) = first.filter(begins) else {
        return end;
    };
    let before = whole.get(..at).unwrap_or_default();
    before
        .iter()
        .rposition(|symbol| !is(*symbol, '\\') && !is_unit(symbol))
        .map_or(0, |last| last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(text: &str) -> String {
        let symbols = read(text).symbols;
        let characters = symbols.iter().map(|symbol| char::from_u32(symbol.code));
        characters.map(|c| c.unwrap_or('?')).collect()
    }

    #[test]
    fn every_escape_is_undone_however_often_it_was_escaped() {
        for text in [
            "a/密🐈&",
            "a\\/密🐈&amp;",
            "\\u0061\\u002F\\u5bc6\\ud83d\\uDC08\\u0026",
            "%61%2f%E5%af%86%f0%9f%90%88%26",
            "%61%252f%25E5%25af%2586%f0%9f%90%88%26amp;",
            "&#97;&#x2f;&#23494;&#128008;&#00038;",
            "&#97;&amp;#x2F;&amp;#23494;&#x1f408;&amp;amp;",
            "\\x61\\057\\xe5\\xaf\\x86\\U0001f408\\046",
            "\\\\u0061\\\\\\/\\\\\\\\u5bc6\\u{1f408}&",
            "\\u005cu0061%u002f%u5bc6%ud83d%udc08&AMP;",
        ] {
            assert_eq!(meaning(text), "a/密🐈&", "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "100%",
            "50%of",
            "a & b;",
            "&nosuch;",
            "&#x110000;",
            "&#99999999999;",
            "&#x;",
            "&#;",
            "%zz",
            "u0041",
            "&;",
            "{41}",
        ] {
            assert_eq!(meaning(text), text);
        }
        assert_eq!(meaning("%e9%"), "é%");
        assert_eq!(meaning("\\UFFFFFFFF"), "UFFFFFFFF");
        assert_eq!(meaning("a\\udc08b\\ud83dc"), "a?b?c");
        assert_eq!(meaning("\\udc08\\ud83d密\\ud83d🐈"), "??密?🐈");
        assert_eq!(meaning("C:\\path"), "C:path");
    }

    #[test]
    fn an_escape_that_the_end_cuts_off_is_known() {
        for (text, whole) in [
            ("ab", 2),
            ("ab\\", 2),
            ("ab\\\\\\u00", 2),
            ("ab%", 2),
            ("ab%4", 2),
            ("ab&quo", 2),
            ("ab&#x", 2),
            ("ab%E5%af", 2),
            ("ab\u{fffd}", 2),
            ("ab\\ud83d", 2),
            ("ab\\\\ud83d\\\\udc0", 2),
            ("ab\\udc08", 3),
        ] {
            assert_eq!(read(text).cut_escape, whole, "{text}");
        }
    }
}
