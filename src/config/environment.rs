//! The variables and the home folder that settings are read from.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A snapshot, so that one client is made from one state of the environment.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, OsString>,
    home: Option<PathBuf>,
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("home", &self.home)
            .finish_non_exhaustive()
    }
}

impl Environment {
    /// Returns one in which nothing is set.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns one with these variables, and the home folder that they name.
    ///
    /// For a caller that reads the variables itself, because only it knows when that is safe: no
    /// other thread may set one meanwhile.
    #[must_use]
    pub fn of_variables<T: Into<OsString>>(
        variables: impl IntoIterator<Item = (String, T)>,
    ) -> Self {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let mut environment = Self::new(variables.into_iter().collect(), None);
        environment.home = match environment.get(name) {
            Some(home) => Some(PathBuf::from(home)),
            // The user database knows it, too.
            #[allow(
                clippy::disallowed_methods,
                reason = "the caller reads the environment here, too"
            )]
            None => std::env::home_dir(),
        };
        environment
    }

    /// Returns one with these variables and that home folder.
    #[must_use]
    pub fn new<T: Into<OsString>>(variables: BTreeMap<String, T>, home: Option<PathBuf>) -> Self {
        let variables = variables.into_iter();
        Self {
            variables: variables
                .map(|(name, value)| (name, value.into()))
                .collect(),
            home,
        }
    }

    /// Returns whether nothing is set, so that files at usual places are none of the caller's.
    pub(super) fn is_empty(&self) -> bool {
        self.variables.is_empty() && self.home.is_none()
    }

    /// Returns a variable; an empty one counts as not set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables
            .get(name)
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// Returns a variable that is text; an empty one counts as not set.
    ///
    /// # Errors
    /// [`Error::Config`] if it isn't UTF-8.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Error> {
        self.get(name).map(|value| text(name, value)).transpose()
    }

    /// Returns the variables whose names start with a prefix, by their whole names, in order.
    ///
    /// # Errors
    /// [`Error::Config`] for one that isn't UTF-8.
    pub fn starting(&self, prefix: &str) -> Result<Vec<(&str, &str)>, Error> {
        self.variables
            .iter()
            .filter(|(name, value)| name.starts_with(prefix) && !value.is_empty())
            .map(|(name, value)| Ok((name.as_str(), text(name, value)?)))
            .collect()
    }

    /// Returns the path, with a `~` at its start replaced by the home folder, if that is known.
    #[must_use]
    pub fn expand(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_owned(),
        }
    }
}

fn text<'a>(name: &str, value: &'a OsStr) -> Result<&'a str, Error> {
    value
        .to_str()
        .ok_or_else(|| Error::Config(message!("{name} is not UTF-8; write it as UTF-8", name)))
}
