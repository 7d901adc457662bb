//! What the documented error codes mean, and what to do.

use crate::api::ErrorCode;
use crate::api::generated::error_codes::ERROR_CODES;
use crate::language::Language;

/// Returns what is documented of a code.
#[must_use]
pub fn documented(code: &str) -> Option<&'static ErrorCode> {
    let index = ERROR_CODES
        .binary_search_by(|known| known.code.cmp(code))
        .ok()?;
    ERROR_CODES.get(index)
}

/// Returns the meaning of a documented code, and advice, which may be empty.
#[must_use]
pub fn explain(code: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let known = documented(code)?;
    Some(match language {
        Language::En => (known.meaning_en, known.advice_en),
        Language::Zh => (known.meaning_zh, known.advice_zh),
    })
}
