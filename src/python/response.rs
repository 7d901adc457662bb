//! Responses as Python objects: each object is a dict of its class in `modelarts.responses`.

use arc_swap::ArcSwap;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyList, PyString, PyTuple, PyType};

use crate::api::{Object as Schema, Presence};
use crate::error::ServiceError;
use crate::language::Language;
use crate::operation::Arguments;
use crate::transport::Response;
use crate::value::{Key, Object, Value};

use super::garbage::paused;

/// The number of objects after which signals are checked.
const SIGNAL_CHECK: usize = 4096;

/// The Python class of a schema, and its keys.
struct Class {
    class: Py<PyType>,
    /// Whether it is a page, which is made from the response and is no dict.
    is_page: bool,
    keys: Vec<Py<PyString>>,
    /// Whether its instances explain an error code.
    explains: bool,
}

/// The classes that were used, each by the address of its schema; found without a lock.
static CLASSES: PyOnceLock<ArcSwap<Classes>> = PyOnceLock::new();

type Classes = Vec<(usize, &'static Class)>;

impl Class {
    fn of(py: Python<'_>, schema: &'static Schema) -> PyResult<&'static Self> {
        let classes = CLASSES.get_or_init(py, ArcSwap::default);
        let address = std::ptr::from_ref(schema).addr();
        let known = classes.load();
        if let Some((_, class)) = known.iter().find(|(other, _)| *other == address) {
            return Ok(class);
        }
        let named = py.import(schema.module)?.getattr(schema.class)?;
        let named = named.cast_into::<PyType>()?;
        // Each schema has one, which is used until the process ends.
        let class: &'static Self = Box::leak(Box::new(Self {
            is_page: !named.is_subclass_of::<PyDict>()?,
            class: named.unbind(),
            keys: schema
                .fields
                .iter()
                .map(|field| PyString::intern(py, field.name).unbind())
                .collect(),
            explains: schema.fields.iter().any(|field| field.name == "error_code"),
        }));
        classes.rcu(|classes| {
            let mut classes = Vec::clone(classes);
            // Another thread may have needed it at the same moment.
            if classes.iter().all(|(other, _)| *other != address) {
                classes.push((address, class));
            }
            classes
        });
        Ok(class)
    }

    fn new_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        if self.is_page {
            let class = responses(py)?.getattr(intern!(py, "Response"))?;
            return Ok(class.call0()?.cast_into()?);
        }
        Ok(self.class.bind(py).call0()?.cast_into::<PyDict>()?)
    }

    /// Returns a whole response: a page of it, or the dict itself.
    fn whole<'py>(&self, dict: Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
        if self.is_page {
            return self.class.bind(dict.py()).call1((dict,));
        }
        Ok(dict.into_any())
    }
}

fn responses(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module =
        MODULE.get_or_try_init(py, || py.import("modelarts.responses").map(Bound::unbind))?;
    Ok(module.bind(py))
}

/// Returns the response of a call that succeeded.
pub(super) fn response<'py>(
    py: Python<'py>,
    response: Response,
    arguments: &Arguments,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    paused(py, response.body_bytes, || {
        let dict = Converter::new(py, language).object(response.value)?;
        let request_id = response.request_id.as_deref();
        set_attributes(&dict, response.http_status, request_id, language)?;
        set_origin(&dict, arguments, response.project.as_deref())?;
        Class::of(py, arguments.operation.response)?.whole(dict)
    })
}

/// Returns an object with a schema as a dict of its class.
pub(super) fn typed(py: Python<'_>, object: Object) -> PyResult<Bound<'_, PyDict>> {
    // No entry of a manifest explains a code.
    Converter::new(py, Language::En).object(object)
}

/// Returns a response in place of one that the service has no more: the ids are in it.
pub(super) fn gone_response<'py>(
    py: Python<'py>,
    arguments: &Arguments,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = empty_response(py, arguments.operation.response)?;
    for (name, id) in &arguments.ids {
        dict.set_item(*name, id)?;
    }
    dict.setattr(intern!(py, "_language"), language.tag())?;
    set_origin(&dict, arguments, None)?;
    Ok(dict.into_any())
}

fn empty_response<'py>(py: Python<'py>, schema: &'static Schema) -> PyResult<Bound<'py, PyDict>> {
    let dict = Class::of(py, schema)?.new_dict(py)?;
    for field in schema.fields {
        if field.presence == Presence::EmptyIfMissing {
            dict.set_item(field.name, response_list(py)?)?;
        }
    }
    Ok(dict)
}

/// Returns the response of a call that failed, in the documented form: code and message are in it.
pub(super) fn failed_response<'py>(
    py: Python<'py>,
    error: &ServiceError,
    arguments: &Arguments,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = empty_response(py, arguments.operation.response)?;
    set_failure(&dict, error, language)?;
    set_origin(&dict, arguments, error.project.as_deref())?;
    Class::of(py, arguments.operation.response)?.whole(dict)
}

/// Returns code and message of a call that failed, as a response of no call in particular.
pub(super) fn plain_failure<'py>(
    py: Python<'py>,
    error: &ServiceError,
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let class = responses(py)?.getattr(intern!(py, "Response"))?;
    let dict = class.call0()?.cast_into::<PyDict>()?;
    set_failure(&dict, error, language)?;
    Ok(dict.into_any())
}

fn set_failure(dict: &Bound<'_, PyDict>, error: &ServiceError, language: Language) -> PyResult<()> {
    let py = dict.py();
    let code = error
        .error_code
        .clone()
        .unwrap_or_else(|| format!("HTTP {}", error.http_status));
    dict.set_item(intern!(py, "error_code"), code)?;
    let message = error.error_msg.as_ref().map(|text| text.text(language));
    let message = message.unwrap_or_else(|| error.reason.clone());
    dict.set_item(intern!(py, "error_msg"), message)?;
    let request_id = error.request_id.as_deref();
    set_attributes(dict, error.http_status, request_id, language)
}

/// Sets what every response has besides its body, such as the language in which to explain its codes.
fn set_attributes(
    dict: &Bound<'_, PyDict>,
    http_status: u16,
    request_id: Option<&str>,
    language: Language,
) -> PyResult<()> {
    let py = dict.py();
    dict.setattr(intern!(py, "http_status"), http_status)?;
    dict.setattr(intern!(py, "request_id"), request_id)?;
    dict.setattr(intern!(py, "_language"), language.tag())
}

/// Sets what a response that can be polled is about.
fn set_origin(
    dict: &Bound<'_, PyDict>,
    arguments: &Arguments,
    project: Option<&str>,
) -> PyResult<()> {
    if arguments.operation.status.is_none() {
        return Ok(());
    }
    let py = dict.py();
    let ids = arguments.ids.iter().map(|(_, id)| id);
    dict.setattr(intern!(py, "_ids"), PyTuple::new(py, ids)?)?;
    let operation = PyString::intern(py, arguments.operation.name);
    dict.setattr(intern!(py, "_operation"), operation)?;
    dict.setattr(intern!(py, "_project_id"), project)?;
    // Waits read it often, and an attribute that is not set is found slowly.
    dict.setattr(intern!(py, "_end"), py.None())
}

fn response_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, "modelarts.responses", "ResponseList")?;
    Ok(class.call0()?.cast_into()?)
}

/// Converts values, which are dropped on the way: the Python objects take their place.
struct Converter<'py> {
    py: Python<'py>,
    language: Language,
    objects: usize,
}

impl<'py> Converter<'py> {
    fn new(py: Python<'py>, language: Language) -> Self {
        Self {
            py,
            language,
            objects: 0,
        }
    }

    fn value(&mut self, value: Value) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        Ok(match value {
            Value::Null => py.None().into_bound(py),
            Value::Boolean(value) => value.into_pyobject(py)?.to_owned().into_any(),
            Value::Integer(value) => value.into_pyobject(py)?.into_any(),
            Value::BigInteger(digits) => py
                .get_type::<pyo3::types::PyInt>()
                .call1((digits,))?
                .into_any(),
            Value::Float(value) => PyFloat::new(py, value).into_any(),
            Value::Text(text) => PyString::new(py, &text).into_any(),
            Value::List(items) => self.list(items)?.into_any(),
            Value::Object(object) => self.object(object)?.into_any(),
        })
    }

    /// Converts a list: one of documented objects, which is shown as a table, or a plain one.
    fn list(&mut self, items: Vec<Value>) -> PyResult<Bound<'py, PyList>> {
        let is_plain = items.first().is_some_and(|first| {
            first
                .as_object()
                .is_none_or(|object| object.schema.is_none())
        });
        let list = if is_plain {
            PyList::empty(self.py)
        } else {
            response_list(self.py)?
        };
        for item in items {
            list.append(self.value(item)?)?;
        }
        Ok(list)
    }

    fn object(&mut self, object: Object) -> PyResult<Bound<'py, PyDict>> {
        self.objects = self.objects.wrapping_add(1);
        if self.objects.is_multiple_of(SIGNAL_CHECK) {
            self.py.check_signals()?;
        }
        let Some(schema) = object.schema else {
            let dict = PyDict::new(self.py);
            for (key, value) in object.members {
                dict.set_item(key.name(None), self.value(value)?)?;
            }
            return Ok(dict);
        };
        let class = Class::of(self.py, schema)?;
        let dict = class.new_dict(self.py)?;
        if class.explains {
            dict.setattr(intern!(self.py, "_language"), self.language.tag())?;
        }
        for (key, value) in object.members {
            let value = self.value(value)?;
            match &key {
                Key::Other(name) => dict.set_item(name, value)?,
                Key::Field(index) => match class.keys.get(*index) {
                    Some(key) => dict.set_item(key, value)?,
                    None => dict.set_item(key.name(Some(schema)), value)?,
                },
            }
        }
        Ok(dict)
    }
}
