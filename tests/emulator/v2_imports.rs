//! Imports of folders and manifests.

use serde_json::{Value, json};

use super::v2::{Cloud, VOC, listed, spec};

#[test]
fn a_folder_is_imported() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/more/cat/1.jpg", "12345");
    cloud.file("bucket1/more/dog/2.jpg", "");
    let body = json!({"import_type": "dir", "import_path": "s3://bucket1/more/"});
    let task = cloud.import(&id, &body);
    assert_eq!(task["status"], "COMPLETED");
    assert_eq!(
        (&task["import_type"], &task["import_path"]),
        (&0.into(), &"obs://bucket1/more/".into())
    );
    assert_eq!(
        (&task["total_sample_count"], &task["annotated_sample_count"]),
        (&2.into(), &2.into())
    );
    assert_eq!(
        (&task["total_file_count"], &task["total_file_size"]),
        (&2.into(), &5.into())
    );
    assert!(
        task["task_id"]
            .as_str()
            .unwrap()
            .starts_with(&format!("{id}_"))
    );
    let expected = listed(&[("1.jpg", &["cat"]), ("2.jpg", &["dog"])]);
    assert_eq!(cloud.samples(&id, ""), expected);
    cloud.import(&id, &body);
    assert_eq!(cloud.samples(&id, ""), expected, "nothing twice");
    let tasks = cloud.get(&format!("datasets/{id}/import-tasks?limit=1"));
    assert_eq!(tasks["total_count"], 2);
    assert_eq!(tasks["import_tasks"].as_array().unwrap().len(), 1);
}

#[test]
fn an_import_selects_samples() {
    let cloud = Cloud::start();
    cloud.file("bucket1/more/cat/1.jpg", "");
    cloud.file("bucket1/more/dog/2.jpg", "");
    cloud.file("bucket1/more/cow/3.jpg", "");
    let imported = |name: &str, options: Value| {
        let id = cloud.create(spec(name, 0));
        let mut body = options;
        body["import_path"] = "obs://bucket1/more/".into();
        cloud.import(&id, &body);
        cloud.samples(&id, "")
    };
    let only_cats = listed(&[("1.jpg", &["cat"])]);
    assert_eq!(
        imported("a", json!({"included_labels": ["cat"]})),
        only_cats
    );
    assert_eq!(imported("b", json!({"included_tags": ["cat"]})), only_cats);
    let excluded = json!({"excluded_labels": [{"name": "dog"}, {"name": "cow"}]});
    assert_eq!(imported("c", excluded), only_cats);
    assert_eq!(imported("d", json!({"difficult_only": true})), []);
    let unlabelled = json!({"included_labels": ["cat"], "import_annotations": false});
    assert_eq!(imported("e", unlabelled), listed(&[("1.jpg", &[])]));
    assert_eq!(imported("f", json!({"import_samples": false})), []);
}

#[test]
fn labels_that_are_not_final_wait_for_a_person() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/more/cat/1.jpg", "");
    let body = json!({"import_path": "/bucket1/more/", "final_annotation": false});
    let task = cloud.import(&id, &body);
    assert_eq!(task["unconfirmed_sample_count"], 1);
    assert_eq!(
        cloud.get(&format!("datasets/{id}"))["unconfirmed_sample_count"],
        1
    );
    assert_eq!(
        cloud.samples(&id, "sample_state=__NONE__"),
        listed(&[("1.jpg", &[])])
    );
    let waiting = cloud.samples(&id, "sample_state=__AUTO_ANNOTATION__");
    assert_eq!(waiting, listed(&[("1.jpg", &["cat"])]));
}

#[test]
fn an_import_folder_gets_copies() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/more/cat/1.jpg", "12345");
    cloud.file("bucket1/more/dog/1.jpg", "6");
    let body = json!({"import_path": "/bucket1/more/", "import_folder": "new"});
    cloud.import(&id, &body);
    assert_eq!(cloud.read("bucket1/cats/new/cat/1.jpg"), "12345");
    assert_eq!(cloud.read("bucket1/cats/new/dog/1.jpg"), "6");
    cloud.ok("POST", &format!("datasets/{id}/sync-data"), &Value::Null);
    cloud.settle();
    let expected = listed(&[("1.jpg", &["cat"]), ("1.jpg", &["dog"])]);
    assert_eq!(cloud.samples(&id, ""), expected);
}

#[test]
fn copies_of_the_files_of_a_manifest_have_different_names() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/x/1.jpg", "x");
    cloud.file("bucket1/y/1.jpg", "y");
    let lines = ["x", "y"].map(|folder| json!({"source": format!("s3://bucket1/{folder}/1.jpg")}));
    cloud.file(
        "bucket1/all.manifest",
        &lines.map(|line| line.to_string()).join("\n"),
    );
    let body = json!({
        "import_type": "manifest",
        "import_path": "/bucket1/all.manifest",
        "import_folder": "new",
    });
    assert_eq!(cloud.import(&id, &body)["imported_sample_count"], 2);
    let names = cloud.samples(&id, "");
    let contents: Vec<String> = names
        .iter()
        .map(|(name, _)| cloud.read(&format!("bucket1/cats/new/{name}")))
        .collect();
    assert_eq!(contents, ["x", "y"]);
}

#[test]
fn a_second_import_keeps_what_it_does_not_say() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/x/cat/1.jpg", "");
    let proposed = json!({"import_path": "/bucket1/x/", "final_annotation": false});
    cloud.import(&id, &proposed);
    let sample_id = cloud.sample_id(&id, "1.jpg");
    let path = format!("datasets/{id}/data-annotations/samples");
    assert_eq!(
        cloud
            .get(&format!("{path}/{sample_id}"))
            .get("annotated_by"),
        None
    );
    let bare = json!({"import_path": "/bucket1/x/", "import_annotations": false});
    cloud.import(&id, &bare);
    let waiting = || cloud.samples(&id, "sample_state=__AUTO_ANNOTATION__");
    assert_eq!(waiting(), listed(&[("1.jpg", &["cat"])]));
    let hard = json!({"@modelarts:hard": true});
    let labels = json!([{"name": "cat"}]);
    let sample = json!({"sample_id": sample_id, "labels": labels, "metadata": hard});
    cloud.ok("PUT", &path, &json!({"samples": [sample]}));
    cloud.import(&id, &bare);
    let sample = cloud.get(&format!("{path}/{sample_id}"));
    assert_eq!(sample["labels"][0]["name"], "cat");
    assert_eq!(sample["metadata"]["@modelarts:hard"], true);
    assert_eq!(waiting(), listed(&[]));
}

#[test]
fn a_manifest_is_imported() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    cloud.file("bucket1/x/1.jpg", "");
    cloud.file("bucket1/x/2.jpg", "");
    let annotation = json!({"type": "modelarts/image_classification", "name": "cat"});
    let other = json!({"type": "modelarts/object_detection", "name": "box"});
    let lines = [
        json!({"source": "s3://bucket1/x/1.jpg", "usage": "train", "annotation": [annotation, other]}),
        json!({"source": "obs://bucket1/x/2.jpg", "hard": "true"}),
    ];
    let text = format!("\u{feff}{}\n\n{}", lines[0], lines[1]);
    cloud.file("bucket1/x/V001.manifest", &text);
    let body = json!({"import_type": "manifest", "import_path": "s3://bucket1/x/V001.manifest"});
    let task = cloud.import(&id, &body);
    assert_eq!(
        (&task["status"], &task["import_type"]),
        (&"COMPLETED".into(), &1.into())
    );
    assert_eq!(
        cloud.samples(&id, ""),
        listed(&[("1.jpg", &["cat"]), ("2.jpg", &[])])
    );
    let stats = cloud.get(&format!("datasets/{id}/data-annotations/stats"));
    assert_eq!(stats["key_sample_stats"]["key_sample"], 1);
}

#[test]
fn texts_and_boxes_are_imported_from_manifests() {
    let cloud = Cloud::start();
    let id = cloud.create(spec("entities", 101));
    let property = json!({"@modelarts:start_index": 0, "@modelarts:end_index": 14});
    let entity = json!({"type": "modelarts/text_entity", "name": "Person", "property": property});
    let line = json!({"source": "content://Michael Jordan", "annotation": [entity]});
    cloud.file("bucket1/x/t.manifest", &line.to_string());
    let body = json!({"import_type": "manifest", "import_path": "/bucket1/x/t.manifest"});
    assert_eq!(cloud.import(&id, &body)["status"], "COMPLETED");
    let samples = cloud.get(&format!("datasets/{id}/data-annotations/samples"));
    assert_eq!(
        samples["samples"][0]["sample_data"],
        json!(["Michael Jordan"])
    );
    assert_eq!(samples["samples"][0]["labels"][0]["property"], property);

    let id = cloud.create(spec("boxes", 1));
    cloud.file("bucket1/x/1.jpg", "");
    cloud.file("bucket1/x/1.xml", VOC);
    let boxes =
        json!({"type": "modelarts/object_detection", "annotation-loc": "s3://bucket1/x/1.xml"});
    let line = json!({"source": "s3://bucket1/x/1.jpg", "annotation": [boxes]});
    cloud.file("bucket1/x/b.manifest", &line.to_string());
    let body = json!({"import_type": "manifest", "import_path": "/bucket1/x/b.manifest"});
    assert_eq!(cloud.import(&id, &body)["status"], "COMPLETED");
    assert_eq!(cloud.samples(&id, ""), listed(&[("1.jpg", &["cat"])]));
}

#[test]
fn an_import_that_fails_says_where() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let failed = |content: &str| {
        cloud.file("bucket1/x/m.manifest", content);
        let body = json!({"import_type": "manifest", "import_path": "/bucket1/x/m.manifest"});
        let task = cloud.import(&id, &body);
        assert_eq!(task["status"], "FAILED");
        let (code, message) = (&task["error_code"], &task["error_msg"]);
        (
            code.as_str().unwrap().to_owned(),
            message.as_str().unwrap().to_owned(),
        )
    };
    let (code, message) = failed("{\"source\":\"s3://bucket1/x/1.jpg\"}");
    assert_eq!(code, "ModelArts.4312");
    assert!(message.contains("m.manifest, line 1"), "{message}");
    let (code, message) = failed("\n[]\n");
    assert_eq!(code, "ModelArts.4362");
    assert!(message.contains("line 2"), "{message}");
    assert_eq!(failed("").0, "ModelArts.4340");
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 1);
}

#[test]
fn an_import_is_refused_with_the_documented_code() {
    let cloud = Cloud::start();
    let id = cloud.dataset(0);
    let path = format!("datasets/{id}/import-tasks");
    let refused =
        |id: &str, body: &Value| cloud.error("POST", &format!("datasets/{id}/import-tasks"), body);
    assert_eq!(refused(&id, &json!({})), (400, "0104".into()));
    let at = |path: &str| json!({"import_path": path});
    assert_eq!(refused(&id, &at("/bucket1/none/")), (400, "4312".into()));
    assert_eq!(refused(&id, &at("/none/x/")), (400, "4311".into()));
    let mut manifest = at("/bucket1/none.manifest");
    manifest["import_type"] = "manifest".into();
    assert_eq!(refused(&id, &manifest), (400, "4312".into()));
    let speech = cloud.create(spec("speech", 201));
    assert_eq!(
        refused(&speech, &at("/bucket1/cats/")),
        (501, "4383".into())
    );
    let free = cloud.create(spec("free", 900));
    assert_eq!(refused(&free, &manifest), (501, "4383".into()));

    cloud.ok("POST", &path, &at("/bucket1/cats/"));
    assert_eq!(cloud.get(&format!("datasets/{id}"))["status"], 8);
    assert_eq!(refused(&id, &at("/bucket1/cats/")), (400, "4356".into()));
    let unknown = cloud.get(&format!("{path}/{id}_0000000000000000000"));
    assert_eq!(unknown["status"], "NOT_EXIST");
}
