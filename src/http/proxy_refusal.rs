//! Explains status 407: which authentication a proxy requires.

use http::HeaderValue;
use http::header::{HeaderMap, PROXY_AUTHENTICATE};

use super::proxy::Proxy;
use crate::message::{Message, Separator};

/// The most methods of a proxy that an error names.
const MAX_METHODS: usize = 8;
const MAX_METHOD_LENGTH: usize = 30;

/// Explains what a proxy requires that responded to a request with status 407.
pub(super) fn explain(proxy: &Proxy, headers: &HeaderMap) -> Message {
    let challenges = headers.get_all(PROXY_AUTHENTICATE).iter().cloned();
    password_required(proxy, challenges)
}

fn password_required(proxy: &Proxy, challenges: impl Iterator<Item = HeaderValue>) -> Message {
    let methods = methods(challenges);
    let accepts_basic = methods
        .iter()
        .any(|method| method.eq_ignore_ascii_case("basic"));
    let named = Message::list(methods.iter().map(Message::from), Separator::Comma);
    if accepts_basic && proxy.credentials.is_some() {
        return message!(
            "HTTP 407: the proxy accepts the methods {named}, and rejected the user and the password \
             in its address; correct them, with what is not a letter or a digit percent-encoded",
            named
        );
    }
    if accepts_basic {
        return message!(
            "HTTP 407: the proxy requires a user and a password, by one of the methods {named}; write \
             them into its address: http://USER:PASSWORD@HOST:PORT",
            named
        );
    }
    if methods.is_empty() {
        return message!(
            "HTTP 407: the proxy requires a user and a password, but does not say by which method"
        );
    }
    message!(
        "HTTP 407: the proxy requires a user and a password by one of the methods {named}, and this client \
         has Basic only; name a proxy on this machine that signs in to it, like px or cntlm",
        named
    )
}

/// Returns the names of the methods of authentication in `Proxy-Authenticate`.
fn methods(challenges: impl Iterator<Item = HeaderValue>) -> Vec<String> {
    let mut methods: Vec<String> = Vec::new();
    for value in challenges {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        for challenge in outside_quotes(&text) {
            let (name, rest) = challenge.split_once(' ').unwrap_or((challenge, ""));
            let is_parameter = name.contains('=') || rest.trim_start().starts_with('=');
            let is_name = name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            let known = methods.iter().any(|known| known.eq_ignore_ascii_case(name));
            let fits = !name.is_empty() && name.len() <= MAX_METHOD_LENGTH;
            if is_name && fits && !is_parameter && !known && methods.len() < MAX_METHODS {
                methods.push(name.to_owned());
            }
        }
    }
    methods
}

/// Returns the parts between the commas that are in no quotes.
fn outside_quotes(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text.split(move |c: char| {
        let is_comma = c == ',' && !quoted;
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = c == '\\' && quoted && !escaped;
        is_comma
    });
    parts.map(str::trim)
}
