//! The tolerances of the parser, each stated once.
//!
//! The documentation shows no body and types some fields loosely, so a reader that insisted on one
//! shape would break on the others. What is accepted:
//!
//! - a documented field that is missing or `null` ([`Field`]);
//! - an integer as a number or as decimal text, in the full range of `i64` ([`Integer`]);
//! - a truth as `true`, `false` or their names as text ([`Boolean`]);
//! - one entry, or `null`, where a list belongs ([`List`]);
//! - fields that nobody documented, kept to the last digit ([`Undocumented`]);
//! - a key that stands twice: the last one wins.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer as _,
    MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

/// Why a body could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Where in the JSON, like `result[0].failed[2].error_code`; empty for the body as a whole.
    pub path: String,
    /// What is wrong there.
    pub problem: String,
}

impl ReadError {
    pub(crate) fn whole(problem: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            problem: problem.into(),
        }
    }
}

/// Reads a JSON document in one pass.
///
/// # Errors
/// [`ReadError`] if the bytes are not UTF-8, not JSON, nested without end, or not of the type's
/// shape; only then is the document read a second time, to name the place.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ReadError> {
    let text = std::str::from_utf8(body).map_err(|e| {
        ReadError::whole(format!("not UTF-8 (byte {} is invalid)", e.valid_up_to()))
    })?;
    if text.trim_ascii().is_empty() {
        return Err(ReadError::whole("the body is empty"));
    }
    serde_json::from_str(text).map_err(|error| {
        let mut again = serde_json::Deserializer::from_str(text);
        match serde_path_to_error::deserialize::<_, T>(&mut again) {
            Ok(_) => ReadError::whole(error.to_string()),
            Err(placed) => {
                let path = placed.path().to_string();
                ReadError {
                    path: if path == "." { String::new() } else { path },
                    problem: placed.into_inner().to_string(),
                }
            }
        }
    })
}

/// A documented field of an object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key was not there.
    #[default]
    Absent,
    /// The key was there, with `null`.
    Null,
    /// The key had a value.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the key was there at all.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

/// A whole number, sent as a number or as decimal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integer(pub i64);

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IntegerVisitor;

        impl Visitor<'_> for IntegerVisitor {
            type Value = Integer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of at most 64 bits, as a number or as decimal text")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Integer, E> {
                Ok(Integer(value))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Integer, E> {
                i64::try_from(value)
                    .map(Integer)
                    .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Integer, E> {
                let digits = value.strip_prefix('-').unwrap_or(value);
                if !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(E::invalid_value(de::Unexpected::Str(value), &self));
                }
                value
                    .parse()
                    .map(Integer)
                    .map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self))
            }
        }

        deserializer.deserialize_any(IntegerVisitor)
    }
}

/// A truth, sent as a boolean or as its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boolean(pub bool);

impl<'de> Deserialize<'de> for Boolean {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BooleanVisitor;

        impl Visitor<'_> for BooleanVisitor {
            type Value = Boolean;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true or false")
            }

            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Boolean, E> {
                Ok(Boolean(value))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Boolean, E> {
                match value.to_ascii_lowercase().as_str() {
                    "true" => Ok(Boolean(true)),
                    "false" => Ok(Boolean(false)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
                }
            }
        }

        deserializer.deserialize_any(BooleanVisitor)
    }
}

/// A list; `null` reads as none, one entry as a list of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
                Ok(Vec::new())
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                Ok(vec![T::deserialize(text.into_deserializer())?])
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
                Ok(vec![T::deserialize(
                    de::value::MapAccessDeserializer::new(map),
                )?])
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                Ok(list)
            }
        }

        deserializer
            .deserialize_any(ListVisitor(PhantomData))
            .map(List)
    }
}

/// Fields that nobody documented, in the order they came, as the JSON text they came in.
#[derive(Debug, Clone, Default)]
pub struct Undocumented(Vec<(String, Box<RawValue>)>);

impl Undocumented {
    /// The fields and their JSON text; of a key that stands twice, the last counts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.get()))
    }

    /// The JSON text of one field.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.get())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let Sound(value) = map.next_value()?;
        self.0.push((key, value));
        Ok(())
    }
}

/// JSON text of which all is known to be JSON; a value's own error, so that its place is named.
struct Sound(Box<RawValue>);

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value: Box<RawValue> = Deserialize::deserialize(deserializer)?;
        // Raw text is skimmed without a limit of depth and without a look at its escapes.
        if let Err(error) = serde_json::from_str::<serde_json::Value>(value.get()) {
            let error = error.to_string();
            // It counts lines and columns from where this value begins.
            let problem = error
                .rsplit_once(" at line ")
                .map_or(&*error, |(problem, _)| problem);
            return Err(de::Error::custom(problem));
        }
        Ok(Self(value))
    }
}

impl PartialEq for Undocumented {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// A key of an object: one of those given, or another.
pub(crate) enum Key {
    Documented(&'static str),
    Other(String),
}

/// Reads a key without copying it where it is documented.
pub(crate) struct KeyOf(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KeyOf {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeyOf {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.0.iter().find(|name| **name == key) {
            Some(name) => Key::Documented(name),
            None => Key::Other(key.to_owned()),
        })
    }
}

/// Declares an object of the service: its documented fields, and a place for the others. What its texts
/// and the entries of its lists are read as may be left open, as parameters.
macro_rules! object {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident $(<$($parameter:ident $(= $usual:ty)?),*>)? {
            $($(#[$field_meta:meta])* $field:ident $(as $key:literal)?: $kind:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name $(<$($parameter $(= $usual)?),*>)? {
            $($(#[$field_meta])* pub $field: $crate::model::Field<$kind>,)*
            /// What came under names that nobody documented.
            pub undocumented: $crate::model::Undocumented,
        }

        impl $(<$($parameter),*>)? Default for $name $(<$($parameter),*>)? {
            fn default() -> Self {
                Self {
                    $($field: $crate::model::Field::Absent,)*
                    undocumented: $crate::model::Undocumented::default(),
                }
            }
        }

        impl<'de $($(, $parameter: serde::Deserialize<'de>)*)?> serde::Deserialize<'de>
            for $name $(<$($parameter),*>)?
        {
            fn deserialize<Deserializer: serde::Deserializer<'de>>(
                deserializer: Deserializer,
            ) -> Result<Self, Deserializer::Error> {
                struct ObjectVisitor $(<$($parameter),*>)? (
                    std::marker::PhantomData<($($($parameter,)*)?)>
                );

                impl<'de $($(, $parameter: serde::Deserialize<'de>)*)?> serde::de::Visitor<'de>
                    for ObjectVisitor $(<$($parameter),*>)?
                {
                    type Value = $name $(<$($parameter),*>)?;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<Map: serde::de::MapAccess<'de>>(
                        self,
                        mut map: Map,
                    ) -> Result<Self::Value, Map::Error> {
                        const KEYS: &[&str] = &[$($crate::model::lenient::object!(@key $field $($key)?)),*];
                        let mut object = Self::Value::default();
                        while let Some(key) = map.next_key_seed($crate::model::lenient::KeyOf(KEYS))? {
                            match key {
                                $($crate::model::lenient::Key::Documented(
                                    $crate::model::lenient::object!(@key $field $($key)?)
                                ) => object.$field = map.next_value()?,)*
                                $crate::model::lenient::Key::Documented(other) => {
                                    object.undocumented.read(other.to_owned(), &mut map)?;
                                }
                                $crate::model::lenient::Key::Other(other) => {
                                    object.undocumented.read(other, &mut map)?;
                                }
                            }
                        }
                        Ok(object)
                    }
                }

                deserializer.deserialize_map(ObjectVisitor(std::marker::PhantomData))
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use object;
