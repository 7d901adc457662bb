//! The settings as far as they are known, where no client can be made from them.

use std::collections::BTreeMap;

use super::arguments::Arguments;
use super::endpoint::Endpoints;
use super::environment::Environment;
use super::generated_values::{CallOptions, Values};
use super::openstack::YamlReader;
use super::pace::Pace;
use super::resolve::Parts;
use super::setting_value::{Found, Shown};
use super::sources::Sources;
use super::warning::Warning;
use crate::api::generated::settings::{
    CA_BUNDLE, CONFIG_FILE, CONTEXT, ENDPOINT, IAM_ENDPOINT, PROJECT_ID, PROJECT_NAME, PROXY,
    REGION, SIGNATURE,
};
use crate::error::Error;
use crate::file::Interrupted;
use crate::message::Message;

/// The name under which everything that belongs to a credential is reported.
const CREDENTIAL: &str = "credential";

/// What is known of the settings, and what is wrong or missing.
#[derive(Debug, Default)]
pub struct Diagnosis {
    /// The settings that have a value, without secrets.
    pub values: Vec<(&'static str, Shown)>,
    /// The source of each, in words, by its name.
    pub origins: BTreeMap<&'static str, Message>,
    /// Why no client can be made; empty if one can be made.
    pub problems: Vec<SettingProblem>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// A setting that is missing or wrong.
#[derive(Debug)]
pub struct SettingProblem {
    /// The setting; "credential" for all that belongs to one.
    pub setting: &'static str,
    /// What is wrong with it.
    pub error: Error,
}

impl SettingProblem {
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
pub fn diagnose(
    arguments: &Arguments,
    environment: &Environment,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<Diagnosis, Error> {
    let mut sources = Sources::read(arguments, environment, interrupted, yaml)?;
    let mut found = Diagnosis::default();
    if let Some(file) = sources.context() {
        let path = Shown::Text(file.path.display().to_string());
        found.values.push((CONFIG_FILE.name, path));
        let name = Shown::Text(file.name.clone());
        found.add(CONTEXT.name, name, &file.origin);
        let named = sources.find_or_default::<std::path::PathBuf>(&CONFIG_FILE)?;
        found.origins.insert(CONFIG_FILE.name, named.origin);
    }
    let parts = Parts::read(&mut sources, interrupted);
    found.add_parts(&parts, &sources);
    if parts.have_errors() {
        found.add_problems(parts, &sources);
    } else {
        match parts.settings(&sources) {
            Ok(settings) => found.warnings = settings.warnings,
            Err(error) => found.problems.push(SettingProblem {
                setting: REGION.name,
                error,
            }),
        }
    }
    if !found.problems.is_empty() {
        found.warnings = sources.warnings();
    }
    Ok(found)
}

impl Diagnosis {
    fn add(&mut self, name: &'static str, value: Shown, origin: &Message) {
        self.values.push((name, value));
        self.origins.insert(name, origin.clone());
    }

    fn add_text(&mut self, name: &'static str, found: &Found<String>) {
        self.add(name, Shown::Text(found.value.clone()), &found.origin);
    }

    /// Adds the values that were found.
    fn add_parts(&mut self, parts: &Parts, sources: &Sources<'_>) {
        match &parts.endpoints {
            Ok(endpoints) => self.add_endpoints(endpoints),
            // The region may be known and only its endpoint not.
            Err(_) => {
                if let Ok(Some(region)) = sources.find_ours::<String>(&REGION) {
                    self.add_text(REGION.name, &region);
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
                self.add_text(PROJECT_NAME.name, name);
            }
        }
        if let Ok(found) = &parts.credential {
            let kind = Shown::Text(found.credential.kind().to_owned());
            self.add(CREDENTIAL, kind, &found.origin);
        }
        if let Some(Ok(found)) = &parts.signature {
            let name = Shown::Text(found.value.name().to_owned());
            self.add(SIGNATURE.name, name, &found.origin);
        }
        if let Ok(Some(found)) = &parts.ca_bundle {
            let path = Shown::Text(found.value.path.display().to_string());
            self.add(CA_BUNDLE.name, path, &found.origin);
        }
        if let Ok(found) = &parts.proxy {
            self.values.push((PROXY.name, Shown::from(&found.proxy)));
            let origin = found.origin.clone();
            self.origins
                .extend(origin.map(|origin| (PROXY.name, origin)));
        }
        if let Ok(values) = &parts.values {
            self.values.extend(values.shown());
        }
        if let Ok(pace) = &parts.pace {
            self.values.extend(pace.shown());
        }
        if let Ok(options) = &parts.options {
            self.values.extend(options.shown());
        }
        self.origins.extend(parts.origins.clone());
    }

    fn add_endpoints(&mut self, endpoints: &Endpoints) {
        if let Some(region) = &endpoints.region {
            self.add_text(REGION.name, region);
        }
        self.add_text(ENDPOINT.name, &endpoints.endpoint);
        self.add_text(IAM_ENDPOINT.name, &endpoints.iam_endpoint);
    }

    /// Adds what is wrong or missing.
    fn add_problems(&mut self, parts: Parts, sources: &Sources<'_>) {
        for (setting, error) in [
            (REGION.name, parts.endpoints.err()),
            (PROJECT_ID.name, parts.project.err()),
            (CREDENTIAL, parts.credential.err()),
            (SIGNATURE.name, parts.signature.and_then(Result::err)),
            (CA_BUNDLE.name, parts.ca_bundle.err()),
            (PROXY.name, parts.proxy.err()),
        ] {
            self.problems
                .extend(error.map(|error| SettingProblem { setting, error }));
        }
        for (settings, error) in [
            (&Values::settings()[..], parts.values.err()),
            (&Pace::settings(), parts.pace.err()),
            (&CallOptions::settings(), parts.options.err()),
        ] {
            let Some(error) = error else { continue };
            // The error is that of the first; here, each one has its own.
            let mut wrong = settings.iter().filter_map(|setting| {
                let error = sources.check(setting).err()?;
                Some(SettingProblem {
                    setting: setting.name,
                    error,
                })
            });
            match wrong.next() {
                Some(first) => self.problems.extend(std::iter::once(first).chain(wrong)),
                // Each one alone is right, and not all of them together.
                None => self
                    .problems
                    .extend(settings.last().map(|setting| SettingProblem {
                        setting: setting.name,
                        error,
                    })),
            }
        }
    }
}
