//! Exports into folders and new datasets.

use serde_json::{Value, json};

use super::v2::{Cloud, VOC, listed, spec, text};

fn export(cloud: &Cloud, id: &str, body: &Value) -> Value {
    let started = cloud.ok("POST", &format!("datasets/{id}/export-tasks"), body);
    let task = text(&started["task_id"]);
    assert_eq!(task.len(), 19);
    let path = format!("datasets/{id}/export-tasks/{task}");
    assert_eq!(cloud.get(&path)["status"], "INIT");
    cloud.settle();
    cloud.get(&path)
}

fn animals(cloud: &Cloud) -> String {
    cloud.file("bucket1/cats/1.jpg", "1");
    cloud.file("bucket1/cats/1.txt", "cat\nblack\n");
    cloud.file("bucket1/cats/dog/2.jpg", "2");
    cloud.file("bucket1/cats/3.jpg", "3");
    cloud.dataset(0)
}

fn files(cloud: &Cloud, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(cloud.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn pictures_are_exported_with_a_text_file_or_by_label() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let task = export(&cloud, &id, &json!({"path": "/bucket1/flat/"}));
    assert_eq!(
        (&task["status"], &task["progress"]),
        (&"SUCCESSED".into(), &100.0.into())
    );
    assert_eq!(
        (&task["total_sample_count"], &task["finished_sample_count"]),
        (&3.into(), &3.into())
    );
    assert_eq!(task["export_params"]["export_dest"], "DIR");
    assert_eq!(
        files(&cloud, "bucket1/flat"),
        ["1.jpg", "1.txt", "2.jpg", "2.txt", "3.jpg"]
    );
    assert_eq!(cloud.read("bucket1/flat/1.txt"), "cat\nblack\n");
    export(
        &cloud,
        &id,
        &json!({"path": "/bucket1/dirs/", "export_format": 1}),
    );
    assert_eq!(
        files(&cloud, "bucket1/dirs"),
        ["3.jpg", "black", "cat", "dog"]
    );
    assert_eq!(cloud.read("bucket1/dirs/black/1.jpg"), "1");
    let tasks = cloud.get(&format!("datasets/{id}/export-tasks?limit=1"));
    assert_eq!(tasks["total_count"], 2);
    assert_eq!(tasks["export_tasks"][0]["path"], "/bucket1/dirs/");
}

#[test]
fn an_export_selects_samples() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let version = cloud.publish(&id, &json!({}));
    let sample = cloud.sample_id(&id, "3.jpg");
    let cases = [
        (json!({"export_type": 0}), 2),
        (json!({"export_type": 1}), 1),
        (json!({"export_type": 2}), 3),
        (
            json!({"export_type": 3, "export_params": {"sample_state": ""}}),
            3,
        ),
        (
            json!({"export_type": 3, "export_params": {"sample_state": "__NONE__"}}),
            1,
        ),
        (
            json!({"export_type": 3, "export_params": {"search_conditions": [
            {"sample_name": "1.jpg"}, {"sample_name": "2.jpg"}]}}),
            2,
        ),
        (json!({"export_params": {"samples": [sample]}}), 1),
        (json!({"version_id": version["version_id"]}), 3),
    ];
    for (mut body, count) in cases {
        body["path"] = "/bucket1/some/".into();
        let task = export(&cloud, &id, &body);
        assert_eq!(task["total_sample_count"], count, "{body}");
    }
}

#[test]
fn boxes_are_exported_as_voc_files() {
    let cloud = Cloud::start();
    cloud.file("bucket1/cats/1.jpg", "1");
    cloud.file("bucket1/cats/1.xml", VOC);
    let id = cloud.dataset(1);
    export(&cloud, &id, &json!({"path": "/bucket1/some/"}));
    let xml = cloud.read("bucket1/some/1.xml");
    assert!(xml.contains("<name>cat</name>") && xml.contains("<difficult>0</difficult>"));
}

#[test]
fn an_export_may_become_a_new_dataset() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let params = json!({
        "export_dest": "NEW_DATASET", "export_new_dataset_name": "copy",
        "export_new_dataset_work_path": "/bucket1/out2/",
    });
    let body = json!({"path": "/bucket1/new/", "export_type": 3, "export_params": params});
    assert_eq!(export(&cloud, &id, &body)["status"], "SUCCESSED");
    let datasets = cloud.get("datasets?search_content=copy");
    let new = &datasets["datasets"][0];
    assert_eq!(
        (&new["status"], &new["total_sample_count"]),
        (&1.into(), &3.into())
    );
    assert_eq!(new["data_sources"][0]["data_path"], "/bucket1/new/");
    let samples = cloud.samples(&text(&new["dataset_id"]), "");
    let expected = [
        ("1.jpg", &["cat", "black"][..]),
        ("2.jpg", &["dog"]),
        ("3.jpg", &[]),
    ];
    assert_eq!(samples, listed(&expected));
    let again = cloud.error("POST", &format!("datasets/{id}/export-tasks"), &body);
    assert_eq!(again, (400, "4351".into()));
}

#[test]
fn an_export_is_refused_with_the_documented_code() {
    let cloud = Cloud::start();
    let id = animals(&cloud);
    let refused =
        |id: &str, body: &Value| cloud.error("POST", &format!("datasets/{id}/export-tasks"), body);
    assert_eq!(refused(&id, &json!({})), (400, "4384".into()));
    assert_eq!(
        refused(&id, &json!({"path": "/bucket1/"})),
        (400, "4358".into())
    );
    let wrong = json!({"path": "/bucket1/x/", "export_type": 7});
    assert_eq!(refused(&id, &wrong), (400, "4384".into()));
    let speech = cloud.create(spec("speech", 201));
    assert_eq!(
        refused(&speech, &json!({"path": "/bucket1/x/"})),
        (501, "4383".into())
    );
    let unknown = format!("datasets/{id}/export-tasks/x");
    assert_eq!(
        cloud.error("GET", &unknown, &Value::Null),
        (400, "4359".into())
    );
}

#[test]
fn exported_files_have_names_of_their_own() {
    let cloud = Cloud::start();
    for file in ["cat/1.jpg", "dog/1.png"] {
        cloud.file(&format!("bucket1/cats/{file}"), file);
    }
    let id = cloud.dataset(0);
    let png = cloud.sample_id(&id, "1.png");
    // Under the name that the second file gets, because 1.txt has the labels of the first.
    cloud.file(&format!("bucket1/more/owl/{png}-1.jpg"), "owl");
    cloud.import(&id, &json!({"import_path": "/bucket1/more/"}));
    let task = export(&cloud, &id, &json!({"path": "/bucket1/x/"}));
    assert_eq!(task["status"], "SUCCESSED");
    let read = |name: &str| cloud.read(&format!("bucket1/x/{name}"));
    assert_eq!(
        (read("1.jpg"), read("1.txt")),
        ("cat/1.jpg".into(), "cat\n".into())
    );
    let second = (read(&format!("{png}-1.png")), read(&format!("{png}-1.txt")));
    assert_eq!(second, ("dog/1.png".into(), "dog\n".into()));
    assert_eq!(files(&cloud, "bucket1/x").len(), 6);
}
