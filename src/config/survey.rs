//! The settings as far as they are known, where no client can be made from them.

use std::collections::BTreeMap;

use super::arguments::Arguments;
use super::endpoint::Endpoints;
use super::environment::Environment;
use super::openstack::YamlReader;
use super::resolve::Parts;
use super::sources::Sources;
use super::value::{Found, Shown};
use super::warning::Warning;
use crate::api::generated::settings::{
    CA_BUNDLE, CONFIG_FILE, CONTEXT, ENDPOINT, IAM_ENDPOINT, PROJECT_ID, PROJECT_NAME, REGION,
    SIGNATURE,
};
use crate::error::Error;
use crate::file::Interrupted;
use crate::message::Message;

/// What is known of the settings, and what is wrong or missing.
#[derive(Debug, Default)]
pub struct Survey {
    /// The settings that have a value, without secrets.
    pub shown: Vec<(&'static str, Shown)>,
    /// The source of each, in words, by its name.
    pub origins: BTreeMap<&'static str, Message>,
    /// What keeps a client from being made; nothing if one can be made.
    pub gaps: Vec<Gap>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// A setting that is missing or wrong.
#[derive(Debug)]
pub struct Gap {
    /// The setting; "credential" for all that belongs to one.
    pub setting: &'static str,
    /// What is wrong with it.
    pub error: Error,
}

impl Gap {
    /// Returns whether something is missing, and nothing wrong.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.error, Error::Incomplete(_))
    }
}

/// Returns the settings as [`super::resolve`] finds them, but goes on where one is missing or wrong.
///
/// # Errors
/// A source can't be read.
pub fn survey(
    arguments: &Arguments,
    environment: &Environment,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<Survey, Error> {
    let mut sources = Sources::read(arguments, environment, interrupted, yaml)?;
    let mut survey = Survey::default();
    if let Some(file) = sources.context() {
        let path = Shown::Text(file.path.display().to_string());
        survey.shown.push((CONFIG_FILE.name, path));
        let name = Shown::Text(file.name.clone());
        survey.add(CONTEXT.name, name, &file.origin);
        let named = sources.find_or_default::<std::path::PathBuf>(&CONFIG_FILE)?;
        survey.origins.insert(CONFIG_FILE.name, named.origin);
    }
    let parts = Parts::read(&mut sources, interrupted);
    survey.parts(&parts, &sources);
    if survey.is_whole(&parts) {
        match parts.settings(&sources) {
            Ok(settings) => survey.warnings = settings.warnings,
            Err(error) => survey.gap(REGION.name, error),
        }
    } else {
        survey.errors(parts);
    }
    if !survey.gaps.is_empty() {
        survey.warnings = sources.warnings();
    }
    Ok(survey)
}

impl Survey {
    fn add(&mut self, name: &'static str, value: Shown, origin: &Message) {
        self.shown.push((name, value));
        self.origins.insert(name, origin.clone());
    }

    fn text(&mut self, name: &'static str, found: &Found<String>) {
        self.add(name, Shown::Text(found.value.clone()), &found.origin);
    }

    fn gap(&mut self, setting: &'static str, error: Error) {
        self.gaps.push(Gap { setting, error });
    }

    /// Adds the values that were found.
    fn parts(&mut self, parts: &Parts, sources: &Sources<'_>) {
        match &parts.endpoints {
            Ok(endpoints) => self.endpoints(endpoints),
            // The region may be known and only its endpoint not.
            Err(_) => {
                if let Ok(Some(region)) = sources.find_ours::<String>(&REGION) {
                    self.text(REGION.name, &region);
                }
            }
        }
        if let Ok(project) = &parts.project {
            if let Some(id) = &project.id {
                self.add(
                    PROJECT_ID.name,
                    Shown::Text(id.value.to_string()),
                    &id.origin,
                );
            }
            if let Some(name) = &project.name {
                self.text(PROJECT_NAME.name, name);
            }
        }
        if let Ok(found) = &parts.credential {
            let kind = Shown::Text(found.credential.kind().to_owned());
            self.add("credential", kind, &found.origin);
        }
        if let Some(Ok(found)) = &parts.signature {
            let name = Shown::Text(found.value.name().to_owned());
            self.add(SIGNATURE.name, name, &found.origin);
        }
        if let Ok(Some(found)) = &parts.ca_bundle {
            let path = Shown::Text(found.value.path.display().to_string());
            self.add(CA_BUNDLE.name, path, &found.origin);
        }
        if let Ok(values) = &parts.values {
            self.shown.extend(values.shown());
        }
        if let Ok(pace) = &parts.pace {
            self.shown.extend(pace.shown());
        }
        if let Ok(options) = &parts.options {
            self.shown.extend(options.shown());
        }
        self.origins.extend(parts.origins.clone());
    }

    fn endpoints(&mut self, endpoints: &Endpoints) {
        if let Some(region) = &endpoints.region {
            self.text(REGION.name, region);
        }
        self.text(ENDPOINT.name, &endpoints.endpoint);
        self.text(IAM_ENDPOINT.name, &endpoints.iam_endpoint);
    }

    fn is_whole(&self, parts: &Parts) -> bool {
        let errors = [
            parts.credential.is_err(),
            parts.project.is_err(),
            parts.endpoints.is_err(),
            matches!(parts.signature, Some(Err(_))),
            parts.values.is_err(),
            parts.pace.is_err(),
            parts.options.is_err(),
            parts.ca_bundle.is_err(),
        ];
        self.gaps.is_empty() && !errors.contains(&true)
    }

    /// Adds what is wrong or missing.
    fn errors(&mut self, parts: Parts) {
        let gaps = [
            (REGION.name, parts.endpoints.err()),
            (PROJECT_ID.name, parts.project.err()),
            ("credential", parts.credential.err()),
            (SIGNATURE.name, parts.signature.and_then(Result::err)),
            (CA_BUNDLE.name, parts.ca_bundle.err()),
            ("verify_ssl", parts.values.err()),
            ("poll_maximum", parts.pace.err()),
            ("timeout", parts.options.err()),
        ];
        for (setting, error) in gaps {
            if let Some(error) = error {
                self.gap(setting, error);
            }
        }
    }
}
