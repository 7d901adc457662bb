//! A wait for tasks, handed to Python: what happens comes in batches to whoever asks.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList};
use tokio::sync::Mutex as AsyncMutex;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::AbortHandle;

use super::client::Shared;
use super::convert;
use super::garbage::built_of;
use super::given::Common;
use super::runtime::Lane;
use crate::api::dataset::get_task_status;
use crate::error::Error;
use crate::model::TaskId;
use crate::transport::{Limits, Pool};
use crate::wait::{Event, Plan, watch};

/// So many events are handed over at once.
const BATCH: usize = 1000;

type Events = Arc<AsyncMutex<UnboundedReceiver<Event>>>;
type Batch = Option<Vec<Event>>;

/// A wait that is under way. It goes on while somebody waits for its events, and ends with it.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Watch {
    shared: Arc<Shared>,
    tasks: Vec<TaskId>,
    events: Events,
    /// So many events are worth waiting for; where each task is looked at once, nobody wants the
    /// first ones before the others.
    worth: usize,
    process: u32,
    abort: Option<AbortHandle>,
    /// The caller's own lane, which it drives; none for a coroutine, which the process's runtime
    /// drives.
    lane: Mutex<Option<Lane>>,
}

impl Shared {
    /// Begins a wait; `asynchronous` says who will ask for its events.
    pub(super) fn watch(
        self: &Arc<Self>,
        py: Python<'_>,
        common: Common,
        tasks: Vec<TaskId>,
        plan: Plan,
        asynchronous: bool,
    ) -> PyResult<Watch> {
        let (sender, receiver) = unbounded_channel();
        let worth = if plan.once { BATCH } else { 1 };
        let (shared, ids) = (Arc::clone(self), tasks.clone());
        let work = move |pool: Pool| async move {
            let Common { project, limits } = common;
            let (project, limits) = match shared.project(&pool, project, limits).await {
                Ok((project, _)) => (project, limits),
                Err(error) => {
                    for task in 0..ids.len() {
                        let error = error.clone();
                        if sender.send(Event::GivenUp { task, error }).is_err() {
                            break;
                        }
                    }
                    return;
                }
            };
            let count = ids.len();
            let look = move |task: usize, left: Option<Duration>| {
                let (shared, pool) = (Arc::clone(&shared), pool.clone());
                let operation = ids.get(task).map(|id| get_task_status(&project, id));
                async move {
                    let operation =
                        operation.ok_or_else(|| Error::Config("there is no such task".into()))?;
                    let timeout = match (limits.timeout, left) {
                        (Some(limit), Some(left)) => Some(limit.min(left)),
                        (limit, left) => limit.or(left),
                    };
                    let limits = Limits { timeout, ..limits };
                    shared.transport().send(&pool, &operation, limits).await
                }
            };
            watch(count, plan, look, sender).await;
        };
        let (abort, lane) = if asynchronous {
            (Some(self.connections.spawn(py, work)?), None)
        } else {
            let lane = self.connections.lane(py)?;
            (lane.spawn(work(lane.pool.clone())), Some(lane))
        };
        Ok(Watch {
            shared: Arc::clone(self),
            tasks,
            events: Arc::new(AsyncMutex::new(receiver)),
            worth,
            process: std::process::id(),
            abort,
            lane: Mutex::new(lane),
        })
    }
}

#[pymethods]
impl Watch {
    /// Waits in the calling thread for what happens next, at most so many seconds; None at the end.
    fn wait<'py>(&self, py: Python<'py>, seconds: f64) -> PyResult<Option<Bound<'py, PyList>>> {
        self.refuse_elsewhere()?;
        let lane = self
            .lane
            .try_lock()
            .map_err(|_| PyRuntimeError::new_err("another thread waits for these tasks"))?;
        let batch = match lane.as_ref() {
            Some(lane) => {
                lane.drive(
                    py,
                    Box::pin(next(Arc::clone(&self.events), self.worth, seconds)),
                )?
                .0
            }
            None => None,
        };
        drop(lane);
        self.present(py, batch)
    }

    /// As `wait`, as an asyncio future.
    fn future<'py>(
        slf: &Bound<'py, Self>,
        py: Python<'py>,
        seconds: f64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = slf.get();
        this.refuse_elsewhere()?;
        let (events, worth) = (Arc::clone(&this.events), this.worth);
        let handle = slf.clone().unbind();
        this.shared.connections.future(
            py,
            move |_| async move { Ok(next(events, worth, seconds).await) },
            move |py, batch| {
                let batch = batch.map_err(|error| handle.get().shared.exception(py, &error))?;
                let list = handle.get().present(py, batch)?;
                Ok(list.map_or_else(|| py.None(), |list| list.into_any().unbind()))
            },
        )
    }

    /// Ends the wait; nothing more is sent.
    fn close(&self) {
        if self.process == std::process::id() {
            if let Some(abort) = &self.abort {
                abort.abort();
            }
            // Whoever drives it at this moment sees its end.
            if let Ok(mut lane) = self.lane.try_lock() {
                lane.take();
            }
        }
    }
}

/// What has happened meanwhile, once it is `worth` so many events; fewer, even none, if no more have
/// within the time, and `None` at the end.
async fn next(events: Events, worth: usize, seconds: f64) -> Batch {
    let mut events = events.lock().await;
    let mut batch = Vec::new();
    let most = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    let filled = async {
        while batch.len() < worth {
            let room = BATCH - batch.len();
            if events.recv_many(&mut batch, room).await == 0 {
                break;
            }
        }
    };
    let ended = tokio::time::timeout(most, filled).await.is_ok() && batch.is_empty();
    (!ended).then_some(batch)
}

fn body_bytes(event: &Event) -> usize {
    match event {
        Event::Changed { answer, .. } => answer.body_bytes,
        _ => 0,
    }
}

impl Watch {
    /// A forked child must not touch what its parent's threads drive.
    fn refuse_elsewhere(&self) -> PyResult<()> {
        if self.process == std::process::id() {
            Ok(())
        } else {
            Err(PyRuntimeError::new_err(
                "this wait began in the parent process; begin another one",
            ))
        }
    }

    /// Each event as its kind, the number of its task, and what goes with it.
    fn present<'py>(&self, py: Python<'py>, batch: Batch) -> PyResult<Option<Bound<'py, PyList>>> {
        let Some(batch) = batch else {
            return Ok(None);
        };
        let bytes = batch.iter().map(body_bytes).sum();
        built_of(py, bytes, || {
            let list = PyList::empty(py);
            for event in batch {
                list.append(self.present_event(py, event)?)?;
            }
            Ok(Some(list))
        })
    }

    fn present_event<'py>(
        &self,
        py: Python<'py>,
        event: Event,
    ) -> PyResult<(&'static str, usize, Bound<'py, PyAny>)> {
        let exception = |error: &Error| {
            let exception = self.shared.exception(py, error);
            exception.into_value(py).into_bound(py).into_any()
        };
        let seconds = |time: Duration| PyFloat::new(py, time.as_secs_f64()).into_any();
        Ok(match event {
            Event::Changed { task, answer } => {
                let id = self.tasks.get(task).map_or("", TaskId::as_str);
                let language = self.shared.language;
                let answer = Arc::unwrap_or_clone(answer);
                let status = convert::task_status(py, answer, id, language)?;
                ("changed", task, status)
            }
            Event::Troubled { task, error } => ("troubled", task, exception(&error)),
            Event::GivenUp { task, error } => ("given up", task, exception(&error)),
            Event::NextLook(at) => ("next look", 0, seconds(at)),
            Event::TimedOut { elapsed } => ("timed out", 0, seconds(elapsed)),
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            self.close();
        } else {
            let lane = self.lane.get_mut().unwrap_or_else(PoisonError::into_inner);
            std::mem::forget(lane.take());
        }
    }
}
