//! Reads the body of a response: its content codings, and its limit.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, TRANSFER_ENCODING};

use super::timeouts::Timeouts;
use crate::message::{Message, translate_system_error};

/// The content codings that requests accept.
pub(super) const ACCEPTED: &str = "gzip";
/// A body that was compressed more often than this has an error in its head.
const MAX_COMPRESSIONS: usize = 2;
/// A name in a header is shown up to this length.
const MAX_NAME_LENGTH: usize = 40;

/// Why a body can't be read to its end.
#[derive(Debug)]
pub(super) enum BodyError {
    /// Nothing was received within the read timeout.
    ReadTimedOut,
    /// The connection broke.
    Broken(reqwest::Error),
    /// Its content can't be read.
    Unreadable {
        /// The part that was read.
        start: Vec<u8>,
        /// What is wrong.
        problem: Message,
    },
}

impl BodyError {
    fn unreadable(problem: impl Into<Message>) -> Self {
        Self::Unreadable {
            start: Vec::new(),
            problem: problem.into(),
        }
    }
}

/// Reads a body to its end, and decodes it. That of a success has to be text in UTF-8; the codes of
/// failures are ASCII, so these are read whatever their charset is.
pub(super) async fn read(
    mut response: reqwest::Response,
    headers: &HeaderMap,
    timeouts: Timeouts,
    limit: usize,
) -> Result<Vec<u8>, BodyError> {
    let times = times_compressed(headers);
    let length = response.content_length().filter(|_| times == Ok(0));
    let sink = Sink::new(limit, length)?;
    let mut decoder = Decoder::new(sink, *times.as_ref().unwrap_or(&0));
    let mut is_empty = true;
    loop {
        let received = timeouts.apply(response.chunk()).await;
        let received = received.map_err(|_| BodyError::ReadTimedOut)?;
        let data = match received.map_err(BodyError::Broken)? {
            None => break,
            Some(data) if data.is_empty() => continue,
            Some(data) => data,
        };
        // No bytes at all are what a status without a body has, whatever its head says.
        times.as_ref().map_err(BodyError::unreadable)?;
        is_empty = false;
        if let Err(error) = decoder.write_all(&data) {
            return Err(decoder.failed(&error));
        }
    }
    if is_empty {
        return Ok(Vec::new());
    }
    if let Err(error) = decoder.finish() {
        return Err(decoder.failed(&error));
    }
    let body = std::mem::take(&mut decoder.sink().read);
    let charset = response
        .status()
        .is_success()
        .then(|| other_charset(headers, &body));
    match charset.flatten() {
        None => Ok(body),
        Some(problem) => Err(BodyError::Unreadable {
            start: body,
            problem,
        }),
    }
}

/// Returns how often a body was compressed with gzip, by its head.
///
/// # Errors
/// What is wrong, if it is encoded in another way.
fn times_compressed(headers: &HeaderMap) -> Result<usize, Message> {
    let mut times: usize = 0;
    for header in [CONTENT_ENCODING, TRANSFER_ENCODING] {
        for value in headers.get_all(&header) {
            let codings = String::from_utf8_lossy(value.as_bytes());
            for coding in codings.split(',').map(shortened) {
                match (header.as_str(), coding.as_str()) {
                    (_, "" | "identity") | ("transfer-encoding", "chunked") => {}
                    ("content-encoding", "gzip" | "x-gzip") => times = times.saturating_add(1),
                    (header, coding) => {
                        return Err(message!(
                            "the body is encoded with {coding} ({header}), which was not asked for; a proxy \
                             or a gateway may have done that",
                            coding,
                            header
                        ));
                    }
                }
            }
        }
    }
    if times > MAX_COMPRESSIONS {
        return Err(message!(
            "the body is compressed with gzip {times} times over",
            times
        ));
    }
    Ok(times)
}

fn shortened(name: &str) -> String {
    let name = name.trim().trim_matches('"').to_ascii_lowercase();
    name.chars().take(MAX_NAME_LENGTH).collect()
}

/// Returns a problem if a text is in another charset than UTF-8, and its bytes differ in it.
fn other_charset(headers: &HeaderMap, body: &[u8]) -> Option<Message> {
    let content_type = headers.get(CONTENT_TYPE)?;
    let content_type = String::from_utf8_lossy(content_type.as_bytes());
    let charset = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| shortened(value))
    })?;
    let is_utf8 = matches!(
        charset.as_str(),
        "" | "utf-8" | "utf8" | "utf-8-sig" | "us-ascii" | "ascii"
    );
    // ASCII is the same in all others but these.
    let is_wide = charset.starts_with("utf-16") || charset.starts_with("utf-32");
    let differs = !is_utf8 && (is_wide || !body.is_ascii());
    differs.then(|| {
        message!(
            "the body is text in {charset}, not in UTF-8 as JSON is",
            charset
        )
    })
}

/// Collects a body up to its limit.
#[derive(Debug)]
struct Sink {
    read: Vec<u8>,
    limit: usize,
}

/// Why a body can't be collected.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Full {
    #[error("{}", self.message())]
    TooLarge(usize),
    #[error("{}", self.message())]
    OutOfMemory,
}

impl Full {
    fn message(self) -> Message {
        match self {
            Self::TooLarge(limit) => message!(
                "the body is larger than max_response_bytes ({limit} bytes)",
                limit
            ),
            Self::OutOfMemory => message!("there is no memory for the body"),
        }
    }
}

impl Sink {
    /// Reserves capacity for the length in `Content-Length`, within the limit.
    fn new(limit: usize, length: Option<u64>) -> Result<Self, BodyError> {
        let length = length.and_then(|length| usize::try_from(length).ok());
        let mut read = Vec::new();
        read.try_reserve_exact(length.unwrap_or(0).min(limit))
            .map_err(|_| BodyError::unreadable(Full::OutOfMemory.message()))?;
        Ok(Self { read, limit })
    }

    /// Adds bytes. Doubles the capacity as often as needed, and never beyond the limit.
    fn take(&mut self, bytes: &[u8]) -> Result<(), Full> {
        let (length, capacity) = (self.read.len(), self.read.capacity());
        if bytes.len() > self.limit.saturating_sub(length) {
            return Err(Full::TooLarge(self.limit));
        }
        let needed = length.saturating_add(bytes.len());
        if needed > capacity {
            let capacity = needed.max(capacity.saturating_mul(2).min(self.limit));
            self.read
                .try_reserve_exact(capacity.saturating_sub(length))
                .map_err(|_| Full::OutOfMemory)?;
        }
        self.read.extend_from_slice(bytes);
        Ok(())
    }
}

/// Decodes a body while it is received.
#[derive(Debug)]
enum Decoder {
    Plain(Sink),
    Gzip(Box<MultiGzDecoder<Decoder>>),
}

impl Decoder {
    fn new(sink: Sink, times_compressed: usize) -> Self {
        (0..times_compressed).fold(Self::Plain(sink), |inner, _| {
            Self::Gzip(Box::new(MultiGzDecoder::new(inner)))
        })
    }

    /// Decodes the rest, and checks that the end was received.
    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(gzip) => {
                gzip.try_finish()?;
                gzip.get_mut().finish()
            }
        }
    }

    fn sink(&mut self) -> &mut Sink {
        match self {
            Self::Plain(sink) => sink,
            Self::Gzip(gzip) => gzip.get_mut().sink(),
        }
    }

    fn failed(&mut self, error: &io::Error) -> BodyError {
        let full = error
            .get_ref()
            .and_then(|cause| cause.downcast_ref::<Full>());
        BodyError::Unreadable {
            start: std::mem::take(&mut self.sink().read),
            problem: full.map_or_else(
                || {
                    message!(
                        "the body can't be decompressed: {error}",
                        error = translate_system_error(&error.to_string())
                    )
                },
                |full| full.message(),
            ),
        }
    }
}

impl Write for Decoder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(sink) => {
                sink.take(bytes).map_err(io::Error::other)?;
                Ok(bytes.len())
            }
            Self::Gzip(gzip) => gzip.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
