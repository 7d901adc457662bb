//! A client as Python holds it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString, PyTuple};

use super::arguments;
use super::client_inner::{Call, ClientInner, Options, find};
use super::environment::{environment, language};
use super::errors;
use super::input::{self, type_name};
use super::pending::PendingCall;
use super::poll::Poll;
use super::poll_targets::{Target, WaitOptions};
use super::poller::{self, Poller};
use super::signals::interruptible;
use crate::api::setting::Kind;
use crate::config::{self, Arguments, Environment, Given};
use crate::http::Masked;

/// What `modelarts.client.ApiClient` holds.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Client {
    inner: Arc<ClientInner>,
    options: Options,
}

#[pymethods]
impl Client {
    #[new]
    fn new(py: Python<'_>, settings: &Bound<'_, PyDict>, use_environment: bool) -> PyResult<Self> {
        let (given, poll) = read_settings(settings)?;
        let environment = if use_environment {
            environment(py)?
        } else {
            Environment::empty()
        };
        let locale = language(py)?;
        // Files are read here, which may take long.
        let made = interruptible(py, |interrupted| {
            ClientInner::new(given, &environment, locale, interrupted)
        });
        made?
            .map(|(inner, options)| Self {
                inner: Arc::new(inner),
                options: Options::new(options, poll.unwrap_or_default()),
            })
            .map_err(|error| errors::config_error(py, &error))
    }

    /// Returns a copy with other options that shares the connections.
    fn with_options(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let (given, poll) = read_settings(options)?;
        let changed = Arguments::new(given)
            .and_then(|arguments| self.options.call_options().with(&arguments))
            .map_err(|error| self.inner.exception(py, &error))?;
        Ok(Self {
            inner: Arc::clone(&self.inner),
            options: Options::new(changed, poll.unwrap_or(self.options.poll)),
        })
    }

    /// Sends a call and returns its response.
    fn call(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &Bound<'_, PyTuple>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let call = self.prepare(py, operation, arguments, timeout)?;
        let (operation, ids) = (call.operation, call.arguments.ids().to_vec());
        self.inner.session.wait(
            py,
            |context| self.inner.send(context, call),
            |outcome| self.inner.present(py, operation, &ids, outcome),
        )
    }

    /// Starts a call and returns the asyncio future of its response.
    fn call_async<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        arguments: &Bound<'_, PyTuple>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let call = self.prepare(py, operation, arguments, timeout)?;
        let (operation, ids) = (call.operation, call.arguments.ids().to_vec());
        let (sender, presenter) = (Arc::clone(&self.inner), Arc::clone(&self.inner));
        self.inner.session.future(
            py,
            move |context| async move { sender.send(context, call).await },
            move |py, outcome| presenter.present(py, operation, &ids, outcome),
        )
    }

    /// Starts a call whose response is taken later.
    fn start(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &Bound<'_, PyTuple>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<PendingCall> {
        let call = self.prepare(py, operation, arguments, timeout)?;
        PendingCall::start(py, &self.inner, call)
    }

    /// Begins a wait for work of any kind; `caller` is the method that errors name.
    fn poller(
        &self,
        py: Python<'_>,
        caller: &str,
        targets: Vec<Target<'_>>,
        options: WaitOptions<'_>,
    ) -> PyResult<Poller> {
        self.inner.refuse_if_closed(py)?;
        poller::begin(py, &self.inner, &self.options, caller, &targets, &options)
    }

    /// Returns the settings that are in effect; no secret.
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let settings = &self.inner.settings;
        let described = PyDict::new(py);
        described.set_item("context", &settings.context)?;
        described.set_item("config_file", &settings.config_file)?;
        described.set_item("region", &settings.region)?;
        described.set_item("endpoint", &settings.endpoint)?;
        described.set_item("iam_endpoint", &settings.iam_endpoint)?;
        described.set_item("project_id", settings.project_id.as_deref())?;
        described.set_item("credential", settings.credential.kind())?;
        described.set_item("verify_ssl", settings.verify_ssl)?;
        described.set_item("ca_bundle", &settings.ca_bundle)?;
        let proxy = settings.proxy.as_ref();
        described.set_item("proxy", proxy.map(|proxy| Masked(proxy).to_string()))?;
        described.set_item("raise_on_error", settings.raise_on_error)?;
        described.set_item("language", self.inner.language.tag())?;
        let limits = self.options.limits;
        let timeout = limits.timeout.map(|timeout| timeout.as_secs_f64());
        described.set_item("timeout", timeout)?;
        described.set_item("max_retries", limits.max_retries)?;
        described.set_item("validate", self.options.validate)?;
        Ok(described)
    }

    /// Returns the source of each setting, by its name.
    fn origins(&self) -> BTreeMap<&'static str, String> {
        self.inner.settings.origins.clone()
    }

    /// Returns what the user should know about the settings.
    fn warnings(&self) -> Vec<String> {
        let warnings = self.inner.settings.warnings.iter();
        warnings.map(ToString::to_string).collect()
    }

    /// Closes the connections; further calls are refused.
    fn close(&self) {
        self.inner.close();
    }
}

impl Client {
    fn prepare(
        &self,
        py: Python<'_>,
        operation: &str,
        arguments: &Bound<'_, PyTuple>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Call> {
        self.inner.refuse_if_closed(py)?;
        let operation = find(operation)?;
        arguments::read(&self.inner, &self.options, operation, arguments, timeout)
    }
}

type GivenSettings = (Vec<(&'static str, Given)>, Option<Poll>);

fn read_settings(settings: &Bound<'_, PyDict>) -> PyResult<GivenSettings> {
    let mut given = Vec::with_capacity(settings.len());
    let mut poll = None;
    for (name, value) in settings {
        let name = name.cast::<PyString>()?.to_string();
        let Some(setting) = config::argument(&name) else {
            return Err(PyTypeError::new_err(format!(
                "create_client() has no setting {name}"
            )));
        };
        let value = match setting.kind {
            Kind::Poll => match value.extract::<Poll>() {
                Ok(value) => {
                    poll = Some(value);
                    continue;
                }
                Err(_) => Given::Other(type_name(&value)?),
            },
            _ if value.is_none() => Given::Nothing,
            _ => read_setting(&name, setting.kind, &value)?,
        };
        given.push((setting.name, value));
    }
    Ok((given, poll))
}

fn read_setting(name: &str, kind: Kind, value: &Bound<'_, PyAny>) -> PyResult<Given> {
    let py = value.py();
    let other = || Ok(Given::Other(type_name(value)?));
    match kind {
        Kind::Text { .. } | Kind::Secret | Kind::OneOf(_) => match value.cast::<PyString>() {
            Ok(text) => Ok(text.extract().map_or(Given::NotUnicode, Given::Text)),
            Err(_) => other(),
        },
        Kind::Path { .. } => match value.extract::<PathBuf>() {
            Ok(path) => Ok(Given::Path(path)),
            Err(error) if error.is_instance_of::<PyTypeError>(py) => other(),
            Err(error) => Err(error),
        },
        Kind::Boolean { .. } => match value.cast::<PyBool>() {
            Ok(value) => Ok(Given::Boolean(value.is_true())),
            Err(_) => other(),
        },
        Kind::Seconds { .. } => Ok(match input::limit(name, value)? {
            Ok(limit) => Given::Seconds(limit),
            Err(problem) => Given::Refused(problem),
        }),
        Kind::Count { .. } if value.is_instance_of::<PyBool>() => other(),
        Kind::Count { .. } => match value.extract::<i64>() {
            Ok(number) => Ok(Given::Integer(Some(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(py) => Ok(Given::Integer(None)),
            Err(error) if error.is_instance_of::<PyTypeError>(py) => other(),
            Err(error) => Err(error),
        },
        Kind::Poll => other(),
    }
}
