//! The tables that `tools/generate.py` writes from `api/`.

pub mod dataset;
pub mod error_codes;
pub mod settings;
