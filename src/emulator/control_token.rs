//! The token of the control interface.

use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::error::EmulatorError;

/// A shorter token could be guessed.
const MIN_LENGTH: usize = 16;
const MAX_LENGTH: usize = 256;

/// Whether the control interface is on, and with which token.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Control {
    /// It is off: its paths are unknown.
    #[default]
    Off,
    /// It is on, with a token that can't be guessed.
    RandomToken,
    /// It is on, with this token of 16 to 256 visible ASCII characters.
    Token(String),
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Off => "Off",
            Self::RandomToken => "RandomToken",
            Self::Token(_) => "Token(***)",
        })
    }
}

/// A token, and what others are compared with it by.
pub(super) struct ControlToken {
    pub(super) text: String,
    key: hmac::Key,
    tag: hmac::Tag,
}

impl std::fmt::Debug for ControlToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ControlToken(***)")
    }
}

impl ControlToken {
    /// Returns the token of the control interface, if that is on.
    pub(super) fn of(control: &Control) -> Result<Option<Self>, EmulatorError> {
        let random = SystemRandom::new();
        let text = match control {
            Control::Off => return Ok(None),
            Control::Token(text) => {
                check(text)?;
                text.clone()
            }
            Control::RandomToken => {
                let mut bytes = [0; 24];
                random
                    .fill(&mut bytes)
                    .map_err(|_| EmulatorError::NoRandomNumbers)?;
                hex::encode(bytes)
            }
        };
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &random)
            .map_err(|_| EmulatorError::NoRandomNumbers)?;
        let tag = hmac::sign(&key, text.as_bytes());
        Ok(Some(Self { text, key, tag }))
    }

    /// Returns whether this is the token. The time that takes says nothing about the token, because
    /// digests are compared, in constant time.
    pub(super) fn is(&self, sent: &[u8]) -> bool {
        hmac::verify(&self.key, sent, self.tag.as_ref()).is_ok()
    }
}

/// Checks a token of the user, which is never shown.
fn check(token: &str) -> Result<(), EmulatorError> {
    let problem = if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        message!("the token has characters that a header can't carry; use letters and digits")
    } else if !(MIN_LENGTH..=MAX_LENGTH).contains(&token.len()) {
        message!("the token is too short or too long; use 16 to 256 characters")
    } else {
        return Ok(());
    };
    Err(EmulatorError::parameter("control", problem))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_is_accepted() {
        let text = "0123456789abcdef";
        let control = Control::Token(text.to_owned());
        let token = ControlToken::of(&control).unwrap().unwrap();
        assert!(token.is(text.as_bytes()));
        for other in [
            "",
            "0123456789abcde",
            "0123456789abcdef0",
            "0123456789abcdeF",
        ] {
            assert!(!token.is(other.as_bytes()), "{other}");
        }
        assert!(!format!("{control:?}{token:?}").contains(text));
    }

    #[test]
    fn a_random_token_is_another_one_each_time() {
        let random = || ControlToken::of(&Control::RandomToken).unwrap().unwrap();
        assert_ne!(random().text, random().text);
        assert!(check(&random().text).is_ok());
        assert!(ControlToken::of(&Control::Off).unwrap().is_none());
    }

    #[test]
    fn a_token_that_could_be_guessed_or_not_be_sent_is_refused() {
        for token in [
            "",
            "0123456",
            "0123456789 abcdef",
            "0123456789abcde\n",
            "数据集数据集数据集",
        ] {
            let control = Control::Token(token.to_owned());
            let refused = ControlToken::of(&control).unwrap_err().to_string();
            assert!(refused.starts_with("control: "));
            assert!(token.is_empty() || !refused.contains(token), "{refused}");
        }
    }
}
