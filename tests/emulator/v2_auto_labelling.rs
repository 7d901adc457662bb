//! Auto-labelling, whose tasks end as scripts say.

use std::time::Duration;

use modelarts::emulator::{EmulatorError, FaultKind, FaultRule, Steps, WorkScript};
use serde_json::{Value, json};

use super::v2::{Cloud, listed, spec, text};

fn script(operation: &str) -> WorkScript {
    WorkScript {
        operation: operation.to_owned(),
        steps: None,
        result: Value::Null,
        error: None,
    }
}

/// Returns a dataset with two labels on five pictures each, and one picture without a label.
fn animals(cloud: &Cloud) -> String {
    for number in 0..5 {
        cloud.file(&format!("bucket1/cats/cat/c{number}.jpg"), "");
        cloud.file(&format!("bucket1/cats/dog/d{number}.jpg"), "");
    }
    cloud.file("bucket1/cats/new.jpg", "");
    cloud.dataset(0)
}

fn start(cloud: &Cloud, id: &str, kind: &str) -> String {
    let body = json!({"task_type": kind, "config": {"algorithm_type": "fast"}});
    let started = cloud.ok("POST", &format!("datasets/{id}/tasks"), &body);
    format!("datasets/{id}/tasks/{}", text(&started["task_id"]))
}

fn states(cloud: &Cloud, path: &str, count: usize) -> Vec<i64> {
    let step = || {
        let status = cloud.get(path)["status"].as_i64().unwrap();
        cloud.emulator.advance(Duration::from_millis(50));
        status
    };
    (0..count).map(|_| step()).collect()
}

#[test]
fn a_task_goes_through_its_states_and_finds_nothing() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = start(&cloud, &id, "auto-label");
    assert_eq!(states(&cloud, &path, 5), [-1, 0, 1, 3, 3]);
    let task = cloud.get(&path);
    assert_eq!(
        (&task["code"], &task["progress"]),
        (&"ModelArts.4996".into(), &100.0.into())
    );
    assert_eq!(task["resource_id"], id);
    assert_eq!(text(&task["create_time"]).len(), 19);
    assert_eq!(task["config"]["algorithm_type"], "fast");
    let samples = cloud.get(&format!("datasets/{id}/auto-annotations/samples"));
    assert_eq!(samples, json!({"sample_count": 0, "samples": []}));
}

#[test]
fn what_a_script_finds_waits_for_a_person() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let found = json!({"samples": [
        {"sample_name": "new.jpg", "labels": [{"name": "cat", "score": 0.66}]},
        {"sample_name": "c1.jpg", "labels": [{"name": "dog", "score": 0.9}]},
        {"sample_id": "unknown", "labels": [{"name": "dog"}]},
    ], "service_id": "s1"});
    let finding = WorkScript {
        steps: Some(Steps::Polls(vec![("1".into(), 2), ("3".into(), 1)])),
        result: found,
        ..script("auto_labelling.create")
    };
    cloud.emulator.script(finding).unwrap();
    let path = start(&cloud, &id, "pre-label");
    assert_eq!(states(&cloud, &path, 3), [1, 1, 3]);
    let task = cloud.get(&path);
    assert_eq!(task["result"]["service_id"], "s1");
    assert_eq!(task["result"]["unconfirmed_sample_count"], 1);
    let auto = format!("datasets/{id}/auto-annotations/samples");
    let samples = cloud.get(&format!("{auto}?low_score=0.5&high_score=0.7"));
    let sample = &samples["samples"][0];
    assert_eq!(
        (&sample["labels"][0]["score"], &sample["sample_status"]),
        (&0.66.into(), &"UN_ANNOTATION".into())
    );
    assert_eq!(
        cloud.get(&format!("{auto}?low_score=0.7"))["sample_count"],
        0
    );
    let sample = text(&sample["sample_id"]);
    assert_eq!(
        cloud.get(&format!("{auto}/{sample}"))["labels"][0]["name"],
        "cat"
    );
    let confirm = json!({"samples": [{"sample_id": sample, "labels": [{"name": "cat"}]}]});
    cloud.ok(
        "PUT",
        &format!("datasets/{id}/data-annotations/samples"),
        &confirm,
    );
    assert_eq!(cloud.get(&auto)["sample_count"], 0);
    let confirmed = cloud.samples(
        &id,
        "search_conditions=%5B%7B%22sample_name%22%3A%22new%22%7D%5D",
    );
    assert_eq!(confirmed, listed(&[("new.jpg", &["cat"])]));
}

#[test]
fn a_task_fails_by_its_script_or_by_a_fault() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let error = Some(("ModelArts.4392".to_owned(), "No model.".to_owned()));
    let failing = WorkScript {
        error,
        ..script("auto_labelling.create")
    };
    cloud.emulator.script(failing).unwrap();
    let path = start(&cloud, &id, "auto-label");
    assert_eq!(states(&cloud, &path, 4), [-1, 0, 1, 2]);
    let task = cloud.get(&path);
    assert_eq!(
        (&task["error_msg"], &task["code"]),
        (&"No model.".into(), &"ModelArts.4392".into())
    );
    let rule = FaultRule {
        operation: Some("auto_labelling.create".to_owned()),
        ..FaultRule::new(FaultKind::Failure("ModelArts.4361".into(), "x".into()))
    };
    cloud.emulator.fault(rule).unwrap();
    let path = start(&cloud, &id, "auto-label");
    cloud.settle();
    assert_eq!(cloud.get(&path)["error_code"], "ModelArts.4361");
}

#[test]
fn a_task_is_stopped() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = start(&cloud, &id, "auto-label");
    assert_eq!(
        cloud
            .ask("POST", &format!("{path}/stop"), &Value::Null)
            .status,
        204
    );
    assert_eq!(states(&cloud, &path, 3), [4, 5, 5]);
    let again = cloud.error("POST", &format!("{path}/stop"), &Value::Null);
    assert_eq!(again, (400, "4392".into()));
}

#[test]
fn a_task_is_refused_with_the_documented_code() {
    let cloud = Cloud::start();
    let empty = cloud.dataset(0);
    let refused =
        |id: &str, body: Value| cloud.error("POST", &format!("datasets/{id}/tasks"), &body);
    let auto = || json!({"task_type": "auto-label"});
    assert_eq!(refused(&empty, auto()), (400, "4405".into()));
    cloud.file("bucket1/few/cat/1.jpg", "");
    let mut body = spec("few", 0);
    body["data_sources"][0]["data_path"] = "/bucket1/few/".into();
    let few = cloud.create(body);
    assert_eq!(refused(&few, auto()), (400, "4407".into()));
    let groups = json!({"task_type": "auto-grouping", "config": {"n_clusters": "2"}});
    assert_eq!(refused(&few, groups), (400, "4622".into()));
    assert_eq!(
        refused(&few, json!({"task_type": "x"})),
        (400, "0104".into())
    );
    cloud.ok("DELETE", &format!("datasets/{empty}"), &Value::Null);
    cloud.settle();
    let id = animals(&cloud);
    let path = start(&cloud, &id, "auto-label");
    assert_eq!(refused(&id, auto()), (501, "4386".into()));
    let deletion = cloud.error("DELETE", &format!("datasets/{id}"), &Value::Null);
    assert_eq!(deletion, (403, "4803".into()));
    start(&cloud, &id, "pre-label");
    assert_eq!(
        refused(&id, json!({"task_type": "pre-label"})),
        (501, "4387".into())
    );
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(dataset["running_tasks_id"].as_array().unwrap().len(), 2);
    let tasks = cloud.get(&format!("datasets/{id}/tasks?limit=1"));
    assert_eq!(
        (&tasks["total_count"], &tasks["tasks"][0]["type"]),
        (&2.into(), &1.into())
    );
    assert_eq!(
        cloud.get(&format!("datasets/{id}/tasks?type=auto-grouping"))["total_count"],
        0
    );
    assert_eq!(
        cloud.error("GET", &format!("{path}x"), &Value::Null),
        (400, "4612".into())
    );
}

#[test]
fn an_invalid_script_is_refused() {
    let cloud = Cloud::start();
    let bad = [
        ("operation", script("imports.create")),
        (
            "expected numbers",
            WorkScript {
                steps: Some(Steps::Paced(vec!["RUNNING".into()])),
                ..script("auto_labelling.create")
            },
        ),
        (
            "no states",
            WorkScript {
                steps: Some(Steps::Paced(Vec::new())),
                ..script("processing.create")
            },
        ),
        (
            "result",
            WorkScript {
                result: json!([]),
                ..script("processing.create")
            },
        ),
    ];
    for (problem, script) in bad {
        let error = cloud.emulator.script(script).unwrap_err();
        assert!(matches!(error, EmulatorError::Parameter { .. }));
        assert!(error.to_string().contains(problem), "{error}");
    }
}
