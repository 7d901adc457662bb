//! The tables that `tools/generate.py` writes from `api/`, as it does this file.

use crate::api::Operation;

pub mod clouds;
pub mod data_management;
pub mod dataset;
pub mod error_codes;
pub mod settings;

/// The calls of each API.
pub static TABLES: &[&[Operation]] = &[dataset::OPERATIONS, data_management::OPERATIONS];

/// Returns the call of that name.
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    let mut operations = TABLES.iter().copied().flatten();
    operations.find(|operation| operation.name == name)
}
