//! The bodies in which the service, IAM and the gateway say that a call failed.

use serde_json::{Map, Value};

/// Code and message of a failed call, whichever of the known forms they came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failure {
    /// The code, like `ModelArts.0102`.
    pub error_code: Option<String>,
    /// The service's own words.
    pub error_msg: Option<String>,
    /// The request id that some gateways put into the body.
    pub request_id: Option<String>,
}

/// The pairs of keys that stand for a code and its message, the documented pair first.
const PAIRS: [(&str, &str); 3] = [
    ("error_code", "error_msg"),
    ("errorCode", "errorMsg"),
    ("code", "message"),
];

impl Failure {
    /// Looks for a failure in a body; `None` if it isn't an object or holds none of the known pairs.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
            return None;
        };
        let mut failure = Self::in_object(&object).or_else(|| {
            object
                .values()
                .filter_map(Value::as_object)
                .find_map(Self::in_object)
        })?;
        failure.request_id = text(&object, "request_id");
        Some(failure)
    }

    fn in_object(object: &Map<String, Value>) -> Option<Self> {
        PAIRS.into_iter().find_map(|(code, message)| {
            text(object, code).map(|code| Self {
                error_code: Some(code),
                error_msg: text(object, message),
                request_id: None,
            })
        })
    }

    /// Whether an answer that says "success" by its HTTP status says by its body that the call failed.
    #[must_use]
    pub fn in_success(body: &[u8]) -> Option<Self> {
        let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
            return None;
        };
        let (code, message) = PAIRS[0];
        Some(Self {
            error_code: Some(text(&object, code)?),
            error_msg: text(&object, message),
            request_id: text(&object, "request_id"),
        })
    }
}

fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
