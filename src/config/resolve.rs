//! From the sources to the settings of a client.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::arguments::Arguments;
use super::ca_bundle;
use super::credential::{self, Resolved};
use super::endpoint::{self, Endpoints};
use super::environment::Environment;
use super::generated_values::{CallOptions, Values};
use super::openstack::{NotYaml, YamlReader};
use super::pace::{self, Pace};
use super::project::{self, Project};
use super::proxy::{self, ResolvedProxy};
use super::setting_value::Found;
use super::settings::Settings;
use super::settings_reader::SettingsReader;
use super::signature;
use super::sources::Sources;
use super::warning::Warning;
use crate::api::generated::settings::{
    CA_BUNDLE, CONFIG_FILE, CONTEXT, ENDPOINT, IAM_ENDPOINT, PROJECT_ID, PROJECT_NAME, PROXY,
    REGION, SIGNATURE,
};
use crate::auth::Credential;
use crate::auth::signer::Form;
use crate::error::Error;
use crate::file::Interrupted;
use crate::http::tls::CaBundle;
use crate::message::Message;

/// Returns the settings of a client: each from the first of its sources that has it, the credential
/// whole from one.
///
/// # Errors
/// [`Error::Config`] if no client can be made from them, [`Error::InvalidParameters`] for a
/// malformed project id.
pub fn resolve(arguments: &Arguments, environment: &Environment) -> Result<Settings, Error> {
    resolve_interruptible(arguments, environment, &|| false, &|_| {
        Err(NotYaml::NoReader(message!("a Python program can read it")))
    })
}

/// Returns the settings as [`resolve`] does; reading files ends in an error once `interrupted` returns
/// true, and `yaml` reads those in YAML.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_interruptible(
    arguments: &Arguments,
    environment: &Environment,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<Settings, Error> {
    let mut sources = Sources::read(arguments, environment, interrupted, yaml)?;
    let parts = Parts::read(&mut sources, interrupted);
    let settings = parts.settings(&sources);
    settings.map_err(|error| match error {
        Error::Config(text) => Error::Config(sources.with_misspelled(text)),
        Error::Incomplete(text) => Error::Incomplete(sources.with_misspelled(text)),
        other => other,
    })
}

/// The parts of the settings that are found one by one, each with its value or what is wrong with it.
pub(super) struct Parts {
    pub(super) credential: Result<Resolved, Error>,
    pub(super) project: Result<Project, Error>,
    pub(super) endpoints: Result<Endpoints, Error>,
    /// `None` if the endpoints that it depends on are not known.
    pub(super) signature: Option<Result<Found<Form>, Error>>,
    pub(super) proxy: Result<ResolvedProxy, Error>,
    pub(super) values: Result<Values, Error>,
    pub(super) ca_bundle: Result<Option<Found<CaBundle>>, Error>,
    pub(super) pace: Result<Pace, Error>,
    pub(super) options: Result<CallOptions, Error>,
    /// Where the values of `values`, `pace` and `options` come from.
    pub(super) origins: BTreeMap<&'static str, Message>,
}

impl Parts {
    pub(super) fn read(sources: &mut Sources<'_>, interrupted: Interrupted<'_>) -> Self {
        let credential = credential::resolve(sources);
        if let Ok(resolved) = &credential {
            sources.set_credential(resolved.source);
        }
        let project = project::resolve(sources);
        let name = project.as_ref().map_or(None, |found| found.name.as_ref());
        let endpoints = endpoint::resolve(sources, name);
        let known = endpoints.as_ref().ok();
        let signature = known.map(|endpoints| signature::resolve(sources, endpoints));
        let proxy = proxy::resolve(sources, known);
        let mut reader = SettingsReader::new(sources);
        let values = Values::read(&mut reader);
        let verify_ssl = values.as_ref().map_or(true, |values| values.verify_ssl);
        let ca_bundle = ca_bundle::resolve(sources, verify_ssl, interrupted);
        let pace = pace::read(&mut reader);
        let options = CallOptions::read(&mut reader);
        Self {
            credential,
            project,
            endpoints,
            signature,
            proxy,
            values,
            ca_bundle,
            pace,
            options,
            origins: reader.origins,
        }
    }

    /// Returns whether something of them is missing or wrong.
    pub(super) fn have_errors(&self) -> bool {
        self.credential.is_err()
            || self.project.is_err()
            || self.endpoints.is_err()
            || matches!(self.signature, Some(Err(_)))
            || self.proxy.is_err()
            || self.values.is_err()
            || self.ca_bundle.is_err()
            || self.pace.is_err()
            || self.options.is_err()
    }

    /// Returns the settings, or the first of the errors.
    pub(super) fn settings(self, sources: &Sources<'_>) -> Result<Settings, Error> {
        let credential = self.credential?;
        let project = self.project?;
        let endpoints = self.endpoints?;
        let signature = self.signature.transpose()?;
        let values = self.values?;
        let proxy = self.proxy?;
        let proxy_origin = proxy.origin.map(|origin| (PROXY.name, origin));
        let mut reader = SettingsReader::new(sources);
        reader.origins = self.origins;
        reader.origins.insert("credential", credential.origin);
        reader.origins.extend(proxy_origin);
        if let Some(file) = sources.context() {
            reader.required::<PathBuf>(&CONFIG_FILE)?;
            reader.origins.insert(CONTEXT.name, file.origin.clone());
        }
        let settings = Settings {
            context: sources.context().map(|file| file.name.clone()),
            config_file: sources.context().map(|file| file.path.clone()),
            credential: credential.credential,
            project_id: project.id.map(|found| reader.keep(&PROJECT_ID, found)),
            project_name: project.name.map(|found| reader.keep(&PROJECT_NAME, found)),
            signature: signature.map_or(Form::Plain, |found| reader.keep(&SIGNATURE, found)),
            proxy: proxy.proxy,
            ca_bundle: self.ca_bundle?.map(|found| reader.keep(&CA_BUNDLE, found)),
            options: self.options?,
            pace: self.pace?,
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
        return Err(Error::Incomplete(message!(
            "region: is missing, and so is project_id: {iam} issues a token for a project or for a region; give one of \
             them, or run `modelarts config set region REGION`",
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
