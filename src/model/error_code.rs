//! The documented error codes: what each means, and what to do.

/// The language of meanings and advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Language {
    /// The language of a tag like `zh-CN` or `en_US`; English for any that isn't Chinese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        match tag.get(..2) {
            Some(start) if start.eq_ignore_ascii_case("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// The language that the user's locale asks for.
    #[must_use]
    pub fn of_locale() -> Self {
        sys_locale::get_locale().map_or(Self::En, |tag| Self::of_tag(&tag))
    }

    /// `en` or `zh`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// Code, category, meaning and advice in English, meaning and advice in Chinese; one code a line.
const TABLE: &str = include_str!("error_codes.tsv");

/// Meaning and advice of a documented code; advice may be empty.
#[must_use]
pub fn explain(code: &str, language: Language) -> Option<(&'static str, &'static str)> {
    TABLE.lines().skip(1).find_map(|line| {
        let mut columns = line.split('\t');
        if columns.next() != Some(code) {
            return None;
        }
        let mut columns = columns.skip(match language {
            Language::En => 1,
            Language::Zh => 3,
        });
        Some((columns.next()?, columns.next()?))
    })
}

/// The documented codes, in the order of the documentation.
pub fn documented() -> impl Iterator<Item = &'static str> {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
}
