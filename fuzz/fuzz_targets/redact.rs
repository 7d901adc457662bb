//! A secret is masked in all escapes, whatever is beside it, and other text is unchanged.
//!
//! The input is a secret, how each of its characters is escaped, and the text before and behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::transport::redact::Redactor;

/// What separates the secret from the text on one side; it is no part of an escape.
const SEPARATOR: &str = " | ";

fuzz_target!(|input: (String, Vec<u8>, String, String, bool)| {
    let (secret, escapes, before, after, is_begun) = input;
    check_unchanged(&before);
    // A mask could be a part of a secret with an asterisk.
    if !(6..200).contains(&min_unescaped_length(&secret))
        || secret.contains(['|', '*'])
        || secret.ends_with('\\')
    {
        return;
    }
    let mut choices = escapes.into_iter().chain(std::iter::repeat(0));
    let written: String = secret
        .chars()
        .map(|c| escaped(c, choices.next().unwrap_or(0)))
        .collect();
    let redactor = Redactor::new(&[secret.as_str().into()]);
    let (before, after) = if is_begun {
        (before, format!("{SEPARATOR}{after}"))
    } else {
        (format!("{before}{SEPARATOR}"), after)
    };
    for written in [&secret, &written] {
        let text = format!("{before}{written}{after}");
        let shown = redactor.text(&text);
        assert!(!shown.contains(&**written), "{written:?} in {shown:?}");
    }
});

/// Returns the least length of an unescaped secret, if all that may be an escape in it is one: below
/// four, only the secret as it is would be searched for.
fn min_unescaped_length(secret: &str) -> usize {
    let mut parts = secret.split(['\\', '%', '&']);
    let first = parts.next().unwrap_or_default().chars().count();
    let others = parts.map(|part| {
        let escape = part.rfind([';', '}']).map_or(0, |end| end + 1).max(9);
        part.chars().count().saturating_sub(escape)
    });
    first + others.sum::<usize>()
}

/// Checks that a text without separators of keys and values, and so without secret values, is unchanged.
fn check_unchanged(text: &str) {
    let plain: String = text.chars().filter(|c| !":=>".contains(*c)).collect();
    // An escape may stand for a separator.
    let has_separator = [
        "3a", "3d", "3e", "58", "61", "62", "colon", "equals", "gt", "GT", "07",
    ]
    .iter()
    .any(|escape| {
        plain
            .to_ascii_lowercase()
            .contains(&escape.to_ascii_lowercase())
    });
    if !has_separator {
        assert_eq!(Redactor::new(&[]).text(&plain), plain);
        let other = Redactor::new(&["\u{10fffe}other\u{10fffe}".into()]);
        assert_eq!(other.text(&plain), plain);
    }
}

/// One or two escapes of a character. Characters that begin escapes are always escaped, as whoever
/// writes escapes does.
fn escaped(c: char, choice: u8) -> String {
    let must = matches!(c, '\\' | '%' | '&');
    let inner = once(c, choice % 10);
    if choice < 128 && !(must && inner == c.to_string()) {
        return inner;
    }
    inner.chars().map(|c| once(c, 1 + choice % 9)).collect()
}

fn once(c: char, writer: u8) -> String {
    let utf8 = |begin: &str| -> String {
        let bytes = c.to_string().into_bytes();
        bytes
            .iter()
            .map(|byte| format!("{begin}{byte:02X}"))
            .collect()
    };
    let utf16 = |begin: &str| -> String {
        let mut units = [0; 2];
        let units = c.encode_utf16(&mut units).iter();
        units.map(|unit| format!("{begin}{unit:04x}")).collect()
    };
    match writer {
        1 => utf16("\\u"),
        2 => utf8("%"),
        3 => utf8("\\x"),
        4 => format!("&#{};", u32::from(c)),
        5 => format!("&#x{:X};", u32::from(c)),
        6 => format!("\\u{{{:x}}}", u32::from(c)),
        7 => format!("\\U{:08X}", u32::from(c)),
        8 => utf16("%u"),
        9 => utf8("\\\\x"),
        _ => c.to_string(),
    }
}
