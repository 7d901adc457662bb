//! The settings of a client, each with its value.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::arguments::Arguments;
use super::value::Typed;
use super::warning::Warning;
use crate::api::generated::settings::{MAX_RETRIES, TIMEOUT, VALIDATE};
use crate::api::setting::Setting;
use crate::auth::Credential;
use crate::error::Error;
use crate::http::tls::CaBundle;

/// The settings of a client.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The context that is used, if any.
    pub context: Option<String>,
    /// The configuration file that is used, if any.
    pub config_file: Option<PathBuf>,
    /// The region, if one is known.
    pub region: Option<String>,
    /// The endpoint of ModelArts, without a slash at its end.
    pub endpoint: String,
    /// The endpoint of IAM, likewise.
    pub iam_endpoint: String,
    /// The credential.
    pub credential: Credential,
    /// The project of calls that don't name one.
    pub project_id: Option<Arc<str>>,
    /// Whether certificates are checked.
    pub verify_ssl: bool,
    /// The certificates to trust; `None` for those of the platform.
    pub ca_bundle: Option<CaBundle>,
    /// A proxy; `None` for the one that the environment names.
    pub proxy: Option<SecretString>,
    /// The limit for opening a connection; `None` for no limit but the call's own.
    pub connect_timeout: Option<Duration>,
    /// The largest body accepted, in bytes, after decompression.
    pub max_response_bytes: usize,
    /// Whether a failed call raises an exception.
    pub raise_on_error: bool,
    /// The language of meanings and advice, `en` or `zh`; `None` for the locale's.
    pub language: Option<String>,
    /// What `with_options` can change.
    pub options: CallOptions,
    /// The source of each setting that has a value, in words, by its name.
    pub origins: BTreeMap<&'static str, String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// The settings of calls, which copies of a client may have others of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallOptions {
    /// The limit for a whole call, retries included; `None` for no limit.
    pub timeout: Option<Duration>,
    /// How often a request is sent again after it failed.
    pub max_retries: u32,
    /// Whether the documented limits of bodies and queries are checked.
    pub validate: bool,
}

impl CallOptions {
    /// Returns the options with those changed that the arguments have.
    ///
    /// # Errors
    /// [`Error::Config`] if the table of settings declares one with another type.
    pub fn with(self, arguments: &Arguments) -> Result<Self, Error> {
        Ok(Self {
            timeout: changed(&TIMEOUT, arguments, self.timeout)?,
            max_retries: changed(&MAX_RETRIES, arguments, self.max_retries)?,
            validate: changed(&VALIDATE, arguments, self.validate)?,
        })
    }
}

fn changed<T: Typed>(setting: &Setting, arguments: &Arguments, value: T) -> Result<T, Error> {
    match arguments.get(setting.name) {
        Some(value) => T::of_setting(setting, value.clone()),
        None => Ok(value),
    }
}
