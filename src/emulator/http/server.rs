//! The thread that listens, from its start to its end.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

use super::accept::{self, Limits};
use crate::emulator::error::EmulatorError;
use crate::emulator::interrupt::{Interrupt, MAX_STEP};
use crate::process::lock;

const THREAD_NAME: &str = "modelarts-emulator";
/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;
/// How long file work of requests may take to end before its threads are left alone.
const GRACE: Duration = Duration::from_millis(200);

/// A server on a thread of its own.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    running: Arc<AtomicBool>,
    thread: Mutex<Option<ServerThread>>,
}

#[derive(Debug)]
struct ServerThread {
    handle: JoinHandle<()>,
    /// Disconnected when the thread has ended.
    ended: mpsc::Receiver<()>,
    has_ended: bool,
    /// Dropped to stop the thread.
    stop: Option<watch::Sender<()>>,
    socket: SocketHandle,
}

impl Server {
    /// Starts the server; returns when it accepts connections.
    pub(crate) fn start(host: IpAddr, port: u16, router: Router) -> Result<Self, EmulatorError> {
        let requested = SocketAddr::new(host, port);
        let running = Arc::new(AtomicBool::new(true));
        let (stop, stopped) = watch::channel(());
        let (end, ended) = mpsc::channel();
        let (report, bound) = mpsc::channel();
        let on_end = EndSignal {
            running: running.clone(),
            _end: end,
        };
        let handle = std::thread::Builder::new()
            .name(THREAD_NAME.to_owned())
            .spawn(move || {
                let _on_end = on_end;
                run(requested, router, stopped, &report);
            })
            .map_err(|error| EmulatorError::listen(requested, &error))?;
        let (address, socket) = bound
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("its thread ended")))
            .map_err(|error| EmulatorError::listen(requested, &error))?;
        Ok(Self {
            address,
            running,
            thread: Mutex::new(Some(ServerThread {
                handle,
                ended,
                has_ended: false,
                stop: Some(stop),
                socket,
            })),
        })
    }

    pub(crate) fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    /// Signals the thread to end.
    pub(crate) fn begin_stop(&self) {
        self.running.store(false, Ordering::SeqCst);
        if let Some(thread) = lock(&self.thread).as_mut() {
            thread.stop = None;
        }
    }

    /// Waits until socket, connections and thread are gone, but not beyond `deadline`.
    pub(crate) fn stop(&self, deadline: Instant, interrupt: Interrupt<'_>) {
        self.begin_stop();
        while !self.has_ended() && Instant::now() < deadline {
            if interrupt.is_requested() {
                return;
            }
        }
        if let Some(thread) = lock(&self.thread).take() {
            thread.socket.shutdown();
            if thread.has_ended {
                let _ = thread.handle.join();
            }
        }
    }

    /// Waits a moment for the end of the thread; returns whether it has ended.
    fn has_ended(&self) -> bool {
        let mut thread = lock(&self.thread);
        let Some(thread) = thread.as_mut() else {
            return true;
        };
        let ended = thread.ended.recv_timeout(MAX_STEP);
        thread.has_ended = ended == Err(RecvTimeoutError::Disconnected);
        thread.has_ended
    }
}

/// Signals the end of the thread when it is dropped.
struct EndSignal {
    running: Arc<AtomicBool>,
    _end: mpsc::Sender<()>,
}

impl Drop for EndSignal {
    fn drop(&mut self) {
        self.running.store(false, Ordering::SeqCst);
    }
}

type Report = mpsc::Sender<io::Result<(SocketAddr, SocketHandle)>>;

fn run(requested: SocketAddr, router: Router, stopped: watch::Receiver<()>, report: &Report) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name(THREAD_NAME)
        .build();
    match runtime {
        Ok(runtime) => {
            runtime.block_on(listen(requested, router, stopped, report));
            runtime.shutdown_timeout(GRACE);
        }
        Err(error) => {
            let _ = report.send(Err(error));
        }
    }
}

async fn listen(
    requested: SocketAddr,
    router: Router,
    stopped: watch::Receiver<()>,
    report: &Report,
) {
    match bind(requested) {
        Ok((listener, address, socket)) => {
            let _ = report.send(Ok((address, socket)));
            accept::serve(listener, &router, stopped, Limits::default()).await;
        }
        Err(error) => {
            let _ = report.send(Err(error));
        }
    }
}

fn bind(requested: SocketAddr) -> io::Result<(TcpListener, SocketAddr, SocketHandle)> {
    let socket = match requested {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // On Windows the option would let two servers share a port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(requested)?;
    let listener = socket.listen(BACKLOG)?;
    let address = listener.local_addr()?;
    let socket = SocketHandle::of(&listener)?;
    Ok((listener, address, socket))
}

/// A second handle of the listening socket, to shut it down even if a forked child holds a third.
#[derive(Debug)]
struct SocketHandle {
    #[cfg(unix)]
    handle: std::os::fd::OwnedFd,
}

#[cfg(unix)]
impl SocketHandle {
    fn of(listener: &TcpListener) -> io::Result<Self> {
        use std::os::fd::AsFd as _;
        Ok(Self {
            handle: listener.as_fd().try_clone_to_owned()?,
        })
    }

    /// Stops listening for every process that holds the socket. Where the system can't do that, the
    /// socket is only closed.
    fn shutdown(self) {
        let socket = std::net::TcpStream::from(self.handle);
        let _ = socket.shutdown(std::net::Shutdown::Both);
    }
}

#[cfg(not(unix))]
impl SocketHandle {
    fn of(_: &TcpListener) -> io::Result<Self> {
        Ok(Self {})
    }

    fn shutdown(self) {}
}
