//! JSON as a tree: members in order, numbers exact.

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use crate::api::{Object as Schema, Word};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// An integer of 64 bits.
    Integer(i64),
    /// A larger integer, in decimal digits.
    BigInteger(String),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Object),
}

/// A JSON object; a key that occurs twice is there twice, and the last one counts.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// What is documented of it, if anything is.
    pub schema: Option<&'static Schema>,
    /// The members, in order.
    pub members: Vec<(Key, Value)>,
}

/// The key of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The place of a documented field in its schema.
    Field(usize),
    /// Any other key.
    Other(String),
}

impl Object {
    /// Returns the text of a key of this object.
    #[must_use]
    pub fn name<'a>(&self, key: &'a Key) -> &'a str {
        key.name(self.schema)
    }

    /// Returns a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let member = self.members.iter().rev();
        let mut found = member.filter(|(key, _)| self.name(key) == name);
        found.next().map(|(_, value)| value)
    }

    /// Returns the text of a member that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_text)
    }
}

impl Key {
    /// Returns the text of a key of an object with this schema.
    #[must_use]
    pub fn name(&self, schema: Option<&'static Schema>) -> &str {
        match self {
            Self::Other(name) => name,
            Self::Field(index) => schema
                .and_then(|schema| schema.fields.get(*index))
                .map_or("", |field| field.name),
        }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        let same_schema = match (self.schema, other.schema) {
            (Some(one), Some(another)) => std::ptr::eq(one, another),
            (None, None) => true,
            _ => false,
        };
        same_schema && self.members == other.members
    }
}

impl Value {
    /// Returns whether this is a documented value.
    #[must_use]
    pub fn is(&self, word: Word) -> bool {
        match (self, word) {
            (Self::Text(text), Word::Text(other)) => text == other,
            (Self::Integer(number), Word::Integer(other)) => *number == other,
            _ => false,
        }
    }

    /// Returns the text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the object, if it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in a value can fail: keys are texts, and a number that JSON can't hold is null.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::BigInteger(digits) => match RawValue::from_string(digits.clone()) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_str(digits),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.members.len()))?;
                for (key, value) in &object.members {
                    map.serialize_entry(object.name(key), value)?;
                }
                map.end()
            }
        }
    }
}
