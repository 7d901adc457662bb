//! The emulator for Python.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyList;
use pythonize::pythonize;
use serde_json::Value;

use super::environment;
use super::errors;
use super::input;
use super::interpreter::{acquire, detached};
use super::signals;
use crate::emulator::{
    self, ClockKind, Content, Control, EmulatorError, FaultSettings, Interrupt, NewDataset,
    NewVersion, Options, Quirks, Steps, TaskScript, WorkScript,
};
use crate::error::Error;

/// How many requests are converted before Python runs the handlers of signals.
const REQUESTS_PER_SIGNAL_CHECK: usize = 256;

/// The core of `modelarts.emulator.Emulator`.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Emulator(emulator::Emulator);

fn exception(py: Python<'_>, error: &EmulatorError) -> PyErr {
    let language = match environment::language(py) {
        Ok(language) => language,
        Err(failure) => return failure,
    };
    let text = error.message().text(language);
    match error {
        EmulatorError::AddressInUse { .. }
        | EmulatorError::Start { .. }
        | EmulatorError::Root { .. } => PyOSError::new_err(text),
        EmulatorError::File {
            is_missing: true, ..
        } => PyFileNotFoundError::new_err(text),
        EmulatorError::File { .. } => PyOSError::new_err(text),
        EmulatorError::Refused { .. }
        | EmulatorError::Script { .. }
        | EmulatorError::DuplicateTask { .. }
        | EmulatorError::Parameter { .. } => PyValueError::new_err(text),
        EmulatorError::Exhausted { .. } => errors::config_error(py, &Error::Resources(text.into())),
        _ => PyRuntimeError::new_err(text),
    }
}

fn seconds(py: Python<'_>, parameter: &'static str, seconds: f64) -> PyResult<Duration> {
    emulator::duration(parameter, seconds).map_err(|error| exception(py, &error))
}

/// Reads the address to listen on.
fn address(host: &Bound<'_, PyAny>) -> PyResult<IpAddr> {
    let Ok(address) = host.extract() else {
        let message = message!(
            "host: is {value}, expected an IP address, like 127.0.0.1 or ::1",
            value = host.repr()?.to_string_lossy().into_owned()
        );
        let language = environment::language(host.py())?;
        return Err(PyValueError::new_err(message.text(language)));
    };
    Ok(address)
}

/// The arguments of `Emulator.fault`.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Fault {
    kind: Option<String>,
    operation: Option<String>,
    matches: Option<String>,
    nth: Option<i64>,
    probability: f64,
    status: Option<i64>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    code: Option<String>,
    delay: Option<f64>,
    error: Option<(String, String)>,
}

impl From<Fault> for FaultSettings {
    fn from(fault: Fault) -> Self {
        Self {
            kind: fault.kind,
            operation: fault.operation,
            matches: fault.matches,
            nth: fault.nth,
            probability: fault.probability,
            status: fault.status,
            headers: fault.headers,
            body: fault.body,
            code: fault.code,
            delay: fault.delay,
            error: fault.error,
        }
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
    #[pyo3(signature = (root, *, project_id, region, host, port, verify, seed, random_credentials, pace, manual_clock, control, control_token))]
    #[allow(
        clippy::too_many_arguments,
        reason = "the settings of the emulator, by name"
    )]
    fn new(
        py: Python<'_>,
        root: Option<PathBuf>,
        project_id: String,
        region: String,
        host: &Bound<'_, PyAny>,
        port: u16,
        verify: bool,
        seed: Option<u64>,
        random_credentials: bool,
        pace: f64,
        manual_clock: bool,
        control: bool,
        control_token: Option<String>,
    ) -> PyResult<Self> {
        #[allow(clippy::disallowed_methods, reason = "attached")]
        let temporary_in = std::env::temp_dir();
        let options = Options {
            root,
            temporary_in,
            project_id,
            region,
            host: address(host)?,
            port,
            verify,
            seed,
            random_credentials,
            pace: seconds(py, "pace", pace)?,
            control: match control_token {
                Some(token) => Control::Token(token),
                None if control => Control::RandomToken,
                None => Control::Off,
            },
            language: environment::language(py)?,
            clock: if manual_clock {
                ClockKind::Manual
            } else {
                ClockKind::Real
            },
        };
        without_gil(py, || emulator::Emulator::start(options))
            .map(Self)
            .map_err(|error| exception(py, &error))
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
            .map_err(|error| exception(py, &error))
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
            .map_err(|error| exception(py, &error))
    }

    /// Writes a file of OBS from bytes, or from a file of the machine.
    #[pyo3(signature = (path, content, file))]
    fn put_file(
        &self,
        py: Python<'_>,
        path: &str,
        content: Option<PyBackedBytes>,
        file: Option<PathBuf>,
    ) -> PyResult<PathBuf> {
        let put = interruptible(py, |interrupt| {
            let content = match (&content, file) {
                (_, Some(file)) => Content::File(file),
                (Some(content), None) => Content::Bytes(content),
                (None, None) => Content::Bytes(&[]),
            };
            self.0.put_file(path, content, interrupt)
        })?;
        put.map_err(|error| exception(py, &error))
    }

    fn config(&self, context: &str) -> String {
        self.0.config(context)
    }

    #[getter]
    fn control_url(&self) -> String {
        self.0.control_url()
    }

    #[getter]
    fn control_token(&self) -> &str {
        self.0.control_token()
    }

    #[pyo3(signature = (task_id, polls, times, result, error, allow_unknown_states))]
    #[allow(clippy::too_many_arguments, reason = "the settings of a task")]
    fn add_task(
        &self,
        py: Python<'_>,
        task_id: &str,
        polls: Option<Vec<(String, u32)>>,
        times: Option<Vec<(f64, String)>>,
        result: Option<&Bound<'_, PyAny>>,
        error: Option<(String, String)>,
        allow_unknown_states: bool,
    ) -> PyResult<()> {
        let mut task = TaskScript::new(task_id);
        task.allow_unknown_states = allow_unknown_states;
        if let Some(steps) = read_steps(polls, times)? {
            task.steps = steps;
        }
        if let Some(result) = result {
            task.result = read_result(result)?;
        }
        task.error = error;
        self.0.add_task(task).map_err(|error| exception(py, &error))
    }

    #[pyo3(signature = (operation, polls, times, result, error))]
    fn script(
        &self,
        py: Python<'_>,
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
        self.0.script(script).map_err(|error| exception(py, &error))
    }

    #[pyo3(signature = (*, record_offset, busy_as_501, error_in_body))]
    fn set_quirks(
        &self,
        py: Python<'_>,
        record_offset: bool,
        busy_as_501: bool,
        error_in_body: bool,
    ) -> PyResult<()> {
        let quirks = Quirks {
            record_offset,
            busy_as_501,
            error_in_body,
        };
        let set = self.0.set_quirks(quirks);
        set.map_err(|error| exception(py, &error))
    }

    fn fault(&self, py: Python<'_>, settings: Fault) -> PyResult<()> {
        let rule = FaultSettings::from(settings).rule();
        rule.and_then(|rule| self.0.fault(rule))
            .map_err(|error| exception(py, &error))
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
        let by = self::seconds(py, "seconds", seconds)?;
        interruptible(py, |interrupt| self.0.advance(by, interrupt))
    }

    fn skew_clock(&self, py: Python<'_>, seconds: f64) -> PyResult<()> {
        let skewed = self.0.skew_clock(seconds);
        skewed.map_err(|error| exception(py, &error))
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
