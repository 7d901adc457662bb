//! The state of the emulator, shared by the handlers of requests and by [`Emulator`].
//!
//! [`Emulator`]: crate::emulator::Emulator

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::auth::authenticator::Authenticator;
use super::clock::Clock;
use super::control_token::ControlToken;
use super::datasets_v1::store::DatasetsV1;
use super::datasets_v1::work::WorkV1;
use super::datasets_v2::store::DatasetsV2;
use super::datasets_v2::work::{Now, WorkV2};
use super::error::EmulatorError;
use super::faults::injector::FaultInjector;
use super::interrupt::Interrupt;
use super::options::Options;
use super::quirks::{ActiveQuirks, Quirks};
use super::records::Records;
use super::service_error::ServiceError;
use super::tasks::registry::{TaskScript, Tasks};
use super::tasks::timeline::WorkTimeline;
use super::worker::Worker;
use crate::language::Language;

/// The state of the emulator.
#[derive(Debug)]
pub(super) struct AppState {
    pub(super) authenticator: Arc<Authenticator>,
    pub(super) clock: Arc<Clock>,
    pub(super) tasks: Arc<Tasks>,
    pub(super) records: Records,
    pub(super) faults: FaultInjector,
    pub(super) datasets_v1: Arc<DatasetsV1>,
    pub(super) datasets_v2: Arc<DatasetsV2>,
    pub(super) quirks: ActiveQuirks,
    pub(super) worker: Worker,
    /// The token of the control interface, if that is on.
    pub(super) control: Option<ControlToken>,
    /// Whether the emulator listens on a loopback address only.
    pub(super) loopback_only: bool,
    /// Set when the emulator stops; it ends all work.
    stopping: Arc<AtomicBool>,
    /// The language of texts for people, unless they ask for another one.
    pub(super) language: Language,
    /// How long each state of a task lasts.
    pub(super) pace: Duration,
    seed: u64,
    requests: AtomicU64,
}

impl AppState {
    pub(super) fn new(options: &Options) -> Result<Self, EmulatorError> {
        let seed = options.seed.unwrap_or_default();
        let clock = Arc::new(Clock::new(options.clock));
        let stopping = Arc::new(AtomicBool::new(false));
        let datasets = Arc::new(DatasetsV1::new(options, seed)?);
        Ok(Self {
            authenticator: Arc::new(Authenticator::new(options, seed)?),
            clock: clock.clone(),
            tasks: Arc::default(),
            records: Records::default(),
            faults: FaultInjector::new(seed),
            datasets_v2: Arc::new(DatasetsV2::new(datasets.obs.clone(), seed)),
            datasets_v1: datasets,
            quirks: ActiveQuirks::default(),
            worker: Worker::new(clock, stopping.clone()),
            control: ControlToken::of(&options.control)?,
            loopback_only: options.host.to_canonical().is_loopback(),
            stopping,
            language: options.language,
            pace: options.pace,
            seed,
            requests: AtomicU64::new(0),
        })
    }

    /// Returns the timeline of the task that an operation starts now, in times of the clock.
    pub(super) fn work_timeline(&self, operation: &str, path: &str) -> WorkTimeline {
        let timeline = WorkTimeline::new(self.pace, self.faults.injects_retry(operation, path));
        let now = self.clock.elapsed();
        WorkTimeline {
            work_begins: now.saturating_add(timeline.work_begins),
            ends: now.saturating_add(timeline.ends),
            ..timeline
        }
    }

    /// Returns the error that the work has to fail with that an operation starts now.
    pub(super) fn injected_failure(&self, operation: &str, path: &str) -> Option<ServiceError> {
        let failure = self.faults.injected_failure(operation, path);
        failure.map(|(code, message)| ServiceError::new(code, message))
    }

    /// Adds a task, and runs its work when its time has come; with a `failure` the work fails.
    pub(super) fn start_work_v1(
        &self,
        task_id: &str,
        timeline: WorkTimeline,
        work: WorkV1,
        failure: Option<ServiceError>,
    ) {
        self.tasks
            .begin_work(task_id, timeline.timeline, self.clock.elapsed());
        let (datasets, tasks, clock) = (
            self.datasets_v1.clone(),
            self.tasks.clone(),
            self.clock.clone(),
        );
        let task_id = task_id.to_owned();
        self.worker.add(timeline.work_begins, move |interrupt| {
            let outcome = match failure {
                Some(failure) => {
                    datasets.abandon(&work);
                    Err(failure)
                }
                None => datasets.perform(&work, clock.now().as_second(), interrupt),
            };
            tasks.finish_work(&task_id, outcome);
        });
    }

    /// Returns the present by the clock.
    pub(super) fn now(&self) -> Now {
        Now {
            elapsed: self.clock.elapsed(),
            date: self.clock.now().as_millisecond(),
        }
    }

    /// Does work on datasets of version 2 when its time has come.
    pub(super) fn start_work_v2(&self, due: Duration, work: WorkV2) {
        let (datasets, clock) = (self.datasets_v2.clone(), self.clock.clone());
        self.worker.add(due, move |interrupt| {
            let now = Now {
                elapsed: clock.elapsed(),
                date: clock.now().as_millisecond(),
            };
            datasets.perform(&work, now, interrupt);
        });
    }

    pub(super) fn add_task(&self, script: TaskScript) -> Result<(), EmulatorError> {
        self.tasks.add(script, self.pace, self.clock.elapsed())
    }

    /// Moves the clock forward; returns when the work that is due by then is done.
    pub(super) fn advance(&self, by: Duration, interrupt: Interrupt<'_>) {
        self.clock.advance(by);
        self.worker.wait_for_due_jobs(interrupt);
    }

    /// Sets the error of the date in seconds.
    pub(super) fn skew_clock(&self, seconds: f64) -> Result<(), EmulatorError> {
        if !seconds.is_finite() {
            let problem = message!("is {seconds}, expected a finite number of seconds", seconds);
            return Err(EmulatorError::parameter("seconds", problem));
        }
        // The cast saturates.
        self.clock.set_skew((seconds * 1e6) as i64);
        Ok(())
    }

    /// Removes everything but the credentials.
    pub(super) fn reset(&self, interrupt: Interrupt<'_>) {
        self.worker.clear(interrupt);
        self.datasets_v1.clear();
        self.datasets_v2.clear();
        self.quirks.set(Quirks::default());
        self.tasks.clear();
        self.records.clear();
        self.faults.clear();
        self.authenticator.revoke_tokens();
        self.clock.reset();
    }

    /// Ends all work soon; nothing can be started any more.
    pub(super) fn begin_stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Returns the id of the next request: one half looks random, the other makes it unique.
    pub(super) fn next_request_id(&self) -> Arc<str> {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        let random = fastrand::Rng::with_seed(self.seed ^ number.rotate_left(32)).u64(..);
        format!("{random:016x}{number:016x}").into()
    }
}
