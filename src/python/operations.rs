//! What Python needs to know of the operations.

use pyo3::prelude::*;

use super::arguments::find;
use super::poll_targets::in_path;
use crate::api::generated;

/// Returns the names of an operation's parameters, in the order of its arguments.
#[pyfunction]
pub(super) fn parameters(operation: &str) -> PyResult<Vec<&'static str>> {
    let parameters = find(operation)?.parameters.iter();
    Ok(parameters.map(|parameter| parameter.name).collect())
}

/// Returns the operations that can be polled, each with the names in its path.
#[pyfunction]
pub(super) fn polled_operations() -> Vec<(&'static str, Vec<&'static str>)> {
    let operations = generated::TABLES.iter().copied().flatten();
    operations
        .filter(|operation| operation.status.is_some())
        .map(|operation| {
            let names = in_path(operation).map(|parameter| parameter.name);
            (operation.name, names.collect())
        })
        .collect()
}
