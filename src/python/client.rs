//! A client as Python holds it.

use std::collections::BTreeMap;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::arguments::{self, Options};
use super::environment::language;
use super::errors;
use super::pending::PendingCall;
use super::poll::Poll;
use super::poll_targets::{Target, WaitOptions};
use super::poller::{self, Poller};
use super::session::Session;
use super::settings::{from_sources, language_argument, read_settings, shown};
use crate::api::generated::settings::{LANGUAGE, POLL_INITIAL, POLL_MAXIMUM, POLL_OUTAGE, PROXY};
use crate::client;
use crate::config::{self, Arguments, Settings, Shown};
use crate::error::Error;
use crate::http::Endpoint;
use crate::language::Language;
use crate::transport::Limits;

/// What `modelarts.client.ApiClient` holds.
#[pyclass(frozen, skip_from_py_object, module = "modelarts._modelarts")]
#[derive(Clone)]
pub(super) struct Client {
    session: Arc<Session>,
    settings: Arc<Settings>,
    iam: Arc<Endpoint>,
    options: Options,
}

#[pymethods]
impl Client {
    #[new]
    fn new(py: Python<'_>, settings: &Bound<'_, PyDict>, use_environment: bool) -> PyResult<Self> {
        let locale = language(py)?;
        let language = language_argument(settings)?.unwrap_or(locale);
        let (raw, poll) = read_settings(settings, language)?;
        let found = from_sources(py, use_environment, |environment, interrupted, yaml| {
            let arguments = Arguments::new(raw)?;
            let settings =
                config::resolve_interruptible(&arguments, environment, interrupted, yaml)?;
            Ok((client::connect(&settings)?, settings))
        })?;
        found
            .map(|((transport, iam), mut settings)| {
                let tag = settings.values.language.as_deref();
                let language = tag.map_or(locale, Language::of_tag);
                let session = Session::new(transport, language, settings.values.raise_on_error);
                if let Some(poll) = poll {
                    for name in
                        [&POLL_INITIAL, &POLL_MAXIMUM, &POLL_OUTAGE].map(|setting| setting.name)
                    {
                        settings.origins.insert(name, message!("the argument"));
                    }
                    settings.pace = poll.pace();
                }
                Self {
                    session: Arc::new(session),
                    options: Options {
                        call: settings.options,
                        poll: poll.unwrap_or_else(|| Poll::of_pace(settings.pace)),
                    },
                    settings: Arc::new(settings),
                    iam: Arc::new(iam),
                }
            })
            .map_err(|error: Error| errors::exception(py, &error, language))
    }

    /// Returns a copy with other options that shares the connections.
    fn with_options(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let (raw, poll) = read_settings(options, self.session.language)?;
        let changed = Arguments::new(raw)
            .and_then(|arguments| self.options.call.with(&arguments))
            .map_err(|error| self.session.exception(py, &error))?;
        Ok(Self {
            options: Options {
                call: changed,
                poll: poll.unwrap_or(self.options.poll),
            },
            ..self.clone()
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
        let session = &self.session;
        let call = arguments::read(session, &self.options, operation, arguments, timeout)?;
        let (transport, arguments) = (&session.transport, &call.arguments);
        session.call(py, arguments, |context| async move {
            transport.send(&context, arguments, call.limits).await
        })
    }

    /// Starts a call and returns the asyncio future of its response.
    fn call_async<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        arguments: &Bound<'_, PyTuple>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let session = Arc::clone(&self.session);
        let call = arguments::read(&session, &self.options, operation, arguments, timeout)?;
        let call = Arc::new(call);
        let (transport, sent) = (Arc::clone(&session.transport), Arc::clone(&call));
        self.session.future(
            py,
            move |context| async move {
                transport.send(&context, &sent.arguments, sent.limits).await
            },
            move |py, outcome| session.to_python(py, &call.arguments, outcome),
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
        let session = &self.session;
        let call = arguments::read(session, &self.options, operation, arguments, timeout)?;
        PendingCall::start(py, session, call)
    }

    /// Begins a wait for work of any kind; `caller` is the method that errors name.
    fn poller(
        &self,
        py: Python<'_>,
        caller: &str,
        targets: Vec<Target<'_>>,
        options: WaitOptions<'_>,
    ) -> PyResult<Poller> {
        self.session.refuse_if_closed(py)?;
        poller::begin(py, &self.session, &self.options, caller, &targets, &options)
    }

    /// Returns the id and the name of each project that IAM lists for the credential.
    fn projects(&self, py: Python<'_>) -> PyResult<Vec<(String, String)>> {
        let session = &self.session;
        session.refuse_if_closed(py)?;
        let limits = Limits {
            timeout: self.options.call.timeout,
            max_retries: self.options.call.max_retries,
        };
        let (transport, iam) = (&session.transport, &self.iam);
        session.run(py, |context| async move {
            transport.projects(&context, iam, limits).await
        })
    }

    /// Returns the settings that are in effect; no secret.
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let settings = &self.settings;
        let described = PyDict::new(py);
        described.set_item("context", &settings.context)?;
        described.set_item("config_file", &settings.config_file)?;
        described.set_item("region", &settings.region)?;
        described.set_item("endpoint", &settings.endpoint)?;
        described.set_item("iam_endpoint", &settings.iam_endpoint)?;
        described.set_item("project_id", settings.project_id.as_deref())?;
        described.set_item("project_name", settings.project_name.as_deref())?;
        described.set_item("credential", settings.credential.kind())?;
        described.set_item("signature", settings.signature.name())?;
        described.set_item("ca_bundle", &settings.ca_bundle)?;
        described.set_item(PROXY.name, shown(py, Shown::from(&settings.proxy))?)?;
        for (name, value) in settings.values.shown() {
            described.set_item(name, shown(py, value)?)?;
        }
        for (name, value) in self.options.poll.pace().shown() {
            described.set_item(name, shown(py, value)?)?;
        }
        for (name, value) in self.options.call.shown() {
            described.set_item(name, shown(py, value)?)?;
        }
        described.set_item(LANGUAGE.name, self.session.language.tag())?;
        Ok(described)
    }

    /// Returns the source of each setting, by its name.
    fn origins(&self) -> BTreeMap<&'static str, String> {
        let origins = self.settings.origins.iter();
        origins
            .map(|(name, origin)| (*name, origin.text(self.session.language)))
            .collect()
    }

    /// Returns what the user should know about the settings.
    fn warnings(&self) -> Vec<String> {
        let warnings = self.settings.warnings.iter();
        warnings
            .map(|warning| warning.message().text(self.session.language))
            .collect()
    }

    /// Closes the connections; further calls are refused.
    fn close(&self) {
        self.session.close();
    }
}
