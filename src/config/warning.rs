//! Settings that work, but that the user should know about.

use std::fmt;

use crate::message::Message;

/// A warning about the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Connections can be read or altered by others.
    Insecure(Message),
    /// Others can read a file that holds a secret.
    Readable(Message),
    /// A key has no effect and looks like one that would.
    Misspelled(Message),
}

impl Warning {
    /// Returns the text in both languages.
    #[must_use]
    pub fn message(&self) -> &Message {
        let (Self::Insecure(text) | Self::Readable(text) | Self::Misspelled(text)) = self;
        text
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}
