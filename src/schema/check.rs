//! One checker for every argument: a value and its rule in, all problems out.
//!
//! Where the documents disagree about a limit, the wider rule is in the service model, and the
//! service has the last word.

use super::obs_path;
use crate::api::{Characters, Enumeration, Member, Rule, Word};
use crate::error::Problem;
use crate::message::{Message, quoted};
use crate::secret::{MASK, is_secret_key};
use crate::value::{Object, Value};

/// Checks a value by its rule and adds what is wrong to `problems`; undocumented members of a body
/// are left to the service.
pub fn check(place: &str, value: &Value, rule: &Rule, problems: &mut Vec<Problem>) {
    match (rule, value) {
        (Rule::Object(members), Value::Object(object)) => {
            check_members(place, object, members, problems);
        }
        (Rule::List { item, min, max }, Value::List(items))
            if (*min..=*max).contains(&items.len()) && has_members(item) =>
        {
            for (index, value) in items.iter().enumerate() {
                check(&format!("{place}[{index}]"), value, item, problems);
            }
        }
        (Rule::ObsPath { form, kind, .. }, Value::Text(text)) if fits(rule, value) => {
            if let Some(problem) = obs_path::problem(text, *form, *kind, || shown(value)) {
                problems.push(Problem::new(place, problem));
            }
        }
        (Rule::Secret, _) if !fits(rule, value) => {
            problems.push(Problem::new(place, message!("is no text, expected text")));
        }
        _ if !fits(rule, value) => {
            let problem = message!(
                "is {found}, expected {expected}",
                found = shown(value),
                expected = expected(rule)
            );
            problems.push(Problem::new(place, problem));
        }
        _ => {}
    }
}

fn check_members(place: &str, object: &Object, members: &[Member], problems: &mut Vec<Problem>) {
    for member in members {
        let place = format!("{place}.{}", member.name);
        match object.get(member.name) {
            Some(value) => check(&place, value, &member.rule, problems),
            None if member.required => {
                let problem = message!(
                    "is missing; expected {expected}",
                    expected = expected(&member.rule)
                );
                problems.push(Problem::new(place, problem));
            }
            None => {}
        }
    }
}

fn has_members(rule: &Rule) -> bool {
    match rule {
        Rule::Object(_) => true,
        Rule::List { item, .. } => has_members(item),
        _ => false,
    }
}

fn fits(rule: &Rule, value: &Value) -> bool {
    match (rule, value) {
        (Rule::Any, _) | (Rule::Boolean, Value::Boolean(_)) | (Rule::Secret, Value::Text(_)) => {
            true
        }
        (Rule::Number { min, max }, Value::Integer(number)) => {
            (*min..=*max).contains(&(*number as f64))
        }
        (Rule::Number { min, max }, Value::Float(number)) => (*min..=*max).contains(number),
        (Rule::Enumeration(enumeration), value) => {
            enumeration.values.iter().any(|(_, word)| value.is(*word))
        }
        (Rule::ObsPath { max, .. }, Value::Text(text)) => text.chars().count() <= *max,
        (Rule::Id { reserved }, Value::Text(text)) => check_id(text, reserved).is_none(),
        (
            Rule::Text {
                min,
                max,
                characters,
            },
            Value::Text(text),
        ) => {
            (*min..=*max).contains(&text.chars().count())
                && text.chars().all(|c| is_allowed(c, *characters))
        }
        (Rule::OneOf(names), Value::Text(text)) => names.contains(&text.as_str()),
        (Rule::Integer { min, max }, Value::Integer(number)) => (*min..=*max).contains(number),
        (Rule::List { item, min, max }, Value::List(items)) => {
            (*min..=*max).contains(&items.len()) && items.iter().all(|value| fits(item, value))
        }
        _ => false,
    }
}

/// Returns what is wrong with an id, which becomes a segment of a path; `reserved` are the words
/// that other paths have in its place.
#[must_use]
pub fn check_id(text: &str, reserved: &[&str]) -> Option<Message> {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return Some(message!("is empty; pass the id as the service gave it"));
    }
    if text == "." || text == ".." || reserved.contains(&text) {
        return Some(message!(
            "{text} is not an id; pass the id as the service gave it",
            text = quoted(text)
        ));
    }
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    text.chars().find(|c| forbidden(*c)).map(|c| {
        let shown: String = text.chars().take(LONGEST).collect();
        message!(
            "{shown} contains {character}, which no id has; pass the id as the service gave it",
            shown = quoted(shown),
            character = quoted(c)
        )
    })
}

fn is_allowed(c: char, characters: Characters) -> bool {
    match characters {
        Characters::Any => true,
        Characters::Name => is_of_a_name(c),
        Characters::AsciiName => c.is_ascii_alphanumeric() || c == '_' || c == '-',
        Characters::Without(forbidden) => !forbidden.contains(c),
    }
}

fn is_of_a_name(c: char) -> bool {
    let chinese = matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
    c.is_ascii_alphanumeric() || c == '_' || c == '-' || chinese
}

fn expected(rule: &Rule) -> Message {
    match rule {
        Rule::Id { .. } => message!("an id as the service gave it"),
        Rule::Text {
            min,
            max,
            characters,
        } => text_expected(*min, *max, *characters),
        Rule::OneOf(names) => Message::one_of(names.iter().map(quoted).collect()),
        Rule::Integer { min, max } if *max == i64::MAX => {
            message!("an integer of at least {min}", min = *min)
        }
        Rule::Integer { min, max } => {
            message!("an integer from {min} to {max}", min = *min, max = *max)
        }
        Rule::Enumeration(enumeration) => expected_values(enumeration),
        Rule::ObsPath { kind, max, .. } if *max == usize::MAX => obs_path::expected(*kind),
        Rule::ObsPath { kind, max, .. } => message!(
            "{path} of at most {max} characters",
            path = obs_path::expected(*kind),
            max = *max
        ),
        Rule::Secret => message!("text"),
        Rule::Number { max, .. } if max.is_infinite() => message!("a number"),
        Rule::Number { min, max } => {
            message!("a number from {min} to {max}", min = *min, max = *max)
        }
        Rule::Boolean => message!("true or false"),
        Rule::List { item, min, max } => list_expected(item, *min, *max),
        Rule::Object(_) => message!("a mapping"),
        Rule::Any => message!("a value"),
    }
}

fn text_expected(min: usize, max: usize, characters: Characters) -> Message {
    match (characters, min, max) {
        (Characters::Name, ..) => message!(
            "{count} letters, digits, \"_\", \"-\" (or Chinese characters)",
            count = count(min, max)
        ),
        (Characters::AsciiName, ..) => message!(
            "{count} letters, digits, \"_\", \"-\"",
            count = count(min, max)
        ),
        (Characters::Without(forbidden), ..) => message!(
            "text of {count} characters without any of {forbidden}",
            count = count(min, max),
            forbidden
        ),
        (Characters::Any, 0, usize::MAX) => message!("text"),
        (Characters::Any, 1, usize::MAX) => message!("text of at least one character"),
        (Characters::Any, ..) => {
            message!("text of {count} characters", count = count(min, max))
        }
    }
}

/// Returns all documented values, with their names where these say more.
fn expected_values(enumeration: &Enumeration) -> Message {
    let shown = enumeration.values.iter().map(|(name, word)| match word {
        Word::Text(text) if text.eq_ignore_ascii_case(name) => quoted(text),
        Word::Text(text) => Message::from(format!("{text:?} ({name})")),
        Word::Integer(number) => Message::from(format!("{number} ({name})")),
    });
    Message::one_of(shown.collect())
}

fn list_expected(item: &Rule, min: usize, max: usize) -> Message {
    let items = match item {
        Rule::Text { min: 1, .. } => message!("texts, none of them empty"),
        Rule::Text { .. } => message!("texts"),
        Rule::Object(_) => message!("mappings"),
        Rule::Integer { .. } => message!("integers"),
        other => message!("items, each {expected}", expected = expected(other)),
    };
    match (min, max) {
        (0, usize::MAX) => return message!("a list of {items}", items),
        (1, 1) => {
            return message!("a list of one item, {expected}", expected = expected(item));
        }
        _ => {}
    }
    message!("a list of {count} {items}", count = count(min, max), items)
}

/// Limits of a length, of which one at least is no trivial one.
fn count(min: usize, max: usize) -> Message {
    match (min, max) {
        (_, usize::MAX) => message!("at least {min}", min),
        (0, _) => message!("at most {max}", max),
        _ => message!("{min} to {max}", min, max),
    }
}

/// Returns a value with a mask in place of each secret.
fn masked(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(masked).collect()),
        Value::Object(object) => {
            let members = object.members.iter().map(|(key, value)| {
                let value = if is_secret_key(object.name(key)) {
                    Value::Text(MASK.to_owned())
                } else {
                    masked(value)
                };
                (key.clone(), value)
            });
            Value::Object(Object {
                schema: object.schema,
                members: members.collect(),
            })
        }
        other => other.clone(),
    }
}

/// Returns a value for a message, cut short, with its length where that is what counts.
fn shown(value: &Value) -> Message {
    const LONGEST: usize = 60;
    const LONG: usize = 20;
    let text = masked(value).to_json();
    let length = value.as_text().map(|text| text.chars().count());
    let cut: String = text.chars().take(LONGEST).collect();
    match length {
        Some(length) if cut.len() < text.len() => message!(
            "{text} ({length} characters)",
            text = format!("{cut}…\""),
            length
        ),
        Some(length) if length > LONG => message!("{text} ({length} characters)", text, length),
        None if cut.len() < text.len() => Message::from(format!("{cut}…")),
        _ => Message::from(text),
    }
}
