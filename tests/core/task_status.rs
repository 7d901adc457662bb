//! The response of `get_task_status`: every tolerated shape reads to the one documented shape.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::api::Word;
use modelarts::schema::ReadError;
use modelarts::value::{Object, Value as Read};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{operation, task_status};

fn parse(value: &Value) -> Result<Object, ReadError> {
    task_status(value.to_string().as_bytes())
}

/// The items of a list.
fn list<'a>(object: &'a Object, name: &str) -> &'a [Read] {
    match object.get(name) {
        Some(Read::List(items)) => items,
        None => &[],
        Some(other) => unreachable!("{name}: {other:?}"),
    }
}

/// An item of a list of objects.
fn item<'a>(object: &'a Object, name: &str, index: usize) -> &'a Object {
    list(object, name)[index].as_object().unwrap()
}

fn integer(object: &Object, name: &str) -> Option<i64> {
    match object.get(name)? {
        Read::Integer(integer) => Some(*integer),
        other => unreachable!("{name}: {other:?}"),
    }
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

const STATES: [&str; 7] = [
    "PENDING", "WAITING", "RUNNING", "STARTED", "RETRY", "FAILURE", "SUCCESS",
];

const GROUPS: [&str; 4] = [
    "createDatasetSuccess",
    "createVersionSuccess",
    "syncOrCheckoutsuccess",
    "failed",
];

/// The groups of an entry, with no difference between `null`, missing and empty.
fn entries(entry: &Object) -> [&[Read]; 4] {
    GROUPS.map(|name| list(entry, name))
}

const FILE_COUNT: &str = "result[0].createDatasetSuccess[1].file_count";

/// Reads a value at [`FILE_COUNT`].
fn file_count(written: &str) -> Result<Option<i64>, ReadError> {
    let body = format!(
        r#"{{"status":"SUCCESS","result":[{{"createDatasetSuccess":[{{}},{{"file_count":{written}}}]}}]}}"#
    );
    let read = task_status(body.as_bytes())?;
    let dataset = item(item(&read, "result", 0), "createDatasetSuccess", 1);
    Ok(integer(dataset, "file_count"))
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
        let entry = item(&read, "result", 0);
        prop_assert_eq!(entry.text("dataset_id"), Some(&*dataset.id));
        prop_assert_eq!(entry.text("dataset_name"), Some(&*dataset.name));
        prop_assert_eq!(integer(entry, "file_count"), Some(dataset.files));
        prop_assert_eq!(integer(entry, "create_time"), Some(dataset.created));
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused_but_never_panic(bytes in any::<Vec<u8>>()) {
        let _ = task_status(&bytes);
    }

    #[test]
    fn a_body_cut_anywhere_is_refused(dataset in dataset(), at in 0.0..1.0f64) {
        let whole = json!({"status": "SUCCESS", "result": [dataset.json(false)]}).to_string();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index into a short text")]
        let cut = (whole.len() as f64 * at) as usize;
        prop_assert!(task_status(&whole.as_bytes()[..cut]).is_err());
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
        let name = STATES[state];
        let canonical = result(&groups, Shape::default());
        let written = match &result(&groups, shape) {
            Value::Array(list) if one_object && list.len() == 1 => list[0].clone(),
            list => list.clone(),
        };
        let status = if lower { format!("\t{} \n", name.to_ascii_lowercase()) } else { name.to_owned() };
        let written = parse(&json!({"status": status, "result": written})).unwrap();
        let canonical = parse(&json!({"status": name, "result": canonical})).unwrap();
        prop_assert_eq!(written.text("status"), Some(name));
        prop_assert_eq!(canonical.text("status"), Some(name));
        let count = list(&canonical, "result").len();
        prop_assert_eq!(list(&written, "result").len(), count);
        for index in 0..count {
            let (written, canonical) = (item(&written, "result", index), item(&canonical, "result", index));
            prop_assert_eq!(entries(written), entries(canonical));
        }
    }

    #[test]
    fn a_fraction_is_refused(number in any::<f64>().prop_filter("a fraction", |number| number.fract() != 0.0 && number.is_finite())) {
        let body = json!({"status": "SUCCESS", "result": [{"failed": [], "file_count": number}]});
        prop_assert_eq!(parse(&body).unwrap_err().path, "result[0].file_count");
    }

    #[test]
    fn undocumented_integers_keep_all_their_digits(digits in "[1-9][0-9]{0,60}", name in "[a-z]{12}") {
        let body = format!(r#"{{"status":"RUNNING","{name}":{digits},"result":[{{"{name}":[{digits}]}}]}}"#);
        let read = task_status(body.as_bytes()).unwrap();
        prop_assert_eq!(read.get(&name).unwrap().to_json(), &*digits);
        let in_entry = item(&read, "result", 0).get(&name).unwrap();
        prop_assert_eq!(in_entry.to_json(), format!("[{digits}]"));
    }

    #[test]
    fn an_undocumented_status_stays_as_it_came(text in any::<String>()) {
        let read = parse(&json!({"status": text})).unwrap();
        let status = read.text("status").unwrap();
        let documented = STATES.iter().find(|state| state.eq_ignore_ascii_case(text.trim()));
        prop_assert_eq!(status, documented.map_or(&*text, |state| *state));
    }
}

#[test]
fn nesting_without_end_is_refused_everywhere() {
    for (before, open) in [
        ("", "["),
        ("", "{\"x\":"),
        (r#"{"status":"S","x":"#, "["),
        (r#"{"status":"S","result":"#, "[{\"x\":"),
    ] {
        let body = format!("{before}{}", open.repeat(100_000));
        assert!(task_status(body.as_bytes()).is_err(), "{before}{open}…");
    }
    let closed = format!(
        r#"{{"status":"S","x":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(task_status(closed.as_bytes()).is_err());
}

#[test]
fn of_a_key_that_occurs_twice_the_last_counts() {
    let read = task_status(br#"{"status":"PENDING","x":1,"status":"SUCCESS","x":2}"#).unwrap();
    assert_eq!(read.text("status"), Some("SUCCESS"));
    assert_eq!(read.get("x"), Some(&Read::Integer(2)));
}

#[test]
fn error_code_and_error_msg_are_absent_rather_than_empty_or_null() {
    for body in [
        json!({"status": "SUCCESS", "error_code": null, "error_msg": ""}),
        json!({"status": "SUCCESS"}),
    ] {
        let read = parse(&body).unwrap();
        assert_eq!(
            (read.get("error_code"), read.get("error_msg")),
            (None, None)
        );
    }
}

#[test]
fn an_error_names_its_place() {
    let cases = [
        (json!({}), "", "`status` is missing"),
        (json!({"status": null}), "status", "`status` is null"),
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
        assert!(
            error.problem.to_string().contains(problem),
            "{body}: {}",
            error.problem
        );
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_with_their_place() {
    let error = task_status(b"{\"status\": \"\xff\"}").unwrap_err();
    assert!(
        error.problem.to_string().contains("not UTF-8 (byte 12"),
        "{}",
        error.problem
    );
    assert!(
        task_status(b" \n")
            .unwrap_err()
            .problem
            .to_string()
            .contains("empty")
    );
}

#[test]
fn an_empty_result_in_any_shape_is_the_empty_list() {
    for body in [
        json!({"status": "PENDING"}),
        json!({"status": "PENDING", "result": null}),
        json!({"status": "PENDING", "result": []}),
        json!({"status": "PENDING", "result": {}}),
        json!({"status": "PENDING", "result": ""}),
    ] {
        let read = parse(&body).unwrap();
        assert_eq!(read.get("result"), Some(&Read::List(Vec::new())), "{body}");
    }
}

#[test]
fn a_missing_field_differs_from_null_and_from_a_value() {
    let body = json!({"status": "SUCCESS", "result": [{"createVersionSuccess": [{"version_name": null, "file_count": 0}]}]});
    let read = parse(&body).unwrap();
    let version = item(item(&read, "result", 0), "createVersionSuccess", 0);
    assert_eq!(version.get("version_name"), Some(&Read::Null));
    assert_eq!(version.get("new_version_id"), None);
    assert_eq!(integer(version, "file_count"), Some(0));
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
fn a_group_under_another_key_is_kept_under_that() {
    let body = r#"{"status":"SUCCESS","result":[{"syncOrCheckoutSuccess":[{}],"CreateDatasetSuccess":{"file_count":1.5}}]}"#;
    let read = task_status(body.as_bytes()).unwrap();
    let entry = item(&read, "result", 0);
    let kept = |name: &str| entry.get(name).unwrap().to_json();
    assert_eq!(entry.members.len(), 2);
    assert_eq!(kept("syncOrCheckoutSuccess"), "[{}]");
    assert_eq!(kept("CreateDatasetSuccess"), r#"{"file_count":1.5}"#);
}

#[test]
fn undocumented_fields_are_kept_at_every_level() {
    let number = "123456789012345678901234567890";
    let body = format!(
        r#"{{"status":"SUCCESS","x":{number},"result":[{{"x":{number},"failed":[{{"x":{number}}}],"createVersionSuccess":{{"x":{number}}},
            "createDatasetSuccess":{{"x":{number}}},"syncOrCheckoutsuccess":{{"x":{number}}}}}]}}"#
    );
    let read = task_status(body.as_bytes()).unwrap();
    let entry = item(&read, "result", 0);
    let in_groups = GROUPS.map(|name| item(entry, name, 0));
    for object in [&read, entry].into_iter().chain(in_groups) {
        let kept = object.get("x");
        assert_eq!(kept, Some(&Read::BigInteger(number.to_owned())));
    }
}

#[test]
fn undocumented_fields_nested_without_end_are_refused_with_their_place() {
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
        let error = task_status(body.as_bytes()).unwrap_err();
        assert!(error.path.starts_with(path), "{}", error.path);
        assert!(error.path.len() < 500, "{}", error.path);
    }
}

#[test]
fn a_body_that_is_not_an_object_is_refused() {
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
        let error = task_status(body.as_bytes()).unwrap_err();
        assert_eq!(error.path, "", "{body}");
        assert!(!error.problem.is_empty(), "{body}");
    }
}

#[test]
fn a_body_of_100_000_entries_is_read() {
    let entry = json!({"createDatasetSuccess": [{"dataset_id": "d", "dataset_name": "n", "file_count": "7"}]});
    let body = json!({"status": "SUCCESS", "result": vec![entry; 100_000]});
    let read = parse(&body).unwrap();
    let result = list(&read, "result");
    assert_eq!(result.len(), 100_000);
    assert_eq!(result[99_999], result[0]);
}

#[test]
fn the_final_states_are_those_in_which_a_task_has_ended() {
    let status = operation("get_task_status").status.unwrap();
    assert_eq!(status.field, "status");
    let ended: Vec<Word> = [status.succeeded, status.failed, status.stopped].concat();
    assert_eq!(ended, [Word::Text("SUCCESS"), Word::Text("FAILURE")]);
}
