//! What `modelarts config` shows: the settings, what is wrong or missing, and which ones there are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::environment::language;
use super::errors;
use super::settings::{from_sources, read_settings, shown};
use super::signals::interruptible;
use crate::api::generated::clouds::CLOUDS;
use crate::api::generated::settings::SETTINGS;
use crate::api::setting::{Kind, Source};
use crate::config::{self, Arguments};

type Diagnosed<'py> = (
    Bound<'py, PyDict>,
    BTreeMap<&'static str, String>,
    Vec<(&'static str, String, bool)>,
    Vec<String>,
);

/// Returns the settings that have a value, their sources, what is missing or wrong (the setting, the text,
/// whether it is missing), and warnings.
#[pyfunction]
pub(super) fn diagnose_settings<'py>(
    py: Python<'py>,
    settings: &Bound<'py, PyDict>,
    use_environment: bool,
) -> PyResult<Diagnosed<'py>> {
    let language = language(py)?;
    let (raw, _) = read_settings(settings, language)?;
    let found = from_sources(py, use_environment, |environment, interrupted, yaml| {
        let arguments = Arguments::new(raw)?;
        config::diagnose(&arguments, environment, interrupted, yaml)
    })?;
    let found = found.map_err(|error| errors::config_error(py, &error))?;
    let values = PyDict::new(py);
    for (name, value) in found.values {
        values.set_item(name, shown(py, value)?)?;
    }
    let problems = found.problems.iter();
    let problems = problems.map(|problem| {
        (
            problem.setting,
            problem.error.text(language),
            problem.is_missing(),
        )
    });
    let warnings = found.warnings.iter();
    let warnings = warnings.map(|warning| warning.message().text(language));
    let origins = found.origins.iter();
    let origins = origins.map(|(name, origin)| (*name, origin.text(language)));
    Ok((
        values,
        origins.collect(),
        problems.collect(),
        warnings.collect(),
    ))
}

/// Returns the text of a configuration file, which is JSON, for the commands that change it.
#[pyfunction]
pub(super) fn config_file_text(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    let text = interruptible(py, |interrupted| config::file_text(&path, interrupted))?;
    text.map_err(|error| errors::config_error(py, &error))
}

/// Returns the settings that the configuration file may have: the part of the file, the key there, whether it
/// is a secret, and an example.
#[pyfunction]
pub(super) fn file_settings() -> Vec<(&'static str, &'static str, bool, &'static str)> {
    let parts = [
        (Source::Context, "context"),
        (Source::Cluster, "cluster"),
        (Source::User, "user"),
    ];
    let mut found = Vec::new();
    for setting in SETTINGS {
        let is_secret = matches!(setting.kind, Kind::Secret);
        for (source, part) in parts {
            for key in setting.names_in(source) {
                found.push((part, key, is_secret, setting.example));
            }
        }
    }
    found
}

/// Returns the settings that a variable of the environment sets, each with the variable, by its own name and by
/// its key in the configuration file.
#[pyfunction]
pub(super) fn setting_variables() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for setting in SETTINGS {
        let Some(variable) = setting.name_in(Source::Variable) else {
            continue;
        };
        found.push((setting.name, variable));
        for source in [Source::Context, Source::Cluster, Source::User] {
            found.extend(setting.names_in(source).map(|key| (key, variable)));
        }
    }
    found
}

/// Returns the name of each cloud and its regions with ModelArts.
#[pyfunction]
pub(super) fn known_regions() -> Vec<(&'static str, Vec<&'static str>)> {
    let clouds = CLOUDS.iter();
    clouds
        .map(|cloud| (cloud.name, cloud.regions.to_vec()))
        .collect()
}
