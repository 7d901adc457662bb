//! The one reader of Python values: nothing is changed silently, nothing is read without limit, and
//! what the code of a value raises goes to the caller.

use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyUnicodeEncodeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::type_object::PyTypeInfo as _;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyMemoryView,
    PySequence, PyString, PyTuple, PyType,
};

use crate::error::Problem;
use crate::language::Language;
use crate::message::Message;
use crate::value::{Key, Object, Value};

/// Has Python import what values are compared with, which later may fail for want of a descriptor.
///
/// # Errors
/// The import fails.
pub(super) fn prepare(py: Python<'_>) -> PyResult<()> {
    py.import("collections.abc").map(drop)
}

/// What is nested deeper than this is refused.
const MAX_DEPTH: usize = 100;
/// What has more values than this is refused: each one may be there many times over.
const MAX_VALUES: usize = 1_000_000;
/// What has more text than this is refused, for the same reason.
const MAX_TEXT_LENGTH: usize = 256 * 1024 * 1024;
/// Reading ends after so many problems.
const MAX_PROBLEMS: usize = 100;
/// Signals are checked after so many values.
const SIGNAL_CHECK: usize = 4096;
/// The most characters of a key that a place shows.
const SHOWN_OF_KEY: usize = 100;

/// Reads a value as JSON; what can't be read is null, and is added to `problems` by its place.
///
/// # Errors
/// What the code of the value itself raises, and what a signal handler raises meanwhile.
pub(super) fn read(
    place: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Value> {
    read_with(place, value, false, problems)
}

/// As [`read`], with integers of any size.
///
/// # Errors
/// As [`read`].
pub(super) fn read_exact(
    place: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Value> {
    read_with(place, value, true, problems)
}

fn read_with(
    place: &str,
    value: &Bound<'_, PyAny>,
    takes_big_integers: bool,
    problems: &mut Vec<Problem>,
) -> PyResult<Value> {
    let mut reader = PythonValueReader {
        name: place,
        takes_big_integers,
        steps: Vec::new(),
        problems: Vec::new(),
        containers: Vec::new(),
        values: 0,
        text: 0,
        is_full: false,
    };
    let read = reader.read(value)?;
    problems.append(&mut reader.problems);
    Ok(read)
}

/// Reads a timeout as `modelarts.duration` takes it; None is no limit.
pub(super) fn seconds(
    parameter: &str,
    value: &Bound<'_, PyAny>,
    problems: &mut Vec<Problem>,
) -> PyResult<Option<Duration>> {
    Ok(limit(parameter, value)?.unwrap_or_else(|problem| {
        problems.push(Problem::new(parameter, problem));
        None
    }))
}

/// Reads a timeout as `modelarts.duration` takes it; returns the problem with one that it refuses.
pub(super) fn limit(
    parameter: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<Result<Option<Duration>, Message>> {
    static TIMEOUT_SECONDS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if value.is_none() {
        return Ok(Ok(None));
    }
    let read = TIMEOUT_SECONDS.import(value.py(), "modelarts.duration", "timeout_seconds")?;
    let read = number_of_seconds(read, parameter, value)?;
    // A tiny one rounds to nothing, which is no limit that one can have.
    Ok(read.map(|seconds| {
        let limit = Duration::try_from_secs_f64(seconds).ok();
        limit.map(|limit| limit.max(Duration::from_nanos(1)))
    }))
}

/// Reads a duration as `modelarts.duration` takes it, in seconds, whatever its range; returns the
/// problem with what is no duration.
pub(super) fn any_seconds(
    parameter: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<Result<f64, Message>> {
    static ANY_SECONDS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let read = ANY_SECONDS.import(value.py(), "modelarts.duration", "any_seconds")?;
    number_of_seconds(read, parameter, value)
}

fn number_of_seconds(
    read: &Bound<'_, PyAny>,
    parameter: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<Result<f64, Message>> {
    if let Ok(seconds) = read_seconds(read, parameter, value, None)? {
        return Ok(Ok(seconds));
    }
    let english = read_seconds(read, parameter, value, Some(Language::En))?;
    let chinese = read_seconds(read, parameter, value, Some(Language::Zh))?;
    Ok(match (english, chinese) {
        (Err(english), Err(chinese)) => Err(Message::bilingual(english, chinese)),
        (Ok(seconds), _) | (_, Ok(seconds)) => Ok(seconds),
    })
}

/// Reads a duration; returns the problem in a language.
fn read_seconds(
    read: &Bound<'_, PyAny>,
    parameter: &str,
    value: &Bound<'_, PyAny>,
    language: Option<Language>,
) -> PyResult<Result<f64, String>> {
    static REFUSED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = value.py();
    let read = match language {
        None => read.call1((parameter, value)),
        Some(language) => read.call1((parameter, value, language.tag())),
    };
    match read {
        Ok(seconds) => Ok(Ok(seconds.extract()?)),
        Err(error) => {
            let refused = REFUSED.import(py, "modelarts.errors", "InvalidParameterError")?;
            if !error.is_instance(py, refused) {
                return Err(error);
            }
            let text = error.value(py).str()?.to_string_lossy().into_owned();
            let problem = text.strip_prefix(parameter).and_then(|rest| {
                let colons = [": ", "："];
                colons.iter().find_map(|colon| rest.strip_prefix(colon))
            });
            Ok(Err(problem.unwrap_or(&text).to_owned()))
        }
    }
}

/// Returns the decimal digits of an integer; none if it has more than Python converts.
fn digits(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let py = value.py();
    let number = value.call_method0(intern!(py, "__index__"))?;
    match PyInt::type_object(py).call_method1(intern!(py, "__repr__"), (number,)) {
        Ok(digits) => digits.extract().map(Some),
        Err(error) if error.is_instance_of::<PyValueError>(py) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One step on the way into a value.
enum Step {
    Key(String),
    Index(usize),
}

struct PythonValueReader<'a> {
    name: &'a str,
    /// Whether an integer may be beyond 64 bits.
    takes_big_integers: bool,
    /// The way to the value that is being read.
    steps: Vec<Step>,
    problems: Vec<Problem>,
    /// The containers that are being read, from the outside in.
    containers: Vec<*const ()>,
    values: usize,
    text: usize,
    /// Whether a limit was reached, so that nothing more is read.
    is_full: bool,
}

impl PythonValueReader<'_> {
    fn read(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        if !self.count(value.py())? || value.is_none() {
            return Ok(Value::Null);
        }
        if let Ok(truth) = value.cast::<PyBool>() {
            return Ok(Value::Boolean(truth.is_true()));
        }
        if let Ok(text) = value.cast::<PyString>() {
            let text = self.text(text)?;
            return Ok(text.map_or(Value::Null, Value::Text));
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            let number = number.value();
            if number.is_finite() {
                return Ok(Value::Float(number));
            }
            let problem = message!(
                "is {number}, which JSON has no form for; expected a finite number",
                number
            );
            return Ok(self.refuse(problem));
        }
        if let Some(number) = self.integer(value)? {
            return Ok(number);
        }
        self.container(value)
    }

    /// Counts a value; returns false once a limit is reached.
    fn count(&mut self, py: Python<'_>) -> PyResult<bool> {
        self.values = self.values.saturating_add(1);
        if self.values.is_multiple_of(SIGNAL_CHECK) {
            py.check_signals()?;
        }
        if self.values > MAX_VALUES && !self.is_full {
            self.refuse(message!(
                "has more than {limit} values, expected fewer",
                limit = MAX_VALUES
            ));
            self.is_full = true;
        }
        Ok(!self.is_full)
    }

    fn text(&mut self, text: &Bound<'_, PyString>) -> PyResult<Option<String>> {
        match text.extract::<String>() {
            Ok(text) => {
                self.text = self.text.saturating_add(text.len());
                if self.text <= MAX_TEXT_LENGTH {
                    return Ok(Some(text));
                }
                if !self.is_full {
                    self.refuse(message!(
                        "has more than {limit} bytes of text, expected less",
                        limit = MAX_TEXT_LENGTH
                    ));
                    self.is_full = true;
                }
            }
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(text.py()) => {
                self.refuse(message!("can't be written as UTF-8"));
            }
            Err(error) => return Err(error),
        }
        Ok(None)
    }

    /// Reads an integer, of Python's or of another type that is one.
    fn integer(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
        if !value.is_instance_of::<PyInt>()
            && !value.get_type().hasattr(intern!(value.py(), "__index__"))?
        {
            return Ok(None);
        }
        match value.extract::<i64>() {
            Ok(number) => Ok(Some(Value::Integer(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(value.py()) => {
                if self.takes_big_integers
                    && let Some(digits) = digits(value)?
                {
                    return Ok(Some(Value::BigInteger(digits)));
                }
                let problem = message!("is an integer beyond 64 bits, expected a smaller one");
                Ok(Some(self.refuse(problem)))
            }
            Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn container(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let identity = value.as_ptr().cast_const().cast::<()>();
        if self.containers.contains(&identity) {
            return Ok(self.refuse(message!("contains itself, which JSON can't")));
        }
        if self.containers.len() >= MAX_DEPTH {
            let problem = message!(
                "is nested more than {limit} deep, expected less",
                limit = MAX_DEPTH
            );
            return Ok(self.refuse(problem));
        }
        let kind = Container::of(value)?;
        self.containers.push(identity);
        let read = match kind {
            Container::Mapping => self.object(value)?,
            Container::Sequence => self.list(value)?,
            Container::None => {
                let found = type_name(value)?;
                let problem = message!(
                    "is {found}, expected text, a number, a bool, None, a list or a mapping",
                    found
                );
                self.refuse(problem)
            }
        };
        self.containers.pop();
        Ok(read)
    }

    fn object(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let mut members = Vec::new();
        let items = value.call_method0(intern!(value.py(), "items"))?;
        for item in items.try_iter()? {
            let item = item?;
            if !self.count(value.py())? {
                break;
            }
            let Some((key, value)) = pair(&item)? else {
                self.refuse(message!(
                    "has items that are not pairs of a key and a value"
                ));
                break;
            };
            let Ok(key) = key.cast::<PyString>() else {
                let problem = message!(
                    "has a key that is {found}, expected str",
                    found = type_name(&key)?
                );
                self.refuse(problem);
                continue;
            };
            let Some(key) = self.text(key)? else {
                continue;
            };
            self.steps.push(Step::Key(shown(&key)));
            let value = self.read(&value)?;
            self.steps.pop();
            members.push((Key::Other(key), value));
        }
        Ok(Value::Object(Object {
            schema: None,
            members,
        }))
    }

    fn list(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Value> {
        let mut items = Vec::new();
        for (index, item) in value.try_iter()?.enumerate() {
            self.steps.push(Step::Index(index));
            items.push(self.read(&item?)?);
            self.steps.pop();
            if self.is_full {
                break;
            }
        }
        Ok(Value::List(items))
    }

    fn refuse(&mut self, problem: Message) -> Value {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(self.place(), problem));
        } else {
            self.is_full = true;
        }
        Value::Null
    }

    fn place(&self) -> String {
        let mut place = self.name.to_owned();
        for step in &self.steps {
            match step {
                Step::Key(key) => {
                    place.push('.');
                    place.push_str(key);
                }
                Step::Index(index) => place.push_str(&format!("[{index}]")),
            }
        }
        place
    }
}

fn shown(key: &str) -> String {
    let mut shown: String = key.chars().take(SHOWN_OF_KEY).collect();
    if shown.len() < key.len() {
        shown.push('…');
    }
    shown
}

/// Returns the key and the value of an item; `None` if it is no pair.
fn pair<'py>(item: &Bound<'py, PyAny>) -> PyResult<Option<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    match item.extract() {
        Ok(pair) => Ok(Some(pair)),
        Err(error)
            if error.is_instance_of::<PyTypeError>(item.py())
                || error.is_instance_of::<PyValueError>(item.py()) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

enum Container {
    Mapping,
    Sequence,
    None,
}

impl Container {
    /// Returns what kind of container a value is; what its own code raises goes to the caller.
    fn of(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyDict>() {
            return Ok(Self::Mapping);
        }
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return Ok(Self::Sequence);
        }
        if value.is_instance_of::<PyBytes>()
            || value.is_instance_of::<PyByteArray>()
            || value.is_instance_of::<PyMemoryView>()
        {
            return Ok(Self::None);
        }
        if is_mapping(value)? {
            return Ok(Self::Mapping);
        }
        let sequence = PySequence::type_object(value.py());
        Ok(if value.is_instance(&sequence)? {
            Self::Sequence
        } else {
            Self::None
        })
    }
}

/// Returns whether an object is a mapping; what its own code raises goes to the caller.
pub(super) fn is_mapping(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.is_instance(&PyMapping::type_object(value.py()))
}

/// Returns the name of an object's class for a message, with its module unless it is built in: the
/// classes of other libraries have the names of those that are.
pub(super) fn type_name(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let name = value.get_type().fully_qualified_name()?;
    name.extract()
}
