//! The variables and the home folder that settings are read from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// A snapshot, so that one client is made from one state of the environment.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
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
    /// Returns the process's own; variables that aren't text are left out.
    #[must_use]
    pub fn of_process() -> Self {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self {
            variables: variables.collect(),
            home: std::env::home_dir(),
        }
    }

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
    pub fn of_variables(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let mut environment = Self::new(variables.into_iter().collect(), None);
        environment.home = match environment.get(name) {
            Some(home) => Some(PathBuf::from(home)),
            // The user database knows it, too.
            None => std::env::home_dir(),
        };
        environment
    }

    /// Returns one with these variables and that home folder.
    #[must_use]
    pub fn new(variables: BTreeMap<String, String>, home: Option<PathBuf>) -> Self {
        Self { variables, home }
    }

    /// Returns a variable; an empty one counts as not set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Returns the variables whose names start with a prefix, without it, in order.
    pub fn starting<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.variables
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
            .filter(|(_, value)| !value.is_empty())
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
