//! Samples and their labels.

use std::sync::Arc;

use ring::digest::{SHA256, digest};
use serde_json::{Map, Value};

use super::dataset_type::DatasetType;
use super::paths::ObsPath;
use crate::emulator::service_error::ServiceError;

/// The keys of attributes of samples and labels.
pub(crate) const HARD: &str = "@modelarts:hard";
pub(crate) const SIZE: &str = "@modelarts:size";
pub(crate) const SHAPE: &str = "@modelarts:shape";
pub(crate) const FEATURE: &str = "@modelarts:feature";
pub(crate) const IMPORT_ORIGIN: &str = "@modelarts:import_origin";

/// A label on a sample.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SampleLabel {
    /// `None` for labels without a name, such as the content of speech.
    pub(crate) name: Option<Arc<str>>,
    pub(crate) kind: i64,
    pub(crate) id: Option<Box<str>>,
    pub(crate) property: Map<String, Value>,
    /// The confidence, from 0 to 1.
    pub(crate) score: Option<f64>,
}

impl SampleLabel {
    pub(crate) fn named(name: &str, kind: i64) -> Self {
        Self {
            name: Some(name.into()),
            kind,
            id: None,
            property: Map::new(),
            score: None,
        }
    }

    pub(crate) fn is(&self, name: &str, kind: i64) -> bool {
        self.kind == kind && self.name.as_deref() == Some(name)
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut fields = Map::new();
        if let Some(name) = &self.name {
            fields.insert("name".to_owned(), Value::from(&**name));
        }
        fields.insert("type".to_owned(), self.kind.into());
        if let Some(id) = &self.id {
            fields.insert("id".to_owned(), Value::from(&**id));
        }
        fields.insert("property".to_owned(), self.property.clone().into());
        if let Some(score) = self.score {
            fields.insert("score".to_owned(), score.into());
        }
        fields.into()
    }
}

/// A sample: a file, or a line of a text file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    pub(crate) id: Arc<str>,
    pub(crate) sample_type: i64,
    /// The file that it is, or that it is a line of.
    pub(crate) path: ObsPath,
    /// The line of a text file.
    pub(crate) text: Option<Box<str>>,
    pub(crate) size: u64,
    /// When the file was last modified, in epoch milliseconds.
    pub(crate) modified: i64,
    pub(crate) labels: Vec<SampleLabel>,
    /// Labels that a person has to confirm.
    pub(crate) proposals: Vec<SampleLabel>,
    pub(crate) metadata: Map<String, Value>,
    /// `TRAIN`, `EVAL`, `TEST` or `INFERENCE`.
    pub(crate) usage: Option<&'static str>,
    pub(crate) annotated_by: Option<Arc<str>>,
    /// When it was labelled, in epoch milliseconds.
    pub(crate) labelled: i64,
}

impl Sample {
    /// Returns the sample that a file becomes, without labels.
    pub(crate) fn of_file(dataset_id: &str, kind: DatasetType, path: ObsPath) -> Self {
        let mut metadata = Map::new();
        metadata.insert(IMPORT_ORIGIN.to_owned(), 0.into());
        Self {
            id: id_of(dataset_id, path.as_ref()).into(),
            sample_type: kind.sample_type(),
            path,
            text: None,
            size: 0,
            modified: 0,
            labels: Vec::new(),
            proposals: Vec::new(),
            metadata,
            usage: None,
            annotated_by: None,
            labelled: 0,
        }
    }

    /// Returns the sample that a line of a text file becomes; `row` counts from 1.
    pub(crate) fn of_line(
        dataset_id: &str,
        kind: DatasetType,
        path: &ObsPath,
        row: usize,
        text: &str,
    ) -> Self {
        let file = Self::of_file(dataset_id, kind, path.clone());
        Self {
            id: format!("{}.{row:09}", file.id).into(),
            text: Some(text.into()),
            size: text.len() as u64,
            ..file
        }
    }

    /// Takes from the same sample, as it was before, what an import does not say.
    pub(crate) fn keep(&mut self, before: &Self) {
        if !self.is_labelled() {
            self.labels.clone_from(&before.labels);
            self.annotated_by.clone_from(&before.annotated_by);
            self.labelled = before.labelled;
            if !self.is_labelled() && self.proposals.is_empty() {
                self.proposals.clone_from(&before.proposals);
            }
        }
        let mut metadata = before.metadata.clone();
        metadata.append(&mut self.metadata);
        self.metadata = metadata;
        self.usage = self.usage.or(before.usage);
    }

    pub(crate) fn is_labelled(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Returns whether labels of a machine wait for a person.
    pub(crate) fn is_unconfirmed(&self) -> bool {
        self.labels.is_empty() && !self.proposals.is_empty()
    }

    pub(crate) fn is_hard(&self) -> bool {
        self.metadata.get(HARD).is_some_and(is_true)
    }

    /// Returns the documented word for its state.
    pub(crate) fn status(&self) -> &'static str {
        if self.is_labelled() {
            "MANUAL_ANNOTATION"
        } else {
            "UN_ANNOTATION"
        }
    }
}

/// Returns whether a flag is set, in any of the forms that the documents show.
pub(crate) fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => text == "1" || text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Returns the id of a file in a dataset: the same for the same file, so that a second import finds it.
pub(crate) fn id_of(dataset_id: &str, path: &str) -> String {
    let hash = digest(&SHA256, format!("{dataset_id}\n{path}").as_bytes());
    hex::encode(hash.as_ref().get(..16).unwrap_or_default())
}

/// Reads the labels of a sample in the form of the service.
pub(crate) fn read_labels(
    list: Option<&Value>,
    default_type: i64,
) -> Result<Vec<SampleLabel>, ServiceError> {
    let invalid = |problem: &str| ServiceError::parameter(format!("labels: {problem}."));
    let items = match list {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(invalid("it is no list")),
    };
    let read = |item: &Value| {
        let fields = item
            .as_object()
            .ok_or_else(|| invalid("an entry is no object"))?;
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let property = match fields.get("property") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(property)) => property.clone(),
            Some(_) => return Err(invalid("property is no object")),
        };
        let score = fields.get("score").and_then(Value::as_f64);
        if score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
            return Err(invalid("score is not from 0 to 1"));
        }
        Ok(SampleLabel {
            name: text("name").map(Into::into),
            kind: fields
                .get("type")
                .and_then(Value::as_i64)
                .unwrap_or(default_type),
            id: text("id").map(Into::into),
            property,
            score,
        })
    };
    items.iter().map(read).collect()
}
