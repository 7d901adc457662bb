//! The work of tasks on datasets.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::registry::Activity;
use super::restore::Restore;
use super::snapshot::Snapshot;
use super::store::DatasetsV1;
use super::version::{Difference, Version};
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::{FileCodes, ServiceError};
use crate::emulator::storage::files::DatasetFolder;
use crate::emulator::storage::location::Location;

/// A task's work on one dataset.
#[derive(Debug)]
pub(crate) struct WorkV1 {
    pub(crate) dataset_id: String,
    pub(crate) job: JobV1,
}

/// The kinds of work.
#[derive(Debug)]
pub(crate) enum JobV1 {
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

impl DatasetsV1 {
    /// Does the work and returns the task's `result`; `date` is in epoch seconds.
    pub(crate) fn perform(
        &self,
        work: &WorkV1,
        date: i64,
        interrupt: Interrupt<'_>,
    ) -> Result<Value, ServiceError> {
        let id = &work.dataset_id;
        let done = match &work.job {
            JobV1::Create => self.create(id, interrupt),
            JobV1::Sync => self.sync(id, interrupt).map(|()| switched()),
            JobV1::Delete => {
                self.registry.remove(id);
                Ok(json!([]))
            }
            JobV1::Publish {
                version_id,
                description,
            } => {
                let version = Version {
                    id: version_id.clone(),
                    description: description.clone(),
                    created: date,
                    ..Version::default()
                };
                self.publish(id, version, interrupt)
            }
            JobV1::Checkout { version_id } => self.checkout(id, version_id, interrupt),
        };
        if done.is_err() {
            self.abandon(work);
        }
        done
    }

    /// Ends work that has failed.
    pub(crate) fn abandon(&self, work: &WorkV1) {
        let id = &work.dataset_id;
        // The dataset may have been deleted meanwhile.
        let _ = self.registry.finish_activity(id, |_| ());
        if matches!(work.job, JobV1::Create) {
            self.registry.remove(id);
        }
    }

    fn create(&self, id: &str, interrupt: Interrupt<'_>) -> Result<Value, ServiceError> {
        self.sync(id, interrupt)?;
        self.registry.with(id, |dataset| {
            json!([{"createDatasetSuccess": [{
                "dataset_id": dataset.id,
                "dataset_name": dataset.name,
                "file_count": dataset.files.len(),
                "create_time": dataset.created,
            }]}])
        })
    }

    fn sync(&self, id: &str, interrupt: Interrupt<'_>) -> Result<(), ServiceError> {
        let location = self.location(id)?;
        let files = self.open(&location, interrupt)?.list()?;
        self.registry
            .finish_activity(id, |dataset| dataset.files = files)
    }

    fn publish(
        &self,
        id: &str,
        mut version: Version,
        interrupt: Interrupt<'_>,
    ) -> Result<Value, ServiceError> {
        let (location, mut digests, old) = self.registry.with(id, |dataset| {
            let current = dataset.version(&dataset.current);
            let old = current.map(|version| version.files.clone());
            let digests = std::mem::take(&mut dataset.digests);
            (dataset.location.clone(), digests, old.unwrap_or_default())
        })?;
        let folder = self.open(&location, interrupt)?;
        let snapshot = Snapshot::take(&folder, &self.blobs, &mut digests)?;
        let difference = Difference::between(&old, &snapshot.stored);
        version.added = difference.added.len();
        version.deleted = difference.deleted.len();
        version.files = Arc::new(snapshot.stored);
        version.folders = Arc::new(snapshot.folders);
        self.registry.finish_activity(id, |dataset| {
            dataset.published += 1;
            version.name = format!("V{:03}", dataset.published);
            version.previous_id = std::mem::replace(&mut dataset.current, version.id.clone());
            let result = json!([{"createVersionSuccess": [{
                "new_version_id": version.id,
                "version_name": version.name,
                "file_count": version.files.len(),
                "create_time": version.created,
            }]}]);
            dataset.files = snapshot.files;
            dataset.digests = digests;
            dataset.versions.push(version);
            result
        })
    }

    fn checkout(
        &self,
        id: &str,
        version_id: &str,
        interrupt: Interrupt<'_>,
    ) -> Result<Value, ServiceError> {
        let (location, mut digests, version) = self.registry.with(id, |dataset| {
            let version = dataset.version(version_id).cloned();
            let digests = std::mem::take(&mut dataset.digests);
            (dataset.location.clone(), digests, version)
        })?;
        let version = version.ok_or_else(|| {
            ServiceError::new(
                "ModelArts.1675",
                format!("The version {version_id} does not exist."),
            )
        })?;
        let restore = Restore {
            folder: &DatasetFolder {
                dir: self.obs.create_folder(&location)?,
                location: &location,
                interrupt,
                codes: FileCodes::V1,
            },
            blobs: &self.blobs,
            digests: &mut digests,
            created: BTreeSet::new(),
        };
        let files = restore.run(&version.files, &version.folders)?;
        self.registry.finish_activity(id, |dataset| {
            dataset.files = files;
            dataset.digests = digests;
            version_id.clone_into(&mut dataset.current);
        })?;
        Ok(switched())
    }

    fn location(&self, id: &str) -> Result<Location, ServiceError> {
        self.registry.with(id, |dataset| dataset.location.clone())
    }

    fn open<'a>(
        &self,
        location: &'a Location,
        interrupt: Interrupt<'a>,
    ) -> Result<DatasetFolder<'a>, ServiceError> {
        Ok(DatasetFolder {
            dir: self.obs.folder(location)?,
            location,
            interrupt,
            codes: FileCodes::V1,
        })
    }

    /// Deletes files from the dataset's folder; all of them, or none if one is missing.
    pub(crate) fn delete_files(
        &self,
        id: &str,
        urls: &[&str],
        elapsed: Duration,
        interrupt: Interrupt<'_>,
    ) -> Result<(), ServiceError> {
        self.registry
            .begin_activity(id, Activity::DeletingFiles, elapsed, elapsed)?;
        let deleted = self.delete_from_folder(id, urls, interrupt);
        self.registry.finish_activity(id, |dataset| {
            if let Ok(deleted) = &deleted {
                dataset.files.retain(|name, _| !deleted.contains(name));
            }
        })?;
        deleted.map(drop)
    }

    /// Returns the names of the deleted files.
    fn delete_from_folder(
        &self,
        id: &str,
        urls: &[&str],
        interrupt: Interrupt<'_>,
    ) -> Result<BTreeSet<String>, ServiceError> {
        let location = self.location(id)?;
        let names: BTreeSet<String> = urls
            .iter()
            .map(|url| location.file_name(url).map(str::to_owned))
            .collect::<Result<_, _>>()?;
        let folder = self.open(&location, interrupt)?;
        let files = folder.list()?;
        if let Some(missing) = names.iter().find(|name| !files.contains_key(*name)) {
            return Err(ServiceError::new(
                "ModelArts.1673",
                format!("{} does not exist.", location.url(missing)),
            ));
        }
        for name in &names {
            folder.check_interrupt()?;
            folder.remove_file(name).map_err(|error| {
                let codes = folder.codes.or("ModelArts.1661");
                ServiceError::io(codes, &location.url(name), &error)
            })?;
        }
        Ok(names)
    }
}

fn switched() -> Value {
    json!([{"syncOrCheckoutsuccess": [{}]}])
}
