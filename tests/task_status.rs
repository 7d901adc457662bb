//! The parser: whatever shape a documented value comes in, it reads to the one documented shape.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::model::{ReadError, TaskState, TaskStatus, read};
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
        prop_assert_eq!(entry.kind(), Some(modelarts::model::EntryKind::Dataset));
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
    fn a_whole_number_reads_exactly_or_not_at_all(number in any::<i128>()) {
        for written in [number.to_string(), format!("\"{number}\"")] {
            let body = format!(r#"{{"status":"SUCCESS","result":{{"createVersionSuccess":{{"file_count":{written}}}}}}}"#);
            match (read::<TaskStatus>(body.as_bytes()), i64::try_from(number)) {
                (Ok(read), Ok(number)) => {
                    let versions = read.result[0].create_version_success.get().unwrap();
                    prop_assert_eq!(versions.0[0].file_count.get().map(|count| count.0), Some(number));
                }
                (Err(error), Err(_)) => prop_assert!(error.path.ends_with("createVersionSuccess.file_count"), "{}", error.path),
                (read, _) => prop_assert!(false, "{number}: {read:?}"),
            }
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
