//! The pace of waits that pass none of their own.

use std::time::Duration;

use super::setting_value::{Found, Shown};
use super::settings_reader::SettingsReader;
use crate::api::generated::settings::{POLL_INITIAL, POLL_MAXIMUM, POLL_OUTAGE};
use crate::api::setting::Setting;
use crate::error::Error;

/// What the sources of settings say of how often waits poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The first pause.
    pub initial: Duration,
    /// The longest pause.
    pub maximum: Duration,
    /// For how long polls may fail.
    pub outage: Duration,
}

impl Pace {
    /// Returns the settings that it is read from; the last one is blamed if they don't go together.
    pub(super) fn settings() -> [&'static Setting; 3] {
        [&POLL_INITIAL, &POLL_OUTAGE, &POLL_MAXIMUM]
    }

    /// Returns the settings by their names.
    #[must_use]
    pub fn shown(&self) -> [(&'static str, Shown); 3] {
        [
            (POLL_INITIAL.name, Shown::from(&Some(self.initial))),
            (POLL_MAXIMUM.name, Shown::from(&Some(self.maximum))),
            (POLL_OUTAGE.name, Shown::from(&Some(self.outage))),
        ]
    }
}

/// Reads the pauses: one that no source has follows the other one, so that the longest is not shorter than
/// the first.
pub(super) fn read(reader: &mut SettingsReader<'_>) -> Result<Pace, Error> {
    let initial = reader.found::<Option<Duration>>(&POLL_INITIAL)?;
    let maximum = reader.found::<Option<Duration>>(&POLL_MAXIMUM)?;
    let outage = reader.required::<Option<Duration>>(&POLL_OUTAGE)?;
    let seconds = |found: &Found<Option<Duration>>| found.value.unwrap_or_default();
    let (first, longest) = (seconds(&initial), seconds(&maximum));
    let (first, longest) = match (initial.is_default(), maximum.is_default()) {
        (_, true) => (first, longest.max(first)),
        (true, false) => (first.min(longest), longest),
        (false, false) if longest < first => {
            return Err(Error::Config(message!(
                "{place}: is {longest} s, which is shorter than the {first} s of {other}; the longest pause can't be \
                 shorter than the first",
                place = maximum.place,
                longest = longest.as_secs_f64().to_string(),
                first = first.as_secs_f64().to_string(),
                other = initial.place
            )));
        }
        (false, false) => (first, longest),
    };
    reader.keep(&POLL_INITIAL, initial);
    reader.keep(&POLL_MAXIMUM, maximum);
    Ok(Pace {
        initial: first,
        maximum: longest,
        outage: outage.unwrap_or_default(),
    })
}
