//! Where settings come from, and in which order.
//!
//! Arguments, then `MODELARTS_*` variables, then the context of the configuration file, then
//! `HUAWEICLOUD_SDK_*` variables, then `~/.huaweicloud/credentials`, and for the credential the
//! metadata service of the machine. Each setting comes from the first that has it; the credential
//! comes whole from one.

mod endpoint;
mod environment;
mod file;
mod json;
mod parts;
mod profile;
pub mod region;
mod source;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use secrecy::SecretString;

pub use environment::Environment;

use self::endpoint::Endpoints;
use self::parts::{NAMES, Parts, given};
use self::source::Sources;
use crate::auth::{Credential, METADATA_ENDPOINT};
use crate::error::Error;
use crate::schema::check_id;

/// What the caller of `create_client` said.
#[derive(Debug, Clone, Default)]
pub struct Arguments {
    /// The configuration file.
    pub config_file: Option<PathBuf>,
    /// The context of the configuration file.
    pub context: Option<String>,
    /// The access key.
    pub access_key: Option<String>,
    /// The secret key.
    pub secret_key: Option<SecretString>,
    /// What a temporary access key comes with.
    pub security_token: Option<SecretString>,
    /// The enterprise account.
    pub account: Option<String>,
    /// The user.
    pub username: Option<String>,
    /// The password.
    pub password: Option<SecretString>,
    /// A token of IAM.
    pub token: Option<SecretString>,
    /// The project of calls that name none.
    pub project_id: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The dataset service's address.
    pub endpoint: Option<String>,
    /// The identity service's address.
    pub iam_endpoint: Option<String>,
    /// Whether to check who the other side of TLS is.
    pub verify_ssl: Option<bool>,
    /// A PEM file of whom to trust.
    pub ca_bundle: Option<PathBuf>,
    /// A proxy; it may hold a password.
    pub proxy: Option<SecretString>,
    /// Whether a failed call raises.
    pub raise_on_error: Option<bool>,
}

impl Arguments {
    fn parts(&self) -> Parts {
        let plain = |text: &Option<String>| given(text.clone().map(SecretString::from));
        Parts {
            access_key: plain(&self.access_key),
            secret_key: given(self.secret_key.clone()),
            security_token: given(self.security_token.clone()),
            account: plain(&self.account),
            username: plain(&self.username),
            password: given(self.password.clone()),
            token: given(self.token.clone()),
        }
    }
}

/// What was settled.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The context that was used, if any.
    pub context: Option<String>,
    /// The configuration file that was used, if any.
    pub config_file: Option<PathBuf>,
    /// The region, if one is known.
    pub region: Option<String>,
    /// The dataset service's address, without a slash at its end.
    pub endpoint: String,
    /// The identity service's address, likewise.
    pub iam_endpoint: String,
    /// The credential.
    pub credential: Credential,
    /// The project of calls that name none.
    pub project_id: Option<std::sync::Arc<str>>,
    /// Whether to check who the other side of TLS is.
    pub verify_ssl: bool,
    /// A PEM file of whom to trust.
    pub ca_bundle: Option<PathBuf>,
    /// A proxy; `None` for what the environment says.
    pub proxy: Option<SecretString>,
    /// Whether a failed call raises.
    pub raise_on_error: bool,
    /// Where each setting that is settled came from, in words, by its name.
    pub origins: BTreeMap<&'static str, String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Something that works, but that the user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Connections can be read or altered by others.
    Insecure(String),
    /// Others can read a file that holds a secret.
    Readable(String),
    /// A key has no effect and looks like one that would.
    Misspelt(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Insecure(text) | Self::Readable(text) | Self::Misspelt(text)) = self;
        f.write_str(text)
    }
}

/// Names the metadata service, where it isn't at the address that every machine has for it.
const METADATA_VARIABLE: &str = "MODELARTS_METADATA_ENDPOINT";
const DEFAULT: &str = "the default";

/// Notes where settings come from.
#[derive(Default)]
struct Origins(BTreeMap<&'static str, String>);

impl Origins {
    /// The first candidate that is there.
    fn first<T, const N: usize>(
        &mut self,
        setting: &'static str,
        candidates: [(&str, Option<T>); N],
    ) -> Option<T> {
        let (place, value) = candidates
            .into_iter()
            .find_map(|(place, value)| Some((place, value?)))?;
        self.note(setting, place);
        Some(value)
    }

    /// An argument has the name of its setting.
    fn note(&mut self, setting: &'static str, place: impl Into<String>) {
        let place = place.into();
        let argument = place == setting;
        let place = if argument {
            "the argument".to_owned()
        } else {
            place
        };
        self.0.insert(setting, place);
    }

    fn placed(&mut self, setting: &'static str, (value, place): (String, String)) -> String {
        self.note(setting, place);
        value
    }
}

/// Settles where to go and as whom.
///
/// # Errors
/// [`Error::Config`] for settings that don't make a client, [`Error::InvalidParameters`] for a
/// project id that can't be one.
pub fn resolve(arguments: &Arguments, environment: &Environment) -> Result<Settings, Error> {
    let sources = Sources::read(arguments, environment)?;
    let mut origins = Origins::default();
    let (credential, by) = credential(arguments, environment, &sources)?;
    let from_file = sources.file.as_ref().map(|file| &file.context);
    let profile = sources.profile.as_ref();
    let user_place = sources.file_place();
    let file_place = sources.context_place();
    let Endpoints {
        region,
        endpoint,
        iam_endpoint,
    } = endpoint::resolve(arguments, environment, &sources)?;
    let region = region.map(|placed| origins.placed("region", placed));
    let endpoint = origins.placed("endpoint", endpoint);
    let iam_endpoint = origins.placed("iam_endpoint", iam_endpoint);
    let by_user = from_file
        .filter(|_| by == user_place)
        .and_then(|file| file.user_project_id.clone());
    let variable = |name: &str| environment.get(name).map(ToOwned::to_owned);
    let candidates = [
        ("project_id", arguments.project_id.clone()),
        (
            &file_place,
            from_file.and_then(|file| file.project_id.clone()),
        ),
        (&user_place, by_user),
        (
            "HUAWEICLOUD_SDK_PROJECT_ID",
            variable("HUAWEICLOUD_SDK_PROJECT_ID"),
        ),
        (
            &sources.profile_place(),
            profile.and_then(|profile| profile.project_id.clone()),
        ),
    ];
    let project_id = origins
        .first("project_id", candidates)
        .map(|id| match check_id(&id, &[]) {
            None => Ok(std::sync::Arc::from(id)),
            Some(problem) => Err(Error::invalid("project_id", problem)),
        })
        .transpose()?;
    let candidates = [
        ("verify_ssl", arguments.verify_ssl),
        (&file_place, from_file.and_then(|file| file.verify_ssl)),
        (DEFAULT, Some(true)),
    ];
    let verify_ssl = origins.first("verify_ssl", candidates) != Some(false);
    let candidates = [
        ("ca_bundle", arguments.ca_bundle.clone()),
        (
            &file_place,
            from_file.and_then(|file| file.ca_bundle.clone()),
        ),
        (
            "REQUESTS_CA_BUNDLE",
            environment.get("REQUESTS_CA_BUNDLE").map(PathBuf::from),
        ),
    ];
    let ca_bundle = origins.first("ca_bundle", candidates);
    let candidates = [
        ("proxy", given(arguments.proxy.clone())),
        (&file_place, from_file.and_then(|file| file.proxy.clone())),
    ];
    let proxy = origins.first("proxy", candidates);
    let candidates = [
        ("raise_on_error", arguments.raise_on_error),
        (&file_place, from_file.and_then(|file| file.raise_on_error)),
        (DEFAULT, Some(true)),
    ];
    let raise_on_error = origins.first("raise_on_error", candidates) != Some(false);
    origins.note("credential", by);
    if sources.file.is_some() {
        origins.first(
            "config_file",
            [
                ("config_file", arguments.config_file.as_ref().map(|_| ())),
                (
                    "MODELARTS_CONFIG",
                    environment.get("MODELARTS_CONFIG").map(|_| ()),
                ),
                (DEFAULT, Some(())),
            ],
        );
        origins.first(
            "context",
            [
                (
                    "context",
                    arguments
                        .context
                        .as_ref()
                        .filter(|name| !name.is_empty())
                        .map(|_| ()),
                ),
                (
                    "MODELARTS_CONTEXT",
                    environment.get("MODELARTS_CONTEXT").map(|_| ()),
                ),
                (DEFAULT, Some(())),
            ],
        );
    }
    let mut warnings = sources.warnings();
    warnings.extend((!verify_ssl).then(|| endpoint::unverified(&endpoint)));
    warnings.extend(
        [&endpoint, &iam_endpoint]
            .into_iter()
            .filter_map(|endpoint| endpoint::clear_text(endpoint))
            .take(1),
    );
    endpoint::needs_scope(
        &credential,
        region.as_deref(),
        project_id.as_deref(),
        &iam_endpoint,
    )?;
    Ok(Settings {
        context: sources.file.as_ref().map(|file| file.name.clone()),
        config_file: sources.file.as_ref().map(|file| file.path.clone()),
        region,
        endpoint,
        iam_endpoint,
        credential,
        project_id,
        verify_ssl,
        ca_bundle: ca_bundle.map(|path| environment.expand(&path)),
        proxy,
        raise_on_error,
        origins: origins.0,
        warnings,
    })
}

/// The credential, whole, of the first source that has any part of one.
fn credential(
    arguments: &Arguments,
    environment: &Environment,
    sources: &Sources,
) -> Result<(Credential, String), Error> {
    let candidates = [
        (
            "the arguments of create_client".to_owned(),
            Some(arguments.parts()),
            &NAMES,
        ),
        (
            sources.file_place(),
            sources.file.as_ref().map(|file| file.context.parts.clone()),
            &NAMES,
        ),
        (
            "the environment".to_owned(),
            Some(sources.environment_parts.clone()),
            &source::VARIABLES,
        ),
        (
            sources.profile_place(),
            sources
                .profile
                .as_ref()
                .map(|profile| profile.parts.clone()),
            &source::PROFILE_KEYS,
        ),
    ];
    for (place, parts, names) in candidates {
        if let Some(credential) = parts
            .map(|parts| parts.assemble(&place, names))
            .transpose()?
            .flatten()
        {
            return Ok((credential, place));
        }
    }
    Ok((
        Credential::Agency {
            endpoint: environment
                .get(METADATA_VARIABLE)
                .unwrap_or(METADATA_ENDPOINT)
                .to_owned(),
            looked_in: sources.nothing_found("no credential"),
        },
        "the metadata service of this machine".to_owned(),
    ))
}
