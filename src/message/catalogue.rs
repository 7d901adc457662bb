//! The messages in Chinese. Written by `tools/generate.py` from `api/messages/*.toml`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[("usage: ", "用法：")];
