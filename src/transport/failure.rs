//! The bodies in which the service, IAM and the gateway say that a call failed.

use std::borrow::Cow;

use jiter::{JsonValue, PartialMode};

use crate::schema::parse;
use crate::value::{Key, Object, Value};

/// Code and message of a failed call, in whichever of the known forms they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// The code, like `ModelArts.0102`.
    pub error_code: Option<String>,
    /// The message.
    pub error_msg: Option<String>,
    /// The id of the request that some gateways put into the body.
    pub request_id: Option<String>,
}

/// The keys of a code, the documented one first; compared without case and punctuation.
const CODES: [&str; 3] = ["errorcode", "errcode", "code"];
/// The keys of a message, the documented one first.
const MESSAGES: [&str; 16] = [
    "errormsg",
    "errormessage",
    "errmsg",
    "errordescription",
    "message",
    "msg",
    "description",
    "detail",
    "details",
    "reason",
    "title",
    "faultstring",
    "cause",
    "error",
    "errors",
    "info",
];
/// The maximum depth of the objects that are searched.
const MAX_DEPTH: usize = 6;
/// The maximum number of objects that are searched.
const MAX_OBJECTS: usize = 1000;

impl Failure {
    /// Reads the body of a call whose HTTP status says that it failed, whole or cut short; empty if
    /// the body is no JSON, or says nothing.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let Some(value) = parse(body).ok().or_else(|| parse_cut(body)) else {
            return Self::default();
        };
        if let Value::Text(text) = &value {
            return Self {
                error_msg: worded(text),
                ..Self::default()
            };
        }
        let objects = objects(&value);
        let with_code = objects
            .iter()
            .find_map(|object| Some((*object, code(object)?)));
        let own = with_code.as_ref().and_then(|(object, _)| message(object));
        let message = own.or_else(|| objects.iter().find_map(|object| message(object)));
        Self {
            error_code: with_code.map(|(_, code)| code),
            error_msg: message.or_else(|| first_text(&objects)),
            request_id: objects.first().and_then(|object| text(object, "requestid")),
        }
    }

    /// Reads the body of a call whose HTTP status says that it succeeded; `None` if its body says so,
    /// too.
    #[must_use]
    pub fn in_success(body: &[u8]) -> Option<Self> {
        let Ok(Value::Object(object)) = parse(body) else {
            return None;
        };
        Some(Self {
            error_code: Some(readable(object.get("error_code")?)?),
            error_msg: object.get("error_msg").and_then(readable),
            request_id: object.get("request_id").and_then(readable),
        })
    }
}

/// Reads the beginning of JSON whose end is missing.
fn parse_cut(body: &[u8]) -> Option<Value> {
    let body = body.trim_ascii();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let value = JsonValue::parse_with_config(body, false, PartialMode::TrailingStrings).ok()?;
    Some(converted(&value, 0))
}

fn converted(value: &JsonValue<'_>, depth: usize) -> Value {
    let next = depth.saturating_add(1);
    match value {
        _ if depth > MAX_DEPTH => Value::Null,
        JsonValue::Str(text) => Value::Text(text.to_string()),
        JsonValue::Int(number) => Value::Integer(*number),
        JsonValue::Array(items) => {
            Value::List(items.iter().map(|item| converted(item, next)).collect())
        }
        JsonValue::Object(members) => {
            let member = |(name, value): &(Cow<'_, str>, JsonValue<'_>)| {
                (Key::Other(name.to_string()), converted(value, next))
            };
            Value::Object(Object {
                schema: None,
                members: members.iter().map(member).collect(),
            })
        }
        _ => Value::Null,
    }
}

/// Returns the objects in a value: the outer ones first, then in their order.
fn objects(value: &Value) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut level = vec![value];
    for _ in 0..MAX_DEPTH {
        let mut next = Vec::new();
        for value in level {
            match value {
                Value::Object(object) if found.len() < MAX_OBJECTS => {
                    found.push(object);
                    next.extend(object.members.iter().map(|(_, value)| value));
                }
                Value::List(items) => next.extend(items.iter().take(MAX_OBJECTS)),
                _ => {}
            }
        }
        level = next;
    }
    found
}

fn code(object: &Object) -> Option<String> {
    // As OAuth says it.
    let named = || text(object, "errordescription").and_then(|_| text(object, "error"));
    CODES
        .iter()
        .find_map(|key| text(object, key))
        .or_else(named)
}

fn message(object: &Object) -> Option<String> {
    MESSAGES.iter().find_map(|key| text(object, key))
}

/// Returns the member of that key, if it is a text, a number or a list of texts.
fn text(object: &Object, key: &str) -> Option<String> {
    let mut members = object.members.iter().rev();
    members.find_map(|(name, value)| {
        (simplified(object.name(name)) == key).then(|| readable(value))?
    })
}

fn simplified(key: &str) -> String {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

fn readable(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        number @ (Value::Integer(_) | Value::BigInteger(_) | Value::Float(_)) => {
            Some(number.to_json())
        }
        Value::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_text).collect();
            texts
                .map(|texts| texts.join("; "))
                .filter(|text| !text.is_empty())
        }
        _ => None,
    }
}

/// Returns the first text of several words, whatever its key is.
fn first_text(objects: &[&Object]) -> Option<String> {
    let members = objects.iter().flat_map(|object| &object.members);
    members
        .filter_map(|(_, value)| worded(value.as_text()?))
        .next()
}

fn worded(text: &str) -> Option<String> {
    let is_worded = text.trim().contains(char::is_whitespace) || !text.is_ascii();
    is_worded.then(|| text.to_owned())
}
