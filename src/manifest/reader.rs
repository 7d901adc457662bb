//! From the chunks of a file to its entries.

use std::io::BufRead as _;

use super::normalize::{bad_line, read_line, too_long};
use super::{BadLine, Entry, MAX_LINE_BYTES};

/// Reads entries from the bytes of a file, which come in chunks of any size. It keeps the last chunk
/// and the beginning of an incomplete line, and nothing else.
#[derive(Debug, Default)]
pub struct EntryReader {
    buffer: Vec<u8>,
    /// Where the next line begins in the buffer.
    begin: usize,
    /// So much of the next line is known to have no line break.
    searched: usize,
    /// The number of the last line.
    line: u64,
    /// Whether the rest of a line is skipped that was refused as too long.
    is_skipping: bool,
    is_finished: bool,
}

impl EntryReader {
    /// Adds the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.begin);
        self.begin = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Says that there are no more bytes, so that the last line needs no line break.
    pub fn finish(&mut self) {
        self.is_finished = true;
    }

    /// Returns the number of the next line.
    #[must_use]
    pub fn next_line(&self) -> u64 {
        self.line.saturating_add(1)
    }

    /// Returns the next entry, or the next bad line; none if that takes more bytes.
    pub fn next_entry(&mut self) -> Option<Result<Entry, BadLine>> {
        loop {
            let rest = self.buffer.get(self.begin..).unwrap_or_default();
            let unseen = rest.get(self.searched..).unwrap_or_default();
            // The search of the standard library that compares many bytes at once.
            let mut after = unseen;
            let seen = after.skip_until(b'\n').unwrap_or_default();
            let is_complete = unseen.get(..seen).is_some_and(|seen| seen.ends_with(b"\n"));
            let length = self.searched + seen;
            let is_last = self.is_finished && length > 0;
            if !is_complete && !is_last {
                return self.wait_for_more(length);
            }
            self.searched = 0;
            let begin = self.begin;
            self.begin += length;
            if std::mem::take(&mut self.is_skipping) {
                continue;
            }
            self.line += 1;
            let line = self.buffer.get(begin..begin + length).unwrap_or_default();
            if let Some(read) = read_line(line, self.line) {
                return Some(read);
            }
        }
    }

    /// Keeps an incomplete line, unless it is too long already.
    fn wait_for_more(&mut self, length: usize) -> Option<Result<Entry, BadLine>> {
        self.searched = length;
        if !self.is_skipping && length <= MAX_LINE_BYTES {
            return None;
        }
        self.buffer.clear();
        (self.begin, self.searched) = (0, 0);
        if std::mem::replace(&mut self.is_skipping, true) {
            return None;
        }
        self.line += 1;
        Some(Err(bad_line(self.line, too_long())))
    }
}
