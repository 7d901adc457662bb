//! The call that uploads samples.

use std::io::Read as _;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::parameters::Fields;
use super::reply::{blocking, reply_in_body};
use super::requests::text_format;
use super::samples::sign;
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::dataset_type::DatasetType;
use crate::emulator::datasets_v2::files::{Files, failed};
use crate::emulator::datasets_v2::label_rules;
use crate::emulator::datasets_v2::paths::ObsPath;
use crate::emulator::datasets_v2::sample::{Sample, SampleLabel, read_labels};
use crate::emulator::datasets_v2::text_files::{TextFormat, each_text};
use crate::emulator::http::context::RequestContext;
use crate::emulator::interrupt::Interrupt;
use crate::emulator::service_error::ServiceError;
use crate::emulator::state::AppState;

/// The documented limit of a sample in bytes.
const MAX_SIZE: usize = 12_582_912;
const MAX_NAME: usize = 1024;

/// `POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples`
pub(crate) async fn upload_samples_json(
    State(state): State<Arc<AppState>>,
    Extension(context): Extension<RequestContext>,
    Path((_, dataset_id)): Path<(String, String)>,
) -> Response {
    let shared = state.clone();
    let added = blocking(move || {
        let fields = Fields::read(&context.body)?;
        let upload = Upload {
            is_final: fields.boolean("final_annotation", true)?,
            text_format: text_format(&fields)?,
            state: &shared,
            dataset_id: &dataset_id,
        };
        let elapsed = shared.clock.elapsed();
        let catalog = &shared.datasets_v2.catalog;
        let (kind, input) = catalog.with(&dataset_id, elapsed, |dataset| {
            dataset.require(dataset.spec.kind.has_samples(), "samples")?;
            dataset.check_labelling(elapsed)?;
            Ok((dataset.spec.kind, dataset.spec.input.clone()))
        })?;
        let mut success = true;
        let mut results = Vec::new();
        for item in fields.list("samples")? {
            let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
            match upload.add(item, kind, &input) {
                Ok((path, id)) => {
                    let name = path.slashed();
                    results.push(json!({"success": true, "name": name, "info": &*id}));
                }
                Err(error) => {
                    success = false;
                    let (code, message) = (error.code, error.message);
                    results.push(json!({
                        "success": false, "name": name, "error_code": code, "error_msg": message,
                    }));
                }
            }
        }
        Ok(json!({"success": success, "results": results}))
    });
    let added = added.await;
    reply_in_body(&state, StatusCode::OK, added)
}

/// An upload of samples, whose content is in the request.
struct Upload<'a> {
    state: &'a AppState,
    dataset_id: &'a str,
    is_final: bool,
    text_format: TextFormat,
}

impl Upload<'_> {
    /// Writes a file into the folder of the data source; returns its path and the id of its sample.
    fn add(
        &self,
        item: &Value,
        kind: DatasetType,
        input: &ObsPath,
    ) -> Result<(ObsPath, Arc<str>), ServiceError> {
        let fields = Fields::of(item, "a sample")?;
        let path = input.join(file_name(&fields, kind)?);
        let content = STANDARD.decode(fields.required_text("data")?);
        let content = content.map_err(|_| {
            ServiceError::new("ModelArts.4421", "data is not the base64 of a file.")
        })?;
        if content.len() > MAX_SIZE {
            let problem = format!("The sample has more than {MAX_SIZE} bytes.");
            return Err(ServiceError::new("ModelArts.4656", problem));
        }
        let labels = read_labels(fields.get("labels"), kind.label_type())?;
        let metadata = fields.object("metadata")?.all().clone();
        label_rules::check(kind, &labels, &metadata)?;
        let stopping = || self.state.is_stopping();
        let datasets = &self.state.datasets_v2;
        let files = Files::new(&datasets.obs, Interrupt::when(&stopping));
        let is_there = self.check_file(&files, &path, &content)?;
        let now = self.state.now();
        let samples = self.samples(&path, &content, kind)?;
        if !is_there {
            files.write(&path, &content)?;
        }
        datasets
            .catalog
            .with(self.dataset_id, now.elapsed, |dataset| {
                let id = samples.first().map(|sample| sample.id.clone());
                for mut sample in samples {
                    sample.modified = now.date;
                    sample.metadata.extend(metadata.clone());
                    let sent = labels.iter().filter(|label| !sample.labels.contains(label));
                    let sent: Vec<SampleLabel> = sent.cloned().collect();
                    sample.labels.extend(sent);
                    self.insert(dataset, sample, now.date);
                }
                dataset.touch(now.date);
                Ok((path, id.unwrap_or_default()))
            })
    }

    /// Returns whether the file is there already, with this content and without a sample.
    fn check_file(
        &self,
        files: &Files<'_>,
        path: &ObsPath,
        content: &[u8],
    ) -> Result<bool, ServiceError> {
        let name = path.name();
        let elapsed = self.state.clock.elapsed();
        let catalog = &self.state.datasets_v2.catalog;
        let Some(stat) = files.stat(path)? else {
            return Ok(false);
        };
        catalog.with(self.dataset_id, elapsed, |dataset| {
            if dataset
                .samples
                .all()
                .iter()
                .any(|other| other.path == *path)
            {
                let problem = format!("There is already a sample {name}.");
                return Err(ServiceError::new("ModelArts.4422", problem));
            }
            Ok(())
        })?;
        let mut stored = Vec::new();
        if stat.size == content.len() as u64 {
            files
                .reader(path)?
                .read_to_end(&mut stored)
                .map_err(|error| failed(path, &error))?;
        }
        if stored != content || stat.size != content.len() as u64 {
            let problem = format!(
                "The folder has another file {name}, which is no sample of the dataset; import it, \
                 remove it, or choose another name."
            );
            return Err(ServiceError::new("ModelArts.4421", problem));
        }
        Ok(true)
    }

    /// Returns the samples that a file becomes: itself, or each of its lines.
    fn samples(
        &self,
        path: &ObsPath,
        content: &[u8],
        kind: DatasetType,
    ) -> Result<Vec<Sample>, ServiceError> {
        let mut samples = Vec::new();
        if !kind.is_text() {
            let mut sample = Sample::of_file(self.dataset_id, kind, path.clone());
            sample.size = content.len() as u64;
            samples.push(sample);
            return Ok(samples);
        }
        each_text(content, path.name(), |row, line| {
            let (text, found) = self.text_format.split(line);
            let mut sample = Sample::of_line(self.dataset_id, kind, path, row, text);
            let found = found.into_iter();
            sample.labels = found
                .map(|label| SampleLabel::named(label, kind.label_type()))
                .collect();
            samples.push(sample);
            Ok(())
        })?;
        if samples.is_empty() {
            let problem = format!("{} has no line of text.", path.name());
            return Err(ServiceError::new("ModelArts.4421", problem));
        }
        Ok(samples)
    }

    fn insert(&self, dataset: &mut Dataset, mut sample: Sample, date: i64) {
        for label in &sample.labels {
            if let Some(name) = &label.name {
                dataset.spec.labels.note(name, label.kind);
            }
        }
        if self.is_final {
            sign(&mut sample, self.state, date);
        } else {
            sample.proposals = std::mem::take(&mut sample.labels);
        }
        dataset.samples.put(sample);
    }
}

fn file_name(fields: &Fields, kind: DatasetType) -> Result<&str, ServiceError> {
    let name = fields.required_text("name")?;
    let forbidden = |c: char| matches!(c, '!' | '<' | '>' | '=' | '&' | '"' | '\'' | '/' | '\\');
    if name.chars().count() > MAX_NAME
        || name.contains(forbidden)
        || name.contains(char::is_control)
        || name.starts_with('.')
    {
        let problem = format!("{name:?} is not a valid file name.");
        return Err(ServiceError::parameter(problem));
    }
    if !kind.accepts_file(name) {
        let problem = format!("{name:?} has the wrong extension for this type of dataset.");
        return Err(ServiceError::new("ModelArts.4421", problem));
    }
    Ok(name)
}
