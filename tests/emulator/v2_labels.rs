//! Labels and the rules for them.

use serde_json::{Value, json};

use super::v2::{Cloud, listed, text};

fn names(cloud: &Cloud, id: &str) -> Vec<String> {
    let labels = cloud.get(&format!("datasets/{id}/data-annotations/labels"));
    let labels = labels["labels"].as_array().unwrap();
    labels.iter().map(|label| text(&label["name"])).collect()
}

/// Returns the code of the first result of a batch.
fn code(cloud: &Cloud, method: &str, path: &str, labels: Value) -> String {
    let response = cloud.ok(method, path, &json!({"labels": labels}));
    let code = &response["results"][0]["error_code"];
    code.as_str().unwrap_or("none").replace("ModelArts.", "")
}

#[test]
fn labels_are_created_changed_and_deleted() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/cat/1.jpg", "");
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}/data-annotations/labels");
    let color = json!({"@modelarts:color": "#3399ff"});
    let body = json!({"labels": [{"name": "dog", "property": color}]});
    assert_eq!(cloud.ok("POST", &path, &body), json!({"success": true}));
    assert_eq!(names(&cloud, &id), ["cat", "dog"]);
    let page = cloud.get(&format!("{path}?limit=1&offset=1"));
    assert_eq!(page["total_number"], 2);
    assert_eq!(
        page["labels"],
        json!([{"name": "dog", "type": 0, "property": color}])
    );

    let rename = json!([{"name": "cat", "property": {"@modelarts:rename_to": "pussycat"}}]);
    assert_eq!(code(&cloud, "PUT", &path, rename), "none");
    assert_eq!(cloud.samples(&id, ""), listed(&[("1.jpg", &["pussycat"])]));
    assert_eq!(
        code(
            &cloud,
            "POST",
            &format!("{path}/delete"),
            json!([{"name": "pussycat"}])
        ),
        "none"
    );
    assert_eq!(cloud.samples(&id, ""), listed(&[("1.jpg", &[])]));
    assert_eq!(names(&cloud, &id), ["dog"]);
}

#[test]
fn labels_that_break_a_rule_fail_with_the_documented_code() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}/data-annotations/labels");
    let key = |name: &str| json!([{"name": name, "property": {"@modelarts:shortcut": "a"}}]);
    assert_eq!(code(&cloud, "POST", &path, key("cat")), "none");
    assert_eq!(
        code(&cloud, "POST", &path, json!([{"name": "cat"}])),
        "4411"
    );
    assert_eq!(code(&cloud, "POST", &path, key("dog")), "4412");
    assert_eq!(
        code(&cloud, "POST", &path, json!([{"name": "x", "type": 1}])),
        "4413"
    );
    assert_eq!(code(&cloud, "POST", &path, json!([{}])), "0104");
    assert_eq!(
        code(&cloud, "PUT", &path, json!([{"name": "lion"}])),
        "4410"
    );
    let delete = format!("{path}/delete");
    assert_eq!(
        code(&cloud, "POST", &delete, json!([{"name": "lion"}])),
        "4410"
    );
}

#[test]
fn relations_name_entities_that_exist() {
    let cloud = Cloud::start();
    let id = cloud.dataset(102);
    let path = format!("datasets/{id}/data-annotations/labels");
    let relation = json!([{"name": "Author", "type": 102, "property": {
        "@modelarts:from_type": "Person", "@modelarts:to_type": "Book"}}]);
    assert_eq!(code(&cloud, "POST", &path, relation.clone()), "4414");
    let entities = json!([{"name": "Person", "type": 103}, {"name": "Book", "type": 103}]);
    assert_eq!(code(&cloud, "POST", &path, entities), "none");
    assert_eq!(code(&cloud, "POST", &path, relation), "none");
    let delete = format!("{path}/delete");
    assert_eq!(
        code(&cloud, "POST", &delete, json!([{"name": "Person"}])),
        "4415"
    );
}

#[test]
fn one_label_is_changed_or_deleted_by_its_name() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/草莓/1.jpg", "");
    cloud.file("bucket1/cats/2.jpg", "");
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}/data-annotations/labels/%E8%8D%89%E8%8E%93");
    let body = json!({"@modelarts:color": "#93c47d"});
    assert_eq!(cloud.ask("PUT", &path, &body).status, 204);
    let labels = cloud.get(&format!("datasets/{id}/data-annotations/labels"));
    assert_eq!(labels["labels"][0]["property"], body);
    let deleted = cloud.ask(
        "DELETE",
        &format!("{path}?delete_source=true"),
        &Value::Null,
    );
    assert_eq!(deleted.status, 204);
    assert_eq!(cloud.samples(&id, ""), listed(&[("2.jpg", &[])]));
    assert!(!cloud.path("bucket1/cats/草莓/1.jpg").exists());
    assert_eq!(
        cloud.error("DELETE", &path, &Value::Null),
        (400, "4410".into())
    );
}

#[test]
fn samples_may_go_with_their_only_label() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "");
    cloud.file("bucket1/cats/1.txt", "cat\nblack\n");
    cloud.file("bucket1/cats/cat/2.jpg", "");
    let id = cloud.dataset(0);
    let delete = format!("datasets/{id}/data-annotations/labels/delete");
    let refused = cloud.error("POST", &format!("{delete}?delete_policy=3"), &json!({}));
    assert_eq!(refused, (400, "0104".into()));
    let path = format!("{delete}?delete_policy=1");
    assert_eq!(
        code(&cloud, "POST", &path, json!([{"name": "cat"}])),
        "none"
    );
    assert_eq!(cloud.samples(&id, ""), listed(&[("1.jpg", &["black"])]));
    assert!(cloud.path("bucket1/cats/cat/2.jpg").exists());
    let path = format!("{delete}?delete_policy=2");
    assert_eq!(
        code(&cloud, "POST", &path, json!([{"name": "black"}])),
        "none"
    );
    assert!(!cloud.path("bucket1/cats/1.jpg").exists());
}
