//! `~/.huaweicloud/credentials`, as the vendor's SDK reads it.

use std::path::Path;

use ini::{Ini, ParseOption};
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

/// Values stand for themselves: a secret may hold quotes, backslashes and `#`.
const LITERAL: ParseOption = ParseOption {
    enabled_quote: false,
    enabled_escape: false,
    enabled_indented_mutiline_value: false,
    enabled_preserve_key_leading_whitespace: false,
};

/// Reads the file's text.
pub(super) fn read(file: &Path, text: &str) -> Result<Profile, Error> {
    // Even with escapes off the parser takes a `\` at the end of a line for a continuation, unless a
    // blank follows, and an indented remark for a key.
    let text: String = text
        .trim_start_matches('\u{feff}')
        .lines()
        .flat_map(|line| [line.trim(), " \n"])
        .collect();
    // The line itself is not quoted, because it may hold a secret.
    let unreadable = |line: usize| {
        Error::Config(format!(
            "{}: line {line} can't be read; write NAME = VALUE under [basic]",
            file.display()
        ))
    };
    // The parser reads a name, and the name of a section, on into the next lines.
    if let Some(at) = text.lines().position(|line| !is_whole(line.trim())) {
        return Err(unreadable(at + 1));
    }
    let ini = Ini::load_from_str_opt(&text, LITERAL).map_err(|error| unreadable(error.line + 1))?;
    let Some(basic) = ini.section(Some("basic")) else {
        return Ok(Profile::default());
    };
    let value = |name: &str| {
        basic
            .get(name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    };
    let secret = |name: &str| value(name).map(SecretString::from);
    Ok(Profile {
        parts: Parts {
            access_key: secret("ak"),
            secret_key: secret("sk"),
            security_token: secret("security_token"),
            ..Parts::default()
        },
        project_id: value("project_id").map(ToOwned::to_owned),
        iam_endpoint: value("iam_endpoint").map(ToOwned::to_owned),
    })
}

/// Whether a line stands for itself: blank, a remark, a section, or a name with its value.
fn is_whole(line: &str) -> bool {
    match line.chars().next() {
        None | Some('#' | ';') => true,
        Some('[') => line.contains(']'),
        Some(_) => line.contains(['=', ':']),
    }
}
