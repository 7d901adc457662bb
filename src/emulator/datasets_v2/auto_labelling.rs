//! Auto-labelling. No model runs: the labels that a task finds are those of its script.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Map, Value};

use super::dataset::Dataset;
use super::sample::read_labels;
use super::scripts::ScriptedWork;

/// A task of auto-labelling, pre-labelling or grouping.
#[derive(Debug)]
pub(crate) struct SmartTask {
    pub(crate) id: String,
    /// The documented word, such as `auto-label`.
    pub(crate) kind: &'static str,
    pub(crate) config: Map<String, Value>,
    pub(crate) model_id: Option<String>,
    /// In epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) work: ScriptedWork,
    /// Whether its labels have been taken over.
    pub(crate) is_applied: bool,
}

impl SmartTask {
    pub(crate) fn new(id: String, kind: &'static str, created: i64, work: ScriptedWork) -> Self {
        Self {
            id,
            kind,
            config: Map::new(),
            model_id: None,
            created,
            work,
            is_applied: false,
        }
    }

    pub(crate) fn is_going_on(&self, elapsed: Duration) -> bool {
        self.work.is_going_on(elapsed)
    }

    /// Returns the documented number of its kind.
    pub(crate) fn kind_number(&self) -> i64 {
        match self.kind {
            "auto-label" => 0,
            "pre-label" => 1,
            "auto-grouping" => 7,
            _ => 10,
        }
    }

    /// Returns what its script says beside the samples.
    pub(crate) fn result(&self, elapsed: Duration) -> Map<String, Value> {
        if !self.work.has_succeeded(elapsed) {
            return Map::new();
        }
        let mut result = self.work.result.as_object().cloned().unwrap_or_default();
        result.remove("samples");
        result
    }
}

impl Dataset {
    /// Takes over the labels of tasks that have succeeded meanwhile.
    pub(crate) fn settle(&mut self, elapsed: Duration) {
        let done = |task: &&mut SmartTask| !task.is_applied && task.work.has_succeeded(elapsed);
        let mut found = Vec::new();
        for task in self.smart_tasks.iter_mut().filter(done) {
            task.is_applied = true;
            if let Some(Value::Array(samples)) = task.work.result.get("samples") {
                found.extend(samples.iter().cloned());
            }
        }
        if !found.is_empty() {
            self.propose(&found);
        }
    }

    /// Adds labels that a person has to confirm to samples without labels.
    fn propose(&mut self, found: &[Value]) {
        let by_name: HashMap<String, String> = self
            .samples
            .all()
            .iter()
            .map(|sample| (sample.path.name().to_owned(), sample.id.to_string()))
            .collect();
        let default_type = self.spec.kind.label_type();
        for entry in found {
            let text = |key: &str| entry.get(key).and_then(Value::as_str);
            let id = text("sample_id").or_else(|| {
                text("sample_name")
                    .and_then(|name| by_name.get(name))
                    .map(|id| id.as_str())
            });
            let Some(sample) = id.and_then(|id| self.samples.get(id)).cloned() else {
                continue;
            };
            let labels = read_labels(entry.get("labels"), default_type).unwrap_or_default();
            if sample.is_labelled() || labels.is_empty() {
                continue;
            }
            for label in &labels {
                if let Some(name) = &label.name {
                    self.spec.labels.note(name, label.kind);
                }
            }
            let mut sample = (*sample).clone();
            sample.proposals = labels;
            self.samples.put(sample);
        }
    }
}
