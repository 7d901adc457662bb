//! Addresses in OBS: taken in any of the usual forms, sent in the one that a call documents.

use std::net::Ipv4Addr;

use crate::api::{Form, PathKind, Rule};
use crate::message::{Message, quoted};
use crate::value::Value;

/// Returns an address in the form that is sent; what can't be one stays as it is, as errors quote it.
pub(super) fn converted(text: &str, form: Form, kind: PathKind) -> String {
    let Some((bucket, key)) = split(text) else {
        return text.to_owned();
    };
    if problem(text, form, kind, Message::default).is_some() {
        return text.to_owned();
    }
    let mut path = match form {
        Form::Plain => String::new(),
        Form::Slash => "/".to_owned(),
        Form::S3 => "s3://".to_owned(),
        Form::Obs => "obs://".to_owned(),
    };
    path.push_str(bucket);
    if let Some(key) = key {
        path.push('/');
        path.push_str(key);
    }
    if kind == PathKind::Folder && !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// Returns what is wrong with an address; `shown` returns it as errors show it.
pub(super) fn problem(
    text: &str,
    form: Form,
    kind: PathKind,
    shown: impl Fn() -> Message,
) -> Option<Message> {
    let Some((bucket, key)) = split(text) else {
        return Some(message!(
            "is {found}, expected {expected} such as {example}",
            found = shown(),
            expected = expected(kind),
            example = quoted(example(kind))
        ));
    };
    // Buckets of the plain form are checked by the service alone, whose documents give no rule.
    if form != Form::Plain && !is_bucket(bucket) {
        return Some(message!(
            "is {found}, but {bucket} can't be a bucket: its name has 3 to 63 lower-case letters, digits, \"-\" or \
             \".\", begins and ends with a letter or a digit, also around \".\", and is no IP address",
            found = shown(),
            bucket = quoted(bucket)
        ));
    }
    let key = key.unwrap_or_default();
    if kind == PathKind::Folder && form != Form::Plain && key.is_empty() {
        return Some(message!(
            "is {found}, a bucket; expected a folder in it such as {example}",
            found = shown(),
            example = quoted(example(kind))
        ));
    }
    if kind == PathKind::File && (key.is_empty() || key.ends_with('/')) {
        return Some(message!(
            "is {found}, a folder; expected a file such as {example}",
            found = shown(),
            example = quoted(example(kind))
        ));
    }
    let folders = key.strip_suffix('/').unwrap_or(key);
    if form != Form::Plain && !key.is_empty() && folders.split('/').any(str::is_empty) {
        return Some(message!(
            "is {found}, but no path in OBS contains {part}",
            found = shown(),
            part = quoted("//")
        ));
    }
    let is_forbidden = |c: char| {
        let is_documented = form != Form::Plain && matches!(c, '<' | '>' | '|' | '*' | '"');
        c.is_control() || c == '\\' || is_documented
    };
    let mut segments = key.split('/');
    let wrong = segments.find(|part| matches!(*part, "." | "..") || part.contains(is_forbidden));
    wrong.map(|part| {
        message!(
            "is {found}, but no path in OBS contains {part}",
            found = shown(),
            part = quoted(part)
        )
    })
}

/// Returns the folders in a value, as they are sent.
#[must_use]
pub fn folders<'a>(value: &'a Value, rule: &Rule) -> Vec<&'a str> {
    match (rule, value) {
        (Rule::ObsPath { .. }, Value::Text(text)) if text.ends_with('/') => vec![text],
        (Rule::List { item, .. }, Value::List(items)) => {
            let found = items.iter().flat_map(|value| folders(value, item));
            found.collect()
        }
        (Rule::Object(members), Value::Object(object)) => {
            let found = members.iter().filter_map(|member| {
                let value = object.get(member.name)?;
                Some(folders(value, &member.rule))
            });
            found.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// Returns what is expected, for an error.
pub(super) fn expected(kind: PathKind) -> Message {
    match kind {
        PathKind::Folder => message!("a folder in OBS"),
        PathKind::File => message!("a file in OBS"),
        PathKind::Any => message!("a bucket, folder or file in OBS"),
    }
}

fn example(kind: PathKind) -> &'static str {
    match kind {
        PathKind::File => "obs://bucket/file",
        PathKind::Folder | PathKind::Any => "obs://bucket/folder/",
    }
}

/// Splits an address into bucket and key; none for what is no address.
fn split(text: &str) -> Option<(&str, Option<&str>)> {
    let path = match text.split_once("://") {
        Some((scheme, rest)) if ["obs", "s3", "s3a"].contains(&scheme) => rest,
        Some(_) => return None,
        None => text.strip_prefix('/').unwrap_or(text),
    };
    let (bucket, key) = match path.split_once('/') {
        Some((bucket, key)) => (bucket, Some(key)),
        None => (path, None),
    };
    (!bucket.is_empty()).then_some((bucket, key))
}

fn is_bucket(name: &str) -> bool {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 63;
    let is_allowed =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let is_label =
        |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    (SHORTEST..=LONGEST).contains(&name.len())
        && name.chars().all(is_allowed)
        && name.split('.').all(is_label)
        && name.parse::<Ipv4Addr>().is_err()
}
