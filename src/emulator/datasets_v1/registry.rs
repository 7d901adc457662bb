//! All datasets by id, and which change of them is refused with which code.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use uuid::Builder;

use super::snapshot::DigestCache;
use super::spec::DatasetSpec;
use super::version::Version;
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::files::FileStats;
use crate::emulator::storage::location::Location;
use crate::process::lock;

/// The documented limits: datasets of a tenant, versions of a dataset.
const MAX_DATASETS: usize = 100;
const MAX_VERSIONS: usize = 100;

/// What a dataset is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activity {
    Creating,
    Syncing,
    Deleting,
    Switching,
    DeletingFiles,
    Publishing,
}

impl Activity {
    fn error(self, id: &str) -> ServiceError {
        let (code, what) = match self {
            Self::Creating => ("ModelArts.1641", "being created"),
            Self::Syncing => ("ModelArts.1642", "being synchronized"),
            Self::Deleting => ("ModelArts.1643", "being deleted"),
            Self::Switching => ("ModelArts.1644", "switching its version"),
            Self::DeletingFiles => ("ModelArts.1646", "having files deleted"),
            Self::Publishing => ("ModelArts.1647", "being published as a version"),
        };
        ServiceError::new(code, format!("The dataset {id} is {what}."))
    }
}

/// Why and until when a dataset is busy.
#[derive(Debug, Clone, Copy)]
struct Busy {
    activity: Activity,
    working: bool,
    /// By the emulator's clock; the dataset is busy until then even if the work finishes earlier.
    until: Duration,
}

/// A dataset.
#[derive(Debug)]
pub(crate) struct Dataset {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) data_url: String,
    pub(crate) location: Location,
    /// Epoch seconds.
    pub(crate) created: i64,
    /// Its files when they were last listed.
    pub(crate) files: FileStats,
    pub(crate) digests: DigestCache,
    /// The id of the current version; empty if there is none.
    pub(crate) current: String,
    pub(crate) versions: Vec<Version>,
    /// How many versions have been published, including deleted ones.
    pub(crate) published: usize,
    busy: Option<Busy>,
}

impl Dataset {
    pub(crate) fn busy_at(&self, elapsed: Duration) -> Option<Activity> {
        self.busy
            .filter(|busy| busy.working || elapsed < busy.until)
            .map(|busy| busy.activity)
    }

    pub(crate) fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }
}

/// All datasets.
#[derive(Debug)]
pub(crate) struct Registry(Mutex<State>);

#[derive(Debug)]
struct State {
    datasets: BTreeMap<String, Dataset>,
    random: fastrand::Rng,
}

impl Registry {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(State {
            datasets: BTreeMap::new(),
            random: fastrand::Rng::with_seed(seed ^ 0xda7a_5e75),
        }))
    }

    pub(crate) fn clear(&self) {
        let removed = std::mem::take(&mut lock(&self.0).datasets);
        drop(removed);
    }

    /// Returns an id like those of the service: a UUID of version 4.
    pub(crate) fn next_id(&self) -> String {
        let random = lock(&self.0).random.u128(..);
        Builder::from_random_bytes(random.to_be_bytes())
            .into_uuid()
            .to_string()
    }

    /// Returns an error if a version has this id.
    pub(crate) fn check_new_version_id(&self, version_id: &str) -> Result<(), ServiceError> {
        let taken = lock(&self.0)
            .datasets
            .values()
            .any(|dataset| dataset.version(version_id).is_some());
        if taken {
            return Err(ServiceError::parameter(format!(
                "there is already a version {version_id}"
            )));
        }
        Ok(())
    }

    /// Adds a dataset that is being created until `until`.
    pub(crate) fn insert(
        &self,
        id: String,
        spec: DatasetSpec,
        until: Duration,
    ) -> Result<(), ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        if datasets.contains_key(&id) {
            return Err(ServiceError::parameter(format!(
                "there is already a dataset {id}"
            )));
        }
        if datasets.values().any(|other| other.name == spec.name) {
            return Err(name_taken(&spec.name));
        }
        if let Some(other) = datasets
            .values()
            .find(|other| other.location == spec.location)
        {
            return Err(ServiceError::new(
                "ModelArts.1632",
                format!(
                    "{} is already used by the dataset {}.",
                    spec.data_url, other.id
                ),
            ));
        }
        if datasets.len() >= MAX_DATASETS {
            return Err(ServiceError::new(
                "ModelArts.1612",
                format!("There are {MAX_DATASETS} datasets, which is the limit."),
            ));
        }
        let dataset = Dataset {
            id: id.clone(),
            name: spec.name,
            description: spec.description,
            data_url: spec.data_url,
            location: spec.location,
            created: spec.created,
            files: FileStats::new(),
            digests: DigestCache::default(),
            current: String::new(),
            versions: Vec::new(),
            published: 0,
            busy: Some(Busy {
                activity: Activity::Creating,
                working: true,
                until,
            }),
        };
        datasets.insert(id, dataset);
        Ok(())
    }

    /// Calls `read` with a dataset that has been created.
    pub(crate) fn read<T>(
        &self,
        id: &str,
        elapsed: Duration,
        read: impl FnOnce(&mut Dataset) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        read(created(&mut lock(&self.0).datasets, id, elapsed)?)
    }

    /// Calls `read` with a version of a dataset that has been created.
    pub(crate) fn read_version<T>(
        &self,
        id: &str,
        version_id: &str,
        elapsed: Duration,
        read: impl FnOnce(&Dataset, &Version) -> T,
    ) -> Result<T, ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        let elsewhere = datasets
            .values()
            .any(|dataset| dataset.version(version_id).is_some());
        let dataset = created(datasets, id, elapsed)?;
        match dataset.version(version_id) {
            Some(version) => Ok(read(dataset, version)),
            None => Err(unknown_version(version_id, elsewhere)),
        }
    }

    /// Changes the name or the description of a dataset, or both.
    pub(crate) fn update(
        &self,
        id: &str,
        elapsed: Duration,
        name: Option<&str>,
        description: Option<&str>,
    ) -> Result<(), ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        let taken = name.is_some_and(|name| {
            datasets
                .values()
                .any(|other| other.id != id && other.name == name)
        });
        let dataset = created(datasets, id, elapsed)?;
        if let Some(activity) = dataset.busy_at(elapsed) {
            return Err(activity.error(id));
        }
        if let Some(name) = name {
            if taken {
                return Err(name_taken(name));
            }
            name.clone_into(&mut dataset.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut dataset.description);
        }
        Ok(())
    }

    /// Makes a dataset busy until `until`, and at least until
    /// [`finish_activity`](Self::finish_activity).
    pub(crate) fn begin_activity(
        &self,
        id: &str,
        activity: Activity,
        elapsed: Duration,
        until: Duration,
    ) -> Result<(), ServiceError> {
        self.read(id, elapsed, |dataset| {
            if let Some(activity) = dataset.busy_at(elapsed) {
                return Err(activity.error(id));
            }
            if activity == Activity::Publishing && dataset.versions.len() >= MAX_VERSIONS {
                return Err(ServiceError::new(
                    "ModelArts.1611",
                    format!("The dataset {id} has {MAX_VERSIONS} versions, which is the limit."),
                ));
            }
            dataset.busy = Some(Busy {
                activity,
                working: true,
                until,
            });
            Ok(())
        })
    }

    /// Ends the work on a dataset; `conclude` stores its outcome.
    pub(crate) fn finish_activity<T>(
        &self,
        id: &str,
        conclude: impl FnOnce(&mut Dataset) -> T,
    ) -> Result<T, ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        let dataset = datasets.get_mut(id).ok_or_else(|| unknown_dataset(id))?;
        if let Some(busy) = &mut dataset.busy {
            busy.working = false;
        }
        Ok(conclude(dataset))
    }

    /// Calls `change` with a dataset, even if it is busy.
    pub(crate) fn with<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Dataset) -> T,
    ) -> Result<T, ServiceError> {
        let datasets = &mut lock(&self.0).datasets;
        datasets
            .get_mut(id)
            .map(change)
            .ok_or_else(|| unknown_dataset(id))
    }

    pub(crate) fn remove(&self, id: &str) {
        let removed = lock(&self.0).datasets.remove(id);
        drop(removed);
    }

    /// Returns what `pick` selects from the datasets that have been created.
    pub(crate) fn list<T>(
        &self,
        elapsed: Duration,
        pick: impl FnMut(&Dataset) -> Option<T>,
    ) -> Vec<T> {
        let state = lock(&self.0);
        let is_created = |dataset: &&Dataset| dataset.busy_at(elapsed) != Some(Activity::Creating);
        state
            .datasets
            .values()
            .filter(is_created)
            .filter_map(pick)
            .collect()
    }
}

/// Returns a dataset that has been created.
fn created<'a>(
    datasets: &'a mut BTreeMap<String, Dataset>,
    id: &str,
    elapsed: Duration,
) -> Result<&'a mut Dataset, ServiceError> {
    let dataset = datasets.get_mut(id).ok_or_else(|| unknown_dataset(id))?;
    match dataset.busy_at(elapsed) {
        Some(Activity::Creating) => Err(Activity::Creating.error(id)),
        _ => Ok(dataset),
    }
}

fn unknown_dataset(id: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.1674",
        format!("The dataset {id} does not exist."),
    )
}

fn name_taken(name: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.1631",
        format!("There is already a dataset {name:?}."),
    )
}

fn unknown_version(version_id: &str, elsewhere: bool) -> ServiceError {
    if elsewhere {
        ServiceError::new(
            "ModelArts.1602",
            format!("The version {version_id} belongs to another dataset."),
        )
    } else {
        ServiceError::new(
            "ModelArts.1675",
            format!("The version {version_id} does not exist."),
        )
    }
}
