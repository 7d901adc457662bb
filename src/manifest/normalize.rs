//! One line: an entry of it, and it of an entry.

use super::format::{ENTRY, field_of_alias};
use super::{BadLine, Entry, MAX_LINE_BYTES};
use crate::schema::{ReadError, Syntax, parse_nested, read_field, read_object};
use crate::value::{Key, Object, Value};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const GZIP: &[u8] = b"\x1f\x8b";

/// Reads a line; returns none for an empty one.
#[must_use]
pub fn read_line(bytes: &[u8], line: u64) -> Option<Result<Entry, BadLine>> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    Some(match read(bytes, Duplicates::Accepted) {
        Ok(object) => Ok(Entry { line, object }),
        Err(error) => Err(bad_line(line, error)),
    })
}

/// Returns an entry as a line, with its line break: booleans of `hard` as text, as the service writes
/// them, and no empty `annotation`.
///
/// # Errors
/// [`BadLine`] if it is no entry.
pub fn line(entry: &Value, line: u64) -> Result<String, BadLine> {
    // What is read back is an entry by the same rules, and its keys are as documented.
    let json = entry.to_json();
    let mut object =
        read(json.as_bytes(), Duplicates::Refused).map_err(|error| bad_line(line, error))?;
    let is_left_out = |name: &str, value: &Value| {
        name == "annotation" && matches!(value, Value::List(items) if items.is_empty())
    };
    let schema = object.schema;
    object
        .members
        .retain(|(key, value)| !is_left_out(name_of(schema, key), value));
    hard_as_text(&mut object);
    for annotation in annotations(&mut object).flatten() {
        if let Value::Object(annotation) = annotation {
            hard_as_text(annotation);
        }
    }
    let mut text = Value::Object(object).to_json();
    text.push('\n');
    Ok(text)
}

/// What happens to a field that occurs under its documented key and under another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Duplicates {
    /// The documented key has precedence, as in files that exist.
    Accepted,
    /// Different values are an error, as in an entry that is to be written.
    Refused,
}

fn read(bytes: &[u8], duplicates: Duplicates) -> Result<Object, ReadError> {
    if bytes.starts_with(GZIP) {
        return Err(ReadError::new(message!(
            "is compressed with gzip; open the file with gzip.open()"
        )));
    }
    if bytes.len() > MAX_LINE_BYTES {
        return Err(too_long());
    }
    let mut object = read_object(bytes, &ENTRY)?;
    normalize(&mut object, duplicates)?;
    require(&object, "source")?;
    for annotations in annotations(&mut object) {
        for (index, annotation) in annotations.iter_mut().enumerate() {
            if let Value::Object(annotation) = annotation {
                normalize(annotation, duplicates)
                    .and_then(|()| require(annotation, "type"))
                    .map_err(|error| error.in_item(index).in_member("annotation"))?;
            }
        }
    }
    Ok(object)
}

/// What is wrong with a line beyond the limit.
pub(super) fn too_long() -> ReadError {
    ReadError::new(message!(
        "has more than {bytes} bytes; is it a manifest?",
        bytes = MAX_LINE_BYTES
    ))
}

pub(super) fn bad_line(line: u64, error: ReadError) -> BadLine {
    // The reader counts the lines of what it reads, which is one line, and calls it a body.
    let problem = match error.syntax.map(|syntax| *syntax) {
        Some(Syntax::At(problem, column)) => {
            message!("{problem} at column {column}", problem, column)
        }
        Some(Syntax::Is(what)) => message!("is {what}", what),
        None => error.problem,
    };
    BadLine {
        line,
        field: error.path,
        problem,
    }
}

/// Spells keys as documented, and reads a property that is JSON text.
fn normalize(object: &mut Object, duplicates: Duplicates) -> Result<(), ReadError> {
    spell_as_documented(object, duplicates)?;
    let schema = object.schema;
    for (key, value) in &mut object.members {
        if name_of(schema, key) == "property" {
            read_property(value).map_err(|error| error.in_member("property"))?;
        }
    }
    Ok(())
}

fn spell_as_documented(object: &mut Object, duplicates: Duplicates) -> Result<(), ReadError> {
    let Some(schema) = object.schema else {
        return Ok(());
    };
    let mut aliases = Vec::new();
    for (place, (key, value)) in object.members.iter().enumerate() {
        if let Key::Other(alias) = key
            && let Some((index, field)) = field_of_alias(schema, alias)
        {
            let read = read_field(value.to_json().as_bytes(), field);
            let read = read.map_err(|error| error.in_member(alias))?;
            aliases.push((place, alias.clone(), index, field, read));
        }
    }
    if aliases.is_empty() {
        return Ok(());
    }
    let mut left_out = Vec::new();
    for (place, alias, index, field, read) in aliases {
        let mut documented = object.members.iter().enumerate();
        let documented = documented.rfind(|(_, (key, _))| *key == Key::Field(index));
        match documented {
            Some((_, (_, found))) if !is_nothing(found) => {
                if duplicates == Duplicates::Refused && *found != read {
                    let problem = message!(
                        "is there as {field}, too; leave one of them out",
                        field = field.name
                    );
                    return Err(ReadError::new(problem).in_member(&alias));
                }
                continue;
            }
            Some((other, _)) => left_out.push(other),
            None => {}
        }
        if let Some(member) = object.members.get_mut(place) {
            *member = (Key::Field(index), read);
        }
    }
    let mut place = 0..;
    object
        .members
        .retain(|_| place.next().is_none_or(|place| !left_out.contains(&place)));
    // In the documented order again.
    object.members.sort_by_key(|(key, _)| match key {
        Key::Field(index) => *index,
        Key::Other(_) => usize::MAX,
    });
    Ok(())
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

fn read_property(value: &mut Value) -> Result<(), ReadError> {
    if let Value::Text(text) = value {
        // As deep as if it were no text, so that it can be written as none.
        let read = parse_nested(text.as_bytes(), 1).map_err(|_| no_property())?;
        *value = read;
    }
    match value {
        // A real export has a list.
        Value::Object(_) | Value::List(_) | Value::Null => Ok(()),
        _ => Err(no_property()),
    }
}

fn no_property() -> ReadError {
    ReadError::new(message!("is neither an object nor the JSON text of one"))
}

fn require(object: &Object, name: &str) -> Result<(), ReadError> {
    match object.get(name) {
        Some(Value::Text(_)) => Ok(()),
        Some(_) => Err(ReadError::new(message!("is null, expected a string")).in_member(name)),
        None => Err(ReadError::new(message!("is missing")).in_member(name)),
    }
}

fn hard_as_text(object: &mut Object) {
    let schema = object.schema;
    for (key, value) in &mut object.members {
        if let Value::Boolean(hard) = value
            && name_of(schema, key) == "hard"
        {
            *value = Value::Text(hard.to_string());
        }
    }
}

/// The lists of annotations of an entry; a key that occurs twice is there twice.
fn annotations(entry: &mut Object) -> impl Iterator<Item = &mut Vec<Value>> {
    let schema = entry.schema;
    entry.members.iter_mut().filter_map(move |(key, value)| {
        let Value::List(items) = value else {
            return None;
        };
        (name_of(schema, key) == "annotation").then_some(items)
    })
}

type Schema = Option<&'static crate::api::Object>;

fn name_of(schema: Schema, key: &Key) -> &str {
    match key {
        Key::Other(_) => "",
        Key::Field(index) => schema
            .and_then(|schema| schema.fields.get(*index))
            .map_or("", |field| field.name),
    }
}
