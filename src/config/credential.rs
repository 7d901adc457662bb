//! The credential, which comes whole from one source.

use secrecy::{ExposeSecret, SecretString};

use super::openstack::{self, AUTH_TYPE};
use super::sources::Sources;
use crate::api::generated::settings::{
    ACCESS_KEY, ACCOUNT, METADATA_ENDPOINT, PASSWORD, SECRET_KEY, SECURITY_TOKEN, SETTINGS, TOKEN,
    USERNAME,
};
use crate::api::setting::{Setting, Source};
use crate::auth::Credential;
use crate::error::Error;
use crate::message::{Message, Separator};

/// The sources of a credential, in order; without any there is the agency of the machine.
const SOURCES: [Source; 6] = [
    Source::Argument,
    Source::User,
    Source::Variable,
    Source::Profile,
    Source::OpenStackVariable,
    Source::Clouds,
];

/// A credential and where it comes from.
pub(super) struct Resolved {
    pub(super) credential: Credential,
    /// `None` for the agency of the machine.
    pub(super) source: Option<Source>,
    pub(super) origin: Message,
}

/// Returns the credential of the first source that has any part of one.
pub(super) fn resolve(sources: &Sources<'_>) -> Result<Resolved, Error> {
    for source in SOURCES {
        let parts = Parts::read(sources, source)?;
        if let Some(credential) = parts.assemble()? {
            return Ok(Resolved {
                credential,
                source: Some(source),
                origin: parts.place,
            });
        }
    }
    Ok(Resolved {
        credential: Credential::Agency {
            endpoint: sources.find_or_default(&METADATA_ENDPOINT)?.value,
            looked_in: nothing_found(sources),
        },
        source: None,
        origin: message!("the metadata service of this machine"),
    })
}

/// Says that there is no credential, where it was looked for, and what to write.
fn nothing_found(sources: &Sources<'_>) -> Message {
    let variables = [&ACCESS_KEY, &SECRET_KEY]
        .into_iter()
        .filter_map(|setting| setting.name_in(Source::Variable));
    let variables = Message::all_of(variables.map(Message::from).collect());
    let places = [
        sources.place(Source::Argument),
        sources.place(Source::User),
        message!("the variables {variables}", variables),
        sources.place(Source::Profile),
        place(sources, Source::OpenStackVariable),
        place(sources, Source::Clouds),
        message!("the metadata service"),
    ];
    let text = message!(
        "no credential was found; looked in: {places}. Run `modelarts config init`, which asks for one; in Python, \
         create_client(access_key=…, secret_key=…) or create_client(username=…, password=…)",
        places = Message::list(places, Separator::Semicolon)
    );
    sources.with_misspelled(text)
}

/// Returns one of OpenStack's sources as a place, with what keeps it from being used.
fn place(sources: &Sources<'_>, source: Source) -> Message {
    let place = sources.place(source);
    let auth_type = sources.openstack(source, AUTH_TYPE).ok().flatten();
    match auth_type.as_ref().and_then(openstack::unsupported) {
        Some(problem) => message!("{place} ({problem})", place, problem),
        None => place,
    }
}

/// Returns the parts of the credential that an OpenStack client would use.
fn selected(
    sources: &Sources<'_>,
    source: Source,
    parts: Vec<(&'static Setting, SecretString)>,
) -> Result<Vec<(&'static Setting, SecretString)>, Error> {
    let auth_type = sources.openstack(source, AUTH_TYPE)?;
    let problem = auth_type.as_ref().and_then(openstack::unsupported);
    let is_named = match source {
        Source::Clouds => sources.cloud()?.is_some_and(|cloud| cloud.is_named),
        _ => false,
    };
    match problem {
        Some(problem) if is_named => Err(Error::Config(problem)),
        Some(_) => Ok(Vec::new()),
        None => {
            let selected = openstack::select(parts.clone(), auth_type.as_ref(), |key| {
                sources.openstack(source, key)
            })?;
            // A cloud that is named is wanted: half a credential of it is an error that names the other half.
            Ok(if selected.is_empty() && is_named {
                parts
            } else {
                selected
            })
        }
    }
}

/// The parts of a credential in one source.
struct Parts {
    source: Source,
    place: Message,
    parts: Vec<(&'static Setting, SecretString)>,
}

impl Parts {
    fn read(sources: &Sources<'_>, source: Source) -> Result<Self, Error> {
        let mut parts = Vec::new();
        for setting in SETTINGS.iter().filter(|setting| setting.credential) {
            if let Some(found) = sources.find_in(source, setting)? {
                parts.push((*setting, found.value));
            }
        }
        if openstack::is_openstack(source) {
            parts = selected(sources, source, parts)?;
        }
        Ok(Self {
            source,
            place: sources.place(source),
            parts,
        })
    }

    fn get(&self, setting: &Setting) -> Option<&SecretString> {
        self.parts
            .iter()
            .find_map(|(other, value)| (other.name == setting.name).then_some(value))
    }

    /// Returns the name that a part has in the source.
    fn name(&self, setting: &Setting) -> String {
        let name = setting.name_in(self.source).unwrap_or(setting.name);
        match self.source {
            Source::OpenStackVariable => openstack::variable_name(name),
            _ => name.to_owned(),
        }
    }

    /// Returns the credential of the parts; `None` if the source has no part of one.
    fn assemble(&self) -> Result<Option<Credential>, Error> {
        if self.parts.is_empty() {
            return Ok(None);
        }
        self.check_characters()?;
        let text = |part: &SecretString| part.expose_secret().to_owned();
        let keys = [&ACCESS_KEY, &SECRET_KEY, &SECURITY_TOKEN].map(|part| self.get(part));
        let login = [&ACCOUNT, &USERNAME, &PASSWORD].map(|part| self.get(part));
        match (keys, login, self.get(&TOKEN)) {
            ([Some(key), Some(secret), security_token], [None, None, None], None) => {
                Ok(Some(Credential::AccessKey {
                    access_key: text(key),
                    secret_key: secret.clone(),
                    security_token: security_token.cloned(),
                }))
            }
            ([None, None, None], [account, Some(user), Some(password)], None) => {
                Ok(Some(Credential::Password {
                    account: account.map_or_else(|| text(user), text),
                    username: text(user),
                    password: password.clone(),
                }))
            }
            ([None, None, None], [None, None, None], Some(token)) => {
                Ok(Some(Credential::Token(token.clone())))
            }
            (keys, login, token) => {
                let has_keys = keys.iter().any(Option::is_some);
                let has_login = login.iter().any(Option::is_some);
                Err(self.not_whole(has_keys, has_login, token.is_some()))
            }
        }
    }

    /// Returns the error for parts that are not one whole credential.
    fn not_whole(&self, has_keys: bool, has_login: bool, has_token: bool) -> Error {
        let name = |setting| self.name(setting);
        let names = self.parts.iter().map(|(part, _)| name(part));
        let has = Message::list(names.map(Message::from), Separator::Comma);
        let kinds = [has_keys, has_login, has_token];
        if kinds.iter().filter(|kind| **kind).count() > 1 {
            let problem = message!(
                "{has} are parts of different credentials; give one of: {access_key} and {secret_key}, \
                 {username} and {password}, {token}",
                has,
                access_key = name(&ACCESS_KEY),
                secret_key = name(&SECRET_KEY),
                username = name(&USERNAME),
                password = name(&PASSWORD),
                token = name(&TOKEN)
            );
            return Error::Config(message!("{place}: {problem}", place = &self.place, problem));
        }
        let problem = if has_keys {
            message!(
                "has {has} alone; an access key needs {access_key} and {secret_key} ({security_token} only \
                 with a temporary key)",
                has,
                access_key = name(&ACCESS_KEY),
                secret_key = name(&SECRET_KEY),
                security_token = name(&SECURITY_TOKEN)
            )
        } else {
            message!(
                "has {has} alone; a user needs {username} and {password}, and an IAM user {account}, too",
                has,
                username = name(&USERNAME),
                password = name(&PASSWORD),
                account = name(&ACCOUNT)
            )
        };
        let needed = if has_keys {
            [&ACCESS_KEY, &SECRET_KEY]
        } else {
            [&USERNAME, &PASSWORD]
        };
        let mut missing = needed
            .iter()
            .filter(|setting| self.source == Source::User && self.get(setting).is_none());
        let place = &self.place;
        Error::Incomplete(match missing.next() {
            Some(missing) => message!(
                "{place}: {problem}; run `modelarts config set {missing}`",
                place,
                problem,
                missing = missing.name
            ),
            None => message!("{place}: {problem}", place, problem),
        })
    }

    /// Refuses blanks at the ends and control characters, which come from copying and would break a
    /// header.
    fn check_characters(&self) -> Result<(), Error> {
        for (setting, part) in &self.parts {
            let text = part.expose_secret();
            let in_header = ![ACCOUNT.name, USERNAME.name, PASSWORD.name].contains(&setting.name);
            let name = self.name(setting);
            let problem = if text.chars().any(char::is_control) {
                message!(
                    "{name} contains a control character, such as a line break; copy it again",
                    name
                )
            } else if text.trim().is_empty() {
                message!("{name} is blank; write its value or leave it out", name)
            } else if in_header && (text.trim() != text || !text.is_ascii()) {
                message!(
                    "{name} has blanks at its ends or characters that no key has; copy it again",
                    name
                )
            } else {
                continue;
            };
            let place = &self.place;
            return Err(Error::Config(message!(
                "{place}: {problem}",
                place,
                problem
            )));
        }
        Ok(())
    }
}
