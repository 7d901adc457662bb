//! A client: settings, credential and connections, shared by threads, loops and copies.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use secrecy::SecretString;

use super::errors;
use super::number::{Count, Seconds};
use super::runtime::Connections;
use crate::config::{self, Arguments, Environment, Settings};
use crate::credential::{Authenticator, Credential, iam::Scope};
use crate::error::Error;
use crate::model::ProjectId;
use crate::model::error_code::Language;
use crate::transport::redact;
use crate::transport::tls::Trust;
use crate::transport::{Limits, Pool, Target, Transport};

/// No limit is set beyond this many seconds: a longer one is a mistake.
const LONGEST_TIMEOUT: f64 = 1e9;
/// More tries than this are a mistake, too.
const MOST_RETRIES: u32 = 100;

/// What `modelarts.config.create_client` makes; the public face is `modelarts.client.ApiClient`.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Client(Arc<Shared>);

/// What all copies of a client share.
pub(super) struct Shared {
    pub(super) connections: Connections,
    pub(super) raise_on_error: bool,
    settings: Settings,
    pub(super) language: Language,
    closed: AtomicBool,
}

impl Shared {
    pub(super) fn transport(&self) -> &Transport {
        &self.connections.transport
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

    /// The project that a call names, and what is left of its limits once that is known.
    pub(super) async fn project(
        &self,
        pool: &Pool,
        project: Option<ProjectId>,
        limits: Limits,
    ) -> Result<(ProjectId, Limits), Error> {
        if let Some(project) = project.or_else(|| self.settings.project_id.clone()) {
            return Ok((project, limits));
        }
        let began = tokio::time::Instant::now();
        let project = self.transport().project_of_token(pool, limits).await?;
        let timeout = limits
            .timeout
            .map(|timeout| timeout.saturating_sub(began.elapsed()));
        Ok((project, Limits { timeout, ..limits }))
    }
}

impl Client {
    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.0
    }
}

#[pymethods]
impl Client {
    #[new]
    #[pyo3(signature = (
        *, config_file, context, access_key, secret_key, security_token, account, username, password, token,
        project_id, region, endpoint, iam_endpoint, verify_ssl, ca_bundle, proxy, connect_timeout,
        max_response_bytes, raise_on_error, language, use_environment,
    ))]
    #[allow(
        clippy::too_many_arguments,
        reason = "the settings of create_client, by name"
    )]
    fn new(
        py: Python<'_>,
        config_file: Option<PathBuf>,
        context: Option<String>,
        access_key: Option<String>,
        secret_key: Option<String>,
        security_token: Option<String>,
        account: Option<String>,
        username: Option<String>,
        password: Option<String>,
        token: Option<String>,
        project_id: Option<String>,
        region: Option<String>,
        endpoint: Option<String>,
        iam_endpoint: Option<String>,
        verify_ssl: Option<bool>,
        ca_bundle: Option<PathBuf>,
        proxy: Option<String>,
        connect_timeout: Option<Seconds>,
        max_response_bytes: Count,
        raise_on_error: Option<bool>,
        language: Option<&str>,
        use_environment: bool,
    ) -> PyResult<Self> {
        let arguments = Arguments {
            config_file,
            context,
            access_key,
            secret_key: secret_key.map(SecretString::from),
            security_token: security_token.map(SecretString::from),
            account,
            username,
            password: password.map(SecretString::from),
            token: token.map(SecretString::from),
            project_id,
            region,
            endpoint,
            iam_endpoint,
            verify_ssl,
            ca_bundle,
            proxy: proxy.map(SecretString::from),
            raise_on_error,
        };
        let environment = if use_environment {
            Environment::of_process()
        } else {
            Environment::empty()
        };
        let connect = || {
            let language = read_language(language)?;
            let connect_timeout = seconds("connect_timeout", connect_timeout)?;
            let max_response_bytes = max_response_bytes.at_least_one("max_response_bytes")?;
            let settings = config::resolve(&arguments, &environment)?;
            let target = target(&settings, connect_timeout, max_response_bytes);
            let authenticator = Authenticator::new(settings.credential.clone(), scope(&settings));
            Ok(Shared {
                connections: Connections::new(Transport::new(target, authenticator)?),
                raise_on_error: settings.raise_on_error,
                settings,
                language,
                closed: AtomicBool::new(false),
            })
        };
        connect()
            .map(|shared| Self(Arc::new(shared)))
            .map_err(|error: Error| errors::config_error(py, &error))
    }

    /// Refuses limits that are out of range.
    #[staticmethod]
    #[pyo3(signature = (timeout, max_retries))]
    fn check_limits(py: Python<'_>, timeout: Option<Seconds>, max_retries: Count) -> PyResult<()> {
        limits(timeout, max_retries)
            .map(drop)
            .map_err(|error| errors::config_error(py, &error))
    }

    /// What was settled; no secret.
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let settings = &self.0.settings;
        let described = PyDict::new(py);
        described.set_item("context", &settings.context)?;
        described.set_item("config_file", &settings.config_file)?;
        described.set_item("region", &settings.region)?;
        described.set_item("endpoint", &settings.endpoint)?;
        described.set_item("iam_endpoint", &settings.iam_endpoint)?;
        described.set_item(
            "project_id",
            settings.project_id.as_ref().map(ProjectId::as_str),
        )?;
        described.set_item("credential", settings.credential.kind())?;
        described.set_item("verify_ssl", settings.verify_ssl)?;
        described.set_item("ca_bundle", &settings.ca_bundle)?;
        described.set_item("proxy", settings.proxy.as_ref().map(redact::proxy))?;
        described.set_item("raise_on_error", settings.raise_on_error)?;
        described.set_item("language", self.0.language.tag())?;
        Ok(described)
    }

    /// Which source each setting came from, by its name.
    fn origins(&self) -> BTreeMap<&'static str, String> {
        self.0.settings.origins.clone()
    }

    /// What the user should know about the settings.
    fn warnings(&self) -> Vec<String> {
        self.0
            .settings
            .warnings
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Closes the connections; further calls are refused.
    fn close(&self) {
        self.0.closed.store(true, Ordering::Release);
        self.0.connections.close();
    }
}

/// The limits of one call, as Python hands them in.
pub(super) fn limits(timeout: Option<Seconds>, max_retries: Count) -> Result<Limits, Error> {
    let expected = format!("0 to {MOST_RETRIES}");
    let range = 0..=i64::from(MOST_RETRIES);
    let max_retries = max_retries.within("max_retries", range, &expected)?;
    Ok(Limits {
        timeout: seconds("timeout", timeout)?,
        max_retries,
    })
}

/// A number of seconds, as Python hands it in; None for no limit.
pub(super) fn seconds(parameter: &str, value: Option<Seconds>) -> Result<Option<Duration>, Error> {
    let Some(Seconds(value)) = value else {
        return Ok(None);
    };
    if value > 0.0 && value <= LONGEST_TIMEOUT {
        return Ok(Some(Duration::from_secs_f64(value)));
    }
    Err(Error::invalid(
        parameter,
        format!(
            "is {value}, expected a number of seconds above 0 and up to {LONGEST_TIMEOUT:e}, or None for no limit"
        ),
    ))
}

fn read_language(language: Option<&str>) -> Result<Language, Error> {
    match language {
        None => Ok(Language::of_locale()),
        Some("en") => Ok(Language::En),
        Some("zh") => Ok(Language::Zh),
        Some(other) => Err(Error::invalid(
            "language",
            format!("is {other:?}, expected \"en\", \"zh\", or None to go by the locale"),
        )),
    }
}

fn scope(settings: &Settings) -> Scope {
    match (&settings.project_id, &settings.region) {
        (Some(project), _) => Scope::Project(project.clone()),
        (None, region) => Scope::Region(region.clone().unwrap_or_default()),
    }
}

fn target(
    settings: &Settings,
    connect_timeout: Option<Duration>,
    max_response_bytes: usize,
) -> Target {
    Target {
        endpoint: settings.endpoint.clone(),
        iam_endpoint: settings.iam_endpoint.clone(),
        metadata_endpoint: match &settings.credential {
            Credential::Agency { endpoint, .. } => Some(endpoint.clone()),
            _ => None,
        },
        trust: match &settings.ca_bundle {
            _ if !settings.verify_ssl => Trust::Anybody,
            Some(file) => Trust::Bundle(file.clone()),
            None => Trust::Platform,
        },
        proxy: settings.proxy.clone(),
        connect_timeout,
        max_response_bytes,
    }
}
