//! What a credential is exchanged for: fetched once for all that wait, shared, renewed in time.
#![deny(clippy::arithmetic_side_effects)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::SetOnce;
use tokio::time::Instant;

use super::Lifetime;
use crate::error::Error;
use crate::process::{PerProcess, lock};

/// When a renewal ahead of time fails, the next one waits this long.
const NEXT_RENEWAL: Duration = Duration::from_secs(30);
/// After a refusal nothing is fetched for this long: repeating a wrong password locks its user out.
const PAUSE_AFTER_REFUSAL: Duration = Duration::from_secs(1);

/// Something that may expire.
pub trait Expiring: Send + Sync + 'static {
    /// Returns how long it is used; `None` for as long as the client lives.
    fn lifetime(&self) -> Option<&Lifetime>;
    /// Returns whether it is the same as another, whatever their lifetimes.
    fn is_same(&self, other: &Self) -> bool;
}

type FetchResult<T> = Result<Arc<T>, Error>;

/// What all calls of a client share until it expires.
#[derive(Debug)]
pub struct Cache<T> {
    current: ArcSwapOption<T>,
    fetch: PerProcess<Mutex<Fetch<T>>>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self {
            current: ArcSwapOption::default(),
            fetch: PerProcess::default(),
        }
    }
}

/// The fetch that is under way, and how the last one ended.
#[derive(Debug)]
struct Fetch<T> {
    running: Option<Arc<SetOnce<FetchResult<T>>>>,
    failed: Option<(Error, Instant)>,
}

impl<T> Default for Fetch<T> {
    fn default() -> Self {
        Self {
            running: None,
            failed: None,
        }
    }
}

/// Ends a fetch; one that is dropped without an outcome ends in an error.
#[derive(Debug)]
pub struct Completion<T: Expiring> {
    cache: Arc<Cache<T>>,
    outcome: Arc<SetOnce<FetchResult<T>>>,
}

impl<T: Expiring> Completion<T> {
    /// Stores what was fetched and wakes all calls that wait.
    pub fn finish(self, fetched: Result<T, Error>) {
        self.end(fetched.map(Arc::new));
    }

    fn end(&self, fetched: FetchResult<T>) {
        if let Ok(value) = &fetched {
            self.cache.current.store(Some(Arc::clone(value)));
        }
        let fetch = self.cache.fetch.get_or_init(Mutex::default);
        let mut fetch = lock(&fetch);
        fetch.running = None;
        fetch.failed = fetched
            .as_ref()
            .err()
            .map(|error| (error.clone(), Instant::now()));
        drop(fetch);
        // Nothing else sets it.
        let _ = self.outcome.set(fetched);
    }
}

impl<T: Expiring> Drop for Completion<T> {
    fn drop(&mut self) {
        if !self.outcome.initialized() {
            self.end(Err(Error::Internal(message!(
                "fetching a credential ended without a result; call again"
            ))));
        }
    }
}

impl<T: Expiring> Cache<T> {
    /// Returns what is stored, valid or not.
    #[must_use]
    pub fn current(&self) -> Option<Arc<T>> {
        self.current.load_full()
    }

    /// Returns what is stored, if it need not be renewed and was not refused.
    #[must_use]
    pub fn fresh(&self, refused: Option<&T>) -> Option<Arc<T>> {
        self.current.load_full().filter(|value| {
            value.lifetime().is_none_or(Lifetime::is_fresh) && !is_refused(&**value, refused)
        })
    }

    /// Returns what is valid: what is stored, renewed in the background if it will soon expire, or
    /// what is fetched. `refused` is what the service no longer accepts. `start` starts a fetch that
    /// ends with the completion; all that wait meanwhile get its outcome.
    ///
    /// # Errors
    /// What the fetch, or starting it, fails with.
    pub async fn get_or_fetch(
        self: &Arc<Self>,
        refused: Option<&T>,
        start: impl FnOnce(Completion<T>) -> Result<(), Error>,
    ) -> FetchResult<T> {
        if let Some(value) = self.fresh(refused) {
            return Ok(value);
        }
        let usable = self.current.load_full().filter(|value| {
            value.lifetime().is_none_or(Lifetime::is_valid) && !is_refused(&**value, refused)
        });
        let pause = match &usable {
            Some(_) => NEXT_RENEWAL,
            None => PAUSE_AFTER_REFUSAL,
        };
        match (self.join(refused, pause, start), usable) {
            (_, Some(value)) => Ok(value),
            (Joined::Done(value), None) => Ok(value),
            (Joined::Failed(error), None) => Err(error),
            (Joined::Running(running), None) => running.wait().await.clone(),
        }
    }

    /// Joins the fetch that is running, or starts one.
    fn join(
        self: &Arc<Self>,
        refused: Option<&T>,
        pause: Duration,
        start: impl FnOnce(Completion<T>) -> Result<(), Error>,
    ) -> Joined<T> {
        let fetch = self.fetch.get_or_init(Mutex::default);
        let mut fetch = lock(&fetch);
        // Another call may have fetched it since this one looked.
        if let Some(value) = self.fresh(refused) {
            return Joined::Done(value);
        }
        if let Some(running) = &fetch.running {
            return Joined::Running(Arc::clone(running));
        }
        if let Some((error, at)) = &fetch.failed
            && at.elapsed() < pause
            && (pause == NEXT_RENEWAL || is_refusal(error))
        {
            return Joined::Failed(error.clone());
        }
        let running = Arc::new(SetOnce::new());
        fetch.running = Some(Arc::clone(&running));
        drop(fetch);
        let completion = Completion {
            cache: Arc::clone(self),
            outcome: Arc::clone(&running),
        };
        match start(completion) {
            Ok(()) => Joined::Running(running),
            Err(error) => Joined::Failed(error),
        }
    }
}

enum Joined<T> {
    Done(Arc<T>),
    Running(Arc<SetOnce<FetchResult<T>>>),
    Failed(Error),
}

fn is_refused<T: Expiring>(value: &T, refused: Option<&T>) -> bool {
    refused.is_some_and(|refused| refused.is_same(value))
}

/// Returns whether the issuer refused the credential, so that repeating it may lock its user out.
pub(super) fn is_refusal(error: &Error) -> bool {
    match error {
        Error::Service(error) => matches!(error.http_status, 400..=499) && error.http_status != 429,
        _ => false,
    }
}
