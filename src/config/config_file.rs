//! `config.json`: contexts that name a cluster and a user.

use std::path::Path;

use super::json::{Document, Node};
use super::setting_value::{FileValues, Found, RawValue, check};
use super::text_file::{self, Text};
use super::warning::Warning;
use crate::api::generated::settings::SETTINGS;
use crate::api::setting::{Kind, Source};
use crate::error::Error;
use crate::file::Interrupted;
use crate::message::{Message, Separator, quoted};

/// What one context of the file sets.
#[derive(Debug)]
pub(super) struct ContextValues {
    pub(super) values: FileValues,
    pub(super) warnings: Vec<Warning>,
}

/// A context, or the names of those that there are.
pub(super) enum Selected {
    Context {
        name: Found<String>,
        context: ContextValues,
    },
    Others {
        names: Vec<String>,
    },
}

/// The member of the file that names the context to use if nothing else does.
const CURRENT: &str = "current_context";

/// An error that lists names stops after this many.
const MAX_NAMES: usize = 20;

/// Other names of settings, in the files of other clients, and the key that is meant.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("ak", "access_key"),
    ("accesskeyid", "access_key"),
    ("sk", "secret_key"),
    ("secretaccesskey", "secret_key"),
    ("user", "username"),
    ("name", "username"),
    ("pass", "password"),
    ("pwd", "password"),
    ("domain", "account"),
    ("domainname", "account"),
    ("accountname", "account"),
    ("project", "project_id"),
    ("regionname", "region"),
    ("verify", "verify_ssl"),
];

/// Returns the text of the file, a JSON document, for a program that changes it.
///
/// # Errors
/// It can't be read, or is no such document.
pub fn file_text(file: &Path, interrupted: Interrupted<'_>) -> Result<String, Error> {
    let text = match text_file::read(file, None, interrupted)? {
        Text::Read(text) => text,
        Text::Absent(problem) => {
            return Err(Error::Config(message!(
                "{place} {problem}",
                place = file,
                problem
            )));
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    Document { file, text }.check_limits()?;
    Ok(text.to_owned())
}

/// Reads the file and selects a context in it: the requested one, else the one that the file says is the
/// current one, else the default.
pub(super) fn read(
    file: &Path,
    text: &str,
    requested: Option<&Found<String>>,
    default: &Found<String>,
) -> Result<Selected, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let root = Document { file, text }.root()?;
    let expected = message!("an object with contexts, clusters and users");
    let top = Object::of(
        &root,
        &expected,
        &["contexts", "clusters", "users", CURRENT],
    )?;
    let contexts = named(&top, "contexts", "context")?;
    let clusters = named(&top, "clusters", "cluster")?;
    let users = named(&top, "users", "user")?;
    let current = match requested {
        Some(_) => None,
        None => current(&top, &contexts)?,
    };
    let context = requested.or(current.as_ref()).unwrap_or(default);
    let Some((_, selected)) = contexts.iter().find(|(name, _)| *name == context.value) else {
        let names = contexts.into_iter().map(|(name, _)| name).collect();
        return Ok(Selected::Others { names });
    };
    let mut found = ContextValues {
        values: FileValues::default(),
        warnings: top.warnings,
    };
    let mut keys = vec!["cluster", "user"];
    keys.extend(keys_of(Source::Context));
    let selected = Object::of(
        selected,
        &message!("an object with cluster and user"),
        &keys,
    )?;
    let cluster = referred(&selected, "cluster", &clusters)?;
    let user = referred(&selected, "user", &users)?;
    found.take(Source::Context, selected)?;
    if let Some(node) = cluster {
        let expected = message!("an object with region and verify_ssl");
        let cluster = Object::of(&node, &expected, &keys_of(Source::Cluster))?;
        found.take(Source::Cluster, cluster)?;
    }
    if let Some(node) = user {
        let expected = message!("an object with account, username and password");
        let user = Object::of(&node, &expected, &keys_of(Source::User))?;
        found.take(Source::User, user)?;
    }
    Ok(Selected::Context {
        name: context.clone(),
        context: found,
    })
}

/// Returns the context that the file says is the current one.
fn current(
    top: &Object<'_>,
    contexts: &[(String, Node<'_>)],
) -> Result<Option<Found<String>>, Error> {
    let Some(name) = top.text(CURRENT, "\"default\"")? else {
        return Ok(None);
    };
    let node = top.get(CURRENT).unwrap_or(&top.node);
    if contexts.iter().any(|(other, _)| *other == name) {
        return Ok(Some(Found::at(node.location(), name)));
    }
    let names: Vec<String> = contexts.iter().map(|(name, _)| name.clone()).collect();
    Err(node.wrong(message!(
        "names {name}, but {existing}; write one of those, or run: modelarts config use CONTEXT",
        name = quoted(name),
        existing = existing(&names, "context")
    )))
}

fn keys_of(source: Source) -> Vec<&'static str> {
    SETTINGS
        .iter()
        .filter_map(|setting| setting.name_in(source))
        .collect()
}

impl ContextValues {
    /// Takes the members of the context, the cluster or the user that are settings.
    fn take(&mut self, source: Source, object: Object<'_>) -> Result<(), Error> {
        for setting in SETTINGS {
            let Some(key) = setting.name_in(source) else {
                continue;
            };
            let Some(node) = object.get(key) else {
                continue;
            };
            let raw = match setting.kind {
                Kind::Boolean { .. } => RawValue::Boolean(node.boolean()?),
                Kind::Seconds { .. } if node.number().is_some() => {
                    RawValue::Number(node.number().unwrap_or_default())
                }
                _ => RawValue::Text(node.text(quoted(setting.example))?),
            };
            let checked = check(setting, raw).map_err(|problem| node.wrong(problem))?;
            if let Some(value) = checked {
                let found = Found::at(node.location(), value);
                self.values.push(source, key, found);
            }
        }
        self.warnings.extend(object.warnings);
        Ok(())
    }
}

/// An object whose keys are known, and warnings about keys that look like one of them.
struct Object<'a> {
    node: Node<'a>,
    members: Vec<(String, Node<'a>)>,
    warnings: Vec<Warning>,
}

impl<'a> Object<'a> {
    fn of(node: &Node<'a>, expected: &Message, known: &[&str]) -> Result<Self, Error> {
        let members = node.members(expected)?;
        let warnings = members
            .iter()
            .filter(|(key, _)| !known.contains(&key.as_str()))
            .filter_map(|(key, child)| {
                let meant = known.iter().find(|name| is_meant(key, name))?;
                let text = child.about(message!(
                    "is not known and has no effect; {meant} may be meant",
                    meant = quoted(meant)
                ));
                Some(Warning::Misspelled(text))
            })
            .collect();
        Ok(Self {
            node: node.clone(),
            members,
            warnings,
        })
    }

    fn get(&self, key: &str) -> Option<&Node<'a>> {
        let (_, node) = self.members.iter().rev().find(|(name, _)| name == key)?;
        (!node.is_null()).then_some(node)
    }

    fn text(&self, key: &str, example: impl Into<Message>) -> Result<Option<String>, Error> {
        let Some(node) = self.get(key) else {
            return Ok(None);
        };
        Ok(Some(node.text(example)?).filter(|text| !text.is_empty()))
    }
}

/// Returns the entries of a list like `[{"name": …, "cluster": {…}}]`, by name.
fn named<'a>(top: &Object<'a>, list: &str, kind: &str) -> Result<Vec<(String, Node<'a>)>, Error> {
    let shown = format!("[{{\"name\": \"…\", \"{kind}\": {{…}}}}]");
    let expected = message!("a list like {shown}", shown);
    let Some(node) = top.get(list) else {
        return Ok(Vec::new());
    };
    let mut entries: Vec<(String, Node<'a>)> = Vec::new();
    for element in node.elements(&expected)? {
        let entry = Object::of(
            &element,
            &message!("an object with name and {kind}", kind),
            &["name", kind],
        )?;
        let name = entry.text("name", "\"default\"")?.ok_or_else(|| {
            element.wrong(message!(
                "has no name; write \"name\": \"…\" beside {kind}",
                kind = quoted(kind)
            ))
        })?;
        let body = entry.get(kind).ok_or_else(|| {
            element.wrong(message!(
                "has no {kind}; write \"{kind}\": {{…}} beside \"name\"",
                kind
            ))
        })?;
        if entries.iter().any(|(other, _)| *other == name) {
            return Err(element.wrong(message!(
                "has the name {name}, which another of the {list} has; rename one",
                name = quoted(&name),
                list
            )));
        }
        entries.push((name, body.clone()));
    }
    Ok(entries)
}

/// Returns the cluster or user that a context names.
fn referred<'a>(
    context: &Object<'a>,
    kind: &str,
    entries: &[(String, Node<'a>)],
) -> Result<Option<Node<'a>>, Error> {
    let Some(name) = context.text(kind, message!("the name of one of the {kind}s", kind))? else {
        return Ok(None);
    };
    match entries.iter().find(|(other, _)| *other == name) {
        Some((_, node)) => Ok(Some(node.clone())),
        None => {
            let node = context.get(kind).unwrap_or(&context.node);
            let names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
            Err(node.wrong(message!(
                "names {name}, but {existing}; write one of those, or add it to {kind}s",
                name = quoted(&name),
                existing = existing(&names, kind),
                kind
            )))
        }
    }
}

/// Returns "the contexts are …", for an error.
pub(super) fn existing(names: &[String], kind: &str) -> Message {
    if names.is_empty() {
        return message!("there are no {kind}s", kind);
    }
    message!("the {kind}s are {names}", kind, names = some_of(names))
}

/// Returns names in quotes, for an error.
pub(super) fn some_of(names: &[String]) -> Message {
    let mut shown: Vec<Message> = names.iter().take(MAX_NAMES).map(quoted).collect();
    if names.len() > MAX_NAMES {
        shown.push(Message::from("…"));
    }
    Message::list(shown, Separator::Comma)
}

/// Returns whether a key is another name of a known one, or differs from it by case, separators, or up to
/// two letters.
fn is_meant(key: &str, known: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let key = letters(key);
    let mut others = OTHER_NAMES.iter();
    if let Some((_, meant)) = others.find(|(other, _)| *other == key) {
        return known == *meant;
    }
    let known = letters(known);
    let (length, known_length) = (key.chars().count(), known.chars().count());
    let allowed = if known_length < 6 { 1 } else { 2 };
    // The distance takes time with the product of the lengths, and a key may be of any length.
    length.abs_diff(known_length) <= allowed && strsim::levenshtein(&key, &known) <= allowed
}
