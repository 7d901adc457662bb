//! What all copies of a client share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::errors;
use super::poll::Poll;
use super::response::{Origin, failed_response, response};
use super::runtime::Session;
use crate::api::{Operation, generated};
use crate::auth::{AccessKey, Agency, Authenticator, Credential, FixedToken, Password, Scope};
use crate::config::{
    self, Arguments as SettingArguments, CallOptions, Environment, Given, Settings,
};
use crate::error::Error;
use crate::explain::Language;
use crate::file::Interrupted;
use crate::http::{Endpoint, HttpConfig, ProxySetting, is_loopback, tls};
use crate::operation::Arguments;
use crate::transport::{Context, Limits, Response, Transport};

/// A call that is ready to be sent.
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    pub(super) arguments: Arguments,
    pub(super) limits: Limits,
}

/// What all copies of a client share.
pub(super) struct ClientInner {
    pub(super) session: Arc<Session>,
    pub(super) settings: Settings,
    pub(super) language: Language,
    closed: AtomicBool,
}

/// What a copy may have of its own.
#[derive(Clone, Copy)]
pub(super) struct Options {
    pub(super) limits: Limits,
    pub(super) validate: bool,
    pub(super) poll: Poll,
}

/// Returns the operation of that name.
pub(super) fn find(name: &str) -> PyResult<&'static Operation> {
    generated::operation(name)
        .ok_or_else(|| PyTypeError::new_err(format!("there is no call {name:?}")))
}

impl Options {
    pub(super) fn new(options: CallOptions, poll: Poll) -> Self {
        Self {
            limits: Limits {
                timeout: options.timeout,
                max_retries: options.max_retries,
            },
            validate: options.validate,
            poll,
        }
    }

    pub(super) fn call_options(&self) -> CallOptions {
        CallOptions {
            timeout: self.limits.timeout,
            max_retries: self.limits.max_retries,
            validate: self.validate,
        }
    }
}

impl ClientInner {
    pub(super) fn new(
        given: Vec<(&'static str, Given)>,
        environment: &Environment,
        locale: Language,
        interrupted: Interrupted<'_>,
    ) -> Result<(Self, CallOptions), Error> {
        let arguments = SettingArguments::new(given)?;
        let settings = config::resolve_unless(&arguments, environment, interrupted)?;
        let proxy = match &settings.proxy {
            Some(proxy) => ProxySetting::of_setting(proxy)?,
            None if is_loopback(&settings.endpoint) && is_loopback(&settings.iam_endpoint) => {
                ProxySetting::Direct
            }
            None => ProxySetting::of_variables(|name| environment.text(name))?,
        };
        let endpoint = Endpoint::new(&settings.endpoint, &proxy)?;
        let iam = Endpoint::new(&settings.iam_endpoint, &proxy)?;
        let trust = match &settings.ca_bundle {
            _ if !settings.verify_ssl => tls::Trust::Unverified,
            Some(file) => tls::Trust::Bundle(file.clone()),
            None => tls::Trust::Platform,
        };
        let uses_tls = endpoint.uses_tls() || iam.uses_tls();
        let config = HttpConfig {
            tls: tls::client_config(&trust, uses_tls)?,
            proxy,
            connect_timeout: settings.connect_timeout,
            max_response_bytes: settings.max_response_bytes,
        };
        let authenticator = authenticator(&settings, iam)?;
        let transport = Transport::new(endpoint, config, authenticator)?;
        let options = settings.options;
        let language = settings.language.as_deref();
        let inner = Self {
            session: Arc::new(Session::new(transport)),
            language: language.map_or(locale, Language::of_tag),
            settings,
            closed: AtomicBool::new(false),
        };
        Ok((inner, options))
    }

    pub(super) fn exception(&self, py: Python<'_>, error: &Error) -> PyErr {
        errors::exception(py, error, self.language)
    }

    pub(super) fn refuse_if_closed(&self, py: Python<'_>) -> PyResult<()> {
        if self.closed.load(Ordering::Acquire) {
            let error = Error::Config("the client is closed; create another one".to_owned());
            return Err(self.exception(py, &error));
        }
        Ok(())
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.session.close();
    }

    /// Sends a call; the project that it doesn't name is the client's, or the token's.
    pub(super) async fn send(&self, context: Context, call: Call) -> Result<Response, Error> {
        let began = tokio::time::Instant::now();
        let mut limits = call.limits;
        let project = match call.arguments.project.clone() {
            Some(project) => project,
            None => self.project(&context, limits).await?,
        };
        limits.timeout = limits
            .timeout
            .map(|timeout| timeout.saturating_sub(began.elapsed()));
        let request = call.arguments.request(project);
        self.session
            .transport
            .send(&context, &request, call.operation, limits)
            .await
    }

    /// Returns the project of calls that don't name one.
    pub(super) async fn project(
        &self,
        context: &Context,
        limits: Limits,
    ) -> Result<Arc<str>, Error> {
        match &self.settings.project_id {
            Some(project) => Ok(Arc::clone(project)),
            None => self.session.transport.project(context, limits).await,
        }
    }

    /// Returns the response of a call, or raises what it failed with.
    pub(super) fn present(
        &self,
        py: Python<'_>,
        operation: &'static Operation,
        ids: &[(&'static str, String)],
        outcome: Result<Response, Error>,
    ) -> PyResult<Py<PyAny>> {
        let origin = Origin {
            operation,
            ids,
            language: self.language.tag(),
        };
        match outcome {
            Ok(answer) => response(py, &answer, &origin).map(Bound::unbind),
            Err(Error::Service(error)) if !self.settings.raise_on_error => {
                failed_response(py, &error, &origin).map(Bound::unbind)
            }
            Err(error) => Err(self.exception(py, &error)),
        }
    }
}

fn authenticator(settings: &Settings, iam: Endpoint) -> Result<Box<dyn Authenticator>, Error> {
    Ok(match settings.credential.clone() {
        Credential::Password {
            account,
            username,
            password,
        } => {
            let scope = match (&settings.project_id, &settings.region) {
                (Some(project), _) => Scope::Project(Arc::clone(project)),
                (None, region) => Scope::Region(region.clone().unwrap_or_default()),
            };
            Box::new(Password::new(account, username, password, scope, iam))
        }
        Credential::AccessKey {
            access_key,
            secret_key,
            security_token,
        } => Box::new(AccessKey::new(&access_key, secret_key, security_token)),
        Credential::Token(token) => Box::new(FixedToken::new(token)),
        Credential::Agency {
            endpoint,
            looked_in,
        } => {
            let endpoint = Endpoint::new(&endpoint, &ProxySetting::Direct)?;
            Box::new(Agency::new(endpoint, looked_in))
        }
    })
}
