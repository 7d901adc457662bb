//! Changes of labels on all samples that have them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::dataset::Dataset;
use super::label::{Label, Renamed};
use super::sample::{Sample, SampleLabel};

impl Dataset {
    /// Gives a label its new name on the samples that have it.
    pub(crate) fn rename_on_samples(&mut self, renamed: &Renamed) {
        let Renamed { old, new, kind } = renamed;
        self.change_samples(
            |label| label.is(old, *kind),
            |sample| {
                let labels = sample.labels.iter_mut().chain(&mut sample.proposals);
                for label in labels.filter(|label| label.is(old, *kind)) {
                    label.name = Some(new.clone());
                }
            },
        );
    }

    /// Removes labels from the samples that have them; returns the samples that have no label any
    /// more.
    pub(crate) fn remove_from_samples(&mut self, labels: &[Label]) -> Vec<Arc<Sample>> {
        let mut kinds: HashMap<&str, Vec<i64>> = HashMap::new();
        for label in labels {
            kinds.entry(&label.name).or_default().push(label.kind);
        }
        let is_removed = |label: &SampleLabel| {
            let name = label.name.as_deref();
            let kinds = name.and_then(|name| kinds.get(name));
            kinds.is_some_and(|kinds| kinds.contains(&label.kind))
        };
        let changed = self.change_samples(is_removed, |sample| {
            sample.labels.retain(|label| !is_removed(label));
            sample.proposals.retain(|label| !is_removed(label));
            if !sample.is_labelled() {
                sample.annotated_by = None;
            }
        });
        let unlabelled = changed.into_iter().filter(|sample| !sample.is_labelled());
        unlabelled.collect()
    }

    /// Calls `change` with each sample that has such a label; returns the changed samples.
    fn change_samples(
        &mut self,
        is_meant: impl Fn(&SampleLabel) -> bool,
        change: impl Fn(&mut Sample),
    ) -> Vec<Arc<Sample>> {
        let is_concerned =
            |sample: &&Arc<Sample>| sample.labels.iter().chain(&sample.proposals).any(&is_meant);
        let samples = self.samples.all().iter().filter(is_concerned).cloned();
        let mut changed = Vec::new();
        for sample in samples.collect::<Vec<_>>() {
            let mut sample = Sample::clone(&sample);
            change(&mut sample);
            self.samples.put(sample.clone());
            changed.push(Arc::new(sample));
        }
        changed
    }

    /// Removes samples.
    pub(crate) fn drop_samples(&mut self, samples: &[Arc<Sample>]) {
        let ids: HashSet<&str> = samples.iter().map(|sample| &*sample.id).collect();
        self.deleted_samples += self.samples.remove(&ids).len();
    }
}
