//! `~/.huaweicloud/credentials`, as the vendor's SDK reads it.

use std::collections::BTreeMap;
use std::path::Path;

use super::setting_value::{FileValues, Found, RawValue, check};
use crate::api::generated::settings::SETTINGS;
use crate::api::setting::Source;
use crate::error::Error;
use crate::message::Message;

/// Reads the section `[basic]` of the file.
pub(super) fn read(file: &Path, text: &str) -> Result<FileValues, Error> {
    // The line itself is not quoted, because it may hold a secret.
    let basic = basic_section(text).map_err(|line| {
        Error::Config(message!(
            "{file}: line {line} can't be read; write NAME = VALUE under [basic]",
            file,
            line
        ))
    })?;
    let mut values = FileValues::default();
    for setting in SETTINGS {
        let Some(key) = setting.name_in(Source::Profile) else {
            continue;
        };
        let Some(text) = basic.get(key) else {
            continue;
        };
        let place = message!("{key} of {section}", key, section = place(file));
        let checked = check(setting, RawValue::from(*text)).map_err(|problem| {
            Error::Config(message!("{place}: {problem}", place = &place, problem))
        })?;
        if let Some(value) = checked {
            values.push(Source::Profile, key, Found::at(place, value));
        }
    }
    Ok(values)
}

/// Returns the section as a place, in words.
pub(super) fn place(file: &Path) -> Message {
    message!("[basic] in {file}", file)
}

/// Returns the names and values under `[basic]`, or the number of a line that is neither a comment,
/// nor a section, nor a name with its value. A value is taken as it is written: a secret may hold
/// quotes, backslashes and `#`, which libraries for such files treat as syntax.
fn basic_section(text: &str) -> Result<BTreeMap<String, &str>, usize> {
    let mut section = "";
    let mut basic = BTreeMap::new();
    for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1_usize..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            section = name.strip_suffix(']').ok_or(number)?;
            continue;
        }
        let (name, value) = line.split_once(['=', ':']).ok_or(number)?;
        if section == "basic" {
            basic.insert(name.trim().to_ascii_lowercase(), value.trim());
        }
    }
    Ok(basic)
}
