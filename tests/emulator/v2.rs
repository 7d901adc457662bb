//! What the tests of data management have in common.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use modelarts::emulator::{ClockKind, Options};
use serde_json::{Value, json};

use super::raw::{PROJECT, Response, Running, ask, start_with};

pub(crate) const CATS: &str = "/bucket1/cats/";

/// An emulator whose clock stands still, with a bucket.
pub(crate) struct Cloud {
    pub(crate) emulator: Running,
    token: String,
}

impl Cloud {
    pub(crate) fn start() -> Self {
        let emulator = start_with(Options {
            clock: ClockKind::Manual,
            ..Options::default()
        });
        let token = emulator.issue_token();
        let cloud = Self { emulator, token };
        cloud.folder("bucket1/cats");
        cloud
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.emulator.root().join(path.trim_start_matches('/'))
    }

    pub(crate) fn folder(&self, path: &str) {
        fs::create_dir_all(self.path(path)).unwrap();
    }

    pub(crate) fn file(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(path).unwrap()
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Response {
        let target = format!("/v2/{PROJECT}/{path}");
        let headers = [("X-Auth-Token", self.token.as_str())];
        let body = match body {
            Value::Null => Vec::new(),
            body => body.to_string().into_bytes(),
        };
        ask(&self.emulator, method, &target, &headers, &body)
    }

    /// Returns the body of a response that has to be a success.
    pub(crate) fn ok(&self, method: &str, path: &str, body: &Value) -> Value {
        let response = self.ask(method, path, body);
        assert!(
            (200..300).contains(&response.status),
            "{method} {path}: {} {}",
            response.status,
            response.text
        );
        if response.text.is_empty() {
            Value::Null
        } else {
            response.json()
        }
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        self.ok("GET", path, &Value::Null)
    }

    /// Returns status and code of a response that has to be an error.
    pub(crate) fn error(&self, method: &str, path: &str, body: &Value) -> (u16, String) {
        let response = self.ask(method, path, body);
        assert!(response.status >= 400, "{}", response.text);
        let (status, code) = response.code();
        (status, code.trim_start_matches("ModelArts.").to_owned())
    }

    /// Lets all work that was started end.
    pub(crate) fn settle(&self) {
        self.emulator.advance(Duration::from_secs(1));
    }

    /// Creates a dataset and waits for it; returns its id.
    pub(crate) fn create(&self, body: Value) -> String {
        let id = self.begin(body);
        self.settle();
        assert_eq!(self.get(&format!("datasets/{id}"))["status"], 1);
        id
    }

    /// Creates a dataset; returns its id.
    pub(crate) fn begin(&self, body: Value) -> String {
        let created = self.ask("POST", "datasets", &body);
        assert_eq!(created.status, 201, "{}", created.text);
        created.json()["dataset_id"].as_str().unwrap().to_owned()
    }

    /// Creates a dataset of a type from the folder `bucket1/cats/`.
    pub(crate) fn dataset(&self, kind: i64) -> String {
        self.create(spec("cats", kind))
    }

    pub(crate) fn import(&self, id: &str, body: &Value) -> Value {
        let started = self.ok("POST", &format!("datasets/{id}/import-tasks"), body);
        let task = started["task_id"].as_str().unwrap().to_owned();
        self.settle();
        self.get(&format!("datasets/{id}/import-tasks/{task}"))
    }

    /// Publishes a version and waits for it; returns it.
    pub(crate) fn publish(&self, id: &str, body: &Value) -> Value {
        self.emulator.advance(Duration::from_secs(60));
        let started = self.ok("POST", &format!("datasets/{id}/versions"), body);
        let version = started["version_id"].as_str().unwrap().to_owned();
        self.settle();
        self.get(&format!("datasets/{id}/versions/{version}"))
    }

    /// Returns the names of the samples of a query, with their labels.
    pub(crate) fn samples(&self, id: &str, query: &str) -> Vec<(String, Vec<String>)> {
        let path = format!("datasets/{id}/data-annotations/samples?order=asc&limit=100&{query}");
        let listed = self.get(&path);
        let samples = listed["samples"].as_array().unwrap();
        samples
            .iter()
            .map(|sample| (text(&sample["sample_name"]), names(sample)))
            .collect()
    }

    /// Returns the id of the sample of a file.
    pub(crate) fn sample_id(&self, id: &str, name: &str) -> String {
        let path = format!("datasets/{id}/data-annotations/samples?limit=100");
        let listed = self.get(&path);
        let samples = listed["samples"].as_array().unwrap();
        let found = samples.iter().find(|sample| sample["sample_name"] == name);
        text(&found.unwrap()["sample_id"])
    }
}

/// Returns the body of the creation of a dataset.
pub(crate) fn spec(name: &str, kind: i64) -> Value {
    json!({
        "dataset_name": name,
        "dataset_type": kind,
        "data_sources": [{"data_type": 0, "data_path": CATS}],
        "work_path": "/bucket1/out/",
        "work_path_type": 0,
    })
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

pub(crate) fn names(sample: &Value) -> Vec<String> {
    let labels = sample["labels"].as_array().unwrap();
    labels.iter().map(|label| text(&label["name"])).collect()
}

pub(crate) fn listed(pairs: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let owned = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    pairs
        .iter()
        .map(|(name, labels)| ((*name).to_owned(), owned(labels)))
        .collect()
}

pub(crate) const VOC: &str = "<annotation><folder>NA</folder><filename>1.jpg</filename>
<size><width>640</width><height>480</height><depth>3</depth></size><segmented>0</segmented>
<object><name>cat</name><pose>Unspecified</pose><truncated>0</truncated><occluded>0</occluded>
<difficult>1</difficult><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox>
</object></annotation>";
