//! What a credential is exchanged for: fetched once for all who wait, shared, and renewed in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::time::Instant;

use crate::error::Error;
use crate::process::PerProcess;

/// It is renewed this long before it expires, or a tenth of its life, whichever is less.
const MARGIN: Duration = Duration::from_secs(300);
/// When a renewal ahead of time fails, the next one waits this long; what is held still serves.
const NEXT_RENEWAL: Duration = Duration::from_secs(30);
/// Who was refused isn't asked for again within this time: a wrong password would lock its user out.
const PAUSE_AFTER_REFUSAL: Duration = Duration::from_secs(1);
/// A renewal ahead of time keeps its own call waiting no longer than this, for the same reason.
const PATIENCE: Duration = Duration::from_secs(5);

/// Something fetched that lasts for a while and can be told from what was fetched before.
pub trait Lasting: Clone {
    /// How long it lasts.
    fn term(&self) -> &Term;
    /// The same for another term.
    #[must_use]
    fn with_term(&self, term: Term) -> Self;
    /// Whether it is the same, whatever the terms.
    fn is(&self, other: &Self) -> bool;
}

/// When to renew something, and when to stop using it.
#[derive(Debug, Clone)]
pub struct Term {
    renew: Instant,
    expires: Instant,
}

impl Term {
    /// Of what was fetched at `now` and lives for `life`.
    #[must_use]
    pub fn new(now: Instant, life: Duration) -> Self {
        let expires = now + life;
        Self {
            renew: expires - MARGIN.min(life / 10),
            expires,
        }
    }

    fn renewed_later(&self, now: Instant) -> Self {
        Self {
            renew: (now + NEXT_RENEWAL).min(self.expires),
            expires: self.expires,
        }
    }
}

/// What all calls of a client share until it expires.
#[derive(Debug)]
pub struct Store<T> {
    current: ArcSwapOption<T>,
    renewal: PerProcess<Renewal>,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self {
            current: ArcSwapOption::default(),
            renewal: PerProcess::default(),
        }
    }
}

/// Whose turn it is to fetch, and how the last fetch ended.
#[derive(Debug, Default)]
struct Renewal {
    turn: tokio::sync::Mutex<Option<Failed>>,
    finished: AtomicU64,
}

/// What a fetch failed with, and when.
#[derive(Debug)]
struct Failed {
    error: Error,
    at: Instant,
}

impl Failed {
    /// Whether it is too early to ask again.
    fn holds(&self) -> bool {
        let refused = match &self.error {
            Error::Service(error) => {
                matches!(error.http_status, 400..=499) && error.http_status != 429
            }
            _ => false,
        };
        refused && self.at.elapsed() < PAUSE_AFTER_REFUSAL
    }
}

impl<T: Lasting> Store<T> {
    /// What is shared, valid or not.
    #[must_use]
    pub fn present(&self) -> Option<Arc<T>> {
        self.current.load_full()
    }

    /// What is shared, if it is valid for a good while and was not refused.
    #[must_use]
    pub fn lasting(&self, refused: Option<&T>) -> Option<Arc<T>> {
        self.current.load_full().filter(|held| {
            held.term().renew > Instant::now() && !refused.is_some_and(|refused| refused.is(held))
        })
    }

    /// What is valid now: what is shared or, if it must be, what `fetch` brings.
    ///
    /// `refused` is what the service no longer takes. Whoever waits while another call
    /// fetches gets what that fetch brings, be it an error, unless it only ran into the `deadline` of
    /// that other call.
    ///
    /// # Errors
    /// What the fetch failed with.
    pub async fn valid<F>(
        &self,
        refused: Option<&T>,
        deadline: Option<Instant>,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<T>, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let usable = || {
            self.current.load_full().filter(|held| {
                held.term().expires > Instant::now()
                    && !refused.is_some_and(|refused| refused.is(held))
            })
        };
        let lasting = |held: &Arc<T>| held.term().renew > Instant::now();
        let present = usable();
        if let Some(held) = present.as_ref().filter(|held| lasting(held)) {
            return Ok(Arc::clone(held));
        }
        let renewal = self.renewal.get_or_init(Renewal::default);
        let finished = renewal.finished.load(Ordering::Acquire);
        let mut last = match &present {
            None => renewal.turn.lock().await,
            Some(held) => match renewal.turn.try_lock() {
                Ok(turn) => turn,
                Err(_) => return Ok(Arc::clone(held)),
            },
        };
        // What another call fetched before this one's turn came serves both.
        let present = usable();
        let told = renewal.finished.load(Ordering::Acquire) != finished;
        match (&present, &*last) {
            (Some(held), _) if lasting(held) => return Ok(Arc::clone(held)),
            (None, Some(failed)) if told || failed.holds() => return Err(failed.error.clone()),
            _ => {}
        }
        let fetched = match &present {
            None => fetch().await,
            Some(held) => {
                // Before the fetch, so that the next call doesn't take up one that is given up.
                let later = held.with_term(held.term().renewed_later(Instant::now()));
                self.current.store(Some(Arc::new(later)));
                match tokio::time::timeout(PATIENCE, fetch()).await {
                    Ok(fetched) => fetched,
                    Err(_) => return Ok(Arc::clone(held)),
                }
            }
        };
        // The caller's own deadline says nothing to the others; one of them fetches next.
        let given_up = matches!(fetched, Err(Error::Timeout(_)))
            && deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if !given_up {
            *last = fetched.as_ref().err().map(|error| Failed {
                error: error.clone(),
                at: Instant::now(),
            });
            renewal.finished.fetch_add(1, Ordering::Release);
        }
        match (fetched, present) {
            (Ok(held), _) => {
                let held = Arc::new(held);
                self.current.store(Some(Arc::clone(&held)));
                Ok(held)
            }
            (Err(_), Some(still_valid)) => Ok(still_valid),
            (Err(error), None) => Err(error),
        }
    }
}
