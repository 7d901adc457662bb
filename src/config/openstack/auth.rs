//! Which of the credentials in one source an OpenStack client would use.

use secrecy::SecretString;

use super::source_value::SourceValue;
use crate::api::generated::settings::{
    ACCESS_KEY, ACCOUNT, PASSWORD, SECRET_KEY, SECURITY_TOKEN, TOKEN, USERNAME,
};
use crate::api::setting::Setting;
use crate::error::Error;
use crate::message::{Message, quoted};

/// A kind of credential: its parts, the one that no other kind has first.
#[derive(Clone, Copy)]
struct Kind {
    parts: &'static [&'static Setting],
}

const WITH_TOKEN: Kind = Kind { parts: &[&TOKEN] };
const WITH_PASSWORD: Kind = Kind {
    parts: &[&PASSWORD, &USERNAME, &ACCOUNT],
};
const WITH_KEY: Kind = Kind {
    parts: &[&SECRET_KEY, &ACCESS_KEY, &SECURITY_TOKEN],
};

/// Users and accounts can be named by ids elsewhere, but not here: a key, what it is for, and the key to
/// write instead.
const IDS: [(&str, &Setting, &str); 3] = [
    ("user_id", &USERNAME, "username"),
    ("user_domain_id", &ACCOUNT, "user_domain_name"),
    ("domain_id", &ACCOUNT, "user_domain_name"),
];

impl Kind {
    fn has(self, setting: &Setting) -> bool {
        self.parts.iter().any(|part| part.name == setting.name)
    }

    /// Returns the kind that an `auth_type` stands for; `None` for one that is not supported.
    fn of(auth_type: &str) -> Option<Self> {
        match auth_type {
            "token" | "v3token" => Some(WITH_TOKEN),
            "password" | "v3password" => Some(WITH_PASSWORD),
            "aksk" => Some(WITH_KEY),
            _ => None,
        }
    }
}

/// Returns what is wrong with an `auth_type`; `None` if it is supported.
pub(in crate::config) fn unsupported(auth_type: &SourceValue) -> Option<Message> {
    match auth_type.text() {
        Ok(name) if name.is_empty() || Kind::of(&name).is_some() => None,
        Ok(name) => Some(message!(
            "{place}: {name} is not supported; write password, token or aksk",
            place = &auth_type.place,
            name = quoted(name)
        )),
        Err(error) => Some(error.message()),
    }
}

type Part = (&'static Setting, SecretString);

/// Returns the parts of the one credential that the `auth_type` selects. Without it, that is the token,
/// the password or the access key, whichever comes first; there is none without a secret.
pub(in crate::config) fn select(
    mut parts: Vec<Part>,
    auth_type: Option<&SourceValue>,
    written: impl Fn(&str) -> Result<Option<SourceValue>, Error>,
) -> Result<Vec<Part>, Error> {
    let name = auth_type.map(SourceValue::text).transpose()?;
    let kind = match name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => Kind::of(name),
        None => [WITH_TOKEN, WITH_PASSWORD, WITH_KEY]
            .into_iter()
            .find(|kind| {
                let secret = kind.parts.first();
                parts
                    .iter()
                    .any(|(part, _)| secret.is_some_and(|secret| secret.name == part.name))
            }),
    };
    let Some(kind) = kind else {
        return Ok(Vec::new());
    };
    parts.retain(|(part, _)| kind.has(part));
    for (key, setting, instead) in IDS {
        let is_there = parts.iter().any(|(part, _)| part.name == setting.name);
        if kind.has(setting)
            && !is_there
            && let Some(id) = written(key)?
        {
            return Err(id.wrong(message!(
                "an id can't be used here; write {instead}",
                instead
            )));
        }
    }
    Ok(parts)
}
