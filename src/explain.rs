//! What the documented error codes mean, and what to do.

use crate::api::ErrorCode;
use crate::api::generated::error_codes::ERROR_CODES;

/// What names the language of messages, the first that is set.
const LOCALE_VARIABLES: [&str; 4] = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"];

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

    /// Returns the language of the user's locale; `variable` returns a variable of the environment.
    ///
    /// Where no variable names one, systems that keep the language elsewhere are asked.
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

/// Returns what a refused login means, and what to look at: the service's own words name no setting.
#[must_use]
pub fn refused_login(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (
            "IAM refused the login.",
            "Check `username`, `password` and `account`. An IAM user needs `account`, the name of the account that it \
             belongs to; without it, the user name is taken for the account name. The console shows both under My \
             Credentials. `modelarts config init` asks for all three.",
        ),
        Language::Zh => (
            "IAM 拒绝了登录。",
            "请检查 `username`、`password` 和 `account`。IAM 用户必须填写 `account`，即其所属的账号名；\
             未填写时，用户名将被当作账号名。两者可在控制台的“我的凭证”中查看。\
             运行 `modelarts config init` 可重新填写。",
        ),
    }
}
