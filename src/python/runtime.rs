//! Who drives a call: for a sync call the calling thread, for a coroutine one runtime a process.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::MissedTickBehavior;

use super::errors::config_error;
use super::exit::{Leave, detached, enter};
use super::log;
use super::promise::{cancels, promise};
use crate::error::Error;
use crate::process::{Owned, PerProcess};
use crate::transport::{Pool, Transport};

/// A waiting thread looks this often whether Ctrl-C was pressed.
const SIGNAL_CHECK: Duration = Duration::from_millis(50);

/// Nobody drove a lane while it was idle; so many turns let it notice connections that were closed
/// meanwhile.
const TURNS_OF_AN_IDLE_LANE: usize = 2;

/// What was closed less than this ago may not be known here yet, whatever is done.
const SHORTLY: Duration = Duration::from_micros(100);

/// One of them may wait for the interpreter, to bring answers to a loop; the other goes on reading.
const WORKERS: usize = 2;

/// Drives the coroutines of all clients of a process.
static COROUTINES: PerProcess<Runtime> = PerProcess::new();

/// A transport and the connections that each process opens for it.
pub(super) struct Connections {
    pub(super) transport: Transport,
    pools: PerProcess<Pools>,
}

/// A pool of connections belongs to the runtime that drives it, so each sync call in flight has a
/// lane of its own, and all coroutines share one pool.
struct Pools {
    idle_lanes: Mutex<Vec<Lane>>,
    coroutines: Pool,
}

/// A runtime without threads, driven by whoever holds it, and its connections.
pub(super) struct Lane {
    pub(super) pool: Pool,
    /// Always there, until the drop takes it.
    runtime: Option<Runtime>,
    driven: Option<Instant>,
    /// Tells that it is time to look at signals.
    tick: Arc<Notify>,
}

/// One timer for all the calls of a lane: setting one up wakes the runtime that is about to wait.
async fn tick_for_ever(tick: Arc<Notify>) {
    let mut ticks = tokio::time::interval(SIGNAL_CHECK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        tick.notify_one();
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A plain drop would wait for a name that is still being resolved.
            runtime.shutdown_background();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connections {
    pub(super) fn new(transport: Transport) -> Self {
        Self {
            transport,
            pools: PerProcess::new(),
        }
    }

    /// Closes what is idle now, and what is in use when its call is over.
    pub(super) fn close(&self) {
        drop(self.pools.take());
    }

    /// Waits for a call in the calling thread, and has `finish` turn its outcome into a Python object;
    /// Ctrl-C ends it.
    pub(super) fn wait<'a, T, F, R>(
        &'a self,
        py: Python<'_>,
        call: impl FnOnce(Pool) -> F,
        finish: impl FnOnce(Result<T, Error>) -> PyResult<R>,
    ) -> PyResult<R>
    where
        T: Send,
        F: Future<Output = Result<T, Error>> + Send + 'a,
    {
        // A client that is closed meanwhile drops these, and the lane with them.
        let pools = self.pools(py)?;
        let mut lane = self.lane_of(py, &pools)?;
        let (outcome, leave) = lane.drive(py, Box::pin(call(lane.pool.clone())))?;
        lane.driven = Some(Instant::now());
        lock(&pools.idle_lanes).push(lane);
        let finished = finish(outcome);
        drop(leave);
        finished
    }

    /// Starts a call on the process's runtime and returns the asyncio future of its outcome, which
    /// `finish` turns into a Python object in the loop's own thread.
    pub(super) fn future<'py, T, F>(
        &self,
        py: Python<'py>,
        call: impl FnOnce(Pool) -> F,
        finish: impl FnOnce(Python<'_>, Result<T, Error>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) -> PyResult<Bound<'py, PyAny>>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let _leave = enter(py);
        let runtime = coroutines()?;
        let pool = self.pools(py)?.coroutines.clone();
        let journal = Arc::clone(&pool.journal);
        log::prepare(py, &journal)?;
        let (future, promise) = promise(py, journal)?;
        let work = call(pool);
        let task = runtime.spawn(async move {
            let outcome = promise.kept_by(work).await;
            promise.keep(move |py| finish(py, outcome));
        });
        cancels(&future, task.abort_handle())?;
        Ok(future)
    }

    /// Starts work on the process's runtime.
    pub(super) fn spawn<F>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(Pool) -> F,
    ) -> PyResult<AbortHandle>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let http = self.pools(py)?.coroutines.clone();
        Ok(coroutines()?.spawn(work(http)).abort_handle())
    }

    fn pools(&self, py: Python<'_>) -> PyResult<Arc<Owned<Pools>>> {
        self.pools
            .get_or_try_init(|| {
                Ok(Pools {
                    idle_lanes: Mutex::new(Vec::new()),
                    coroutines: self.transport.pool()?,
                })
            })
            .map_err(|error| config_error(py, &error))
    }

    /// An idle lane, or a new one.
    pub(super) fn lane(&self, py: Python<'_>) -> PyResult<Lane> {
        self.lane_of(py, &*self.pools(py)?)
    }

    fn lane_of(&self, py: Python<'_>, pools: &Pools) -> PyResult<Lane> {
        if let Some(lane) = lock(&pools.idle_lanes).pop() {
            return Ok(lane);
        }
        let pool = self.transport.pool();
        let pool = pool.map_err(|error| config_error(py, &error))?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let tick = Arc::new(Notify::new());
        runtime.spawn(tick_for_ever(Arc::clone(&tick)));
        Ok(Lane {
            pool,
            runtime: Some(runtime),
            driven: None,
            tick,
        })
    }
}

impl Lane {
    /// Drives a future, and whatever else was spawned on this lane, in the calling thread; Ctrl-C ends
    /// it. Comes back with leave to run Python code.
    pub(super) fn drive<T: Send>(
        &self,
        py: Python<'_>,
        mut running: Pin<Box<dyn Future<Output = T> + Send + '_>>,
    ) -> PyResult<(T, Leave)> {
        let Some(runtime) = &self.runtime else {
            return Err(PyRuntimeError::new_err("a lane lost its runtime"));
        };
        let mut leave = enter(py);
        let journal = &self.pool.journal;
        log::prepare(py, journal)?;
        let mut turns_first = match self.driven {
            Some(driven) if driven.elapsed() < SHORTLY => 0,
            _ => TURNS_OF_AN_IDLE_LANE,
        };
        // Signals are looked at outside of block_on, so that a handler may itself make a call.
        loop {
            let turns = std::mem::take(&mut turns_first);
            let (step, back) = detached(py, leave, || {
                runtime.block_on(async {
                    for _ in 0..turns {
                        tokio::task::yield_now().await;
                    }
                    tokio::select! {
                        biased;
                        outcome = &mut running => Some(outcome),
                        () = self.tick.notified() => None,
                    }
                })
            });
            leave = back;
            log::write(py, journal)?;
            match step {
                Some(outcome) => return Ok((outcome, leave)),
                None => py.check_signals()?,
            }
        }
    }

    /// Starts work on this lane; it goes on whenever the lane is driven.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Option<AbortHandle> {
        let runtime = self.runtime.as_ref()?;
        Some(runtime.spawn(work).abort_handle())
    }
}

/// The runtime that drives the coroutines of this process.
fn coroutines() -> std::io::Result<Arc<Owned<Runtime>>> {
    COROUTINES.get_or_try_init(|| {
        Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("modelarts")
            .enable_all()
            .build()
    })
}
