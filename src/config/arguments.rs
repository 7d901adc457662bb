//! The arguments of `create_client` and `with_options`, checked by the table of settings.

use std::collections::BTreeMap;

use super::setting_value::{RawValue, Value, check};
use crate::api::generated::settings::SETTINGS;
use crate::api::setting::{Setting, Source};
use crate::error::{Error, Problem};

/// The arguments that were passed, by the names of their settings.
#[derive(Debug, Clone, Default)]
pub struct Arguments(BTreeMap<&'static str, Value>);

impl Arguments {
    /// Checks arguments by the table of settings.
    ///
    /// # Errors
    /// [`Error::InvalidParameters`] with all that is wrong: a value of the wrong type or out of
    /// range, or a name that no argument has.
    pub fn new<N: AsRef<str>>(raw: impl IntoIterator<Item = (N, RawValue)>) -> Result<Self, Error> {
        let mut arguments = Self::default();
        let mut problems = Vec::new();
        for (name, value) in raw {
            let place = name.as_ref();
            let Some(setting) = argument(place) else {
                problems.push(Problem::new(place, message!("no setting has this name")));
                continue;
            };
            match check(setting, value) {
                Ok(Some(value)) => {
                    arguments.0.insert(setting.name, value);
                }
                Ok(None) => {}
                Err(problem) => problems.push(Problem::new(place, problem)),
            }
        }
        if problems.is_empty() {
            Ok(arguments)
        } else {
            Err(Error::InvalidParameters(problems))
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

/// Returns the setting of an argument of `create_client`; `None` if there is no such argument.
#[must_use]
pub fn argument(name: &str) -> Option<&'static Setting> {
    SETTINGS
        .iter()
        .copied()
        .find(|setting| setting.name_in(Source::Argument) == Some(name))
}
