//! The calls about processing tasks. No algorithm runs: tasks end as their scripts say.

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
use super::reply::{Start, reply};
use crate::emulator::datasets_v2::processing::{ProcessorSpec, ProcessorTask};
use crate::emulator::datasets_v2::scripts::{PROCESSING, ScriptedWork};
use crate::emulator::http::context::RequestContext;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// Ids and names of the kinds of algorithms.
const TEMPLATES: [(&str, &str, &str); 5] = [
    ("sys_data_analyse", "特征分析", "data analysis"),
    ("sys_data_cleaning", "数据清洗", "data cleaning"),
    ("sys_data_augmentation", "数据增强", "data augmentation"),
    ("sys_data_validation", "数据校验", "data validation"),
    ("sys_data_selection", "数据选择", "data selection"),
];
const ITEMS: Limit = Limit {
    default: 1000,
    maximum: 1000,
};
const SOURCE_TYPES: [&str; 4] = ["OBS", "TASK", "DATASET", "CUSTOM"];

/// `GET /v2/{project_id}/processor-tasks/items`
pub(crate) async fn get_processor_task_items(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Response {
    let list = || {
        let query = Query::read(request.uri().query());
        let mut window = query.window(ITEMS, state.quirks.get())?;
        window.descending = false;
        let items: Vec<Value> = select(&TEMPLATES, window)
            .into_iter()
            .map(|(id, chinese, english)| {
                json!({"template_id": id, "label_zh": chinese, "label_en": english})
            })
            .collect();
        Ok(json!({"total": TEMPLATES.len(), "items": items}))
    };
    reply(&state, StatusCode::OK, list())
}

/// Reads the body of the creation of a task or of a version.
pub(crate) fn processor_spec(
    state: &AppState,
    fields: &Fields,
    needs_template: bool,
) -> Result<ProcessorSpec, ServiceError> {
    let template = match fields.get("template") {
        Some(template) => {
            let id = Fields::of(template, "template")?;
            id.one_of("id", &TEMPLATES.map(|(id, ..)| id))?;
            template.clone()
        }
        None if needs_template => {
            return Err(ServiceError::parameter("template is missing."));
        }
        None => Value::Null,
    };
    let inputs = fields.list("inputs")?.iter();
    let inputs = inputs.map(|source| with_names(state, source));
    let data_source = fields.get("data_source");
    if let Some(source) = data_source {
        with_names(state, source)?;
    }
    Ok(ProcessorSpec {
        name: fields.required_text("name")?.to_owned(),
        description: fields
            .description("^!<>=&\"'")?
            .unwrap_or_default()
            .to_owned(),
        workspace_id: fields.text("workspace_id")?.unwrap_or("0").to_owned(),
        inputs: inputs.collect::<Result<_, _>>()?,
        data_source: data_source.cloned(),
        template,
        work_path: fields.get("work_path").cloned(),
        version_id: fields.text("version_id")?.map(str::to_owned),
    })
}

/// Returns a source with the names of its dataset and version, which have to exist.
fn with_names(state: &AppState, source: &Value) -> Result<Value, ServiceError> {
    let fields = Fields::of(source, "a source")?;
    if fields.one_of("type", &SOURCE_TYPES)? != "DATASET" {
        return Ok(source.clone());
    }
    let dataset_id = fields.required_text("source")?;
    let version_id = fields.text("version_id")?;
    let elapsed = state.clock.elapsed();
    let catalog = &state.datasets_v2.catalog;
    catalog.with(dataset_id, elapsed, |dataset| {
        let mut named = fields.all().clone();
        let name = dataset.spec.name.as_str();
        named.insert("name".to_owned(), name.into());
        if let Some(version_id) = version_id {
            let version = dataset.version(version_id)?.spec.name.as_str();
            named.insert("version_name".to_owned(), version.into());
        }
        Ok(named.into())
    })
}

/// Returns an error if a dataset can't be analysed.
fn check_analysis(state: &AppState, spec: &ProcessorSpec) -> Result<(), ServiceError> {
    let is_analysis = spec.template.get("id").and_then(Value::as_str) == Some("sys_data_analyse");
    let mut sources = spec.inputs.iter().chain(&spec.data_source);
    let source = sources.find_map(|source| source.get("source").and_then(Value::as_str));
    let (true, Some(dataset_id)) = (is_analysis, source) else {
        return Ok(());
    };
    let elapsed = state.clock.elapsed();
    state
        .datasets_v2
        .catalog
        .with(dataset_id, elapsed, |dataset| {
            let error = |code: &'static str, problem: &str| Err(ServiceError::new(code, problem));
            if ![0, 1].contains(&dataset.spec.kind.number()) {
                let problem = "Only image classification and object detection can be analysed.";
                return error("ModelArts.4701", problem);
            }
            let Some(version_id) = &spec.version_id else {
                return Ok(());
            };
            let version = dataset.version(version_id)?;
            if !version.is_usable(elapsed) {
                return error("ModelArts.4706", "The version is not in its normal state.");
            }
            if version.counts().labelled == 0 {
                return error("ModelArts.4703", "The version has no labelled samples.");
            }
            Ok(())
        })
}

/// `POST /v2/{project_id}/processor-tasks`
pub(crate) async fn create_processor_task(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let spec = processor_spec(&state, &fields, true)?;
        check_analysis(&state, &spec)?;
        let with_version = fields.boolean("create_version", false)?;
        let start = Start {
            state: &state,
            operation: "processing.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let datasets = &state.datasets_v2;
        let work = || {
            let script = datasets.scripts.take("processing.create");
            let script = script.or_else(|| {
                let script = || datasets.scripts.take("processing.create_version");
                with_version.then(script).flatten()
            });
            let elapsed = start.now.elapsed;
            ScriptedWork::new(&PROCESSING, script, start.failure(), elapsed, state.pace)
        };
        let idle = || ScriptedWork::new(&PROCESSING, None, None, start.now.elapsed, state.pace);
        let id = datasets.catalog.next_id();
        let created = start.now.date;
        let mut task = ProcessorTask {
            id: id.clone(),
            spec: spec.clone(),
            created,
            work: if with_version { idle() } else { work() },
            versions: Vec::new(),
            started: 0,
        };
        if with_version {
            task.add_version(datasets.catalog.next_id(), spec, created, work())?;
        }
        datasets.processors.insert(task)?;
        Ok(json!({"task_id": id}))
    };
    reply(&state, StatusCode::OK, create())
}

/// `GET /v2/{project_id}/processor-tasks`
pub(crate) async fn list_processor_tasks(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Response {
    let list = || {
        let query = Query::read(request.uri().query());
        let window = query.window(Limit::USUAL, state.quirks.get())?;
        let sort_by = query.one_of("sort_by", &["create_time", "name", "duration_seconds"])?;
        let status = query.one_of_numbers("status", &enumerations::PROCESSOR_STATES)?;
        check_words(&query)?;
        let with_result =
            query.text("return_result").is_none() || query.boolean("return_result")?;
        let elapsed = state.clock.elapsed();
        let mut number = 0_usize;
        let mut tasks = state.datasets_v2.processors.list(|task| {
            number += 1;
            let is_wanted = selects(&query, task)
                && status.is_none_or(|status| status == task.newest_work().state(elapsed));
            let seconds = task.newest_work().seconds(elapsed);
            is_wanted.then(|| {
                let mut fields = entry(task, elapsed);
                if !with_result {
                    fields.remove("result");
                }
                let (name, seconds) = match sort_by {
                    "name" => (task.spec.name.clone(), 0),
                    "duration_seconds" => (String::new(), seconds),
                    _ => (String::new(), 0),
                };
                (name, seconds, number, Value::Object(fields))
            })
        });
        tasks.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
        let tasks: Vec<Value> = tasks.into_iter().map(|(.., entry)| entry).collect();
        Ok(json!({"count": tasks.len(), "tasks": select(&tasks, window)}))
    };
    reply(&state, StatusCode::OK, list())
}

/// Returns an error if a parameter is none of the documented words.
fn check_words(query: &Query) -> Result<(), ServiceError> {
    query.boolean("query_current")?;
    if query.text("source_type").is_some() {
        query.one_of("source_type", &SOURCE_TYPES)?;
    }
    if query.text("task_type").is_some() {
        query.one_of("task_type", &TEMPLATES.map(|(id, ..)| id))?;
    }
    Ok(())
}

/// Returns whether a query asks for a task.
fn selects(query: &Query, task: &ProcessorTask) -> bool {
    let spec = &task.spec;
    let sources: Vec<&Value> = spec.inputs.iter().chain(&spec.data_source).collect();
    let has = |key: &str, wanted: Option<&str>| {
        let same = |source: &&Value| source.get(key).and_then(Value::as_str) == wanted;
        wanted.is_none() || sources.iter().any(same)
    };
    let template = spec.template.get("id").and_then(Value::as_str);
    let versions = query.text("version_id").filter(|ids| !ids.is_empty());
    let version = spec.version_id.as_deref().unwrap_or_default();
    spec.name
        .contains(query.text("task_name").unwrap_or_default())
        && query
            .text("task_type")
            .is_none_or(|kind| Some(kind) == template)
        && query.text("workspace_id").unwrap_or("0") == spec.workspace_id
        && has("type", query.text("source_type"))
        && has("source", query.text("source"))
        && versions.is_none_or(|ids| ids.split(',').any(|id| id == version))
}

/// `GET /v2/{project_id}/processor-tasks/{task_id}`
pub(crate) async fn describe_processor_task(
    State(state): State<Arc<AppState>>,
    Path((_, task_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |task: &mut ProcessorTask| {
        task.newest_work().poll(elapsed);
        Ok(entry(task, elapsed).into())
    };
    let read = state.datasets_v2.processors.with(&task_id, read);
    reply(&state, StatusCode::OK, read)
}

fn entry(task: &mut ProcessorTask, elapsed: Duration) -> Map<String, Value> {
    let work = task.newest_work();
    let (status, seconds) = (work.state(elapsed), work.seconds(elapsed));
    let result = work.has_succeeded(elapsed).then(|| work.result.clone());
    let error = work.error(elapsed).cloned();
    let spec = &task.spec;
    let inputs: Vec<&Value> = match &spec.data_source {
        Some(source) if spec.inputs.is_empty() => vec![source],
        _ => spec.inputs.iter().collect(),
    };
    let mut fields = into_map(json!({
        "task_id": task.id,
        "name": spec.name,
        "description": spec.description,
        "inputs": inputs,
        "template": spec.template,
        "status": status,
        "duration_seconds": seconds,
        "create_time": task.created,
        "version_count": task.versions.len(),
        "workspace_id": spec.workspace_id,
        "is_current": true,
    }));
    let version_id = spec.version_id.clone().map(Value::from);
    let optional = [
        ("data_source", spec.data_source.clone()),
        ("work_path", spec.work_path.clone()),
        ("version_id", version_id),
        ("result", result.filter(|result| !result.is_null())),
        ("error_msg", error.map(|error| error.message.into())),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            fields.insert(key.to_owned(), value);
        }
    }
    fields
}

/// `PUT /v2/{project_id}/processor-tasks/{task_id}`
pub(crate) async fn update_processor_task(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, task_id)): Path<(String, String)>,
) -> Response {
    let update = || {
        let fields = Fields::read(&context.body)?;
        let description = fields.description("^!<>=&\"'")?;
        state.datasets_v2.processors.with(&task_id, |task| {
            if let Some(description) = description {
                description.clone_into(&mut task.spec.description);
            }
            Ok(json!({}))
        })
    };
    reply(&state, StatusCode::OK, update())
}

/// `DELETE /v2/{project_id}/processor-tasks/{task_id}`
pub(crate) async fn delete_processor_task(
    State(state): State<Arc<AppState>>,
    Path((_, task_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let processors = &state.datasets_v2.processors;
    let deleted = processors
        .with(&task_id, |task| {
            if task.newest_work().is_waiting(elapsed) {
                let problem = "The processing task is being initialised.";
                return Err(ServiceError::new("ModelArts.4850", problem));
            }
            Ok(())
        })
        .map(|()| {
            processors.remove(&task_id);
            json!({})
        });
    reply(&state, StatusCode::OK, deleted)
}
