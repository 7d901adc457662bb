//! The calls about imports.

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
use super::requests::{check_origin, label_names, text_format, without_secrets};
use crate::emulator::datasets_v2::dataset::{Activity, Dataset};
use crate::emulator::datasets_v2::dataset_type::DatasetType;
use crate::emulator::datasets_v2::files::Files;
use crate::emulator::datasets_v2::paths::ObsPath;
use crate::emulator::datasets_v2::transfers::{ImportSpec, ImportTask, Progress, remember, word};
use crate::emulator::datasets_v2::work::JobV2;
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// `POST /v2/{project_id}/datasets/{dataset_id}/import-tasks`
pub(crate) async fn import_task(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let start = Start {
            state: &state,
            operation: "imports.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let catalog = &state.datasets_v2.catalog;
        let elapsed = start.now.elapsed;
        let (kind, input) = catalog.with(&dataset_id, elapsed, |dataset| {
            Ok((dataset.spec.kind, dataset.spec.input.clone()))
        })?;
        let spec = import_spec(&fields, &input)?;
        check_spec(&state, kind, &spec)?;
        let task_id = format!("{dataset_id}_{}", catalog.next_id());
        let work = start.staged_work(3);
        catalog.with(&dataset_id, elapsed, |dataset| {
            let allowed = if spec.is_manifest {
                kind.imports_manifests()
            } else {
                kind.imports_folders()
            };
            dataset.require(allowed, "this import")?;
            dataset.check_free(elapsed)?;
            dataset.begin(Activity::Importing, work.ends());
            let task = ImportTask {
                id: task_id.clone(),
                spec,
                work: work.clone(),
                created: start.now.date,
                updated: start.now.date,
                progress: Progress::default(),
            };
            remember(&mut dataset.imports, task);
            Ok(())
        })?;
        let response = json!({"task_id": task_id});
        start.begin_work(work.work_begins(), &dataset_id, JobV2::Import { task_id });
        Ok(response)
    };
    reply(&state, StatusCode::OK, create())
}

fn import_spec(fields: &Fields, input: &ObsPath) -> Result<ImportSpec, ServiceError> {
    let is_manifest = fields.one_of("import_type", &["dir", "manifest"])? == "manifest";
    let origin = fields.one_of(
        "import_origin",
        &["obs", "dws", "dli", "rds", "mrs", "inference"],
    )?;
    let source = fields.object("data_source")?;
    check_origin(&source)?;
    if origin != "obs" {
        let problem = format!("import_origin is {origin}, but the emulator reads from OBS only.");
        return Err(ServiceError::new("ModelArts.4396", problem));
    }
    if fields.one_of("annotation_format", &["VOC", "COCO"])? == "COCO" {
        let problem = "The layout of COCO is not documented; the emulator reads VOC.";
        return Err(ServiceError::new("ModelArts.4383", problem));
    }
    let text = fields.required_text("import_path")?;
    let path = if is_manifest {
        ObsPath::parse(text)?
    } else {
        ObsPath::folder(text)?
    };
    let folder = match fields
        .text("import_folder")?
        .filter(|name| !name.is_empty())
    {
        None => None,
        Some(name) => {
            let name = name.trim_matches('/');
            Some(ObsPath::folder(&input.join(name).slashed())?)
        }
    };
    let has_source = !source.all().is_empty();
    Ok(ImportSpec {
        is_manifest,
        path,
        folder,
        annotations: fields.boolean("import_annotations", true)?,
        samples: fields.boolean("import_samples", true)?,
        included: label_names(fields, &["included_labels", "included_tags"])?,
        excluded: label_names(fields, &["excluded_labels"])?,
        hard_only: fields.boolean("difficult_only", false)?,
        is_final: fields.boolean("final_annotation", true)?,
        text_format: text_format(fields)?,
        with_column_header: fields.boolean("with_column_header", false)?,
        data_source: has_source.then(|| without_secrets(source.all())),
    })
}

/// Returns an error if there is nothing at the path of an import.
fn check_spec(state: &AppState, kind: DatasetType, spec: &ImportSpec) -> Result<(), ServiceError> {
    let files = Files::new(&state.datasets_v2.obs, Interrupt::never());
    if spec.is_manifest {
        if !kind.imports_manifests() {
            return Ok(());
        }
        return files.check_file(&spec.path);
    }
    files.check_folder(&spec.path)
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/import-tasks`
pub(crate) async fn list_import_tasks(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let window = query.window(Limit::USUAL, state.quirks.get())?;
        let tasks: Vec<&ImportTask> = dataset.imports.iter().collect();
        let page = select(&tasks, window);
        let entries: Vec<Value> = page
            .into_iter()
            .map(|task| entry(task, dataset, elapsed).into())
            .collect();
        Ok(json!({"total_count": tasks.len(), "import_tasks": entries}))
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/import-tasks/{task_id}`
pub(crate) async fn desc_import_task(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, task_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let task = dataset.imports.iter().find(|task| task.id == task_id);
        let Some(task) = task else {
            let id = &dataset.id;
            return Ok(json!({"status": "NOT_EXIST", "task_id": task_id, "dataset_id": id}));
        };
        Ok(entry(task, dataset, elapsed).into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

fn entry(task: &ImportTask, dataset: &Dataset, elapsed: Duration) -> Map<String, Value> {
    let Progress {
        samples,
        labelled,
        unconfirmed,
        files,
        bytes,
        ..
    } = task.progress;
    let mut fields = into_map(json!({
        "status": word(&task.work, elapsed),
        "task_id": task.id,
        "dataset_id": dataset.id,
        "import_path": task.spec.path.with_scheme("obs://"),
        "import_type": i32::from(task.spec.is_manifest),
        "total_sample_count": samples,
        "imported_sample_count": samples,
        "annotated_sample_count": labelled,
        "unconfirmed_sample_count": unconfirmed,
        "total_sub_sample_count": 0,
        "imported_sub_sample_count": 0,
        "total_file_size": bytes,
        "finished_file_count": files,
        "finished_file_size": bytes,
        "total_file_count": files,
        "update_ms": task.updated,
        "create_time": task.created,
        "elapsed_time": task.work.seconds(elapsed),
    }));
    if let Some(source) = &task.spec.data_source {
        fields.insert("data_source".to_owned(), source.clone());
    }
    if let Some(error) = task.work.error(elapsed) {
        fields.insert("error_code".to_owned(), (&*error.code).into());
        fields.insert("error_msg".to_owned(), error.message.as_str().into());
    }
    fields
}
