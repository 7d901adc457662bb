//! Keys that look like misspelled documented ones. They are sent, since the service may know more
//! than its documents say, and named in a warning.

use crate::api::Rule;
use crate::message::{Message, quoted};
use crate::value::Value;

/// Two keys that are as similar as this are taken for the same one, misspelled.
const SIMILAR: f64 = 0.8;

/// Adds a warning for each key of a value, at any depth, that looks like a misspelled documented one.
pub fn warn(place: &str, value: &Value, rule: &Rule, warnings: &mut Vec<Message>) {
    match (rule, value) {
        (Rule::List { item, .. }, Value::List(items)) => {
            for (index, value) in items.iter().enumerate() {
                warn(&format!("{place}[{index}]"), value, item, warnings);
            }
        }
        (Rule::Object(members), Value::Object(object)) => {
            for (key, value) in &object.members {
                let key = object.name(key);
                let place = format!("{place}.{key}");
                if let Some(member) = members.iter().find(|member| member.name == key) {
                    warn(&place, value, &member.rule, warnings);
                    continue;
                }
                let absent = members
                    .iter()
                    .filter(|member| object.get(member.name).is_none());
                let similarity = |name: &str| strsim::normalized_damerau_levenshtein(name, key);
                let nearest = absent
                    .map(|member| (similarity(member.name), member.name))
                    .filter(|(similarity, _)| *similarity >= SIMILAR)
                    .max_by(|one, other| one.0.total_cmp(&other.0));
                if let Some((_, name)) = nearest {
                    warnings.push(message!(
                        "{place} is no documented key; did you mean {name}? It is sent as it is.",
                        place,
                        name = quoted(name)
                    ));
                }
            }
        }
        _ => {}
    }
}
