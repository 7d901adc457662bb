//! Manifests of ModelArts: JSON lines that tie samples to their labels.
//!
//! [`EntryReader`] takes the bytes of a file of any size, chunk by chunk, and returns an entry for each line;
//! [`line()`] makes a line of an entry.

mod format;
mod normalize;
mod reader;

pub use format::{ANNOTATION, ENTRY};
pub use normalize::{line, read_line};
pub use reader::EntryReader;

use crate::message::Message;
use crate::value::Object;

/// A longer line is refused, so that a file without line breaks doesn't take all memory.
pub const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// An entry: a sample and its labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The number of its line, from 1.
    pub line: u64,
    /// What the line holds.
    pub object: Object,
}

/// A line that is no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// The number of the line, from 1.
    pub line: u64,
    /// The field, like `annotation[0].confidence`; empty for the line as a whole.
    pub field: String,
    /// What is wrong there.
    pub problem: Message,
}
