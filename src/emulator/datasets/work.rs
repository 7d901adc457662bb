//! What the tasks of datasets really do.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Datasets;
use super::obs::files_in;
use super::refusal::Refusal;
use super::version::{KeptFiles, Version, difference, restore, snapshot};

/// A task's work on one dataset.
#[derive(Debug)]
pub(in crate::emulator) struct Work {
    pub(super) dataset_id: String,
    pub(super) job: Job,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Job {
    Create,
    Sync,
    Delete,
    Publish {
        version_id: String,
        description: String,
    },
    Checkout {
        version_id: String,
    },
}

impl Datasets {
    /// Does the work, `date` being its epoch seconds; what comes back is the task's `result`.
    pub(in crate::emulator) fn perform(&self, work: Work, date: i64) -> Result<Value, Refusal> {
        let id = &work.dataset_id;
        let done = match &work.job {
            Job::Create => self.create(id),
            Job::Sync => self.look_again(id).map(|_| switched()),
            Job::Delete => {
                self.registry.remove(id);
                Ok(json!([]))
            }
            Job::Publish {
                version_id,
                description,
            } => self.publish(id, version_id, description, date),
            Job::Checkout { version_id } => self.checkout(id, version_id),
        };
        if done.is_err() {
            // A dataset that was deleted meanwhile has nothing left to free.
            let _ = self.registry.free(id, |_| ());
            if matches!(work.job, Job::Create) {
                self.registry.remove(id);
            }
        }
        done
    }

    fn create(&self, id: &str) -> Result<Value, Refusal> {
        self.look_again(id)?;
        self.registry.within(id, |dataset| {
            json!([{"createDatasetSuccess": [{
                "dataset_id": dataset.id,
                "dataset_name": dataset.name,
                "file_count": dataset.files.len(),
                "create_time": dataset.created,
            }]}])
        })
    }

    fn look_again(&self, id: &str) -> Result<(), Refusal> {
        let location = self
            .registry
            .within(id, |dataset| dataset.location.clone())?;
        let files = files_in(&self.obs.folder(&location)?, &location)?;
        self.registry.free(id, |dataset| dataset.files = files)
    }

    fn publish(
        &self,
        id: &str,
        version_id: &str,
        description: &str,
        date: i64,
    ) -> Result<Value, Refusal> {
        let (location, mut seen) = self.registry.within(id, |dataset| {
            (dataset.location.clone(), std::mem::take(&mut dataset.seen))
        })?;
        let (files, kept) = snapshot(&self.obs, &location, &self.contents, &mut seen)?;
        self.registry.free(id, |dataset| {
            let nothing = KeptFiles::new();
            let before = dataset.version(&dataset.current);
            let old = before.map_or(&nothing, |version| &version.files);
            let (added, deleted) = difference(old, &kept);
            let (added, deleted) = (added.len(), deleted.len());
            dataset.published += 1;
            let version = Version {
                id: version_id.to_owned(),
                name: format!("V{:03}", dataset.published),
                description: description.to_owned(),
                previous_id: std::mem::replace(&mut dataset.current, version_id.to_owned()),
                files: Arc::new(kept),
                added,
                deleted,
                created: date,
            };
            let result = json!([{"createVersionSuccess": [{
                "new_version_id": version.id,
                "version_name": version.name,
                "file_count": version.files.len(),
                "create_time": version.created,
            }]}]);
            dataset.files = files;
            dataset.seen = seen;
            dataset.versions.push(version);
            result
        })
    }

    fn checkout(&self, id: &str, version_id: &str) -> Result<Value, Refusal> {
        let (location, mut seen, kept) = self.registry.within(id, |dataset| {
            (
                dataset.location.clone(),
                std::mem::take(&mut dataset.seen),
                dataset
                    .version(version_id)
                    .map(|version| version.files.clone()),
            )
        })?;
        let kept = kept.ok_or_else(|| {
            Refusal::new(
                "ModelArts.1675",
                format!("The version {version_id} does not exist."),
            )
        })?;
        let files = restore(&self.obs, &location, &kept, &self.contents, &mut seen)?;
        self.registry.free(id, |dataset| {
            dataset.files = files;
            dataset.seen = seen;
            version_id.clone_into(&mut dataset.current);
        })?;
        Ok(switched())
    }
}

fn switched() -> Value {
    json!([{"syncOrCheckoutsuccess": [{}]}])
}
