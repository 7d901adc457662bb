//! Publishing versions, and switching to them.

use std::time::Duration;

use serde_json::{Value, json};

use super::v2::{Cloud, VOC, spec, text};

fn lines(cloud: &Cloud, version: &Value) -> Vec<Value> {
    let manifest = cloud.read(version["manifest_path"].as_str().unwrap());
    assert!(manifest.is_empty() || manifest.ends_with('\n'));
    let lines = manifest.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn animals(cloud: &Cloud) -> String {
    for number in 0..10 {
        let folder = if number < 6 { "cat/" } else { "" };
        cloud.file(&format!("bucket1/cats/{folder}{number}.jpg"), "x");
    }
    cloud.dataset(0)
}

#[test]
fn a_version_is_published_with_its_manifest() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}");
    let started = cloud.ask("POST", &format!("{path}/versions"), &json!({}));
    assert_eq!(started.status, 201);
    let version_id = text(&started.json()["version_id"]);
    let version_path = format!("{path}/versions/{version_id}");
    assert_eq!(cloud.get(&version_path)["status"], 0);
    assert_eq!(cloud.get(&path)["status"], 6);
    let busy = cloud.error("POST", &format!("{path}/versions"), &json!({}));
    assert_eq!(busy, (400, "4343".into()));
    let labelling = json!({"samples": []});
    let refused = cloud.error(
        "PUT",
        &format!("{path}/data-annotations/samples"),
        &labelling,
    );
    assert_eq!(refused, (400, "4381".into()));
    cloud.settle();
    let version = cloud.get(&version_path);
    assert_eq!(
        (&version["status"], &version["version_name"]),
        (&1.into(), &"V001".into())
    );
    let folder = format!("/bucket1/out/cats-{id}/annotation/V001/");
    assert_eq!(version["manifest_path"], format!("{folder}V001.manifest"));
    assert_eq!(version["data_path"], format!("{folder}data/"));
    assert_eq!(version["is_current"], true);
    assert_eq!(version["add_sample_count"], 10);
    assert_eq!(version["label_type"], "single");
    assert_eq!(version["label_stats"][0]["count"], 6);
    let lines = lines(&cloud, &version);
    assert_eq!(lines.len(), 10);
    let line = lines
        .iter()
        .find(|l| l["source"] == "s3://bucket1/cats/cat/0.jpg")
        .unwrap();
    let annotation = &line["annotation"][0];
    assert_eq!(annotation["type"], "modelarts/image_classification");
    assert_eq!(
        (&annotation["name"], &annotation["annotated-by"]),
        (&"cat".into(), &"human".into())
    );
    assert_eq!(text(&annotation["creation-time"]).len(), 19);
    assert_eq!(line.get("usage"), None);
    let dataset = cloud.get(&path);
    assert_eq!(dataset["current_version_name"], "V001");
    assert_eq!(dataset["next_version_num"], 2);
}

#[test]
fn a_published_manifest_can_be_imported() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let version = cloud.publish(&id, &json!({}));
    let copy = cloud.create(spec("copy", 0));
    cloud.ok(
        "POST",
        &format!("datasets/{copy}/data-annotations/samples/delete"),
        &json!({"samples": []}),
    );
    let body = json!({"import_type": "manifest", "import_path": version["manifest_path"]});
    assert_eq!(cloud.import(&copy, &body)["imported_sample_count"], 10);
    assert_eq!(cloud.samples(&copy, ""), cloud.samples(&id, ""));
}

#[test]
fn samples_are_split_by_a_ratio() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let version = cloud.publish(&id, &json!({"train_evaluate_sample_ratio": "0.7"}));
    let lines = lines(&cloud, &version);
    let count = |usage: &str| lines.iter().filter(|line| line["usage"] == usage).count();
    assert_eq!((count("train"), count("eval")), (4, 2));
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.get("usage").is_none())
            .count(),
        4
    );
    cloud.folder("bucket1/empty");
    let mut body = spec("few", 0);
    body["data_sources"][0]["data_path"] = "/bucket1/empty/".into();
    let few = cloud.create(body);
    let version = cloud.publish(&few, &json!({"train_evaluate_sample_ratio": "0.7"}));
    assert_eq!(version["status"], 4);
    let message = text(&version["message"]);
    assert!(message.starts_with("ModelArts.4711: "), "{message}");
    assert_eq!(cloud.get(&format!("datasets/{few}"))["status"], 1);
}

#[test]
fn boxes_are_written_beside_the_manifest_and_pictures_on_request() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/a/1.jpg", "1");
    cloud.file("bucket1/cats/a/1.xml", VOC);
    cloud.file("bucket1/cats/b/1.jpg", "2");
    cloud.file("bucket1/cats/b/1.xml", VOC);
    let id = cloud.dataset(1);
    let body = json!({"export_images": true, "clear_hard_property": false});
    let version = cloud.publish(&id, &body);
    let lines = lines(&cloud, &version);
    let locations: Vec<String> = lines
        .iter()
        .map(|line| text(&line["annotation"][0]["annotation-loc"]))
        .collect();
    let folder = format!("s3://bucket1/out/cats-{id}/annotation/V001/annotation/");
    assert_eq!(locations[0], format!("{folder}1.xml"));
    assert_ne!(locations[0], locations[1]);
    assert_eq!(lines[0]["annotation"][0]["annotation-format"], "PASCAL VOC");
    assert_eq!(lines[0]["hard"], "true");
    let xml = cloud.read(locations[0].strip_prefix("s3://").unwrap());
    assert!(xml.contains("<xmax>30</xmax>") && xml.contains("<difficult>1</difficult>"));
    let data = text(&version["data_path"]);
    assert_eq!(cloud.read(&format!("{data}1.jpg")), "1");
    assert_eq!(std::fs::read_dir(cloud.path(&data)).unwrap().count(), 2);
}

#[test]
fn a_dataset_is_published_once_a_minute_and_under_new_names() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}/versions");
    cloud.publish(&id, &json!({"version_name": "first"}));
    let refused = |body: Value| cloud.error("POST", &path, &body);
    assert_eq!(refused(json!({})), (400, "4370".into()));
    cloud.emulator.advance(Duration::from_secs(60));
    assert_eq!(
        refused(json!({"version_name": "first"})),
        (400, "4371".into())
    );
    assert_eq!(
        refused(json!({"version_name": "a b"})),
        (400, "0104".into())
    );
    assert_eq!(
        refused(json!({"train_evaluate_sample_ratio": "2"})),
        (400, "0104".into())
    );
    cloud.publish(&id, &json!({}));
    let versions = cloud.get(&path);
    assert_eq!(versions["total_number"], 2);
    assert_eq!(versions["versions"][0]["version_name"], "V002");
    let previous = &versions["versions"][0]["previous_version_id"];
    assert_eq!(previous, &versions["versions"][1]["version_id"]);
    assert_eq!(cloud.get(&format!("{path}?status=4"))["total_number"], 0);
    assert_eq!(
        cloud.get(&format!("{path}?limit=1&offset=1"))["versions"][0]["version_name"],
        "first"
    );
}

#[test]
fn a_dataset_switches_to_an_earlier_version() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let first = cloud.publish(&id, &json!({}));
    let before = cloud.samples(&id, "");
    let sample = cloud.sample_id(&id, "0.jpg");
    let labels = json!({"samples": [{"sample_id": sample, "labels": []}]});
    cloud.ok(
        "PUT",
        &format!("datasets/{id}/data-annotations/samples"),
        &labels,
    );
    let gone = json!({"samples": [cloud.sample_id(&id, "1.jpg")]});
    cloud.ok(
        "POST",
        &format!("datasets/{id}/data-annotations/samples/delete"),
        &gone,
    );
    let second = cloud.publish(&id, &json!({}));
    assert_eq!(
        (
            &second["modified_sample_count"],
            &second["deleted_sample_count"]
        ),
        (&1.into(), &1.into())
    );
    assert_ne!(cloud.samples(&id, ""), before);
    let listed = cloud.samples(&id, &format!("version_id={}", text(&first["version_id"])));
    assert_eq!(listed, before);
    let switch = json!({"current_version_id": first["version_id"]});
    cloud.ok("PUT", &format!("datasets/{id}"), &switch);
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 7);
    cloud.settle();
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(
        (&dataset["status"], &dataset["current_version_name"]),
        (&1.into(), &"V001".into())
    );
    assert_eq!(cloud.samples(&id, ""), before);
    let unknown = cloud.error(
        "PUT",
        &format!("datasets/{id}"),
        &json!({"current_version_id": "x"}),
    );
    assert_eq!(unknown, (400, "4353".into()));
}

#[test]
fn a_version_is_deleted_and_its_files_stay() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let version = cloud.publish(&id, &json!({}));
    let path = format!("datasets/{id}/versions/{}", text(&version["version_id"]));
    assert_eq!(cloud.ask("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(cloud.get(&path)["status"], 2);
    cloud.settle();
    assert_eq!(
        cloud.error("GET", &path, &Value::Null),
        (400, "4353".into())
    );
    assert!(cloud.path(&text(&version["manifest_path"])).exists());
    let samples = format!("datasets/{id}/data-annotations/samples?version_id=x");
    assert_eq!(
        cloud.error("GET", &samples, &Value::Null),
        (400, "4353".into())
    );
}

#[test]
fn a_table_is_published_and_cannot_switch() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/t.csv", "1,2\n");
    let mut body = spec("table", 400);
    body["import_data"] = true.into();
    let id = cloud.create(body);
    let version = cloud.publish(&id, &json!({}));
    assert_eq!(version["version_format"], "CSV");
    assert_eq!(lines(&cloud, &version)[0]["source-type"], "csv");
    let switch = json!({"current_version_id": version["version_id"]});
    let refused = cloud.error("PUT", &format!("datasets/{id}"), &switch);
    assert_eq!(refused, (501, "4383".into()));
}
