//! A value as it is written in a variable or a file.

use std::path::PathBuf;

use crate::api::generated::settings::VERIFY_SSL;
use crate::api::setting::{Kind, Setting};
use crate::config::setting_value::{self, Found, RawValue};
use crate::error::Error;
use crate::message::Message;
use crate::value::Value;

/// A value as it is written, and where.
pub(in crate::config) struct SourceValue {
    pub(in crate::config) value: Value,
    /// The place as an error names it.
    pub(in crate::config) place: Message,
}

impl SourceValue {
    /// Returns an error about the value, which it does not quote: it may be a secret.
    pub(super) fn wrong(&self, problem: Message) -> Error {
        Error::Config(message!("{place}: {problem}", place = &self.place, problem))
    }

    /// Returns the text of the value.
    pub(in crate::config) fn text(&self) -> Result<String, Error> {
        match &self.value {
            Value::Text(text) => Ok(text.clone()),
            Value::Integer(number) => Ok(number.to_string()),
            Value::BigInteger(digits) => Ok(digits.clone()),
            other => Err(self.wrong(message!(
                "is {found}, expected text; put the value into quotes",
                found = kind(other)
            ))),
        }
    }

    fn boolean(&self) -> Result<bool, Error> {
        if let Value::Boolean(value) = self.value {
            return Ok(value);
        }
        match self.text()?.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err(self.wrong(message!("is neither true nor false; write one of the two"))),
        }
    }
}

/// Returns what kind of value it is, in words.
pub(super) fn kind(value: &Value) -> Message {
    match value {
        Value::Null => message!("empty"),
        Value::Boolean(_) => message!("true or false"),
        Value::Integer(_) | Value::BigInteger(_) | Value::Float(_) => message!("a number"),
        Value::Text(_) => message!("text"),
        Value::List(_) => message!("a list"),
        Value::Object(_) => message!("a mapping"),
    }
}

/// Returns the value of a setting, which `written` finds by its key in one of the sources.
pub(in crate::config) fn setting(
    setting: &Setting,
    key: &str,
    written: impl Fn(&str) -> Result<Option<SourceValue>, Error>,
) -> Result<Option<Found<setting_value::Value>>, Error> {
    if setting.name == VERIFY_SSL.name
        && let Some(insecure) = written("insecure")?
        && insecure.boolean()?
    {
        return Ok(Some(Found::at(
            insecure.place,
            setting_value::Value::Boolean(false),
        )));
    }
    let Some(found) = written(key)? else {
        return Ok(None);
    };
    let raw = match setting.kind {
        Kind::Boolean { .. } => RawValue::Boolean(found.boolean()?),
        Kind::Path { .. } => RawValue::Path(PathBuf::from(found.text()?)),
        _ => RawValue::Text(found.text()?),
    };
    let checked = setting_value::check(setting, raw).map_err(|problem| found.wrong(problem))?;
    Ok(checked.map(|value| Found::at(found.place, value)))
}
