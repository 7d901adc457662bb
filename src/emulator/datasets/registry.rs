//! The datasets: what is known of each, and which request is refused with which code.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use super::location::Location;
use super::obs::Files;
use super::refusal::Refusal;
use super::version::{Seen, Version};
use crate::emulator::cloud::lock;

/// The documented limits: datasets of a tenant, versions of a dataset.
const MOST_DATASETS: usize = 100;
const MOST_VERSIONS: usize = 100;

/// What a dataset is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Activity {
    Creating,
    Syncing,
    Deleting,
    Switching,
    DeletingFiles,
    Publishing,
}

impl Activity {
    fn refusal(self, id: &str) -> Refusal {
        let (code, what) = match self {
            Self::Creating => ("ModelArts.1641", "being created"),
            Self::Syncing => ("ModelArts.1642", "being synchronised"),
            Self::Deleting => ("ModelArts.1643", "being deleted"),
            Self::Switching => ("ModelArts.1644", "switching its version"),
            Self::DeletingFiles => ("ModelArts.1646", "losing files that are being deleted"),
            Self::Publishing => ("ModelArts.1647", "being published as a version"),
        };
        Refusal::new(code, format!("The dataset {id} is {what}."))
    }
}

/// Until when a dataset is busy.
#[derive(Debug, Clone, Copy)]
struct Busy {
    activity: Activity,
    at_work: bool,
    /// By the emulator's clock; it is busy until then even if the work is done earlier.
    until: Duration,
}

/// A dataset.
#[derive(Debug)]
pub(super) struct Dataset {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) data_url: String,
    pub(super) location: Location,
    /// Epoch seconds.
    pub(super) created: i64,
    /// Its files when it last looked.
    pub(super) files: Files,
    pub(super) seen: Seen,
    /// The id of the current version; empty if there is none.
    pub(super) current: String,
    pub(super) versions: Vec<Version>,
    /// How many versions were ever published.
    pub(super) published: usize,
    busy: Option<Busy>,
}

impl Dataset {
    fn busy_at(&self, elapsed: Duration) -> Option<Activity> {
        self.busy
            .filter(|busy| busy.at_work || elapsed < busy.until)
            .map(|busy| busy.activity)
    }

    pub(super) fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }
}

/// What `create_dataset` is asked for.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) data_url: String,
    pub(super) location: Location,
    /// Epoch seconds.
    pub(super) created: i64,
}

/// All datasets.
#[derive(Debug)]
pub(super) struct Registry(Mutex<State>);

#[derive(Debug)]
struct State {
    datasets: BTreeMap<String, Dataset>,
    random: fastrand::Rng,
}

impl Registry {
    pub(super) fn new(seed: u64) -> Self {
        Self(Mutex::new(State {
            datasets: BTreeMap::new(),
            random: fastrand::Rng::with_seed(seed ^ 0xda7a_5e75),
        }))
    }

    pub(super) fn clear(&self) {
        let forgotten = std::mem::take(&mut lock(&self.0).datasets);
        drop(forgotten);
    }

    /// An id like those of the service: a UUID of version 4.
    pub(super) fn next_id(&self) -> String {
        let random = lock(&self.0).random.u128(..);
        let id = random & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
        let digits = format!("{id:032x}");
        let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
        parts
            .map(|part| digits.get(part).unwrap_or_default())
            .join("-")
    }

    /// Refuses an id that a version has already.
    pub(super) fn refuse_version(&self, version_id: &str) -> Result<(), Refusal> {
        let taken = lock(&self.0)
            .datasets
            .values()
            .any(|dataset| dataset.version(version_id).is_some());
        if taken {
            return Err(Refusal::parameter(format!(
                "there is a version {version_id} already"
            )));
        }
        Ok(())
    }

    /// Enters a dataset that is being created until `until`.
    pub(super) fn enter(&self, id: String, draft: Draft, until: Duration) -> Result<(), Refusal> {
        let datasets = &mut lock(&self.0).datasets;
        if datasets.contains_key(&id) {
            return Err(Refusal::parameter(format!(
                "there is a dataset {id} already"
            )));
        }
        if datasets.values().any(|other| other.name == draft.name) {
            return Err(name_taken(&draft.name));
        }
        if let Some(other) = datasets
            .values()
            .find(|other| other.location == draft.location)
        {
            return Err(Refusal::new(
                "ModelArts.1632",
                format!(
                    "{} is used by the dataset {} already.",
                    draft.data_url, other.id
                ),
            ));
        }
        if datasets.len() >= MOST_DATASETS {
            return Err(Refusal::new(
                "ModelArts.1612",
                format!("There are {MOST_DATASETS} datasets, and there can't be more."),
            ));
        }
        let dataset = Dataset {
            id: id.clone(),
            name: draft.name,
            description: draft.description,
            data_url: draft.data_url,
            location: draft.location,
            created: draft.created,
            files: Files::new(),
            seen: Seen::default(),
            current: String::new(),
            versions: Vec::new(),
            published: 0,
            busy: Some(Busy {
                activity: Activity::Creating,
                at_work: true,
                until,
            }),
        };
        datasets.insert(id, dataset);
        Ok(())
    }

    /// Looks at a dataset that is there.
    pub(super) fn look<T>(
        &self,
        id: &str,
        elapsed: Duration,
        look: impl FnOnce(&mut Dataset) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        look(found(&mut lock(&self.0).datasets, id, elapsed)?)
    }

    /// Looks at a version of a dataset.
    pub(super) fn look_at_version<T>(
        &self,
        id: &str,
        version_id: &str,
        elapsed: Duration,
        look: impl FnOnce(&Dataset, &Version) -> T,
    ) -> Result<T, Refusal> {
        let datasets = &mut lock(&self.0).datasets;
        let elsewhere = datasets
            .values()
            .any(|dataset| dataset.version(version_id).is_some());
        let dataset = found(datasets, id, elapsed)?;
        match dataset.version(version_id) {
            Some(version) => Ok(look(dataset, version)),
            None => Err(no_version(version_id, elsewhere)),
        }
    }

    /// Changes a dataset's name, description or both.
    pub(super) fn change(
        &self,
        id: &str,
        elapsed: Duration,
        name: Option<String>,
        description: Option<String>,
    ) -> Result<(), Refusal> {
        let datasets = &mut lock(&self.0).datasets;
        let taken = name.as_ref().is_some_and(|name| {
            datasets
                .values()
                .any(|other| other.id != id && other.name == *name)
        });
        let dataset = found(datasets, id, elapsed)?;
        if let Some(activity) = dataset.busy_at(elapsed) {
            return Err(activity.refusal(id));
        }
        if let Some(name) = name {
            if taken {
                return Err(name_taken(&name));
            }
            dataset.name = name;
        }
        if let Some(description) = description {
            dataset.description = description;
        }
        Ok(())
    }

    /// Makes a dataset busy until `until`, and at least until it is [`free`](Self::free)d.
    pub(super) fn occupy(
        &self,
        id: &str,
        activity: Activity,
        elapsed: Duration,
        until: Duration,
    ) -> Result<(), Refusal> {
        self.look(id, elapsed, |dataset| {
            if let Some(activity) = dataset.busy_at(elapsed) {
                return Err(activity.refusal(id));
            }
            if activity == Activity::Publishing && dataset.versions.len() >= MOST_VERSIONS {
                return Err(Refusal::new(
                    "ModelArts.1611",
                    format!("The dataset {id} has {MOST_VERSIONS} versions, and can't have more."),
                ));
            }
            dataset.busy = Some(Busy {
                activity,
                at_work: true,
                until,
            });
            Ok(())
        })
    }

    /// Ends the work on a dataset, and does what it came to.
    pub(super) fn free<T>(
        &self,
        id: &str,
        conclude: impl FnOnce(&mut Dataset) -> T,
    ) -> Result<T, Refusal> {
        let datasets = &mut lock(&self.0).datasets;
        let dataset = datasets.get_mut(id).ok_or_else(|| missing(id))?;
        if let Some(busy) = &mut dataset.busy {
            busy.at_work = false;
        }
        Ok(conclude(dataset))
    }

    /// Works on a dataset whatever it is busy with.
    pub(super) fn within<T>(
        &self,
        id: &str,
        work: impl FnOnce(&mut Dataset) -> T,
    ) -> Result<T, Refusal> {
        let datasets = &mut lock(&self.0).datasets;
        datasets.get_mut(id).map(work).ok_or_else(|| missing(id))
    }

    pub(super) fn remove(&self, id: &str) {
        let forgotten = lock(&self.0).datasets.remove(id);
        drop(forgotten);
    }

    /// What `pick` makes of each dataset that is no longer being created.
    pub(super) fn list<T>(
        &self,
        elapsed: Duration,
        pick: impl FnMut(&Dataset) -> Option<T>,
    ) -> Vec<T> {
        let state = lock(&self.0);
        let created = |dataset: &&Dataset| dataset.busy_at(elapsed) != Some(Activity::Creating);
        state
            .datasets
            .values()
            .filter(created)
            .filter_map(pick)
            .collect()
    }
}

/// A dataset that is there, and no longer being created.
fn found<'a>(
    datasets: &'a mut BTreeMap<String, Dataset>,
    id: &str,
    elapsed: Duration,
) -> Result<&'a mut Dataset, Refusal> {
    let dataset = datasets.get_mut(id).ok_or_else(|| missing(id))?;
    match dataset.busy_at(elapsed) {
        Some(Activity::Creating) => Err(Activity::Creating.refusal(id)),
        _ => Ok(dataset),
    }
}

fn missing(id: &str) -> Refusal {
    Refusal::new(
        "ModelArts.1674",
        format!("The dataset {id} does not exist."),
    )
}

fn name_taken(name: &str) -> Refusal {
    Refusal::new(
        "ModelArts.1631",
        format!("There is a dataset {name:?} already."),
    )
}

fn no_version(version_id: &str, elsewhere: bool) -> Refusal {
    if elsewhere {
        Refusal::new(
            "ModelArts.1602",
            format!("The version {version_id} belongs to another dataset."),
        )
    } else {
        Refusal::new(
            "ModelArts.1675",
            format!("The version {version_id} does not exist."),
        )
    }
}
