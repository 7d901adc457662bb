//! Whatever a manifest holds, its lines are entries or errors, in chunks of any size, and entries are written
//! as lines that read the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::manifest::{BadLine, Entry, EntryReader, line, read_line};
use modelarts::value::Value;

fn entries<'a>(chunks: impl Iterator<Item = &'a [u8]>) -> Vec<Result<Entry, BadLine>> {
    let mut reader = EntryReader::default();
    let mut found = Vec::new();
    for chunk in chunks {
        reader.push(chunk);
        found.extend(std::iter::from_fn(|| reader.next_entry()));
    }
    reader.finish();
    found.extend(std::iter::from_fn(|| reader.next_entry()));
    found
}

fuzz_target!(|bytes: &[u8]| {
    let (size, text) = match bytes.split_first() {
        Some((size, text)) => (usize::from(*size) + 1, text),
        None => return,
    };
    let found = entries(std::iter::once(text));
    assert_eq!(found, entries(text.chunks(size)));
    for entry in found.into_iter().flatten() {
        let Ok(written) = line(&Value::Object(entry.object), 1) else {
            unreachable!("an entry can't be written");
        };
        let Some(Ok(again)) = read_line(written.as_bytes(), 1) else {
            unreachable!("{written} can't be read");
        };
        assert_eq!(line(&Value::Object(again.object), 1), Ok(written));
    }
});
