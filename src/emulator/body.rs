//! Bodies of requests, read whole and within a limit.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody as _};

/// The longest body that is taken, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;
/// How much more is read and thrown away, in bytes: a client that is still sending when the
/// connection closes never sees the answer.
const PATIENCE: usize = 64 * 1024 * 1024;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyFault {
    /// It is longer than is taken.
    TooLong,
    /// It breaks the rules of HTTP, or it ended too early.
    Broken,
}

pub(super) async fn read(mut body: Body) -> Result<Bytes, BodyFault> {
    let mut received = Vec::new();
    while let Some(chunk) = next_chunk(&mut body).await? {
        if received.len() + chunk.len() > LIMIT {
            drop(received);
            discard(body).await?;
            return Err(BodyFault::TooLong);
        }
        received.extend_from_slice(&chunk);
    }
    Ok(received.into())
}

async fn discard(mut body: Body) -> Result<(), BodyFault> {
    let mut discarded = 0;
    while discarded < PATIENCE {
        match next_chunk(&mut body).await? {
            Some(chunk) => discarded += chunk.len(),
            None => break,
        }
    }
    Ok(())
}

/// The next bytes; of trailers, none.
async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, BodyFault> {
    match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
        Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
        Some(Err(_)) => Err(BodyFault::Broken),
        None => Ok(None),
    }
}
