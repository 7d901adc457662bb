//! Where settings come from, and in which order.
//!
//! Arguments, then `MODELARTS_*` variables, then the context of the configuration file, then
//! `HUAWEICLOUD_SDK_*` variables, then `~/.huaweicloud/credentials`. Each setting comes from the
//! first that has it; the credential comes whole from one.

mod endpoint;
mod environment;
mod file;
mod json;
mod parts;
mod profile;
pub mod region;
mod source;

use std::fmt;
use std::path::PathBuf;

use secrecy::SecretString;

pub use endpoint::is_loopback;
pub use environment::Environment;

use self::endpoint::Endpoints;
use self::parts::{NAMES, Parts, given};
use self::source::Sources;
use crate::credential::Credential;
use crate::error::Error;
use crate::model::ProjectId;

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
    /// Where the credential came from, in words.
    pub credential_source: String,
    /// The project of calls that name none.
    pub project_id: Option<ProjectId>,
    /// Whether to check who the other side of TLS is.
    pub verify_ssl: bool,
    /// A PEM file of whom to trust.
    pub ca_bundle: Option<PathBuf>,
    /// A proxy; `None` for what the environment says.
    pub proxy: Option<SecretString>,
    /// Whether a failed call raises.
    pub raise_on_error: bool,
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

/// Settles where to go and as whom.
///
/// # Errors
/// [`Error::Config`] for settings that don't make a client, [`Error::InvalidParameters`] for a
/// project id that can't be one.
pub fn resolve(arguments: &Arguments, environment: &Environment) -> Result<Settings, Error> {
    let sources = Sources::read(arguments, environment)?;
    let (credential, credential_source) = credential(arguments, &sources)?;
    let from_file = sources.file.as_ref().map(|file| &file.context);
    let Endpoints {
        region,
        endpoint,
        iam_endpoint,
    } = endpoint::resolve(arguments, environment, &sources)?;
    let by_user = from_file
        .filter(|_| credential_source == sources.file_place())
        .and_then(|file| file.user_project_id.clone());
    let project_id = arguments
        .project_id
        .clone()
        .or_else(|| from_file.and_then(|file| file.project_id.clone()))
        .or(by_user)
        .or_else(|| {
            environment
                .get("HUAWEICLOUD_SDK_PROJECT_ID")
                .map(ToOwned::to_owned)
        })
        .or_else(|| {
            sources
                .profile
                .as_ref()
                .and_then(|profile| profile.project_id.clone())
        })
        .map(|id| ProjectId::new("project_id", id))
        .transpose()?;
    let verify_ssl = arguments
        .verify_ssl
        .or_else(|| from_file.and_then(|file| file.verify_ssl))
        .unwrap_or(true);
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
        project_id.as_ref(),
        &iam_endpoint,
    )?;
    Ok(Settings {
        context: sources.file.as_ref().map(|file| file.name.clone()),
        config_file: sources.file.as_ref().map(|file| file.path.clone()),
        region,
        endpoint,
        iam_endpoint,
        credential,
        credential_source,
        project_id,
        verify_ssl,
        ca_bundle: arguments
            .ca_bundle
            .clone()
            .or_else(|| from_file.and_then(|file| file.ca_bundle.clone()))
            .or_else(|| environment.get("REQUESTS_CA_BUNDLE").map(PathBuf::from))
            .map(|path| environment.expand(&path)),
        proxy: given(arguments.proxy.clone())
            .or_else(|| from_file.and_then(|file| file.proxy.clone())),
        raise_on_error: arguments
            .raise_on_error
            .or_else(|| from_file.and_then(|file| file.raise_on_error))
            .unwrap_or(true),
        warnings,
    })
}

/// The credential, whole, of the first source that has any part of one.
fn credential(arguments: &Arguments, sources: &Sources) -> Result<(Credential, String), Error> {
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
    Err(Error::Config(sources.nothing_found("no credential")))
}
