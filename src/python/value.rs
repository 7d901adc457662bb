//! What Python hands in, as JSON; nothing is changed silently.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyMapping, PySequence, PyString};
use serde_json::{Map, Number, Value};

use crate::error::Problem;

/// What is nested deeper than this contains itself.
const DEEPEST: usize = 100;

/// Turns an object into JSON, and notes by its place what can't be turned.
///
/// The error is what an object of the caller's own raised when it was looked at.
pub(super) fn json(
    place: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Value> {
    Reader { problems }.read(place, value, 0)
}

struct Reader<'a> {
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn read(&mut self, place: &str, value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
        if value.is_none() {
            return Ok(Value::Null);
        }
        if let Ok(truth) = value.cast::<PyBool>() {
            return Ok(truth.is_true().into());
        }
        if let Ok(text) = value.cast::<PyString>() {
            return Ok(match text.extract::<String>() {
                Ok(text) => text.into(),
                Err(_) => self.refuse(place, "can't be written as UTF-8".into()),
            });
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            let number = number.value();
            return Ok(Number::from_f64(number).map_or_else(
                || {
                    self.refuse(
                        place,
                        format!("is {number}, which JSON can't say; expected a finite number"),
                    )
                },
                Value::Number,
            ));
        }
        if let Ok(number) = value.extract::<i64>() {
            return Ok(number.into());
        }
        if depth > DEEPEST {
            return Ok(self.refuse(place, "is nested too deep; does it contain itself?".into()));
        }
        if let Ok(mapping) = value.cast::<PyMapping>() {
            return self.object(place, mapping, depth);
        }
        if let Ok(sequence) = value.cast::<PySequence>()
            && !is_bytes(value)
        {
            return self.array(place, sequence, depth);
        }
        let found = type_name(value);
        let problem = if found == "int" {
            "is an integer beyond 64 bits, expected a smaller one".to_owned()
        } else {
            format!("is {found}, expected text, a number, a bool, None, a list or a mapping")
        };
        Ok(self.refuse(place, problem))
    }

    fn object(
        &mut self,
        place: &str,
        mapping: &Bound<'_, PyMapping>,
        depth: usize,
    ) -> PyResult<Value> {
        let mut object = Map::new();
        for item in mapping.items()?.try_iter()? {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
            match key.extract::<String>() {
                Ok(key) => {
                    let value = self.read(&format!("{place}.{key}"), &value, depth + 1)?;
                    object.insert(key, value);
                }
                Err(_) => {
                    let problem = format!("has a key that is {}, expected str", type_name(&key));
                    self.refuse(place, problem);
                }
            }
        }
        Ok(Value::Object(object))
    }

    fn array(
        &mut self,
        place: &str,
        sequence: &Bound<'_, PySequence>,
        depth: usize,
    ) -> PyResult<Value> {
        let mut array = Vec::new();
        for (index, item) in sequence.try_iter()?.enumerate() {
            array.push(self.read(&format!("{place}[{index}]"), &item?, depth + 1)?);
        }
        Ok(Value::Array(array))
    }

    fn refuse(&mut self, place: &str, problem: String) -> Value {
        self.problems.push(Problem {
            place: place.to_owned(),
            problem,
        });
        Value::Null
    }
}

fn is_bytes(value: &Bound<'_, PyAny>) -> bool {
    matches!(
        type_name(value).as_str(),
        "bytes" | "bytearray" | "memoryview"
    )
}

/// The name of an object's class, for a message.
pub(super) fn type_name(value: &Bound<'_, PyAny>) -> String {
    let name = value.get_type().name();
    name.map_or_else(|_| "of an unknown type".to_owned(), |name| name.to_string())
}
