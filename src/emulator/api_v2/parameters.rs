//! The members of bodies and the parameters of queries, as documented.

use axum::body::Bytes;
use serde_json::{Map, Value};

use crate::emulator::datasets_v2::samples::Window;
use crate::emulator::http::query;
use crate::emulator::quirks::Quirks;
use crate::emulator::service_error::ServiceError;

const MAX_DESCRIPTION: usize = 256;
/// The offset is documented as an integer of 32 bits.
const MAX_OFFSET: usize = i32::MAX.unsigned_abs() as usize;

/// The JSON object of a body, or of a member of one.
#[derive(Debug, Default)]
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads a body.
    pub(crate) fn read(body: &Bytes) -> Result<Self, ServiceError> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(ServiceError::parameter("The body is not a JSON object.")),
            Err(error) => Err(ServiceError::parameter(format!(
                "The body is not JSON: {error}"
            ))),
        }
    }

    /// Reads an object inside a body; `what` names it in errors.
    pub(crate) fn of(value: &Value, what: &str) -> Result<Self, ServiceError> {
        match value {
            Value::Object(fields) => Ok(Self(fields.clone())),
            _ => Err(wrong_type(what, "an object")),
        }
    }

    pub(crate) fn all(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Returns a member; `null` counts as missing.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong_type(name, "a string")),
        }
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<&str, ServiceError> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| ServiceError::parameter(format!("{name} is missing or empty.")))
    }

    pub(crate) fn boolean(&self, name: &str, default: bool) -> Result<bool, ServiceError> {
        match self.get(name) {
            None => Ok(default),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(wrong_type(name, "true or false")),
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, ServiceError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => match value.as_i64() {
                Some(number) => Ok(Some(number)),
                None => Err(wrong_type(name, "an integer")),
            },
        }
    }

    /// Returns a list; it is empty if it is missing.
    pub(crate) fn list(&self, name: &str) -> Result<&[Value], ServiceError> {
        match self.get(name) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(wrong_type(name, "a list")),
        }
    }

    /// Returns a list of strings.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&str>, ServiceError> {
        let items = self.list(name)?.iter();
        items
            .map(|item| {
                item.as_str()
                    .ok_or_else(|| wrong_type(name, "a list of strings"))
            })
            .collect()
    }

    /// Returns an object inside this one; it is empty if it is missing.
    pub(crate) fn object(&self, name: &str) -> Result<Self, ServiceError> {
        self.get(name)
            .map_or_else(|| Ok(Self::default()), |value| Self::of(value, name))
    }

    /// Returns one of the documented words, the first if the member is missing.
    pub(crate) fn one_of(
        &self,
        name: &str,
        allowed: &[&'static str],
    ) -> Result<&'static str, ServiceError> {
        let word = self.text(name)?;
        choose(name, word, allowed)
    }

    /// Returns the description, within the documented limits; which characters are `forbidden`
    /// differs by call.
    pub(crate) fn description(&self, forbidden: &str) -> Result<Option<&str>, ServiceError> {
        let description = self.text("description")?;
        let Some(text) = description else {
            return Ok(None);
        };
        let is_forbidden = |c: char| forbidden.contains(c);
        if text.chars().count() > MAX_DESCRIPTION || text.contains(is_forbidden) {
            let problem = format!(
                "description has more than {MAX_DESCRIPTION} characters, or one of {forbidden}."
            );
            return Err(ServiceError::parameter(problem));
        }
        Ok(description)
    }

    /// Returns a name of letters, digits, `_` and `-`.
    pub(crate) fn name(&self, member: &str, longest: usize) -> Result<Option<&str>, ServiceError> {
        let name = self.text(member)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        match name {
            Some(text) if text.is_empty() || text.len() > longest || !text.chars().all(allowed) => {
                let problem = format!(
                    "{member} is {text:?}, expected 1 to {longest} letters, digits, '_' or '-'."
                );
                Err(ServiceError::parameter(problem))
            }
            _ => Ok(name),
        }
    }
}

fn wrong_type(name: &str, expected: &str) -> ServiceError {
    ServiceError::parameter(format!("{name} is not {expected}."))
}

fn choose(
    name: &str,
    word: Option<&str>,
    allowed: &[&'static str],
) -> Result<&'static str, ServiceError> {
    let word = word.or(allowed.first().copied()).unwrap_or_default();
    let found = allowed.iter().find(|allowed| **allowed == word);
    found.copied().ok_or_else(|| {
        let expected = allowed.join(", ");
        ServiceError::parameter(format!("{name} is {word:?}, expected one of {expected}."))
    })
}

/// The parameters of a query; the last of a repeated parameter counts.
#[derive(Debug)]
pub(crate) struct Query(Vec<(String, String)>);

/// How many entries a page has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) default: usize,
    pub(crate) maximum: usize,
}

impl Limit {
    /// The limit of most lists.
    pub(crate) const USUAL: Self = Self {
        default: 10,
        maximum: 100,
    };
}

impl Query {
    pub(crate) fn read(query: Option<&str>) -> Self {
        Self(query::pairs(query))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let last = self.0.iter().rev().find(|(key, _)| key == name);
        last.map(|(_, value)| value.as_str())
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, ServiceError> {
        let text = self.text(name);
        text.map(|text| text.parse().map_err(|_| wrong_type(name, "an integer")))
            .transpose()
    }

    /// Returns a number from 0 to 1.
    pub(crate) fn share(&self, name: &str) -> Result<Option<f64>, ServiceError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let number = text.parse().ok();
        match number.filter(|number| (0.0..=1.0).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(wrong_type(name, "a number from 0 to 1")),
        }
    }

    /// Returns one of the documented numbers.
    pub(crate) fn one_of_numbers(
        &self,
        name: &str,
        allowed: &[i64],
    ) -> Result<Option<i64>, ServiceError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        match text.parse().ok().filter(|number| allowed.contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(ServiceError::parameter(format!(
                "{name} is {text:?}, expected one of {allowed:?}."
            ))),
        }
    }

    /// Returns a flag; it is false if it is missing. Clients write it in different ways.
    pub(crate) fn boolean(&self, name: &str) -> Result<bool, ServiceError> {
        match self.text(name).map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(wrong_type(name, "true or false")),
        }
    }

    /// Returns one of the documented words, the first if the parameter is missing.
    pub(crate) fn one_of(
        &self,
        name: &str,
        allowed: &[&'static str],
    ) -> Result<&'static str, ServiceError> {
        choose(name, self.text(name), allowed)
    }

    /// Returns which part of a list is wanted; lists are in descending order unless `order` says
    /// otherwise.
    pub(crate) fn window(&self, limit: Limit, quirks: Quirks) -> Result<Window, ServiceError> {
        let range = |name: &str, default: usize, allowed: std::ops::RangeInclusive<usize>| {
            let Some(text) = self.text(name) else {
                return Ok(default);
            };
            let number = text.parse().ok();
            number
                .filter(|number| allowed.contains(number))
                .ok_or_else(|| {
                    let (least, most) = (allowed.start(), allowed.end());
                    let expected = format!("expected an integer from {least} to {most}");
                    ServiceError::parameter(format!("{name} is {text:?}, {expected}."))
                })
        };
        let offset = range("offset", 0, 0..=MAX_OFFSET)?;
        let length = range("limit", limit.default, 1..=limit.maximum)?;
        let first = if quirks.record_offset {
            offset
        } else {
            offset.saturating_mul(length)
        };
        Ok(Window {
            first,
            length,
            descending: self.one_of("order", &["desc", "asc"])? == "desc",
        })
    }
}

/// Returns the part of a sorted list that a window selects.
pub(crate) fn select<T: Clone>(ascending: &[T], window: Window) -> Vec<T> {
    window
        .positions(ascending.len())
        .filter_map(|position| ascending.get(position).cloned())
        .collect()
}
