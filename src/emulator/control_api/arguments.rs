//! The arguments of a request: the members of a JSON object, whose names and types are checked.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::reply::ControlError;
use crate::emulator::faults::settings::exclusive;
use crate::emulator::tasks::timeline::Steps;
use crate::message::Message;

/// The most characters of a value that an error shows.
const MAX_SHOWN: usize = 60;

/// The arguments that have not been read yet.
#[derive(Debug)]
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Reads a body: an object with some of the known names, or nothing.
    pub(super) fn read(body: &[u8], known: &[&str]) -> Result<Self, ControlError> {
        let refuse = |message: Message| ControlError::new(StatusCode::BAD_REQUEST, message);
        let fields = match serde_json::from_slice(body) {
            _ if body.is_empty() => Map::new(),
            Ok(Value::Object(fields)) => fields,
            Ok(other) => {
                let shown = shown(&other);
                return Err(refuse(message!(
                    "the body is {shown}, expected a JSON object",
                    shown
                )));
            }
            Err(error) => {
                let error = error.to_string();
                return Err(refuse(message!("the body is not JSON: {error}", error)));
            }
        };
        if let Some(unknown) = fields.keys().find(|name| !known.contains(&name.as_str())) {
            let problem = match known.is_empty() {
                true => message!("is unknown; this call has no arguments"),
                false => message!(
                    "is unknown, expected one of {names}",
                    names = known.join(", ")
                ),
            };
            return Err(ControlError::argument(&excerpt(unknown), problem));
        }
        Ok(Self(fields))
    }

    /// Returns a value as `read` takes it; `null` is like a value that is left out.
    pub(super) fn take<T>(
        &mut self,
        name: &'static str,
        expected: Message,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, ControlError> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match read(&value) {
                Some(read) => Ok(Some(read)),
                None => {
                    let value = shown(&value);
                    let problem = message!("is {value}, expected {expected}", value, expected);
                    Err(ControlError::argument(name, problem))
                }
            },
        }
    }

    /// Returns a value that may not be left out.
    pub(super) fn require<T>(
        &mut self,
        name: &'static str,
        expected: Message,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, ControlError> {
        let value = self.take(name, expected.clone(), read)?;
        value.ok_or_else(|| {
            let problem = message!("is missing, expected {expected}", expected);
            ControlError::argument(name, problem)
        })
    }

    pub(super) fn text(&mut self, name: &'static str) -> Result<Option<String>, ControlError> {
        self.take(name, message!("text"), text)
    }

    pub(super) fn required_text(&mut self, name: &'static str) -> Result<String, ControlError> {
        self.require(name, message!("text"), text)
    }

    pub(super) fn integer(&mut self, name: &'static str) -> Result<Option<i64>, ControlError> {
        self.take(name, message!("an integer"), Value::as_i64)
    }

    pub(super) fn number(&mut self, name: &'static str) -> Result<Option<f64>, ControlError> {
        self.take(name, message!("a number"), Value::as_f64)
    }

    pub(super) fn required_number(&mut self, name: &'static str) -> Result<f64, ControlError> {
        self.require(name, message!("a number"), Value::as_f64)
    }

    /// Returns true or false, false if it is left out.
    pub(super) fn flag(&mut self, name: &'static str) -> Result<bool, ControlError> {
        let value = self.take(name, message!("true or false"), Value::as_bool)?;
        Ok(value.unwrap_or_default())
    }

    /// Returns any JSON.
    pub(super) fn json(&mut self, name: &'static str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// Returns code and message.
    pub(super) fn error(&mut self) -> Result<Option<(String, String)>, ControlError> {
        self.take("error", Message::from(r#"["CODE", "MESSAGE"]"#), |value| {
            let [code, message] = value.as_array()?.as_slice() else {
                return None;
            };
            Some((text(code)?, text(message)?))
        })
    }

    /// Returns the states of a task, by polls or by time; `state` reads one of them.
    pub(super) fn steps(
        &mut self,
        state: impl Fn(&Value) -> Option<String>,
    ) -> Result<Option<Steps>, ControlError> {
        let polls = self.take(
            "states",
            message!("a list of states; [\"RUNNING\", 3] lasts three polls"),
            |value| {
                let states = value.as_array()?.iter().map(|item| match item.as_array() {
                    None => Some((state(item)?, 1)),
                    Some(pair) => match pair.as_slice() {
                        [name, polls] => Some((state(name)?, u32::try_from(polls.as_u64()?).ok()?)),
                        _ => None,
                    },
                });
                states.collect::<Option<Vec<_>>>()
            },
        )?;
        let times = self.take(
            "script",
            message!(
                "a list of states and when each begins, like [[0, \"RUNNING\"], [5, \"SUCCESS\"]]"
            ),
            |value| {
                let states = value.as_array()?.iter().map(|item| {
                    let [begin, name] = item.as_array()?.as_slice() else {
                        return None;
                    };
                    Some((begin.as_f64()?, state(name)?))
                });
                states.collect::<Option<Vec<_>>>()
            },
        )?;
        match (polls, times) {
            (Some(_), Some(_)) => Err(ControlError::argument("states", exclusive("script"))),
            (Some(polls), None) => Ok(Some(Steps::Polls(polls))),
            (None, Some(times)) => Ok(Some(Steps::Times(times))),
            (None, None) => Ok(None),
        }
    }
}

/// Reads text.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn shown(value: &Value) -> Message {
    match value {
        Value::Array(_) => message!("a list"),
        Value::Object(_) => message!("an object"),
        other => excerpt(&other.to_string()).into(),
    }
}

/// Returns the beginning of a text, without characters that a terminal would obey.
fn excerpt(text: &str) -> String {
    let printable = text
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut shown: String = printable.clone().take(MAX_SHOWN).collect();
    if printable.count() > MAX_SHOWN {
        shown.push('…');
    }
    shown
}
