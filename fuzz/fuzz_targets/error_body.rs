//! Whatever the body of an error is, code and message are found in it or not, and no secret stays in
//! its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::transport::failure::Failure;
use modelarts::transport::redact;

const SECRET: &str = "fake/secret=for<tests";
/// The same as writers of JSON may spell it.
const SPELLINGS: [&str; 3] = [
    SECRET,
    "fake\\/secret=for<tests",
    "fake/secret\\u003dfor\\u003ctests",
];

fuzz_target!(|bytes: &[u8]| {
    let _ = Failure::read(bytes);
    let _ = Failure::in_success(bytes);
    let body = String::from_utf8_lossy(bytes).into_owned();
    let middle = body.char_indices().nth(body.chars().count() / 2);
    for spelling in SPELLINGS {
        let mut text = body.clone();
        text.insert_str(middle.map_or(0, |(at, _)| at), spelling);
        assert!(!redact::text(&text, &[SECRET.into()]).contains(spelling));
    }
});
