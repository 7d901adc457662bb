//! The parts of a credential as one source gives them, and the credential that they make.

use secrecy::{ExposeSecret, SecretString};

use crate::auth::Credential;
use crate::error::Error;

/// What one source holds of a credential.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) access_key: Option<SecretString>,
    pub(super) secret_key: Option<SecretString>,
    pub(super) security_token: Option<SecretString>,
    pub(super) account: Option<SecretString>,
    pub(super) username: Option<SecretString>,
    pub(super) password: Option<SecretString>,
    pub(super) token: Option<SecretString>,
}

/// How a source calls the parts, in the order of the fields of [`Parts`].
pub(super) type PartNames = [&'static str; 7];

pub(super) const NAMES: PartNames = [
    "access_key",
    "secret_key",
    "security_token",
    "account",
    "username",
    "password",
    "token",
];

impl Parts {
    fn listed(&self) -> [Option<&SecretString>; 7] {
        [
            self.access_key.as_ref(),
            self.secret_key.as_ref(),
            self.security_token.as_ref(),
            self.account.as_ref(),
            self.username.as_ref(),
            self.password.as_ref(),
            self.token.as_ref(),
        ]
    }

    fn present(&self, names: &PartNames) -> Vec<&'static str> {
        self.listed()
            .iter()
            .zip(names)
            .filter_map(|(part, name)| part.map(|_| *name))
            .collect()
    }

    /// The credential that the parts make; `None` if the source has no part of one.
    pub(super) fn assemble(
        &self,
        place: &str,
        names: &PartNames,
    ) -> Result<Option<Credential>, Error> {
        let present = self.present(names);
        if present.is_empty() {
            return Ok(None);
        }
        self.refuse_unsendable(place, names)?;
        let [
            access_key,
            secret_key,
            security_token,
            account,
            username,
            password,
            token,
        ] = *names;
        let wrong = |problem: String| Err(Error::Config(format!("{place}: {problem}")));
        let text = |part: &SecretString| part.expose_secret().to_owned();
        match self.listed() {
            [
                Some(key),
                Some(secret),
                security_token,
                None,
                None,
                None,
                None,
            ] => Ok(Some(Credential::AccessKey {
                access_key: text(key),
                secret_key: secret.clone(),
                security_token: security_token.cloned(),
            })),
            [None, None, None, account, Some(user), Some(password), None] => {
                Ok(Some(Credential::Password {
                    account: account.map_or_else(|| text(user), text),
                    username: text(user),
                    password: password.clone(),
                }))
            }
            [None, None, None, None, None, None, Some(token)] => {
                Ok(Some(Credential::Token(token.clone())))
            }
            [key, secret, temporary, owner, user, pass, given] => {
                let keys = key.or(secret).or(temporary).is_some();
                let login = owner.or(user).or(pass).is_some();
                let kinds = [keys, login, given.is_some()]
                    .into_iter()
                    .filter(|kind| *kind)
                    .count();
                let has = present.join(", ");
                if kinds > 1 {
                    return wrong(format!(
                        "{has} are parts of different credentials; give one of: {access_key} and {secret_key}, {username} and {password}, {token}"
                    ));
                }
                if keys {
                    return wrong(format!(
                        "has {has} alone; an access key needs {access_key} and {secret_key} ({security_token} only with a temporary key)"
                    ));
                }
                wrong(format!(
                    "has {has} alone; a user needs {username} and {password} ({account} for an enterprise account)"
                ))
            }
        }
    }

    /// Blanks at the ends and control characters are slips of copying, and would break a header.
    fn refuse_unsendable(&self, place: &str, names: &PartNames) -> Result<(), Error> {
        for (part, name) in self.listed().iter().zip(names) {
            let Some(text) = part.map(ExposeSecret::expose_secret) else {
                continue;
            };
            if text.chars().any(char::is_control) {
                return Err(Error::Config(format!(
                    "{place}: {name} contains a control character, such as a line break; copy it again"
                )));
            }
            if text.trim().is_empty() {
                return Err(Error::Config(format!(
                    "{place}: {name} is blank; write its value or leave it out"
                )));
            }
            let for_header = !matches!(*name, "account" | "username" | "password");
            if for_header && (text.trim() != text || !text.is_ascii()) {
                return Err(Error::Config(format!(
                    "{place}: {name} has blanks at its ends or characters that no key has; copy it again"
                )));
            }
        }
        Ok(())
    }
}

/// An empty text counts as left out.
pub(super) fn given(text: Option<SecretString>) -> Option<SecretString> {
    text.filter(|text| !text.expose_secret().is_empty())
}
