//! The calls about versions.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::Datasets;
use super::calls::{reply, start};
use super::fields::{Fields, Parameters};
use super::listing::Filter;
use super::location::Location;
use super::refusal::Refusal;
use super::registry::{Activity, Dataset};
use super::version::{KeptFiles, Version, difference};
use super::work::Job;
use crate::emulator::cloud::Cloud;
use crate::emulator::http::Received;

/// What the status of a version is; the documents list no values.
const STATUS: i64 = 0;

/// `POST /v1/{project_id}/datasets/{dataset_id}/versions`
pub(in crate::emulator) async fn create_dataset_version(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let publish = || {
        let description = Fields::read(&received.body)?.description()?;
        let call = ("create_dataset_version", request.uri().path());
        let job = Job::Publish {
            version_id: cloud.datasets.registry.next_id(),
            description: description.unwrap_or_default(),
        };
        start(&cloud, call, &dataset_id, (Activity::Publishing, job))
    };
    reply(publish())
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions`
pub(in crate::emulator) async fn get_history_dataset_version(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = cloud.clock.elapsed();
    let list = |dataset: &mut Dataset| {
        let versions: Vec<Value> = dataset.versions.iter().map(entry).collect();
        Ok(json!({"version_count": versions.len(), "versions": versions}))
    };
    reply(cloud.datasets.registry.look(&dataset_id, elapsed, list))
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`
pub(in crate::emulator) async fn search_dataset_version(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let search = || {
        let parameters = Parameters::read(request.uri().query());
        let page = parameters.page()?;
        let filter = Filter::read(&parameters, &page)?;
        let elapsed = cloud.clock.elapsed();
        let Datasets {
            registry, listings, ..
        } = &cloud.datasets;
        registry.look_at_version(&dataset_id, &version_id, elapsed, |dataset, version| {
            json!({
                "version_id": version.id,
                "name": version.name,
                "description": version.description,
                "provider": "OBS",
                "data_url": dataset.data_url,
                "file_list": listings.page(&page, filter, &version.files, &dataset.location),
                "file_count": version.files.len(),
                "status": STATUS,
                "change_file_count": changes(version),
                "create_time": version.created,
            })
        })
    };
    reply(search())
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`
///
/// Neither its body nor its answer is documented; they are those of `delete_file_from_obs`.
pub(in crate::emulator) async fn delete_file_in_version(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
) -> Response {
    let delete = || {
        let fields = Fields::read(&received.body)?;
        let urls = fields.texts("deleted_url")?;
        let elapsed = cloud.clock.elapsed();
        let registry = &cloud.datasets.registry;
        let rest = registry.look_at_version(
            &dataset_id,
            &version_id,
            elapsed,
            |dataset, version| without(version, &dataset.location, &urls),
        )??;
        registry.occupy(&dataset_id, Activity::DeletingFiles, elapsed, elapsed)?;
        registry.free(&dataset_id, |dataset| {
            let versions = &mut dataset.versions;
            if let Some(version) = versions.iter_mut().find(|version| version.id == version_id) {
                version.files = Arc::new(rest);
            }
        })?;
        Ok(json!({"is_success": true}))
    };
    reply(delete())
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/difference`
pub(in crate::emulator) async fn compare_datasets(
    State(cloud): State<Arc<Cloud>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let compare = || {
        let parameters = Parameters::read(request.uri().query());
        let (one, other) = (
            parameters.required("version1")?,
            parameters.required("version2")?,
        );
        let elapsed = cloud.clock.elapsed();
        let files = |version_id: &str| {
            let registry = &cloud.datasets.registry;
            registry.look_at_version(&dataset_id, version_id, elapsed, |dataset, version| {
                (dataset.location.clone(), version.files.clone())
            })
        };
        let ((location, old), (_, new)) = (files(one)?, files(other)?);
        let (added, deleted) = difference(&old, &new);
        let urls = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| location.url(name)).collect()
        };
        Ok(json!({"change_url": [{
            "added_count": added.len(),
            "deleted_count": deleted.len(),
            "modified_count": 0,
            "added_url": urls(&added),
            "deleted_url": urls(&deleted),
        }]}))
    };
    reply(compare())
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/current`
pub(in crate::emulator) async fn checkout_dataset_version(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let checkout = || {
        let fields = Fields::read(&received.body)?;
        let version_id = fields.required_text("version_id")?.to_owned();
        let elapsed = cloud.clock.elapsed();
        let registry = &cloud.datasets.registry;
        registry.look_at_version(&dataset_id, &version_id, elapsed, |_, _| ())?;
        let call = ("checkout_dataset_version", request.uri().path());
        let what = (Activity::Switching, Job::Checkout { version_id });
        start(&cloud, call, &dataset_id, what)
    };
    reply(checkout())
}

fn entry(version: &Version) -> Value {
    json!({
        "version_id": version.id,
        "version_name": version.name,
        "previous_id": version.previous_id,
        "file_count": version.files.len(),
        "status": STATUS,
        "change_file_count": changes(version),
        "create_time": version.created,
    })
}

fn changes(version: &Version) -> Value {
    json!([{"added_count": version.added, "deleted_count": version.deleted}])
}

/// What a version's files are without some of them.
fn without(version: &Version, location: &Location, urls: &[&str]) -> Result<KeptFiles, Refusal> {
    let mut files = KeptFiles::clone(&version.files);
    for url in urls {
        let name = location.file_name(url)?;
        if !version.files.contains_key(name) {
            return Err(Refusal::new(
                "ModelArts.1673",
                format!(
                    "{} is not in the version {}.",
                    location.url(name),
                    version.id
                ),
            ));
        }
        files.remove(name);
    }
    Ok(files)
}
