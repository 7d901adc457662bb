//! The labels of a dataset, and the rules for them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::attribute;
use super::dataset_type::{DatasetType, LABEL_TYPES, TRIPLET_ENTITY, TRIPLET_RELATION};
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

/// What an update changes in a label.
#[derive(Debug)]
pub(crate) struct LabelChange {
    pub(crate) name: String,
    /// Selects among labels of the same name.
    pub(crate) kind: Option<i64>,
    /// The properties that change, and the new name.
    pub(crate) property: Map<String, Value>,
    /// `None` keeps the attributes.
    pub(crate) attributes: Option<Vec<Value>>,
}

/// A new name of a label.
#[derive(Debug)]
pub(crate) struct Renamed {
    pub(crate) old: Arc<str>,
    pub(crate) new: Arc<str>,
    pub(crate) kind: i64,
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
        self.labels.get(self.position(name, kind, &HashSet::new())?)
    }

    /// Returns the position of the first label of a name that is not among those to be removed.
    fn position(&self, name: &str, kind: Option<i64>, removed: &HashSet<usize>) -> Option<usize> {
        let name: Arc<str> = Arc::from(name);
        let kinds = LABEL_TYPES.into_iter();
        let kinds = kinds.filter(|other| kind.is_none_or(|kind| kind == *other));
        kinds
            .filter_map(|kind| self.positions.get(&(name.clone(), kind)).copied())
            .filter(|position| !removed.contains(position))
            .min()
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

    /// Changes a label; returns its new name, if it has one.
    pub(crate) fn update(
        &mut self,
        change: LabelChange,
        of: DatasetType,
    ) -> Result<Option<Renamed>, ServiceError> {
        let LabelChange {
            name,
            kind,
            mut property,
            attributes,
        } = change;
        let old = self
            .find(&name, kind)
            .ok_or_else(|| unknown(&name))?
            .clone();
        let new_name = match property.remove(RENAME_TO) {
            None | Some(Value::Null) => None,
            Some(Value::String(new_name)) => Some(Arc::from(new_name)),
            Some(_) => {
                let problem = format!("{RENAME_TO} is not a string.");
                return Err(ServiceError::parameter(problem));
            }
        };
        let mut changed = old.clone();
        changed.property.extend(property);
        if let Some(new_name) = &new_name {
            changed.name = Arc::clone(new_name);
        }
        if let Some(attributes) = attributes {
            changed.attributes = attributes;
        }
        self.check(&changed, of)?;
        if changed.name != old.name && self.find(&changed.name, Some(old.kind)).is_some() {
            return Err(taken(&changed.name));
        }
        if changed.text(SHORTCUT) != old.text(SHORTCUT) {
            self.check_shortcut(&changed)?;
        }
        let key = (old.name.clone(), old.kind);
        if let Some(position) = self.positions.remove(&key) {
            let key = (changed.name.clone(), changed.kind);
            self.positions.insert(key, position);
            if let Some(label) = self.labels.get_mut(position) {
                *label = changed;
            }
        }
        let renamed = new_name.map(|new| Renamed {
            old: old.name,
            new,
            kind: old.kind,
        });
        if let Some(renamed) = &renamed {
            self.rename_ends(renamed);
        }
        Ok(renamed)
    }

    /// Gives an entity its new name in the labels of relations.
    fn rename_ends(&mut self, renamed: &Renamed) {
        if renamed.kind != TRIPLET_ENTITY {
            return;
        }
        for label in &mut self.labels {
            for end in ENDS {
                if label.text(end) == Some(&renamed.old) {
                    let name = Value::from(&*renamed.new);
                    label.property.insert(end.to_owned(), name);
                }
            }
        }
    }

    /// Removes labels in one pass; returns for each of them the label, or why it stays.
    pub(crate) fn remove(
        &mut self,
        wanted: &[(&str, Option<i64>)],
    ) -> Vec<Result<Label, ServiceError>> {
        let mut removed = HashSet::new();
        let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, label) in self.labels.iter().enumerate() {
            for entity in ENDS.iter().filter_map(|end| label.text(end)) {
                users.entry(entity).or_default().push(position);
            }
        }
        let mut results = Vec::with_capacity(wanted.len());
        for (name, kind) in wanted {
            let position = self.position(name, *kind, &removed);
            let found = position.and_then(|position| Some((position, self.labels.get(position)?)));
            results.push(match found {
                None => Err(unknown(name)),
                Some((position, label)) => {
                    let uses = users.get(name).filter(|_| label.kind == TRIPLET_ENTITY);
                    let mut uses = uses.into_iter().flatten();
                    match uses.find(|position| !removed.contains(*position)) {
                        Some(user) => Err(in_use(name, self.labels.get(*user))),
                        None => {
                            removed.insert(position);
                            Ok(label.clone())
                        }
                    }
                }
            });
        }
        if !removed.is_empty() {
            let mut positions = 0..;
            self.labels.retain(|_| {
                let position = positions.next();
                position.is_none_or(|position| !removed.contains(&position))
            });
            self.index();
        }
        results
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
        attribute::check(&label.name, &label.attributes)?;
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

fn in_use(name: &str, user: Option<&Label>) -> ServiceError {
    let user = user.map_or("", |user| &user.name);
    let problem = format!("The label {name} is used by the label {user}.");
    ServiceError::new("ModelArts.4415", problem)
}

fn taken(name: &str) -> ServiceError {
    ServiceError::new(
        "ModelArts.4411",
        format!("There is already a label {name:?}."),
    )
}
