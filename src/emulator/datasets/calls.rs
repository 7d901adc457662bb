//! The calls about datasets and their files.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::fields::{Fields, Parameters};
use super::location::Location;
use super::obs::files_in;
use super::refusal::Refusal;
use super::registry::{Activity, Dataset, Draft};
use super::work::Job;
use super::{Datasets, Work};
use crate::emulator::answer;
use crate::emulator::cloud::Cloud;
use crate::emulator::http::Received;

pub(super) fn reply(answer: Result<Value, Refusal>) -> Response {
    match answer {
        Ok(body) => answer::json(StatusCode::OK, &body),
        Err(refusal) => refusal.answer(),
    }
}

/// Makes a dataset busy and starts the task that works on it.
pub(super) fn start(
    cloud: &Arc<Cloud>,
    (operation, path): (&str, &str),
    dataset_id: &str,
    (activity, job): (Activity, Job),
) -> Result<Value, Refusal> {
    let course = cloud.course(operation, path);
    let (now, until) = (cloud.clock.elapsed(), course.ends);
    cloud
        .datasets
        .registry
        .occupy(dataset_id, activity, now, until)?;
    let work = Work {
        dataset_id: dataset_id.to_owned(),
        job,
    };
    let task_id = cloud.datasets.registry.next_id();
    cloud.start_work(&task_id, course, work);
    Ok(json!({"task_id": task_id}))
}

/// `POST /v1/{project_id}/datasets`
pub(in crate::emulator) async fn create_dataset(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    request: Request,
) -> Response {
    let create = || {
        let draft = Datasets::draft(&Fields::read(&received.body)?, received.arrived.as_second())?;
        cloud.datasets.obs.folder(&draft.location)?;
        let registry = &cloud.datasets.registry;
        let course = cloud.course("create_dataset", request.uri().path());
        let (dataset_id, task_id) = (registry.next_id(), registry.next_id());
        registry.enter(dataset_id.clone(), draft, course.ends)?;
        let work = Work {
            dataset_id: dataset_id.clone(),
            job: Job::Create,
        };
        cloud.start_work(&task_id, course, work);
        Ok(json!({"dataset_id": dataset_id, "task_id": task_id}))
    };
    reply(create())
}

/// `GET /v1/{project_id}/datasets`
pub(in crate::emulator) async fn query_dataset(
    State(cloud): State<Arc<Cloud>>,
    request: Request,
) -> Response {
    let query = || {
        let parameters = Parameters::read(request.uri().query());
        let page = parameters.page()?;
        let by_time = parameters.one_of("sort_by", ["name", "dataset_time"])? == "dataset_time";
        let found = cloud
            .datasets
            .registry
            .list(cloud.clock.elapsed(), |dataset| {
                let fits = dataset.name.contains(&page.search);
                let time = if by_time { dataset.created } else { 0 };
                fits.then(|| ((time, dataset.name.clone()), entry(dataset)))
            });
        let count = found.len();
        let found = page.order(found, |(key, _)| key.clone());
        let shown = page.cut(&found);
        let entries: Vec<Value> = shown.iter().map(|(_, entry)| entry.clone()).collect();
        Ok(json!({"dataset_count": count, "datasets": entries}))
    };
    reply(query())
}

/// `GET /v1/{project_id}/datasets/{dataset_id}`
///
/// Its answer is not documented; this is the entry that a listing has.
pub(in crate::emulator) async fn get_dataset(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = cloud.clock.elapsed();
    let look = |dataset: &mut Dataset| Ok(entry(dataset));
    reply(cloud.datasets.registry.look(&dataset_id, elapsed, look))
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}`
pub(in crate::emulator) async fn update_dataset(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let update = || {
        let fields = Fields::read(&received.body)?;
        let (name, description) = (fields.name()?, fields.description()?);
        let elapsed = cloud.clock.elapsed();
        let registry = &cloud.datasets.registry;
        registry.change(&dataset_id, elapsed, name, description)?;
        Ok(json!({}))
    };
    reply(update())
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}`
pub(in crate::emulator) async fn delete_dataset(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let call = ("delete_dataset", request.uri().path());
    let what = (Activity::Deleting, Job::Delete);
    reply(start(&cloud, call, &dataset_id, what))
}

/// `POST /v1/{project_id}/datasets/{dataset_id}/sync`
pub(in crate::emulator) async fn sync_dataset(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let call = ("sync_dataset", request.uri().path());
    let what = (Activity::Syncing, Job::Sync);
    reply(start(&cloud, call, &dataset_id, what))
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}/files`
pub(in crate::emulator) async fn delete_file_from_obs(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    // Many files take their time, and other requests shall not wait for it.
    let done = tokio::task::spawn_blocking(move || {
        let fields = Fields::read(&received.body)?;
        let urls = fields.texts("deleted_url")?;
        cloud.datasets.delete_files(&dataset_id, &urls, &cloud)?;
        Ok(json!({"is_success": true}))
    });
    let died = |_| Err(Refusal::new("ModelArts.1654", "System error."));
    reply(done.await.unwrap_or_else(died))
}

impl Datasets {
    /// What a body asks to be created.
    pub(super) fn draft(fields: &Fields, created: i64) -> Result<Draft, Refusal> {
        let name = fields.name()?;
        let data_url = fields.required_text("data_url")?;
        fields.one_of("provider", &[json!("OBS")])?;
        let flags = [json!("true"), json!("false"), json!(true), json!(false)];
        fields.one_of("open_obs_version", &flags)?;
        Ok(Draft {
            name: name.ok_or_else(|| Refusal::parameter("name is missing."))?,
            description: fields.description()?.unwrap_or_default(),
            data_url: data_url.to_owned(),
            location: Location::read(data_url)?,
            created,
        })
    }

    fn delete_files(&self, id: &str, urls: &[&str], cloud: &Cloud) -> Result<(), Refusal> {
        let now = cloud.clock.elapsed();
        self.registry
            .occupy(id, Activity::DeletingFiles, now, now)?;
        let deleted = self.delete_files_of(id, urls);
        self.registry.free(id, |dataset| {
            let gone = deleted.as_ref().map_or(&[][..], Vec::as_slice);
            dataset.files.retain(|name, _| !gone.contains(name));
        })?;
        deleted.map(drop)
    }

    /// The names of the files that are gone; none, unless all of them can go.
    fn delete_files_of(&self, id: &str, urls: &[&str]) -> Result<Vec<String>, Refusal> {
        let location = self
            .registry
            .within(id, |dataset| dataset.location.clone())?;
        let names: Vec<&str> = urls
            .iter()
            .map(|url| location.file_name(url))
            .collect::<Result<_, _>>()?;
        let folder = self.obs.folder(&location)?;
        let files = files_in(&folder, &location)?;
        if let Some(missing) = names.iter().find(|name| !files.contains_key(**name)) {
            return Err(Refusal::new(
                "ModelArts.1673",
                format!("{} does not exist.", location.url(missing)),
            ));
        }
        let names: std::collections::BTreeSet<&str> = names.into_iter().collect();
        for name in &names {
            folder
                .remove_file(name)
                .map_err(|error| Refusal::of_io("ModelArts.1661", &location.url(name), &error))?;
        }
        Ok(names.into_iter().map(str::to_owned).collect())
    }
}

fn entry(dataset: &Dataset) -> Value {
    json!({
        "dataset_id": dataset.id,
        "dataset_name": dataset.name,
        "description": dataset.description,
        "data_url": dataset.data_url,
        "file_count": dataset.files.len(),
        "create_time": dataset.created,
    })
}
