//! Keys that look like misspelled documented ones.

use crate::api::Rule;
use crate::error::Problem;
use crate::message::quoted;
use crate::value::Value;

/// Two keys that are as similar as this are taken for the same one, misspelled.
const SIMILAR: f64 = 0.8;

/// Adds a problem for each key of a value, at any depth, that looks like a misspelled documented one.
pub fn find(place: &str, value: &Value, rule: &Rule, problems: &mut Vec<Problem>) {
    match (rule, value) {
        (Rule::List { item, .. }, Value::List(items)) => {
            for (index, value) in items.iter().enumerate() {
                find(&format!("{place}[{index}]"), value, item, problems);
            }
        }
        (Rule::Object(members), Value::Object(object)) => {
            for (key, value) in &object.members {
                let key = object.name(key);
                let place = format!("{place}.{key}");
                if let Some(member) = members.iter().find(|member| member.name == key) {
                    find(&place, value, &member.rule, problems);
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
                    let problem = message!(
                        "is no documented key; did you mean {name}?",
                        name = quoted(name)
                    );
                    problems.push(Problem::new(place, problem));
                }
            }
        }
        _ => {}
    }
}
