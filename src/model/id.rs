//! Ids that go into a path or a query: read once, where the caller hands them in.

use std::fmt;

use crate::error::Error;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, taken: $taken:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Reads an id that the caller handed in as `parameter`.
            ///
            /// # Errors
            /// [`Error::InvalidParameters`] for what could change the path it is put into.
            pub fn new(parameter: &str, text: impl Into<String>) -> Result<Self, Error> {
                let text = text.into();
                match problem(&text, &$taken) {
                    None => Ok(Self(text)),
                    Some(problem) => Err(Error::invalid(parameter, problem)),
                }
            }

            /// The id as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// A project of the user's; in practice 32 hexadecimal digits.
    ProjectId, taken: []
}

id! {
    /// An asynchronous task; in practice a UUID.
    TaskId, taken: []
}

id! {
    /// A dataset; in practice a UUID.
    DatasetId, taken: ["task"]
}

id! {
    /// A version of a dataset; in practice a UUID.
    VersionId, taken: ["current", "difference"]
}

/// What forbids this text in a path; `taken` are the words that stand there in other calls' paths.
fn problem(text: &str, taken: &[&str]) -> Option<String> {
    if text.is_empty() {
        return Some("is empty; pass the id as the service gave it".to_owned());
    }
    if text == "." || text == ".." || taken.contains(&text) {
        return Some(format!(
            "{text:?} is not an id; pass the id as the service gave it"
        ));
    }
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    text.chars().find(|c| forbidden(*c)).map(|c| {
        let shown: String = text.chars().take(60).collect();
        format!("{shown:?} contains {c:?}, which no id has; pass the id as the service gave it")
    })
}
