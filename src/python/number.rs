//! Numbers as Python hands them in, of any size.

use std::ops::RangeInclusive;

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

/// A number of things, likewise; none, if it is beyond 64 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count(Option<i64>);

impl<'py> FromPyObject<'_, 'py> for Count {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        or_beyond(value.extract().map(Some), value.py(), None).map(Self)
    }
}

impl Count {
    /// It, if it is in a range.
    pub(super) fn within<T: TryFrom<i64>>(
        self,
        parameter: &str,
        range: RangeInclusive<i64>,
        expected: &str,
    ) -> Result<T, Error> {
        let found = self.0.filter(|count| range.contains(count));
        found
            .and_then(|count| T::try_from(count).ok())
            .ok_or_else(|| {
                let is = self
                    .0
                    .map_or("beyond 64 bits".to_owned(), |count| count.to_string());
                Error::invalid(parameter, format!("is {is}, expected {expected}"))
            })
    }

    /// It, if there is anything.
    pub(super) fn at_least_one(self, parameter: &str) -> Result<usize, Error> {
        self.within(parameter, 1..=i64::MAX, "at least 1")
    }
}

fn or_beyond<T>(read: PyResult<T>, py: Python<'_>, beyond: T) -> PyResult<T> {
    match read {
        Err(error) if error.is_instance_of::<PyOverflowError>(py) => Ok(beyond),
        read => read,
    }
}
