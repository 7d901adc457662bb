//! The calls about datasets.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::enumerations;
use super::objects::{self, label_stats};
use super::parameters::{Fields, Limit, Query, select};
use super::reply::{Start, reply, reply_in_body};
use super::requests::{LabelKey, dataset_spec, label, label_change, label_key};
use crate::emulator::datasets_v2::dataset::{Activity, Dataset};
use crate::emulator::datasets_v2::files::Files;
use crate::emulator::datasets_v2::label::Label;
use crate::emulator::datasets_v2::search::{SampleFilter, Selection};
use crate::emulator::datasets_v2::transfers::{ImportSpec, ImportTask, Progress, remember};
use crate::emulator::datasets_v2::work::JobV2;
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// `GET /v2/{project_id}/datasets`
pub(crate) async fn list_datasets(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Response {
    let list = || {
        let query = Query::read(request.uri().query());
        let window = query.window(Limit::USUAL, state.quirks.get())?;
        let by_name = query.one_of("sort_by", &["create_time", "dataset_name"])? == "dataset_name";
        let kind = query.one_of_numbers("dataset_type", &enumerations::DATASET_TYPES)?;
        check_running_task(&query)?;
        let search = query.text("search_content").unwrap_or_default();
        let workspace = query.text("workspace_id").unwrap_or("0");
        let generation = query.one_of("dataset_version", &["all", "v1", "v2"])?;
        let with_versions = query.boolean("contain_versions")?;
        let exportable = query.boolean("support_export")?;
        let (with_labels, with_files) = (
            query.boolean("with_labels")?,
            query.boolean("file_preview")?,
        );
        let has_version = version_filter(&query)?;
        let elapsed = state.clock.elapsed();
        let mut found = state.datasets_v2.catalog.list(|dataset| {
            let spec = &dataset.spec;
            let matches = spec.name.contains(search)
                && spec.workspace_id == workspace
                && generation != "v2"
                && kind.is_none_or(|kind| kind == spec.kind.number())
                && (!with_versions || !dataset.versions.is_empty())
                && (!exportable || spec.kind.exports())
                && has_version(dataset);
            let name = if by_name {
                spec.name.clone()
            } else {
                String::new()
            };
            matches.then(|| ((name, dataset.number), dataset.id.clone()))
        });
        found.sort_unstable();
        let mut entries = Vec::new();
        for (_, id) in select(&found, window) {
            // A dataset may be deleted meanwhile.
            let entry = state.datasets_v2.catalog.with(&id, elapsed, |dataset| {
                let mut entry = objects::dataset(dataset, elapsed);
                if with_labels {
                    let labels = objects::labels(dataset.spec.labels.all());
                    entry.insert("labels".to_owned(), labels);
                }
                if with_files {
                    let samples = objects::preview(&dataset.samples);
                    entry.insert("samples".to_owned(), samples);
                }
                Ok(Value::Object(entry))
            });
            entries.extend(entry);
        }
        Ok(json!({"total_number": found.len(), "datasets": entries}))
    };
    reply(&state, StatusCode::OK, list())
}

/// Checks parameters that change nothing: the running tasks are always shown.
fn check_running_task(query: &Query) -> Result<(), ServiceError> {
    query.boolean("check_running_task")?;
    let types = &enumerations::RUNNING_TASK_TYPES;
    query.one_of_numbers("running_task_type", types).map(drop)
}

/// Returns whether a dataset has a version that a query asks for.
fn version_filter(query: &Query) -> Result<impl Fn(&Dataset) -> bool + use<>, ServiceError> {
    let format = query.one_of_numbers("version_format", &enumerations::VERSION_FORMATS)?;
    let format = format.map(enumerations::version_format);
    let ratio = super::versions::ratio_range(query)?;
    Ok(move |dataset: &Dataset| {
        let mut versions = dataset.versions.iter();
        (format.is_none() && ratio.is_none())
            || versions.any(|version| {
                format.is_none_or(|format| format == version.spec.format)
                    && super::versions::is_in_range(&version.spec.ratio, ratio)
            })
    })
}

/// `POST /v2/{project_id}/datasets`
pub(crate) async fn create_dataset(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let spec = dataset_spec(&fields)?;
        let datasets = &state.datasets_v2;
        let files = Files::new(&datasets.obs, Interrupt::never());
        files.check_bucket(&spec.work_path)?;
        files.check_folder(&spec.input)?;
        let start = Start {
            state: &state,
            operation: "datasets.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let id = datasets.catalog.next_id();
        let import_id = spec
            .import_data
            .then(|| format!("{id}_{}", datasets.catalog.next_id()));
        let work = start.staged_work(3);
        let mut dataset = Dataset::new(id.clone(), spec, start.now.date);
        dataset.begin(Activity::Creating, work.ends());
        if let Some(import_id) = &import_id {
            dataset.begin(Activity::Importing, work.ends());
            let task = ImportTask {
                id: import_id.clone(),
                spec: first_import(&dataset),
                work: work.clone(),
                created: start.now.date,
                updated: start.now.date,
                progress: Progress::default(),
            };
            remember(&mut dataset.imports, task);
        }
        datasets.catalog.insert(dataset)?;
        let mut response = json!({"dataset_id": id});
        if let Some(import_id) = &import_id {
            response = json!({"dataset_id": id, "import_task_id": import_id});
        }
        start.begin_work(work.work_begins(), &id, JobV2::Create { import_id });
        Ok(response)
    };
    reply_in_body(&state, StatusCode::CREATED, create())
}

/// Returns the import by which a table is filled at its creation.
fn first_import(dataset: &Dataset) -> ImportSpec {
    ImportSpec {
        is_manifest: false,
        path: dataset.spec.input.clone(),
        folder: None,
        annotations: true,
        samples: true,
        included: Vec::new(),
        excluded: Vec::new(),
        hard_only: false,
        is_final: true,
        text_format: dataset.spec.text_format.clone(),
        with_column_header: dataset.spec.with_column_header,
        data_source: Some(dataset.spec.data_source.clone()),
    }
}

/// `GET /v2/{project_id}/datasets/{dataset_id}`
pub(crate) async fn desc_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        check_running_task(&Query::read(request.uri().query()))?;
        let mut fields = objects::dataset(dataset, elapsed);
        let labels = objects::labels(dataset.spec.labels.all());
        fields.insert("labels".to_owned(), labels);
        Ok(fields.into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// `PUT /v2/{project_id}/datasets/{dataset_id}`
pub(crate) async fn update_dataset(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let update = || {
        let fields = Fields::read(&context.body)?;
        let name = fields.name("dataset_name", 100)?;
        let description = fields.description("^!<>=&\"")?;
        let version_id = fields.text("current_version_id")?;
        let start = Start {
            state: &state,
            operation: "datasets.update",
            path: request.uri().path(),
            now: state.now(),
        };
        let work = start.staged_work(2);
        let catalog = &state.datasets_v2.catalog;
        catalog.update(&dataset_id, name, start.now.elapsed, |dataset| {
            dataset.check_free(start.now.elapsed)?;
            version_id.map_or(Ok(()), |id| check_switch(dataset, id, &start))?;
            change_labels(dataset, &fields)?;
            if let Some(description) = description {
                description.clone_into(&mut dataset.spec.description);
            }
            dataset.updated = start.now.date;
            if version_id.is_some() {
                dataset.begin(Activity::Switching, work.ends());
            }
            Ok(())
        })?;
        if let Some(version_id) = version_id {
            let version_id = version_id.to_owned();
            start.begin_work(
                work.work_begins(),
                &dataset_id,
                JobV2::Switch { version_id },
            );
        }
        Ok(json!({"dataset_id": dataset_id}))
    };
    reply(&state, StatusCode::OK, update())
}

/// Returns an error if a dataset can't switch to a version.
fn check_switch(
    dataset: &Dataset,
    version_id: &str,
    start: &Start<'_>,
) -> Result<(), ServiceError> {
    let has_samples = dataset.spec.kind.has_samples();
    dataset.require(has_samples, "switching the version")?;
    if !dataset.version(version_id)?.is_usable(start.now.elapsed) {
        let problem = format!("The version {version_id} is not in its normal state.");
        return Err(ServiceError::new("ModelArts.4824", problem));
    }
    Ok(())
}

/// Adds, changes and removes labels, or changes nothing if one of these fails.
fn change_labels(dataset: &mut Dataset, fields: &Fields) -> Result<(), ServiceError> {
    let kind = dataset.spec.kind;
    let mut labels = dataset.spec.labels.clone();
    for item in fields.list("add_labels")? {
        labels.add(label(item, kind)?, kind)?;
    }
    let mut renamed = Vec::new();
    for item in fields.list("update_labels")? {
        renamed.extend(labels.update(label_change(item)?, kind)?);
    }
    let items = fields.list("delete_labels")?.iter();
    let keys: Vec<LabelKey> = items.map(label_key).collect::<Result<_, _>>()?;
    let keys: Vec<(&str, Option<i64>)> = keys
        .iter()
        .map(|(name, kind)| (name.as_str(), *kind))
        .collect();
    let removed = labels.remove(&keys).into_iter();
    let removed: Vec<Label> = removed.collect::<Result<_, _>>()?;
    dataset.spec.labels = labels;
    for renamed in &renamed {
        dataset.rename_on_samples(renamed);
    }
    if !removed.is_empty() {
        dataset.remove_from_samples(&removed);
    }
    Ok(())
}

/// `DELETE /v2/{project_id}/datasets/{dataset_id}`
pub(crate) async fn delete_dataset(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let delete = || {
        let start = Start {
            state: &state,
            operation: "datasets.delete",
            path: request.uri().path(),
            now: state.now(),
        };
        let work = start.staged_work(2);
        let elapsed = start.now.elapsed;
        state
            .datasets_v2
            .catalog
            .with(&dataset_id, elapsed, |dataset| {
                dataset.check_free(elapsed)?;
                if !dataset.running_tasks(elapsed).is_empty() {
                    let problem = "The dataset has tasks that are not finished.";
                    return Err(ServiceError::new("ModelArts.4803", problem));
                }
                dataset.begin(Activity::Deleting, work.ends());
                Ok(())
            })?;
        start.begin_work(work.work_begins(), &dataset_id, JobV2::Delete);
        Ok(Value::Null)
    };
    reply(&state, StatusCode::NO_CONTENT, delete())
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/stats`
pub(crate) async fn get_dataset_stats(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let now = state.now();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let selection = Selection {
            state: query.text("sample_state"),
            ..Selection::default()
        };
        let filter = SampleFilter::new(&selection, now.date)?;
        let samples = || dataset.samples.all().iter().filter(|s| filter.matches(s));
        let hard = samples().filter(|sample| sample.is_hard()).count();
        let (counts, selected) = (dataset.counts(), samples().count());
        let unlabelled = counts.total - counts.labelled - counts.unconfirmed;
        let stats = label_stats(&dataset.spec.labels, samples());
        let mut grouped: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for entry in &stats {
            let group = entry.get("type").map(Value::to_string).unwrap_or_default();
            grouped.entry(group).or_default().push(entry.clone());
        }
        Ok(json!({
            "label_stats": stats,
            "grouped_label_stats": grouped,
            "sample_stats": {
                "un_annotation": unlabelled,
                "manual_annotation": counts.labelled,
                "auto_annotation": counts.unconfirmed,
                "all": counts.total,
                "total": counts.total + dataset.deleted_samples,
                "deleted": dataset.deleted_samples,
                "lefted": counts.total,
            },
            "key_sample_stats": {
                "total": selected,
                "key_sample": hard,
                "non_key_sample": selected - hard,
            },
            "metadata_stats": {},
            "hard_detail_stats": {},
            "data_path": dataset.spec.input.slashed(),
            "data_spliting_enable": counts.labelled >= 2 && dataset.spec.kind.splits(),
        }))
    };
    let stats = state
        .datasets_v2
        .catalog
        .with(&dataset_id, now.elapsed, read);
    reply(&state, StatusCode::OK, stats)
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/metrics`
///
/// The emulator keeps no history: both ends of the span have the present counts.
pub(crate) async fn get_dataset_metrics(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let time = |name: &str| {
            let missing = || ServiceError::parameter(format!("{name} is missing."));
            query.integer(name)?.ok_or_else(missing)
        };
        let times = [time("start_time")?, time("end_time")?];
        let series = |count: usize| -> Map<String, Value> {
            let points = times.iter();
            points
                .map(|time| (time.to_string(), count.into()))
                .collect()
        };
        let counts = dataset.counts();
        Ok(json!({"metrics": {
            "total": series(counts.total),
            "manual_annotation": series(counts.labelled),
            "un_annotation": series(counts.total - counts.labelled),
            "queuing": {}, "unfinished": {}, "success": {},
            "failed": {}, "failed_user": {}, "failed_system": {},
        }}))
    };
    let elapsed = state.clock.elapsed();
    let metrics = state.datasets_v2.catalog.with(&dataset_id, elapsed, read);
    reply(&state, StatusCode::OK, metrics)
}
