//! The tables that `tools/generate.py` writes from `api/`.

pub mod settings;
