//! The work that calls start, and what becomes of it.

use std::sync::Arc;
use std::time::Duration;

use super::dataset::{Activity, Dataset};
use super::export::Export;
use super::files::Files;
use super::folder::FolderReader;
use super::import::Import;
use super::publish::Publication;
use super::sample::Sample;
use super::samples::Samples;
use super::search::{SampleFilter, Selection};
use super::store::DatasetsV2;
use super::transfers::{ExportSpec, Progress};
use super::version::Content;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::ServiceError;

/// Work on one dataset.
#[derive(Debug)]
pub(crate) struct WorkV2 {
    pub(crate) dataset_id: String,
    pub(crate) job: JobV2,
    /// The error that it fails with instead of being done.
    pub(crate) failure: Option<ServiceError>,
}

/// The kinds of work, with the ids of what they produce.
#[derive(Debug)]
pub(crate) enum JobV2 {
    /// Reads the data source; a table does so by an import.
    Create {
        import_id: Option<String>,
    },
    Delete,
    Import {
        task_id: String,
    },
    Sync,
    Publish {
        version_id: String,
    },
    DeleteVersion {
        version_id: String,
    },
    Switch {
        version_id: String,
    },
    Export {
        task_id: String,
    },
}

/// The present by the emulator's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    /// Since the emulator was started.
    pub(crate) elapsed: Duration,
    /// In epoch milliseconds.
    pub(crate) date: i64,
}

impl DatasetsV2 {
    /// Does the work, and stores its outcome.
    pub(crate) fn perform(&self, work: &WorkV2, now: Now, interrupt: Interrupt<'_>) {
        let files = Files::new(&self.obs, interrupt);
        let outcome = match &work.failure {
            Some(failure) => Err(failure.clone()),
            None => self.run(&work.dataset_id, &work.job, &files, now),
        };
        // The dataset may have been deleted meanwhile.
        let _ = self.catalog.with(&work.dataset_id, now.elapsed, |dataset| {
            conclude(dataset, &work.job, outcome, now);
            Ok(())
        });
    }

    fn run(&self, id: &str, job: &JobV2, files: &Files<'_>, now: Now) -> Result<(), ServiceError> {
        match job {
            JobV2::Create { import_id } => self.create(id, import_id.as_deref(), files, now),
            JobV2::Delete => {
                self.catalog.remove(id);
                Ok(())
            }
            JobV2::Import { task_id } => self.import(id, task_id, files, now),
            JobV2::Sync => self.sync(id, files, now),
            JobV2::Publish { version_id } => self.publish(id, version_id, files, now),
            JobV2::DeleteVersion { version_id } => self.delete_version(id, version_id, now),
            JobV2::Switch { version_id } => self.switch(id, version_id, now),
            JobV2::Export { task_id } => self.export(id, task_id, files, now),
        }
    }

    fn create(
        &self,
        id: &str,
        import_id: Option<&str>,
        files: &Files<'_>,
        now: Now,
    ) -> Result<(), ServiceError> {
        let spec = self
            .catalog
            .with(id, now.elapsed, |dataset| Ok(dataset.spec.clone()))?;
        if !spec.kind.has_samples() && !spec.import_data {
            return files.check_folder(&spec.input);
        }
        let reader = FolderReader {
            files,
            dataset_id: id,
            kind: spec.kind,
            folder: &spec.input,
            annotations: spec.import_annotations,
            text_format: &spec.text_format,
            with_column_header: spec.with_column_header,
            date: now.date,
        };
        let found = reader.read()?;
        self.catalog.with(id, now.elapsed, |dataset| {
            let progress = dataset.merge(found, false)?;
            let task = import_id.and_then(|id| dataset.imports.iter_mut().find(|t| t.id == id));
            if let Some(task) = task {
                task.progress = progress;
            }
            Ok(())
        })
    }

    fn import(
        &self,
        id: &str,
        task_id: &str,
        files: &Files<'_>,
        now: Now,
    ) -> Result<(), ServiceError> {
        let found = self.catalog.with(id, now.elapsed, |dataset| {
            let task = dataset.imports.iter().find(|task| task.id == task_id);
            Ok(task.map(|task| (task.spec.clone(), dataset.spec.kind)))
        })?;
        let Some((spec, kind)) = found else {
            return Ok(());
        };
        let import = Import {
            files,
            dataset_id: id,
            kind,
            spec: &spec,
            date: now.date,
        };
        let found = import.read()?;
        self.catalog.with(id, now.elapsed, |dataset| {
            let progress = dataset.merge(found, !spec.samples)?;
            dataset.touch(now.date);
            let mut tasks = dataset.imports.iter_mut();
            if let Some(task) = tasks.find(|task| task.id == task_id) {
                task.progress = progress;
            }
            Ok(())
        })
    }

    fn sync(&self, id: &str, files: &Files<'_>, now: Now) -> Result<(), ServiceError> {
        let spec = self
            .catalog
            .with(id, now.elapsed, |dataset| Ok(dataset.spec.clone()))?;
        let reader = FolderReader {
            files,
            dataset_id: id,
            kind: spec.kind,
            folder: &spec.input,
            annotations: spec.import_annotations,
            text_format: &spec.text_format,
            with_column_header: spec.with_column_header,
            date: now.date,
        };
        let found = reader.read()?;
        self.catalog.with(id, now.elapsed, |dataset| {
            let progress: Progress = dataset.synchronize(found)?;
            dataset.touch(now.date);
            if let Some(task) = &mut dataset.sync {
                task.progress = progress;
            }
            Ok(())
        })
    }

    fn publish(
        &self,
        id: &str,
        version_id: &str,
        files: &Files<'_>,
        now: Now,
    ) -> Result<(), ServiceError> {
        let (spec, dataset, samples, manifest, data) =
            self.catalog.with(id, now.elapsed, |dataset| {
                let version = dataset.version(version_id)?;
                let (manifest, data) = (version.manifest.clone(), version.data.clone());
                let samples = dataset.samples.all().to_vec();
                let spec = version.spec.clone();
                Ok((spec, dataset.spec.clone(), samples, manifest, data))
            })?;
        let publication = Publication {
            files,
            kind: dataset.kind,
            spec: &spec,
            manifest: &manifest,
            data: &data,
            seed: self.seed,
        };
        if dataset.kind.has_samples() {
            publication.write(&samples)?;
        } else {
            publication.write_table(&dataset.input)?;
        }
        self.catalog.with(id, now.elapsed, |dataset| {
            let mut content = Content {
                samples: Samples::from_list(samples),
                labels: dataset.spec.labels.clone(),
                rows: dataset.rows,
                ..Content::default()
            };
            let empty = Content::default();
            let current = dataset.version(&dataset.current);
            content.compare(current.map_or(&empty, |version| &version.content));
            let version = dataset.version_mut(version_id)?;
            version.content = content;
            Ok(())
        })
    }

    fn delete_version(&self, id: &str, version_id: &str, now: Now) -> Result<(), ServiceError> {
        self.catalog.with(id, now.elapsed, |dataset| {
            dataset.versions.retain(|version| version.id != version_id);
            if dataset.current == version_id {
                dataset.current.clear();
            }
            Ok(())
        })
    }

    /// Makes samples and labels those of a version; files are not touched.
    fn switch(&self, id: &str, version_id: &str, now: Now) -> Result<(), ServiceError> {
        self.catalog.with(id, now.elapsed, |dataset| {
            let content = &dataset.version(version_id)?.content;
            let samples = Samples::from_list(content.samples.all().to_vec());
            let labels = content.labels.clone();
            dataset.samples = samples;
            dataset.spec.labels = labels;
            version_id.clone_into(&mut dataset.current);
            dataset.touch(now.date);
            Ok(())
        })
    }

    fn export(
        &self,
        id: &str,
        task_id: &str,
        files: &Files<'_>,
        now: Now,
    ) -> Result<(), ServiceError> {
        let (spec, dataset, samples) = self.catalog.with(id, now.elapsed, |dataset| {
            let mut tasks = dataset.exports.iter();
            let missing = || ServiceError::new("ModelArts.4359", "The export task does not exist.");
            let task = tasks.find(|task| task.id == task_id).ok_or_else(missing)?;
            let spec = task.spec.clone();
            let samples = selected(dataset, &spec, now.date)?;
            Ok((spec, dataset.spec.clone(), samples))
        })?;
        let report = |finished: usize| {
            if finished.is_multiple_of(256) || finished == samples.len() {
                let _ = self.catalog.with(id, now.elapsed, |dataset| {
                    let mut tasks = dataset.exports.iter_mut();
                    if let Some(task) = tasks.find(|task| task.id == task_id) {
                        (task.total, task.finished) = (samples.len(), finished);
                    }
                    Ok(())
                });
            }
        };
        let export = Export {
            files,
            kind: dataset.kind,
            spec: &spec,
        };
        report(0);
        export.write(&samples, report)?;
        let Some((name, new_id, work_path)) = spec.new_dataset else {
            return Ok(());
        };
        let mut new = dataset;
        (new.name, new.input, new.work_path) = (name, spec.path.clone(), work_path);
        new.data_source = serde_json::json!({"data_type": 0, "data_path": spec.path.slashed()});
        self.catalog
            .insert(Dataset::new(new_id.clone(), new, now.date))?;
        self.create(&new_id, None, files, now)
    }
}

/// Returns the samples that an export selects.
fn selected(
    dataset: &Dataset,
    spec: &ExportSpec,
    date: i64,
) -> Result<Vec<Arc<Sample>>, ServiceError> {
    let samples = match &spec.version_id {
        Some(version_id) => &dataset.version(version_id)?.content.samples,
        None => &dataset.samples,
    };
    let params = &spec.params;
    let text = |key: &str| params.get(key).and_then(serde_json::Value::as_str);
    let state = match spec.export_type {
        0 => Some("__ALL__"),
        1 => Some("__NONE__"),
        _ => text("sample_state"),
    };
    let is_search = spec.export_type == 3;
    let selection = Selection {
        state,
        conditions: params.get("search_conditions").filter(|_| is_search),
        any: true,
        ..Selection::default()
    };
    let filter = SampleFilter::new(&selection, date)?;
    let ids = params.get("samples").and_then(serde_json::Value::as_array);
    let ids: Vec<&str> = ids
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str())
        .collect();
    let is_named = |sample: &&Arc<Sample>| ids.is_empty() || ids.contains(&&*sample.id);
    let matching = samples.all().iter().filter(|sample| filter.matches(sample));
    Ok(matching.filter(is_named).cloned().collect())
}

/// Stores the outcome of work.
fn conclude(dataset: &mut Dataset, job: &JobV2, outcome: Result<(), ServiceError>, now: Now) {
    match job {
        JobV2::Create { import_id } => {
            dataset.conclude(Activity::Creating, outcome.clone());
            let mut tasks = dataset.imports.iter_mut();
            let task = tasks.find(|task| Some(&task.id) == import_id.as_ref());
            if let Some(task) = task {
                task.work.finish(outcome);
            }
        }
        JobV2::Import { task_id } => {
            let mut tasks = dataset.imports.iter_mut();
            if let Some(task) = tasks.find(|task| task.id == *task_id) {
                task.updated = now.date;
                task.work.finish(outcome);
            }
        }
        JobV2::Sync => {
            if let Some(task) = &mut dataset.sync {
                task.work.finish(outcome);
            }
        }
        JobV2::Publish { version_id } => {
            let is_published = outcome.is_ok();
            if let Ok(version) = dataset.version_mut(version_id) {
                version.updated = now.date;
                version.work.finish(outcome);
            }
            if is_published {
                version_id.clone_into(&mut dataset.current);
            }
        }
        JobV2::Export { task_id } => {
            let mut tasks = dataset.exports.iter_mut();
            if let Some(task) = tasks.find(|task| task.id == *task_id) {
                task.updated = now.date;
                task.work.finish(outcome);
            }
            // An export does not keep its dataset from other work.
            return;
        }
        JobV2::DeleteVersion { version_id } => {
            let version = dataset.version_mut(version_id).ok();
            if let Some(work) = version.and_then(|version| version.deletion.as_mut()) {
                work.finish(outcome);
            }
            return;
        }
        JobV2::Delete => dataset.conclude(Activity::Deleting, outcome),
        JobV2::Switch { .. } => dataset.conclude(Activity::Switching, outcome),
    }
    dataset.finish();
}
