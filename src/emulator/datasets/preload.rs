//! Datasets and versions that are there without a call.

use super::fields::Fields;
use super::refusal::Refusal;
use super::registry::Activity;
use super::work::{Job, Work};
use crate::emulator::cloud::Cloud;

/// A dataset to be there from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDataset {
    /// Its name, in the documented limits.
    pub name: String,
    /// A bucket or a folder in one, which must be there.
    pub data_url: String,
    /// What its owner says of it.
    pub description: String,
    /// Its id; `None` makes one.
    pub dataset_id: Option<String>,
}

impl NewDataset {
    /// A dataset without a description.
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

/// Creates a dataset at once; says its id.
pub(in crate::emulator) fn add_dataset(cloud: &Cloud, new: NewDataset) -> Result<String, Refusal> {
    let datasets = &cloud.datasets;
    let id = given(new.dataset_id, || datasets.registry.next_id())?;
    let fields = Fields::of([
        ("name", new.name),
        ("data_url", new.data_url),
        ("description", new.description),
    ]);
    let date = cloud.clock.now().as_second();
    let draft = super::Datasets::draft(&fields, date)?;
    datasets
        .registry
        .enter(id.clone(), draft, cloud.clock.elapsed())?;
    datasets.perform(work(&id, Job::Create), date)?;
    Ok(id)
}

/// Publishes a version at once; says its id.
pub(in crate::emulator) fn add_version(
    cloud: &Cloud,
    dataset_id: &str,
    description: &str,
    version_id: Option<String>,
) -> Result<String, Refusal> {
    let datasets = &cloud.datasets;
    let id = given(version_id, || datasets.registry.next_id())?;
    let fields = Fields::of([("description", description.to_owned())]);
    let now = cloud.clock.elapsed();
    let job = Job::Publish {
        version_id: id.clone(),
        description: fields.description()?.unwrap_or_default(),
    };
    datasets.registry.refuse_version(&id)?;
    datasets
        .registry
        .occupy(dataset_id, Activity::Publishing, now, now)?;
    datasets.perform(work(dataset_id, job), cloud.clock.now().as_second())?;
    Ok(id)
}

fn given(id: Option<String>, make: impl FnOnce() -> String) -> Result<String, Refusal> {
    match id {
        Some(id) if id.is_empty() || id.contains('/') => Err(Refusal::parameter(format!(
            "{id:?} is no id; it must not be empty, nor have a '/'"
        ))),
        Some(id) => Ok(id),
        None => Ok(make()),
    }
}

fn work(dataset_id: &str, job: Job) -> Work {
    Work {
        dataset_id: dataset_id.to_owned(),
        job,
    }
}
