//! From the sources to the settings of a client.

use std::path::PathBuf;
use std::sync::Arc;

use super::arguments::Arguments;
use super::ca_bundle;
use super::credential::{self, Resolved};
use super::endpoint;
use super::environment::Environment;
use super::openstack::{NotYaml, YamlReader};
use super::project;
use super::reader::Reader;
use super::settings::Settings;
use super::signature;
use super::sources::Sources;
use super::values::{CallOptions, Values};
use super::warning::Warning;
use crate::api::generated::settings::{
    CA_BUNDLE, CONFIG_FILE, CONTEXT, ENDPOINT, IAM_ENDPOINT, PROJECT_ID, PROJECT_NAME, REGION,
    SIGNATURE,
};
use crate::auth::Credential;
use crate::error::Error;
use crate::file::Interrupted;

/// Returns the settings of a client: each from the first of its sources that has it, the credential
/// whole from one.
///
/// # Errors
/// [`Error::Config`] if no client can be made from them, [`Error::InvalidParameters`] for a
/// malformed project id.
pub fn resolve(arguments: &Arguments, environment: &Environment) -> Result<Settings, Error> {
    resolve_unless(arguments, environment, &|| false, &|_| {
        Err(NotYaml::NoReader(message!("a Python program can read it")))
    })
}

/// Returns the settings as [`resolve`] does; reading files ends in an error once `interrupted` returns
/// true, and `yaml` reads those in YAML.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_unless(
    arguments: &Arguments,
    environment: &Environment,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<Settings, Error> {
    let mut sources = Sources::read(arguments, environment, interrupted, yaml)?;
    let Resolved {
        credential,
        source,
        origin,
    } = credential::resolve(&sources)?;
    sources.set_credential(source);
    let project = project::resolve(&sources)?;
    let endpoints = endpoint::resolve(&sources, project.name.as_ref())?;
    let signature = signature::resolve(&sources, &endpoints)?;
    let mut reader = Reader::new(&sources);
    reader.origins.insert("credential", origin);
    let values = Values::read(&mut reader)?;
    if sources.context().is_some() {
        reader.required::<PathBuf>(&CONFIG_FILE)?;
        reader.required::<Arc<str>>(&CONTEXT)?;
    }
    let ca_bundle = ca_bundle::resolve(&sources, values.verify_ssl, interrupted)?;
    let settings = Settings {
        context: sources.context().map(|file| file.name.clone()),
        config_file: sources.context().map(|file| file.path.clone()),
        credential,
        project_id: project.id.map(|found| reader.keep(&PROJECT_ID, found)),
        project_name: project.name.map(|found| reader.keep(&PROJECT_NAME, found)),
        signature: reader.keep(&SIGNATURE, signature),
        ca_bundle: ca_bundle.map(|found| reader.keep(&CA_BUNDLE, found)),
        options: CallOptions::read(&mut reader)?,
        values,
        region: endpoints.region.map(|found| reader.keep(&REGION, found)),
        endpoint: reader.keep(&ENDPOINT, endpoints.endpoint),
        iam_endpoint: reader.keep(&IAM_ENDPOINT, endpoints.iam_endpoint),
        origins: reader.origins,
        warnings: sources.warnings(),
    };
    check_scope(&settings)?;
    Ok(with_warnings(settings))
}

/// Refuses a password without a project and a region, because a token is for one of them, and a password
/// for an IAM that is not known to be the right one.
fn check_scope(settings: &Settings) -> Result<(), Error> {
    if !matches!(settings.credential, Credential::Password { .. }) {
        return Ok(());
    }
    endpoint::check_iam(settings)?;
    let has_project = settings.project_id.is_some() || settings.project_name.is_some();
    if settings.region.is_none() && !has_project {
        return Err(Error::Config(message!(
            "region: is missing, and so is project_id: {iam} issues a token for a project or for a region; give one of them",
            iam = &settings.iam_endpoint
        )));
    }
    Ok(())
}

/// Adds the warnings about connections.
fn with_warnings(mut settings: Settings) -> Settings {
    let unverified =
        (!settings.values.verify_ssl).then(|| endpoint::unverified(&settings.endpoint));
    let clear_text = [&settings.endpoint, &settings.iam_endpoint]
        .into_iter()
        .find_map(|url| endpoint::clear_text(url));
    let warnings: [Option<Warning>; 2] = [unverified, clear_text];
    settings.warnings.extend(warnings.into_iter().flatten());
    settings
}
