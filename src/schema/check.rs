//! One checker for every argument: a value and its rule in, all problems out.
//!
//! Where the documents disagree about a limit, the wider rule is in the service model, and the
//! service has the last word.

use super::obs_path;
use crate::api::{Characters, Enumeration, Member, Rule, Word};
use crate::error::Problem;
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
            if let Some(problem) = obs_path::problem(text, *form, *kind) {
                problems.push(Problem::new(place, format!("is {}{problem}", shown(value))));
            }
        }
        (Rule::Secret, _) if !fits(rule, value) => {
            problems.push(Problem::new(place, "is no text, expected text"));
        }
        _ if !fits(rule, value) => {
            let problem = format!("is {}, expected {}", shown(value), expected(rule));
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
                let problem = format!("is missing; expected {}", expected(&member.rule));
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
            enumeration.values.iter().any(|(_, word)| is(value, *word))
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
pub fn check_id(text: &str, reserved: &[&str]) -> Option<String> {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return Some("is empty; pass the id as the service gave it".to_owned());
    }
    if text == "." || text == ".." || reserved.contains(&text) {
        return Some(format!(
            "{text:?} is not an id; pass the id as the service gave it"
        ));
    }
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    text.chars().find(|c| forbidden(*c)).map(|c| {
        let shown: String = text.chars().take(LONGEST).collect();
        format!("{shown:?} contains {c:?}, which no id has; pass the id as the service gave it")
    })
}

/// Returns whether a value is this documented one.
fn is(value: &Value, word: Word) -> bool {
    match (value, word) {
        (Value::Text(text), Word::Text(other)) => text == other,
        (Value::Integer(number), Word::Integer(other)) => *number == other,
        _ => false,
    }
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

fn expected(rule: &Rule) -> String {
    match rule {
        Rule::Id { .. } => "an id as the service gave it".to_owned(),
        Rule::Text {
            min,
            max,
            characters: Characters::Name,
        } => format!(
            "{} letters, digits, \"_\", \"-\" (or Chinese characters)",
            count(*min, *max)
        ),
        Rule::Text {
            min,
            max,
            characters: Characters::AsciiName,
        } => format!("{} letters, digits, \"_\", \"-\"", count(*min, *max)),
        Rule::Text {
            min,
            max,
            characters: Characters::Without(forbidden),
        } => format!(
            "text of {} characters without any of {forbidden}",
            count(*min, *max)
        ),
        Rule::Text { min: 0, max, .. } if *max == usize::MAX => "text".to_owned(),
        Rule::Text { min: 1, max, .. } if *max == usize::MAX => {
            "text of at least one character".to_owned()
        }
        Rule::Text { min, max, .. } => format!("text of {} characters", count(*min, *max)),
        Rule::OneOf(names) => {
            let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            quoted.join(" or ")
        }
        Rule::Integer { min, max } if *max == i64::MAX => format!("an integer of at least {min}"),
        Rule::Integer { min, max } => format!("an integer from {min} to {max}"),
        Rule::Enumeration(enumeration) => expected_values(enumeration),
        Rule::ObsPath { kind, max, .. } if *max == usize::MAX => {
            obs_path::expected(*kind).to_owned()
        }
        Rule::ObsPath { kind, max, .. } => {
            format!("{} of at most {max} characters", obs_path::expected(*kind))
        }
        Rule::Secret => "text".to_owned(),
        Rule::Number { max, .. } if max.is_infinite() => "a number".to_owned(),
        Rule::Number { min, max } => format!("a number from {min} to {max}"),
        Rule::Boolean => "true or false".to_owned(),
        Rule::List { item, min, max } => list_expected(item, *min, *max),
        Rule::Object(_) => "a mapping".to_owned(),
        Rule::Any => "a value".to_owned(),
    }
}

/// Returns all documented values, with their names where these say more.
fn expected_values(enumeration: &Enumeration) -> String {
    let shown = enumeration.values.iter().map(|(name, word)| match word {
        Word::Text(text) if text.eq_ignore_ascii_case(name) => format!("{text:?}"),
        Word::Text(text) => format!("{text:?} ({name})"),
        Word::Integer(number) => format!("{number} ({name})"),
    });
    let shown: Vec<String> = shown.collect();
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => shown.join(""),
    }
}

fn list_expected(item: &Rule, min: usize, max: usize) -> String {
    let items = match item {
        Rule::Text { min: 1, .. } => "texts, none of them empty".to_owned(),
        Rule::Text { .. } => "texts".to_owned(),
        Rule::Object(_) => "mappings".to_owned(),
        Rule::Integer { .. } => "integers".to_owned(),
        other => format!("items, each {}", expected(other)),
    };
    if (min, max) == (0, usize::MAX) {
        return format!("a list of {items}");
    }
    format!("a list of {} {items}", count(min, max))
}

/// Limits of a length, of which one at least is no trivial one.
fn count(min: usize, max: usize) -> String {
    match (min, max) {
        (_, usize::MAX) => format!("at least {min}"),
        (0, _) => format!("at most {max}"),
        _ => format!("{min} to {max}"),
    }
}

/// Returns a value without the passwords in it.
fn without_passwords(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(without_passwords).collect()),
        Value::Object(object) => {
            let members = object.members.iter().map(|(key, value)| {
                let is_password = object.name(key).ends_with("password");
                let value = if is_password {
                    Value::Text("***".to_owned())
                } else {
                    without_passwords(value)
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
fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    const LONG: usize = 20;
    let text = without_passwords(value).to_json();
    let length = value.as_text().map(|text| text.chars().count());
    let cut: String = text.chars().take(LONGEST).collect();
    match length {
        Some(length) if cut.len() < text.len() => format!("{cut}…\" ({length} characters)"),
        Some(length) if length > LONG => format!("{text} ({length} characters)"),
        None if cut.len() < text.len() => format!("{cut}…"),
        _ => text,
    }
}
