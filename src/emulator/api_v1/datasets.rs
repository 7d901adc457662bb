//! The calls about datasets and their files.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::parameters::{BodyFields, QueryParameters};
use super::reply::{TaskCall, reply, reply_blocking};
use crate::emulator::datasets_v1::registry::{Activity, Dataset};
use crate::emulator::datasets_v1::work::{JobV1, WorkV1};
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::state::AppState;

/// `POST /v1/{project_id}/datasets`
pub(crate) async fn create_dataset(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    let create = || {
        let created = context.received_at.as_second();
        let spec = BodyFields::read(&context.body)?.dataset_spec(created)?;
        state.datasets_v1.obs.folder(&spec.location)?;
        let registry = &state.datasets_v1.registry;
        let path = request.uri().path();
        let timeline = state.work_timeline("create_dataset", path);
        let failure = state.injected_failure("create_dataset", path);
        let (dataset_id, task_id) = (registry.next_id(), registry.next_id());
        registry.insert(dataset_id.clone(), spec, timeline.ends)?;
        let work = WorkV1 {
            dataset_id: dataset_id.clone(),
            job: JobV1::Create,
        };
        state.start_work_v1(&task_id, timeline, work, failure);
        Ok(json!({"dataset_id": dataset_id, "task_id": task_id}))
    };
    reply(create())
}

/// `GET /v1/{project_id}/datasets`
pub(crate) async fn query_dataset(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Response {
    let query = || {
        let parameters = QueryParameters::read(request.uri().query());
        let page = parameters.page()?;
        let by_time = parameters.one_of("sort_by", ["name", "dataset_time"])? == "dataset_time";
        let found = state
            .datasets_v1
            .registry
            .list(state.clock.elapsed(), |dataset| {
                let matches = dataset.name.contains(&page.search);
                let time = if by_time { dataset.created } else { 0 };
                matches.then(|| ((time, dataset.name.clone()), entry(dataset)))
            });
        let count = found.len();
        let found = page.sort(found, |(key, _)| key.clone());
        let selected = page.select(&found);
        let entries: Vec<Value> = selected.iter().map(|(_, entry)| entry.clone()).collect();
        Ok(json!({"dataset_count": count, "datasets": entries}))
    };
    reply(query())
}

/// `GET /v1/{project_id}/datasets/{dataset_id}`
///
/// Its response is not documented; this is the entry of a listing.
pub(crate) async fn get_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let registry = &state.datasets_v1.registry;
    reply(registry.read(&dataset_id, elapsed, |dataset| Ok(entry(dataset))))
}

/// `PUT /v1/{project_id}/datasets/{dataset_id}`
pub(crate) async fn update_dataset(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let update = || {
        let fields = BodyFields::read(&context.body)?;
        let (name, description) = (fields.name()?, fields.description()?);
        let elapsed = state.clock.elapsed();
        let registry = &state.datasets_v1.registry;
        registry.update(&dataset_id, elapsed, name, description)?;
        Ok(json!({}))
    };
    reply(update())
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}`
pub(crate) async fn delete_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let call = TaskCall {
        operation: "delete_dataset",
        path: request.uri().path(),
        dataset_id: &dataset_id,
    };
    reply(call.start(&state, Activity::Deleting, JobV1::Delete))
}

/// `POST /v1/{project_id}/datasets/{dataset_id}/sync`
pub(crate) async fn sync_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let call = TaskCall {
        operation: "sync_dataset",
        path: request.uri().path(),
        dataset_id: &dataset_id,
    };
    reply(call.start(&state, Activity::Syncing, JobV1::Sync))
}

/// `DELETE /v1/{project_id}/datasets/{dataset_id}/files`
pub(crate) async fn delete_file_from_obs(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    reply_blocking(move || {
        let fields = BodyFields::read(&context.body)?;
        let urls = fields.texts("deleted_url")?;
        let stopping = || state.is_stopping();
        let (elapsed, interrupt) = (state.clock.elapsed(), Interrupt::when(&stopping));
        state
            .datasets_v1
            .delete_files(&dataset_id, &urls, elapsed, interrupt)?;
        Ok(json!({"is_success": true}))
    })
    .await
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
