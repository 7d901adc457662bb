//! Whatever bytes come, and whatever charset they are said to be in, they are read as text; what is
//! UTF-8 stays as it is, and no text grows beyond a few bytes for each of its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::charset::decode;
use modelarts::text::printable;

const CHARSETS: [&str; 6] = ["gbk", "utf-16", "utf-16le", "latin1", "utf-8", "nosuch"];

fuzz_target!(|input: (Option<String>, u8, &[u8])| {
    let (content_type, choice, bytes) = input;
    let named = format!(
        "text/html; charset={}",
        CHARSETS[usize::from(choice) % CHARSETS.len()]
    );
    for content_type in [content_type.as_deref(), Some(&named), None] {
        let text = decode(content_type, bytes);
        assert!(text.len() <= 3 * bytes.len() + 3);
        assert!(!printable(&text).chars().any(char::is_control));
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.is_ascii()
        && !text.to_ascii_lowercase().contains("utf")
    {
        assert_eq!(
            decode(None, bytes),
            text.strip_prefix('\u{feff}').unwrap_or(text)
        );
    }
});
