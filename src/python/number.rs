//! Numbers as Python hands them in, of any size.

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

use crate::error::Error;

/// A number of seconds, not yet held to any range; one too large for a float is infinite.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seconds(pub(super) f64);

impl<'py> FromPyObject<'_, 'py> for Seconds {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        or_beyond(value.extract(), value.py(), f64::INFINITY).map(Self)
    }
}

/// A number of things, likewise; one too large for 64 bits is the largest of those.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count(pub(super) i64);

impl<'py> FromPyObject<'_, 'py> for Count {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        or_beyond(value.extract(), value.py(), i64::MAX).map(Self)
    }
}

impl Count {
    /// It, if there is anything.
    pub(super) fn at_least_one(self, parameter: &str) -> Result<usize, Error> {
        match (self.0, usize::try_from(self.0)) {
            (1..i64::MAX, Ok(count)) => Ok(count),
            (i64::MAX, _) => Err(Error::invalid(parameter, "has more than 63 bits")),
            (value, _) => Err(Error::invalid(
                parameter,
                format!("is {value}, expected at least 1"),
            )),
        }
    }
}

fn or_beyond<T>(read: PyResult<T>, py: Python<'_>, beyond: T) -> PyResult<T> {
    match read {
        Err(error) if error.is_instance_of::<PyOverflowError>(py) => Ok(beyond),
        read => read,
    }
}
