//! Whether the current request is still waiting for its connection.

use std::cell::Cell;

use crate::error::Phase;

tokio::task_local! {
    static CONNECTING: Cell<bool>;
}

/// Runs a request, inside which [`current`] may be called.
pub(super) async fn tracked<F: Future>(request: F) -> F::Output {
    CONNECTING.scope(Cell::new(false), request).await
}

/// Returns what a request that has no response yet is waiting for.
pub(super) fn current() -> Phase {
    match CONNECTING.try_with(Cell::get) {
        Ok(true) => Phase::Connecting,
        _ => Phase::Waiting,
    }
}

/// Opens a connection; meanwhile the phase of its request is [`Phase::Connecting`].
pub(super) async fn connecting<F: Future>(connection: F) -> F::Output {
    let set = |connecting| CONNECTING.try_with(|cell| cell.set(connecting));
    let _ = set(true);
    let opened = connection.await;
    let _ = set(false);
    opened
}
