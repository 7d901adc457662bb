//! Text that others send in another charset than UTF-8.

/// The characters of two bytes in GBK; written by tools/gbk.py.
static GBK: &[u8] = include_bytes!("charset/gbk.bin");
const FIRST_BYTE: u8 = 0x81;
const SECOND_BYTE: u8 = 0x40;
const SECOND_BYTES: usize = 0xbf;
/// The number of bytes in which a declaration of the charset is searched for.
const DECLARED_WITHIN: usize = 1024;

/// Reads a text: as UTF-8 if it is, else in the charset that the content type, or the text itself,
/// declares. What is no character there is replaced.
#[must_use]
pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match bytes {
        [0xff, 0xfe, units @ ..] => return utf16(units, u16::from_le_bytes),
        [0xfe, 0xff, units @ ..] => return utf16(units, u16::from_be_bytes),
        _ => {}
    }
    let declared = content_type.and_then(declared).or_else(|| {
        let beginning = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
        declared(&String::from_utf8_lossy(beginning))
    });
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // The last of several characters may be cut off.
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            error.error_len().is_none() && !valid.is_ascii()
        }
    };
    match declared.as_deref() {
        Some("utf-16" | "utf-16be") => utf16(bytes, u16::from_be_bytes),
        Some("utf-16le") => utf16(bytes, u16::from_le_bytes),
        _ if is_utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Some("gbk" | "gb2312" | "gb18030" | "cp936" | "936" | "x-gbk" | "hz-gb-2312") => gbk(bytes),
        Some("iso-8859-1" | "latin1" | "latin-1" | "windows-1252") => {
            bytes.iter().copied().map(char::from).collect()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns the charset that a content type, or the head of a page, names.
fn declared(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let (_, after) = ["charset=", "encoding="]
        .iter()
        .find_map(|key| text.split_once(key))?;
    let name = after.trim_start_matches([' ', '"', '\'']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    Some(name.get(..end.unwrap_or(name.len()))?.replace('_', "-"))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        _ => 0xfffd,
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn gbk(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let second = after.first().copied();
        let of_two = second.and_then(|second| gbk_character(*first, second));
        let (c, after) = match of_two {
            Some(c) => (c, after.get(1..).unwrap_or_default()),
            None if first.is_ascii() => (char::from(*first), after),
            None => (char::REPLACEMENT_CHARACTER, after),
        };
        text.push(c);
        rest = after;
    }
    text
}

fn gbk_character(first: u8, second: u8) -> Option<char> {
    let row = usize::from(first.checked_sub(FIRST_BYTE)?);
    let column = usize::from(second.checked_sub(SECOND_BYTE)?);
    if column >= SECOND_BYTES {
        return None;
    }
    let at = row
        .checked_mul(SECOND_BYTES)?
        .checked_add(column)?
        .checked_mul(2)?;
    let unit = GBK.get(at..)?.first_chunk::<2>()?;
    char::from_u32(u32::from(u16::from_le_bytes(*unit))).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[u8] = b"{\"a\": \"\xc3\xbb\xd3\xd0\xc8\xa8\xcf\xde\"}"; // 没有权限

    #[test]
    fn a_text_is_read_in_the_charset_that_it_declares() {
        let words = "{\"a\": \"没有权限\"}";
        for declared in [
            "text/html; charset=GBK",
            "text/plain;charset=\"gb2312\"",
            "x; charset=gb18030",
        ] {
            assert_eq!(decode(Some(declared), WORDS), words, "{declared}");
        }
        let page = [b"<meta charset='gb2312'>".as_slice(), WORDS].concat();
        assert!(decode(Some("text/html"), &page).ends_with(words));
        assert_eq!(decode(Some("x; charset=iso-8859-1"), b"caf\xe9"), "café");
        assert_eq!(decode(None, b"caf\xe9"), "caf\u{fffd}");
    }

    #[test]
    fn utf_8_and_utf_16_are_read_whatever_is_declared() {
        for declared in [None, Some("x; charset=gbk"), Some("x; charset=latin1")] {
            assert_eq!(decode(declared, "没有".as_bytes()), "没有");
            assert_eq!(decode(declared, "\u{feff}没有".as_bytes()), "没有");
            assert_eq!(decode(declared, b"\xff\xfea\0\x2f\x6e"), "a港");
        }
        assert_eq!(decode(None, b"\xfe\xff\0a"), "a");
        assert_eq!(decode(Some("x; charset=utf-16le"), b"a\0b\0"), "ab");
        // The end of a character is missing.
        assert_eq!(
            decode(
                Some("x; charset=gbk"),
                "没有".as_bytes().get(..5).unwrap_or_default()
            ),
            "没\u{fffd}"
        );
    }

    #[test]
    fn what_is_no_character_is_replaced() {
        assert_eq!(
            gbk(b"a\xff\xffb\x80\xc3"),
            "a\u{fffd}\u{fffd}b\u{fffd}\u{fffd}"
        );
        assert_eq!(utf16(b"a", u16::from_le_bytes), "\u{fffd}");
    }
}
