//! No spelling of a secret survives masking, wherever it is, and what is masked stays masked.
//!
//! The input is a secret, how each of its characters is escaped, and the text around it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::transport::redact::Redactor;

/// What separates the secret from the text around it; it is no part of an escape.
const SEPARATOR: &str = " | ";

fuzz_target!(|input: (String, Vec<u8>, String, String)| {
    let (secret, escapes, before, after) = input;
    // Of a secret that is made of backslashes alone nothing would be left to find.
    let length = secret.chars().filter(|c| *c != '\\').count();
    if !(6..200).contains(&length) || secret.contains('|') || secret.ends_with('\\') {
        return;
    }
    let mut choices = escapes.into_iter().chain(std::iter::repeat(0));
    let spelled: String = secret
        .chars()
        .map(|c| escaped(c, choices.next().unwrap_or(0)))
        .collect();
    let redactor = Redactor::new(&[secret.as_str().into()]);
    for spelled in [&secret, &spelled] {
        let text = format!("{before}{SEPARATOR}{spelled}{SEPARATOR}{after}");
        let shown = redactor.text(&text);
        let survives = shown.contains(&format!("{SEPARATOR}{spelled}{SEPARATOR}"));
        let is_elsewhere = before.contains(&**spelled) || after.contains(&**spelled);
        assert!(!survives || is_elsewhere, "{spelled:?} in {shown:?}");
    }
    // Nothing sounds secret where there is no separator of keys and values, and no secret is known.
    let plain: String = before.chars().filter(|c| !":=>%&\\".contains(*c)).collect();
    assert_eq!(Redactor::new(&[]).text(&plain), plain);
});

/// One or two escapes of a character. Characters that begin escapes are always escaped, as whoever
/// writes escapes does.
fn escaped(c: char, choice: u8) -> String {
    let must = matches!(c, '\\' | '%' | '&');
    let inner = once(c, choice % 8);
    if choice < 128 && !(must && inner == c.to_string()) {
        return inner;
    }
    inner.chars().map(|c| once(c, 1 + choice % 7)).collect()
}

fn once(c: char, writer: u8) -> String {
    let utf8 = |begin: &str| -> String {
        let bytes = c.to_string().into_bytes();
        bytes.iter().map(|byte| format!("{begin}{byte:02X}")).collect()
    };
    match writer {
        1 => {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units).iter();
            units.map(|unit| format!("\\u{unit:04x}")).collect()
        }
        2 => utf8("%"),
        3 => utf8("\\x"),
        4 => format!("&#{};", u32::from(c)),
        5 => format!("&#x{:X};", u32::from(c)),
        6 => format!("\\u{{{:x}}}", u32::from(c)),
        7 => format!("\\U{:08X}", u32::from(c)),
        _ => c.to_string(),
    }
}
