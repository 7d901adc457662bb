//! The settings of a client, as Python passes them.

use std::path::PathBuf;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString};

use super::environment::environment;
use super::input::{self, type_name};
use super::poll::Poll;
use super::signals::interruptible;
use super::yaml::YamlReader;
use crate::api::generated::settings::LANGUAGE;
use crate::api::setting::Kind;
use crate::config::{self, Environment, RawValue, Shown};
use crate::error::Error;
use crate::file::Interrupted;
use crate::language::Language;

/// What was passed to `create_client` or `with_options`; a polling schedule is checked already.
pub(super) type RawSettings = (Vec<(&'static str, RawValue)>, Option<Poll>);

/// Reads settings from their sources. Files are read here, which may take long; Ctrl-C ends it.
pub(super) fn from_sources<T: Send>(
    py: Python<'_>,
    use_environment: bool,
    read: impl FnOnce(&Environment, Interrupted<'_>, config::YamlReader<'_>) -> Result<T, Error> + Send,
) -> PyResult<Result<T, Error>> {
    let environment = if use_environment {
        environment(py)?
    } else {
        Environment::empty()
    };
    let (found, raised) = interruptible(py, |interrupted| {
        let yaml = YamlReader::default();
        let found = read(&environment, interrupted, &|text| yaml.read(text));
        (found, yaml.into_raised())
    })?;
    match raised {
        Some(raised) => Err(raised),
        None => Ok(found),
    }
}

/// Returns the language that is passed for messages, if it is one of the two.
pub(super) fn language_argument(settings: &Bound<'_, PyDict>) -> PyResult<Option<Language>> {
    let passed = settings.get_item(LANGUAGE.name)?;
    let tag = passed.and_then(|tag| tag.extract::<String>().ok());
    Ok(tag.and_then(|tag| Language::known(&tag)))
}

/// Returns the seconds of a duration in text; None if it is none.
#[pyfunction]
pub(super) fn seconds_of_text(text: &Bound<'_, PyString>) -> Option<f64> {
    // Text with half of a surrogate pair has no UTF-8.
    config::seconds_of_text(&text.to_cow().ok()?)
}

/// Reads settings by their declared types, which the core checks; errors are in a language.
pub(super) fn read_settings(
    settings: &Bound<'_, PyDict>,
    language: Language,
) -> PyResult<RawSettings> {
    let mut raw = Vec::with_capacity(settings.len());
    let mut poll = None;
    for (name, value) in settings {
        let name = name.cast::<PyString>()?.to_string_lossy().into_owned();
        let Some(setting) = config::argument(&name) else {
            let message = message!("create_client() has no setting {name}", name);
            return Err(PyTypeError::new_err(message.text(language)));
        };
        let value = match setting.kind {
            Kind::Poll => match value.extract::<Poll>() {
                Ok(value) => {
                    poll = Some(value);
                    continue;
                }
                Err(_) => RawValue::Other(type_name(&value)?),
            },
            _ if value.is_none() => RawValue::Nothing,
            _ => read_setting(&name, setting.kind, &value)?,
        };
        raw.push((setting.name, value));
    }
    Ok((raw, poll))
}

fn read_setting(name: &str, kind: Kind, value: &Bound<'_, PyAny>) -> PyResult<RawValue> {
    let py = value.py();
    let other = || Ok(RawValue::Other(type_name(value)?));
    match kind {
        Kind::Text { .. } | Kind::Secret | Kind::OneOf(_) | Kind::Language => {
            match value.cast::<PyString>() {
                Ok(text) => Ok(text.extract().map_or(RawValue::NotUnicode, RawValue::Text)),
                Err(_) => other(),
            }
        }
        Kind::Path { .. } => match value.extract::<PathBuf>() {
            Ok(path) => Ok(RawValue::Path(path)),
            Err(error) if error.is_instance_of::<PyTypeError>(py) => other(),
            Err(error) => Err(error),
        },
        Kind::Boolean { .. } => match value.cast::<PyBool>() {
            Ok(value) => Ok(RawValue::Boolean(value.is_true())),
            Err(_) => other(),
        },
        Kind::Seconds { .. } => Ok(match input::limit(name, value)? {
            Ok(limit) => RawValue::Seconds(limit),
            Err(problem) => RawValue::Refused(problem),
        }),
        Kind::Count { .. } if value.is_instance_of::<PyBool>() => other(),
        Kind::Count { .. } => match value.extract::<i64>() {
            Ok(number) => Ok(RawValue::Integer(Some(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(py) => {
                Ok(RawValue::Integer(None))
            }
            Err(error) if error.is_instance_of::<PyTypeError>(py) => other(),
            Err(error) => Err(error),
        },
        Kind::Poll => other(),
    }
}

/// Returns a value as a list of settings shows it.
pub(super) fn shown(py: Python<'_>, value: Shown) -> PyResult<Bound<'_, PyAny>> {
    Ok(match value {
        Shown::None => py.None().into_bound(py),
        Shown::Text(text) => text.into_pyobject(py)?.into_any(),
        Shown::Boolean(value) => value.into_pyobject(py)?.to_owned().into_any(),
        Shown::Seconds(seconds) => seconds.into_pyobject(py)?.into_any(),
        Shown::Count(count) => count.into_pyobject(py)?.into_any(),
    })
}
