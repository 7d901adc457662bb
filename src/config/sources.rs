//! The sources of settings, each read once.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::arguments::Arguments;
use super::config_file::{self, ContextValues, Selected, existing};
use super::environment::Environment;
use super::openstack::{self, Cloud, SourceValue, YamlReader};
use super::profile;
use super::setting_value::{self, FileValues, Found, RawValue, Typed, Value, check};
use super::text_file::Absent;
use super::text_file::{self, Text};
use super::warning::Warning;
use crate::api::generated::settings::{
    CLOUD, CLOUDS_FILE, CONFIG_FILE, CONTEXT, CREDENTIALS_FILE, SECURE_FILE,
};
use crate::api::setting::{Kind, Setting, Source};
use crate::error::Error;
use crate::file::Interrupted;
use crate::message::{Message, Separator, quoted};

pub(super) use super::setting_value::by_default;

/// The arguments, the environment and the files.
pub(super) struct Sources<'a> {
    arguments: &'a Arguments,
    pub(super) environment: &'a Environment,
    interrupted: Interrupted<'a>,
    yaml: YamlReader<'a>,
    file: Result<SelectedContext, Absent>,
    profile: Result<Profile, Absent>,
    /// Read when something is first looked for there, which may be never.
    cloud: OnceCell<Result<Result<Cloud, Absent>, Error>>,
    credential: Credential,
}

/// Where the credential comes from.
enum Credential {
    NotResolved,
    /// `None` is the agency of the machine.
    From(Option<Source>),
}

/// The context of the configuration file that is used.
pub(super) struct SelectedContext {
    pub(super) path: PathBuf,
    pub(super) name: String,
    /// What selected it.
    pub(super) origin: Message,
    context: ContextValues,
}

struct Profile {
    path: PathBuf,
    values: FileValues,
}

impl<'a> Sources<'a> {
    pub(super) fn read(
        arguments: &'a Arguments,
        environment: &'a Environment,
        interrupted: Interrupted<'a>,
        yaml: YamlReader<'a>,
    ) -> Result<Self, Error> {
        let mut sources = Self {
            arguments,
            environment,
            interrupted,
            yaml,
            file: Err(Absent(Message::default())),
            profile: Err(Absent(Message::default())),
            cloud: OnceCell::new(),
            credential: Credential::NotResolved,
        };
        // What names the files can't come from them.
        sources.file = sources.read_config_file()?;
        sources.profile = sources.read_profile()?;
        Ok(sources)
    }

    /// Returns the value of a setting from the first source that has one.
    pub(super) fn find<T: Typed>(&self, setting: &Setting) -> Result<Option<Found<T>>, Error> {
        self.find_among(setting, |_| true)
    }

    /// Checks the value of a setting in the first source that has one.
    pub(super) fn check(&self, setting: &Setting) -> Result<(), Error> {
        for (source, name) in setting.sources {
            if self.may_have(*source, setting) && self.value(*source, setting, name)?.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Returns the value of a setting from the first of our own sources that has one.
    pub(super) fn find_ours<T: Typed>(&self, setting: &Setting) -> Result<Option<Found<T>>, Error> {
        self.find_among(setting, |source| !openstack::is_openstack(source))
    }

    fn find_among<T: Typed>(
        &self,
        setting: &Setting,
        is_wanted: impl Fn(Source) -> bool,
    ) -> Result<Option<Found<T>>, Error> {
        for (source, _) in setting.sources {
            if is_wanted(*source)
                && self.may_have(*source, setting)
                && let Some(found) = self.find_in(*source, setting)?
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Returns whether a setting may come from a source. What the user in the configuration file sets
    /// goes with that user's credential only, and OpenStack's sources are limited likewise.
    pub(super) fn may_have(&self, source: Source, setting: &Setting) -> bool {
        let Credential::From(credential) = self.credential else {
            return true;
        };
        match source {
            Source::User => credential == Some(Source::User),
            Source::OpenStackVariable | Source::Clouds => {
                openstack::applies(source, credential, setting)
            }
            _ => true,
        }
    }

    /// Returns the value of a setting from the first source that has one, else its default.
    pub(super) fn find_or_default<T: Typed>(&self, setting: &Setting) -> Result<Found<T>, Error> {
        match self.find(setting)? {
            Some(found) => Ok(found),
            None => Ok(Found::at(by_default(), default(setting)?)),
        }
    }

    /// Returns the value of a setting in one source.
    pub(super) fn find_in<T: Typed>(
        &self,
        source: Source,
        setting: &Setting,
    ) -> Result<Option<Found<T>>, Error> {
        for name in setting.names_in(source) {
            if let Some(found) = self.value(source, setting, name)? {
                return Ok(Some(Found {
                    value: T::of_setting(setting, found.value)?,
                    place: found.place,
                    origin: found.origin,
                }));
            }
        }
        Ok(None)
    }

    /// Returns the value that a setting has in one source under one of its names.
    fn value(
        &self,
        source: Source,
        setting: &Setting,
        name: &str,
    ) -> Result<Option<Found<Value>>, Error> {
        Ok(match source {
            Source::Argument => self.arguments.get(name).map(|value| Found {
                value: value.clone(),
                place: Message::from(name),
                origin: message!("the argument"),
            }),
            Source::Variable => self.variable(setting, name)?,
            Source::Context | Source::Cluster | Source::User => self
                .context()
                .and_then(|file| file.context.values.get(source, name).cloned()),
            Source::Profile => match &self.profile {
                Ok(profile) => profile.values.get(source, name).cloned(),
                Err(_) => None,
            },
            Source::OpenStackVariable | Source::Clouds => {
                openstack::setting(setting, name, |key| self.openstack(source, key))?
            }
        })
    }

    /// Returns what one of OpenStack's sources has under a key.
    pub(super) fn openstack(
        &self,
        source: Source,
        key: &str,
    ) -> Result<Option<SourceValue>, Error> {
        match source {
            Source::OpenStackVariable => openstack::variable(self.environment, key),
            Source::Clouds => Ok(self.cloud()?.and_then(|cloud| cloud.written(key))),
            _ => Ok(None),
        }
    }

    /// Returns the selected cloud of `clouds.yaml`, if there is one.
    pub(super) fn cloud(&self) -> Result<Option<&Cloud>, Error> {
        if self.cloud.get().is_none() {
            let request = openstack::Request {
                cloud: self.find(&CLOUD)?,
                file: self.find(&CLOUDS_FILE)?,
                secure: self.find(&SECURE_FILE)?,
            };
            let cloud = openstack::load(&request, self.environment, self.interrupted, self.yaml);
            let _ = self.cloud.set(cloud);
        }
        match self.cloud.get() {
            Some(Ok(cloud)) => Ok(cloud.as_ref().ok()),
            Some(Err(error)) => Err(error.clone()),
            None => Ok(None),
        }
    }

    fn variable(&self, setting: &Setting, name: &str) -> Result<Option<Found<Value>>, Error> {
        let raw = match setting.kind {
            Kind::Path { .. } => self
                .environment
                .get(name)
                .map(|path| RawValue::Path(path.into())),
            _ => self.environment.text(name)?.map(RawValue::from),
        };
        let Some(raw) = raw else {
            return Ok(None);
        };
        let checked = check(setting, raw).map_err(|problem| {
            Error::Config(message!("{place}: {problem}", place = name, problem))
        })?;
        Ok(checked.map(|value| Found::at(name, value)))
    }

    /// Keeps where the credential comes from: from now on, what goes with another one is not found.
    pub(super) fn set_credential(&mut self, source: Option<Source>) {
        self.credential = Credential::From(source);
    }

    /// Returns whether the credential comes from one of OpenStack's sources.
    pub(super) fn has_openstack_credential(&self) -> bool {
        matches!(self.credential, Credential::From(Some(source)) if openstack::is_openstack(source))
    }

    /// Returns the context of the configuration file, if there is one.
    pub(super) fn context(&self) -> Option<&SelectedContext> {
        self.file.as_ref().ok()
    }

    /// Returns a source of credentials as a place, in words.
    pub(super) fn place(&self, source: Source) -> Message {
        match source {
            Source::Argument => message!("the arguments"),
            Source::Variable => message!("the environment"),
            Source::Context => {
                self.file_place(|name, file| message!("context {name} in {file}", name, file))
            }
            Source::Cluster => self.file_place(|name, file| {
                message!("the cluster of context {name} in {file}", name, file)
            }),
            Source::User => self.file_place(|name, file| {
                message!("the user of context {name} in {file}", name, file)
            }),
            Source::Profile => match &self.profile {
                Ok(profile) => profile::place(&profile.path),
                Err(Absent(file)) => file.clone(),
            },
            Source::OpenStackVariable => message!("the variables OS_*"),
            Source::Clouds => match self.cloud.get() {
                Some(Ok(Ok(cloud))) => cloud.place(),
                Some(Ok(Err(Absent(problem)))) => problem.clone(),
                Some(Err(_)) | None => Message::from("clouds.yaml"),
            },
        }
    }

    fn file_place(&self, place: impl Fn(Message, &Path) -> Message) -> Message {
        match &self.file {
            Ok(file) => place(quoted(&file.name), &file.path),
            Err(Absent(file)) => file.clone(),
        }
    }

    /// Adds the keys of the configuration file that look like misspelled ones to the text of an error, which
    /// they may have caused.
    pub(super) fn with_misspelled(&self, text: Message) -> Message {
        let warnings = self.context().map(|file| &file.context.warnings[..]);
        let misspelled = warnings
            .unwrap_or_default()
            .iter()
            .filter(|warning| matches!(warning, Warning::Misspelled(_)));
        let misspelled = misspelled.map(|warning| warning.message().clone());
        Message::list(
            std::iter::once(text).chain(misspelled),
            Separator::Semicolon,
        )
    }

    pub(super) fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let Some(file) = self.context() {
            warnings.clone_from(&file.context.warnings);
            if file.context.values.has_secret(Source::User) {
                warnings.extend(text_file::secret(&file.path));
            }
        }
        if let (Credential::From(Some(Source::Clouds)), Some(Ok(Ok(cloud)))) =
            (&self.credential, self.cloud.get())
        {
            warnings.extend(cloud.secret_files().filter_map(text_file::secret));
        }
        warnings
    }

    fn read_config_file(&self) -> Result<Result<SelectedContext, Absent>, Error> {
        let requested = self.find::<String>(&CONTEXT)?;
        let default = Found::at(by_default(), default::<String>(&CONTEXT)?);
        let (path, text) = match (self.load(&CONFIG_FILE)?, &requested) {
            (Ok(loaded), _) => loaded,
            (Err(Absent(file)), Some(requested)) if requested.value != default.value => {
                return Err(Error::Config(message!(
                    "there is no context {name}, because there is no file {file}",
                    name = quoted(&requested.value),
                    file
                )));
            }
            (Err(absent), _) => return Ok(Err(absent)),
        };
        match config_file::read(&path, &text, requested.as_ref(), &default)? {
            Selected::Context { name, context } => Ok(Ok(SelectedContext {
                path,
                name: name.value,
                origin: name.origin,
                context,
            })),
            Selected::Others { names } => {
                let name = quoted(&requested.as_ref().unwrap_or(&default).value);
                let existing = existing(&names, "context");
                let file = &*path;
                if requested.is_none() {
                    return Ok(Err(Absent(message!(
                        "{file} (has no context {name}: {existing})",
                        file,
                        name,
                        existing
                    ))));
                }
                Err(Error::Config(message!(
                    "{file}: there is no context {name}; {existing}",
                    file,
                    name,
                    existing
                )))
            }
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
            let file = &*written;
            return Ok(Err(Absent(message!(
                "{file} (no home folder is known)",
                file
            ))));
        }
        let by = named.as_ref().map(|found| &found.place);
        Ok(match text_file::read(&path, by, self.interrupted)? {
            Text::Read(text) => Ok((path, text)),
            Text::Absent(problem) => Err(Absent(message!(
                "{place} ({problem})",
                place = &*path,
                problem
            ))),
        })
    }
}

fn default<T: Typed>(setting: &Setting) -> Result<T, Error> {
    let value = setting_value::default(setting).ok_or_else(|| {
        Error::Config(message!("{name}: there is no default", name = setting.name))
    })?;
    T::of_setting(setting, value)
}
