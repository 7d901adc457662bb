//! The parser: whatever shape a documented value comes in, it reads to the one documented shape.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::model::{EntryKind, ReadError, ResultEntry, TaskState, TaskStatus, read};
use proptest::prelude::*;
use serde_json::{Value, json};

fn parse(value: &Value) -> Result<TaskStatus, ReadError> {
    read(value.to_string().as_bytes())
}

/// A documented entry, in the tolerated ways to write it.
#[derive(Debug, Clone)]
struct Dataset {
    id: String,
    name: String,
    files: i64,
    created: i64,
}

impl Dataset {
    fn json(&self, integers_as_text: bool) -> Value {
        let integer = |value: i64| {
            if integers_as_text {
                json!(value.to_string())
            } else {
                json!(value)
            }
        };
        json!({
            "dataset_id": self.id,
            "dataset_name": self.name,
            "file_count": integer(self.files),
            "create_time": integer(self.created),
        })
    }
}

fn dataset() -> impl Strategy<Value = Dataset> {
    (any::<String>(), any::<String>(), any::<i64>(), any::<i64>()).prop_map(
        |(id, name, files, created)| Dataset {
            id,
            name,
            files,
            created,
        },
    )
}

/// The groups of one entry of `result`, by name.
type Groups = Vec<(&'static str, Vec<Value>)>;

/// Documented groups with documented entries; each group at most once an entry.
fn groups() -> impl Strategy<Value = Vec<Groups>> {
    let version = (any::<String>(), any::<String>(), any::<i64>(), any::<i64>()).prop_map(
        |(id, name, files, created)| {
            json!({"new_version_id": id, "version_name": name, "file_count": files, "create_time": created})
        },
    );
    let failure = (any::<String>(), any::<String>())
        .prop_map(|(code, message)| json!({"error_code": code, "error_msg": message}));
    let few = 1..3usize;
    let group = prop_oneof![
        prop::collection::vec(
            dataset().prop_map(|dataset| dataset.json(false)),
            few.clone()
        )
        .prop_map(|entries| ("createDatasetSuccess", entries)),
        prop::collection::vec(version, few.clone())
            .prop_map(|entries| ("createVersionSuccess", entries)),
        prop::collection::vec(Just(json!({})), few.clone())
            .prop_map(|entries| ("syncOrCheckoutsuccess", entries)),
        prop::collection::vec(failure, few).prop_map(|entries| ("failed", entries)),
    ];
    prop::collection::vec(prop::collection::vec(group, 1..3), 0..4)
}

/// How a result is written; the default is as documented.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    /// An object where an array of one object belongs.
    bare: bool,
    /// Integers as text.
    as_text: bool,
    /// `null` for groups that would be missing.
    nulls: bool,
}

fn result(list: &[Groups], shape: Shape) -> Value {
    let integers_as_text = |entry: &Value| {
        let mut entry = entry.clone();
        for value in entry.as_object_mut().unwrap().values_mut() {
            if shape.as_text && value.is_i64() {
                *value = json!(value.to_string());
            }
        }
        entry
    };
    let object = |groups: &Groups| {
        let mut object = serde_json::Map::new();
        if shape.nulls {
            object.extend(GROUPS.map(|name| (name.to_owned(), Value::Null)));
        }
        for (name, entries) in groups {
            let entries: Vec<Value> = entries.iter().map(integers_as_text).collect();
            let written = match entries.as_slice() {
                [one] if shape.bare => one.clone(),
                _ => Value::Array(entries),
            };
            object.insert((*name).to_owned(), written);
        }
        Value::Object(object)
    };
    Value::Array(list.iter().map(object).collect())
}

const GROUPS: [&str; 4] = [
    "createDatasetSuccess",
    "createVersionSuccess",
    "syncOrCheckoutsuccess",
    "failed",
];

/// What the groups of an entry hold, with no difference between `null`, missing and empty.
fn entries(entry: &ResultEntry) -> impl PartialEq + std::fmt::Debug {
    let list = |entry: &ResultEntry| {
        (
            entry
                .create_dataset_success
                .get()
                .cloned()
                .unwrap_or_default(),
            entry
                .create_version_success
                .get()
                .cloned()
                .unwrap_or_default(),
            entry
                .sync_or_checkout_success
                .get()
                .cloned()
                .unwrap_or_default(),
            entry.failed.get().cloned().unwrap_or_default(),
        )
    };
    list(entry)
}

const FILE_COUNT: &str = "result[0].createDatasetSuccess[1].file_count";

/// Reads what stands at [`FILE_COUNT`].
fn file_count(written: &str) -> Result<Option<i64>, ReadError> {
    let body = format!(
        r#"{{"status":"SUCCESS","result":[{{"createDatasetSuccess":[{{}},{{"file_count":{written}}}]}}]}}"#
    );
    let read = read::<TaskStatus>(body.as_bytes())?;
    let datasets = read.result[0].create_dataset_success.get().unwrap();
    Ok(datasets.0[1].file_count.get().map(|count| count.0))
}

proptest! {
    #[test]
    fn every_tolerated_shape_reads_to_the_same(dataset in dataset(), as_text: bool, shape in 0..4) {
        let canonical = json!({"status": "SUCCESS", "result": [{"createDatasetSuccess": [dataset.json(false)]}]});
        let entry = dataset.json(as_text);
        let result = match shape {
            0 => json!([{"createDatasetSuccess": [entry]}]),
            1 => json!([{"createDatasetSuccess": entry}]),
            2 => json!({"createDatasetSuccess": [entry]}),
            _ => json!({"createDatasetSuccess": entry}),
        };
        let status = if as_text { " success " } else { "SUCCESS" };
        prop_assert_eq!(parse(&json!({"status": status, "result": result})).unwrap(), parse(&canonical).unwrap());
    }

    #[test]
    fn an_entry_without_a_group_keeps_its_fields(dataset in dataset(), as_text: bool) {
        let read = parse(&json!({"status": "SUCCESS", "result": [dataset.json(as_text)]})).unwrap();
        let entry = &read.result[0];
        prop_assert_eq!(entry.dataset_id.get(), Some(&dataset.id));
        prop_assert_eq!(entry.file_count.get().map(|count| count.0), Some(dataset.files));
        prop_assert_eq!(entry.kind(), Some(EntryKind::Dataset));
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused_but_never_panic(bytes in any::<Vec<u8>>()) {
        let _ = read::<TaskStatus>(&bytes);
    }

    #[test]
    fn a_body_cut_anywhere_is_refused(dataset in dataset(), at in 0.0..1.0f64) {
        let whole = json!({"status": "SUCCESS", "result": [dataset.json(false)]}).to_string();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let cut = (whole.len() as f64 * at) as usize;
        prop_assert!(read::<TaskStatus>(&whole.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_whole_number_of_64_bits_reads_exactly(number: i64) {
        for written in [number.to_string(), format!("\"{number}\"")] {
            prop_assert_eq!(file_count(&written).unwrap(), Some(number), "{}", written);
        }
    }

    #[test]
    fn a_whole_number_beyond_64_bits_is_refused_with_its_place(beyond in 1..i128::MAX / 2) {
        for number in [i128::from(i64::MAX) + beyond, i128::from(i64::MIN) - beyond] {
            for written in [number.to_string(), format!("\"{number}\"")] {
                prop_assert_eq!(file_count(&written).unwrap_err().path, FILE_COUNT, "{}", written);
            }
        }
    }

    #[test]
    fn every_documented_result_reads_to_the_same_in_every_tolerated_shape(groups in groups(), state in 0..7usize, choices: [bool; 5]) {
        let [one_object, bare, as_text, nulls, lower] = choices;
        let shape = Shape { bare, as_text, nulls };
        let name = TaskState::DOCUMENTED[state].as_str();
        let canonical = result(&groups, Shape::default());
        let written = match &result(&groups, shape) {
            Value::Array(list) if one_object && list.len() == 1 => list[0].clone(),
            list => list.clone(),
        };
        let status = if lower { format!("\t{} \n", name.to_ascii_lowercase()) } else { name.to_owned() };
        let written = parse(&json!({"status": status, "result": written})).unwrap();
        let canonical = parse(&json!({"status": name, "result": canonical})).unwrap();
        prop_assert_eq!(&written.status, &canonical.status);
        prop_assert_eq!(written.result.len(), canonical.result.len());
        for (written, canonical) in written.result.iter().zip(&canonical.result) {
            prop_assert_eq!(entries(written), entries(canonical));
        }
    }

    #[test]
    fn a_fraction_is_refused(number in any::<f64>().prop_filter("a fraction", |number| number.fract() != 0.0 && number.is_finite())) {
        let body = json!({"status": "SUCCESS", "result": [{"failed": [], "file_count": number}]});
        prop_assert_eq!(parse(&body).unwrap_err().path, "result[0].file_count");
    }

    #[test]
    fn undocumented_fields_keep_their_text(digits in "[1-9][0-9]{0,60}", name in "[a-z]{12}") {
        let body = format!(r#"{{"status":"RUNNING","{name}":{digits},"result":[{{"{name}":[{digits}]}}]}}"#);
        let read = read::<TaskStatus>(body.as_bytes()).unwrap();
        prop_assert_eq!(read.undocumented.get(&name), Some(digits.as_str()));
        let in_entry = format!("[{digits}]");
        prop_assert_eq!(read.result[0].undocumented.get(&name), Some(in_entry.as_str()));
    }

    #[test]
    fn an_undocumented_status_stays_as_it_came_and_is_not_final(text in any::<String>()) {
        let state = TaskState::read(&text);
        match &state {
            TaskState::Other(kept) => prop_assert_eq!(kept, &text),
            documented => prop_assert!(documented.as_str().eq_ignore_ascii_case(text.trim())),
        }
        prop_assert_eq!(state.is_final(), matches!(state, TaskState::Success | TaskState::Failure));
    }
}

#[test]
fn nesting_without_end_is_refused_wherever_it_stands() {
    for (before, open) in [
        ("", "["),
        ("", "{\"x\":"),
        (r#"{"status":"S","x":"#, "["),
        (r#"{"status":"S","result":"#, "[{\"x\":"),
    ] {
        let body = format!("{before}{}", open.repeat(100_000));
        assert!(
            read::<TaskStatus>(body.as_bytes()).is_err(),
            "{before}{open}…"
        );
    }
    let closed = format!(
        r#"{{"status":"S","x":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(read::<TaskStatus>(closed.as_bytes()).is_err());
}

#[test]
fn of_a_key_that_stands_twice_the_last_counts() {
    let read =
        read::<TaskStatus>(br#"{"status":"PENDING","x":1,"status":"SUCCESS","x":2}"#).unwrap();
    assert_eq!(read.status, TaskState::Success);
    assert_eq!(read.undocumented.get("x"), Some("2"));
}

#[test]
fn error_code_and_error_msg_are_absent_rather_than_empty_or_null() {
    for body in [
        json!({"status": "SUCCESS", "error_code": null, "error_msg": ""}),
        json!({"status": "SUCCESS"}),
    ] {
        let read = parse(&body).unwrap();
        assert_eq!((read.error_code, read.error_msg), (None, None));
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let cases = [
        (json!({}), "", "`status` is missing"),
        (json!({"status": null}), "", "`status` is null"),
        (
            json!({"status": 5}),
            "status",
            "expected the name of a state",
        ),
        (
            json!({"status": "S", "result": 5}),
            "result",
            "expected a list of objects",
        ),
        (
            json!({"status": "S", "result": "x"}),
            "result",
            "expected a list of objects",
        ),
        (
            json!({"status": "S", "result": [null]}),
            "result[0]",
            "expected an object",
        ),
        (
            json!({"status": "S", "result": [{"failed": [1]}]}),
            "result[0].failed[0]",
            "expected an object",
        ),
        (
            json!({"status": "S", "result": [{"failed": [{"error_code": 1}]}]}),
            "result[0].failed[0].error_code",
            "expected a string",
        ),
        (
            json!({"status": "S", "result": [{"file_count": true}]}),
            "result[0].file_count",
            "expected a whole number",
        ),
    ];
    for (body, path, problem) in cases {
        let error = parse(&body).unwrap_err();
        assert_eq!(error.path, path, "{body}");
        assert!(error.problem.contains(problem), "{body}: {}", error.problem);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let error = read::<TaskStatus>(b"{\"status\": \"\xff\"}").unwrap_err();
    assert!(
        error.problem.contains("not UTF-8 (byte 12"),
        "{}",
        error.problem
    );
    assert!(
        read::<TaskStatus>(b" \n")
            .unwrap_err()
            .problem
            .contains("empty")
    );
}

#[test]
fn a_result_that_holds_nothing_is_the_empty_list() {
    for body in [
        json!({"status": "PENDING"}),
        json!({"status": "PENDING", "result": null}),
        json!({"status": "PENDING", "result": []}),
        json!({"status": "PENDING", "result": {}}),
        json!({"status": "PENDING", "result": ""}),
    ] {
        assert_eq!(parse(&body).unwrap().result, [], "{body}");
    }
}

#[test]
fn a_field_is_told_apart_by_missing_null_and_value() {
    let body = json!({"status": "SUCCESS", "result": [{"createVersionSuccess": [{"version_name": null, "file_count": 0}]}]});
    let read = parse(&body).unwrap();
    let version = &read.result[0].create_version_success.get().unwrap().0[0];
    assert!(version.version_name.is_present() && version.version_name.get().is_none());
    assert!(!version.new_version_id.is_present());
    assert_eq!(version.file_count.get().map(|count| count.0), Some(0));
}

#[test]
fn an_entry_without_a_group_is_recognised_by_its_fields() {
    for (entry, kind) in [
        (json!({"new_version_id": "v"}), Some(EntryKind::Version)),
        (
            json!({"new_version_id": "v", "dataset_id": "d", "dataset_name": "n"}),
            Some(EntryKind::Version),
        ),
        (
            json!({"dataset_id": "d", "dataset_name": "n"}),
            Some(EntryKind::Dataset),
        ),
        (json!({"error_code": "c"}), Some(EntryKind::Failure)),
        (json!({"dataset_id": "d"}), None),
        (json!({"error_msg": "m"}), None),
        (json!({"new_version_id": null}), None),
        (json!({"failed": []}), None),
    ] {
        let body = json!({"status": "SUCCESS", "result": [{"x": 1}, entry]});
        assert_eq!(parse(&body).unwrap().result[1].kind(), kind, "{body}");
    }
}

#[test]
fn what_is_no_whole_number_is_refused_with_its_place() {
    for written in [
        "1.0",
        "1.5",
        "1e3",
        "1e400",
        "true",
        "[]",
        "{}",
        "[1]",
        r#""""#,
        r#""-""#,
        r#""+1""#,
        r#""1.0""#,
        r#"" 1""#,
        r#""1e3""#,
        r#""0x1""#,
        r#""one""#,
        r#""1_000""#,
        r#""\u0661""#,
        r#""--1""#,
    ] {
        assert_eq!(
            file_count(written).unwrap_err().path,
            FILE_COUNT,
            "{written}"
        );
    }
}

#[test]
fn a_group_under_another_spelling_is_kept_under_that() {
    let body = r#"{"status":"SUCCESS","result":[{"syncOrCheckoutSuccess":[{}],"CreateDatasetSuccess":{"file_count":1.5}}]}"#;
    let read = read::<TaskStatus>(body.as_bytes()).unwrap();
    let kept: Vec<_> = read.result[0].undocumented.iter().collect();
    assert_eq!(
        kept,
        [
            ("syncOrCheckoutSuccess", "[{}]"),
            ("CreateDatasetSuccess", r#"{"file_count":1.5}"#)
        ]
    );
}

#[test]
fn undocumented_fields_keep_their_text_at_every_level() {
    let number = "12345678901234567890.12345678901234567890";
    let body = format!(
        r#"{{"status":"SUCCESS","x":{number},"result":[{{"x":{number},"failed":[{{"x":{number}}}],"createVersionSuccess":{{"x":{number}}},
            "createDatasetSuccess":{{"x":{number}}},"syncOrCheckoutsuccess":{{"x":{number}}}}}]}}"#
    );
    let read = read::<TaskStatus>(body.as_bytes()).unwrap();
    let entry = &read.result[0];
    for undocumented in [
        &read.undocumented,
        &entry.undocumented,
        &entry.failed.get().unwrap().0[0].undocumented,
        &entry.create_version_success.get().unwrap().0[0].undocumented,
        &entry.create_dataset_success.get().unwrap().0[0].undocumented,
        &entry.sync_or_checkout_success.get().unwrap().0[0].undocumented,
    ] {
        assert_eq!(undocumented.get("x"), Some(number));
        assert!(!undocumented.is_empty());
    }
}

#[test]
fn undocumented_fields_nested_without_end_are_refused_at_every_level() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    for (body, path) in [
        (format!(r#"{{"status":"S","x":{open}{close}}}"#), "x"),
        (
            format!(r#"{{"status":"S","result":{{"x":{open}{close}}}}}"#),
            "result.x",
        ),
        (
            format!(r#"{{"status":"S","result":[{{}},{{"failed":[{{"x":{open}{close}}}]}}]}}"#),
            "result[1].failed[0].x",
        ),
        (format!(r#"{{"status":{open}{close}}}"#), "status"),
    ] {
        assert_eq!(read::<TaskStatus>(body.as_bytes()).unwrap_err().path, path);
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for body in [
        "null",
        "true",
        "5",
        r#""SUCCESS""#,
        "[]",
        r#"[{"status":"SUCCESS"}]"#,
        "<html>",
        r#"{"status":"SUCCESS"}{}"#,
    ] {
        let error = read::<TaskStatus>(body.as_bytes()).unwrap_err();
        assert_eq!(error.path, "", "{body}");
        assert!(!error.problem.is_empty(), "{body}");
    }
}

#[test]
fn a_body_of_100_000_entries_is_read() {
    let entry = json!({"createDatasetSuccess": [{"dataset_id": "d", "dataset_name": "n", "file_count": "7"}]});
    let body = json!({"status": "SUCCESS", "result": vec![entry; 100_000]});
    let read = parse(&body).unwrap();
    assert_eq!(read.result.len(), 100_000);
    assert_eq!(read.result[99_999], read.result[0]);
}
