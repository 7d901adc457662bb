//! Data processing. No algorithm runs: tasks end as their scripts say.

use std::sync::Mutex;

use serde_json::Value;

use super::scripts::ScriptedWork;
use crate::emulator::service_error::ServiceError;
use crate::process::lock;

/// The emulator's own limits; the documents name none.
const MAX_TASKS: usize = 1_000;
const MAX_VERSIONS: usize = 1_000;

/// What a task or version processes, as sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProcessorSpec {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) workspace_id: String,
    pub(crate) inputs: Vec<Value>,
    pub(crate) data_source: Option<Value>,
    pub(crate) template: Value,
    pub(crate) work_path: Option<Value>,
    /// The version of a dataset.
    pub(crate) version_id: Option<String>,
}

/// A processing task.
#[derive(Debug)]
pub(crate) struct ProcessorTask {
    pub(crate) id: String,
    pub(crate) spec: ProcessorSpec,
    /// In epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) work: ScriptedWork,
    pub(crate) versions: Vec<TaskVersion>,
    /// How many versions were started, including deleted ones.
    pub(crate) started: usize,
}

/// A version of a processing task.
#[derive(Debug)]
pub(crate) struct TaskVersion {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) spec: ProcessorSpec,
    pub(crate) created: i64,
    pub(crate) work: ScriptedWork,
}

impl ProcessorTask {
    /// Starts a version.
    pub(crate) fn add_version(
        &mut self,
        id: String,
        spec: ProcessorSpec,
        created: i64,
        work: ScriptedWork,
    ) -> Result<(), ServiceError> {
        if self.versions.len() >= MAX_VERSIONS {
            let problem = format!("The task has {MAX_VERSIONS} versions, which is the limit.");
            return Err(ServiceError::new("ModelArts.4854", problem));
        }
        self.started += 1;
        self.versions.push(TaskVersion {
            id,
            name: format!("V{:03}", self.started),
            spec,
            created,
            work,
        });
        Ok(())
    }

    pub(crate) fn version_mut(&mut self, id: &str) -> Result<&mut TaskVersion, ServiceError> {
        let found = self.versions.iter_mut().find(|version| version.id == id);
        found.ok_or_else(|| {
            let problem = format!("The version {id} of the processing task does not exist.");
            ServiceError::new("ModelArts.4851", problem)
        })
    }

    /// Returns the work of the newest version, or its own if it has none.
    pub(crate) fn newest_work(&mut self) -> &mut ScriptedWork {
        match self.versions.last_mut() {
            Some(version) => &mut version.work,
            None => &mut self.work,
        }
    }
}

/// All processing tasks, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Processors(Mutex<Vec<ProcessorTask>>);

impl Processors {
    pub(crate) fn insert(&self, task: ProcessorTask) -> Result<(), ServiceError> {
        let mut tasks = lock(&self.0);
        let name = &task.spec.name;
        if tasks.iter().any(|other| other.spec.name == *name) {
            let problem = format!("There is already a processing task {name:?}.");
            return Err(ServiceError::new("ModelArts.4709", problem));
        }
        if tasks.len() >= MAX_TASKS {
            let problem = format!("There are {MAX_TASKS} processing tasks, which is the limit.");
            return Err(ServiceError::new("ModelArts.4853", problem));
        }
        tasks.push(task);
        Ok(())
    }

    /// Calls `visit` with a task.
    pub(crate) fn with<T>(
        &self,
        id: &str,
        visit: impl FnOnce(&mut ProcessorTask) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let mut tasks = lock(&self.0);
        let task = tasks.iter_mut().find(|task| task.id == id);
        visit(task.ok_or_else(|| {
            let problem = format!("The processing task {id} does not exist.");
            ServiceError::new("ModelArts.4700", problem)
        })?)
    }

    /// Returns what `pick` selects from the tasks.
    pub(crate) fn list<T>(&self, pick: impl FnMut(&mut ProcessorTask) -> Option<T>) -> Vec<T> {
        lock(&self.0).iter_mut().filter_map(pick).collect()
    }

    pub(crate) fn remove(&self, id: &str) {
        lock(&self.0).retain(|task| task.id != id);
    }

    pub(crate) fn clear(&self) {
        let removed = std::mem::take(&mut *lock(&self.0));
        drop(removed);
    }
}
