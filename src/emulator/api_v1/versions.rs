//! The calls about versions.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::parameters::{BodyFields, QueryParameters};
use super::reply::{TaskCall, reply, reply_blocking};
use crate::emulator::datasets_v1::registry::{Activity, Dataset};
use crate::emulator::datasets_v1::store::DatasetsV1;
use crate::emulator::datasets_v1::version::{Difference, StoredFiles, Version};
use crate::emulator::datasets_v1::work::JobV1;
use crate::emulator::http::context::RequestContext;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;
use crate::emulator::storage::location::Location;

/// The status of every version; the documents list no values.
const STATUS: i64 = 0;

/// `POST /v1/{project_id}/datasets/{dataset_id}/versions`
pub(crate) async fn create_dataset_version(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let publish = || {
        let fields = BodyFields::read(&context.body)?;
        let job = JobV1::Publish {
            version_id: state.datasets_v1.registry.next_id(),
            description: fields.description()?.unwrap_or_default().to_owned(),
        };
        let call = TaskCall {
            operation: "create_dataset_version",
            path: request.uri().path(),
            dataset_id: &dataset_id,
        };
        call.start(&state, Activity::Publishing, job)
    };
    reply(publish())
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions`
pub(crate) async fn get_history_dataset_version(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let list = |dataset: &mut Dataset| {
        let versions: Vec<Value> = dataset.versions.iter().map(entry).collect();
        Ok(json!({"version_count": versions.len(), "versions": versions}))
    };
    reply(state.datasets_v1.registry.read(&dataset_id, elapsed, list))
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`
pub(crate) async fn search_dataset_version(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    reply_blocking(move || {
        let parameters = QueryParameters::read(request.uri().query());
        let page = parameters.page()?;
        let filter = parameters.filter(&page)?;
        let elapsed = state.clock.elapsed();
        let DatasetsV1 {
            registry, listings, ..
        } = &*state.datasets_v1;
        let (version, location, data_url) =
            registry.read_version(&dataset_id, &version_id, elapsed, |dataset, version| {
                let (location, data_url) = (dataset.location.clone(), dataset.data_url.clone());
                (version.clone(), location, data_url)
            })?;
        Ok(json!({
            "version_id": version.id,
            "name": version.name,
            "description": version.description,
            "provider": "OBS",
            "data_url": data_url,
            "file_list": listings.page(&page, filter, &version.files, &location),
            "file_count": version.files.len(),
            "status": STATUS,
            "change_file_count": changes(&version),
            "create_time": version.created,
        }))
    })
    .await
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`
///
/// Neither its body nor its response is documented; they are those of `delete_file_from_obs`.
pub(crate) async fn delete_file_in_version(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
) -> Response {
    reply_blocking(move || {
        let fields = BodyFields::read(&context.body)?;
        let urls = fields.texts("deleted_url")?;
        let elapsed = state.clock.elapsed();
        let registry = &state.datasets_v1.registry;
        registry.begin_activity(&dataset_id, Activity::DeletingFiles, elapsed, elapsed)?;
        let remaining = registry
            .read_version(&dataset_id, &version_id, elapsed, |dataset, version| {
                (version.clone(), dataset.location.clone())
            })
            .and_then(|(version, location)| without(&version, &location, &urls));
        registry.finish_activity(&dataset_id, |dataset| {
            let versions = &mut dataset.versions;
            let version = versions.iter_mut().find(|version| version.id == version_id);
            if let (Some(version), Ok(remaining)) = (version, &remaining) {
                version.files.clone_from(remaining);
            }
        })?;
        remaining.map(|_| json!({"is_success": true}))
    })
    .await
}

/// `GET /v1/{project_id}/datasets/{dataset_id}/versions/difference`
pub(crate) async fn compare_datasets(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    reply_blocking(move || {
        let parameters = QueryParameters::read(request.uri().query());
        let (old_id, new_id) = (
            parameters.required("version1")?,
            parameters.required("version2")?,
        );
        let elapsed = state.clock.elapsed();
        let files = |version_id: &str| {
            let registry = &state.datasets_v1.registry;
            registry.read_version(&dataset_id, version_id, elapsed, |dataset, version| {
                (dataset.location.clone(), version.files.clone())
            })
        };
        let ((location, old), (_, new)) = (files(old_id)?, files(new_id)?);
        let Difference { added, deleted } = Difference::between(&old, &new);
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
    })
    .await
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}/versions/current`
pub(crate) async fn checkout_dataset_version(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let checkout = || {
        let fields = BodyFields::read(&context.body)?;
        let version_id = fields.required_text("version_id")?.to_owned();
        let elapsed = state.clock.elapsed();
        let registry = &state.datasets_v1.registry;
        registry.read_version(&dataset_id, &version_id, elapsed, |_, _| ())?;
        let call = TaskCall {
            operation: "checkout_dataset_version",
            path: request.uri().path(),
            dataset_id: &dataset_id,
        };
        call.start(&state, Activity::Switching, JobV1::Checkout { version_id })
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

/// Returns the files of a version without some of them.
fn without(
    version: &Version,
    location: &Location,
    urls: &[&str],
) -> Result<Arc<StoredFiles>, ServiceError> {
    let mut files = StoredFiles::clone(&version.files);
    for url in urls {
        let name = location.file_name(url)?;
        if !version.files.contains_key(name) {
            let url = location.url(name);
            return Err(ServiceError::new(
                "ModelArts.1673",
                format!("{url} is not in the version {}.", version.id),
            ));
        }
        files.remove(name);
    }
    Ok(files.into())
}
