//! Errors become the exceptions of `modelarts.errors`.

use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyList};

use super::environment;
use super::response::plain_failure;
use crate::api::CodeKind;
use crate::auth::LOGIN;
use crate::error::{ConnectKind, Error, Problem, ServiceError, ServiceErrorMessage};
use crate::explain::{documented, explain as explained, refused_login};
use crate::language::Language;
use crate::message::Message;
use crate::text::{is_safe, printable};

/// Returns the exception for an error.
pub(super) fn exception(py: Python<'_>, error: &Error, language: Language) -> PyErr {
    build(py, error, language).unwrap_or_else(|failure| failure)
}

/// Returns the exception for an error that no client raises, in the language of the environment.
pub(super) fn config_error(py: Python<'_>, error: &Error) -> PyErr {
    match environment::language(py) {
        Ok(language) => exception(py, error, language),
        Err(failure) => failure,
    }
}

/// Returns a text in the language of the environment, in which others may have written parts of it.
///
/// # Errors
/// What a signal handler raises, which Python may run while the environment is read.
pub(super) fn text_of(py: Python<'_>, message: &Message) -> PyResult<String> {
    let language = environment::language(py)?;
    Ok(printable(&message.text(language)))
}

/// Returns an exception of Python's own, with its text in the language of the environment.
pub(super) fn builtin<E: PyTypeInfo>(message: Message) -> PyErr {
    Python::attach(|py| match text_of(py, &message) {
        Ok(text) => PyErr::new::<E, _>(text),
        Err(failure) => failure,
    })
}

fn build(py: Python<'_>, error: &Error, language: Language) -> PyResult<PyErr> {
    let details = PyDict::new(py);
    let class = match error {
        Error::Config(_) | Error::Incomplete(_) => "ConfigError",
        Error::Resources(_) => "ResourceError",
        Error::Internal(_) => "ModelArtsError",
        Error::InvalidParameters(problems) => {
            details.set_item("parameter", problems.first().map(Problem::parameter))?;
            let texts = problems
                .iter()
                .map(|problem| problem.message().text(language));
            details.set_item("problems", PyList::new(py, texts.collect::<Vec<_>>())?)?;
            "InvalidParameterError"
        }
        Error::Service(error) => return service_exception(py, error, language),
        Error::Connect(error) => {
            details.set_item("endpoint", &error.endpoint)?;
            details.set_item("attempts", error.attempts)?;
            details.set_item("request_id", &error.request_id)?;
            match error.kind {
                ConnectKind::Tls => "TlsError",
                ConnectKind::Proxy => "ProxyError",
                ConnectKind::Dns | ConnectKind::Unreachable | ConnectKind::Broken => "ConnectError",
            }
        }
        Error::Timeout(error) => {
            details.set_item("phase", error.phase.name())?;
            details.set_item("elapsed", error.elapsed.as_secs_f64())?;
            details.set_item("attempts", error.attempts)?;
            details.set_item("request_id", &error.request_id)?;
            "RequestTimeoutError"
        }
        Error::Decode(error) => {
            details.set_item("http_status", error.http_status)?;
            details.set_item("content_type", &error.content_type)?;
            details.set_item("request_id", &error.request_id)?;
            details.set_item("snippet", &error.snippet)?;
            details.set_item("path", &error.path)?;
            details.set_item("attempts", error.attempts)?;
            "DecodeError"
        }
    };
    let class = py.import("modelarts.errors")?.getattr(class)?;
    Ok(PyErr::from_value(
        class.call((error.text(language),), Some(&details))?,
    ))
}

fn service_exception(py: Python<'_>, error: &ServiceError, language: Language) -> PyResult<PyErr> {
    let details = PyDict::new(py);
    details.set_item("operation", error.operation)?;
    details.set_item("error_code", &error.error_code)?;
    let error_msg = error.error_msg.as_ref();
    details.set_item("error_msg", error_msg.map(|text| text.text(language)))?;
    details.set_item("request_id", &error.request_id)?;
    details.set_item("attempts", error.attempts)?;
    details.set_item(
        "retry_after",
        error.retry_after.map(|wait| wait.as_secs_f64()),
    )?;
    if let Some(code) = error.error_code.as_deref() {
        if let Some((meaning, advice)) = explained(code, language) {
            details.set_item("meaning", meaning)?;
            details.set_item("advice", advice)?;
        }
        if let Some(known) = documented(code) {
            details.set_item("retryable", known.retry)?;
            details.set_item("kind", known.kind.map(kind_name))?;
        }
    }
    if is_refused_login(error) {
        let (meaning, advice) = refused_login(language);
        details.set_item("meaning", meaning)?;
        details.set_item("advice", advice)?;
    }
    details.set_item("response", plain_failure(py, error, language)?)?;
    let headers = error
        .headers
        .iter()
        .map(|(name, value)| (name, value))
        .into_py_dict(py)?;
    let exception = py.import("modelarts.errors")?.call_method(
        "api_exception",
        (error.http_status, &error.reason, &error.body, headers),
        Some(&details),
    )?;
    Ok(PyErr::from_value(exception))
}

/// Returns whether IAM refused a user, and not the project or the region of a token.
fn is_refused_login(error: &ServiceError) -> bool {
    const UNAUTHORIZED: u16 = 401;
    let message = error.error_msg.as_ref();
    let message = message.map_or_else(String::new, |text| text.text(Language::En));
    error.operation == LOGIN
        && error.http_status == UNAUTHORIZED
        && !message.to_ascii_lowercase().contains("project")
}

fn kind_name(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Busy => "busy",
        CodeKind::ClockSkew => "clock-skew",
        CodeKind::Conflict => "conflict",
        CodeKind::NotFound => "not-found",
        CodeKind::Quota => "quota",
        CodeKind::StorageNotFound => "storage-not-found",
        CodeKind::Throttled => "throttled",
        CodeKind::UnknownPath => "unknown-path",
    }
}

/// Returns whether a character can be printed without effect on the characters around it; half of a surrogate
/// pair can't.
#[pyfunction]
pub(super) fn is_safe_character(code: u32) -> bool {
    char::from_u32(code).is_some_and(is_safe)
}

/// What the message of an `ApiException` is made of; all of it may come from the user.
#[derive(FromPyObject)]
pub(super) struct ApiException {
    #[pyo3(from_py_with = text)]
    operation: Option<String>,
    http_status: Option<i64>,
    #[pyo3(from_py_with = text)]
    reason: Option<String>,
    #[pyo3(from_py_with = text)]
    error_code: Option<String>,
    #[pyo3(from_py_with = text)]
    error_msg: Option<String>,
    #[pyo3(from_py_with = text)]
    meaning: Option<String>,
    #[pyo3(from_py_with = text)]
    advice: Option<String>,
    retry_after: Option<f64>,
    attempts: i64,
    #[pyo3(from_py_with = text)]
    request_id: Option<String>,
}

fn text(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    Ok(Some(value.str()?.to_string_lossy().into_owned()))
}

/// Returns the message of an `ApiException` in "en" or "zh"; by the locale if None.
#[pyfunction]
#[pyo3(signature = (error, language = None))]
pub(super) fn service_error_message(
    py: Python<'_>,
    error: ApiException,
    language: Option<&str>,
) -> PyResult<String> {
    let language = language_or_locale(py, language)?;
    let explanation: Vec<String> = error.meaning.into_iter().chain(error.advice).collect();
    let explanation = explanation.join(match language {
        Language::En => " ",
        Language::Zh => "",
    });
    let message = ServiceErrorMessage {
        operation: error.operation.as_deref(),
        http_status: error.http_status,
        reason: error.reason.as_deref(),
        error_code: error.error_code.as_deref(),
        error_msg: error.error_msg.map(Message::from),
        explanation: Some(explanation.trim()).filter(|explanation| !explanation.is_empty()),
        retry_after: error.retry_after,
        attempts: error.attempts,
        request_id: error.request_id.as_deref(),
    };
    Ok(message.message().text(language))
}

/// Returns what an error code means for a program, if the documents say so, and whether the same call may
/// succeed later.
#[pyfunction]
pub(super) fn kind_of_code(code: &str) -> (Option<&'static str>, bool) {
    documented(code).map_or((None, false), |known| {
        (known.kind.map(kind_name), known.retry)
    })
}

/// Returns the language of the user's locale: `en` or `zh`.
#[pyfunction]
pub(super) fn language_of_locale(py: Python<'_>) -> PyResult<&'static str> {
    Ok(environment::language(py)?.tag())
}

/// Returns an English text of the catalogue in a language, "en" or "zh", with its names in braces.
#[pyfunction]
pub(super) fn translated<'a>(english: &'a str, language: &str) -> &'a str {
    crate::message::translated(english, Language::of_tag(language))
}

/// Returns meaning and advice of a documented error code, in "en" or "zh", by the locale if None; None
/// for a code that isn't documented.
#[pyfunction]
#[pyo3(signature = (code, language))]
pub(super) fn explain(
    py: Python<'_>,
    code: &str,
    language: Option<&str>,
) -> PyResult<Option<(&'static str, &'static str)>> {
    Ok(explained(code, language_or_locale(py, language)?))
}

fn language_or_locale(py: Python<'_>, language: Option<&str>) -> PyResult<Language> {
    match language {
        Some(tag) => Ok(Language::of_tag(tag)),
        None => environment::language(py),
    }
}
