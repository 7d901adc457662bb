//! What the documented error codes mean, and what to do.

use crate::api::generated::error_codes::ERROR_CODES;

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
    /// Returns the language of a tag like `zh-CN` or `en_US`; English for any that isn't Chinese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        match tag.get(..2) {
            Some(start) if start.eq_ignore_ascii_case("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// Returns the language of the user's locale.
    #[must_use]
    pub fn of_locale() -> Self {
        sys_locale::get_locale().map_or(Self::En, |tag| Self::of_tag(&tag))
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

/// Returns the meaning of a documented code, and advice, which may be empty.
#[must_use]
pub fn explain(code: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let index = ERROR_CODES
        .binary_search_by(|known| known.code.cmp(code))
        .ok()?;
    let known = ERROR_CODES.get(index)?;
    Some(match language {
        Language::En => (known.meaning_en, known.advice_en),
        Language::Zh => (known.meaning_zh, known.advice_zh),
    })
}
