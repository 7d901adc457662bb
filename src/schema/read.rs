//! One reader for every response: bytes and a schema in, a value out.

use jiter::{Jiter, JiterError, JiterErrorType, JiterResult, Peek};

use crate::api::{self, Field, Presence, Shape};
use crate::message::{Message, translate_system_error};
use crate::value::{Key, Object, Value};

/// How deep lists and objects may be nested.
const MAX_DEPTH: usize = 128;
/// A response with more values than this is refused: each takes up to some 150 bytes as a Python object.
const MAX_VALUES: usize = 2_000_000;
/// An object takes as much as this many other values.
const OBJECT_VALUES: usize = 5;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a body could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Where in the JSON, like `result[0].failed[2].error_code`; empty for the body as a whole.
    pub path: String,
    /// What is wrong there.
    pub problem: Message,
    /// What is wrong with text that is no JSON.
    pub(crate) syntax: Option<Box<Syntax>>,
}

/// What is wrong with text that is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// A character, in a column of its line.
    At(Message, usize),
    /// The whole is something else.
    Is(Message),
}

impl ReadError {
    /// Creates an error of the body as a whole; the callers add the place.
    #[must_use]
    pub fn new(problem: impl Into<Message>) -> Self {
        Self {
            path: String::new(),
            problem: problem.into(),
            syntax: None,
        }
    }

    pub(crate) fn in_member(mut self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{name}{dot}{}", self.path);
        self
    }

    pub(crate) fn in_item(mut self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("[{index}]{dot}{}", self.path);
        self
    }
}

/// Reads a response.
///
/// # Errors
/// [`ReadError`] if it is not JSON, not an object as the schema describes it, or says by its
/// `error_code` that the call failed.
pub fn read(body: &[u8], schema: &'static api::Object) -> Result<Object, ReadError> {
    let object = read_object(body, schema)?;
    let declares_code = schema.fields.iter().any(|field| field.name == "error_code");
    if !declares_code && object.get("error_code").is_some_and(is_set) {
        return Err(ReadError::new(message!("it has an `error_code`")));
    }
    Ok(object)
}

/// Reads an object of a file, which is no response and so may have an `error_code`.
///
/// # Errors
/// [`ReadError`] if it is not JSON, or not an object as the schema describes it.
pub fn read_object(json: &[u8], schema: &'static api::Object) -> Result<Object, ReadError> {
    JsonReader::new(json)?.whole(|reader, peek| reader.object(peek, schema))
}

/// Reads the value of a field of an object of a file.
///
/// # Errors
/// [`ReadError`] if it is not JSON, or not a value of the field.
pub fn read_field(json: &[u8], field: &'static Field) -> Result<Value, ReadError> {
    JsonReader::new(json)?.whole(|reader, peek| reader.field(peek, field))
}

/// Reads any JSON.
///
/// # Errors
/// [`ReadError`] if it is none.
pub fn parse(body: &[u8]) -> Result<Value, ReadError> {
    parse_nested(body, 0)
}

/// Reads any JSON that is a part of other JSON, so many levels deep.
///
/// # Errors
/// [`ReadError`] if it is none.
pub fn parse_nested(json: &[u8], depth: usize) -> Result<Value, ReadError> {
    JsonReader::new(json)?.whole(|reader, peek| reader.any(peek, depth))
}

fn is_set(code: &Value) -> bool {
    match code {
        Value::Null | Value::Integer(0) => false,
        Value::Text(text) => !text.is_empty(),
        _ => true,
    }
}

struct JsonReader<'a> {
    body: &'a [u8],
    json: Jiter<'a>,
    /// How many values may still come.
    left: usize,
}

impl<'a> JsonReader<'a> {
    fn new(body: &'a [u8]) -> Result<Self, ReadError> {
        let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
        if let Some(encoding) = other_encoding(body) {
            return Err(ReadError {
                path: String::new(),
                problem: message!("the body is {encoding}", encoding = &encoding),
                syntax: Some(Box::new(Syntax::Is(encoding))),
            });
        }
        if body.trim_ascii().is_empty() {
            return Err(ReadError::new(message!("the body is empty")));
        }
        Ok(Self {
            body,
            json: Jiter::new(body),
            left: MAX_VALUES,
        })
    }

    /// Counts a value, so that a small body can't become many objects.
    fn count(&mut self, peek: Peek) -> Result<(), ReadError> {
        self.count_values(if peek == Peek::Object {
            OBJECT_VALUES
        } else {
            1
        })
    }

    fn count_values(&mut self, values: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(values).ok_or_else(|| {
            ReadError::new(message!(
                "too many values: the limit is {limit}, and an object counts as {values}; ask for less at a time",
                limit = MAX_VALUES,
                values = OBJECT_VALUES
            ))
        })?;
        Ok(())
    }

    fn whole<T>(
        mut self,
        read: impl FnOnce(&mut Self, Peek) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let read = match self.json.peek() {
            Ok(peek) => read(&mut self, peek),
            Err(error) => Err(self.syntax(&error)),
        };
        let read = read.and_then(|value| match self.json.finish() {
            Ok(()) => Ok(value),
            Err(error) => Err(self.syntax(&error)),
        });
        // The parser refuses text that is not UTF-8, but not by that name; to check first would read each body twice.
        read.map_err(|error| not_utf8(self.body).unwrap_or(error))
    }

    /// Returns the next key of an object.
    #[inline]
    fn next_key(&mut self, is_first: bool) -> JiterResult<Option<&str>> {
        if is_first {
            self.json.known_object()
        } else {
            self.json.next_key()
        }
    }

    /// Returns the kind of the next item of a list.
    #[inline]
    fn next_item(&mut self, is_first: bool) -> JiterResult<Option<Peek>> {
        if is_first {
            self.json.known_array()
        } else {
            self.json.array_step()
        }
    }

    fn object(&mut self, peek: Peek, schema: &'static api::Object) -> Result<Object, ReadError> {
        if peek != Peek::Object {
            return Err(self.mismatch(peek, message!("an object")));
        }
        let mut members = Vec::new();
        // Fields mostly come in the documented order, so the search begins after the last one.
        let mut after = 0;
        loop {
            let key = match self.next_key(members.is_empty()) {
                Ok(Some(key)) => key,
                Ok(None) => break,
                Err(error) => return Err(self.syntax(&error)),
            };
            if members.is_empty() {
                members.reserve_exact(schema.fields.len());
            }
            let Some((index, field)) = find(schema.fields, key, after) else {
                let key = key.to_owned();
                let value = self.member(&key, |reader, peek| reader.any(peek, 1))?;
                members.push((Key::Other(key), value));
                continue;
            };
            after = index + 1;
            let value = self.member(field.name, |reader, peek| reader.field(peek, field))?;
            members.push((Key::Field(index), value));
        }
        self.complete(schema, &mut members)?;
        // Many objects with few of the documented fields would take most memory for the others.
        if members.len() < members.capacity() / 2 {
            members.shrink_to_fit();
        }
        // The documented fields come first, in the documented order.
        members.sort_by_key(|(key, _)| match key {
            Key::Field(index) => *index,
            Key::Other(_) => usize::MAX,
        });
        Ok(Object {
            schema: Some(schema),
            members,
        })
    }

    fn complete(
        &mut self,
        schema: &'static api::Object,
        members: &mut Vec<(Key, Value)>,
    ) -> Result<(), ReadError> {
        for (index, field) in schema.fields.iter().enumerate() {
            let key = Key::Field(index);
            let last = || members.iter().rev().find(|(known, _)| *known == key);
            match field.presence {
                Presence::Optional => {}
                Presence::Required if last().is_none() => {
                    return Err(ReadError::new(message!(
                        "`{field}` is missing",
                        field = field.name
                    )));
                }
                Presence::EmptyIfMissing if last().is_none() => {
                    self.count_values(1)?;
                    members.push((key, Value::List(Vec::new())));
                }
                Presence::NotEmpty if last().is_some_and(|(_, value)| *value == Value::Null) => {
                    members.retain(|(known, _)| *known != key);
                }
                Presence::Required | Presence::EmptyIfMissing | Presence::NotEmpty => {}
            }
        }
        Ok(())
    }

    fn member<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self, Peek) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let value = match self.json.peek() {
            Ok(peek) => self.count(peek).and_then(|()| read(self, peek)),
            Err(error) => Err(self.syntax(&error)),
        };
        value.map_err(|error| error.in_member(name))
    }

    /// Reads the value of a documented field; null for one that counts as absent.
    fn field(&mut self, peek: Peek, field: &'static Field) -> Result<Value, ReadError> {
        if peek == Peek::Null {
            self.json
                .known_null()
                .map_err(|error| self.syntax(&error))?;
            return match (field.presence, &field.shape) {
                (_, Shape::List { .. }) => Ok(Value::List(Vec::new())),
                (Presence::Required, shape) => Err(ReadError::new(message!(
                    "`{field}` is null, expected {expected}",
                    field = field.name,
                    expected = expected(shape)
                ))),
                _ => Ok(Value::Null),
            };
        }
        let value = self.shaped(peek, &field.shape)?;
        let absent = field.presence == Presence::NotEmpty && value.as_text() == Some("");
        Ok(if absent { Value::Null } else { value })
    }

    fn shaped(&mut self, peek: Peek, shape: &'static Shape) -> Result<Value, ReadError> {
        match shape {
            Shape::Text if peek == Peek::String => self.text().map(Value::Text),
            Shape::State(names) if peek == Peek::String => {
                let text = self.text()?;
                let trimmed = text.trim();
                let mut documented = names.iter();
                let name = documented.find(|name| name.eq_ignore_ascii_case(trimmed));
                Ok(Value::Text(name.map_or(text, |name| (*name).to_owned())))
            }
            Shape::Integer { text } => self.integer(peek, *text, shape),
            Shape::Boolean { text } => self.boolean(peek, *text, shape),
            Shape::List {
                item,
                single,
                empty,
            } => self.list(peek, item, *single, *empty),
            Shape::Object(schema) => self.object(peek, schema).map(Value::Object),
            Shape::Mapping if peek == Peek::Object => self.any(peek, 1),
            Shape::Number => self.any_number(peek),
            Shape::Any => self.any(peek, 1),
            Shape::Text | Shape::State(_) | Shape::Mapping => {
                Err(self.mismatch(peek, expected(shape)))
            }
        }
    }

    fn text(&mut self) -> Result<String, ReadError> {
        match self.json.known_str() {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(self.syntax(&error)),
        }
    }

    fn integer(
        &mut self,
        peek: Peek,
        text: bool,
        shape: &'static Shape,
    ) -> Result<Value, ReadError> {
        let value = match peek {
            Peek::String if text => self.text().map(Value::Text),
            _ => self.expected(peek),
        }?;
        let integer = match &value {
            Value::Integer(integer) => Some(*integer),
            Value::Text(digits) if text => decimal(digits),
            _ => None,
        };
        match integer {
            Some(integer) => Ok(Value::Integer(integer)),
            None => Err(unexpected(&value, expected(shape))),
        }
    }

    fn any_number(&mut self, peek: Peek) -> Result<Value, ReadError> {
        match self.expected(peek)? {
            value @ (Value::Integer(_) | Value::BigInteger(_)) => Ok(value),
            Value::Float(number) if number.is_finite() => Ok(Value::Float(number)),
            other => Err(unexpected(&other, expected(&Shape::Number))),
        }
    }

    fn boolean(
        &mut self,
        peek: Peek,
        text: bool,
        shape: &'static Shape,
    ) -> Result<Value, ReadError> {
        let value = self.expected(peek)?;
        match &value {
            Value::Boolean(_) => return Ok(value),
            Value::Text(name) if text && name.eq_ignore_ascii_case("true") => {
                return Ok(Value::Boolean(true));
            }
            Value::Text(name) if text && name.eq_ignore_ascii_case("false") => {
                return Ok(Value::Boolean(false));
            }
            _ => {}
        }
        Err(unexpected(&value, expected(shape)))
    }

    fn list(
        &mut self,
        peek: Peek,
        item: &'static Shape,
        single: bool,
        empty: bool,
    ) -> Result<Value, ReadError> {
        if peek == Peek::Array {
            return self.items(item);
        }
        let takes_one = match item {
            Shape::Object(_) | Shape::Mapping => peek == Peek::Object,
            Shape::Text | Shape::State(_) => peek == Peek::String,
            Shape::Integer { .. } | Shape::Number | Shape::Boolean { .. } => {
                !matches!(peek, Peek::Array | Peek::Object | Peek::Null)
            }
            Shape::List { .. } | Shape::Any => false,
        };
        if empty && peek == Peek::String {
            let text = self.text()?;
            if text.is_empty() {
                return Ok(Value::List(Vec::new()));
            }
            return Err(unexpected(&Value::Text(text), list_of(item)));
        }
        if !single || !takes_one {
            return Err(self.mismatch(peek, list_of(item)));
        }
        let only = self.shaped(peek, item)?;
        let is_nothing = only
            .as_object()
            .is_some_and(|object| empty && object.members.is_empty());
        Ok(Value::List(if is_nothing {
            Vec::new()
        } else {
            vec![only]
        }))
    }

    fn items(&mut self, item: &'static Shape) -> Result<Value, ReadError> {
        let mut items = Vec::new();
        loop {
            let peek = match self.next_item(items.is_empty()) {
                Ok(Some(peek)) => peek,
                Ok(None) => return Ok(Value::List(items)),
                Err(error) => return Err(self.syntax(&error).in_item(items.len())),
            };
            let value = self.count(peek).and_then(|()| self.shaped(peek, item));
            items.push(value.map_err(|error| error.in_item(items.len()))?);
        }
    }

    fn any(&mut self, peek: Peek, depth: usize) -> Result<Value, ReadError> {
        match peek {
            Peek::Array | Peek::Object if depth >= MAX_DEPTH => Err(ReadError::new(message!(
                "recursion limit exceeded: nested more than 128 deep"
            ))),
            Peek::Null => {
                self.json
                    .known_null()
                    .map_err(|error| self.syntax(&error))?;
                Ok(Value::Null)
            }
            Peek::True | Peek::False => {
                let value = self.json.known_bool(peek);
                value
                    .map(Value::Boolean)
                    .map_err(|error| self.syntax(&error))
            }
            Peek::String => self.text().map(Value::Text),
            Peek::Array => self.any_items(depth),
            Peek::Object => self.any_members(depth),
            _ => self.number_or_text(peek),
        }
    }

    /// Reads a value that is checked next, so that a number may be out of range.
    fn expected(&mut self, peek: Peek) -> Result<Value, ReadError> {
        if peek.is_num() {
            self.number(peek)
        } else {
            self.any(peek, 1)
        }
    }

    fn any_items(&mut self, depth: usize) -> Result<Value, ReadError> {
        let mut items = Vec::new();
        loop {
            let peek = match self.next_item(items.is_empty()) {
                Ok(Some(peek)) => peek,
                Ok(None) => return Ok(Value::List(items)),
                Err(error) => return Err(self.syntax(&error)),
            };
            let value = self.count(peek).and_then(|()| self.any(peek, depth + 1));
            items.push(value.map_err(|error| error.in_item(items.len()))?);
        }
    }

    fn any_members(&mut self, depth: usize) -> Result<Value, ReadError> {
        let mut members = Vec::new();
        loop {
            let key = match self.next_key(members.is_empty()) {
                Ok(Some(key)) => key.to_owned(),
                Ok(None) => break,
                Err(error) => return Err(self.syntax(&error)),
            };
            let value = self.member(&key, |reader, peek| reader.any(peek, depth + 1))?;
            members.push((Key::Other(key), value));
        }
        Ok(Value::Object(Object {
            schema: None,
            members,
        }))
    }

    fn number(&mut self, peek: Peek) -> Result<Value, ReadError> {
        let number = match self.json.known_number_bytes(peek) {
            Ok(bytes) => number_of(bytes),
            Err(error) => return Err(self.syntax(&error)),
        };
        number.ok_or_else(|| ReadError::new(message!("invalid number")))
    }

    /// Reads a number. One that is out of range is read as text, so that its digits are kept and it can be written as
    /// JSON, which has no infinity.
    fn number_or_text(&mut self, peek: Peek) -> Result<Value, ReadError> {
        let number = match self.json.known_number_bytes(peek) {
            Ok(bytes) => match number_of(bytes) {
                Some(Value::Float(number)) if number.is_infinite() => {
                    Some(Value::Text(String::from_utf8_lossy(bytes).into_owned()))
                }
                number => number,
            },
            Err(error) => return Err(self.syntax(&error)),
        };
        number.ok_or_else(|| ReadError::new(message!("invalid number")))
    }

    fn syntax(&self, error: &JiterError) -> ReadError {
        let position = self.json.error_position(error.index);
        let problem = match &error.error_type {
            JiterErrorType::JsonError(error) => translate_system_error(&error.to_string()),
            JiterErrorType::WrongType { .. } => message!("expected value"),
        };
        ReadError {
            path: String::new(),
            problem: message!(
                "{problem} at line {line} column {column}",
                problem = &problem,
                line = position.line,
                column = position.column
            ),
            syntax: Some(Box::new(Syntax::At(problem, position.column))),
        }
    }

    /// Returns the error of a value of another kind than the schema's, or of what is no JSON at all.
    fn mismatch(&mut self, peek: Peek, expected: Message) -> ReadError {
        match self.expected(peek) {
            Ok(value) => unexpected(&value, expected),
            Err(error) => error,
        }
    }
}

/// Returns what a body is instead of UTF-8, where its first bytes tell.
fn other_encoding(body: &[u8]) -> Option<Message> {
    Some(match *body {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => message!("UTF-32, not UTF-8"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => message!("UTF-16, not UTF-8"),
        // JSON begins with ASCII, and has no zeros.
        [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => message!("UTF-32, not UTF-8"),
        [0, _, ..] | [_, 0, ..] => message!("UTF-16, not UTF-8"),
        [0x1f, 0x8b, ..] => {
            message!("compressed with gzip, but has no Content-Encoding that says so")
        }
        _ => return None,
    })
}

fn not_utf8(body: &[u8]) -> Option<ReadError> {
    let at = std::str::from_utf8(body).err()?.valid_up_to();
    Some(ReadError::new(message!(
        "not UTF-8 (byte {at} is invalid)",
        at
    )))
}

fn find<'a>(fields: &'a [Field], key: &str, after: usize) -> Option<(usize, &'a Field)> {
    if let Some(field) = fields.get(after)
        && field.name == key
    {
        return Some((after, field));
    }
    fields
        .iter()
        .enumerate()
        .find(|(_, field)| field.name == key)
}

/// Reads a number; an integer keeps all its digits, and one that is out of range is infinite.
fn number_of(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    if let Ok(integer) = text.parse() {
        return Some(Value::Integer(integer));
    }
    if text.contains(['.', 'e', 'E']) {
        return text.parse().ok().map(Value::Float);
    }
    Some(Value::BigInteger(text.to_owned()))
}

/// Reads a whole number of 64 bits from decimal text.
fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let decimal = digits.bytes().all(|byte| byte.is_ascii_digit());
    decimal.then(|| text.parse().ok()).flatten()
}

fn unexpected(value: &Value, expected: Message) -> ReadError {
    ReadError::new(message!(
        "is {found}, expected {expected}",
        found = shown(value),
        expected
    ))
}

fn expected(shape: &Shape) -> Message {
    match shape {
        Shape::Text => message!("a string"),
        Shape::State(_) => message!("the name of a state"),
        Shape::Integer { text: true } => {
            message!("a whole number of at most 64 bits, as a number or as decimal text")
        }
        Shape::Integer { text: false } => message!("a whole number of at most 64 bits"),
        Shape::Boolean { .. } => message!("true or false"),
        Shape::List { item, .. } => list_of(item),
        Shape::Object(_) | Shape::Mapping => message!("an object"),
        Shape::Number => message!("a number"),
        Shape::Any => message!("a value"),
    }
}

fn list_of(item: &Shape) -> Message {
    match item {
        Shape::Object(_) | Shape::Mapping => message!("a list of objects"),
        _ => message!("a list"),
    }
}

/// Returns a value for an error: its kind, or a short value itself.
fn shown(value: &Value) -> Message {
    const LONGEST: usize = 60;
    match value {
        Value::Null => "null".into(),
        Value::List(_) => message!("a list"),
        Value::Object(_) => message!("an object"),
        Value::Float(number) if number.is_infinite() => message!("a number out of range"),
        scalar => {
            let text = scalar.to_json();
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
                None => text.into(),
            }
        }
    }
}
