//! Work that fails on purpose, and the quirks that clients have to live with.

use std::time::Duration;

use modelarts::emulator::{EmulatorError, FaultKind, FaultRule, Quirks};
use serde_json::{Value, json};

use super::raw::{PROJECT, ask, poll};
use super::v2::{Cloud, spec, text};

fn fail(cloud: &Cloud, operation: &str) {
    cloud.emulator.fault(failure(operation)).unwrap();
}

fn failure(operation: &str) -> FaultRule {
    FaultRule {
        operation: Some(operation.to_owned()),
        ..FaultRule::new(FaultKind::Failure(
            "ModelArts.4342".into(),
            "On purpose.".into(),
        ))
    }
}

fn assert_failed(task: &Value) {
    assert_eq!(
        (&task["error_code"], &task["error_msg"]),
        (&"ModelArts.4342".into(), &"On purpose.".into())
    );
}

#[test]
fn a_dataset_may_break() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    fail(&cloud, "datasets.create");
    let id = cloud.begin(spec("cats", 0));
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 0);
    cloud.settle();
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(
        (&dataset["status"], &dataset["total_sample_count"]),
        (&4.into(), &0.into())
    );
}

#[test]
fn imports_exports_and_synchronizations_may_fail() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    let id = cloud.dataset(0);
    for operation in ["imports.create", "exports.create", "syncs.create"] {
        fail(&cloud, operation);
    }
    cloud.file("bucket1/more/2.jpg", "");
    let task = cloud.import(&id, &json!({"import_path": "/bucket1/more/"}));
    assert_eq!(task["status"], "FAILED");
    assert_failed(&task);
    assert_eq!(cloud.samples(&id, "").len(), 1);
    let started = cloud.ok(
        "POST",
        &format!("datasets/{id}/export-tasks"),
        &json!({"path": "/bucket1/x/"}),
    );
    cloud.ok("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    cloud.settle();
    let task = text(&started["task_id"]);
    let export = cloud.get(&format!("datasets/{id}/export-tasks/{task}"));
    assert_eq!(export["status"], "FAILED");
    assert_failed(&export);
    assert!(!cloud.path("bucket1/x").exists());
    let sync = cloud.get(&format!("datasets/{id}/sync-data/status"));
    assert_eq!(sync["status"], "FAILED");
    assert_failed(&sync);
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 1);
}

#[test]
fn publishing_switching_and_deleting_may_fail() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}");
    let first = text(&cloud.publish(&id, &json!({}))["version_id"]);
    for operation in [
        "versions.create",
        "versions.delete",
        "datasets.update",
        "datasets.delete",
    ] {
        fail(&cloud, operation);
    }
    let second = cloud.publish(&id, &json!({}));
    assert_eq!(second["status"], 4);
    assert_eq!(second["message"], "ModelArts.4342: On purpose.");
    assert_eq!(cloud.get(&path)["current_version_id"], first.as_str());
    cloud.ok("PUT", &path, &json!({"current_version_id": first}));
    cloud.ask("DELETE", &format!("{path}/versions/{first}"), &Value::Null);
    cloud.settle();
    assert_eq!(cloud.get(&format!("{path}/versions/{first}"))["status"], 1);
    assert_eq!(cloud.ask("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(cloud.get(&path)["status"], 2);
    cloud.settle();
    assert_eq!(cloud.get(&path)["status"], 1);
}

#[test]
fn a_task_of_version_1_may_fail() {
    let cloud = Cloud::start();
    cloud.emulator.fault(failure("create_dataset")).unwrap();
    let token = cloud.emulator.issue_token();
    let create = || {
        let path = format!("/v1/{PROJECT}/datasets");
        let body = json!({"name": "cats", "data_url": "bucket1/cats/"}).to_string();
        let headers = [("X-Auth-Token", token.as_str())];
        ask(&cloud.emulator, "POST", &path, &headers, body.as_bytes()).json()
    };
    let started = create();
    cloud.settle();
    let task = poll(&cloud.emulator, started["task_id"].as_str().unwrap()).json();
    let failed = json!([{"error_code": "ModelArts.4342", "error_msg": "On purpose."}]);
    assert_eq!(
        task,
        json!({"status": "FAILURE", "result": [{"failed": failed}]})
    );
    assert!(create()["task_id"].is_string(), "its name is free again");
}

#[test]
fn only_what_starts_work_can_fail() {
    let cloud = Cloud::start();
    let error = cloud.emulator.fault(failure("datasets.list")).unwrap_err();
    assert!(matches!(error, EmulatorError::Parameter { .. }));
    assert!(error.to_string().contains("starts no work"), "{error}");
    let error = cloud.emulator.fault(failure("import_task")).unwrap_err();
    assert!(error.to_string().contains("imports.create"), "{error}");
}

#[test]
fn faults_and_records_name_the_operations() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let rule = FaultRule {
        operation: Some("samples.list".to_owned()),
        ..FaultRule::new(FaultKind::Status {
            status: 429,
            headers: Vec::new(),
            body: None,
            code: None,
        })
    };
    cloud.emulator.fault(rule).unwrap();
    let path = format!("datasets/{id}/data-annotations/samples");
    assert_eq!(cloud.ask("GET", &path, &Value::Null).status, 429);
    let requests = cloud.emulator.requests();
    let operations: Vec<&str> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(
        operations,
        ["datasets.create", "datasets.get", "samples.list"]
    );
}

#[test]
fn offset_may_count_records() {
    let cloud = Cloud::start();
    for number in 0..4 {
        cloud.begin(spec(&format!("d{number}"), 0));
    }
    let names = || -> Vec<String> {
        let listed = cloud.get("datasets?offset=1&limit=2&order=asc");
        let datasets = listed["datasets"].as_array().unwrap();
        datasets.iter().map(|d| text(&d["dataset_name"])).collect()
    };
    assert_eq!(names(), ["d2", "d3"]);
    let quirks = Quirks {
        record_offset: true,
        ..Quirks::default()
    };
    cloud.emulator.set_quirks(quirks).unwrap();
    assert_eq!(names(), ["d1", "d2"]);
    cloud.emulator.reset();
    assert_eq!(cloud.emulator.requests().len(), 0);
}

#[test]
fn busy_may_be_501() {
    let cloud = Cloud::start();
    let id = cloud.begin(spec("cats", 0));
    let sync = || cloud.error("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    assert_eq!(sync(), (400, "4356".into()));
    let quirks = Quirks {
        busy_as_501: true,
        ..Quirks::default()
    };
    cloud.emulator.set_quirks(quirks).unwrap();
    assert_eq!(sync(), (501, "4356".into()));
    let unknown = cloud.error("GET", "datasets/x", &Value::Null);
    assert_eq!(unknown, (400, "4352".into()));
}

#[test]
fn an_error_may_be_inside_a_success() {
    let cloud = Cloud::start();
    cloud.dataset(0);
    let quirks = Quirks {
        error_in_body: true,
        ..Quirks::default()
    };
    cloud.emulator.set_quirks(quirks).unwrap();
    let created = cloud.ask("POST", "datasets", &spec("cats", 0));
    assert_eq!(created.status, 201);
    let body = created.json();
    assert_eq!(
        (&body["success"], &body["error_code"]),
        (&false.into(), &"ModelArts.4351".into())
    );
    let samples = json!({"samples": []});
    let updated = cloud.ok("PUT", "datasets/x/data-annotations/samples", &samples);
    assert_eq!(updated["error_code"], "ModelArts.4352");
    let label = cloud.ask(
        "DELETE",
        "datasets/x/data-annotations/labels/y",
        &Value::Null,
    );
    assert_eq!(
        (label.status, label.json()["success"].clone()),
        (200, false.into())
    );
    assert_eq!(
        cloud.error("GET", "datasets/x", &Value::Null),
        (400, "4352".into())
    );
}

#[test]
fn closing_ends_a_long_import_soon() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let lines: String = (0..200_000)
        .map(|_| "{\"source\":\"s3://bucket1/cats/1.jpg\"}\n")
        .collect();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/x/m.manifest", &lines);
    let body = json!({"import_type": "manifest", "import_path": "/bucket1/x/m.manifest"});
    cloud.ok("POST", &format!("datasets/{id}/import-tasks"), &body);
    std::thread::scope(|scope| {
        scope.spawn(|| cloud.settle());
        std::thread::sleep(Duration::from_millis(300));
        let begun = std::time::Instant::now();
        cloud.emulator.stop();
        assert!(begun.elapsed() < Duration::from_secs(30));
    });
}
