//! `~/.huaweicloud/credentials`, as the vendor's SDK reads it.

use std::collections::BTreeMap;
use std::path::Path;

use secrecy::SecretString;

use super::parts::Parts;
use crate::error::Error;

/// What the section `[basic]` holds.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) parts: Parts,
    pub(super) project_id: Option<String>,
    pub(super) iam_endpoint: Option<String>,
}

/// Reads the file's text.
pub(super) fn read(file: &Path, text: &str) -> Result<Profile, Error> {
    // The line itself is not quoted, because it may hold a secret.
    let basic = basic_section(text).map_err(|line| {
        Error::Config(format!(
            "{}: line {line} can't be read; write NAME = VALUE under [basic]",
            file.display()
        ))
    })?;
    let value = |name: &str| basic.get(name).filter(|value| !value.is_empty());
    let secret = |name: &str| value(name).map(|value| SecretString::from(*value));
    let text = |name: &str| value(name).map(|value| (*value).to_owned());
    Ok(Profile {
        parts: Parts {
            access_key: secret("ak"),
            secret_key: secret("sk"),
            security_token: secret("security_token"),
            ..Parts::default()
        },
        project_id: text("project_id"),
        iam_endpoint: text("iam_endpoint"),
    })
}

/// The names and values under `[basic]`, or the number of a line that is neither a remark, nor a
/// section, nor a name with its value. Values stand for themselves: a secret may hold quotes,
/// backslashes and `#`, which libraries for such files take for their own.
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
