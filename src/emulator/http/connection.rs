//! Connections that a fault can close in the middle of a response.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::process::lock;

/// How a fault closes a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CloseMode {
    /// With TCP RST.
    Reset,
    /// With TCP FIN.
    Close,
}

/// When a fault closes a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CloseAt {
    Now,
    /// After half of the next write.
    Halfway,
    /// Once all that was written has been sent.
    AfterFlush,
}

/// A handle by which responses and the server close a connection.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionHandle(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    close: Mutex<Option<(CloseAt, CloseMode)>>,
    /// Since when no request has been in progress; `None` during a request.
    idle_since: Mutex<Option<Instant>>,
    evicted: Notify,
}

impl Default for ConnectionHandle {
    fn default() -> Self {
        Self(Arc::new(Shared {
            close: Mutex::default(),
            idle_since: Mutex::new(Some(Instant::now())),
            evicted: Notify::new(),
        }))
    }
}

impl ConnectionHandle {
    /// Closes the connection once all that was written has been sent.
    pub(crate) fn close_after_flush(&self, mode: CloseMode) {
        *lock(&self.0.close) = Some((CloseAt::AfterFlush, mode));
    }

    /// Closes the connection after half of the next write.
    pub(crate) fn close_halfway(&self, mode: CloseMode) {
        *lock(&self.0.close) = Some((CloseAt::Halfway, mode));
    }

    #[cfg(test)]
    pub(crate) fn closes_halfway(&self) -> bool {
        matches!(self.requested(), Some((CloseAt::Halfway, _)))
    }

    /// Returns whether the connection still exists; the caller's handle does not count.
    pub(crate) fn is_open(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Marks a request as in progress until the guard is dropped.
    pub(crate) fn begin_request(&self) -> RequestGuard {
        *lock(&self.0.idle_since) = None;
        RequestGuard(self.clone())
    }

    /// Returns how long no request has been in progress; `None` during a request.
    pub(crate) fn idle_time(&self) -> Option<Duration> {
        lock(&self.0.idle_since).map(|since| since.elapsed())
    }

    /// Asks the server to close the connection, to make room for another.
    pub(crate) fn evict(&self) {
        self.0.evicted.notify_one();
    }

    /// Returns when the connection is evicted.
    pub(crate) async fn evicted(&self) {
        self.0.evicted.notified().await;
    }

    fn requested(&self) -> Option<(CloseAt, CloseMode)> {
        *lock(&self.0.close)
    }
}

/// Marks the request of a connection as finished when it is dropped.
#[derive(Debug)]
pub(crate) struct RequestGuard(ConnectionHandle);

impl Drop for RequestGuard {
    fn drop(&mut self) {
        *lock(&self.0.0.idle_since) = Some(Instant::now());
    }
}

/// A connection that was accepted.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, handle: ConnectionHandle) -> Self {
        Self { stream, handle }
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }

    /// The returned error makes the server drop the connection, which resets or closes it.
    fn close(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mode: CloseMode,
    ) -> Poll<io::Error> {
        match mode {
            CloseMode::Reset => {
                let _ = self.stream.set_zero_linger();
            }
            CloseMode::Close => {
                let _ = ready!(self.as_mut().stream().poll_shutdown(context));
            }
        }
        Poll::Ready(io::ErrorKind::ConnectionAborted.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream().poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.handle.requested() {
            Some((CloseAt::Now, mode)) => self.close(context, mode).map(Err),
            Some((CloseAt::Halfway, mode)) => {
                let half = bytes.get(..bytes.len().div_ceil(2)).unwrap_or_default();
                let sent = ready!(self.as_mut().stream().poll_write(context, half));
                *lock(&self.handle.0.close) = Some((CloseAt::Now, mode));
                Poll::Ready(sent)
            }
            Some((CloseAt::AfterFlush, _)) | None => self.stream().poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some((CloseAt::Now | CloseAt::Halfway, _)) = self.handle.requested() {
            let first = pieces.iter().find(|piece| !piece.is_empty());
            return self.poll_write(context, first.map_or(&[], |piece| piece));
        }
        self.stream().poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.as_mut().stream().poll_flush(context))?;
        match self.handle.requested() {
            Some((CloseAt::Now | CloseAt::AfterFlush, mode)) => self.close(context, mode).map(Err),
            Some((CloseAt::Halfway, _)) | None => Poll::Ready(Ok(())),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }
}
