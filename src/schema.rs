//! Reads JSON by its schema, and checks values by the rules for parameters.

mod check;
mod read;

pub use check::{check, check_id};
pub use read::{ReadError, parse, read};
