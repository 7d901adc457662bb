//! The rules for the attributes that a label has.

use std::collections::HashSet;

use serde_json::Value;

use crate::emulator::service_error::ServiceError;

const MAX_NAME: usize = 64;
const FORBIDDEN: &str = "<>=&\"'";
const TYPES: [&str; 2] = ["text", "select"];

/// Checks the attributes of a label.
pub(crate) fn check(label: &str, attributes: &[Value]) -> Result<(), ServiceError> {
    let mut names = HashSet::new();
    for attribute in attributes {
        let text = |key: &str| attribute.get(key).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        let is_forbidden = |c: char| FORBIDDEN.contains(c);
        if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(is_forbidden) {
            let problem = format!(
                "The label {label:?} has an attribute {name:?}, expected a name of 1 to {MAX_NAME} \
                 characters without {FORBIDDEN}."
            );
            return Err(ServiceError::parameter(problem));
        }
        if let Some(kind) = text("type").filter(|kind| !TYPES.contains(kind)) {
            let problem =
                format!("The attribute {name:?} has the type {kind:?}, expected text or select.");
            return Err(ServiceError::parameter(problem));
        }
        if !names.insert(name) {
            let problem = format!("The label {label:?} has two attributes {name:?}.");
            return Err(ServiceError::new("ModelArts.4428", problem));
        }
        check_values(name, attribute)?;
    }
    Ok(())
}

fn check_values(name: &str, attribute: &Value) -> Result<(), ServiceError> {
    let mut known = HashSet::new();
    let values = attribute.get("values").and_then(Value::as_array);
    for value in values.into_iter().flatten() {
        let text = value.get("value").and_then(Value::as_str);
        if let Some(text) = text.filter(|text| !known.insert(*text)) {
            let problem = format!("The attribute {name:?} has the value {text:?} twice.");
            return Err(ServiceError::new("ModelArts.4429", problem));
        }
    }
    Ok(())
}
