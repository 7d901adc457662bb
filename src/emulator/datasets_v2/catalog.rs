//! All datasets by id.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use super::dataset::Dataset;
use crate::emulator::service_error::ServiceError;
use crate::process::lock;

/// The documented limit.
const MAX_DATASETS: usize = 100;
const ID_LENGTH: usize = 19;

/// All datasets of data management.
#[derive(Debug)]
pub(crate) struct Catalog(Mutex<State>);

#[derive(Debug)]
struct State {
    datasets: BTreeMap<String, Dataset>,
    created: u64,
    random: fastrand::Rng,
}

impl Catalog {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(State {
            datasets: BTreeMap::new(),
            created: 0,
            random: fastrand::Rng::with_seed(seed ^ 0x5a3f_1e5d),
        }))
    }

    pub(crate) fn clear(&self) {
        let removed = std::mem::take(&mut lock(&self.0).datasets);
        drop(removed);
    }

    /// Returns an id like those of the service: 19 letters and digits.
    pub(crate) fn next_id(&self) -> String {
        let random = &mut lock(&self.0).random;
        (0..ID_LENGTH).map(|_| random.alphanumeric()).collect()
    }

    /// Returns an error if there can't be another dataset of a name.
    pub(crate) fn check_new(&self, name: &str) -> Result<(), ServiceError> {
        check_new(&lock(&self.0).datasets, name)
    }

    /// Adds a dataset.
    pub(crate) fn insert(&self, mut dataset: Dataset) -> Result<(), ServiceError> {
        let mut state = lock(&self.0);
        check_new(&state.datasets, &dataset.spec.name)?;
        state.created += 1;
        dataset.number = state.created;
        state.datasets.insert(dataset.id.clone(), dataset);
        Ok(())
    }

    /// Calls `visit` with a dataset; `elapsed` is the time of the emulator's clock.
    pub(crate) fn with<T>(
        &self,
        id: &str,
        elapsed: Duration,
        visit: impl FnOnce(&mut Dataset) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        let dataset = datasets.get_mut(id).ok_or_else(|| unknown(id))?;
        dataset.settle(elapsed);
        visit(dataset)
    }

    /// Calls `visit` with a dataset and, if that succeeds, changes its name.
    pub(crate) fn update<T>(
        &self,
        id: &str,
        name: Option<&str>,
        elapsed: Duration,
        visit: impl FnOnce(&mut Dataset) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        if let Some(name) = name
            && datasets
                .values()
                .any(|other| other.id != id && other.spec.name == name)
        {
            return Err(name_taken(name));
        }
        let dataset = datasets.get_mut(id).ok_or_else(|| unknown(id))?;
        dataset.settle(elapsed);
        let visited = visit(dataset)?;
        if let Some(name) = name {
            name.clone_into(&mut dataset.spec.name);
        }
        Ok(visited)
    }

    pub(crate) fn remove(&self, id: &str) {
        let removed = lock(&self.0).datasets.remove(id);
        drop(removed);
    }

    /// Returns what `pick` selects from the datasets.
    pub(crate) fn list<T>(&self, pick: impl FnMut(&Dataset) -> Option<T>) -> Vec<T> {
        lock(&self.0).datasets.values().filter_map(pick).collect()
    }
}

fn check_new(datasets: &BTreeMap<String, Dataset>, name: &str) -> Result<(), ServiceError> {
    if datasets.values().any(|other| other.spec.name == name) {
        return Err(name_taken(name));
    }
    if datasets.len() >= MAX_DATASETS {
        let problem = format!("There are {MAX_DATASETS} datasets, which is the limit.");
        return Err(ServiceError::new("ModelArts.4354", problem));
    }
    Ok(())
}

fn unknown(id: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4352",
        format!("The dataset {id} does not exist."),
    )
}

fn name_taken(name: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4351",
        format!("There is already a dataset {name:?}."),
    )
}
