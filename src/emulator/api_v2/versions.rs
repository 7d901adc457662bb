//! The calls about versions of datasets.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::enumerations;
use super::objects::{self, label_mode, label_stats};
use super::parameters::{Fields, Limit, Query, select};
use super::reply::{Start, reply};
use crate::emulator::datasets_v2::dataset::{Activity, Dataset};
use crate::emulator::datasets_v2::version::{Content, Version, VersionSpec};
use crate::emulator::datasets_v2::work::JobV2;
use crate::emulator::http::context::RequestContext;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// The emulator's own limit; the documents name none.
const MAX_VERSIONS: usize = 100;
/// The documented time between two versions.
const INTERVAL: Duration = Duration::from_secs(60);
const LIMIT: Limit = Limit {
    default: 1000,
    maximum: 1000,
};

/// `GET /v2/{project_id}/datasets/{dataset_id}/versions`
pub(crate) async fn list_dataset_versions(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let query = Query::read(request.uri().query());
        let window = query.window(LIMIT, state.quirks.get())?;
        let status = query.one_of_numbers("status", &enumerations::VERSION_STATES)?;
        let ratio = ratio_range(&query)?;
        let format = query.one_of_numbers("version_format", &enumerations::VERSION_FORMATS)?;
        let format = format.map(enumerations::version_format);
        let is_wanted = |version: &&Version| {
            status.is_none_or(|status| status == version.status(elapsed))
                && format.is_none_or(|format| format == version.spec.format)
                && is_in_range(&version.spec.ratio, ratio)
        };
        let found: Vec<&Version> = dataset.versions.iter().filter(is_wanted).collect();
        let entries: Vec<Value> = select(&found, window)
            .into_iter()
            .map(|version| objects::version(version, dataset, elapsed).into())
            .collect();
        Ok(json!({"total_number": found.len(), "versions": entries}))
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// Reads `"min,max"` of the share of training samples.
pub(crate) fn ratio_range(query: &Query) -> Result<Option<(f64, f64)>, ServiceError> {
    let Some(text) = query.text("train_evaluate_ratio") else {
        return Ok(None);
    };
    let bounds = text.split_once(',');
    let range = bounds.and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    let is_share = |number: &f64| (0.0..=1.0).contains(number);
    match range.filter(|(low, high)| is_share(low) && is_share(high)) {
        Some(range) => Ok(Some(range)),
        None => Err(ServiceError::parameter(format!(
            "train_evaluate_ratio is {text:?}, expected two numbers from 0 to 1, such as 0.0,1.0."
        ))),
    }
}

pub(crate) fn is_in_range(ratio: &str, range: Option<(f64, f64)>) -> bool {
    let ratio = ratio.parse::<f64>().unwrap_or(1.0);
    range.is_none_or(|(low, high)| (low..=high).contains(&ratio))
}

/// `POST /v2/{project_id}/datasets/{dataset_id}/versions`
pub(crate) async fn create_dataset_version(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
    request: Request,
) -> Response {
    let create = || {
        let fields = Fields::read(&context.body)?;
        let start = Start {
            state: &state,
            operation: "versions.create",
            path: request.uri().path(),
            now: state.now(),
        };
        let catalog = &state.datasets_v2.catalog;
        let id = catalog.next_id();
        let work = start.staged_work(2);
        catalog.with(&dataset_id, start.now.elapsed, |dataset| {
            dataset.check_free(start.now.elapsed)?;
            let spec = version_spec(&fields, dataset)?;
            check_new(dataset, &spec, start.now.elapsed)?;
            let folder = dataset.inner_work_path.join("annotation/");
            let folder = folder.join(&format!("{}/", spec.name));
            let previous = dataset.version(&dataset.current).ok();
            let version = Version {
                id: id.clone(),
                created: start.now.date,
                updated: start.now.date,
                work: work.clone(),
                deletion: None,
                previous_id: dataset.current.clone(),
                previous: previous.map(Version::counts).unwrap_or_default(),
                content: Content::default(),
                manifest: folder.join(&format!("{}.manifest", spec.name)),
                data: folder.join("data/"),
                spec,
            };
            dataset.published += 1;
            dataset.last_published = Some(start.now.elapsed);
            dataset.versions.push(version);
            dataset.begin(Activity::Publishing, work.ends());
            Ok(())
        })?;
        let version_id = id.clone();
        start.begin_work(
            work.work_begins(),
            &dataset_id,
            JobV2::Publish { version_id },
        );
        Ok(json!({"version_id": id}))
    };
    reply(&state, StatusCode::CREATED, create())
}

fn version_spec(fields: &Fields, dataset: &Dataset) -> Result<VersionSpec, ServiceError> {
    let name = fields.name("version_name", 32)?.map(str::to_owned);
    let ratio = match fields.get("train_evaluate_sample_ratio") {
        None => "1.00".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let is_share = ratio.parse::<f64>().is_ok_and(|r| (0.0..=1.0).contains(&r));
    if !is_share {
        return Err(ServiceError::parameter(format!(
            "train_evaluate_sample_ratio is {ratio:?}, expected a decimal from 0 to 1."
        )));
    }
    let is_table = !dataset.spec.kind.has_samples();
    let formats: &[&'static str] = if is_table {
        &["CSV", "CarbonData", "Default"]
    } else {
        &["Default"]
    };
    Ok(VersionSpec {
        name: name.unwrap_or_else(|| next_name(dataset)),
        description: fields
            .description("!<>=&\"'")?
            .unwrap_or_default()
            .to_owned(),
        format: fields.one_of("version_format", formats)?,
        clear_hard: fields.boolean("clear_hard_property", true)?,
        export_images: fields.boolean("export_images", false)?,
        remove_usage: fields.boolean("remove_sample_usage", true)?,
        ratio,
        with_column_header: fields.boolean("with_column_header", true)?,
    })
}

/// Returns the first of V001, V002, … that no version has had.
fn next_name(dataset: &Dataset) -> String {
    let taken = |name: &String| dataset.versions.iter().any(|v| v.spec.name == *name);
    let numbers = dataset.published + 1..;
    let mut names = numbers.map(|number| format!("V{number:03}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

fn check_new(dataset: &Dataset, spec: &VersionSpec, elapsed: Duration) -> Result<(), ServiceError> {
    let error = |code: &'static str, problem: String| Err(ServiceError::new(code, problem));
    let mut versions = dataset.versions.iter();
    if versions.any(|version| version.spec.name == spec.name) {
        let problem = format!("There is already a version {:?}.", spec.name);
        return error("ModelArts.4371", problem);
    }
    if dataset.versions.len() >= MAX_VERSIONS {
        let problem = format!("The dataset has {MAX_VERSIONS} versions, which is the limit.");
        return error("ModelArts.4714", problem);
    }
    let since = dataset
        .last_published
        .map(|last| elapsed.saturating_sub(last));
    if since.is_some_and(|since| since < INTERVAL) {
        let problem = "A dataset can be published once a minute.".to_owned();
        return error("ModelArts.4370", problem);
    }
    Ok(())
}

/// `GET /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}`
pub(crate) async fn describe_dataset_version(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
) -> Response {
    let elapsed = state.clock.elapsed();
    let read = |dataset: &mut Dataset| {
        let version = dataset.version(&version_id)?;
        let mut fields = objects::version(version, dataset, elapsed);
        let content = &version.content;
        let stats = label_stats(&content.labels, content.samples.all().iter());
        fields.insert("label_stats".to_owned(), stats.into());
        let mode = label_mode(&content.samples);
        fields.insert("label_type".to_owned(), mode.into());
        Ok(fields.into())
    };
    let catalog = &state.datasets_v2.catalog;
    reply(
        &state,
        StatusCode::OK,
        catalog.with(&dataset_id, elapsed, read),
    )
}

/// `DELETE /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}`
pub(crate) async fn delete_dataset_version(
    State(state): State<Arc<AppState>>,
    Path((_, dataset_id, version_id)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let delete = || {
        let start = Start {
            state: &state,
            operation: "versions.delete",
            path: request.uri().path(),
            now: state.now(),
        };
        let work = start.staged_work(2);
        let elapsed = start.now.elapsed;
        state
            .datasets_v2
            .catalog
            .with(&dataset_id, elapsed, |dataset| {
                let version = dataset.version_mut(&version_id)?;
                if [0, 2].contains(&version.status(elapsed)) {
                    let problem = "The version is being published or deleted.";
                    return Err(ServiceError::new("ModelArts.4828", problem));
                }
                version.deletion = Some(work.clone());
                Ok(())
            })?;
        let job = JobV2::DeleteVersion { version_id };
        start.begin_work(work.work_begins(), &dataset_id, job);
        Ok(Value::Null)
    };
    reply(&state, StatusCode::NO_CONTENT, delete())
}
