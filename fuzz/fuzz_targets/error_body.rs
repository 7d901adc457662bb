//! Whatever an error's body is, code and message are found in it or not, and no secret stays in its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::model::Failure;
use modelarts::transport::redact;

const SECRET: &str = "fake-secret-for-tests";

fuzz_target!(|bytes: &[u8]| {
    let _ = Failure::read(bytes);
    let _ = Failure::in_success(bytes);
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let middle = text.char_indices().nth(text.chars().count() / 2);
    text.insert_str(middle.map_or(0, |(at, _)| at), SECRET);
    assert!(!redact::text(&text, &[SECRET.to_owned()]).contains(SECRET));
});
