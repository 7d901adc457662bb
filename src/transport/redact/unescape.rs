//! Decodes all escapes in a text, also those that were escaped more than once.
//!
//! An escape is decoded as soon as its last character is read, and the result may be a part of another
//! escape: `%2541` becomes `%41` and then `A`. The remaining backslashes are counted and removed, because
//! their number depends on how often the text was escaped.

use super::entities;

/// The length of the longest escape, with leading zeros.
const MAX_ESCAPE_LENGTH: usize = 32;
const LAST_CHARACTER: u32 = 0x0010_ffff;

/// A character of an unescaped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnescapedChar {
    /// The character, or an escaped byte that is not part of a UTF-8 sequence.
    pub(super) code: u32,
    /// Where it begins in the text, with the backslashes before it.
    pub(super) start: usize,
    /// Where it ends in the text.
    pub(super) end: usize,
    /// The number of backslashes before it.
    pub(super) backslashes: usize,
    is_byte: bool,
}

impl UnescapedChar {
    /// Returns the character if it is in ASCII.
    pub(super) fn ascii(&self) -> Option<char> {
        char::from_u32(self.code).filter(char::is_ascii)
    }

    pub(super) fn is_backslash(&self) -> bool {
        self.code == u32::from('\\')
    }

    /// Returns the character to compare: `\n` may be a line break or an `n`, and `+` a blank in a query.
    pub(super) fn normalized(&self) -> u32 {
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

/// A text with all escapes decoded.
pub(super) struct UnescapedText {
    pub(super) characters: Vec<UnescapedChar>,
    /// The index of the first character of an escape that is truncated at the end of the text; the
    /// number of characters if there is none.
    pub(super) truncated_escape: usize,
}

/// Decodes all escapes in the source of one character, except for the outermost one.
pub(super) fn decode_inner(source: &str) -> Vec<UnescapedChar> {
    decode(source, |first, end| first > 0 || end < source.len())
}

/// Decodes the escapes for which `may_decode` is true, by the index of their first character and their
/// end in the text.
fn decode(text: &str, may_decode: impl Fn(usize, usize) -> bool) -> Vec<UnescapedChar> {
    let mut stack: Vec<UnescapedChar> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let end = start.saturating_add(c.len_utf8());
        stack.push(UnescapedChar {
            code: u32::from(c),
            start,
            end,
            backslashes: 0,
            is_byte: false,
        });
        while let Some((length, code, is_byte)) = escape_at_end(&stack) {
            let (first, backslashes) = escape_start(&stack, length);
            if !may_decode(first, end) {
                break;
            }
            replace_from(&mut stack, first, |replaced| UnescapedChar {
                code,
                backslashes,
                is_byte,
                ..replaced
            });
        }
    }
    stack
}

/// Decodes all escapes in a text.
pub(super) fn unescape(text: &str) -> UnescapedText {
    let stack = decode(text, |_, _| true);
    let truncated = truncated_escape(&stack);
    let mut characters = Vec::with_capacity(stack.len());
    let mut truncated_escape = None;
    let mut backslashes: Option<(usize, usize)> = None;
    for (index, character) in stack.into_iter().enumerate() {
        if index == truncated {
            truncated_escape = Some(characters.len());
        }
        if is(character, '\\') {
            let (start, count) = backslashes.unwrap_or((character.start, 0));
            backslashes = Some((start, count.saturating_add(1)));
            continue;
        }
        let (start, backslashes) = backslashes.take().unwrap_or((character.start, 0));
        characters.push(UnescapedChar {
            start,
            backslashes: backslashes.saturating_add(character.backslashes),
            ..character
        });
    }
    UnescapedText {
        truncated_escape: truncated_escape.unwrap_or(characters.len()),
        characters,
    }
}

fn is(character: UnescapedChar, c: char) -> bool {
    character.code == u32::from(c)
}

/// Returns whether a character is a high surrogate.
fn is_high_surrogate(character: &UnescapedChar) -> bool {
    (0xd800..0xdc00).contains(&character.code)
}

/// Returns the index of the first character of an escape, and how many backslashes it begins with: those
/// before it that are escaped alike are a part of it.
fn escape_start(stack: &[UnescapedChar], length: usize) -> (usize, usize) {
    let at = stack.len().saturating_sub(length);
    let Some(first) = stack.get(at).filter(|character| is(**character, '\\')) else {
        return (at, 0);
    };
    let before = stack.get(..at).unwrap_or_default().iter().rev();
    let length = |character: &UnescapedChar| character.end.saturating_sub(character.start);
    let is_alike =
        |character: &&UnescapedChar| is(**character, '\\') && length(character) == length(first);
    let more = before.take_while(is_alike).count();
    (at.saturating_sub(more), more.saturating_add(1))
}

/// Replaces the characters from an index on by the character that they encode.
fn replace_from(
    stack: &mut Vec<UnescapedChar>,
    first: usize,
    character: impl Fn(UnescapedChar) -> UnescapedChar,
) {
    let end = stack.last().map(|last| last.end);
    let replacement = stack
        .get(first)
        .zip(end)
        .map(|(first, end)| character(UnescapedChar { end, ..*first }));
    stack.truncate(first);
    stack.extend(replacement);
}

/// The last `length` characters.
fn tail(stack: &[UnescapedChar], length: usize) -> Option<&[UnescapedChar]> {
    stack.get(stack.len().checked_sub(length)?..)
}

/// Returns the length of the escape that the characters end with, the decoded character, and whether
/// that is a byte of a UTF-8 sequence.
fn escape_at_end(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
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
fn hexadecimal(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    for (begin, digits) in [("%", 2), ("\\x", 2), ("\\u", 4), ("%u", 4), ("\\U", 8)] {
        let length = begin.len().saturating_add(digits);
        let Some(escape) = tail(stack, length) else {
            continue;
        };
        let (start, number) = escape.split_at(begin.len());
        let begins = start
            .iter()
            .zip(begin.chars())
            .all(|(character, c)| is(*character, c));
        let code = number_of(number, 16).filter(|code| *code <= LAST_CHARACTER);
        if let (true, Some(code)) = (begins, code) {
            return Some((length, code, digits == 2 && code >= 0x80));
        }
    }
    None
}

/// `\101`.
fn octal(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    let (first, digits) = tail(stack, 4)?.split_first()?;
    let code = number_of(digits, 8).filter(|code| *code <= 0xff && is(*first, '\\'))?;
    Some((4, code, code >= 0x80))
}

/// `\u{41}`.
fn braced(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    let (at, inner) = find_back(stack, '{')?;
    let before = stack.get(at.checked_sub(2)?..at)?;
    let begins = before
        .iter()
        .zip("\\u".chars())
        .all(|(character, c)| is(*character, c));
    let code = number_of(inner, 16).filter(|code| begins && *code <= LAST_CHARACTER)?;
    Some((inner.len().saturating_add(4), code, false))
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn entity(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    let (_, inner) = find_back(stack, '&')?;
    let length = inner.len().saturating_add(2);
    let code = match inner.split_first() {
        Some((mark, number)) if is(*mark, '#') => match number.split_first() {
            Some((mark, digits)) if is(*mark, 'x') || is(*mark, 'X') => number_of(digits, 16)?,
            _ => number_of(number, 10)?,
        },
        _ => {
            let name: Option<String> = inner.iter().map(UnescapedChar::ascii).collect();
            entities::code(&name?)?
        }
    };
    (code <= LAST_CHARACTER).then_some((length, code, false))
}

/// Returns the index of the last `c` before the final character, and the characters between the two, which
/// have to be ASCII letters, digits and `#`.
fn find_back(stack: &[UnescapedChar], c: char) -> Option<(usize, &[UnescapedChar])> {
    let last = stack.len().checked_sub(1)?;
    let first = last.saturating_sub(MAX_ESCAPE_LENGTH);
    let inner = stack.get(first..last)?;
    let others = inner.iter().rev();
    let length = others
        .take_while(|character| {
            character
                .ascii()
                .is_some_and(|c| c.is_ascii_alphanumeric() || c == '#')
        })
        .count();
    let at = last.checked_sub(length)?.checked_sub(1)?;
    stack.get(at).filter(|character| is(**character, c))?;
    Some((at, stack.get(at.saturating_add(1)..last)?))
}

fn number_of(digits: &[UnescapedChar], radix: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.ascii()?.to_digit(radix)?;
        number.checked_mul(radix)?.checked_add(digit)
    })
}

/// Returns the last characters except backslashes, from the end, each with its distance from the end.
fn escaped_units(stack: &[UnescapedChar]) -> impl Iterator<Item = (usize, UnescapedChar)> {
    let units = stack.iter().rev().take(MAX_ESCAPE_LENGTH).enumerate();
    units
        .filter(|(_, character)| !is(**character, '\\'))
        .map(|(index, character)| (index.saturating_add(1), *character))
}

/// A UTF-8 sequence of escaped bytes.
fn character_of_bytes(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    let mut bytes = Vec::with_capacity(4);
    for (length, character) in escaped_units(stack).take(4) {
        bytes.insert(
            0,
            u8::try_from(character.code)
                .ok()
                .filter(|_| character.is_byte)?,
        );
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let decoded = text.chars().next()?;
            return Some((length, u32::from(decoded), false));
        }
    }
    None
}

/// A surrogate pair.
fn surrogates(stack: &[UnescapedChar]) -> Option<(usize, u32, bool)> {
    let mut units = escaped_units(stack);
    let low = u16::try_from(units.next()?.1.code).ok()?;
    if !(0xdc00..0xe000).contains(&low) {
        return None;
    }
    // Without a high surrogate before it, the low one is a character of its own.
    let (length, high) = units.next().filter(|(_, unit)| is_high_surrogate(unit))?;
    let units = [u16::try_from(high.code).ok()?, low];
    let decoded = char::decode_utf16(units).next()?.ok()?;
    Some((length, u32::from(decoded), false))
}

/// Returns the index of an escape, or of a UTF-8 sequence, that is truncated at the end of the text.
fn truncated_escape(stack: &[UnescapedChar]) -> usize {
    let is_unit = |character: &UnescapedChar| character.is_byte || is_high_surrogate(character);
    let replaced = stack
        .iter()
        .rev()
        .take_while(|character| is(**character, char::REPLACEMENT_CHARACTER) || is_unit(character))
        .count();
    let end = stack.len().saturating_sub(replaced);
    let inside = |character: &UnescapedChar| {
        character
            .ascii()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | '{'))
    };
    let whole = stack.get(..end).unwrap_or(stack);
    let first = whole.iter().rposition(|character| !inside(character));
    let begins = |at: &usize| {
        let escape = whole.get(*at).and_then(UnescapedChar::ascii);
        end.saturating_sub(*at) <= MAX_ESCAPE_LENGTH && matches!(escape, Some('\\' | '%' | '&'))
    };
    let Some(at) = first.filter(begins) else {
        return end;
    };
    let before = whole.get(..at).unwrap_or_default();
    before
        .iter()
        .rposition(|character| !is(*character, '\\') && !is_unit(character))
        .map_or(0, |last| last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(text: &str) -> String {
        let characters = unescape(text).characters;
        let characters = characters
            .iter()
            .map(|character| char::from_u32(character.code));
        characters.map(|c| c.unwrap_or('?')).collect()
    }

    #[test]
    fn all_escapes_are_decoded_however_often_they_were_escaped() {
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
            assert_eq!(unescaped(text), "a/密🐈&", "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_is_unchanged() {
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
            assert_eq!(unescaped(text), text);
        }
        assert_eq!(unescaped("%e9%"), "é%");
        assert_eq!(unescaped("\\UFFFFFFFF"), "UFFFFFFFF");
        assert_eq!(unescaped("a\\udc08b\\ud83dc"), "a?b?c");
        assert_eq!(unescaped("\\udc08\\ud83d密\\ud83d🐈"), "??密?🐈");
        assert_eq!(unescaped("C:\\path"), "C:path");
    }

    #[test]
    fn an_escape_that_is_truncated_at_the_end_is_found() {
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
            assert_eq!(unescape(text).truncated_escape, whole, "{text}");
        }
    }
}
