//! Settings that work, but that the user should know about.

use std::fmt;

/// A warning about the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Connections can be read or altered by others.
    Insecure(String),
    /// Others can read a file that holds a secret.
    Readable(String),
    /// A key has no effect and looks like one that would.
    Misspelt(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Insecure(text) | Self::Readable(text) | Self::Misspelt(text)) = self;
        f.write_str(text)
    }
}
