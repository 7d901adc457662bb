//! The calls about labels.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::enumerations;
use super::objects;
use super::parameters::{Fields, Limit, Query, select};
use super::reply::{batch, blocking, reply, reply_in_body};
use super::requests::{LabelKey, label, label_change, label_key};
use super::samples::remove_files;
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::dataset_type::LABEL_TYPES;
use crate::emulator::datasets_v2::label::{Label, LabelChange};
use crate::emulator::datasets_v2::sample::Sample;
use crate::emulator::http::context::RequestContext;
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
        let mut window = query.window(LIMIT, state.quirks.get())?;
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
    let catalog = &state.datasets_v2.catalog;
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
        .datasets_v2
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
fn update(dataset: &mut Dataset, item: &Value) -> Result<(), ServiceError> {
    apply(dataset, label_change(item)?)
}

fn apply(dataset: &mut Dataset, change: LabelChange) -> Result<(), ServiceError> {
    let of = dataset.spec.kind;
    if let Some(renamed) = dataset.spec.labels.update(change, of)? {
        dataset.rename_on_samples(&renamed);
    }
    Ok(())
}

/// Removes the labels of a request from a dataset and from its samples; returns the outcome for each,
/// and the samples that have no label any more.
fn remove(
    dataset: &mut Dataset,
    items: &[Value],
) -> (Vec<Result<(), ServiceError>>, Vec<Arc<Sample>>) {
    let keys: Vec<Result<LabelKey, ServiceError>> = items.iter().map(label_key).collect();
    let wanted: Vec<(&str, Option<i64>)> = keys
        .iter()
        .flatten()
        .map(|(name, kind)| (name.as_str(), *kind))
        .collect();
    let mut removed = Vec::new();
    let mut outcomes = dataset.spec.labels.remove(&wanted).into_iter();
    let results = keys
        .iter()
        .map(|key| match key {
            Err(error) => Err(error.clone()),
            Ok(_) => outcomes
                .next()
                .map_or(Ok(()), |outcome| outcome.map(|label| removed.push(label))),
        })
        .collect();
    (results, dataset.remove_from_samples(&removed))
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
        let policies = &enumerations::DELETE_POLICIES;
        let policy = query.one_of_numbers("delete_policy", policies)?;
        let policy = policy.unwrap_or(0);
        let fields = Fields::read(&context.body)?;
        let items = fields.list("labels")?;
        let now = shared.now();
        let catalog = &shared.datasets_v2.catalog;
        let (results, unlabelled) = catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            let (results, unlabelled) = remove(dataset, items);
            if policy > 0 {
                dataset.drop_samples(&unlabelled);
            }
            dataset.touch(now.date);
            Ok((results, unlabelled))
        })?;
        if policy == 2 {
            remove_files(&shared, &unlabelled)?;
        }
        Ok(batch(results))
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
        let query = Query::read(request.uri().query());
        let change = LabelChange {
            name,
            kind: query.one_of_numbers("label_type", &LABEL_TYPES)?,
            property: Fields::read(&context.body)?.all().clone(),
            attributes: None,
        };
        let now = state.now();
        let catalog = &state.datasets_v2.catalog;
        catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            apply(dataset, change)?;
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
        let kind = query.one_of_numbers("label_type", &LABEL_TYPES)?;
        let with_files = query.boolean("delete_source")?;
        let now = shared.now();
        let catalog = &shared.datasets_v2.catalog;
        let samples = catalog.with(&dataset_id, now.elapsed, |dataset| {
            dataset.check_labelling(now.elapsed)?;
            let removed = dataset.spec.labels.remove(&[(&name, kind)]);
            let removed: Vec<Label> = removed.into_iter().collect::<Result<_, _>>()?;
            let samples = dataset.remove_from_samples(&removed);
            dataset.drop_samples(&samples);
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
