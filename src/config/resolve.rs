//! From the sources to the settings of a client.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::arguments::Arguments;
use super::ca_bundle;
use super::credential::{self, Resolved};
use super::endpoint;
use super::environment::Environment;
use super::settings::{CallOptions, Settings};
use super::sources::Sources;
use super::value::{Found, Typed};
use super::warning::Warning;
use crate::api::generated::settings::{
    CA_BUNDLE, CONFIG_FILE, CONNECT_TIMEOUT, CONTEXT, ENDPOINT, IAM_ENDPOINT, LANGUAGE,
    MAX_RESPONSE_BYTES, MAX_RETRIES, PROJECT_ID, PROXY, RAISE_ON_ERROR, REGION, TIMEOUT, VALIDATE,
    VERIFY_SSL,
};
use crate::api::setting::{Setting, Source};
use crate::auth::Credential;
use crate::error::Error;
use crate::file::Interrupted;
use crate::schema::check_id;

/// Returns the settings of a client: each from the first of its sources that has it, the credential
/// whole from one.
///
/// # Errors
/// [`Error::Config`] if no client can be made from them, [`Error::InvalidParameters`] for a
/// malformed project id.
pub fn resolve(arguments: &Arguments, environment: &Environment) -> Result<Settings, Error> {
    resolve_unless(arguments, environment, &|| false)
}

/// As [`resolve`]; reading files ends in an error once `interrupted` returns true.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_unless(
    arguments: &Arguments,
    environment: &Environment,
    interrupted: Interrupted<'_>,
) -> Result<Settings, Error> {
    let mut sources = Sources::read(arguments, environment, interrupted)?;
    let Resolved {
        credential,
        source,
        origin,
    } = credential::resolve(&sources)?;
    if source != Some(Source::User) {
        sources.ignore_user();
    }
    let endpoints = endpoint::resolve(&sources)?;
    let mut reader = Reader {
        sources: &sources,
        origins: BTreeMap::from([("credential", origin)]),
    };
    let project_id = reader
        .optional::<String>(&PROJECT_ID)?
        .map(checked_project)
        .transpose()?;
    if sources.context().is_some() {
        reader.required::<PathBuf>(&CONFIG_FILE)?;
        reader.required::<String>(&CONTEXT)?;
    }
    let verify_ssl = reader.required(&VERIFY_SSL)?;
    let ca_bundle = ca_bundle::resolve(&sources, verify_ssl, interrupted)?;
    let settings = Settings {
        context: sources.context().map(|file| file.name.clone()),
        config_file: sources.context().map(|file| file.path.clone()),
        credential,
        project_id,
        verify_ssl,
        ca_bundle: ca_bundle.map(|found| reader.keep(&CA_BUNDLE, found)),
        proxy: reader.optional(&PROXY)?,
        connect_timeout: reader.required(&CONNECT_TIMEOUT)?,
        max_response_bytes: reader.required(&MAX_RESPONSE_BYTES)?,
        raise_on_error: reader.required(&RAISE_ON_ERROR)?,
        language: reader.optional(&LANGUAGE)?,
        options: CallOptions {
            timeout: reader.required(&TIMEOUT)?,
            max_retries: reader.required(&MAX_RETRIES)?,
            validate: reader.required(&VALIDATE)?,
        },
        region: endpoints.region.map(|found| reader.keep(&REGION, found)),
        endpoint: reader.keep(&ENDPOINT, endpoints.endpoint),
        iam_endpoint: reader.keep(&IAM_ENDPOINT, endpoints.iam_endpoint),
        origins: reader.origins,
        warnings: sources.warnings(),
    };
    check_scope(&settings)?;
    Ok(with_warnings(settings))
}

/// Reads settings and notes their origins.
struct Reader<'a> {
    sources: &'a Sources<'a>,
    origins: BTreeMap<&'static str, String>,
}

impl Reader<'_> {
    fn optional<T: Typed>(&mut self, setting: &Setting) -> Result<Option<T>, Error> {
        let found = self.sources.find(setting)?;
        Ok(found.map(|found| self.keep(setting, found)))
    }

    fn required<T: Typed>(&mut self, setting: &Setting) -> Result<T, Error> {
        let found = self.sources.find_or_default(setting)?;
        Ok(self.keep(setting, found))
    }

    fn keep<T>(&mut self, setting: &Setting, found: Found<T>) -> T {
        self.origins.insert(setting.name, found.origin);
        found.value
    }
}

fn checked_project(id: String) -> Result<Arc<str>, Error> {
    match check_id(&id, &[]) {
        None => Ok(Arc::from(id)),
        Some(problem) => Err(Error::invalid(PROJECT_ID.name, problem)),
    }
}

/// A token is for a project or for a region; without either there is nothing to ask for.
fn check_scope(settings: &Settings) -> Result<(), Error> {
    let password = matches!(settings.credential, Credential::Password { .. });
    if password && settings.region.is_none() && settings.project_id.is_none() {
        return Err(Error::Config(format!(
            "region: is missing, and so is project_id: {} has to be told what the token is for; give one of them",
            settings.iam_endpoint
        )));
    }
    Ok(())
}

/// Adds the warnings about connections.
fn with_warnings(mut settings: Settings) -> Settings {
    let unverified = (!settings.verify_ssl).then(|| endpoint::unverified(&settings.endpoint));
    let clear_text = [&settings.endpoint, &settings.iam_endpoint]
        .into_iter()
        .find_map(|url| endpoint::clear_text(url));
    let warnings: [Option<Warning>; 2] = [unverified, clear_text];
    settings.warnings.extend(warnings.into_iter().flatten());
    settings
}
