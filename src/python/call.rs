//! One call, read and ready to run: Python waits for it or awaits it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::client::Shared;
use super::entries::reading;
use super::garbage::built_of;
use super::given::Common;
use crate::error::{Error, ServiceError};
use crate::model::{ProjectId, ReadError};
use crate::transport::{Limits, Pool};
use crate::wire::{Answer, Operation, Received};

/// What a call brought, unless it failed other than by the service's refusal.
pub(super) type Outcome<T> = Result<Answer<T>, Box<ServiceError>>;

type Running = Pin<Box<dyn Future<Output = Result<Present, Error>> + Send>>;
type Run = Box<dyn FnOnce(Pool) -> Running + Send>;
type Present = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync>;

/// A call of either face; it can be run once.
#[pyclass(frozen, module = "modelarts._modelarts")]
pub(super) struct Call {
    shared: Arc<Shared>,
    run: Mutex<Option<Run>>,
}

#[pymethods]
impl Call {
    /// Runs it on the calling thread.
    fn wait(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let run = self.take()?;
        self.shared
            .connections
            .wait(py, run, |outcome| self.shared.present(py, outcome))
    }

    /// Starts it, and returns the asyncio future of its outcome.
    fn future<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let run = self.take()?;
        let shared = Arc::clone(&self.shared);
        self.shared
            .connections
            .future(py, run, move |py, outcome| shared.present(py, outcome))
    }
}

impl Call {
    fn take(&self) -> PyResult<Run> {
        let run = self
            .run
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        run.ok_or_else(|| PyRuntimeError::new_err("a call runs once"))
    }
}

impl Shared {
    /// Prepares an operation; `read` reads its answer with the interpreter at hand, and `present` turns
    /// what came of it into a Python object.
    pub(super) fn call<T: Send + 'static, U>(
        self: &Arc<Self>,
        common: Common,
        operation: impl FnOnce(&ProjectId) -> Operation<T> + Send + 'static,
        read: impl FnOnce(&Operation<T>, &Received) -> Result<U, ReadError> + Send + Sync + 'static,
        present: impl FnOnce(Python<'_>, &Self, Outcome<U>) -> PyResult<Py<PyAny>>
        + Send
        + Sync
        + 'static,
    ) -> Call {
        self.work(
            common,
            |shared, pool, project, limits| async move {
                let operation = operation(&project);
                let request = &operation.request;
                match shared.transport().ask(&pool, request, limits).await {
                    Ok(reply) => Ok(Ok((operation, reply))),
                    Err(Error::Service(error)) => Ok(Err(error)),
                    Err(error) => Err(error),
                }
            },
            |py, shared, asked| {
                let (operation, reply) = match asked {
                    Ok(answered) => answered,
                    Err(refused) => return present(py, shared, Err(refused)),
                };
                built_of(py, reply.body_bytes(), || {
                    let read = |received: &Received| read(&operation, received);
                    let transport = shared.transport();
                    match reading(|| transport.read(&operation.request, reply, read))? {
                        Ok(answer) => present(py, shared, Ok(answer)),
                        Err(Error::Service(error)) => present(py, shared, Err(error)),
                        Err(error) => Err(shared.exception(py, &error)),
                    }
                })
            },
        )
    }

    /// Prepares any work on one project; `present` turns what it brings into a Python object.
    pub(super) fn work<T, W, F>(
        self: &Arc<Self>,
        common: Common,
        work: W,
        present: impl FnOnce(Python<'_>, &Self, T) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) -> Call
    where
        T: Send + Sync + 'static,
        W: FnOnce(Arc<Self>, Pool, ProjectId, Limits) -> F + Send + 'static,
        F: Future<Output = Result<T, Error>> + Send,
    {
        let shared = Arc::clone(self);
        let run = move |pool: Pool| -> Running {
            Box::pin(async move {
                let Common { project, limits } = common;
                let (project, limits) = shared.project(&pool, project, limits).await?;
                let brought = work(Arc::clone(&shared), pool, project, limits).await?;
                Ok(Box::new(move |py: Python<'_>| present(py, &shared, brought)) as Present)
            })
        };
        Call {
            shared: Arc::clone(self),
            run: Mutex::new(Some(Box::new(run))),
        }
    }

    fn present(&self, py: Python<'_>, outcome: Result<Present, Error>) -> PyResult<Py<PyAny>> {
        match outcome {
            Ok(present) => present(py),
            Err(error) => Err(self.exception(py, &error)),
        }
    }
}
