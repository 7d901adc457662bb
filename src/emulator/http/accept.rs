//! Accepting and serving connections, within limits.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tower::ServiceExt as _;

use super::connection::{Connection, ConnectionHandle};

/// A connection that was idle for a shorter time is not closed to make room.
const MIN_IDLE_TIME: Duration = Duration::from_millis(50);
/// The longest head that is read at all, in bytes.
const MAX_HEAD_BYTES: usize = 408 * 1024;
/// How long requests in progress may take to end before their connections are cut.
const GRACE: Duration = Duration::from_millis(200);
/// How long to wait after the system refuses a connection, as it does without descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What clients may take up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How many connections may be open. Beyond that, the one that is idle longest is closed.
    connections: usize,
    /// How long a client may take to send the head of a request, or stay idle before it.
    head_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head_timeout: Duration::from_secs(30),
        }
    }
}

/// Serves connections until `stopped` is closed.
pub(crate) async fn serve(
    listener: TcpListener,
    router: &Router,
    stopped: watch::Receiver<()>,
    limits: Limits,
) {
    let mut connections = Connections {
        tasks: JoinSet::new(),
        handles: Vec::new(),
        stopped: stopped.clone(),
        limits,
    };
    let mut stop = pin!(stop_signal(stopped));
    loop {
        let has_room = connections.has_room();
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept(), if has_room => match accepted {
                Ok((stream, _)) => connections.serve(stream, router),
                Err(error) if is_of_connection(&error) => {}
                Err(_) => sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.tasks.join_next() => {}
            () = sleep(MIN_IDLE_TIME), if !has_room => {}
        }
    }
    drop(listener);
    tokio::select! {
        () = async { while connections.tasks.join_next().await.is_some() {} } => {}
        () = sleep(GRACE) => {}
    }
}

/// Returns when the sender is dropped; nothing is ever sent.
async fn stop_signal(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

/// Returns whether an error of `accept` is that of one connection, which the client has closed.
fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

/// The open connections.
struct Connections {
    tasks: JoinSet<()>,
    handles: Vec<ConnectionHandle>,
    stopped: watch::Receiver<()>,
    limits: Limits,
}

impl Connections {
    /// Returns whether another connection may be accepted; else closes an idle one.
    fn has_room(&mut self) -> bool {
        if self.tasks.len() < self.limits.connections {
            return true;
        }
        self.handles.retain(ConnectionHandle::is_open);
        let longest_idle = self
            .handles
            .iter()
            .filter_map(|handle| handle.idle_time().map(|time| (time, handle)))
            .max_by_key(|(time, _)| *time);
        if let Some((time, handle)) = longest_idle
            && time >= MIN_IDLE_TIME
        {
            handle.evict();
        }
        false
    }

    fn serve(&mut self, stream: TcpStream, router: &Router) {
        let _ = stream.set_nodelay(true);
        let handle = ConnectionHandle::default();
        if self.handles.len() >= 2 * self.limits.connections {
            self.handles.retain(ConnectionHandle::is_open);
        }
        self.handles.push(handle.clone());
        let connection = Connection::new(stream, handle.clone());
        let served = serve_connection(
            connection,
            handle,
            router.clone(),
            stop_signal(self.stopped.clone()),
            self.limits.head_timeout,
        );
        self.tasks.spawn(served);
    }
}

async fn serve_connection(
    connection: Connection,
    handle: ConnectionHandle,
    router: Router,
    stop: impl Future<Output = ()>,
    head_timeout: Duration,
) {
    let requests = handle.clone();
    let service = service_fn(move |request| respond(router.clone(), requests.clone(), request));
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_timeout)
            .max_buf_size(MAX_HEAD_BYTES)
            .serve_connection(TokioIo::new(connection), service)
    );
    let mut stop = pin!(stop);
    let mut stopping = false;
    loop {
        tokio::select! {
            _ = served.as_mut() => break,
            () = handle.evicted() => {
                if handle.idle_time().is_some() {
                    break;
                }
            }
            () = &mut stop, if !stopping => {
                stopping = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

async fn respond(
    router: Router,
    handle: ConnectionHandle,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let _in_progress = handle.begin_request();
    request.extensions_mut().insert(handle);
    router.oneshot(request).await
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::time::Instant;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::timeout;

    use super::*;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const LIMITS: Limits = Limits {
        connections: 4,
        head_timeout: Duration::from_millis(400),
    };

    async fn start(limits: Limits) -> (std::net::SocketAddr, watch::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = || async {
            sleep(Duration::from_millis(700)).await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "quick" }))
            .route("/slow", get(slow));
        let (stop, stopped) = watch::channel(());
        tokio::spawn(async move { serve(listener, &router, stopped, limits).await });
        (address, stop)
    }

    async fn response(stream: &mut TcpStream) -> String {
        let mut bytes = vec![0; 4096];
        let read = timeout(Duration::from_secs(5), stream.read(&mut bytes)).await;
        let length = read.unwrap().unwrap();
        String::from_utf8_lossy(bytes.get(..length).unwrap()).into_owned()
    }

    #[tokio::test]
    async fn a_head_that_does_not_end_is_cut_off() {
        let (address, _stop) = start(LIMITS).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let begun = Instant::now();
        let mut rest = Vec::new();
        let (mut reading, mut writing) = stream.split();
        let trickle = async {
            while writing.write_all(b"GET / HTTP/1.1\r\nA: ").await.is_ok() {
                sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::select! {
            _ = reading.read_to_end(&mut rest) => {}
            () = trickle => {}
        }
        assert!(begun.elapsed() >= LIMITS.head_timeout);
        assert!(begun.elapsed() < Duration::from_secs(5));
    }

    #[tokio::test]
    async fn at_the_limit_an_idle_connection_makes_room() {
        let limits = Limits {
            head_timeout: Duration::from_secs(60),
            ..LIMITS
        };
        let (address, _stop) = start(limits).await;
        let mut idle = Vec::new();
        for _ in 0..3 * limits.connections {
            idle.push(TcpStream::connect(address).await.unwrap());
        }
        let begun = Instant::now();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        assert!(response(&mut stream).await.ends_with("quick"));
        assert!(begun.elapsed() < Duration::from_secs(3));
    }

    #[tokio::test]
    async fn at_the_limit_no_request_in_progress_is_cut() {
        let (address, _stop) = start(LIMITS).await;
        let mut streams = Vec::new();
        for _ in 0..3 * LIMITS.connections {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let head = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(head).await.unwrap();
            streams.push(stream);
        }
        for mut stream in streams {
            assert!(response(&mut stream).await.ends_with("slow"));
        }
    }

    #[tokio::test]
    async fn a_head_of_a_megabyte_is_refused() {
        let (address, _stop) = start(Limits::default()).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = [b"GET / HTTP/1.1\r\nA: ".to_vec(), vec![b'a'; 1 << 20]].concat();
        let _ = stream.write_all(&head).await;
        assert!(response(&mut stream).await.starts_with("HTTP/1.1 431 "));
    }
}
