//! The events of a wait as Python gets them.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyList;

use super::garbage::paused;
use super::poll_targets::Task;
use super::response::{gone_response, response};
use super::session::Session;
use crate::error::Error;
use crate::operation::Arguments;
use crate::wait::{EndState, Event as CoreEvent};

/// An event of a wait.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) enum Event {
    /// A task's status differs from the one before; the first one always does. If it has failed, the
    /// status alone doesn't say so.
    #[pyo3(constructor = (index, status, is_done, has_failed = false))]
    Changed {
        index: usize,
        status: Py<PyAny>,
        is_done: bool,
        has_failed: bool,
    },
    /// A task isn't found any more, as it was to be; the status has its ids.
    Gone { index: usize, status: Py<PyAny> },
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

/// Returns events of a wait for these tasks.
pub(super) fn present<'py>(
    py: Python<'py>,
    session: &Session,
    tasks: &[Task],
    events: Vec<CoreEvent>,
) -> PyResult<Bound<'py, PyList>> {
    let presenter = Presenter { py, session, tasks };
    let bytes = events.iter().map(body_bytes).sum();
    paused(py, bytes, || {
        let list = PyList::empty(py);
        for event in events {
            list.append(presenter.event(event)?)?;
        }
        Ok(list)
    })
}

fn body_bytes(event: &CoreEvent) -> usize {
    match event {
        CoreEvent::Changed { response, .. } => response.body_bytes,
        _ => 0,
    }
}

struct Presenter<'py, 'a> {
    py: Python<'py>,
    session: &'a Session,
    tasks: &'a [Task],
}

impl Presenter<'_, '_> {
    fn event(&self, event: CoreEvent) -> PyResult<Event> {
        let (py, language) = (self.py, self.session.language);
        Ok(match event {
            CoreEvent::Changed {
                task,
                response: received,
                state,
            } => {
                // The poller keeps those that it compares the next ones with.
                let received = Arc::unwrap_or_clone(received);
                Event::Changed {
                    index: task,
                    status: response(py, received, self.arguments(task)?, language)?.unbind(),
                    is_done: state != EndState::Unfinished,
                    has_failed: state == EndState::Failed,
                }
            }
            CoreEvent::Gone { task } => Event::Gone {
                index: task,
                status: gone_response(py, self.arguments(task)?, language)?.unbind(),
            },
            CoreEvent::PollFailed { task, error } => Event::PollFailed {
                index: task,
                error: self.exception(&error),
            },
            CoreEvent::GaveUp { task, error } => Event::GaveUp {
                index: task,
                error: self.exception(&error),
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

    fn arguments(&self, task: usize) -> PyResult<&Arguments> {
        let arguments = self.tasks.get(task).map(|task| &task.arguments);
        arguments.ok_or_else(|| {
            let error = Error::Internal(message!("an event names no task of the wait"));
            self.session.exception(self.py, &error)
        })
    }

    fn exception(&self, error: &Error) -> Py<PyAny> {
        let exception = self.session.exception(self.py, error);
        exception.into_value(self.py).into_any()
    }
}
