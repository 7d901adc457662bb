//! What a wait polls, and how, as Python passes it.

use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

use super::arguments::{ArgumentReader, Options, find};
use super::errors::builtin;
use super::input;
use super::panics::caught;
use super::poll::Poll;
use super::session::Session;
use crate::api::{Operation, Parameter, Place};
use crate::error::{Error, Problem};
use crate::message::quoted;
use crate::operation::{Arguments, PROJECT};
use crate::transport::{Context, Limits, Transport};
use crate::wait::{EndCondition, Event, Plan, Until, poll_until_done};

/// What is polled: `Target` of `modelarts.responses.target`, which documents its fields.
#[derive(FromPyObject)]
pub(super) struct Target<'py> {
    operation: String,
    arguments: Bound<'py, PyTuple>,
    until: String,
    equal: Option<(String, String)>,
}

impl Target<'_> {
    /// Returns when the wait for it is over.
    fn until(&self) -> PyResult<Until> {
        match (self.until.as_str(), &self.equal) {
            ("done", None) => Ok(Until::Done),
            ("done", Some((field, text))) => {
                Ok(Until::Equal(field.as_str().into(), text.as_str().into()))
            }
            ("gone", _) => Ok(Until::Gone),
            (other, _) => Err(builtin::<PyValueError>(message!(
                "there is no wait {name}",
                name = quoted(other)
            ))),
        }
    }
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
    pub(super) once: bool,
    /// Whether a coroutine waits for the events.
    pub(super) asynchronous: bool,
}

/// A task to poll.
pub(super) struct Task {
    pub(super) arguments: Arguments,
    condition: EndCondition,
}

/// What a poller needs to know.
pub(super) struct Polling {
    pub(super) tasks: Arc<[Task]>,
    limits: Limits,
    plan: Plan,
}

/// Reads targets and options; `caller` is the method that errors name.
pub(super) fn read(
    session: &Session,
    client: &Options,
    caller: &str,
    targets: &[Target<'_>],
    options: &WaitOptions<'_>,
) -> PyResult<Polling> {
    let mut reader = ArgumentReader::new(options.timeout.py(), client)?;
    let mut project = Project::default();
    let mut tasks = Vec::with_capacity(targets.len());
    for target in targets {
        tasks.push(read_task(&mut reader, &mut project, target)?);
    }
    let limits = reader.limits(&options.call_timeout)?;
    let timeout = input::seconds("timeout", &options.timeout, &mut reader.problems)?;
    let concurrency = usize::try_from(options.concurrency).unwrap_or(0);
    if concurrency < 1 {
        let problem = message!(
            "is {found}, expected at least {min}",
            found = options.concurrency,
            min = 1_u32
        );
        reader.problems.push(Problem::new("concurrency", problem));
    }
    reader.complete(session, caller)?;
    Ok(Polling {
        tasks: tasks.into(),
        limits,
        plan: Plan {
            poll: options.poll.unwrap_or(client.poll).to_core(),
            timeout,
            concurrency,
            once: options.once,
        },
    })
}

/// The project that was read last: most targets of a wait have the same, which is checked once.
#[derive(Default)]
struct Project {
    given: Option<Py<PyAny>>,
    read: Option<Arc<str>>,
}

fn read_task(
    reader: &mut ArgumentReader<'_>,
    project: &mut Project,
    target: &Target<'_>,
) -> PyResult<Task> {
    let operation = find(&target.operation)?;
    let status = operation.status.ok_or_else(|| {
        builtin::<PyRuntimeError>(message!(
            "{operation} can't be polled",
            operation = operation.name
        ))
    })?;
    let until = target.until()?;
    let mut arguments = Arguments::new(operation);
    for (parameter, value) in in_path(operation).zip(target.arguments.iter()) {
        let is_project = parameter.name == PROJECT;
        if is_project && project.given.as_ref().is_some_and(|given| given.is(&value)) {
            arguments.project.clone_from(&project.read);
            continue;
        }
        if let Some(value) = reader.argument(parameter, &value)? {
            arguments.set(parameter, value, true, &mut reader.problems);
        }
        if is_project {
            project.given = Some(value.unbind());
            project.read.clone_from(&arguments.project);
        }
    }
    Ok(Task {
        arguments,
        condition: EndCondition { status, until },
    })
}

/// Returns the parameters in the path of an operation, in their order.
pub(super) fn in_path(operation: &'static Operation) -> impl Iterator<Item = &'static Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.place == Place::Path)
}

impl Polling {
    /// Returns whether each task is polled no more than once.
    pub(super) fn is_once(&self) -> bool {
        self.plan.once
    }

    /// Polls all tasks; the events say how it goes and how it ends. Each poll takes a permit of `shared`, if there is
    /// one, so that many waits together don't poll more at once than one.
    pub(super) async fn run(
        self,
        transport: Arc<Transport>,
        context: Context,
        shared: Option<Arc<Semaphore>>,
        events: UnboundedSender<Event>,
    ) {
        let Self {
            tasks,
            limits,
            plan,
        } = self;
        let conditions = tasks.iter().map(|task| task.condition.clone()).collect();
        let poll = move |task: usize, left: Option<Duration>| {
            let (transport, context, shared) =
                (Arc::clone(&transport), context.clone(), shared.clone());
            let tasks = Arc::clone(&tasks);
            async move {
                let task = tasks.get(task);
                let task =
                    task.ok_or_else(|| Error::Internal(message!("there is no such task")))?;
                let began = Instant::now();
                // None if it is closed, which it never is.
                let _permit = match shared {
                    Some(shared) => shared.acquire_owned().await.ok(),
                    None => None,
                };
                let left = left.map(|left| left.saturating_sub(began.elapsed()));
                let timeout = match (limits.timeout, left) {
                    (Some(limit), Some(left)) => Some(limit.min(left)),
                    (limit, left) => limit.or(left),
                };
                let limits = Limits { timeout, ..limits };
                caught(transport.send(&context, &task.arguments, limits)).await
            }
        };
        poll_until_done(conditions, plan, poll, events).await;
    }
}
