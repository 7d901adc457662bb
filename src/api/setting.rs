//! The types of the settings table: what the settings of a client are, and where they come from.

/// A setting of a client.
#[derive(Debug)]
pub struct Setting {
    /// The name; also of the argument, if it has one.
    pub name: &'static str,
    /// What its value is, with limits and default.
    pub kind: Kind,
    /// Where its value may come from, in order, each with the name it has there.
    pub sources: &'static [(Source, &'static str)],
    /// Whether it is part of a credential, which comes whole from one source.
    pub credential: bool,
    /// A value as an error message about the configuration file shows it.
    pub example: &'static str,
}

/// What the value of a setting is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    Text {
        /// The value if no source has one.
        default: Option<&'static str>,
    },
    /// Text that is never shown.
    Secret,
    /// A path.
    Path {
        /// The value if no source has one.
        default: Option<&'static str>,
    },
    /// True or false.
    Boolean {
        /// The value if no source has one.
        default: bool,
    },
    /// Seconds above 0.
    Seconds {
        /// The most.
        max: f64,
        /// The value if no source has one.
        default: f64,
    },
    /// A whole number.
    Count {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// The value if no source has one.
        default: i64,
    },
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// The tag of a language.
    Language,
    /// A polling schedule.
    Poll,
}

/// Where the value of a setting may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An argument of `create_client`.
    Argument,
    /// An environment variable.
    Variable,
    /// The context in the configuration file.
    Context,
    /// The cluster that the context names.
    Cluster,
    /// The user that the context names.
    User,
    /// The section `[basic]` of `~/.huaweicloud/credentials`.
    Profile,
    /// An environment variable of OpenStack clients, named by its key in `clouds.yaml`.
    OpenStackVariable,
    /// The selected cloud in `clouds.yaml`.
    Clouds,
}

impl Setting {
    /// Returns the setting's name in a source; `None` if it never comes from there.
    #[must_use]
    pub fn name_in(&self, source: Source) -> Option<&'static str> {
        self.sources
            .iter()
            .find_map(|(other, name)| (*other == source).then_some(*name))
    }

    /// Returns the setting's names in a source, the first one that counts first.
    pub fn names_in(&self, source: Source) -> impl Iterator<Item = &'static str> {
        let names = self.sources.iter();
        names.filter_map(move |(other, name)| (*other == source).then_some(*name))
    }

    /// Returns whether `None` may be passed for a value that the other sources, or nothing, decide.
    #[must_use]
    pub fn may_be_left_out(&self) -> bool {
        let only_argument = matches!(self.sources, [(Source::Argument, _)]);
        !only_argument
            || matches!(
                self.kind,
                Kind::Text { default: None } | Kind::OneOf(_) | Kind::Language
            )
    }
}
