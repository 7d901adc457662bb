//! What is taken in several spellings becomes the one that is sent: names of documented values,
//! addresses in OBS, other spellings of keys.

use super::obs_path;
use crate::api::{Enumeration, Member, Rule, Word};
use crate::error::Problem;
use crate::value::{Key, Object, Value};

/// Rewrites a value to what is sent; what no rule knows stays as it is.
pub fn normalize(place: &str, value: &mut Value, rule: &Rule, problems: &mut Vec<Problem>) {
    match (rule, value) {
        (Rule::Enumeration(enumeration), value) => {
            if let Some(word) = named(enumeration, value) {
                *value = match word {
                    Word::Text(text) => Value::Text(text.to_owned()),
                    Word::Integer(number) => Value::Integer(number),
                };
            }
        }
        (Rule::ObsPath { form, kind, .. }, Value::Text(text)) => {
            *text = obs_path::converted(text, *form, *kind);
        }
        (Rule::List { item, .. }, Value::List(items)) => {
            for (index, value) in items.iter_mut().enumerate() {
                normalize(&format!("{place}[{index}]"), value, item, problems);
            }
        }
        (Rule::Object(members), Value::Object(object)) => {
            rename_aliases(place, object, members, problems);
            normalize_members(place, object, members, problems);
        }
        _ => {}
    }
}

fn normalize_members(
    place: &str,
    object: &mut Object,
    members: &[Member],
    problems: &mut Vec<Problem>,
) {
    for (key, value) in &mut object.members {
        let Key::Other(key) = key else { continue };
        if let Some(member) = members.iter().find(|member| member.name == key) {
            normalize(&format!("{place}.{key}"), value, &member.rule, problems);
        }
    }
}

/// Returns the documented value that a text names; none for what is a value already.
fn named(enumeration: &Enumeration, value: &Value) -> Option<Word> {
    let text = value.as_text()?;
    let mut values = enumeration.values.iter();
    let is_value = |word: &Word| matches!(word, Word::Text(value) if *value == text);
    if values.clone().any(|(_, word)| is_value(word)) {
        return None;
    }
    let found = values.find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|(_, word)| *word)
}

/// Sends a member under its documented name, where the documents have another spelling, too.
fn rename_aliases(
    place: &str,
    object: &mut Object,
    members: &[Member],
    problems: &mut Vec<Problem>,
) {
    for member in members {
        let Some(alias) = member.alias else { continue };
        let Some(value) = object.get(alias).cloned() else {
            continue;
        };
        let name = member.name;
        if object.get(name).is_some_and(|other| *other != value) {
            let problem = message!("contradicts {place}.{name}; pass {name} alone", place, name);
            problems.push(Problem::new(format!("{place}.{alias}"), problem));
        }
        let is_alias = |key: &Key| *key == Key::Other(alias.to_owned());
        if object.get(name).is_some() {
            object.members.retain(|(key, _)| !is_alias(key));
        } else if let Some((key, _)) = object.members.iter_mut().find(|(key, _)| is_alias(key)) {
            *key = Key::Other(name.to_owned());
        }
    }
}
