//! The thread that listens, from its start to its end.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

use super::EmulatorError;
use super::cloud::lock;
use super::connection::{Connections, Handle};

const NAME: &str = "modelarts-emulator";
/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;
/// How long requests under way are given to end, before their connections are cut.
const GRACE: Duration = Duration::from_millis(200);
/// How long the thread is waited for after that.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server on a thread of its own.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) address: SocketAddr,
    running: Arc<AtomicBool>,
    thread: Mutex<Option<Thread>>,
}

#[derive(Debug)]
struct Thread {
    handle: JoinHandle<()>,
    ended: mpsc::Receiver<()>,
    stop: watch::Sender<()>,
    socket: Socket,
}

impl Server {
    /// Returns when connections are accepted.
    pub(super) fn start(host: IpAddr, port: u16, router: Router) -> Result<Self, EmulatorError> {
        let wanted = SocketAddr::new(host, port);
        let running = Arc::new(AtomicBool::new(true));
        let (stop, stopped) = watch::channel(());
        let (end, ended) = mpsc::channel();
        let (report, bound) = mpsc::channel();
        let alive = Alive {
            running: running.clone(),
            _end: end,
        };
        let handle = std::thread::Builder::new()
            .name(NAME.to_owned())
            .spawn(move || {
                let _alive = alive;
                run(wanted, router, stopped, &report);
            })
            .map_err(|error| EmulatorError::unbound(wanted, &error))?;
        let (address, socket) = bound
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("its thread ended")))
            .map_err(|error| EmulatorError::unbound(wanted, &error))?;
        Ok(Self {
            address,
            running,
            thread: Mutex::new(Some(Thread {
                handle,
                ended,
                stop,
                socket,
            })),
        })
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    /// Returns when the socket, the connections and the thread are gone; the lock makes a second
    /// caller wait for that too.
    pub(super) fn stop(&self) {
        let mut thread = lock(&self.thread);
        self.running.store(false, Ordering::SeqCst);
        if let Some(thread) = thread.take() {
            thread.end();
        }
    }
}

impl Thread {
    fn end(self) {
        drop(self.stop);
        let ended = self.ended.recv_timeout(PATIENCE);
        self.socket.shut();
        if ended == Err(mpsc::RecvTimeoutError::Disconnected) {
            let _ = self.handle.join();
        }
    }
}

/// Tells by its end that the thread has come to its own.
struct Alive {
    running: Arc<AtomicBool>,
    _end: mpsc::Sender<()>,
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.running.store(false, Ordering::SeqCst);
    }
}

type Report = mpsc::Sender<io::Result<(SocketAddr, Socket)>>;

fn run(wanted: SocketAddr, router: Router, stopped: watch::Receiver<()>, report: &Report) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name(NAME)
        .build();
    match runtime {
        Ok(runtime) => {
            runtime.block_on(listen(wanted, router, stopped, report));
            runtime.shutdown_timeout(GRACE);
        }
        Err(error) => {
            let _ = report.send(Err(error));
        }
    }
}

async fn listen(wanted: SocketAddr, router: Router, stopped: watch::Receiver<()>, report: &Report) {
    match bind(wanted) {
        Ok((listener, address, socket)) => {
            let _ = report.send(Ok((address, socket)));
            serve(listener, router, stopped).await;
        }
        Err(error) => {
            let _ = report.send(Err(error));
        }
    }
}

fn bind(wanted: SocketAddr) -> io::Result<(TcpListener, SocketAddr, Socket)> {
    let socket = match wanted {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Elsewhere it would let two servers share a port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(wanted)?;
    let listener = socket.listen(BACKLOG)?;
    let address = listener.local_addr()?;
    let socket = Socket::of(&listener)?;
    Ok((listener, address, socket))
}

async fn serve(listener: TcpListener, router: Router, stopped: watch::Receiver<()>) {
    let router = router.into_make_service_with_connect_info::<Handle>();
    let mut server = pin!(
        axum::serve(Connections(listener), router)
            .with_graceful_shutdown(end(stopped.clone()))
            .into_future()
    );
    tokio::select! {
        _ = &mut server => {}
        () = async { end(stopped).await; tokio::time::sleep(GRACE).await } => {}
    }
}

/// Nothing is ever sent: the sender's end is the signal.
async fn end(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

/// A second handle of the listening socket, to shut it even if a forked child has a third.
#[derive(Debug)]
struct Socket {
    #[cfg(unix)]
    handle: std::os::fd::OwnedFd,
}

#[cfg(unix)]
impl Socket {
    fn of(listener: &TcpListener) -> io::Result<Self> {
        use std::os::fd::AsFd as _;
        Ok(Self {
            handle: listener.as_fd().try_clone_to_owned()?,
        })
    }

    /// Takes the socket from the network and not only from this process. Where the system can't,
    /// closing it has to do.
    fn shut(self) {
        let socket = std::net::TcpStream::from(self.handle);
        let _ = socket.shutdown(std::net::Shutdown::Both);
    }
}

#[cfg(not(unix))]
impl Socket {
    fn of(_: &TcpListener) -> io::Result<Self> {
        Ok(Self {})
    }

    fn shut(self) {}
}
