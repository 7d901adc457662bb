//! Connections that a fault can close in the middle of a response.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::emulator::lock::lock;

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

/// A handle by which a response closes the connection it is sent on.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConnectionHandle(Arc<Mutex<Option<(CloseAt, CloseMode)>>>);

impl ConnectionHandle {
    /// Closes the connection once all that was written has been sent.
    pub(crate) fn close_after_flush(&self, mode: CloseMode) {
        *lock(&self.0) = Some((CloseAt::AfterFlush, mode));
    }

    /// Closes the connection after half of the next write.
    pub(crate) fn close_halfway(&self, mode: CloseMode) {
        *lock(&self.0) = Some((CloseAt::Halfway, mode));
    }

    #[cfg(test)]
    pub(crate) fn closes_halfway(&self) -> bool {
        matches!(self.requested(), Some((CloseAt::Halfway, _)))
    }

    fn requested(&self) -> Option<(CloseAt, CloseMode)> {
        *lock(&self.0)
    }
}

impl Connected<IncomingStream<'_, Connections>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().handle.clone()
    }
}

/// The listening socket.
#[derive(Debug)]
pub(crate) struct Connections(pub(crate) TcpListener);

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        let handle = ConnectionHandle::default();
        (Connection { stream, handle }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that was accepted.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
}

impl Connection {
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
                *lock(&self.handle.0) = Some((CloseAt::Now, mode));
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
