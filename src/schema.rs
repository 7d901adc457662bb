//! Reads JSON by its schema, and checks values by the rules for parameters.

mod check;
mod misspelled;
mod normalize;
mod obs_path;
mod read;

pub use check::{check, check_id};
pub use misspelled::find as find_misspelled;
pub use normalize::normalize;
pub use obs_path::folders;
pub(crate) use read::Syntax;
pub use read::{ReadError, parse, parse_nested, read, read_field, read_object};
