//! The formats of label files, read and written without the client's code.

pub(super) mod entry;
pub(super) mod voc;
pub(super) mod xml;
