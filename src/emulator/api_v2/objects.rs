//! Datasets, versions and samples as JSON, with the documented keys.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::label::{Label, Labels};
use crate::emulator::datasets_v2::paths::ObsPath;
use crate::emulator::datasets_v2::sample::Sample;
use crate::emulator::datasets_v2::samples::Samples;
use crate::emulator::datasets_v2::version::Version;

/// Returns a URL like those by which OBS lets a browser read a file. It leads nowhere.
pub(crate) fn signed_url(path: &ObsPath) -> String {
    let segments = path.key().split('/');
    let key: Vec<String> = segments
        .map(|segment| utf8_percent_encode(segment, NON_ALPHANUMERIC).to_string())
        .collect();
    format!(
        "https://{}.obs.emulator.invalid:443/{}?AccessKeyId=EMULATOR&Expires=4102444800&Signature=EMULATOR",
        path.bucket(),
        key.join("/")
    )
}

/// Returns the fields that a dataset has in lists and on its own.
pub(crate) fn dataset(dataset: &Dataset, elapsed: Duration) -> Map<String, Value> {
    let (spec, counts) = (&dataset.spec, dataset.counts());
    let inner = &dataset.inner_work_path;
    let folder = |name: &str| inner.join(name).slashed();
    let running = dataset.running_tasks(elapsed);
    let json = json!({
        "dataset_id": dataset.id,
        "dataset_name": spec.name,
        "dataset_type": spec.kind.number(),
        "data_format": "Default",
        "next_version_num": dataset.published + 1,
        "status": dataset.status(elapsed),
        "data_sources": [spec.data_source],
        "create_time": dataset.created,
        "update_time": dataset.updated,
        "data_update_time": dataset.data_updated,
        "description": spec.description,
        "total_sample_count": counts.total,
        "annotated_sample_count": counts.labelled,
        "unconfirmed_sample_count": counts.unconfirmed,
        "total_sub_sample_count": 0,
        "deleted_sample_count": dataset.deleted_samples,
        "work_path": spec.work_path.slashed(),
        "work_path_type": 0,
        "inner_work_path": inner.slashed(),
        "inner_annotation_path": folder("annotation/"),
        "inner_data_path": folder("data/"),
        "inner_log_path": folder("logs/"),
        "inner_temp_path": folder("temp/"),
        "inner_task_path": folder("task/"),
        "workspace_id": spec.workspace_id,
        "enterprise_project_id": "0",
        "exist_running_task": !running.is_empty(),
        "exist_workforce_task": false,
        "running_tasks_id": running,
        "workforce_task_count": 0,
        "feature_supports": ["0"],
        "managed": spec.managed,
        "import_data": spec.import_data,
        "label_task_count": 1,
        "dataset_format": i32::from(!spec.kind.has_samples()),
        "dataset_version_count": dataset.versions.len(),
        "dataset_version": "v1",
        "ai_project": "default-ai-project",
        "content_labeling": true,
    });
    let mut fields = into_map(json);
    if let Ok(current) = dataset.version(&dataset.current) {
        let (id, name) = (&current.id, &current.spec.name);
        fields.insert("current_version_id".to_owned(), id.as_str().into());
        fields.insert("current_version_name".to_owned(), name.as_str().into());
    }
    if !spec.schema.is_empty() {
        fields.insert("schema".to_owned(), spec.schema.clone().into());
    }
    if let Some(task) = dataset.imports.front().filter(|_| spec.import_data) {
        fields.insert("import_task_id".to_owned(), task.id.as_str().into());
    }
    fields
}

pub(crate) fn labels(labels: &[Label]) -> Value {
    labels.iter().map(Label::to_json).collect()
}

/// Returns up to four files of a dataset.
pub(crate) fn preview(samples: &Samples) -> Value {
    let file = |sample: &Arc<Sample>| json!({"url": signed_url(&sample.path), "create_time": sample.modified});
    samples.all().iter().take(4).map(file).collect()
}

/// Returns the fields that a version has in lists and on its own.
pub(crate) fn version(
    version: &Version,
    dataset: &Dataset,
    elapsed: Duration,
) -> Map<String, Value> {
    let (spec, counts) = (&version.spec, version.counts());
    let mut fields = into_map(json!({
        "version_id": version.id,
        "version_name": spec.name,
        "version_format": spec.format,
        "status": version.status(elapsed),
        "create_time": version.created,
        "update_time": version.updated,
        "total_sample_count": counts.total,
        "annotated_sample_count": counts.labelled,
        "total_sub_sample_count": 0,
        "annotated_sub_sample_count": 0,
        "manifest_path": version.manifest.slashed(),
        "data_path": version.data.slashed(),
        "is_current": dataset.current == version.id,
        "train_evaluate_sample_ratio": spec.ratio,
        "remove_sample_usage": spec.remove_usage,
        "clear_hard_property": spec.clear_hard,
        "export_images": spec.export_images,
        "with_column_header": spec.with_column_header,
        "description": spec.description,
        "task_type": dataset.spec.kind.number(),
        "extract_serial_number": false,
        "previous_total_sample_count": version.previous.total,
        "previous_annotated_sample_count": version.previous.labelled,
        "add_sample_count": version.content.added,
        "deleted_sample_count": version.content.deleted,
        "modified_sample_count": version.content.modified,
    }));
    if !version.previous_id.is_empty() {
        let previous = version.previous_id.as_str();
        fields.insert("previous_version_id".to_owned(), previous.into());
    }
    // The documents have `code` for the state of a preprocessing, and errors in the message.
    if let Some(error) = version.error(elapsed) {
        let message = format!("{}: {}", error.code, error.message);
        fields.insert("message".to_owned(), message.into());
    }
    fields
}

/// Returns `multi` if a sample has several labels, else `single`.
pub(crate) fn label_mode(samples: &Samples) -> &'static str {
    let has_several = |sample: &Arc<Sample>| sample.labels.len() > 1;
    if samples.all().iter().any(has_several) {
        "multi"
    } else {
        "single"
    }
}

/// Returns how often each label is used.
pub(crate) fn label_stats<'a>(
    labels: &Labels,
    samples: impl Iterator<Item = &'a Arc<Sample>>,
) -> Vec<Value> {
    let mut uses: BTreeMap<(&str, i64), (usize, usize)> = BTreeMap::new();
    for sample in samples {
        let named = sample.labels.iter();
        let mut names: Vec<(&str, i64)> = named
            .filter_map(|label| Some((label.name.as_deref()?, label.kind)))
            .collect();
        for name in &names {
            uses.entry(*name).or_default().0 += 1;
        }
        names.sort_unstable();
        names.dedup();
        for name in names {
            uses.entry(name).or_default().1 += 1;
        }
    }
    let entry = |label: &Label| {
        let used = uses.get(&(&*label.name, label.kind));
        let (count, sample_count) = used.copied().unwrap_or_default();
        let mut fields = into_map(label.to_json());
        fields.insert("count".to_owned(), count.into());
        fields.insert("sample_count".to_owned(), sample_count.into());
        Value::Object(fields)
    };
    labels.all().iter().map(entry).collect()
}

/// Returns a sample with its labels, or with those of a machine that are not confirmed.
pub(crate) fn sample(sample: &Sample, machine_labels: bool) -> Value {
    let labels = if machine_labels {
        &sample.proposals
    } else {
        &sample.labels
    };
    let labels: Vec<Value> = labels.iter().map(|label| label.to_json()).collect();
    let mut fields = into_map(json!({
        "sample_id": &*sample.id,
        "sample_type": sample.sample_type,
        "labels": labels,
        "source": signed_url(&sample.path),
        "metadata": sample.metadata,
        "sample_time": sample.modified,
        "sample_status": sample.status(),
        "sample_name": sample.path.name(),
        "sample_dir": sample.path.parent().slashed(),
        "sample_size": sample.size,
    }));
    if let Some(text) = &sample.text {
        fields.insert("sample_data".to_owned(), json!([text]));
    }
    if let Some(by) = &sample.annotated_by {
        fields.insert("annotated_by".to_owned(), Value::from(&**by));
    }
    fields.into()
}

/// Returns the members of a JSON object.
pub(crate) fn into_map(json: Value) -> Map<String, Value> {
    match json {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
