//! The bodies in which the service, IAM and the gateway say that a call failed.

use crate::schema::parse;
use crate::value::{Object, Value};

/// Code and message of a failed call, in whichever of the known forms they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// The code, like `ModelArts.0102`.
    pub error_code: Option<String>,
    /// The service's own words.
    pub error_msg: Option<String>,
    /// The id of the request that some gateways put into the body.
    pub request_id: Option<String>,
}

/// The keys of a code and its message, the documented pair first.
const PAIRS: [(&str, &str); 3] = [
    ("error_code", "error_msg"),
    ("errorCode", "errorMsg"),
    ("code", "message"),
];

impl Failure {
    /// Reads the body of a call whose HTTP status says that it failed; without a code if the body has
    /// none.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let Ok(Value::Object(object)) = parse(body) else {
            return Self::default();
        };
        let nested = object
            .members
            .iter()
            .filter_map(|(_, value)| value.as_object());
        let mut objects = std::iter::once(&object).chain(nested);
        let found = objects.find_map(|object| {
            let mut pairs = PAIRS.iter();
            pairs.find_map(|(code, message)| Self::in_object(object, code, message))
        });
        Self {
            request_id: text(&object, "request_id"),
            ..found.unwrap_or_default()
        }
    }

    /// Reads the body of a call whose HTTP status says that it succeeded; `None` if its body says so,
    /// too.
    #[must_use]
    pub fn in_success(body: &[u8]) -> Option<Self> {
        let Ok(Value::Object(object)) = parse(body) else {
            return None;
        };
        Some(Self {
            request_id: text(&object, "request_id"),
            ..Self::in_object(&object, "error_code", "error_msg")?
        })
    }

    fn in_object(object: &Object, code: &str, message: &str) -> Option<Self> {
        Some(Self {
            error_code: Some(text(object, code)?),
            error_msg: text(object, message),
            request_id: None,
        })
    }
}

fn text(object: &Object, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        number @ (Value::Integer(_) | Value::BigInteger(_) | Value::Float(_)) => {
            Some(number.to_json())
        }
        _ => None,
    }
}
