//! The calls about labels.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::objects;
use super::parameters::{Fields, Limit, Query, select};
use super::reply::{batch, blocking, reply, reply_in_body};
use super::requests::label;
use super::samples::remove_files;
use crate::emulator::http::context::RequestContext;
use crate::emulator::management::dataset::Dataset;
use crate::emulator::management::label::Label;
use crate::emulator::management::sample::Sample;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

const LIMIT: Limit = Limit {
    default: 100_000,
    maximum: 100_000,
};

/// `GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`
pub(crate) async fn list_labels(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let mut window = query.window(LIMIT, state.defects.get())?;
        // Labels are listed in the order of their creation.
        window.descending = false;
        let version_id = query.text("version_id").filter(|id| !id.is_empty());
        let labels = match version_id {
            Some(version_id) => &dataset.version(version_id)?.content.labels,
            None => &dataset.spec.labels,
        };
        let page = select(labels.all(), window);
        Ok(json!({"total_number": labels.all().len(), "labels": objects::labels(&page)}))
    };
    let catalog = &state.management.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// Changes each label of a request.
fn change_each(
    state: &AppState,
    dataset_id: &str,
    context: &RequestContext,
    mut change: impl FnMut(&mut Dataset, &Value) -> Result<(), ServiceError>,
) -> Result<Value, ServiceError> {
    let fields = Fields::read(&context.body)?;
    let items = fields.list("labels")?;
    let now = state.now();
    state
        .management
        .catalog
        .with(dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            let results = items.iter().map(|item| change(dataset, item)).collect();
            dataset.touch(now.date);
            Ok(batch(results))
        })
}

/// `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`
pub(crate) async fn create_labels(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let created = change_each(&state, &dataset_id, &context, |dataset, item| {
        let kind = dataset.spec.kind;
        dataset.spec.labels.add(label(item, kind)?, kind)
    });
    reply_in_body(&state, StatusCode::OK, created)
}

/// `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels`
pub(crate) async fn update_labels(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let updated = change_each(&state, &dataset_id, &context, update);
    reply_in_body(&state, StatusCode::OK, updated)
}

/// Changes a label of a dataset, also on the samples that have it.
pub(crate) fn update(dataset: &mut Dataset, item: &Value) -> Result<(), ServiceError> {
    let fields = Fields::of(item, "a label")?;
    let name = fields.required_text("name")?;
    let changes = fields.object("property")?.all().clone();
    change(dataset, name, fields.integer("type")?, changes)
}

fn change(
    dataset: &mut Dataset,
    name: &str,
    kind: Option<i64>,
    changes: Map<String, Value>,
) -> Result<(), ServiceError> {
    let of = dataset.spec.kind;
    let (kind, new_name) = dataset.spec.labels.update(name, kind, changes, of)?;
    if let Some(new_name) = new_name {
        change_samples(dataset, name, kind, |sample| {
            let labels = sample.labels.iter_mut().chain(&mut sample.proposals);
            for label in labels.filter(|label| label.is(name, kind)) {
                label.name = Some(new_name.clone());
            }
        });
    }
    Ok(())
}

/// Calls `change` with each sample that has a label.
fn change_samples(
    dataset: &mut Dataset,
    name: &str,
    kind: i64,
    change: impl Fn(&mut Sample),
) -> Vec<Arc<Sample>> {
    let has_label = |sample: &&Arc<Sample>| {
        let mut labels = sample.labels.iter().chain(&sample.proposals);
        labels.any(|label| label.is(name, kind))
    };
    let samples = dataset.samples.all().iter().filter(has_label).cloned();
    let mut changed = Vec::new();
    for sample in samples.collect::<Vec<_>>() {
        let mut sample = Sample::clone(&sample);
        change(&mut sample);
        dataset.samples.put(sample.clone());
        changed.push(Arc::new(sample));
    }
    changed
}

/// Removes a label of a dataset, also from the samples that have it.
pub(crate) fn remove(dataset: &mut Dataset, item: &Value) -> Result<(), ServiceError> {
    let fields = Fields::of(item, "a label")?;
    let name = fields.required_text("name")?;
    remove_named(dataset, name, fields.integer("type")?).map(drop)
}

/// Removes a label; returns the samples that have no label any more.
fn remove_named(
    dataset: &mut Dataset,
    name: &str,
    kind: Option<i64>,
) -> Result<Vec<Arc<Sample>>, ServiceError> {
    let Label { kind, .. } = dataset.spec.labels.remove(name, kind)?;
    let changed = change_samples(dataset, name, kind, |sample| {
        sample.labels.retain(|label| !label.is(name, kind));
        sample.proposals.retain(|label| !label.is(name, kind));
        if !sample.is_labelled() {
            sample.annotated_by = None;
        }
    });
    let unlabelled = changed.into_iter().filter(|sample| !sample.is_labelled());
    Ok(unlabelled.collect())
}

/// Removes samples from a dataset.
fn drop_samples(dataset: &mut Dataset, samples: &[Arc<Sample>]) {
    let ids: HashSet<&str> = samples.iter().map(|sample| &*sample.id).collect();
    dataset.deleted_samples += dataset.samples.remove(&ids).len();
}

/// `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/delete`
pub(crate) async fn delete_labels(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let shared = state.clone();
    let deleted = blocking(move || {
        let query = Query::read(request.uri().query());
        let policy = query.integer("delete_policy")?.unwrap_or(0);
        if !(0..=2).contains(&policy) {
            let problem = format!("delete_policy is {policy}, expected 0, 1 or 2.");
            return Err(ServiceError::parameter(problem));
        }
        let mut unlabelled = Vec::new();
        let response = change_each(&shared, &dataset_id, &context, |dataset, item| {
            let fields = Fields::of(item, "a label")?;
            let name = fields.required_text("name")?;
            let samples = remove_named(dataset, name, fields.integer("type")?)?;
            if policy > 0 {
                drop_samples(dataset, &samples);
            }
            unlabelled.extend(samples);
            Ok(())
        })?;
        if policy == 2 {
            remove_files(&shared, &unlabelled)?;
        }
        Ok(response)
    });
    let deleted = deleted.await;
    reply_in_body(&state, StatusCode::OK, deleted)
}

/// `PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}`
pub(crate) async fn update_label(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id, name)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let update = || {
        let kind = Query::read(request.uri().query()).integer("label_type")?;
        let changes = Fields::read(&context.body)?.all().clone();
        let now = state.now();
        let catalog = &state.management.catalog;
        catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            change(dataset, &name, kind, changes)?;
            dataset.touch(now.date);
            Ok(Value::Null)
        })
    };
    reply_in_body(&state, StatusCode::NO_CONTENT, update())
}

/// `DELETE /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}`
pub(crate) async fn delete_label_and_samples(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, name)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let shared = state.clone();
    let deleted = blocking(move || {
        let query = Query::read(request.uri().query());
        let kind = query.integer("label_type")?;
        let with_files = query.boolean("delete_source")?;
        let now = shared.now();
        let catalog = &shared.management.catalog;
        let samples = catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            let samples = remove_named(dataset, &name, kind)?;
            drop_samples(dataset, &samples);
            dataset.touch(now.date);
            Ok(samples)
        })?;
        if with_files {
            remove_files(&shared, &samples)?;
        }
        Ok(Value::Null)
    });
    let deleted = deleted.await;
    reply_in_body(&state, StatusCode::NO_CONTENT, deleted)
}
