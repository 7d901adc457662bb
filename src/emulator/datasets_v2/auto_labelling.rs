//! Takes over the labels that auto-labelling tasks find. No model runs: the labels are those of the
//! script.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use super::dataset::Dataset;
use super::sample::read_labels;
use super::smart_task::SmartTask;

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
