//! Datasets: their creation from a folder, their states, lists and the end.

use std::time::Duration;

use serde_json::{Value, json};

use super::v2::{CATS, Cloud, VOC, listed, spec, text};

fn states(cloud: &Cloud, path: &str, key: &str, count: usize) -> Vec<Value> {
    let step = || {
        let state = cloud.get(path)[key].clone();
        cloud.emulator.advance(Duration::from_millis(50));
        state
    };
    (0..count).map(|_| step()).collect()
}

#[test]
fn a_dataset_is_created_and_then_ready() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    let id = cloud.begin(spec("cats", 0));
    assert_eq!(id.len(), 19);
    assert!(id.chars().all(|c| c.is_ascii_alphanumeric()));
    let path = format!("datasets/{id}");
    assert_eq!(states(&cloud, &path, "status", 5), [0, 0, 0, 1, 1]);
    let dataset = cloud.get(&path);
    let inner = format!("/bucket1/out/cats-{id}/");
    assert_eq!(dataset["inner_work_path"], inner);
    assert_eq!(
        dataset["inner_annotation_path"],
        format!("{inner}annotation/")
    );
    assert_eq!(dataset["data_sources"][0]["data_path"], CATS);
    assert_eq!(dataset["total_sample_count"], 1);
    assert_eq!(dataset["next_version_num"], 1);
    assert!(dataset["create_time"].as_i64().unwrap() > 1_600_000_000_000);
}

#[test]
fn pictures_are_labelled_by_a_text_file_or_by_their_folder() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/1.txt", "cat\nblack\ncat\n");
    cloud.file("bucket1/cats/2.PNG", "");
    cloud.file("bucket1/cats/notes.md", "");
    cloud.file("bucket1/cats/a/dog/3.jpeg", "");
    let id = cloud.dataset(0);
    let expected = [
        ("1.jpg", &["cat", "black"][..]),
        ("2.PNG", &[]),
        ("3.jpeg", &["dog"]),
    ];
    assert_eq!(cloud.samples(&id, ""), listed(&expected));
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(dataset["annotated_sample_count"], 2);
    let labels: Vec<String> = dataset["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| text(&label["name"]))
        .collect();
    assert_eq!(labels, ["cat", "black", "dog"]);
    let stats = cloud.get(&format!("datasets/{id}/data-annotations/stats"));
    assert_eq!(stats["sample_stats"]["un_annotation"], 1);
    assert_eq!(stats["label_stats"][2]["sample_count"], 1);
}

#[test]
fn without_import_annotations_nothing_is_labelled() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/dog/3.jpg", "");
    let mut body = spec("cats", 0);
    body["import_annotations"] = false.into();
    let id = cloud.create(body);
    assert_eq!(cloud.samples(&id, ""), listed(&[("3.jpg", &[])]));
}

#[test]
fn boxes_are_read_from_voc_files() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/1.xml", VOC);
    cloud.file("bucket1/cats/2.jpg", "");
    let id = cloud.dataset(1);
    let sample = cloud.sample_id(&id, "1.jpg");
    let sample = cloud.get(&format!("datasets/{id}/data-annotations/samples/{sample}"));
    assert_eq!(sample["metadata"]["@modelarts:size"], json!([640, 480, 3]));
    assert_eq!(sample["metadata"]["@modelarts:hard"], true);
    let property = &sample["labels"][0]["property"];
    assert_eq!(property["@modelarts:shape"], "bndbox");
    assert_eq!(property["@modelarts:feature"], json!([[1, 2], [30, 40]]));
    assert_eq!(sample["sample_status"], "MANUAL_ANNOTATION");
}

#[test]
fn a_dataset_whose_labels_are_malformed_is_broken() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/1.xml", "<annotation>");
    let id = cloud.begin(spec("cats", 1));
    cloud.settle();
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 4);
}

#[test]
fn texts_are_lines_with_labels_beside_them_or_in_a_file_of_their_own() {
    let cloud = Cloud::start();
    cloud.file(
        "bucket1/cats/a.txt",
        "good\tpositive,loud\r\n\nbad\tnegative\nnone\n",
    );
    let id = cloud.dataset(100);
    let path = format!("datasets/{id}/data-annotations/samples?order=asc");
    let samples = cloud.get(&path);
    assert_eq!(samples["sample_count"], 3);
    assert_eq!(samples["samples"][0]["sample_data"], json!(["good"]));
    let row = text(&samples["samples"][1]["sample_id"]);
    assert!(row.ends_with(".000000003"), "{row}");
    let expected = [
        ("a.txt", &["positive", "loud"][..]),
        ("a.txt", &["negative"]),
        ("a.txt", &[]),
    ];
    assert_eq!(cloud.samples(&id, ""), listed(&expected));

    cloud.file("bucket1/two/b.txt", "good\nbad\n");
    cloud.file("bucket1/two/b_result.txt", "positive;loud\nnegative\n");
    let mut body = spec("two", 100);
    body["data_sources"][0]["data_path"] = "/bucket1/two/".into();
    body["label_format"] = json!({"label_type": "0", "text_label_separator": ";"});
    let id = cloud.create(body);
    let expected = [
        ("b.txt", &["positive", "loud"][..]),
        ("b.txt", &["negative"]),
    ];
    assert_eq!(cloud.samples(&id, ""), listed(&expected));
}

#[test]
fn a_table_is_filled_by_an_import() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/t.csv", "a,b\n1,2\n3,4\n");
    let mut body = spec("table", 400);
    body["import_data"] = true.into();
    body["data_sources"][0]["with_column_header"] = true.into();
    let created = cloud.ok("POST", "datasets", &body);
    let (id, task) = (
        text(&created["dataset_id"]),
        text(&created["import_task_id"]),
    );
    assert_eq!(task.len(), 39);
    let path = format!("datasets/{id}");
    assert_eq!(states(&cloud, &path, "status", 4), [8, 8, 8, 1]);
    let task = cloud.get(&format!("{path}/import-tasks/{task}"));
    assert_eq!(task["status"], "COMPLETED");
    assert_eq!(task["imported_sample_count"], 2);
    let dataset = cloud.get(&path);
    assert_eq!(
        (&dataset["total_sample_count"], &dataset["dataset_format"]),
        (&2.into(), &1.into())
    );
    let samples = format!("{path}/data-annotations/samples");
    assert_eq!(
        cloud.error("GET", &samples, &Value::Null),
        (501, "4383".into())
    );
}

#[test]
fn a_creation_is_refused_with_the_documented_code() {
    let cloud = Cloud::start();
    let path = |source: &str| {
        let mut body = spec("cats", 0);
        body["data_sources"][0]["data_path"] = source.into();
        body
    };
    let work = |work: &str| {
        let mut body = spec("cats", 0);
        body["work_path"] = work.into();
        body
    };
    let without = |key: &str| {
        let mut body = spec("cats", 0);
        body.as_object_mut().unwrap().remove(key);
        body
    };
    let bad = [
        (path("/nobucket/cats/"), "4311"),
        (path("/bucket1/dogs/"), "4312"),
        (path("/bucket1//cats/"), "4315"),
        (path("/bucket1/c|ts/"), "4313"),
        (path("/bucket1/../x/"), "4374"),
        (path("/bucket1/"), "4205"),
        (work("/bucket1/"), "4205"),
        (work("/bucket1/cats/"), "4374"),
        (work("/bucket1/cats/out/"), "4374"),
        (work(&format!("/bucket1/{}/", "x".repeat(700))), "4350"),
        (work("/nobucket/out/"), "4311"),
        (without("dataset_name"), "0104"),
        (without("data_sources"), "0104"),
        (spec("ca ts", 0), "0104"),
        (spec("cats", 5), "0104"),
    ];
    for (body, code) in bad {
        let refused = cloud.error("POST", "datasets", &body);
        assert_eq!(refused, (400, code.to_owned()), "{body}");
    }
    cloud.dataset(0);
    let again = cloud.error("POST", "datasets", &spec("cats", 0));
    assert_eq!(again, (400, "4351".into()));
}

#[test]
fn more_than_a_hundred_datasets_are_refused_with_500() {
    let cloud = Cloud::start();
    for number in 0..100 {
        cloud.begin(spec(&format!("cats-{number}"), 0));
    }
    let refused = cloud.error("POST", "datasets", &spec("cats", 0));
    assert_eq!(refused, (500, "4354".into()));
}

#[test]
fn datasets_are_listed_by_pages() {
    let cloud = Cloud::start();
    for number in 0..5 {
        cloud.create(spec(&format!("d{number}"), if number == 2 { 1 } else { 0 }));
    }
    let names = |query: &str| -> Vec<String> {
        let listed = cloud.get(&format!("datasets?{query}"));
        let datasets = listed["datasets"].as_array().unwrap();
        datasets.iter().map(|d| text(&d["dataset_name"])).collect()
    };
    assert_eq!(names(""), ["d4", "d3", "d2", "d1", "d0"]);
    assert_eq!(names("offset=1&limit=2"), ["d2", "d1"]);
    assert_eq!(names("offset=3&limit=2"), [""; 0]);
    assert_eq!(names("order=asc&sort_by=dataset_name&limit=1"), ["d0"]);
    assert_eq!(names("dataset_type=1"), ["d2"]);
    assert_eq!(names("search_content=3"), ["d3"]);
    assert_eq!(names("contain_versions=true"), [""; 0]);
    assert_eq!(names("dataset_version=v2"), [""; 0]);
    let listed = cloud.get("datasets?limit=1&with_labels=true&file_preview=true");
    assert_eq!(listed["total_number"], 5);
    assert_eq!(listed["datasets"][0]["labels"], json!([]));
    for query in ["limit=0", "limit=101", "offset=-1", "limit=x", "order=up"] {
        let refused = cloud.error("GET", &format!("datasets?{query}"), &Value::Null);
        assert_eq!(refused, (400, "0104".into()), "{query}");
    }
}

#[test]
fn an_unknown_dataset_is_400_and_not_404() {
    let cloud = Cloud::start();
    for (method, path) in [
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/data-annotations/samples"),
        ("GET", "/versions"),
        ("POST", "/sync-data"),
        ("GET", "/import-tasks/t"),
    ] {
        let path = format!("datasets/gfghHSokody6AJigS5A{path}");
        let refused = cloud.error(method, &path, &Value::Null);
        assert_eq!(refused, (400, "4352".into()), "{method} {path}");
    }
}

#[test]
fn a_dataset_is_changed_and_deleted() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}");
    let change = json!({
        "dataset_name": "dogs", "description": "d",
        "add_labels": [{"name": "dog", "property": {"@modelarts:color": "#fff"}}],
    });
    assert_eq!(cloud.ok("PUT", &path, &change), json!({"dataset_id": id}));
    let dataset = cloud.get(&path);
    assert_eq!(dataset["dataset_name"], "dogs");
    assert_eq!(dataset["labels"][0]["type"], 0);
    assert_eq!(cloud.ask("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(cloud.get(&path)["status"], 2);
    let refused = cloud.error("PUT", &path, &json!({"description": "x"}));
    assert_eq!(refused, (400, "4344".into()));
    cloud.settle();
    assert_eq!(
        cloud.error("GET", &path, &Value::Null),
        (400, "4352".into())
    );
    assert_eq!(cloud.read("bucket1/cats/1.jpg"), "");
}

#[test]
fn an_update_that_is_refused_changes_nothing() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/cat/1.jpg", "");
    let id = cloud.dataset(0);
    cloud.begin(spec("dogs", 0));
    cloud.settle();
    let path = format!("datasets/{id}");
    let renamed = json!([{"name": "cat", "property": {"@modelarts:rename_to": "kitten"}}]);
    let unknown = json!([{"name": "owl"}]);
    let body = json!({
        "dataset_name": "kittens",
        "description": "new",
        "update_labels": renamed,
        "delete_labels": unknown,
    });
    assert_eq!(cloud.error("PUT", &path, &body), (400, "4410".into()));
    let body = json!({"dataset_name": "dogs", "update_labels": renamed});
    assert_eq!(cloud.error("PUT", &path, &body), (400, "4351".into()));
    let dataset = cloud.get(&path);
    assert_eq!(
        (&dataset["dataset_name"], &dataset["description"]),
        (&"cats".into(), &"".into())
    );
    assert_eq!(cloud.samples(&id, ""), listed(&[("1.jpg", &["cat"])]));
}

#[test]
fn metrics_need_a_span() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}/metrics");
    assert_eq!(
        cloud.error("GET", &path, &Value::Null),
        (400, "0104".into())
    );
    let metrics = cloud.get(&format!("{path}?start_time=1&end_time=2"));
    assert_eq!(metrics["metrics"]["total"], json!({"1": 0, "2": 0}));
}

#[test]
fn a_dataset_can_be_synchronized() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/2.jpg", "");
    let id = cloud.dataset(0);
    let status = format!("datasets/{id}/sync-data/status");
    let none = json!({"status": "NOT_EXIST", "dataset_id": id});
    assert_eq!(cloud.get(&status), none);
    std::fs::remove_file(cloud.path("bucket1/cats/1.jpg")).unwrap();
    cloud.file("bucket1/cats/dog/3.jpg", "");
    let started = cloud.ask("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    assert_eq!((started.status, started.text.as_str()), (200, ""));
    let again = cloud.error("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    assert_eq!(again, (400, "4355".into()));
    let expected = ["QUEUING", "STARTING", "RUNNING", "COMPLETED"];
    assert_eq!(states(&cloud, &status, "status", 4), expected);
    let done = cloud.get(&status);
    assert_eq!(
        (&done["add_sample_count"], &done["deleted_sample_count"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        cloud.samples(&id, ""),
        listed(&[("2.jpg", &[]), ("3.jpg", &["dog"])])
    );
}

#[test]
fn text_datasets_cannot_be_synchronized() {
    let cloud = Cloud::start();
    let id = cloud.dataset(100);
    let refused = cloud.error("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    assert_eq!(refused, (501, "4383".into()));
}
