//! Files that Python names, read with limits.

use std::path::PathBuf;

use pyo3::exceptions::{PyFileNotFoundError, PyOSError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::environment::language;
use super::signals::interruptible;
use crate::file::{self, Unreadable};

/// Returns the content of a file of at most `most` bytes. A pipe is read to its end, if that is soon.
#[pyfunction]
pub(super) fn read_file<'py>(
    py: Python<'py>,
    path: PathBuf,
    most: usize,
) -> PyResult<Bound<'py, PyBytes>> {
    let read = interruptible(py, |interrupted| file::read(&path, most, interrupted))?;
    let error = match read {
        Ok(bytes) => return Ok(PyBytes::new(py, &bytes)),
        Err(error) => error,
    };
    let text = message!(
        "{place} {problem}",
        place = path.as_path(),
        problem = error.message()
    );
    let text = text.text(language(py)?);
    Err(match error {
        Unreadable::Missing => PyFileNotFoundError::new_err(text),
        _ => PyOSError::new_err(text),
    })
}
