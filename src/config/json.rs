//! JSON values with their path and line, for error messages.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Error;
use crate::message::{Message, quoted};
use crate::schema::parse;

/// A document and the file it was read from.
#[derive(Clone, Copy)]
pub(super) struct Document<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
}

/// One value in a document.
#[derive(Clone)]
pub(super) struct Node<'a> {
    document: Document<'a>,
    raw: &'a RawValue,
    /// Like `clusters[0].cluster.region`; empty for the document itself.
    path: String,
}

impl<'a> Document<'a> {
    pub(super) fn root(self) -> Result<Node<'a>, Error> {
        let raw = serde_json::from_str(self.text).map_err(|error| self.syntax(&error))?;
        Ok(Node {
            document: self,
            raw,
            path: String::new(),
        })
    }

    /// Checks that other readers of JSON can read the document: how deep it is nested, and its numbers.
    pub(super) fn check_limits(self) -> Result<(), Error> {
        self.root()?;
        let read = parse(self.text.as_bytes());
        read.map(drop).map_err(|error| {
            Error::Config(message!(
                "{place} {problem}",
                place = self.file,
                problem = error.problem
            ))
        })
    }

    fn syntax(self, error: &serde_json::Error) -> Error {
        let line = self
            .text
            .lines()
            .nth(error.line().saturating_sub(1))
            .unwrap_or("");
        let found = line
            .get(error.column().saturating_sub(1)..)
            .unwrap_or("")
            .trim_start();
        let hint = if self.text.trim().is_empty() {
            message!(
                "the file is empty; write {{\"contexts\": […], \"clusters\": […], \"users\": […]}}"
            )
        } else if found.starts_with('\'') || line.contains('\'') {
            message!("JSON needs double quotes")
        } else if found.starts_with('/') || line.trim_start().starts_with(['/', '#']) {
            message!("JSON has no comments")
        } else if found.starts_with([']', '}']) {
            message!("there may be a comma too many before it")
        } else if error.is_eof() {
            message!("the file ends too early; a bracket or a quote is not closed")
        } else {
            message!("look for a missing comma, colon or quote here or just before")
        };
        Error::Config(message!(
            "{file}: line {line}, column {column}: not JSON; {hint}",
            file = self.file,
            line = error.line(),
            column = error.column(),
            hint
        ))
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Elements<'a>(#[serde(borrow)] Vec<&'a RawValue>);

/// The members of an object, in order; a key may be there twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> serde::de::Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

impl<'a> Node<'a> {
    /// Returns an error about this value.
    pub(super) fn wrong(&self, problem: Message) -> Error {
        Error::Config(self.about(problem))
    }

    /// Returns a text about this value.
    pub(super) fn about(&self, problem: Message) -> Message {
        message!("{place} {problem}", place = self.location(), problem)
    }

    /// Returns file, line and path, as an error names them.
    pub(super) fn location(&self) -> Message {
        let (file, line) = (self.document.file, self.line());
        if self.path.is_empty() {
            return message!("{file}: line {line}: the file", file, line);
        }
        message!("{file}: line {line}: {path}", file, line, path = &self.path)
    }

    fn line(&self) -> usize {
        let offset =
            (self.raw.get().as_ptr() as usize).saturating_sub(self.document.text.as_ptr() as usize);
        self.document
            .text
            .bytes()
            .take(offset)
            .filter(|byte| *byte == b'\n')
            .count()
            + 1
    }

    /// Returns what kind of value it is; never the value, which may be a secret.
    fn found(&self) -> Message {
        match self.raw.get().bytes().next() {
            Some(b'{') => message!("an object"),
            Some(b'[') => message!("a list"),
            Some(b'"') => message!("text"),
            Some(b't' | b'f') => message!("true or false"),
            Some(b'n') => Message::from("null"),
            _ => message!("a number"),
        }
    }

    fn unexpected(&self, expected: &Message) -> Error {
        let found = self.found();
        self.wrong(message!("is {found}, expected {expected}", found, expected))
    }

    fn child(&self, raw: &'a RawValue, step: &str) -> Self {
        Self {
            document: self.document,
            raw,
            path: format!("{}{step}", self.path),
        }
    }

    /// Returns the members of an object, in order.
    pub(super) fn members(&self, expected: &Message) -> Result<Vec<(String, Self)>, Error> {
        let members: Members<'a> =
            serde_json::from_str(self.raw.get()).map_err(|_| self.unexpected(expected))?;
        let dot = if self.path.is_empty() { "" } else { "." };
        Ok(members
            .0
            .into_iter()
            .map(|(key, raw)| {
                let child = self.child(raw, &format!("{dot}{key}"));
                (key, child)
            })
            .collect())
    }

    /// Returns the elements of a list.
    pub(super) fn elements(&self, expected: &Message) -> Result<Vec<Self>, Error> {
        let elements: Elements<'a> =
            serde_json::from_str(self.raw.get()).map_err(|_| self.unexpected(expected))?;
        Ok(elements
            .0
            .into_iter()
            .enumerate()
            .map(|(at, raw)| self.child(raw, &format!("[{at}]")))
            .collect())
    }

    /// Returns the text of a string.
    pub(super) fn text(&self, example: impl Into<Message>) -> Result<String, Error> {
        serde_json::from_str(self.raw.get()).map_err(|_| {
            let example = example.into();
            self.wrong(message!(
                "is {found}, expected text, like {example}",
                found = self.found(),
                example
            ))
        })
    }

    /// Returns a boolean, or "true" or "false" as text.
    pub(super) fn boolean(&self) -> Result<bool, Error> {
        let text = self.raw.get().trim_matches('"').trim();
        if text.eq_ignore_ascii_case("true") {
            return Ok(true);
        }
        if text.eq_ignore_ascii_case("false") {
            return Ok(false);
        }
        let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        let meant = if is_one_of(&["yes", "y", "on", "1", "t"]) {
            "\"true\""
        } else if is_one_of(&["no", "n", "off", "0", "f"]) {
            "\"false\""
        } else if self.raw.get().starts_with('"') {
            // It is not quoted: it may be a secret in a wrong place.
            return Err(self.wrong(message!("is other text, expected \"true\" or \"false\"")));
        } else {
            return Err(self.unexpected(&message!("\"true\" or \"false\"")));
        };
        Err(self.wrong(message!(
            "is {text}, expected \"true\" or \"false\"; write {meant}",
            text = quoted(text),
            meant
        )))
    }

    /// Returns a number; `None` for any other value.
    pub(super) fn number(&self) -> Option<f64> {
        serde_json::from_str(self.raw.get()).ok()
    }

    pub(super) fn is_null(&self) -> bool {
        self.raw.get() == "null"
    }
}
