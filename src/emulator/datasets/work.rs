//! The work of tasks on datasets.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::registry::Activity;
use super::snapshot::{restore, snapshot};
use super::store::Datasets;
use super::version::{Difference, StoredFiles, Version};
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::obs::list_files;

/// A task's work on one dataset.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) dataset_id: String,
    pub(crate) job: Job,
}

/// The kinds of work.
#[derive(Debug)]
pub(crate) enum Job {
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
    /// Does the work and returns the task's `result`; `date` is in epoch seconds.
    pub(crate) fn perform(&self, work: &Work, date: i64) -> Result<Value, ServiceError> {
        let id = &work.dataset_id;
        let done = match &work.job {
            Job::Create => self.create(id),
            Job::Sync => self.sync(id).map(|()| switched()),
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
            // The dataset may have been deleted meanwhile.
            let _ = self.registry.finish_activity(id, |_| ());
            if matches!(work.job, Job::Create) {
                self.registry.remove(id);
            }
        }
        done
    }

    fn create(&self, id: &str) -> Result<Value, ServiceError> {
        self.sync(id)?;
        self.registry.with(id, |dataset| {
            json!([{"createDatasetSuccess": [{
                "dataset_id": dataset.id,
                "dataset_name": dataset.name,
                "file_count": dataset.files.len(),
                "create_time": dataset.created,
            }]}])
        })
    }

    fn sync(&self, id: &str) -> Result<(), ServiceError> {
        let location = self.registry.with(id, |dataset| dataset.location.clone())?;
        let files = list_files(&self.obs.folder(&location)?, &location)?;
        self.registry
            .finish_activity(id, |dataset| dataset.files = files)
    }

    fn publish(
        &self,
        id: &str,
        version_id: &str,
        description: &str,
        date: i64,
    ) -> Result<Value, ServiceError> {
        let (location, mut digests) = self.registry.with(id, |dataset| {
            (
                dataset.location.clone(),
                std::mem::take(&mut dataset.digests),
            )
        })?;
        let (files, stored) = snapshot(&self.obs, &location, &self.blobs, &mut digests)?;
        self.registry.finish_activity(id, |dataset| {
            let no_files = StoredFiles::new();
            let current = dataset.version(&dataset.current);
            let old = current.map_or(&no_files, |version| &version.files);
            let difference = Difference::between(old, &stored);
            let (added, deleted) = (difference.added.len(), difference.deleted.len());
            dataset.published += 1;
            let version = Version {
                id: version_id.to_owned(),
                name: format!("V{:03}", dataset.published),
                description: description.to_owned(),
                previous_id: std::mem::replace(&mut dataset.current, version_id.to_owned()),
                files: Arc::new(stored),
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
            dataset.digests = digests;
            dataset.versions.push(version);
            result
        })
    }

    fn checkout(&self, id: &str, version_id: &str) -> Result<Value, ServiceError> {
        let (location, mut digests, stored) = self.registry.with(id, |dataset| {
            (
                dataset.location.clone(),
                std::mem::take(&mut dataset.digests),
                dataset
                    .version(version_id)
                    .map(|version| version.files.clone()),
            )
        })?;
        let stored = stored.ok_or_else(|| {
            ServiceError::new(
                "ModelArts.1675",
                format!("The version {version_id} does not exist."),
            )
        })?;
        let files = restore(&self.obs, &location, &stored, &self.blobs, &mut digests)?;
        self.registry.finish_activity(id, |dataset| {
            dataset.files = files;
            dataset.digests = digests;
            version_id.clone_into(&mut dataset.current);
        })?;
        Ok(switched())
    }

    /// Deletes files from the dataset's folder; all of them, or none if one is missing.
    pub(crate) fn delete_files(
        &self,
        id: &str,
        urls: &[&str],
        elapsed: Duration,
    ) -> Result<(), ServiceError> {
        self.registry
            .begin_activity(id, Activity::DeletingFiles, elapsed, elapsed)?;
        let outcome = self.delete_from_folder(id, urls);
        self.registry.finish_activity(id, |dataset| {
            let deleted = outcome.as_ref().map_or(&[][..], Vec::as_slice);
            dataset.files.retain(|name, _| !deleted.contains(name));
        })?;
        outcome.map(drop)
    }

    /// Returns the names of the deleted files.
    fn delete_from_folder(&self, id: &str, urls: &[&str]) -> Result<Vec<String>, ServiceError> {
        let location = self.registry.with(id, |dataset| dataset.location.clone())?;
        let names: BTreeSet<&str> = urls
            .iter()
            .map(|url| location.file_name(url))
            .collect::<Result<_, _>>()?;
        let folder = self.obs.folder(&location)?;
        let files = list_files(&folder, &location)?;
        if let Some(missing) = names.iter().find(|name| !files.contains_key(**name)) {
            return Err(ServiceError::new(
                "ModelArts.1673",
                format!("{} does not exist.", location.url(missing)),
            ));
        }
        for name in &names {
            folder
                .remove_file(name)
                .map_err(|error| ServiceError::io("ModelArts.1661", &location.url(name), &error))?;
        }
        Ok(names.into_iter().map(str::to_owned).collect())
    }
}

fn switched() -> Value {
    json!([{"syncOrCheckoutsuccess": [{}]}])
}
