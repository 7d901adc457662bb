//! Manifests: lines in chunks of any size, deviations of real files, and what a bad line says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::manifest::{BadLine, Entry, EntryReader, MAX_LINE_BYTES, line, read_line};
use modelarts::schema::parse;
use modelarts::value::{Object, Value};
use proptest::prelude::*;

fn read_chunks<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Result<Entry, BadLine>> {
    let mut reader = EntryReader::default();
    let mut found = Vec::new();
    for chunk in chunks {
        reader.push(chunk);
        while let Some(read) = reader.next_entry() {
            found.push(read);
        }
    }
    reader.finish();
    while let Some(read) = reader.next_entry() {
        found.push(read);
    }
    found
}

fn entry(text: &str) -> Object {
    read_line(text.as_bytes(), 1).unwrap().unwrap().object
}

fn bad(text: &str) -> (String, String) {
    let bad = read_line(text.as_bytes(), 7).unwrap().unwrap_err();
    assert_eq!(bad.line, 7);
    (bad.field, bad.problem.to_string())
}

fn json(object: &Object) -> String {
    Value::Object(object.clone()).to_json()
}

#[test]
fn the_deviations_of_real_files_are_read() {
    let read = entry(
        r#"{"usage":" Train ","hard":"True","sample-type":"6","source":"s3://b/1.jpg",
        "inference_loc":"s3://b/r","property":"{\"@modelarts:time_in_video\":1.5}",
        "annotation":[{"type":"modelarts/object_detection","annotation_loc":"s3://b/1.xml","hard":false,
        "annotation_format":"PASCAL VOC","annotated_by":"human","creation_time":"2019-01-23 11:30:30",
        "property":"[{\"type\":0,\"property\":{}}]"}]}"#,
    );
    assert_eq!(
        json(&read),
        r#"{"source":"s3://b/1.jpg","usage":"TRAIN","annotation":[{"type":"modelarts/object_detection","annotation-loc":"s3://b/1.xml","annotation-format":"PASCAL VOC","annotated-by":"human","creation-time":"2019-01-23 11:30:30","hard":false,"property":[{"type":0,"property":{}}]}],"sample-type":6,"hard":true,"inference-loc":"s3://b/r","property":{"@modelarts:time_in_video":1.5}}"#
    );
}

#[test]
fn unknown_keys_are_kept_and_the_documented_form_counts() {
    let read = entry(
        r#"{"source":"a","error_code":"x","own":{"n":12345678901234567890123},
        "inference_loc":"other","inference-loc":"documented","annotation":null}"#,
    );
    assert_eq!(read.text("inference-loc"), Some("documented"));
    assert_eq!(read.text("inference_loc"), Some("other"));
    assert_eq!(read.text("error_code"), Some("x"));
    assert_eq!(
        read.get("own").unwrap().to_json(),
        r#"{"n":12345678901234567890123}"#
    );
    assert_eq!(read.get("annotation"), Some(&Value::List(Vec::new())));
    assert_eq!(
        entry(r#"{"source":"a","usage":"SPARE"}"#).text("usage"),
        Some("SPARE")
    );
}

#[test]
fn a_bad_line_says_its_field() {
    for (text, field, problem) in [
        (r#"{"usage":"TRAIN"}"#, "source", "is missing"),
        (r#"{"source":null}"#, "source", "is null, expected a string"),
        (r#"{"source":7}"#, "source", "is 7, expected a string"),
        (
            r#"{"source":"a","hard":"maybe"}"#,
            "hard",
            r#"is "maybe", expected true or false"#,
        ),
        (
            r#"{"source":"a","annotation":{}}"#,
            "annotation",
            "is an object, expected a list of objects",
        ),
        (
            r#"{"source":"a","annotation":[{"name":"x"}]}"#,
            "annotation[0].type",
            "is missing",
        ),
        (
            r#"{"source":"a","annotation":[{"type":"t"},{"type":"t","confidence":"0.8"}]}"#,
            "annotation[1].confidence",
            r#"is "0.8", expected a number"#,
        ),
        (
            r#"{"source":"a","annotation":[{"type":"t","annotation_loc":5}]}"#,
            "annotation[0].annotation_loc",
            "is 5, expected a string",
        ),
        (
            r#"{"source":"a","property":"red"}"#,
            "property",
            "is neither an object nor the JSON text of one",
        ),
        ("[1]", "", "is a list, expected an object"),
        (
            r#"{"source":"a"} {"#,
            "",
            "trailing characters at column 16",
        ),
        ("\u{1f}\u{8b}", "", "expected value at column 1"),
    ] {
        assert_eq!(bad(text), (field.to_owned(), problem.to_owned()), "{text}");
    }
    let utf16: Vec<u8> = "{\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = read_line(&utf16, 1).unwrap().unwrap_err();
    assert_eq!(found.problem, "is UTF-16, not UTF-8");
    let found = read_line(b"\x1f\x8b\x08", 1).unwrap().unwrap_err();
    assert!(found.problem.to_string().contains("gzip"));
}

#[test]
fn lines_end_as_on_any_system_and_empty_ones_count() {
    let text = b"\xef\xbb\xbf{\"source\":\"1\"}\r\n\r\n \t\n{\"source\":\"4\"}\n{\"usage\":1}\n{\"source\":\"6\"}";
    let found = read_chunks([text.as_slice()]);
    let lines: Vec<(u64, bool)> = found
        .iter()
        .map(|read| match read {
            Ok(entry) => (entry.line, true),
            Err(bad) => (bad.line, false),
        })
        .collect();
    assert_eq!(lines, [(1, true), (4, true), (5, false), (6, true)]);
}

#[test]
fn a_line_beyond_the_limit_is_refused_and_skipped_without_being_kept() {
    let mut reader = EntryReader::default();
    let chunk = vec![b' '; MAX_LINE_BYTES / 4 + 1];
    let mut errors = Vec::new();
    for _ in 0..40 {
        reader.push(&chunk);
        errors.extend(reader.next_entry());
    }
    assert_eq!(errors.len(), 1);
    let error = errors[0].as_ref().unwrap_err();
    assert!(error.problem.to_string().contains("16777216"));
    reader.push(b"x\n{\"source\":\"a\"}\n");
    assert_eq!(reader.next_entry().unwrap().unwrap().line, 2);
    reader.push(&vec![b'1'; MAX_LINE_BYTES + 1]);
    reader.push(b"\n");
    assert_eq!(reader.next_entry().unwrap().unwrap_err().line, 3);
    assert_eq!(reader.next_entry(), None);
}

#[test]
fn what_is_written_is_what_the_service_writes() {
    let value = parse(
        r#"{"own":1,"hard":true,"usage":"eval","source":"s3://b/花.jpg","annotation":[
        {"name":"花","type":"modelarts/image_classification","hard":false}]}"#
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(
        line(&value, 1).unwrap(),
        "{\"source\":\"s3://b/花.jpg\",\"usage\":\"EVAL\",\"annotation\":[{\"type\":\"modelarts/image_classification\",\
         \"name\":\"花\",\"hard\":\"false\"}],\"hard\":\"true\",\"own\":1}\n"
    );
    let unlabelled = parse(br#"{"source":"a","annotation":[]}"#).unwrap();
    assert_eq!(line(&unlabelled, 1).unwrap(), "{\"source\":\"a\"}\n");
    let bad = line(&Value::Text("a".to_owned()), 3).unwrap_err();
    assert_eq!(
        (bad.line, bad.problem.to_string().as_str()),
        (3, r#"is "a", expected an object"#)
    );
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(br#"{"source":"a","usage":"train"}"#.to_vec()),
        Just(
            br#"{"source":"a","annotation":[{"type":"t","hard":"true","property":"{}"}]}"#.to_vec()
        ),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just(b"{\"source\":".to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn chunks_of_any_size_give_the_same_entries(text in text(), size in 1_usize..40) {
        prop_assert_eq!(read_chunks([text.as_slice()]), read_chunks(text.chunks(size)));
    }

    #[test]
    fn what_is_read_is_written_and_read_again(text in text()) {
        for entry in read_chunks([text.as_slice()]).into_iter().flatten() {
            let value = Value::Object(entry.object);
            let written = line(&value, 1).unwrap();
            let again = read_line(written.as_bytes(), 1).unwrap().unwrap();
            prop_assert_eq!(line(&Value::Object(again.object), 1).unwrap(), written);
        }
    }
}
