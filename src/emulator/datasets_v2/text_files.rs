//! Text files with a sample in each line.

use std::io::{BufRead as _, BufReader, Read};

use crate::emulator::service_error::ServiceError;

/// The largest line, in bytes.
const MAX_LINE: u64 = 100 * 1024;

/// How labels lie in text files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextFormat {
    /// Whether labels lie in the file `<name>_result.txt` and not beside the text.
    pub(crate) separate: bool,
    /// Between a text and its labels.
    pub(crate) sample_separator: char,
    /// Between labels.
    pub(crate) label_separator: char,
}

impl Default for TextFormat {
    fn default() -> Self {
        Self {
            separate: false,
            sample_separator: '\t',
            label_separator: ',',
        }
    }
}

impl TextFormat {
    /// Returns the text and the labels of a line.
    pub(crate) fn split<'a>(&self, line: &'a str) -> (&'a str, Vec<&'a str>) {
        match line.split_once(self.sample_separator) {
            Some((text, labels)) if !self.separate => (text, self.labels(labels)),
            _ => (line, Vec::new()),
        }
    }

    /// Returns the labels of a line that has nothing else.
    pub(crate) fn labels<'a>(&self, line: &'a str) -> Vec<&'a str> {
        let mut labels = Vec::new();
        for label in line.split(self.label_separator).map(str::trim) {
            if !label.is_empty() && !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }
}

/// Calls `visit` with each line and its number from 1. `file` names the file in errors.
pub(crate) fn each_line(
    reader: impl Read,
    file: &str,
    max_line: u64,
    mut visit: impl FnMut(usize, &str) -> Result<(), ServiceError>,
) -> Result<(), ServiceError> {
    let mut reader = BufReader::new(reader);
    let mut bytes = Vec::new();
    for row in 1.. {
        let invalid = |problem: &str| {
            let text = format!("{file}, line {row}: {problem}.");
            ServiceError::new("ModelArts.4362", text)
        };
        bytes.clear();
        let read = reader
            .by_ref()
            .take(max_line + 1)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| invalid(&error.to_string()))?;
        if read == 0 {
            break;
        }
        if read as u64 > max_line {
            return Err(invalid("the line is too long"));
        }
        let line = std::str::from_utf8(&bytes).map_err(|_| invalid("it is not UTF-8"))?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if row == 1 {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        visit(row, line)?;
    }
    Ok(())
}

/// Calls `visit` with each line of a text file that is not empty.
pub(crate) fn each_text(
    reader: impl Read,
    file: &str,
    mut visit: impl FnMut(usize, &str) -> Result<(), ServiceError>,
) -> Result<(), ServiceError> {
    each_line(reader, file, MAX_LINE, |row, line| {
        if line.trim().is_empty() {
            return Ok(());
        }
        visit(row, line)
    })
}
