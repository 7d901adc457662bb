//! The runtime that drives the coroutines of all clients of a process, and what fetches credentials.

use std::io;
use std::panic::catch_unwind;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::panics;
use crate::error::Error;
use crate::process::{Owned, PerProcess};

/// One of them may wait for the interpreter, to call an event loop; the other goes on reading.
const WORKERS: usize = 2;
const THREAD_NAME: &str = "modelarts";
/// Starting a few threads takes no longer than this.
const START_TIMEOUT: Duration = Duration::from_secs(5);

static SHARED_RUNTIME: PerProcess<Runtime> = PerProcess::new();

/// Returns the runtime of this process; started if there is none yet.
pub(super) fn shared_runtime() -> Result<Arc<Owned<Runtime>>, Error> {
    SHARED_RUNTIME.get_or_try_init(start)
}

/// Starts the runtime. Where the system gives the first thread and refuses the second, tokio panics and
/// then waits for the first one without end: so it is started on a thread that no other waits for.
fn start() -> Result<Runtime, Error> {
    let (sender, receiver) = mpsc::channel();
    let start = move || {
        let _ = sender.send(build());
    };
    spawn(start).map_err(|error| Error::exhausted(&error.to_string()))?;
    receiver
        .recv_timeout(START_TIMEOUT)
        .unwrap_or_else(|_| Err(Error::exhausted("the threads of the runtime did not start")))
}

fn build() -> Result<Runtime, Error> {
    let exhausted = |error: io::Error| Error::exhausted(&error.to_string());
    try_threads(WORKERS).map_err(exhausted)?;
    let build = || {
        Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name(THREAD_NAME)
            .enable_all()
            .build()
    };
    // Where no thread can be started, tokio panics.
    match catch_unwind(build) {
        Ok(built) => built.map_err(exhausted),
        Err(panic) => Err(panics::error(&*panic)),
    }
}

/// Finds out whether the system gives so many threads at once.
fn try_threads(count: usize) -> io::Result<()> {
    let mut threads = Vec::with_capacity(count);
    let result = (0..count).try_for_each(|_| {
        let (end, ended) = mpsc::channel::<()>();
        let handle = spawn(move || {
            let _ = ended.recv();
        })?;
        threads.push((end, handle));
        Ok(())
    });
    for (end, handle) in threads {
        drop(end);
        let _ = handle.join();
    }
    result
}

fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .spawn(work)
}
