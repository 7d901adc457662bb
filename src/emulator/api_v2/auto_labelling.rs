//! The calls about auto-labelling. No model runs: tasks end as their scripts say.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::objects::into_map;
use super::parameters::{Fields, Limit, Query, select};
use super::reply::{Start, reply};
use super::samples::{describe, page};
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::publish::date_text;
use crate::emulator::datasets_v2::sample::{SHAPE, Sample};
use crate::emulator::datasets_v2::scripts::{AUTO_LABELLING, ScriptedWork};
use crate::emulator::datasets_v2::smart_task::SmartTask;
use crate::emulator::datasets_v2::transfers::remember;
use crate::emulator::http::context::RequestContext;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

const KINDS: [&str; 4] = ["auto-label", "pre-label", "auto-grouping", "auto-deploy"];
/// How many labelled samples active learning needs for each label.
const MIN_SAMPLES: usize = 5;

/// `POST /v2/{project_id}/datasets/{dataset_id}/tasks`
pub(crate) async fn create_task(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let kind = fields.one_of("task_type", &KINDS)?;
        let config = fields.object("config")?;
        let model_id = fields.text("model_id")?.map(str::to_owned);
        let start = Start {
            state: &state,
            operation: "auto_labelling.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let datasets = &state.datasets_v2;
        let id = datasets.catalog.next_id();
        let elapsed = start.now.elapsed;
        datasets.catalog.with(&dataset_id, elapsed, |dataset| {
            dataset.require(dataset.spec.kind.has_samples(), "auto-labelling")?;
            dataset.check_free(elapsed)?;
            check_task(dataset, kind, &config, elapsed)?;
            let work = ScriptedWork::new(
                &AUTO_LABELLING,
                datasets.scripts.take(start.operation),
                start.failure(),
                elapsed,
                state.pace,
            );
            let mut task = SmartTask::new(id.clone(), kind, start.now.date, work);
            (task.config, task.model_id) = (full_config(&config), model_id);
            remember(&mut dataset.smart_tasks, task);
            Ok(json!({"task_id": id}))
        })
    };
    reply(&state, StatusCode::OK, create())
}

/// Returns an error if a dataset is not ready for a task.
fn check_task(
    dataset: &Dataset,
    kind: &str,
    config: &Fields,
    elapsed: Duration,
) -> Result<(), ServiceError> {
    let error = |code: &'static str, problem: &str| Err(ServiceError::new(code, problem));
    let is_same = |task: &&SmartTask| task.kind == kind && task.is_going_on(elapsed);
    if dataset.smart_tasks.iter().any(|task| is_same(&task)) {
        let code = match kind {
            "auto-label" => "ModelArts.4386",
            "pre-label" => "ModelArts.4387",
            "auto-deploy" => "ModelArts.4385",
            _ => "ModelArts.4409",
        };
        return error(code, "Such a task is already running on the dataset.");
    }
    let counts = dataset.counts();
    if kind == "auto-grouping" {
        let groups = config.get("n_clusters").cloned().unwrap_or(Value::Null);
        let groups = match &groups {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        };
        let has_more = groups.is_some_and(|groups| groups > counts.total as u64);
        if has_more {
            return error("ModelArts.4622", "There are more groups than samples.");
        }
    }
    if kind != "auto-label" {
        return Ok(());
    }
    if counts.labelled == 0 {
        return error("ModelArts.4405", "Auto-labelling needs labelled samples.");
    }
    if counts.total == counts.labelled {
        return error(
            "ModelArts.4407",
            "Auto-labelling needs samples without labels.",
        );
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for sample in dataset.samples.all() {
        if has_other_shape(sample) {
            return error("ModelArts.4408", "Only rectangles can be auto-labelled.");
        }
        for name in sample
            .labels
            .iter()
            .filter_map(|label| label.name.as_deref())
        {
            *uses.entry(name).or_default() += 1;
        }
    }
    if uses.len() < 2 || uses.values().any(|count| *count < MIN_SAMPLES) {
        let problem = "Auto-labelling needs two labels, and five samples for each.";
        return error("ModelArts.4406", problem);
    }
    Ok(())
}

fn has_other_shape(sample: &Sample) -> bool {
    sample.labels.iter().any(|label| {
        let shape = label.property.get(SHAPE).and_then(Value::as_str);
        shape.is_some_and(|shape| shape != "bndbox")
    })
}

/// Returns the settings with those that the service adds.
fn full_config(sent: &Fields) -> Map<String, Value> {
    let mut config = into_map(json!({
        "ambiguity": false,
        "worker_server_num": 0,
        "collect_sample": false,
        "algorithm_type": "fast",
        "image_brightness": false,
        "image_colorfulness": false,
    }));
    config.extend(sent.all().clone());
    config
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/tasks`
pub(crate) async fn list_tasks(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let window = query.window(Limit::USUAL, state.quirks.get())?;
        let kind = match query.text("type").filter(|kind| !kind.is_empty()) {
            None => None,
            Some(_) => Some(query.one_of("type", &KINDS)?),
        };
        // Without a type only these two are listed.
        let is_wanted = |task: &&SmartTask| match kind {
            Some(kind) => task.kind == kind,
            None => ["auto-label", "pre-label"].contains(&task.kind),
        };
        let tasks: Vec<&SmartTask> = dataset.smart_tasks.iter().filter(is_wanted).collect();
        let deploying = dataset
            .smart_tasks
            .iter()
            .any(|task| task.kind == "auto-deploy" && task.is_going_on(elapsed));
        let entries: Vec<Value> = select(&tasks, window)
            .into_iter()
            .map(|task| {
                let mut fields = entry(task, dataset, elapsed);
                let counts = dataset.counts();
                fields.extend(into_map(json!({
                    "dataset_id": dataset.id,
                    "type": task.kind_number(),
                    "total_sample_count": counts.total,
                    "annotated_sample_count": counts.labelled,
                    "unconfirmed_sample_count": counts.unconfirmed,
                })));
                if let Some(model_id) = &task.model_id {
                    fields.insert("model_id".to_owned(), model_id.as_str().into());
                }
                fields.into()
            })
            .collect();
        Ok(json!({
            "total_count": tasks.len(),
            "tasks": entries,
            "exist_running_deploy_task": deploying,
        }))
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

fn unknown_task(id: &str) -> ServiceError {
    ServiceError::new("ModelArts.4612", format!("The task {id} does not exist."))
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}`
pub(crate) async fn auto_annotation_progress(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, task_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let mut tasks = dataset.smart_tasks.iter_mut();
        let task = tasks.find(|task| task.id == task_id);
        task.ok_or_else(|| unknown_task(&task_id))?
            .work
            .poll(elapsed);
        dataset.settle(elapsed);
        let mut tasks = dataset.smart_tasks.iter();
        let task = tasks.find(|task| task.id == task_id);
        let task = task.ok_or_else(|| unknown_task(&task_id))?;
        let mut fields = entry(task, dataset, elapsed);
        let dataset_id = dataset.id.as_str();
        fields.insert("resource_id".to_owned(), dataset_id.into());
        fields.insert("export_type".to_owned(), 0.into());
        Ok(fields.into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

fn entry(task: &SmartTask, dataset: &Dataset, elapsed: Duration) -> Map<String, Value> {
    let counts = dataset.counts();
    let mut result = task.result(elapsed);
    result.insert("total_sample_count".to_owned(), counts.total.into());
    result.insert("annotated_sample_count".to_owned(), counts.labelled.into());
    let unconfirmed = counts.unconfirmed.into();
    result.insert("unconfirmed_sample_count".to_owned(), unconfirmed);
    let has_succeeded = task.work.has_succeeded(elapsed);
    let (code, message) = if has_succeeded {
        ("ModelArts.4996", "task executed successfully.")
    } else {
        ("ModelArts.4914", "The task is submitted.")
    };
    let progress = match () {
        () if has_succeeded => 100.0,
        () if task.work.is_waiting(elapsed) => 0.0,
        () => 10.0,
    };
    let mut fields = into_map(json!({
        "task_id": task.id,
        "create_time": date_text(task.created),
        "status": task.work.state(elapsed),
        "code": code,
        "message": message,
        "elapsed_time": task.work.seconds(elapsed),
        "result": result,
        "progress": progress,
        "config": task.config,
    }));
    if let Some(error) = task.work.error(elapsed) {
        let (code, message) = (Value::from(&*error.code), Value::from(&*error.message));
        for (key, value) in [
            ("error_code", &code),
            ("error_msg", &message),
            ("code", &code),
            ("message", &message),
        ] {
            fields.insert(key.to_owned(), value.clone());
        }
    }
    fields
}

/// `POST /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}/stop`
pub(crate) async fn stop_auto_annotation(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, task_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let stop = |dataset: &mut Dataset| {
        let mut tasks = dataset.smart_tasks.iter_mut();
        let task = tasks.find(|task| task.id == task_id);
        let task = task.ok_or_else(|| unknown_task(&task_id))?;
        if !task.work.stop(elapsed) {
            let problem = "The task has ended and can't be stopped.";
            return Err(ServiceError::new("ModelArts.4392", problem));
        }
        Ok(Value::Null)
    };
    let stopped = state.datasets_v2.catalog.with(&dataset_id, elapsed, stop);
    reply(&state, StatusCode::NO_CONTENT, stopped)
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples`
pub(crate) async fn list_auto_annotation_samples(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let query = Query::read(request.uri().query());
    let listed = page(&state, &dataset_id, &query, Some("__AUTO_ANNOTATION__"));
    reply(&state, StatusCode::OK, listed)
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples/{sample_id}`
pub(crate) async fn describe_auto_annotation_sample(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, sample_id)): Path<(String, String, String)>,
) -> Response {
    let described = describe(&state, &dataset_id, &sample_id, true);
    reply(&state, StatusCode::OK, described)
}
