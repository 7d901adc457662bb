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

/// Returns what a refused login means, and which settings to check: the service's message names none.
#[must_use]
pub fn refused_login(language: Language) -> (String, String) {
    let meaning = message!("IAM refused the login.");
    let advice = message!(
        "Check `username`, `password` and `account`. An IAM user needs `account`, the name of the account that it \
         belongs to; without it, the user name is taken for the account name. The console shows both under My \
         Credentials. `modelarts config init` asks for all three."
    );
    (meaning.text(language), advice.text(language))
}
