//! Whether the request at hand is still waiting for its connection.

use std::cell::Cell;

use crate::error::Phase;

tokio::task_local! {
    static CONNECTING: Cell<bool>;
}

/// Runs a request, which may then ask for [`before_the_answer`].
pub(super) async fn tracked<F: Future>(request: F) -> F::Output {
    CONNECTING.scope(Cell::new(false), request).await
}

/// What a request without an answer is waiting for.
pub(super) fn before_the_answer() -> Phase {
    match CONNECTING.try_with(Cell::get) {
        Ok(true) => Phase::Connecting,
        _ => Phase::Waiting,
    }
}

/// Opens a connection; a request that is not waiting for it doesn't care.
pub(super) async fn connecting<F: Future>(connection: F) -> F::Output {
    let say = |connecting| CONNECTING.try_with(|cell| cell.set(connecting));
    let _ = say(true);
    let opened = connection.await;
    let _ = say(false);
    opened
}
