//! The sources of settings, each read once.

use std::path::PathBuf;

use super::arguments::Arguments;
use super::environment::Environment;
use super::file::{self, ContextValues, Selected, existing};
use super::profile;
use super::text_file::{self, Text};
use super::value::{self, FileValues, Found, Given, Typed, Value, check};
use super::warning::Warning;
use crate::api::generated::settings::{CONFIG_FILE, CONTEXT, CREDENTIALS_FILE};
use crate::api::setting::{Kind, Setting, Source};
use crate::error::Error;
use crate::file::Interrupted;

pub(super) const DEFAULT: &str = "the default";

/// The arguments, the environment and the two files.
pub(super) struct Sources<'a> {
    arguments: &'a Arguments,
    pub(super) environment: &'a Environment,
    interrupted: Interrupted<'a>,
    file: Result<SelectedContext, Absent>,
    profile: Result<Profile, Absent>,
    ignores_user: bool,
}

/// The context of the configuration file that is used.
pub(super) struct SelectedContext {
    pub(super) path: PathBuf,
    pub(super) name: String,
    context: ContextValues,
}

struct Profile {
    path: PathBuf,
    values: FileValues,
}

/// Which file there is not, and why, for errors that list where something was looked for.
struct Absent(String);

impl<'a> Sources<'a> {
    pub(super) fn read(
        arguments: &'a Arguments,
        environment: &'a Environment,
        interrupted: Interrupted<'a>,
    ) -> Result<Self, Error> {
        let mut sources = Self {
            arguments,
            environment,
            interrupted,
            file: Err(Absent(String::new())),
            profile: Err(Absent(String::new())),
            ignores_user: false,
        };
        // What names the files can't come from them.
        sources.file = sources.read_config_file()?;
        sources.profile = sources.read_profile()?;
        Ok(sources)
    }

    /// Returns the value of a setting from the first source that has one.
    pub(super) fn find<T: Typed>(&self, setting: &Setting) -> Result<Option<Found<T>>, Error> {
        for (source, _) in setting.sources {
            if *source == Source::User && self.ignores_user {
                continue;
            }
            if let Some(found) = self.find_in(*source, setting)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Returns the value of a setting from the first source that has one, else its default.
    pub(super) fn find_or_default<T: Typed>(&self, setting: &Setting) -> Result<Found<T>, Error> {
        match self.find(setting)? {
            Some(found) => Ok(found),
            None => Ok(Found::at(DEFAULT, default(setting)?)),
        }
    }

    /// Returns the value of a setting in one source.
    pub(super) fn find_in<T: Typed>(
        &self,
        source: Source,
        setting: &Setting,
    ) -> Result<Option<Found<T>>, Error> {
        let Some(name) = setting.name_in(source) else {
            return Ok(None);
        };
        let found = match source {
            Source::Argument => self.arguments.get(name).map(|value| Found {
                value: value.clone(),
                place: name.to_owned(),
                origin: "the argument".to_owned(),
            }),
            Source::Variable => self.variable(setting, name)?,
            Source::Context | Source::Cluster | Source::User => self
                .context()
                .and_then(|file| file.context.values.get(source, name).cloned()),
            Source::Profile => match &self.profile {
                Ok(profile) => profile.values.get(source, name).cloned(),
                Err(_) => None,
            },
        };
        let Some(Found {
            value,
            place,
            origin,
        }) = found
        else {
            return Ok(None);
        };
        let value = T::of_setting(setting, value)?;
        Ok(Some(Found {
            value,
            place,
            origin,
        }))
    }

    fn variable(&self, setting: &Setting, name: &str) -> Result<Option<Found<Value>>, Error> {
        let given = match setting.kind {
            Kind::Path { .. } => self
                .environment
                .get(name)
                .map(|path| Given::Path(path.into())),
            _ => self.environment.text(name)?.map(Given::from),
        };
        let Some(given) = given else {
            return Ok(None);
        };
        let checked =
            check(setting, given).map_err(|problem| Error::Config(format!("{name}: {problem}")))?;
        Ok(checked.map(|value| Found::at(name, value)))
    }

    /// Ignores what the user in the configuration file sets beside a credential, from now on: it
    /// goes with that user's credential only.
    pub(super) fn ignore_user(&mut self) {
        self.ignores_user = true;
    }

    /// Returns the context of the configuration file, if there is one.
    pub(super) fn context(&self) -> Option<&SelectedContext> {
        self.file.as_ref().ok()
    }

    /// Returns a source of credentials as a place, in words.
    pub(super) fn place(&self, source: Source) -> String {
        match source {
            Source::Argument => "the arguments of create_client".to_owned(),
            Source::Variable => "the environment".to_owned(),
            Source::Context | Source::Cluster => self.file_place("context"),
            Source::User => self.file_place("the user of context"),
            Source::Profile => match &self.profile {
                Ok(profile) => profile::place(&profile.path),
                Err(Absent(file)) => file.clone(),
            },
        }
    }

    fn file_place(&self, part: &str) -> String {
        match &self.file {
            Ok(file) => format!("{part} {:?} in {}", file.name, file.path.display()),
            Err(Absent(file)) => file.clone(),
        }
    }

    pub(super) fn warnings(&self) -> Vec<Warning> {
        let Some(file) = self.context() else {
            return Vec::new();
        };
        let mut warnings = file.context.warnings.clone();
        let holds_secret = file.context.values.has_secret(Source::User);
        if holds_secret && text_file::readable_by_others(&file.path) {
            warnings.push(Warning::Readable(format!(
                "{} holds a secret and others on this machine can read it; run: chmod 600 {}",
                file.path.display(),
                file.path.display()
            )));
        }
        warnings
    }

    fn read_config_file(&self) -> Result<Result<SelectedContext, Absent>, Error> {
        let requested = self.find::<String>(&CONTEXT)?;
        let name = match &requested {
            Some(found) => found.value.clone(),
            None => default(&CONTEXT)?,
        };
        let (path, text) = match self.load(&CONFIG_FILE)? {
            Ok(loaded) => loaded,
            Err(Absent(file)) if name == default::<String>(&CONTEXT)? => {
                return Ok(Err(Absent(file)));
            }
            Err(Absent(file)) => {
                return Err(Error::Config(format!(
                    "there is no context {name:?}, because there is no file {file}"
                )));
            }
        };
        match file::read(&path, &text, &name)? {
            Selected::Context(context) => Ok(Ok(SelectedContext {
                path,
                name,
                context,
            })),
            Selected::Others(names) if requested.is_none() => Ok(Err(Absent(format!(
                "{} (has no context {name:?}: {})",
                path.display(),
                existing(&names, "context")
            )))),
            Selected::Others(names) => Err(Error::Config(format!(
                "{}: there is no context {name:?}; {}",
                path.display(),
                existing(&names, "context")
            ))),
        }
    }

    fn read_profile(&self) -> Result<Result<Profile, Absent>, Error> {
        match self.load(&CREDENTIALS_FILE)? {
            Ok((path, text)) => {
                let values = profile::read(&path, &text)?;
                Ok(Ok(Profile { path, values }))
            }
            Err(absent) => Ok(Err(absent)),
        }
    }

    /// Reads the file that a setting names. Only the file that is the default may be absent.
    fn load(&self, setting: &Setting) -> Result<Result<(PathBuf, String), Absent>, Error> {
        let named = self.find::<PathBuf>(setting)?;
        let written = match &named {
            Some(found) => found.value.clone(),
            None => default(setting)?,
        };
        let path = self.environment.expand(&written);
        if named.is_none() && path == written {
            let file = written.display();
            return Ok(Err(Absent(format!("{file} (no home folder is known)"))));
        }
        let by = named.as_ref().map(|found| found.place.as_str());
        Ok(match text_file::read(&path, by, self.interrupted)? {
            Text::Read(text) => Ok((path, text)),
            Text::Absent(problem) => Err(Absent(format!("{} ({problem})", path.display()))),
        })
    }
}

fn default<T: Typed>(setting: &Setting) -> Result<T, Error> {
    let value = value::default(setting)
        .ok_or_else(|| Error::Config(format!("{}: there is no default", setting.name)))?;
    T::of_setting(setting, value)
}
