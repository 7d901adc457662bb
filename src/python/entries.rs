//! The entries of a task's result, which may be very many: plain dicts as soon as they are read, so that
//! no tree of Rust's stands beside the one of Python. To read them, the interpreter must be at hand.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::de::{self, Deserialize, Deserializer};

use super::convert::{ToDict, ToValue};
use crate::model::{
    CreatedDataset, CreatedVersion, Entry, FailedEntry, ResultEntry, SyncOrCheckout, TaskStatus,
};

/// After so many entries it is time to look at signals.
const SIGNAL_CHECK: u32 = 4096;

thread_local! {
    static READ: Cell<u32> = const { Cell::new(0) };
    /// What Python raised while this thread read.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Lets `read` read; an exception that Python raised meanwhile, such as Ctrl-C's, is no error of what
/// was read.
///
/// # Errors
/// That exception.
pub(super) fn reading<T>(read: impl FnOnce() -> T) -> PyResult<T> {
    drop(RAISED.take());
    let outcome = read();
    match RAISED.take() {
        Some(raised) => Err(raised),
        None => Ok(outcome),
    }
}

/// The answer of `get_task_status`, whose entries are dicts.
pub(super) type TaskDict = TaskStatus<
    Dict<
        ResultEntry<
            Dict<CreatedDataset<Text>>,
            Dict<CreatedVersion<Text>>,
            Dict<SyncOrCheckout>,
            Dict<FailedEntry<Text>>,
        >,
    >,
>;

/// An entry that is a plain dict; its list makes an object of it when somebody looks at it.
pub(super) struct Dict<T>(Py<PyDict>, PhantomData<T>);

impl<'de, T: Deserialize<'de> + ToDict> Deserialize<'de> for Dict<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = T::deserialize(deserializer)?;
        let dict = Python::attach(|py| {
            let read = READ.replace(READ.get().wrapping_add(1));
            if read.is_multiple_of(SIGNAL_CHECK) {
                py.check_signals()?;
            }
            let dict = PyDict::new(py);
            object.fill(&dict).map(|()| dict.unbind())
        });
        dict.map(|dict| Self(dict, PhantomData)).map_err(|raised| {
            let error = de::Error::custom(&raised);
            RAISED.with_borrow_mut(|first| {
                first.get_or_insert(raised);
            });
            error
        })
    }
}

impl<T: ToDict> ToValue for Dict<T> {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0.into_bound(py).into_any())
    }

    fn empty_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
        T::empty_list(py)
    }
}

impl<T> Entry for Dict<T> {
    fn is_empty(&self) -> bool {
        Python::attach(|py| self.0.bind(py).is_empty())
    }
}

/// A text that is Python's.
pub(super) struct Text(Py<PyString>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl de::Visitor<'_> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(Python::attach(|py| PyString::new(py, text).unbind())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

impl ToValue for Text {
    fn to_value<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0.into_bound(py).into_any())
    }
}
