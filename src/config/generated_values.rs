//! The settings that are read as they are declared.
//!
//! Written by tools/generate.py from api/settings.toml; do not edit.

use std::sync::Arc;
use std::time::Duration;

use super::arguments::Arguments;
use super::setting_value::{Shown, Typed};
use super::settings_reader::SettingsReader;
use crate::api::generated::settings::{
    CONNECT_TIMEOUT, LANGUAGE, MAX_RESPONSE_BYTES, MAX_RETRIES, RAISE_ON_ERROR, TIMEOUT, VALIDATE,
    VERIFY_SSL,
};
use crate::api::setting::Setting;
use crate::error::Error;

/// The settings of a client, but for its credential, endpoints, certificates and proxy.
#[derive(Debug, Clone)]
pub struct Values {
    /// Whether certificates are checked. With False, connections can be read and altered by others.
    pub verify_ssl: bool,
    /// The limit for opening one connection: seconds, a `timedelta`, or text such as '30s'; None for no
    /// limit but the call's.
    pub connect_timeout: Option<Duration>,
    /// The largest response accepted, in bytes, after decompression.
    pub max_response_bytes: usize,
    /// Whether a failed call raises `ApiException`. With False it returns a response that holds
    /// `error_code` and `error_msg`, as the service's documentation shows it.
    pub raise_on_error: bool,
    /// The language of messages, "en" or "zh"; tags such as "zh_CN", "zh-Hans" and "en_US" are
    /// understood.
    pub language: Option<Arc<str>>,
}

impl Values {
    pub(super) fn read(reader: &mut SettingsReader<'_>) -> Result<Self, Error> {
        Ok(Self {
            verify_ssl: reader.required(&VERIFY_SSL)?,
            connect_timeout: reader.required(&CONNECT_TIMEOUT)?,
            max_response_bytes: reader.required(&MAX_RESPONSE_BYTES)?,
            raise_on_error: reader.required(&RAISE_ON_ERROR)?,
            language: reader.optional(&LANGUAGE)?,
        })
    }

    /// Returns the settings that these values are of.
    pub(super) fn settings() -> [&'static Setting; 5] {
        [
            &VERIFY_SSL,
            &CONNECT_TIMEOUT,
            &MAX_RESPONSE_BYTES,
            &RAISE_ON_ERROR,
            &LANGUAGE,
        ]
    }

    /// Returns the settings by their names, without secrets.
    #[must_use]
    pub fn shown(&self) -> [(&'static str, Shown); 5] {
        [
            (VERIFY_SSL.name, Shown::from(&self.verify_ssl)),
            (CONNECT_TIMEOUT.name, Shown::from(&self.connect_timeout)),
            (
                MAX_RESPONSE_BYTES.name,
                Shown::from(&self.max_response_bytes),
            ),
            (RAISE_ON_ERROR.name, Shown::from(&self.raise_on_error)),
            (LANGUAGE.name, Shown::from(&self.language)),
        ]
    }
}

/// The settings of calls, which copies of a client may have others of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallOptions {
    /// The limit for a whole call, retries included: seconds, a `timedelta`, or text such as '30s';
    /// None for no limit.
    pub timeout: Option<Duration>,
    /// How often a request is sent again after it failed, where that is safe.
    pub max_retries: u32,
    /// Whether the documented limits of bodies and queries are checked before anything is sent. With
    /// False the service alone checks them, which may allow more; ids are checked in any case.
    pub validate: bool,
}

impl CallOptions {
    pub(super) fn read(reader: &mut SettingsReader<'_>) -> Result<Self, Error> {
        Ok(Self {
            timeout: reader.required(&TIMEOUT)?,
            max_retries: reader.required(&MAX_RETRIES)?,
            validate: reader.required(&VALIDATE)?,
        })
    }

    /// Returns the settings that these values are of.
    pub(super) fn settings() -> [&'static Setting; 3] {
        [&TIMEOUT, &MAX_RETRIES, &VALIDATE]
    }

    /// Returns the settings by their names, without secrets.
    #[must_use]
    pub fn shown(&self) -> [(&'static str, Shown); 3] {
        [
            (TIMEOUT.name, Shown::from(&self.timeout)),
            (MAX_RETRIES.name, Shown::from(&self.max_retries)),
            (VALIDATE.name, Shown::from(&self.validate)),
        ]
    }
}

impl CallOptions {
    /// Returns the options with those changed that the arguments have.
    ///
    /// # Errors
    /// [`Error::Config`] if a value does not fit its type.
    pub fn with(&self, arguments: &Arguments) -> Result<Self, Error> {
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
