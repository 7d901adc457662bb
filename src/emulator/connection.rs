//! Connections that an answer can break.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use super::cloud::lock;

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With TCP RST.
    Reset,
    /// With TCP FIN.
    Close,
}

/// When it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    AtOnce,
    /// Halfway through what is written next.
    Halfway,
    /// Once all that was written has been sent.
    WhenSent,
}

/// From where an answer reaches the connection that it goes out on.
#[derive(Debug, Clone, Default)]
pub(super) struct Handle(Arc<Mutex<Option<(Moment, Ending)>>>);

impl Handle {
    /// Ends the connection once all that was written has been sent.
    pub(super) fn end_when_sent(&self, ending: Ending) {
        *lock(&self.0) = Some((Moment::WhenSent, ending));
    }

    /// Ends the connection halfway through what is written next.
    pub(super) fn end_halfway(&self, ending: Ending) {
        *lock(&self.0) = Some((Moment::Halfway, ending));
    }

    #[cfg(test)]
    pub(super) fn ends_halfway(&self) -> bool {
        matches!(self.order(), Some((Moment::Halfway, _)))
    }

    fn order(&self) -> Option<(Moment, Ending)> {
        *lock(&self.0)
    }
}

impl Connected<IncomingStream<'_, Connections>> for Handle {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().handle.clone()
    }
}

/// The listening socket.
#[derive(Debug)]
pub(super) struct Connections(pub(super) TcpListener);

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        let handle = Handle::default();
        (Connection { stream, handle }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that was accepted.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    handle: Handle,
}

impl Connection {
    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }

    /// The error makes the server drop the connection, which is what resets or closes it.
    fn end(mut self: Pin<&mut Self>, context: &mut Context<'_>, ending: Ending) -> Poll<io::Error> {
        match ending {
            Ending::Reset => {
                let _ = self.stream.set_zero_linger();
            }
            Ending::Close => {
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
        match self.handle.order() {
            Some((Moment::AtOnce, ending)) => self.end(context, ending).map(Err),
            Some((Moment::Halfway, ending)) => {
                let half = bytes.get(..bytes.len().div_ceil(2)).unwrap_or_default();
                let sent = ready!(self.as_mut().stream().poll_write(context, half));
                *lock(&self.handle.0) = Some((Moment::AtOnce, ending));
                Poll::Ready(sent)
            }
            Some((Moment::WhenSent, _)) | None => self.stream().poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some((Moment::AtOnce | Moment::Halfway, _)) = self.handle.order() {
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
        match self.handle.order() {
            Some((Moment::AtOnce | Moment::WhenSent, ending)) => self.end(context, ending).map(Err),
            Some((Moment::Halfway, _)) | None => Poll::Ready(Ok(())),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }
}
