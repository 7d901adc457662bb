//! Data processing, whose tasks end as scripts say.

use std::time::Duration;

use modelarts::emulator::{FaultKind, FaultRule, Steps, WorkScript};
use serde_json::{Value, json};

use super::v2::{Cloud, spec, text};

fn body(name: &str, dataset_id: &str) -> Value {
    json!({
        "name": name,
        "inputs": [{"type": "DATASET", "source": dataset_id}],
        "template": {"id": "sys_data_validation", "operator_params": []},
        "work_path": {"type": "DATASET", "path": dataset_id},
    })
}

fn states(cloud: &Cloud, path: &str, count: usize) -> Vec<i64> {
    let step = || {
        let status = cloud.get(path)["status"].as_i64().unwrap();
        cloud.emulator.advance(Duration::from_millis(50));
        status
    };
    (0..count).map(|_| step()).collect()
}

fn create(cloud: &Cloud, body: &Value) -> String {
    let created = cloud.ok("POST", "processor-tasks", body);
    format!("processor-tasks/{}", text(&created["task_id"]))
}

#[test]
fn a_task_is_created_changed_and_deleted() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let path = create(&cloud, &body("first", &id));
    let early = cloud.error("DELETE", &path, &Value::Null);
    assert_eq!(early, (403, "4850".into()));
    assert_eq!(states(&cloud, &path, 3), [0, 1, 2]);
    let change = json!({"description": "d"});
    assert_eq!(cloud.ok("PUT", &path, &change), json!({}));
    let task = cloud.get(&path);
    assert_eq!(
        (&task["description"], &task["version_count"]),
        (&"d".into(), &0.into())
    );
    assert_eq!(task["template"]["id"], "sys_data_validation");
    assert_eq!(cloud.ask("DELETE", &path, &Value::Null).status, 200);
    assert_eq!(
        cloud.error("GET", &path, &Value::Null),
        (400, "4700".into())
    );
}

#[test]
fn versions_end_as_scripts_say() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let results = json!([
        {"sample_id": "a", "result_property": 0},
        {"sample_id": "b", "result_property": 3},
    ]);
    let script = WorkScript {
        operation: "processing.create_version".to_owned(),
        steps: Some(Steps::Times(vec![(0.0, "1".into()), (5.0, "2".into())])),
        result: json!({"results": results, "origin_sample_count": 7}),
        error: None,
    };
    cloud.emulator.script(script).unwrap();
    let path = create(&cloud, &body("first", &id));
    let version = json!({"name": "first"});
    let created = cloud.ok("POST", &format!("{path}/versions"), &version);
    let version = format!("{path}/versions/{}", text(&created["version_id"]));
    let early = cloud.error("GET", &format!("{version}/results"), &Value::Null);
    assert_eq!(early, (403, "4613".into()));
    assert_eq!(cloud.get(&version)["status"], 1);
    cloud.emulator.advance(Duration::from_secs(5));
    let shown = cloud.get(&version);
    assert_eq!(
        (&shown["status"], &shown["origin_sample_count"]),
        (&2.into(), &7.into())
    );
    assert_eq!(
        (&shown["version_name"], &shown["deleted_sample_count"]),
        (&"V001".into(), &0.into())
    );
    let page = cloud.get(&format!("{version}/results?limit=1&result_property=-1"));
    assert_eq!(
        (&page["count"], &page["has_more"]),
        (&2.into(), &true.into())
    );
    assert_eq!(page["results"], json!([results[0]]));
    let added = cloud.get(&format!("{version}/results?result_property=3"));
    assert_eq!(
        (&added["count"], &added["has_more"]),
        (&1.into(), &false.into())
    );
    assert_eq!(cloud.get(&format!("{path}/versions"))["count"], 1);
    assert_eq!(cloud.ask("DELETE", &version, &Value::Null).status, 204);
    assert_eq!(
        cloud.error("GET", &version, &Value::Null),
        (400, "4851".into())
    );
}

#[test]
fn a_version_is_stopped_or_fails() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let mut with_version = body("first", &id);
    with_version["create_version"] = true.into();
    let path = create(&cloud, &with_version);
    let versions = cloud.get(&format!("{path}/versions"));
    let version = text(&versions["versions"][0]["task_version_id"]);
    let stop = format!("{path}/versions/{version}/stop");
    assert_eq!(cloud.ok("POST", &stop, &Value::Null), json!({}));
    assert_eq!(cloud.get(&path)["status"], 4);
    let rule = FaultRule {
        operation: Some("processing.create".to_owned()),
        ..FaultRule::new(FaultKind::Failure(
            "ModelArts.4614".into(),
            "On purpose.".into(),
        ))
    };
    cloud.emulator.fault(rule).unwrap();
    let path = create(&cloud, &body("second", &id));
    assert_eq!(states(&cloud, &path, 3), [0, 1, 3]);
    assert_eq!(cloud.get(&path)["error_msg"], "On purpose.");
}

#[test]
fn tasks_are_listed_and_templates_named() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let other = cloud.create(spec("other", 0));
    for name in ["a", "b", "c"] {
        create(&cloud, &body(name, &id));
    }
    create(&cloud, &body("d", &other));
    let names = |query: &str| -> Vec<String> {
        let listed = cloud.get(&format!("processor-tasks?{query}"));
        let tasks = listed["tasks"].as_array().unwrap();
        tasks.iter().map(|task| text(&task["name"])).collect()
    };
    assert_eq!(names(""), ["d", "c", "b", "a"]);
    assert_eq!(names("order=asc&sort_by=name&limit=2&offset=1"), ["c", "d"]);
    assert_eq!(names(&format!("source_type=DATASET&source={other}")), ["d"]);
    assert_eq!(names("task_type=sys_data_analyse"), [""; 0]);
    assert_eq!(names("task_name=b"), ["b"]);
    let items = cloud.get("processor-tasks/items");
    assert_eq!(items["total"], 5);
    assert_eq!(items["items"][1]["label_en"], "data cleaning");
}

#[test]
fn a_task_is_refused_with_the_documented_code() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let refused = |body: &Value| cloud.error("POST", "processor-tasks", body);
    create(&cloud, &body("first", &id));
    assert_eq!(refused(&body("first", &id)), (400, "4709".into()));
    assert_eq!(refused(&body("x", "unknown")), (400, "4352".into()));
    assert_eq!(refused(&json!({"name": "x"})), (400, "0104".into()));
    let texts = cloud.create(spec("texts", 100));
    let mut analysis = body("x", &texts);
    analysis["template"]["id"] = "sys_data_analyse".into();
    assert_eq!(refused(&analysis), (400, "4701".into()));
    let version = text(&cloud.publish(&id, &json!({}))["version_id"]);
    let mut analysis = body("x", &id);
    analysis["template"]["id"] = "sys_data_analyse".into();
    analysis["version_id"] = version.into();
    assert_eq!(refused(&analysis), (400, "4703".into()));
}
