//! A runtime without threads, which the thread of a sync call drives.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::MissedTickBehavior;

use super::errors::builtin;
use super::interpreter::{InterpreterGuard, acquire, detached};
use super::log;
use crate::error::Error;
use crate::http::Connections;
use crate::transport::{Background, Context, LogBuffer};

/// A waiting thread checks this often whether Ctrl-C was pressed.
const SIGNAL_CHECK: Duration = Duration::from_millis(50);

/// An idle runtime is not driven; after this number of turns it knows which connections were closed
/// meanwhile.
const TURNS_AFTER_IDLE: usize = 2;

/// A runtime that was driven less than this ago needs no extra turns.
const RECENTLY_DRIVEN: Duration = Duration::from_micros(100);

/// A runtime without threads, driven by the thread that checked it out, and its connections.
pub(super) struct BlockingRuntime {
    connections: Connections,
    log: Arc<LogBuffer>,
    runtime: OwnedRuntime,
    driven: Option<Instant>,
    /// Notified when it is time to check signals.
    tick: Arc<Notify>,
}

/// A runtime whose drop does not wait for a name that is still being resolved.
struct OwnedRuntime(Option<Runtime>);

impl Drop for OwnedRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Notifies at regular times, for all calls of a runtime: a timer for each call would wake the runtime
/// that is about to wait.
async fn tick_forever(tick: Arc<Notify>) {
    let mut ticks = tokio::time::interval(SIGNAL_CHECK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        tick.notify_one();
    }
}

impl BlockingRuntime {
    /// Creates a runtime whose calls use these connections.
    pub(super) fn new(connections: Connections) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::exhausted(&error.to_string()))?;
        let tick = Arc::new(Notify::new());
        runtime.spawn(tick_forever(Arc::clone(&tick)));
        Ok(Self {
            connections,
            log: Arc::default(),
            runtime: OwnedRuntime(Some(runtime)),
            driven: None,
            tick,
        })
    }

    pub(super) fn context(&self, background: Arc<dyn Background>) -> Context {
        Context {
            connections: self.connections.clone(),
            log: Arc::clone(&self.log),
            background,
        }
    }

    /// Drives a future, and whatever else was spawned on this runtime, on the calling thread; Ctrl-C
    /// ends it. Returns with a guard.
    pub(super) fn drive<T: Send>(
        &mut self,
        py: Python<'_>,
        mut running: Pin<Box<dyn Future<Output = T> + Send + '_>>,
    ) -> PyResult<(T, InterpreterGuard)> {
        let mut guard = acquire(py);
        log::prepare(py, &self.log)?;
        let Some(runtime) = &self.runtime.0 else {
            return Err(builtin::<PyRuntimeError>(message!("the runtime is closed")));
        };
        let mut turns_first = match self.driven {
            Some(driven) if driven.elapsed() < RECENTLY_DRIVEN => 0,
            _ => TURNS_AFTER_IDLE,
        };
        // Signals are checked outside of block_on, so that a handler may itself make a call.
        loop {
            let turns = std::mem::take(&mut turns_first);
            let step = async {
                for _ in 0..turns {
                    tokio::task::yield_now().await;
                }
                tokio::select! {
                    biased;
                    outcome = &mut running => Some(outcome),
                    () = self.tick.notified() => None,
                }
            };
            let (outcome, reacquired) = detached(py, guard, || runtime.block_on(step));
            guard = reacquired;
            log::write(py, &self.log, None)?;
            match outcome {
                Some(outcome) => {
                    self.driven = Some(Instant::now());
                    return Ok((outcome, guard));
                }
                None => py.check_signals()?,
            }
        }
    }

    /// Starts work on this runtime; it goes on whenever the runtime is driven.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Option<AbortHandle> {
        let runtime = self.runtime.0.as_ref()?;
        Some(runtime.spawn(work).abort_handle())
    }
}
