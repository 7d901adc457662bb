//! The one reader of Python values: nothing is changed silently, nothing is read without limit.

use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyUnicodeEncodeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::type_object::PyTypeInfo as _;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString,
    PyTuple, PyType,
};

use crate::error::Problem;
use crate::value::{Key, Object, Value};

/// What is nested deeper than this is refused.
const DEEPEST: usize = 100;
/// What has more values than this is refused: each one may be there many times over.
const MOST_VALUES: usize = 1_000_000;
/// Signals are checked after so many values.
const SIGNAL_CHECK: usize = 4096;

/// Reads a value as JSON; what can't be read is null, and is added to `problems` by its place.
///
/// # Errors
/// What the code of the value itself raises, and what a signal handler raises meanwhile.
pub(super) fn read(
    place: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Value> {
    let mut reader = Reader {
        problems,
        containers: Vec::new(),
        values: 0,
    };
    reader.read(place, value)
}

/// Reads a timeout as `modelarts.duration` takes it; None is no limit.
pub(super) fn seconds(
    parameter: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Option<Duration>> {
    static SECONDS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static REFUSED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    if value.is_none() {
        return Ok(None);
    }
    let py = value.py();
    let seconds = SECONDS.import(py, "modelarts.duration", "timeout_seconds")?;
    match seconds.call1((parameter, value)) {
        Ok(seconds) => Ok(Duration::try_from_secs_f64(seconds.extract()?).ok()),
        Err(error) => {
            let refused = REFUSED.import(py, "modelarts.errors", "InvalidParameterError")?;
            if !error.is_instance(py, refused) {
                return Err(error);
            }
            let text = error.value(py).str()?.to_string();
            let place = format!("{parameter}: ");
            let problem = text.strip_prefix(&place).unwrap_or(&text);
            problems.push(Problem::new(parameter, problem));
            Ok(None)
        }
    }
}

struct Reader<'a> {
    problems: &'a mut Vec<Problem>,
    /// The containers that are being read, from the outside in.
    containers: Vec<*const ()>,
    values: usize,
}

impl Reader<'_> {
    fn read(&mut self, place: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        self.values = self.values.saturating_add(1);
        if self.values.is_multiple_of(SIGNAL_CHECK) {
            value.py().check_signals()?;
        }
        if self.values > MOST_VALUES {
            if self.values == MOST_VALUES + 1 {
                let problem = format!("has more than {MOST_VALUES} values, expected fewer");
                self.refuse(place, problem);
            }
            return Ok(Value::Null);
        }
        if value.is_none() {
            return Ok(Value::Null);
        }
        if let Ok(truth) = value.cast::<PyBool>() {
            return Ok(Value::Boolean(truth.is_true()));
        }
        if let Ok(text) = value.cast::<PyString>() {
            return match text.extract::<String>() {
                Ok(text) => Ok(Value::Text(text)),
                Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) => {
                    Ok(self.refuse(place, "can't be written as UTF-8"))
                }
                Err(error) => Err(error),
            };
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            let number = number.value();
            if number.is_finite() {
                return Ok(Value::Float(number));
            }
            let problem =
                format!("is {number}, which JSON has no form for; expected a finite number");
            return Ok(self.refuse(place, problem));
        }
        if let Some(number) = self.integer(place, value)? {
            return Ok(number);
        }
        self.container(place, value)
    }

    /// Reads an integer, of Python's or of another type that is one.
    fn integer(&mut self, place: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
        if !value.is_instance_of::<PyInt>()
            && !value.get_type().hasattr(intern!(value.py(), "__index__"))?
        {
            return Ok(None);
        }
        match value.extract::<i64>() {
            Ok(number) => Ok(Some(Value::Integer(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(value.py()) => {
                let problem = "is an integer beyond 64 bits, expected a smaller one";
                Ok(Some(self.refuse(place, problem)))
            }
            Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn container(&mut self, place: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let identity = value.as_ptr().cast_const().cast::<()>();
        if self.containers.contains(&identity) {
            return Ok(self.refuse(place, "contains itself, which JSON can't"));
        }
        if self.containers.len() >= DEEPEST {
            let problem = format!("is nested more than {DEEPEST} deep, expected less");
            return Ok(self.refuse(place, problem));
        }
        let kind = Container::of(value)?;
        self.containers.push(identity);
        let read = match kind {
            Container::Mapping => self.object(place, value),
            Container::Sequence => self.list(place, value),
            Container::None => {
                let found = type_name(value);
                let problem = format!(
                    "is {found}, expected text, a number, a bool, None, a list or a mapping"
                );
                Ok(self.refuse(place, problem))
            }
        };
        self.containers.pop();
        read
    }

    fn object(&mut self, place: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let mut members = Vec::new();
        let items = value.call_method0(intern!(value.py(), "items"))?;
        for item in items.try_iter()? {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
            match key.cast::<PyString>().map(|key| key.extract::<String>()) {
                Ok(Ok(key)) => {
                    let value = self.read(&format!("{place}.{key}"), &value)?;
                    members.push((Key::Other(key), value));
                }
                Ok(Err(_)) => {
                    self.refuse(place, "has a key that can't be written as UTF-8");
                }
                Err(_) => {
                    let problem = format!("has a key that is {}, expected str", type_name(&key));
                    self.refuse(place, problem);
                }
            }
        }
        Ok(Value::Object(Object {
            schema: None,
            members,
        }))
    }

    fn list(&mut self, place: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let mut items = Vec::new();
        for (index, item) in value.try_iter()?.enumerate() {
            if self.values > MOST_VALUES {
                break;
            }
            items.push(self.read(&format!("{place}[{index}]"), &item?)?);
        }
        Ok(Value::List(items))
    }

    fn refuse(&mut self, place: &str, problem: impl Into<String>) -> Value {
        self.problems.push(Problem::new(place, problem));
        Value::Null
    }
}

enum Container {
    Mapping,
    Sequence,
    None,
}

impl Container {
    /// What kind of container it is; what its own code raises when it is asked goes to the caller.
    fn of(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyDict>() {
            return Ok(Self::Mapping);
        }
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return Ok(Self::Sequence);
        }
        if value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
            return Ok(Self::None);
        }
        if is_mapping(value)? {
            return Ok(Self::Mapping);
        }
        let sequence = PySequence::type_object(value.py());
        Ok(
            if value.is_instance(&sequence)? && type_name(value) != "memoryview" {
                Self::Sequence
            } else {
                Self::None
            },
        )
    }
}

/// Whether an object is a mapping; what its own code raises when it is asked goes to the caller.
pub(super) fn is_mapping(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.is_instance(&PyMapping::type_object(value.py()))
}

/// The name of an object's class, for a message.
pub(super) fn type_name(value: &Bound<'_, PyAny>) -> String {
    let name = value.get_type().name();
    name.map_or_else(|_| "of an unknown type".to_owned(), |name| name.to_string())
}
