//! Samples: pages, filters, new labels, uploads and deletion.

use serde_json::{Value, json};

use super::v2::{Cloud, VOC, listed, spec, text};

/// Returns a dataset with ten pictures, of which the first five are labelled.
fn animals(cloud: &Cloud) -> String {
    for number in 0..10 {
        let folder = if number < 5 { "cat/" } else { "" };
        cloud.file(&format!("bucket1/cats/{folder}{number}.jpg"), "x");
    }
    cloud.dataset(0)
}

fn filter(condition: &Value) -> String {
    let text = json!([condition]).to_string();
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("search_conditions={encoded}")
}

fn found(cloud: &Cloud, id: &str, query: &str) -> Vec<String> {
    let samples = cloud.samples(id, query);
    samples.into_iter().map(|(name, _)| name).collect()
}

#[test]
fn samples_are_listed_by_pages_without_gaps() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}/data-annotations/samples");
    let mut seen = Vec::new();
    for offset in 0..4 {
        let page = cloud.get(&format!("{path}?offset={offset}&limit=3"));
        assert_eq!(page["sample_count"], 10);
        let samples = page["samples"].as_array().unwrap();
        seen.extend(samples.iter().map(|sample| text(&sample["sample_id"])));
    }
    assert_eq!(seen.len(), 10);
    let mut ascending = seen.clone();
    ascending.reverse();
    let page = cloud.get(&format!("{path}?limit=100&order=asc"));
    let samples = page["samples"].as_array().unwrap();
    let ids: Vec<String> = samples.iter().map(|s| text(&s["sample_id"])).collect();
    assert_eq!(ids, ascending);
    assert!(ids.iter().all(|id| id.len() == 32));
    let default = cloud.get(&path);
    assert_eq!(default["samples"].as_array().unwrap().len(), 10);
    assert!(text(&default["samples"][0]["source"]).starts_with("https://bucket1.obs."));
}

#[test]
fn samples_are_selected_by_state_and_label() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let count = |query: &str| found(&cloud, &id, query).len();
    assert_eq!(count("sample_state=__ALL__"), 5);
    assert_eq!(count("sample_state=__NONE__"), 5);
    assert_eq!(count("sample_state=__AUTO_ANNOTATION__"), 0);
    assert_eq!(count("sample_state=__REJECTED__"), 0);
    assert_eq!(count("label_name=cat"), 5);
    assert_eq!(count("label_name=dog"), 0);
    assert_eq!(count("sample_type=0"), 10);
    assert_eq!(count("sample_type=9"), 10);
    assert_eq!(count("sample_type=1"), 0);
    let refused = cloud.error(
        "GET",
        &format!("datasets/{id}/data-annotations/samples?sample_state=labelled"),
        &Value::Null,
    );
    assert_eq!(refused, (400, "0104".into()));
}

#[test]
fn search_conditions_select_samples() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let names = |condition: &Value| found(&cloud, &id, &filter(condition));
    assert_eq!(names(&json!({"sample_name": "7.jpg"})), ["7.jpg"]);
    assert_eq!(names(&json!({"sample_dir": "/bucket1/cats/cat/"})).len(), 5);
    assert_eq!(
        names(&json!({"sample_dir": "obs://bucket1/cats/"})).len(),
        5
    );
    assert_eq!(names(&json!({"sample_time": "day"})).len(), 10);
    assert_eq!(names(&json!({"sample_time": "20000101-20000130"})).len(), 0);
    assert_eq!(names(&json!({"hard": "0"})).len(), 10);
    let labels = |op: &str, names: &[&str]| {
        let labels: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
        json!({"label_list": {"op": op, "labels": labels}})
    };
    assert_eq!(names(&labels("OR", &["cat", "dog"])).len(), 5);
    assert_eq!(names(&labels("AND", &["cat", "dog"])).len(), 0);
    assert_eq!(names(&json!({"labeler": "human"})).len(), 5);
    assert_eq!(
        names(&json!({"metadata": {"props": {"@modelarts:import_origin": ["0"]}}})).len(),
        10
    );
    let refused = |query: &str| {
        let path = format!("datasets/{id}/data-annotations/samples?{query}");
        cloud.error("GET", &path, &Value::Null)
    };
    assert_eq!(refused("search_conditions=%7B"), (400, "0104".into()));
    assert_eq!(
        refused(&filter(&json!({"sample_time": "week"}))),
        (400, "0104".into())
    );
}

#[test]
fn samples_get_new_labels_and_lose_them() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}/data-annotations/samples");
    let (seven, one) = (cloud.sample_id(&id, "7.jpg"), cloud.sample_id(&id, "1.jpg"));
    let body = json!({"samples": [
        {"sample_id": seven, "labels": [{"name": "cat"}]},
        {"sample_id": one, "labels": []},
    ]});
    assert_eq!(cloud.ok("PUT", &path, &body), json!({"success": true}));
    let sample = cloud.get(&format!("{path}/{seven}"));
    assert_eq!(
        sample["labels"][0],
        json!({"name": "cat", "type": 0, "property": {}})
    );
    assert!(text(&sample["annotated_by"]).starts_with("human/"));
    assert_eq!(
        cloud.get(&format!("{path}/{one}"))["sample_status"],
        "UN_ANNOTATION"
    );
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(dataset["annotated_sample_count"], 5);
    let conditions = cloud.get(&format!("datasets/{id}/data-annotations/search-condition"));
    assert_eq!(conditions["labelers"].as_array().unwrap().len(), 2);
}

#[test]
fn an_unknown_label_or_sample_fails_alone() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let other = cloud.create(spec("other", 0));
    let foreign = cloud.sample_id(&other, "1.jpg");
    let (seven, eight) = (cloud.sample_id(&id, "7.jpg"), cloud.sample_id(&id, "8.jpg"));
    let body = json!({"samples": [
        {"sample_id": foreign, "labels": [{"name": "cat"}]},
        {"sample_id": seven, "labels": [{"name": "lion"}]},
        {"sample_id": eight, "labels": [{"name": "cat"}]},
    ]});
    let path = format!("datasets/{id}/data-annotations/samples");
    let response = cloud.ok("PUT", &path, &body);
    assert_eq!(response["success"], false);
    let results = response["results"].as_array().unwrap();
    let codes: Vec<&str> = results
        .iter()
        .map(|result| result["error_code"].as_str().unwrap_or("none"))
        .collect();
    assert_eq!(codes, ["ModelArts.4420", "ModelArts.4410", "none"]);
    let refused = cloud.error("GET", &format!("{path}/{foreign}"), &Value::Null);
    assert_eq!(refused, (400, "4420".into()));
}

#[test]
fn boxes_need_the_size_of_the_picture() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/1.xml", VOC);
    cloud.file("bucket1/cats/2.jpg", "");
    let id = cloud.dataset(1);
    let path = format!("datasets/{id}/data-annotations/samples");
    let sample = cloud.sample_id(&id, "2.jpg");
    let update = |label: Value, metadata: Value| {
        let body = json!({"samples": [
            {"sample_id": sample, "labels": [label], "metadata": metadata},
        ]});
        let response = cloud.ok("PUT", &path, &body);
        response["results"][0]["error_code"]
            .as_str()
            .map(str::to_owned)
    };
    let property = json!({"@modelarts:shape": "bndbox", "@modelarts:feature": [[1, 1], [2, 2]]});
    let boxed = json!({"name": "cat", "property": property});
    assert_eq!(
        update(boxed.clone(), json!({})).as_deref(),
        Some("ModelArts.4423")
    );
    assert_eq!(
        update(json!({"name": "cat"}), json!({})).as_deref(),
        Some("ModelArts.4413")
    );
    assert_eq!(update(boxed, json!({"@modelarts:size": [10, 10, 3]})), None);
}

#[test]
fn samples_are_uploaded_with_their_content() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}/data-annotations/samples");
    let body = json!({"samples": [
        {"name": "new.jpg", "data": "aGVsbG8=", "labels": [{"name": "bird"}]},
        {"name": "5.jpg", "data": "aGVsbG8="},
        {"name": "x.exe", "data": "aGVsbG8="},
        {"name": "../y.jpg", "data": "aGVsbG8="},
        {"name": "z.jpg", "data": "!"},
    ]});
    let response = cloud.ok("POST", &path, &body);
    assert_eq!(response["success"], false);
    let results = response["results"].as_array().unwrap();
    assert_eq!(results[0]["name"], "/bucket1/cats/new.jpg");
    assert_eq!(cloud.sample_id(&id, "new.jpg"), text(&results[0]["info"]));
    let codes: Vec<&str> = results[1..]
        .iter()
        .map(|result| result["error_code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "ModelArts.4422",
            "ModelArts.4421",
            "ModelArts.0104",
            "ModelArts.4421"
        ]
    );
    assert_eq!(cloud.read("bucket1/cats/new.jpg"), "hello");
    assert_eq!(found(&cloud, &id, "label_name=bird"), ["new.jpg"]);
}

#[test]
fn samples_are_deleted_with_or_without_their_files() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let path = format!("datasets/{id}/data-annotations/samples/delete");
    let (one, seven) = (cloud.sample_id(&id, "1.jpg"), cloud.sample_id(&id, "7.jpg"));
    let response = cloud.ok("POST", &path, &json!({"samples": [one]}));
    assert_eq!(response, json!({"success": true}));
    assert_eq!(cloud.read("bucket1/cats/cat/1.jpg"), "x");
    let body = json!({"samples": [one, seven], "delete_source": true});
    let response = cloud.ok("POST", &path, &body);
    assert_eq!(response["success"], false);
    assert_eq!(response["results"][0]["error_code"], "ModelArts.4420");
    assert_eq!(response["results"][1], json!({"success": true}));
    assert!(!cloud.path("bucket1/cats/7.jpg").exists());
    let dataset = cloud.get(&format!("datasets/{id}"));
    assert_eq!(dataset["total_sample_count"], 8);
    assert_eq!(dataset["deleted_sample_count"], 2);
}

#[test]
fn a_large_dataset_is_listed_in_the_time_of_its_pages() {
    let cloud = Cloud::start();
    let lines: String = (0..100_000)
        .map(|n| format!("text {n}\tlabel{}\n", n % 10))
        .collect();
    cloud.file("bucket1/cats/a.txt", &lines);
    let id = cloud.dataset(100);
    let begun = std::time::Instant::now();
    for offset in 0..100 {
        let query = format!("offset={}&limit=100&label_name=label3", offset);
        let page = cloud.get(&format!("datasets/{id}/data-annotations/samples?{query}"));
        assert_eq!(page["sample_count"], 10_000);
        assert_eq!(page["samples"].as_array().unwrap().len(), 100);
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(
        cloud.samples(&id, "offset=999")[99].0,
        listed(&[("a.txt", &[])])[0].0
    );
}
