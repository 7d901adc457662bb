//! Datasets and versions that are added without a request.

use super::datasets_v1::registry::Activity;
use super::datasets_v1::spec::{DatasetSpec, check_description};
use super::datasets_v1::work::{JobV1, WorkV1};
use super::error::EmulatorError;
use super::interrupt::Interrupt;
use super::service_error::ServiceError;
use super::state::AppState;

/// A dataset to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDataset {
    /// Its name, within the documented limits.
    pub name: String,
    /// An existing bucket, or an existing folder in one.
    pub data_url: String,
    /// Its description.
    pub description: String,
    /// Its id; `None` creates one.
    pub dataset_id: Option<String>,
}

impl NewDataset {
    /// Returns a dataset without a description.
    #[must_use]
    pub fn new(name: impl Into<String>, data_url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            data_url: data_url.into(),
            description: String::new(),
            dataset_id: None,
        }
    }
}

/// A version to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersion {
    /// The id of the dataset.
    pub dataset_id: String,
    /// Its description.
    pub description: String,
    /// Its id; `None` creates one.
    pub version_id: Option<String>,
}

/// Creates a dataset at once; returns its id.
pub(super) fn add_dataset(
    state: &AppState,
    new: NewDataset,
    interrupt: Interrupt<'_>,
) -> Result<String, EmulatorError> {
    until_stop(state, interrupt, |interrupt| {
        create_dataset(state, new, interrupt)
    })
}

/// Publishes a version at once; returns its id.
pub(super) fn add_version(
    state: &AppState,
    new: NewVersion,
    interrupt: Interrupt<'_>,
) -> Result<String, EmulatorError> {
    until_stop(state, interrupt, |interrupt| publish(state, new, interrupt))
}

/// Does work that ends early if the caller or the end of the emulator interrupts it.
fn until_stop<T>(
    state: &AppState,
    interrupt: Interrupt<'_>,
    work: impl FnOnce(Interrupt<'_>) -> Result<T, ServiceError>,
) -> Result<T, EmulatorError> {
    let requested = || state.is_stopping() || interrupt.is_requested();
    work(Interrupt::when(&requested)).map_err(|error| {
        if requested() {
            EmulatorError::Interrupted
        } else {
            EmulatorError::from(error)
        }
    })
}

fn create_dataset(
    state: &AppState,
    new: NewDataset,
    interrupt: Interrupt<'_>,
) -> Result<String, ServiceError> {
    let datasets = &state.datasets_v1;
    let id = id_or_next(new.dataset_id, || datasets.registry.next_id())?;
    let date = state.clock.now().as_second();
    let spec = DatasetSpec::new(&new.name, &new.data_url, &new.description, date)?;
    let now = state.clock.elapsed();
    datasets.registry.insert(id.clone(), spec, now)?;
    datasets.perform(&work(&id, JobV1::Create), date, interrupt)?;
    Ok(id)
}

fn publish(
    state: &AppState,
    new: NewVersion,
    interrupt: Interrupt<'_>,
) -> Result<String, ServiceError> {
    let datasets = &state.datasets_v1;
    let id = id_or_next(new.version_id, || datasets.registry.next_id())?;
    check_description(&new.description)?;
    datasets.registry.check_new_version_id(&id)?;
    let now = state.clock.elapsed();
    datasets
        .registry
        .begin_activity(&new.dataset_id, Activity::Publishing, now, now)?;
    let job = JobV1::Publish {
        version_id: id.clone(),
        description: new.description,
    };
    let date = state.clock.now().as_second();
    datasets.perform(&work(&new.dataset_id, job), date, interrupt)?;
    Ok(id)
}

fn id_or_next(id: Option<String>, next: impl FnOnce() -> String) -> Result<String, ServiceError> {
    match id {
        Some(id) if id.is_empty() || id.contains('/') => Err(ServiceError::parameter(format!(
            "{id:?} is not a valid id; it must not be empty or contain '/'"
        ))),
        Some(id) => Ok(id),
        None => Ok(next()),
    }
}

fn work(dataset_id: &str, job: JobV1) -> WorkV1 {
    WorkV1 {
        dataset_id: dataset_id.to_owned(),
        job,
    }
}
