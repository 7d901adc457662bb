//! Answers as Python objects: each object is a dict of its class in `modelarts.responses`.

use std::sync::Arc;

use arc_swap::ArcSwap;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyList, PyString, PyType};

use crate::api::{Object as Schema, Operation, Presence};
use crate::error::ServiceError;
use crate::transport::Response;
use crate::value::{Key, Object, Value};

use super::garbage::paused;

/// Signals are checked after so many objects.
const SIGNAL_CHECK: usize = 4096;

/// The Python class of a schema, and its keys.
struct Class {
    class: Py<PyType>,
    /// Whether it is a page, which is made from the response and is no dict.
    is_page: bool,
    keys: Vec<Py<PyString>>,
}

/// The classes that were used, each by the address of its schema; found without a lock.
static CLASSES: PyOnceLock<ArcSwap<Classes>> = PyOnceLock::new();

type Classes = Vec<(usize, Arc<Class>)>;

impl Class {
    fn of(py: Python<'_>, schema: &'static Schema) -> PyResult<Arc<Self>> {
        let classes = CLASSES.get_or_init(py, ArcSwap::default);
        let address = std::ptr::from_ref(schema).addr();
        let known = classes.load();
        if let Some((_, class)) = known.iter().find(|(other, _)| *other == address) {
            return Ok(Arc::clone(class));
        }
        let named = py.import(schema.module)?.getattr(schema.class)?;
        let named = named.cast_into::<PyType>()?;
        let class = Arc::new(Self {
            is_page: !named.is_subclass_of::<PyDict>()?,
            class: named.unbind(),
            keys: schema
                .fields
                .iter()
                .map(|field| PyString::intern(py, field.name).unbind())
                .collect(),
        });
        classes.rcu(|classes| {
            let mut classes = Vec::clone(classes);
            classes.push((address, Arc::clone(&class)));
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
    fn whole<'py>(&self, dict: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if self.is_page {
            return self.class.bind(dict.py()).call1((dict,));
        }
        Ok(dict)
    }
}

fn responses(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module =
        MODULE.get_or_try_init(py, || py.import("modelarts.responses").map(Bound::unbind))?;
    Ok(module.bind(py))
}

/// What a response carries besides the answer.
pub(super) struct Origin<'a> {
    pub(super) operation: &'static Operation,
    /// The ids in the path, by name.
    pub(super) ids: &'a [(&'static str, String)],
    pub(super) language: &'static str,
}

/// Returns the response of a call that succeeded.
pub(super) fn response<'py>(
    py: Python<'py>,
    response: &Response,
    origin: &Origin<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    paused(py, response.body_bytes, || {
        let mut converter = Converter { py, objects: 0 };
        let dict = converter.object(&response.value)?.into_any();
        let request_id = response.request_id.as_deref();
        set_attributes(
            &dict,
            response.http_status,
            request_id,
            response.project.as_deref(),
            origin,
        )?;
        Class::of(py, origin.operation.response)?.whole(dict)
    })
}

/// Returns an object with a schema as a dict of its class.
pub(super) fn typed<'py>(py: Python<'py>, object: &Object) -> PyResult<Bound<'py, PyDict>> {
    Converter { py, objects: 0 }.object(object)
}

/// Returns the response of a call that failed, in the documented form: code and message are in it.
pub(super) fn failed_response<'py>(
    py: Python<'py>,
    error: &ServiceError,
    origin: &Origin<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    let schema = origin.operation.response;
    let dict = Class::of(py, schema)?.new_dict(py)?;
    for field in schema.fields {
        if field.presence == Presence::Always {
            dict.set_item(field.name, response_list(py)?)?;
        }
    }
    fill_failure(&dict, error)?;
    let dict = dict.into_any();
    set_attributes(
        &dict,
        error.http_status,
        error.request_id.as_deref(),
        error.project.as_deref(),
        origin,
    )?;
    Class::of(py, schema)?.whole(dict)
}

/// Returns code and message of a call that failed, as a response of no call in particular.
pub(super) fn plain_failure<'py>(
    py: Python<'py>,
    error: &ServiceError,
) -> PyResult<Bound<'py, PyAny>> {
    let class = responses(py)?.getattr(intern!(py, "Response"))?;
    let dict = class.call0()?.cast_into::<PyDict>()?;
    fill_failure(&dict, error)?;
    dict.setattr(intern!(py, "http_status"), error.http_status)?;
    dict.setattr(intern!(py, "request_id"), &error.request_id)?;
    Ok(dict.into_any())
}

fn fill_failure(dict: &Bound<'_, PyDict>, error: &ServiceError) -> PyResult<()> {
    let py = dict.py();
    let code = error
        .error_code
        .clone()
        .unwrap_or_else(|| format!("HTTP {}", error.http_status));
    dict.set_item(intern!(py, "error_code"), code)?;
    dict.set_item(
        intern!(py, "error_msg"),
        error.error_msg.as_deref().unwrap_or(&error.reason),
    )
}

/// A response that can be polled knows what it is about, and in which language to explain failures.
fn set_attributes(
    dict: &Bound<'_, PyAny>,
    http_status: u16,
    request_id: Option<&str>,
    project: Option<&str>,
    origin: &Origin<'_>,
) -> PyResult<()> {
    let py = dict.py();
    dict.setattr(intern!(py, "http_status"), http_status)?;
    dict.setattr(intern!(py, "request_id"), request_id)?;
    if origin.operation.status.is_none() {
        return Ok(());
    }
    for (name, id) in origin.ids {
        dict.setattr(*name, id)?;
    }
    dict.setattr(intern!(py, "project_id"), project)?;
    dict.setattr(intern!(py, "_language"), origin.language)
}

fn response_list(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, "modelarts.responses", "ResponseList")?;
    Ok(class.call0()?.cast_into()?)
}

struct Converter<'py> {
    py: Python<'py>,
    objects: usize,
}

impl<'py> Converter<'py> {
    fn value(&mut self, value: &Value) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        Ok(match value {
            Value::Null => py.None().into_bound(py),
            Value::Boolean(value) => value.into_pyobject(py)?.to_owned().into_any(),
            Value::Integer(value) => value.into_pyobject(py)?.into_any(),
            Value::BigInteger(digits) => py
                .get_type::<pyo3::types::PyInt>()
                .call1((digits,))?
                .into_any(),
            Value::Float(value) => PyFloat::new(py, *value).into_any(),
            Value::Text(text) => PyString::new(py, text).into_any(),
            Value::List(items) => self.list(items)?.into_any(),
            Value::Object(object) => self.object(object)?.into_any(),
        })
    }

    /// A list of documented objects is shown as a table; any other list is a plain one.
    fn list(&mut self, items: &[Value]) -> PyResult<Bound<'py, PyList>> {
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

    fn object(&mut self, object: &Object) -> PyResult<Bound<'py, PyDict>> {
        self.objects = self.objects.wrapping_add(1);
        if self.objects.is_multiple_of(SIGNAL_CHECK) {
            self.py.check_signals()?;
        }
        let Some(schema) = object.schema else {
            let dict = PyDict::new(self.py);
            for (key, value) in &object.members {
                dict.set_item(object.name(key), self.value(value)?)?;
            }
            return Ok(dict);
        };
        let class = Class::of(self.py, schema)?;
        let dict = class.new_dict(self.py)?;
        for (key, value) in &object.members {
            let value = self.value(value)?;
            match key {
                Key::Other(name) => dict.set_item(name, value)?,
                Key::Field(index) => match class.keys.get(*index) {
                    Some(key) => dict.set_item(key, value)?,
                    None => dict.set_item(object.name(key), value)?,
                },
            }
        }
        Ok(dict)
    }
}
