//! A wait for tasks: its events come in batches to the thread, or the coroutine, that waits.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use tokio::sync::Mutex as AsyncMutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;

use super::arguments::Reader;
use super::client_inner::{ClientInner, Options, find};
use super::garbage::paused;
use super::input;
use super::log::CallLog;
use super::panics::caught;
use super::poll::Poll;
use super::response::{Origin, response};
use super::runtime::{BlockingRuntime, Session};
use crate::api::{Operation, Parameter, Place, Status};
use crate::error::{Error, Problem};
use crate::operation::{Arguments, PROJECT};
use crate::transport::{Context, Limits};
use crate::wait::{Event as CoreEvent, Plan, poll_until_done};

/// So many events are handed over at once.
const BATCH: usize = 1000;

type Events = Arc<AsyncMutex<UnboundedReceiver<CoreEvent>>>;
type Batch = Option<Vec<CoreEvent>>;

/// An event of a wait.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) enum Event {
    /// A task's status differs from the one before; the first one always does.
    Changed { index: usize, status: Py<PyAny> },
    /// A poll failed; there will be another.
    PollFailed { index: usize, error: Py<PyAny> },
    /// A task is given up.
    GaveUp { index: usize, error: Py<PyAny> },
    /// When the next poll is due, in seconds since the beginning.
    NextPoll { seconds: f64 },
    /// The last event: the timeout expired.
    TimedOut { elapsed: f64 },
    /// The last event: every task is done or given up.
    Finished {},
}

/// A wait that is under way. It goes on while its events are waited for, and ends with it.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Poller {
    inner: Arc<ClientInner>,
    operation: &'static Operation,
    ids: Vec<Ids>,
    events: Events,
    /// So many events are worth waiting for; where each task is polled once, the first ones are of
    /// no use before the others.
    worth: usize,
    process: u32,
    abort: Option<AbortHandle>,
    /// What drives a wait of the sync class: the caller's own runtime.
    runtime: Mutex<Option<BlockingRuntime>>,
    /// The log records of a wait of the async class.
    log: Option<Arc<CallLog>>,
}

type Ids = Vec<(&'static str, String)>;

/// What a poller needs to know.
struct Polling {
    operation: &'static Operation,
    status: &'static Status,
    tasks: Vec<Arguments>,
    project: Option<Arc<str>>,
    limits: Limits,
    plan: Plan,
}

/// How to wait.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct WaitOptions<'py> {
    /// The timeout of each poll.
    call_timeout: Bound<'py, PyAny>,
    /// The timeout of the whole wait.
    timeout: Bound<'py, PyAny>,
    /// How often to poll; None for the client's.
    poll: Option<Poll>,
    /// How many polls may be in flight at once.
    concurrency: i64,
    /// Whether each task is polled no more than once.
    once: bool,
    /// Whether a coroutine waits for the events.
    asynchronous: bool,
}

/// Begins a wait for tasks; `caller` is the method that errors name.
pub(super) fn begin(
    inner: &Arc<ClientInner>,
    client: &Options,
    caller: &str,
    operation: &str,
    project_id: &Bound<'_, PyAny>,
    ids: &[Bound<'_, PyAny>],
    options: &WaitOptions<'_>,
) -> PyResult<Poller> {
    let py = project_id.py();
    let operation = find(operation)?;
    let status = operation
        .status
        .ok_or_else(|| PyRuntimeError::new_err(format!("{} can't be polled", operation.name)))?;
    let mut reader = Reader::new(py, client)?;
    let (project, tasks) = read_tasks(&mut reader, operation, project_id, ids)?;
    reader.timeout(&options.call_timeout)?;
    let timeout = input::seconds("timeout", &options.timeout, &mut reader.problems)?;
    let concurrency = usize::try_from(options.concurrency).unwrap_or(0);
    if concurrency < 1 {
        let problem = format!("is {}, expected at least 1", options.concurrency);
        reader.problems.push(Problem::new("concurrency", problem));
    }
    let limits = reader.limits;
    reader.complete(inner, caller)?;
    let polling = Polling {
        operation,
        status,
        tasks,
        project,
        limits,
        plan: Plan {
            poll: options.poll.unwrap_or(client.poll).pace(),
            timeout,
            concurrency,
            once: options.once,
        },
    };
    Poller::start(py, inner, polling, options.asynchronous)
}

/// Reads the project and the ids of each task: one id, or a tuple of them where the path has several.
fn read_tasks(
    reader: &mut Reader<'_>,
    operation: &'static Operation,
    project_id: &Bound<'_, PyAny>,
    ids: &[Bound<'_, PyAny>],
) -> PyResult<(Option<Arc<str>>, Vec<Arguments>)> {
    let in_path = |parameter: &&Parameter| parameter.place == Place::Path;
    let (projects, of_task): (Vec<_>, Vec<_>) = operation
        .parameters
        .iter()
        .filter(in_path)
        .partition(|parameter| parameter.name == PROJECT);
    let mut project = Arguments::new(operation);
    for parameter in projects {
        if let Some(value) = reader.argument(parameter, project_id)? {
            project.set(parameter, value, true, &mut reader.problems);
        }
    }
    let mut tasks = Vec::with_capacity(ids.len());
    for id in ids {
        let mut arguments = Arguments::new(operation);
        for (index, parameter) in of_task.iter().copied().enumerate() {
            let id = if of_task.len() == 1 {
                id.clone()
            } else {
                id.get_item(index)?
            };
            if let Some(value) = reader.argument(parameter, &id)? {
                arguments.set(parameter, value, true, &mut reader.problems);
            }
        }
        tasks.push(arguments);
    }
    Ok((project.project, tasks))
}

impl Poller {
    fn start(
        py: Python<'_>,
        inner: &Arc<ClientInner>,
        polling: Polling,
        asynchronous: bool,
    ) -> PyResult<Self> {
        let (sender, receiver) = unbounded_channel();
        let worth = if polling.plan.once { BATCH } else { 1 };
        let operation = polling.operation;
        let ids = polling.tasks.iter().map(|task| task.ids().to_vec());
        let ids: Vec<Ids> = ids.collect();
        let session: &Arc<Session> = &inner.session;
        let owned = Arc::clone(inner);
        let work = move |context: Context| owned.poll_all(context, polling, sender);
        let exception = |error: Error| inner.exception(py, &error);
        let (abort, runtime, log) = if asynchronous {
            let log = Arc::new(CallLog::in_context(py)?);
            let buffer = Arc::clone(&log.buffer);
            let abort = session.spawn(buffer, work).map_err(exception)?;
            (Some(abort), None, Some(log))
        } else {
            let runtime = session.checkout().map_err(exception)?;
            let abort = runtime.spawn(work(runtime.context(session)));
            (abort, Some(runtime), None)
        };
        Ok(Self {
            inner: Arc::clone(inner),
            operation,
            ids,
            events: Arc::new(AsyncMutex::new(receiver)),
            worth,
            process: std::process::id(),
            abort,
            runtime: Mutex::new(runtime),
            log,
        })
    }
}

impl ClientInner {
    /// Polls all tasks; the events say how it goes and how it ends.
    async fn poll_all(
        self: Arc<Self>,
        context: Context,
        polling: Polling,
        events: UnboundedSender<CoreEvent>,
    ) {
        let project = match polling.project.clone() {
            Some(project) => Ok(project),
            None => caught(self.project(&context, polling.limits)).await,
        };
        let project = match project {
            Ok(project) => project,
            Err(error) => {
                for task in 0..polling.tasks.len() {
                    let error = error.clone();
                    let _ = events.send(CoreEvent::GaveUp { task, error });
                }
                let _ = events.send(CoreEvent::Finished);
                return;
            }
        };
        let count = polling.tasks.len();
        let (plan, status) = (polling.plan, polling.status);
        let poll = move |task: usize, left: Option<Duration>| {
            let (inner, context) = (Arc::clone(&self), context.clone());
            let request = polling.tasks.get(task).cloned();
            let request = request.map(|arguments| arguments.request(Arc::clone(&project)));
            let operation = polling.operation;
            let limits = polling.limits;
            let timeout = match (limits.timeout, left) {
                (Some(limit), Some(left)) => Some(limit.min(left)),
                (limit, left) => limit.or(left),
            };
            let limits = Limits { timeout, ..limits };
            async move {
                let request =
                    request.ok_or_else(|| Error::Internal("there is no such task".to_owned()))?;
                let transport = &inner.session.transport;
                caught(transport.send(&context, &request, operation, limits)).await
            }
        };
        poll_until_done(count, plan, status, poll, events).await;
    }
}

#[pymethods]
impl Poller {
    /// Waits in the calling thread for the next events, at most so many seconds; None at the end.
    fn next<'py>(&self, py: Python<'py>, seconds: f64) -> PyResult<Option<Bound<'py, PyList>>> {
        self.refuse_in_child()?;
        let runtime = self
            .runtime
            .try_lock()
            .map_err(|_| PyRuntimeError::new_err("another thread waits for these tasks"))?;
        let batch = match runtime.as_ref() {
            Some(runtime) => {
                let events = next(Arc::clone(&self.events), self.worth, seconds);
                let (batch, guard) = runtime.drive(py, Box::pin(events))?;
                drop(guard);
                batch
            }
            None => None,
        };
        drop(runtime);
        self.present(py, batch)
    }

    /// As `next`, as an asyncio future.
    fn next_async<'py>(
        slf: &Bound<'py, Self>,
        py: Python<'py>,
        seconds: f64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = slf.get();
        this.refuse_in_child()?;
        let (events, worth) = (Arc::clone(&this.events), this.worth);
        let handle = slf.clone().unbind();
        this.inner.session.future(
            py,
            move |_| async move { Ok(next(events, worth, seconds).await) },
            move |py, batch| {
                let poller = handle.get();
                if let Some(log) = &poller.log {
                    log.write(py)?;
                }
                let batch = batch.map_err(|error| poller.inner.exception(py, &error))?;
                let list = poller.present(py, batch)?;
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
            // A thread that drives it at this moment sees its end.
            if let Ok(mut runtime) = self.runtime.try_lock() {
                runtime.take();
            }
        }
    }
}

/// Returns the next events, once they are `worth` so many; fewer, even none, if no more come within
/// the time, and `None` at the end.
async fn next(events: Events, worth: usize, seconds: f64) -> Batch {
    let mut events = events.lock().await;
    let mut batch = Vec::new();
    let most = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    let filled = async {
        while batch.len() < worth {
            let room = BATCH.saturating_sub(batch.len());
            if events.recv_many(&mut batch, room).await == 0 {
                break;
            }
        }
    };
    let ended = tokio::time::timeout(most, filled).await.is_ok() && batch.is_empty();
    (!ended).then_some(batch)
}

fn body_bytes(event: &CoreEvent) -> usize {
    match event {
        CoreEvent::Changed { response, .. } => response.body_bytes,
        _ => 0,
    }
}

impl Poller {
    /// A forked child must not use what its parent's threads drive.
    fn refuse_in_child(&self) -> PyResult<()> {
        if self.process == std::process::id() {
            Ok(())
        } else {
            Err(PyRuntimeError::new_err(
                "this wait began in the parent process; begin another one",
            ))
        }
    }

    fn present<'py>(&self, py: Python<'py>, batch: Batch) -> PyResult<Option<Bound<'py, PyList>>> {
        let Some(batch) = batch else {
            return Ok(None);
        };
        let bytes = batch.iter().map(body_bytes).sum();
        paused(py, bytes, || {
            let list = PyList::empty(py);
            for event in batch {
                list.append(self.event(py, event)?)?;
            }
            Ok(Some(list))
        })
    }

    fn event(&self, py: Python<'_>, event: CoreEvent) -> PyResult<Event> {
        let exception = |error: &Error| {
            let exception = self.inner.exception(py, error);
            exception.into_value(py).into_any()
        };
        Ok(match event {
            CoreEvent::Changed {
                task,
                response: answer,
            } => {
                let origin = Origin {
                    operation: self.operation,
                    ids: self.ids.get(task).map_or(&[], Vec::as_slice),
                    language: self.inner.language.tag(),
                };
                let status = response(py, &answer, &origin)?.unbind();
                Event::Changed {
                    index: task,
                    status,
                }
            }
            CoreEvent::PollFailed { task, error } => Event::PollFailed {
                index: task,
                error: exception(&error),
            },
            CoreEvent::GaveUp { task, error } => Event::GaveUp {
                index: task,
                error: exception(&error),
            },
            CoreEvent::NextPoll(at) => Event::NextPoll {
                seconds: at.as_secs_f64(),
            },
            CoreEvent::TimedOut { elapsed } => Event::TimedOut {
                elapsed: elapsed.as_secs_f64(),
            },
            CoreEvent::Finished => Event::Finished {},
        })
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            self.close();
        } else {
            let runtime = self
                .runtime
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::forget(runtime.take());
        }
    }
}
