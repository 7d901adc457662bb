//! The two languages of texts for people.

/// What names the language of messages, the first that is set and not empty.
const LOCALE_VARIABLES: [&str; 5] = [
    "MODELARTS_LANGUAGE",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
];

#[cfg(any(windows, target_os = "macos"))]
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Returns none: the language is in the environment alone, and only the caller knows when reading it is
/// safe.
#[cfg(not(any(windows, target_os = "macos")))]
fn system_locale() -> Option<String> {
    None
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Language {
    /// Returns the language of a tag like `zh-CN`, `zh_Hans` or `en_US.UTF-8`; `None` for any other
    /// language.
    #[must_use]
    pub fn known(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_', '.', '@']).next()?;
        [Self::En, Self::Zh]
            .into_iter()
            .find(|known| language.eq_ignore_ascii_case(known.tag()))
    }

    /// Returns the language of a tag; English for any that isn't Chinese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        Self::known(tag).unwrap_or_default()
    }

    /// Returns the language of `MODELARTS_LANGUAGE`, else of the user's locale; `variable` returns a
    /// variable of the environment.
    ///
    /// If no variable names one, the setting of the system is read where there is one.
    ///
    /// # Errors
    /// What `variable` fails with.
    pub fn of_locale<E>(
        variable: impl Fn(&'static str) -> Result<Option<String>, E>,
    ) -> Result<Self, E> {
        for name in LOCALE_VARIABLES {
            if let Some(tag) = variable(name)?.filter(|tag| !tag.is_empty()) {
                return Ok(Self::of_tag(&tag));
            }
        }
        Ok(system_locale().map_or(Self::En, |tag| Self::of_tag(&tag)))
    }

    /// Returns `en` or `zh`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_of_both_languages_are_known() {
        for tag in ["zh", "zh_CN", "zh-Hans", "zh_CN.UTF-8", "ZH"] {
            assert_eq!(Language::known(tag), Some(Language::Zh), "{tag}");
        }
        for tag in ["en", "en_US", "en-GB", "en_US.UTF-8"] {
            assert_eq!(Language::known(tag), Some(Language::En), "{tag}");
        }
        for tag in ["", "C", "zha", "english", "de_DE"] {
            assert_eq!(Language::known(tag), None, "{tag}");
        }
    }
}
