//! The places that settings are read from, read once.

use std::io;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::file::{self, ContextSettings, Found, existing};
use super::parts::{PartNames, Parts};
use super::profile::{self, Profile};
use super::{Arguments, Environment, Warning};
use crate::error::Error;

/// How the environment calls the parts of a credential; those it has no name for are never there.
pub(super) const VARIABLES: PartNames = [
    "HUAWEICLOUD_SDK_AK",
    "HUAWEICLOUD_SDK_SK",
    "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    "account",
    "username",
    "password",
    "token",
];
/// How `~/.huaweicloud/credentials` calls them, likewise.
pub(super) const PROFILE_KEYS: PartNames = [
    "ak",
    "sk",
    "security_token",
    "account",
    "username",
    "password",
    "token",
];

const DEFAULT_CONTEXT: &str = "default";

/// A context of the configuration file.
pub(super) struct FileContext {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) context: ContextSettings,
    readable_by_others: bool,
}

/// All places but the arguments.
pub(super) struct Sources {
    pub(super) file: Option<FileContext>,
    pub(super) environment_parts: Parts,
    pub(super) profile: Option<Profile>,
    profile_path: Option<PathBuf>,
    /// What was found instead of a context, for an error.
    file_note: String,
}

impl Sources {
    pub(super) fn read(arguments: &Arguments, environment: &Environment) -> Result<Self, Error> {
        let (file, file_note) = read_file(arguments, environment)?;
        let (profile, profile_path) = read_profile(environment)?;
        let variable = |name: &str| environment.get(name).map(SecretString::from);
        let [access_key, secret_key, security_token, ..] = VARIABLES;
        Ok(Self {
            file,
            file_note,
            profile,
            profile_path,
            environment_parts: Parts {
                access_key: variable(access_key),
                secret_key: variable(secret_key),
                security_token: variable(security_token),
                ..Parts::default()
            },
        })
    }

    /// The configuration file as a place, in words.
    pub(super) fn file_place(&self) -> String {
        match &self.file {
            Some(file) => format!(
                "the user of context {:?} in {}",
                file.name,
                file.path.display()
            ),
            None => self.file_note.clone(),
        }
    }

    /// The context of the configuration file as a place, in words.
    pub(super) fn context_place(&self) -> String {
        match &self.file {
            Some(file) => format!("context {:?} in {}", file.name, file.path.display()),
            None => self.file_note.clone(),
        }
    }

    /// `~/.huaweicloud/credentials` as a place, in words.
    pub(super) fn profile_place(&self) -> String {
        match &self.profile_path {
            Some(path) => format!("[basic] in {}", path.display()),
            None => "~/.huaweicloud/credentials (no home folder is known)".to_owned(),
        }
    }

    /// Says that something was found nowhere, where it was looked for, and what to write.
    pub(super) fn nothing_found(&self, what: &str) -> String {
        let places = [
            "the arguments of create_client".to_owned(),
            self.file_place(),
            "the variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK".to_owned(),
            self.profile_place(),
            "the metadata service".to_owned(),
        ];
        format!(
            "{what} was found; looked in: {}. Write create_client(username=…, password=…, region=\"cn-north-4\") or \
             create_client(access_key=…, secret_key=…, region=\"cn-north-4\"), or put a user into ~/.modelarts/config.json",
            places.join("; ")
        )
    }

    pub(super) fn warnings(&self) -> Vec<Warning> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        let mut warnings = file.context.warnings.clone();
        if file.readable_by_others && file.context.holds_secret {
            warnings.push(Warning::Readable(format!(
                "{} holds a secret and others on this machine can read it; run: chmod 600 {}",
                file.path.display(),
                file.path.display()
            )));
        }
        warnings
    }
}

/// The context to use, and what to say of the file if there is none.
fn read_file(
    arguments: &Arguments,
    environment: &Environment,
) -> Result<(Option<FileContext>, String), Error> {
    let asked = arguments
        .context
        .as_deref()
        .filter(|name| !name.is_empty())
        .or_else(|| environment.get("MODELARTS_CONTEXT"));
    let name = asked.unwrap_or(DEFAULT_CONTEXT);
    let named = match (&arguments.config_file, environment.get("MODELARTS_CONFIG")) {
        (Some(path), _) => Some((path.clone(), "config_file")),
        (None, Some(path)) => Some((PathBuf::from(path), "MODELARTS_CONFIG")),
        (None, None) => None,
    };
    let (path, by) = match named {
        Some((path, by)) => (environment.expand(&path), Some(by)),
        None => match environment.in_home(".modelarts/config.json") {
            Some(path) => (path, None),
            None => {
                return without_file(
                    name,
                    "~/.modelarts/config.json (no home folder is known)".to_owned(),
                );
            }
        },
    };
    let text = match (read_text(&path), by) {
        (Ok(text), _) => text,
        (Err(Unreadable::Missing), None) => {
            return without_file(name, format!("{} (does not exist)", path.display()));
        }
        (Err(error), by) => {
            let by = by
                .map(|by| format!(", which {by} names,"))
                .unwrap_or_default();
            return Err(Error::Config(format!(
                "{}{by} {}",
                path.display(),
                error.problem()
            )));
        }
    };
    match file::read(&path, &text, name)? {
        Found::Context(context) => {
            let readable_by_others = readable_by_others(&path);
            let note = String::new();
            Ok((
                Some(FileContext {
                    path,
                    name: name.to_owned(),
                    context: *context,
                    readable_by_others,
                }),
                note,
            ))
        }
        Found::Others(names) if asked.is_none() => Ok((
            None,
            format!(
                "{} (has no context \"default\": {})",
                path.display(),
                existing(&names, "context")
            ),
        )),
        Found::Others(names) => Err(Error::Config(format!(
            "{}: there is no context {name:?}; {}",
            path.display(),
            existing(&names, "context")
        ))),
    }
}

fn without_file(name: &str, note: String) -> Result<(Option<FileContext>, String), Error> {
    if name == DEFAULT_CONTEXT {
        return Ok((None, note));
    }
    Err(Error::Config(format!(
        "there is no context {name:?}, because there is no file {note}"
    )))
}

fn read_profile(environment: &Environment) -> Result<(Option<Profile>, Option<PathBuf>), Error> {
    const NAMED_BY: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
    let (path, named) = match environment.get(NAMED_BY) {
        Some(path) => (environment.expand(Path::new(path)), true),
        None => match environment.in_home(".huaweicloud/credentials") {
            Some(path) => (path, false),
            None => return Ok((None, None)),
        },
    };
    match read_text(&path) {
        Ok(text) => Ok((Some(profile::read(&path, &text)?), Some(path))),
        Err(Unreadable::Missing) if !named => Ok((None, Some(path))),
        Err(error) => {
            let by = if named {
                format!(", which {NAMED_BY} names,")
            } else {
                String::new()
            };
            Err(Error::Config(format!(
                "{}{by} {}",
                path.display(),
                error.problem()
            )))
        }
    }
}

enum Unreadable {
    Missing,
    Folder,
    NotUtf8,
    Other(io::Error),
}

impl Unreadable {
    fn problem(&self) -> String {
        match self {
            Self::Missing => "does not exist".to_owned(),
            Self::Folder => "is a folder; name the file in it".to_owned(),
            Self::NotUtf8 => "is not UTF-8; save it as UTF-8".to_owned(),
            Self::Other(error) => format!("can't be read: {error}"),
        }
    }
}

fn read_text(path: &Path) -> Result<String, Unreadable> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing,
        _ if path.is_dir() => Unreadable::Folder,
        _ => Unreadable::Other(error),
    })?;
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> bool {
    false
}
