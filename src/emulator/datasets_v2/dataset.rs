//! A dataset, and what it is busy with.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::Value;

use super::dataset_type::DatasetType;
use super::label::Labels;
use super::paths::ObsPath;
use super::samples::{Counts, Samples};
use super::smart_task::SmartTask;
use super::text_files::TextFormat;
use super::transfers::{ExportTask, ImportTask, SyncTask};
use super::version::Version;
use crate::emulator::service_error::ServiceError;

/// What a dataset is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activity {
    Creating,
    Deleting,
    Syncing,
    Publishing,
    Switching,
    Importing,
}

impl Activity {
    /// Returns the documented status of a dataset that is busy with it.
    fn status(self) -> i64 {
        match self {
            Self::Creating => 0,
            Self::Deleting => 2,
            Self::Syncing => 5,
            Self::Publishing => 6,
            Self::Switching => 7,
            Self::Importing => 8,
        }
    }

    /// Returns the error of a call that has to wait for it.
    fn error(self, id: &str) -> ServiceError {
        let (code, what) = match self {
            // The documents have no code for a dataset that is being created; it reads its data.
            Self::Creating => ("ModelArts.4356", "being created"),
            Self::Deleting => ("ModelArts.4344", "being deleted"),
            Self::Syncing => ("ModelArts.4355", "being synchronized"),
            Self::Publishing => ("ModelArts.4343", "being published as a version"),
            Self::Switching => ("ModelArts.4349", "switching its version"),
            Self::Importing => ("ModelArts.4356", "importing data"),
        };
        ServiceError::new(
            code,
            format!("The dataset {id} is {what}; try again later."),
        )
    }
}

/// Why the last work on a dataset failed that has no task and no version to say so.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) activity: Activity,
    pub(crate) error: ServiceError,
}

/// Why and until when a dataset is busy.
#[derive(Debug, Clone, Copy)]
struct Busy {
    activity: Activity,
    working: bool,
    /// By the emulator's clock; the dataset is busy until then even if the work finishes earlier.
    until: Duration,
}

/// What a dataset is created from.
#[derive(Debug, Clone)]
pub(crate) struct DatasetSpec {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) kind: DatasetType,
    /// The data source as sent, without secrets.
    pub(crate) data_source: Value,
    pub(crate) input: ObsPath,
    pub(crate) work_path: ObsPath,
    pub(crate) workspace_id: String,
    pub(crate) labels: Labels,
    pub(crate) text_format: TextFormat,
    pub(crate) with_column_header: bool,
    pub(crate) schema: Vec<Value>,
    pub(crate) managed: bool,
    pub(crate) import_data: bool,
    pub(crate) import_annotations: bool,
}

/// A dataset.
#[derive(Debug)]
pub(crate) struct Dataset {
    pub(crate) id: String,
    pub(crate) spec: DatasetSpec,
    /// `<work_path>/<name>-<dataset_id>/`, by the name at its creation.
    pub(crate) inner_work_path: ObsPath,
    /// The order in which datasets were created.
    pub(crate) number: u64,
    /// Dates are in epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) data_updated: i64,
    pub(crate) samples: Samples,
    /// The rows of a table.
    pub(crate) rows: usize,
    pub(crate) deleted_samples: usize,
    pub(crate) versions: Vec<Version>,
    /// How many versions have been published, including deleted ones.
    pub(crate) published: usize,
    /// When the last version was published, by the emulator's clock.
    pub(crate) last_published: Option<Duration>,
    /// The id of the current version; empty if there is none.
    pub(crate) current: String,
    pub(crate) imports: VecDeque<ImportTask>,
    pub(crate) exports: VecDeque<ExportTask>,
    pub(crate) sync: Option<SyncTask>,
    pub(crate) smart_tasks: VecDeque<SmartTask>,
    /// Whether creating it failed; it stays broken.
    is_broken: bool,
    failure: Option<Failure>,
    busy: Option<Busy>,
}

impl Dataset {
    /// Returns a dataset that is being created.
    pub(crate) fn new(id: String, spec: DatasetSpec, created: i64) -> Self {
        let folder = format!("{}-{id}/", spec.name);
        Self {
            inner_work_path: spec.work_path.join(&folder),
            id,
            spec,
            number: 0,
            created,
            updated: created,
            data_updated: created,
            samples: Samples::default(),
            rows: 0,
            deleted_samples: 0,
            versions: Vec::new(),
            published: 0,
            last_published: None,
            current: String::new(),
            imports: VecDeque::new(),
            exports: VecDeque::new(),
            sync: None,
            smart_tasks: VecDeque::new(),
            is_broken: false,
            failure: None,
            busy: None,
        }
    }

    fn activity(&self, elapsed: Duration) -> Option<Activity> {
        self.busy
            .filter(|busy| busy.working || elapsed < busy.until)
            .map(|busy| busy.activity)
    }

    /// Returns its documented status.
    pub(crate) fn status(&self, elapsed: Duration) -> i64 {
        match self.activity(elapsed) {
            Some(activity) => activity.status(),
            None if self.is_broken => 4,
            None => 1,
        }
    }

    /// Returns why it was not created, switched to a version or deleted, if that was the last work.
    pub(crate) fn failure(&self, elapsed: Duration) -> Option<&Failure> {
        let is_idle = self.activity(elapsed).is_none();
        self.failure.as_ref().filter(|_| is_idle)
    }

    /// Returns an error if it is busy.
    pub(crate) fn check_free(&self, elapsed: Duration) -> Result<(), ServiceError> {
        match self.activity(elapsed) {
            Some(activity) => Err(activity.error(&self.id)),
            None => Ok(()),
        }
    }

    /// Returns an error if samples and labels can't be changed now.
    pub(crate) fn check_labelling(&self, elapsed: Duration) -> Result<(), ServiceError> {
        match self.activity(elapsed) {
            Some(Activity::Publishing) => Err(ServiceError::new(
                "ModelArts.4381",
                "Samples can't be labelled while a version is being published.",
            )),
            Some(Activity::Switching) => Err(Activity::Switching.error(&self.id)),
            Some(Activity::Deleting) => Err(Activity::Deleting.error(&self.id)),
            _ => Ok(()),
        }
    }

    /// Makes it busy until `until`, and at least until [`finish`](Self::finish).
    pub(crate) fn begin(&mut self, activity: Activity, until: Duration) {
        self.failure = None;
        self.busy = Some(Busy {
            activity,
            working: true,
            until,
        });
    }

    /// Ends the work that it is busy with.
    pub(crate) fn finish(&mut self) {
        if let Some(busy) = &mut self.busy {
            busy.working = false;
        }
    }

    /// Stores the outcome of work for which there is no task.
    pub(crate) fn conclude(&mut self, activity: Activity, outcome: Result<(), ServiceError>) {
        if let Err(error) = outcome {
            self.is_broken |= activity == Activity::Creating;
            self.failure = Some(Failure { activity, error });
        }
    }

    /// Notes a change of samples or labels.
    pub(crate) fn touch(&mut self, date: i64) {
        self.updated = date;
        self.data_updated = date;
    }

    pub(crate) fn counts(&self) -> Counts {
        if self.spec.kind.has_samples() {
            return self.samples.counts();
        }
        Counts {
            total: self.rows,
            ..Counts::default()
        }
    }

    pub(crate) fn version(&self, id: &str) -> Result<&Version, ServiceError> {
        let found = self.versions.iter().find(|version| version.id == id);
        found.ok_or_else(|| unknown_version(id))
    }

    pub(crate) fn version_mut(&mut self, id: &str) -> Result<&mut Version, ServiceError> {
        let found = self.versions.iter_mut().find(|version| version.id == id);
        found.ok_or_else(|| unknown_version(id))
    }

    /// Returns an error if its type can't do something.
    pub(crate) fn require(&self, allowed: bool, what: &str) -> Result<(), ServiceError> {
        if allowed {
            return Ok(());
        }
        let number = self.spec.kind.number();
        let problem = format!("Datasets of the type {number} do not support {what}.");
        Err(ServiceError::new("ModelArts.4383", problem))
    }

    /// Returns whether anything that was started goes on.
    pub(crate) fn running_tasks(&self, elapsed: Duration) -> Vec<&str> {
        let imports = self.imports.iter().map(|task| (&task.id, &task.work));
        let exports = self.exports.iter().map(|task| (&task.id, &task.work));
        let transfers = imports
            .chain(exports)
            .filter(|(_, work)| work.is_going_on(elapsed))
            .map(|(id, _)| id.as_str());
        let smart = self.smart_tasks.iter();
        let smart = smart.filter(|task| task.is_going_on(elapsed));
        transfers
            .chain(smart.map(|task| task.id.as_str()))
            .collect()
    }
}

fn unknown_version(id: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4353",
        format!("The dataset version {id} does not exist."),
    )
}
