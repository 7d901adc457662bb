//! The calls about synchronizing with the data source.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::objects::into_map;
use super::reply::{Start, reply};
use crate::emulator::datasets_v2::dataset::{Activity, Dataset};
use crate::emulator::datasets_v2::transfers::{Progress, SyncTask, word};
use crate::emulator::datasets_v2::work::JobV2;
use crate::emulator::state::AppState;

/// `POST /v2/{project_id}/datasets/{dataset_id}/sync-data`
pub(crate) async fn sync_data_source(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let start = Start {
            state: &state,
            operation: "syncs.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let catalog = &state.datasets_v2.catalog;
        let (id, work) = (catalog.next_id(), start.staged_work(3));
        catalog.with(&dataset_id, start.now.elapsed, |dataset| {
            dataset.require(dataset.spec.kind.synchronizes(), "synchronization")?;
            dataset.check_free(start.now.elapsed)?;
            dataset.begin(Activity::Syncing, work.ends());
            dataset.sync = Some(SyncTask {
                id: format!("{dataset_id}_{id}"),
                work: work.clone(),
                created: start.now.date,
                progress: Progress::default(),
            });
            Ok(())
        })?;
        start.begin_work(work.work_begins(), &dataset_id, JobV2::Sync);
        Ok(Value::Null)
    };
    match create() {
        // Documented without a body.
        Ok(_) => StatusCode::OK.into_response(),
        Err(error) => reply(&state, StatusCode::OK, Err(error)),
    }
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/sync-data/status`
pub(crate) async fn sync_data_source_state(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let Some(task) = &dataset.sync else {
            return Ok(json!({"status": "NOT_EXIST", "dataset_id": dataset.id}));
        };
        let mut fields = into_map(json!({
            "status": word(&task.work, elapsed),
            "dataset_id": dataset.id,
            "task_id": task.id,
            "create_time": task.created,
            "add_sample_count": task.progress.samples,
            "deleted_sample_count": task.progress.removed,
            "total_sample_count": dataset.counts().total,
            "duration_time": task.work.seconds(elapsed),
        }));
        if let Some(error) = task.work.error(elapsed) {
            fields.insert("error_code".to_owned(), (&*error.code).into());
            fields.insert("error_msg".to_owned(), error.message.as_str().into());
        }
        Ok(fields.into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}
