//! The calls about samples.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::enumerations;
use super::objects;
use super::parameters::{Fields, Limit, Query};
use super::reply::{batch, blocking, reply, reply_in_body};
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::files::Files;
use crate::emulator::datasets_v2::label::unknown;
use crate::emulator::datasets_v2::label_rules;
use crate::emulator::datasets_v2::sample::{Sample, SampleLabel, read_labels};
use crate::emulator::datasets_v2::search::{SampleFilter, Selection};
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::manifest::entry::{USAGES, known_usage};
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`
pub(crate) async fn list_samples(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let query = Query::read(request.uri().query());
    let listed = page(&state, &dataset_id, &query, query.text("sample_state"));
    reply(&state, StatusCode::OK, listed)
}

/// Returns the page of samples that a query asks for.
pub(crate) fn page(
    state: &AppState,
    dataset_id: &str,
    query: &Query,
    sample_state: Option<&str>,
) -> Result<Value, ServiceError> {
    let now = state.now();
    let window = query.window(Limit::USUAL, state.quirks.get())?;
    query.boolean("preview")?;
    let conditions = match query
        .text("search_conditions")
        .filter(|text| !text.is_empty())
    {
        None => None,
        Some(text) => Some(serde_json::from_str(text).map_err(|error| {
            ServiceError::parameter(format!("search_conditions is not JSON: {error}"))
        })?),
    };
    let selection = Selection {
        state: sample_state,
        label_name: query.text("label_name").filter(|name| !name.is_empty()),
        label_type: query.one_of_numbers("label_type", &enumerations::label_filters())?,
        low_score: query.share("low_score")?,
        high_score: query.share("high_score")?,
        sample_type: query.one_of_numbers("sample_type", &enumerations::SAMPLE_TYPES)?,
        conditions: conditions.as_ref(),
        any: false,
    };
    let filter = SampleFilter::new(&selection, now.date)?;
    let machine_labels = sample_state == Some("__AUTO_ANNOTATION__");
    let version_id = query.text("version_id").filter(|id| !id.is_empty());
    let catalog = &state.datasets_v2.catalog;
    let (count, samples) = catalog.with(dataset_id, now.elapsed, |dataset| {
        dataset.require(dataset.spec.kind.has_samples(), "samples")?;
        let samples = match version_id {
            Some(version_id) => &mut dataset.version_mut(version_id)?.content.samples,
            None => &mut dataset.samples,
        };
        Ok(samples.page(&filter, window))
    })?;
    // The lock is released by now.
    let samples: Vec<Value> = samples
        .iter()
        .map(|sample| objects::sample(sample, machine_labels))
        .collect();
    Ok(json!({"sample_count": count, "samples": samples}))
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/{sample_id}`
pub(crate) async fn describe_sample(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, sample_id)): Path<(String, String, String)>,
) -> Response {
    let described = describe(&state, &dataset_id, &sample_id, false);
    reply(&state, StatusCode::OK, described)
}

pub(crate) fn describe(
    state: &AppState,
    dataset_id: &str,
    sample_id: &str,
    machine_labels: bool,
) -> Result<Value, ServiceError> {
    let elapsed = state.clock.elapsed();
    state
        .datasets_v2
        .catalog
        .with(dataset_id, elapsed, |dataset| {
            dataset.require(dataset.spec.kind.has_samples(), "samples")?;
            let sample = dataset.samples.get(sample_id);
            let sample = sample.ok_or_else(|| unknown_sample(sample_id))?;
            Ok(objects::sample(sample, machine_labels))
        })
}

fn unknown_sample(id: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4420",
        format!("The sample {id} does not exist in the dataset."),
    )
}

/// Notes who labelled a sample, and when.
pub(crate) fn sign(sample: &mut Sample, state: &AppState, date: i64) {
    if sample.is_labelled() {
        let identity = &state.authenticator.identity;
        let by = format!("human/{}/{}", identity.account, identity.username);
        sample.annotated_by = Some(by.into());
        sample.labelled = date;
    } else {
        sample.annotated_by = None;
    }
}

/// `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`
pub(crate) async fn update_samples(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let update = || {
        let fields = Fields::read(&context.body)?;
        let items = fields.list("samples")?;
        let now = state.now();
        let catalog = &state.datasets_v2.catalog;
        catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.require(dataset.spec.kind.has_samples(), "samples")?;
            dataset.check_labelling(now.elapsed)?;
            let results = items
                .iter()
                .map(|item| relabel(dataset, item, &state, now.date))
                .collect();
            dataset.touch(now.date);
            Ok(batch(results))
        })
    };
    reply_in_body(&state, StatusCode::OK, update())
}

/// Gives a sample its new labels; a sample without labels loses its labels.
fn relabel(
    dataset: &mut Dataset,
    item: &Value,
    state: &AppState,
    date: i64,
) -> Result<(), ServiceError> {
    let fields = Fields::of(item, "a sample")?;
    let id = fields.required_text("sample_id")?;
    let sample = dataset.samples.get(id);
    let mut sample = Sample::clone(sample.ok_or_else(|| unknown_sample(id))?);
    let kind = dataset.spec.kind;
    let mut labels = read_labels(fields.get("labels"), kind.label_type())?;
    sample
        .metadata
        .extend(fields.object("metadata")?.all().clone());
    for label in &mut labels {
        resolve(dataset, label)?;
    }
    label_rules::check(kind, &labels, &sample.metadata)?;
    sample.labels = labels;
    sample.proposals.clear();
    if let Some(usage) = fields.text("sample_usage")? {
        let unknown = || {
            let expected = USAGES.join(", ");
            ServiceError::parameter(format!(
                "sample_usage is {usage:?}, expected one of {expected}."
            ))
        };
        sample.usage = Some(known_usage(usage).ok_or_else(unknown)?);
    }
    sign(&mut sample, state, date);
    dataset.samples.put(sample);
    Ok(())
}

/// Gives a label the type of the label of the dataset that it names.
fn resolve(dataset: &Dataset, label: &mut SampleLabel) -> Result<(), ServiceError> {
    if let Some(name) = &label.name {
        let found = dataset.spec.labels.find(name, Some(label.kind));
        // A relation may have been sent without its type.
        let found = found.or_else(|| dataset.spec.labels.find(name, None));
        label.kind = found.ok_or_else(|| unknown(name))?.kind;
    }
    Ok(())
}

/// `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/delete`
pub(crate) async fn delete_samples(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let shared = state.clone();
    let deleted = blocking(move || {
        let fields = Fields::read(&context.body)?;
        let ids = fields.texts("samples")?;
        let with_files = fields.boolean("delete_source", false)?;
        let now = shared.now();
        let catalog = &shared.datasets_v2.catalog;
        let removed = catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.require(dataset.spec.kind.has_samples(), "samples")?;
            dataset.check_labelling(now.elapsed)?;
            let wanted: HashSet<&str> = ids.iter().copied().collect();
            let removed = dataset.samples.remove(&wanted);
            dataset.deleted_samples += removed.len();
            dataset.touch(now.date);
            Ok(removed)
        })?;
        let found: HashSet<&str> = removed.iter().map(|sample| &*sample.id).collect();
        let mut results: Vec<Result<(), ServiceError>> = Vec::new();
        for id in &ids {
            let is_found = found.contains(id);
            results.push(if is_found {
                Ok(())
            } else {
                Err(unknown_sample(id))
            });
        }
        if with_files {
            remove_files(&shared, &removed)?;
        }
        Ok(batch(results))
    });
    let deleted = deleted.await;
    reply_in_body(&state, StatusCode::OK, deleted)
}

/// Removes the files of samples; a text file stays, for other samples may be lines of it.
pub(crate) fn remove_files(state: &AppState, samples: &[Arc<Sample>]) -> Result<(), ServiceError> {
    let stopping = || state.is_stopping();
    let files = Files::new(&state.datasets_v2.obs, Interrupt::when(&stopping));
    for sample in samples.iter().filter(|sample| sample.text.is_none()) {
        files.check_interrupt()?;
        files.remove(&sample.path)?;
    }
    Ok(())
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/search-condition`
pub(crate) async fn list_search(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let mut labelers: Vec<&str> = Vec::new();
        for sample in dataset.samples.all() {
            if let Some(by) = sample.annotated_by.as_deref()
                && !labelers.contains(&by)
            {
                labelers.push(by);
            }
        }
        let labels = objects::labels(dataset.spec.labels.all());
        Ok(json!({"labels": labels, "metadata": {}, "labelers": labelers}))
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}
