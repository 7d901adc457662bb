//! From arguments to a request, by the table of the operation.

use std::sync::Arc;

use bytes::Bytes;

use crate::api::{Member, Operation, Parameter, Place, Rule};
use crate::encoding::{encode, query};
use crate::error::Problem;
use crate::http::Request;
use crate::schema::{check, check_id};
use crate::value::{Key, Object, Value};

/// The parameter that every operation has, and that a client may know.
pub const PROJECT: &str = "project_id";

/// The arguments of one call.
#[derive(Debug, Clone)]
pub struct Arguments {
    operation: &'static Operation,
    /// The project, if the call names one.
    pub project: Option<Arc<str>>,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    body: Bytes,
}

impl Arguments {
    /// No arguments yet.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            project: None,
            path: Vec::new(),
            query: Vec::new(),
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
        match parameter.place {
            Place::Path => self.set_segment(parameter, value, problems),
            Place::Query => self.set_pair(parameter, value, validate, problems),
            Place::Body => self.set_body(parameter, value, validate, problems),
        }
    }

    fn set_segment(
        &mut self,
        parameter: &'static Parameter,
        value: Value,
        problems: &mut Vec<Problem>,
    ) {
        let reserved = match parameter.rule {
            Rule::Id { reserved } => reserved,
            _ => &[],
        };
        let text = match value {
            Value::Text(text) => text,
            other => other.to_json(),
        };
        if let Some(problem) = check_id(&text, reserved) {
            problems.push(Problem::new(parameter.name, problem));
        } else if parameter.name == PROJECT {
            self.project = Some(text.into());
        } else {
            self.path.push((parameter.name, text));
        }
    }

    fn set_pair(
        &mut self,
        parameter: &'static Parameter,
        value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) {
        if validate {
            check(parameter.name, &value, &parameter.rule, problems);
        } else if matches!(value, Value::List(_) | Value::Object(_)) {
            problems.push(Problem::new(parameter.name, "can't be sent in a query"));
        }
        let text = match value {
            Value::Text(text) => text,
            other => other.to_json(),
        };
        self.query.push((parameter.name, text));
    }

    fn set_body(
        &mut self,
        parameter: &'static Parameter,
        mut value: Value,
        validate: bool,
        problems: &mut Vec<Problem>,
    ) {
        if let (Value::Object(object), Rule::Object(members)) = (&mut value, &parameter.rule) {
            rename_aliases(parameter.name, object, members, problems);
        }
        if validate {
            check(parameter.name, &value, &parameter.rule, problems);
        }
        self.body = Bytes::from(value.to_json());
    }

    /// Returns the ids in the path but for the project, by name.
    #[must_use]
    pub fn ids(&self) -> &[(&'static str, String)] {
        &self.path
    }

    /// Returns the request of the call.
    #[must_use]
    pub fn request(self, project: Arc<str>) -> Request {
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
                    let argument = self.path.iter().find(|(parameter, _)| *parameter == name);
                    path.push_str(&encode(argument.map_or("", |(_, value)| value)));
                }
            }
        }
        Request {
            operation: self.operation.name,
            method: self.operation.method.clone(),
            path,
            query: query(&self.query),
            body: self.body,
            project: Some(project),
            headers: Vec::new(),
            idempotent: self.operation.idempotent,
        }
    }
}

/// Sends a member under its documented name, where the documents have another spelling, too.
fn rename_aliases(
    place: &str,
    object: &mut Object,
    members: &[Member],
    problems: &mut Vec<Problem>,
) {
    for member in members {
        let Some(alias) = member.alias else { continue };
        let Some(value) = object.get(alias).cloned() else {
            continue;
        };
        let name = member.name;
        if object.get(name).is_some_and(|other| *other != value) {
            let problem = format!("contradicts {place}.{name}; pass {name} alone");
            problems.push(Problem::new(format!("{place}.{alias}"), problem));
        }
        let is_alias = |key: &Key| *key == Key::Other(alias.to_owned());
        if object.get(name).is_some() {
            object.members.retain(|(key, _)| !is_alias(key));
        } else if let Some((key, _)) = object.members.iter_mut().find(|(key, _)| is_alias(key)) {
            *key = Key::Other(name.to_owned());
        }
    }
}
