//! The calls about exports.

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
use super::reply::{Start, reply, reply_in_body};
use super::requests::work_path;
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::files::Files;
use crate::emulator::datasets_v2::paths::ObsPath;
use crate::emulator::datasets_v2::search::{SampleFilter, Selection};
use crate::emulator::datasets_v2::transfers::{ExportSpec, ExportTask, remember};
use crate::emulator::datasets_v2::work::JobV2;
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// `POST /v2/{project_id}/datasets/{dataset_id}/export-tasks`
pub(crate) async fn export_task(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let start = Start {
            state: &state,
            operation: "exports.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let catalog = &state.datasets_v2.catalog;
        let elapsed = start.now.elapsed;
        catalog.with(&dataset_id, elapsed, |dataset| {
            dataset.require(dataset.spec.kind.exports(), "exports")
        })?;
        let spec = export_spec(&state, &fields, start.now.date)?;
        let task_id = catalog.next_id();
        let work = start.staged_work(2);
        catalog.with(&dataset_id, elapsed, |dataset| {
            dataset.check_free(elapsed)?;
            if let Some(version_id) = &spec.version_id {
                dataset.version(version_id)?;
            }
            let task = ExportTask {
                id: task_id.clone(),
                spec,
                work: work.clone(),
                created: start.now.date,
                updated: start.now.date,
                total: 0,
                finished: 0,
            };
            remember(&mut dataset.exports, task);
            Ok(())
        })?;
        let response = json!({"task_id": task_id});
        start.begin_work(work.work_begins(), &dataset_id, JobV2::Export { task_id });
        Ok(response)
    };
    reply_in_body(&state, StatusCode::OK, create())
}

fn export_spec(state: &AppState, fields: &Fields, date: i64) -> Result<ExportSpec, ServiceError> {
    let number = |name: &str, default: i64, allowed: &[i64]| {
        let number = fields.integer(name)?.unwrap_or(default);
        if allowed.contains(&number) {
            return Ok(number);
        }
        let problem = format!("{name} is {number}, expected one of {allowed:?}.");
        Err(ServiceError::new("ModelArts.4384", problem))
    };
    let missing = |name: &str| {
        let problem = format!("{name} is missing.");
        ServiceError::new("ModelArts.4384", problem)
    };
    let text = fields.text("path")?.ok_or_else(|| missing("path"))?;
    let path = ObsPath::folder(text)
        .map_err(|error| ServiceError::new("ModelArts.4358", error.message))?;
    Files::new(&state.datasets_v2.obs, Interrupt::never()).check_bucket(&path)?;
    let params = fields.object("export_params")?;
    let selection = Selection {
        state: params.text("sample_state")?,
        conditions: params.get("search_conditions"),
        any: true,
        ..Selection::default()
    };
    SampleFilter::new(&selection, date)?;
    let new_dataset = match params.one_of("export_dest", &["DIR", "NEW_DATASET"])? {
        "DIR" => None,
        _ => {
            let name = params.name("export_new_dataset_name", 100)?;
            let name = name.ok_or_else(|| missing("export_new_dataset_name"))?;
            let work = params.text("export_new_dataset_work_path")?;
            let work = work.ok_or_else(|| missing("export_new_dataset_work_path"))?;
            let catalog = &state.datasets_v2.catalog;
            catalog.check_new(name)?;
            Some((name.to_owned(), catalog.next_id(), work_path(work, &path)?))
        }
    };
    let scheme = fields.text("source_type_header")?.unwrap_or("obs://");
    if !["obs://", "s3://"].contains(&scheme) {
        let problem = format!("source_type_header is {scheme:?}, expected obs:// or s3://.");
        return Err(ServiceError::new("ModelArts.4384", problem));
    }
    Ok(ExportSpec {
        path,
        export_type: number("export_type", 2, &enumerations::EXPORT_TYPES)?,
        export_format: number("export_format", 2, &[1, 2])?,
        params: with_defaults(&params),
        version_id: fields.text("version_id")?.map(str::to_owned),
        scheme: scheme.to_owned(),
        new_dataset,
    })
}

fn with_defaults(params: &Fields) -> Value {
    let mut all = into_map(json!({
        "sample_state": "",
        "export_dest": "DIR",
        "clear_hard_property": true,
        "train_sample_ratio": 1.0,
        "ratio_sample_usage": false,
    }));
    all.extend(params.all().clone());
    all.into()
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/export-tasks`
pub(crate) async fn get_export_tasks_status_of_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let window = query.window(Limit::USUAL, state.quirks.get())?;
        let wanted = query.one_of_numbers("export_type", &enumerations::EXPORT_TYPES)?;
        let is_wanted =
            |task: &&ExportTask| wanted.is_none_or(|wanted| wanted == task.spec.export_type);
        let tasks: Vec<&ExportTask> = dataset.exports.iter().filter(is_wanted).collect();
        let entries: Vec<Value> = select(&tasks, window)
            .into_iter()
            .map(|task| entry(task, elapsed).into())
            .collect();
        Ok(json!({"total_count": tasks.len(), "export_tasks": entries}))
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// `GET /v2/{project_id}/datasets/{resource_id}/export-tasks/{task_id}`
pub(crate) async fn get_export_task_status_of_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, task_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let task = dataset.exports.iter().find(|task| task.id == task_id);
        let missing = || {
            let problem = format!("The export task {task_id} does not exist.");
            ServiceError::new("ModelArts.4359", problem)
        };
        Ok(entry(task.ok_or_else(missing)?, elapsed).into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

fn entry(task: &ExportTask, elapsed: Duration) -> Map<String, Value> {
    let word = task.word(elapsed);
    let progress = match (word, task.total) {
        ("SUCCESSED", _) => 100.0,
        (_, 0) => 0.0,
        (_, total) => task.finished as f64 * 100.0 / total as f64,
    };
    let mut fields = into_map(json!({
        "task_id": task.id,
        "path": task.spec.path.slashed(),
        "export_type": task.spec.export_type,
        "version_format": "Default",
        "export_format": task.spec.export_format,
        "export_params": task.spec.params,
        "status": word,
        "progress": progress,
        "total_sample_count": task.total,
        "finished_sample_count": task.finished,
        "create_time": task.created,
        "update_time": task.updated,
    }));
    if let Some(version_id) = &task.spec.version_id {
        fields.insert("version_id".to_owned(), version_id.as_str().into());
    }
    if let Some(error) = task.work.error(elapsed) {
        fields.insert("error_code".to_owned(), (&*error.code).into());
        fields.insert("error_msg".to_owned(), error.message.as_str().into());
    }
    fields
}
