//! Manifests as Python objects: the bytes come from Python, and each line is an entry.

use pyo3::exceptions::{PyBlockingIOError, PyRuntimeError, PyTypeError, PyUnicodeEncodeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyByteArray, PyBytes, PyString};
use pyo3::{PyTraverseError, PyVisit};

use super::errors::{builtin, text_of};
use super::input::{self, type_name};
use super::interpreter::acquire;
use super::response::typed;
use crate::error::Problem;
use crate::manifest::{BadLine, Entry, EntryReader, line, read_line};

/// Signals are checked after so many lines, for `list()` of a reader runs no Python code.
const SIGNAL_CHECK: u64 = 1024;

/// Iterates over the entries of a manifest; `modelarts.manifest.Reader` is the public class.
#[pyclass(subclass, module = "modelarts._modelarts")]
pub(super) struct ManifestReader {
    source: Source,
    reader: EntryReader,
    /// The file as errors name it.
    file: Option<String>,
    /// What entries keep to find local files.
    origin: Py<PyAny>,
    /// What closes the file, if the reader is to do that.
    close: Option<Py<PyAny>>,
    /// The entries and errors so far.
    count: u64,
}

/// Where lines come from.
enum Source {
    /// A method that takes a size and returns the next bytes or text, nothing at the end.
    Method(Py<PyAny>, usize),
    /// An iterator whose items are lines.
    Lines(Py<PyAny>, u64),
    /// There is nothing left.
    End,
}

#[pymethods]
impl ManifestReader {
    /// `size` is that of a chunk, for a method; without it, `source` is an iterator of lines. `close` is
    /// called at the end.
    #[new]
    #[pyo3(signature = (source, size, file, origin, close = None))]
    fn new(
        source: Py<PyAny>,
        size: Option<usize>,
        file: Option<String>,
        origin: Py<PyAny>,
        close: Option<Py<PyAny>>,
    ) -> Self {
        Self {
            source: match size {
                Some(size) => Source::Method(source, size),
                None => Source::Lines(source, 0),
            },
            reader: EntryReader::default(),
            file,
            origin,
            close,
            count: 0,
        }
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = slf.py();
        let _guard = acquire(py);
        let mut this = slf.try_borrow_mut().map_err(|_| {
            builtin::<PyRuntimeError>(message!(
                "the reader is in use; only one thread at a time may use it"
            ))
        })?;
        let Some(read) = this.next(py)? else {
            this.close(py)?;
            return Ok(None);
        };
        this.count = this.count.wrapping_add(1);
        if this.count.is_multiple_of(SIGNAL_CHECK) {
            py.check_signals()?;
        }
        match read {
            Ok(entry) => this.convert(py, entry).map(Some),
            Err(bad) => Err(exception(py, this.file.as_deref(), &bad)),
        }
    }

    /// Closes the file, if `read` opened it.
    fn close(&mut self, py: Python<'_>) -> PyResult<()> {
        let _guard = acquire(py);
        match self.close.take() {
            Some(close) => close.call0(py).map(drop),
            None => Ok(()),
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        if let Source::Method(source, _) | Source::Lines(source, _) = &self.source {
            visit.call(source)?;
        }
        visit.call(&self.close)?;
        visit.call(&self.origin)
    }

    fn __clear__(&mut self) {
        self.source = Source::End;
        self.close = None;
    }
}

impl ManifestReader {
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Result<Entry, BadLine>>> {
        loop {
            match &mut self.source {
                Source::Lines(lines, number) => {
                    let Some(item) = lines.bind(py).try_iter()?.next() else {
                        self.source = Source::End;
                        return Ok(None);
                    };
                    *number += 1;
                    if number.is_multiple_of(SIGNAL_CHECK) {
                        py.check_signals()?;
                    }
                    let read = with_bytes(&item?, *number, read_line)?;
                    match read {
                        Ok(None) => {}
                        Ok(Some(read)) => return Ok(Some(read)),
                        Err(bad) => return Ok(Some(Err(bad))),
                    }
                }
                Source::Method(method, size) => {
                    if let Some(read) = self.reader.next_entry() {
                        return Ok(Some(read));
                    }
                    py.check_signals()?;
                    let chunk = method.bind(py).call1((*size,))?;
                    let reader = &mut self.reader;
                    let line = reader.next_line();
                    let added = with_bytes(&chunk, line, |bytes, _| {
                        reader.push(bytes);
                        !bytes.is_empty()
                    })?;
                    match added {
                        Ok(true) => {}
                        Ok(false) => {
                            self.reader.finish();
                            self.source = Source::End;
                        }
                        Err(bad) => return Ok(Some(Err(bad))),
                    }
                }
                Source::End => return Ok(self.reader.next_entry()),
            }
        }
    }

    fn convert<'py>(&self, py: Python<'py>, entry: Entry) -> PyResult<Bound<'py, PyAny>> {
        let object = typed(py, entry.object)?.into_any();
        object.setattr(intern!(py, "_line"), entry.line)?;
        object.setattr(intern!(py, "_origin"), &self.origin)?;
        Ok(object)
    }
}

/// Calls `read` with the UTF-8 of a text, or with bytes.
fn with_bytes<T>(
    item: &Bound<'_, PyAny>,
    line: u64,
    read: impl FnOnce(&[u8], u64) -> T,
) -> PyResult<Result<T, BadLine>> {
    if let Ok(bytes) = item.cast::<PyBytes>() {
        return Ok(Ok(read(bytes.as_bytes(), line)));
    }
    if let Ok(text) = item.cast::<PyString>() {
        return match text.extract::<std::borrow::Cow<'_, str>>() {
            Ok(text) => Ok(Ok(read(text.as_bytes(), line))),
            Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(item.py()) => {
                let problem = message!("can't be written as UTF-8");
                Ok(Err(BadLine {
                    line,
                    field: String::new(),
                    problem,
                }))
            }
            Err(error) => Err(error),
        };
    }
    if let Ok(bytes) = item.cast::<PyByteArray>() {
        return Ok(Ok(read(&bytes.to_vec(), line)));
    }
    if item.is_none() {
        return Err(builtin::<PyBlockingIOError>(message!(
            "the file has no data at the moment; a manifest is read from a file that waits for them"
        )));
    }
    Err(builtin::<PyTypeError>(message!(
        "a line of a manifest is {found}, expected str or bytes",
        found = type_name(item)?
    )))
}

/// Returns an entry as a line of a manifest, with its line break.
///
/// Raises:
///     ManifestError: it is no entry.
#[pyfunction]
pub(super) fn manifest_line<'py>(
    entry: &Bound<'py, PyAny>,
    number: u64,
    file: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    let py = entry.py();
    let _guard = acquire(py);
    let mut problems = Vec::new();
    let value = input::read_exact("", entry, &mut problems)?;
    let written = match problems.first() {
        Some(Problem { place, problem }) => Err(BadLine {
            line: number,
            field: place.trim_start_matches('.').to_owned(),
            problem: problem.clone(),
        }),
        None => line(&value, number),
    };
    match written {
        Ok(text) => Ok(PyBytes::new(py, text.as_bytes())),
        Err(bad) => Err(exception(py, file, &bad)),
    }
}

fn exception(py: Python<'_>, file: Option<&str>, bad: &BadLine) -> PyErr {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = || {
        let field = Some(bad.field.as_str()).filter(|field| !field.is_empty());
        let arguments = (file, bad.line, field, text_of(py, &bad.problem)?);
        MAKE.import(py, "modelarts.errors", "manifest_error")?
            .call1(arguments)
    };
    make().map_or_else(|failure| failure, PyErr::from_value)
}
