//! From arguments to a request, by the table of the operation.

use std::sync::Arc;

use bytes::Bytes;

use crate::api::{Operation, Parameter, Place, Rule};
use crate::encoding::{encode, query};
use crate::error::Problem;
use crate::http::Request;
use crate::message::{Message, quoted};
use crate::schema::{check, check_id, find_misspelled, folders, normalize};
use crate::value::{Key, Object, Value};

/// The parameter of every operation that a client may have a value for.
pub const PROJECT: &str = "project_id";

/// The arguments of one call.
#[derive(Debug, Clone)]
pub struct Arguments {
    /// The operation.
    pub operation: &'static Operation,
    /// The project, if the call names one.
    pub project: Option<Arc<str>>,
    /// The warnings about them.
    pub warnings: Vec<Message>,
    /// The other ids in the path, by name.
    pub ids: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    /// The members of the body, of an operation whose parameters they are.
    members: Object,
    body: Bytes,
}

impl Arguments {
    /// Creates a call without arguments yet.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            project: None,
            warnings: Vec::new(),
            ids: Vec::new(),
            query: Vec::new(),
            members: Object::default(),
            body: Bytes::new(),
        }
    }

    /// Takes an argument, and adds what is wrong with it to `problems`; without `validate`, the
    /// documented limits are left to the service.
    pub fn set(
        &mut self,
        parameter: &'static Parameter,
        value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) {
        let reserved = match (parameter.place, &parameter.rule) {
            (Place::Path, Rule::Id { reserved }) => reserved,
            (Place::Path, _) => return self.set_name(parameter, value, validate, problems),
            (Place::Query, _) => return self.set_pair(parameter, value, validate, problems),
            (Place::Body, _) => {
                let value = self.checked(parameter, value, validate, problems);
                self.body = Bytes::from(value.to_json());
                return;
            }
            (Place::Member, _) => {
                let value = self.checked(parameter, value, validate, problems);
                let key = Key::Other(parameter.key.to_owned());
                self.members.members.push((key, value));
                return;
            }
        };
        let id = text(value);
        if let Some(problem) = check_id(&id, reserved) {
            problems.push(Problem::new(parameter.name, problem));
        } else if parameter.name == PROJECT {
            self.project = Some(id.into());
        } else {
            self.ids.push((parameter.name, id));
        }
    }

    /// Adds what is wrong with arguments together: folders that lie in others.
    pub fn check_folders(&self, problems: &mut Vec<Problem>) {
        let parameters = self.operation.parameters.iter();
        for (parameter, outside) in parameters.filter_map(|one| Some((one, one.outside?))) {
            let other = self
                .operation
                .parameters
                .iter()
                .find(|one| one.name == outside);
            let (Some(folder), Some(other)) = (self.members.text(parameter.key), other) else {
                continue;
            };
            let others = self.members.get(other.key);
            let others = others
                .map(|value| folders(value, &other.rule))
                .unwrap_or_default();
            if let Some(found) = others.into_iter().find(|other| folder.starts_with(other)) {
                let problem = message!(
                    "is {folder}, which must neither be nor lie in {found} of {outside}",
                    folder = quoted(folder),
                    found = quoted(found),
                    outside
                );
                problems.push(Problem::new(parameter.name, problem));
            }
        }
    }

    /// Takes a name for the path, which may have any character, unlike an id.
    fn set_name(
        &mut self,
        parameter: &'static Parameter,
        value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) {
        let name = text(self.checked(parameter, value, validate, problems));
        // An empty one has been reported with the documented limits.
        if matches!(name.as_str(), "." | "..") || (name.is_empty() && !validate) {
            let problem = format!("is {name:?}, which can't be sent in a path");
            problems.push(Problem::new(parameter.name, problem));
        } else {
            self.ids.push((parameter.name, name));
        }
    }

    fn set_pair(
        &mut self,
        parameter: &'static Parameter,
        value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) {
        let is_list = matches!(parameter.rule, Rule::List { .. });
        let nests = matches!(value, Value::List(_) | Value::Object(_));
        if nests && !is_list && !validate {
            problems.push(Problem::new(
                parameter.name,
                message!("can't be sent in a query"),
            ));
        }
        let value = self.checked(parameter, value, validate, problems);
        match (value, &parameter.rule) {
            // A list of texts is sent as a pair for each, one of objects as JSON.
            (Value::List(items), Rule::List { item, .. }) if !matches!(item, Rule::Object(_)) => {
                let pairs = items.into_iter().map(|item| (parameter.key, text(item)));
                self.query.extend(pairs);
            }
            (value, _) => self.query.push((parameter.key, text(value))),
        }
    }

    /// Returns a value as it is sent.
    fn checked(
        &mut self,
        parameter: &'static Parameter,
        mut value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) -> Value {
        normalize(parameter.name, &mut value, &parameter.rule, problems);
        let mut misspelled = Vec::new();
        find_misspelled(parameter.name, &value, &parameter.rule, &mut misspelled);
        if validate {
            for Problem { place, problem } in misspelled {
                let problem = message!("{problem} (validate=False sends it as it is)", problem);
                problems.push(Problem::new(place, problem));
            }
            check(parameter.name, &value, &parameter.rule, problems);
        } else {
            // The service may accept more than is documented.
            let warnings = misspelled.into_iter().map(|Problem { place, problem }| {
                message!("{place} {problem} It is sent as it is.", place, problem)
            });
            self.warnings.extend(warnings);
        }
        value
    }

    /// Returns the request of the call.
    #[must_use]
    pub fn request(&self, project: Arc<str>) -> Request {
        let mut path = String::with_capacity(self.operation.path.len() + 64);
        for segment in self.operation.path.split('/').skip(1) {
            path.push('/');
            let name = segment
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'));
            match name {
                None => path.push_str(segment),
                Some(PROJECT) => path.push_str(&encode(&project)),
                Some(name) => {
                    let argument = self.ids.iter().find(|(parameter, _)| *parameter == name);
                    path.push_str(&encode(argument.map_or("", |(_, value)| value)));
                }
            }
        }
        let has_members = |parameter: &Parameter| parameter.place == Place::Member;
        let body = if self.operation.parameters.iter().any(has_members) {
            Bytes::from(Value::Object(self.members.clone()).to_json())
        } else {
            self.body.clone()
        };
        Request {
            operation: self.operation.name,
            method: self.operation.method.clone(),
            path,
            query: query(&self.query),
            body,
            project: Some(project),
            headers: Vec::new(),
            idempotent: self.operation.idempotent,
        }
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        other => other.to_json(),
    }
}
