//! The calls about versions of processing tasks.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::enumerations;
use super::objects::into_map;
use super::parameters::{Fields, Limit, Query, select};
use super::processing::processor_spec;
use super::reply::{Start, reply};
use crate::emulator::datasets_v2::processing::{ProcessorTask, TaskVersion};
use crate::emulator::datasets_v2::scripts::{PROCESSING, ScriptedWork};
use crate::emulator::http::context::RequestContext;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

const LIMIT: Limit = Limit {
    default: 100,
    maximum: 100,
};
/// What a script can say about the samples of a version.
const COUNTS: [&str; 5] = [
    "origin_sample_count",
    "add_sample_count",
    "modified_sample_count",
    "unmodified_sample_count",
    "deleted_sample_count",
];

/// `GET /v2/{project_id}/processor-tasks/{task_id}/versions`
pub(crate) async fn list_processor_task_versions(
    State(state): State<Arc<AppState>>,
    Path((_, task_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |task: &mut ProcessorTask| {
        let query = Query::read(request.uri().query());
        let window = query.window(LIMIT, state.quirks.get())?;
        let sort_by = query.one_of("sort_by", &["create_time", "version_name"])?;
        let mut versions: Vec<&TaskVersion> = task.versions.iter().collect();
        if sort_by == "version_name" {
            versions.sort_by_key(|version| &version.name);
        }
        let entries: Vec<Value> = select(&versions, window)
            .into_iter()
            .map(|version| entry(version, &task.id, elapsed).into())
            .collect();
        Ok(json!({"count": versions.len(), "versions": entries}))
    };
    let listed = state.datasets_v2.processors.with(&task_id, read);
    reply(&state, StatusCode::OK, listed)
}

/// `POST /v2/{project_id}/processor-tasks/{task_id}/versions`
pub(crate) async fn create_processor_task_version(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, task_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let mut spec = processor_spec(&state, &fields, false)?;
        let start = Start {
            state: &state,
            operation: "processing.create_version",
            path: request.uri().path(),
            now: state.now(),
        };
        let datasets = &state.datasets_v2;
        let id = datasets.catalog.next_id();
        datasets.processors.with(&task_id, |task| {
            if spec.template.is_null() {
                spec.template = task.spec.template.clone();
            }
            let script = datasets.scripts.take(start.operation);
            let (failure, elapsed) = (start.failure(), start.now.elapsed);
            let work = ScriptedWork::new(&PROCESSING, script, failure, elapsed, state.pace);
            task.add_version(id.clone(), spec, start.now.date, work)?;
            Ok(json!({"version_id": id}))
        })
    };
    reply(&state, StatusCode::OK, create())
}

/// `GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}`
pub(crate) async fn desc_processor_task_version(
    State(state): State<Arc<AppState>>,
    Path((_, task_id, version_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |task: &mut ProcessorTask| {
        let task_id = task.id.clone();
        let version = task.version_mut(&version_id)?;
        version.work.poll(elapsed);
        Ok(entry(version, &task_id, elapsed).into())
    };
    let described = state.datasets_v2.processors.with(&task_id, read);
    reply(&state, StatusCode::OK, described)
}

fn entry(version: &TaskVersion, task_id: &str, elapsed: Duration) -> Map<String, Value> {
    let spec = &version.spec;
    let mut fields = into_map(json!({
        "task_version_id": version.id,
        "task_id": task_id,
        "version_name": version.name,
        "description": spec.description,
        "status": version.work.state(elapsed),
        "create_time": version.created,
        "update_time": version.created,
        "inputs": spec.inputs,
        "template": spec.template,
        "duration_seconds": version.work.seconds(elapsed),
    }));
    if let Some(work_path) = &spec.work_path {
        fields.insert("work_path".to_owned(), work_path.clone());
    }
    if version.work.has_succeeded(elapsed) {
        for count in COUNTS {
            let number = version.work.result.get(count).cloned();
            fields.insert(count.to_owned(), number.unwrap_or(0.into()));
        }
    }
    fields
}

/// `DELETE /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}`
pub(crate) async fn delete_processor_task_version(
    State(state): State<Arc<AppState>>,
    Path((_, task_id, version_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let delete = |task: &mut ProcessorTask| {
        if task.version_mut(&version_id)?.work.is_waiting(elapsed) {
            let problem = "The version is being initialised.";
            return Err(ServiceError::new("ModelArts.4850", problem));
        }
        task.versions.retain(|version| version.id != version_id);
        Ok(Value::Null)
    };
    let deleted = state.datasets_v2.processors.with(&task_id, delete);
    reply(&state, StatusCode::NO_CONTENT, deleted)
}

/// `GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/results`
pub(crate) async fn list_processor_task_version_results(
    State(state): State<Arc<AppState>>,
    Path((_, task_id, version_id)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |task: &mut ProcessorTask| {
        let query = Query::read(request.uri().query());
        let mut window = query.window(Limit::USUAL, state.quirks.get())?;
        window.descending = false;
        let property = query
            .one_of_numbers("result_property", &enumerations::RESULT_PROPERTIES)?
            .filter(|wanted| *wanted != -1);
        let version = task.version_mut(&version_id)?;
        if !version.work.has_succeeded(elapsed) {
            let problem = "The version has not finished and has no results.";
            return Err(ServiceError::new("ModelArts.4613", problem));
        }
        let results = version.work.result.get("results").and_then(Value::as_array);
        let is_wanted = |result: &&Value| {
            let own = result.get("result_property").and_then(Value::as_i64);
            property.is_none() || own == property
        };
        let found: Vec<&Value> = results.into_iter().flatten().filter(is_wanted).collect();
        let page = select(&found, window);
        let has_more = window.first + page.len() < found.len();
        Ok(json!({"count": found.len(), "results": page, "has_more": has_more}))
    };
    let listed = state.datasets_v2.processors.with(&task_id, read);
    reply(&state, StatusCode::OK, listed)
}

/// `POST /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/stop`
pub(crate) async fn stop_processor_task_version(
    State(state): State<Arc<AppState>>,
    Path((_, task_id, version_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let stop = |task: &mut ProcessorTask| {
        if !task.version_mut(&version_id)?.work.stop(elapsed) {
            let problem = "The version has ended and can't be stopped.";
            return Err(ServiceError::new("ModelArts.4392", problem));
        }
        Ok(json!({}))
    };
    let stopped = state.datasets_v2.processors.with(&task_id, stop);
    reply(&state, StatusCode::OK, stopped)
}
