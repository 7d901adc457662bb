//! Reads settings, and notes where their values come from.

use std::collections::BTreeMap;

use super::setting_value::{Found, Typed};
use super::sources::Sources;
use crate::api::setting::Setting;
use crate::error::Error;
use crate::message::Message;

/// Reads settings and notes their origins.
pub(super) struct SettingsReader<'a> {
    sources: &'a Sources<'a>,
    /// Where the values come from, in words, by the names of their settings.
    pub(super) origins: BTreeMap<&'static str, Message>,
}

impl<'a> SettingsReader<'a> {
    pub(super) fn new(sources: &'a Sources<'a>) -> Self {
        Self {
            sources,
            origins: BTreeMap::new(),
        }
    }

    pub(super) fn optional<T: Typed>(&mut self, setting: &Setting) -> Result<Option<T>, Error> {
        let found = self.sources.find(setting)?;
        Ok(found.map(|found| self.keep(setting, found)))
    }

    pub(super) fn required<T: Typed>(&mut self, setting: &Setting) -> Result<T, Error> {
        let found = self.sources.find_or_default(setting)?;
        Ok(self.keep(setting, found))
    }

    /// Returns the value of a setting, or its default, with the place that it comes from.
    pub(super) fn found<T: Typed>(&self, setting: &Setting) -> Result<Found<T>, Error> {
        self.sources.find_or_default(setting)
    }

    /// Notes where a value comes from, and returns it.
    pub(super) fn keep<T>(&mut self, setting: &Setting, found: Found<T>) -> T {
        self.origins.insert(setting.name, found.origin);
        found.value
    }
}
