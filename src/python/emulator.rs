//! The emulator for Python.

use std::net::IpAddr;
use std::path::PathBuf;

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;
use pythonize::pythonize;
use serde_json::Value;

use super::errors;
use super::fault::{Settings, duration};
use super::input;
use super::interpreter::{acquire, detached};
use super::signals;
use crate::emulator::{
    self, ClockKind, Defects, EmulatorError, Interrupt, NewDataset, NewVersion, Options, Steps,
    TaskScript, WorkScript,
};
use crate::error::Error;

/// How many requests are converted before Python runs the handlers of signals.
const REQUESTS_PER_SIGNAL_CHECK: usize = 256;

/// The core of `modelarts.emulator.Emulator`.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Emulator(emulator::Emulator);

fn exception(error: &EmulatorError) -> PyErr {
    let text = error.to_string();
    match error {
        EmulatorError::AddressInUse { .. }
        | EmulatorError::Start { .. }
        | EmulatorError::Root { .. } => PyOSError::new_err(text),
        EmulatorError::Refused { .. }
        | EmulatorError::Script { .. }
        | EmulatorError::DuplicateTask { .. }
        | EmulatorError::Parameter { .. } => PyValueError::new_err(text),
        EmulatorError::Exhausted { .. } => {
            Python::attach(|py| errors::config_error(py, &Error::Resources(text.into())))
        }
        _ => PyRuntimeError::new_err(text),
    }
}

/// Runs `work` without the GIL.
fn without_gil<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    detached(py, acquire(py), work).0
}

/// Runs `work` without the GIL; the handlers of signals run meanwhile, and what they raise ends it.
fn interruptible<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(Interrupt<'_>) -> T + Send,
) -> PyResult<T> {
    signals::interruptible(py, |requested| work(Interrupt::when(requested)))
}

/// Reads the `result` of a task.
fn read_result(result: &Bound<'_, PyAny>) -> PyResult<Value> {
    let mut problems = Vec::new();
    let value = input::read("result", result, &mut problems)?;
    match problems.first() {
        None => {
            serde_json::to_value(&value).map_err(|error| PyValueError::new_err(error.to_string()))
        }
        Some(first) => Err(PyValueError::new_err(format!(
            "{}: {}",
            first.place, first.problem
        ))),
    }
}

/// Reads the states of a task, by polls or by time.
fn read_steps(
    polls: Option<Vec<(String, u32)>>,
    times: Option<Vec<(f64, String)>>,
) -> PyResult<Option<Steps>> {
    match (polls, times) {
        (Some(polls), None) => Ok(Some(Steps::Polls(polls))),
        (None, Some(times)) => Ok(Some(Steps::Times(times))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(PyValueError::new_err("give states or script, not both")),
    }
}

#[pymethods]
impl Emulator {
    #[new]
    #[pyo3(signature = (root, *, project_id, region, host, port, verify, seed, random_credentials, pace, manual_clock))]
    #[allow(
        clippy::too_many_arguments,
        reason = "the settings of the emulator, by name"
    )]
    fn new(
        py: Python<'_>,
        root: Option<PathBuf>,
        project_id: String,
        region: String,
        host: IpAddr,
        port: u16,
        verify: bool,
        seed: Option<u64>,
        random_credentials: bool,
        pace: f64,
        manual_clock: bool,
    ) -> PyResult<Self> {
        #[allow(clippy::disallowed_methods, reason = "attached")]
        let temporary_in = std::env::temp_dir();
        let options = Options {
            root,
            temporary_in,
            project_id,
            region,
            host,
            port,
            verify,
            seed,
            random_credentials,
            pace: duration("pace", pace)?,
            clock: if manual_clock {
                ClockKind::Manual
            } else {
                ClockKind::Real
            },
        };
        without_gil(py, || emulator::Emulator::start(options))
            .map(Self)
            .map_err(|error| exception(&error))
    }

    #[getter]
    fn url(&self) -> String {
        self.0.url()
    }

    #[getter]
    fn root(&self) -> PathBuf {
        self.0.root()
    }

    #[getter]
    fn account(&self) -> &str {
        self.0.account()
    }

    #[getter]
    fn username(&self) -> &str {
        self.0.username()
    }

    #[getter]
    fn password(&self) -> &str {
        self.0.password()
    }

    #[getter]
    fn access_key(&self) -> &str {
        self.0.access_key()
    }

    #[getter]
    fn secret_key(&self) -> &str {
        self.0.secret_key()
    }

    #[getter]
    fn is_running(&self) -> bool {
        self.0.is_running()
    }

    #[pyo3(signature = (name, data_url, description, dataset_id))]
    fn add_dataset(
        &self,
        py: Python<'_>,
        name: String,
        data_url: String,
        description: String,
        dataset_id: Option<String>,
    ) -> PyResult<String> {
        let dataset = NewDataset {
            name,
            data_url,
            description,
            dataset_id,
        };
        interruptible(py, |interrupt| self.0.add_dataset(dataset, interrupt))?
            .map_err(|error| exception(&error))
    }

    #[pyo3(signature = (dataset_id, description, version_id))]
    fn add_version(
        &self,
        py: Python<'_>,
        dataset_id: String,
        description: String,
        version_id: Option<String>,
    ) -> PyResult<String> {
        let version = NewVersion {
            dataset_id,
            description,
            version_id,
        };
        interruptible(py, |interrupt| self.0.add_version(version, interrupt))?
            .map_err(|error| exception(&error))
    }

    #[pyo3(signature = (task_id, polls, times, result, error))]
    fn add_task(
        &self,
        task_id: &str,
        polls: Option<Vec<(String, u32)>>,
        times: Option<Vec<(f64, String)>>,
        result: Option<&Bound<'_, PyAny>>,
        error: Option<(String, String)>,
    ) -> PyResult<()> {
        let mut task = TaskScript::new(task_id);
        if let Some(steps) = read_steps(polls, times)? {
            task.steps = steps;
        }
        if let Some(result) = result {
            task.result = read_result(result)?;
        }
        task.error = error;
        self.0.add_task(task).map_err(|error| exception(&error))
    }

    #[pyo3(signature = (operation, polls, times, result, error))]
    fn script(
        &self,
        operation: String,
        polls: Option<Vec<(String, u32)>>,
        times: Option<Vec<(f64, String)>>,
        result: Option<&Bound<'_, PyAny>>,
        error: Option<(String, String)>,
    ) -> PyResult<()> {
        let script = WorkScript {
            operation,
            steps: read_steps(polls, times)?,
            result: result.map_or(Ok(Value::Null), read_result)?,
            error,
        };
        self.0.script(script).map_err(|error| exception(&error))
    }

    #[pyo3(signature = (*, record_offset, busy_as_501, error_in_body))]
    fn set_defects(
        &self,
        record_offset: bool,
        busy_as_501: bool,
        error_in_body: bool,
    ) -> PyResult<()> {
        let defects = Defects {
            record_offset,
            busy_as_501,
            error_in_body,
        };
        let set = self.0.set_defects(defects);
        set.map_err(|error| exception(&error))
    }

    fn fault(&self, settings: Settings) -> PyResult<()> {
        let rule = settings.rule()?;
        self.0.fault(rule).map_err(|error| exception(&error))
    }

    fn issue_token(&self) -> String {
        self.0.issue_token()
    }

    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let requests = without_gil(py, || self.0.requests());
        let list = PyList::empty(py);
        for (index, request) in requests.iter().enumerate() {
            if index % REQUESTS_PER_SIGNAL_CHECK == 0 {
                py.check_signals()?;
            }
            list.append(pythonize(py, request)?)?;
        }
        Ok(list)
    }

    fn reset(&self, py: Python<'_>) -> PyResult<()> {
        interruptible(py, |interrupt| self.0.reset(interrupt))
    }

    fn expire_tokens(&self) {
        self.0.expire_tokens();
    }

    fn advance(&self, py: Python<'_>, seconds: f64) -> PyResult<()> {
        let by = duration("seconds", seconds)?;
        interruptible(py, |interrupt| self.0.advance(by, interrupt))
    }

    fn skew_clock(&self, seconds: f64) -> PyResult<()> {
        let skewed = self.0.skew_clock(seconds);
        skewed.map_err(|error| exception(&error))
    }

    #[pyo3(signature = (*, interruptible))]
    fn stop(&self, py: Python<'_>, interruptible: bool) -> PyResult<()> {
        if interruptible {
            self::interruptible(py, |interrupt| self.0.stop(interrupt))
        } else {
            without_gil(py, || self.0.stop(Interrupt::never()));
            Ok(())
        }
    }
}
