//! Request bodies, read to their end and up to a limit.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use tokio::time::timeout;

/// The largest accepted body of most requests, in bytes.
pub(crate) const MAX_BYTES: usize = 8 * 1024 * 1024;
/// How much of a larger body is read and dropped, in bytes.
const MAX_DROPPED_BYTES: usize = 64 * 1024 * 1024;

/// How long the client may take to send the body.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// Why a body can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is larger than the limit.
    TooLarge,
    /// It violates HTTP, or it ended too early.
    Malformed,
    /// The client takes too long to send it.
    TimedOut,
}

/// Reads a body of at most `limit` bytes to its end.
pub(crate) async fn read(body: Body, limit: usize) -> Result<Bytes, BodyError> {
    timeout(READ_TIMEOUT, read_to_end(body, limit))
        .await
        .unwrap_or(Err(BodyError::TimedOut))
}

/// Reads a body that is not used. A client that is still sending when the connection closes never
/// sees the response.
pub(crate) async fn discard(body: Body) {
    let _ = timeout(READ_TIMEOUT, drop_chunks(body)).await;
}

async fn read_to_end(mut body: Body, limit: usize) -> Result<Bytes, BodyError> {
    let mut received = Vec::new();
    while let Some(chunk) = next_chunk(&mut body).await? {
        if received.len() + chunk.len() > limit {
            drop(received);
            drop_chunks(body).await?;
            return Err(BodyError::TooLarge);
        }
        received.extend_from_slice(&chunk);
    }
    Ok(received.into())
}

async fn drop_chunks(mut body: Body) -> Result<(), BodyError> {
    let mut dropped = 0;
    while dropped < MAX_DROPPED_BYTES {
        match next_chunk(&mut body).await? {
            Some(chunk) => dropped += chunk.len(),
            None => break,
        }
    }
    Ok(())
}

/// Returns the next bytes; trailers count as an empty chunk.
async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, BodyError> {
    match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
        Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
        Some(Err(_)) => Err(BodyError::Malformed),
        None => Ok(None),
    }
}
