//! The labels that a dataset knows, and the rules for them.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::kind::{DatasetType, TRIPLET_ENTITY, TRIPLET_RELATION};
use crate::emulator::service_error::ServiceError;

const MAX_LABELS: usize = 10_000;
const COLOR: &str = "@modelarts:color";
const SHORTCUT: &str = "@modelarts:shortcut";
const RENAME_TO: &str = "@modelarts:rename_to";
const ENDS: [&str; 2] = ["@modelarts:from_type", "@modelarts:to_type"];
/// The colour of labels that were found in data.
const DEFAULT_COLOR: &str = "#3399ff";

/// A label that samples can have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) name: Arc<str>,
    pub(crate) kind: i64,
    pub(crate) property: Map<String, Value>,
    pub(crate) attributes: Vec<Value>,
}

impl Label {
    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({"name": &*self.name, "type": self.kind, "property": self.property});
        if !self.attributes.is_empty()
            && let Some(fields) = json.as_object_mut()
        {
            fields.insert("attributes".to_owned(), self.attributes.clone().into());
        }
        json
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.property.get(key).and_then(Value::as_str)
    }
}

/// The labels of a dataset in the order of their creation; name and type identify one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    labels: Vec<Label>,
    positions: HashMap<(Arc<str>, i64), usize>,
}

impl Labels {
    pub(crate) fn all(&self) -> &[Label] {
        &self.labels
    }

    /// Returns the label of a name; a type selects among labels of the same name.
    pub(crate) fn find(&self, name: &str, kind: Option<i64>) -> Option<&Label> {
        match kind {
            Some(kind) => self
                .positions
                .get(&(Arc::from(name), kind))
                .and_then(|position| self.labels.get(*position)),
            None => self.labels.iter().find(|label| &*label.name == name),
        }
    }

    /// Adds a label.
    pub(crate) fn add(&mut self, label: Label, of: DatasetType) -> Result<(), ServiceError> {
        self.check(&label, of)?;
        if self.find(&label.name, Some(label.kind)).is_some() {
            return Err(taken(&label.name));
        }
        self.check_shortcut(&label)?;
        if self.labels.len() >= MAX_LABELS {
            let problem = format!("A dataset can have {MAX_LABELS} labels.");
            return Err(ServiceError::new("ModelArts.4413", problem));
        }
        self.insert(label);
        Ok(())
    }

    /// Adds a label that was found in data, unless it is there.
    pub(crate) fn note(&mut self, name: &Arc<str>, kind: i64) {
        if self.labels.len() >= MAX_LABELS || self.positions.contains_key(&(name.clone(), kind)) {
            return;
        }
        let mut property = Map::new();
        property.insert(COLOR.to_owned(), DEFAULT_COLOR.into());
        self.insert(Label {
            name: name.clone(),
            kind,
            property,
            attributes: Vec::new(),
        });
    }

    fn insert(&mut self, label: Label) {
        let key = (label.name.clone(), label.kind);
        self.positions.insert(key, self.labels.len());
        self.labels.push(label);
    }

    /// Changes properties of a label, and its name if they have a new one; returns the type and the
    /// new name.
    pub(crate) fn update(
        &mut self,
        name: &str,
        kind: Option<i64>,
        mut changes: Map<String, Value>,
        of: DatasetType,
    ) -> Result<(i64, Option<Arc<str>>), ServiceError> {
        let old = self.find(name, kind).ok_or_else(|| unknown(name))?.clone();
        let new_name = changes.remove(RENAME_TO);
        let new_name = new_name.as_ref().and_then(Value::as_str).map(Arc::from);
        let mut changed = old.clone();
        changed.property.extend(changes);
        if let Some(new_name) = &new_name {
            changed.name = Arc::clone(new_name);
        }
        self.check(&changed, of)?;
        if changed.name != old.name && self.find(&changed.name, Some(old.kind)).is_some() {
            return Err(taken(&changed.name));
        }
        if changed.text(SHORTCUT) != old.text(SHORTCUT) {
            self.check_shortcut(&changed)?;
        }
        if let Some(position) = self.positions.get(&(old.name.clone(), old.kind)).copied() {
            if let Some(label) = self.labels.get_mut(position) {
                *label = changed;
            }
            self.index();
        }
        Ok((old.kind, new_name))
    }

    /// Removes a label and returns it.
    pub(crate) fn remove(&mut self, name: &str, kind: Option<i64>) -> Result<Label, ServiceError> {
        let label = self.find(name, kind).ok_or_else(|| unknown(name))?.clone();
        let is_end = |other: &Label| {
            label.kind == TRIPLET_ENTITY && ENDS.iter().any(|end| other.text(end) == Some(name))
        };
        if let Some(user) = self.labels.iter().find(|other| is_end(other)) {
            let problem = format!("The label {name} is used by the label {}.", user.name);
            return Err(ServiceError::new("ModelArts.4415", problem));
        }
        self.labels
            .retain(|other| other.name != label.name || other.kind != label.kind);
        self.index();
        Ok(label)
    }

    fn index(&mut self) {
        let labels = self.labels.iter().enumerate();
        self.positions = labels
            .map(|(position, label)| ((label.name.clone(), label.kind), position))
            .collect();
    }

    fn check(&self, label: &Label, of: DatasetType) -> Result<(), ServiceError> {
        let error = |code: &'static str, problem: &str| {
            let text = format!("The label {:?} {problem}.", label.name);
            Err(ServiceError::new(code, text))
        };
        if label.name.is_empty() || label.name.chars().count() > 1024 {
            return error("ModelArts.4413", "has no name, or one that is too long");
        }
        if !of.accepts_label_type(label.kind) {
            return error("ModelArts.4413", "has a type that its dataset can't have");
        }
        let is_known = |end: &str| match label.text(end) {
            Some(entity) => self.find(entity, Some(TRIPLET_ENTITY)).is_some(),
            None => true,
        };
        if label.kind == TRIPLET_RELATION && !ENDS.iter().all(|end| is_known(end)) {
            return error(
                "ModelArts.4414",
                "relates an entity label that does not exist",
            );
        }
        Ok(())
    }

    fn check_shortcut(&self, label: &Label) -> Result<(), ServiceError> {
        let Some(shortcut) = label.text(SHORTCUT).filter(|key| !key.is_empty()) else {
            return Ok(());
        };
        let same = |other: &&Label| other.text(SHORTCUT) == Some(shortcut);
        match self.labels.iter().find(same) {
            Some(other) => Err(ServiceError::new(
                "ModelArts.4412",
                format!(
                    "The shortcut {shortcut} is used by the label {}.",
                    other.name
                ),
            )),
            None => Ok(()),
        }
    }
}

pub(crate) fn unknown(name: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4410",
        format!("The label {name:?} does not exist."),
    )
}

fn taken(name: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4411",
        format!("There is already a label {name:?}."),
    )
}
