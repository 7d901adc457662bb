//! What the handlers of requests have in common.

use axum::body::Bytes;

use crate::emulator::interrupt::Interrupt;
use crate::emulator::state::AppState;

/// The path of the control interface.
pub(crate) const PREFIX: &str = "/_emulator";

/// The body of a request.
#[derive(Debug, Clone)]
pub(super) struct Received(pub(super) Bytes);

/// Runs work that ends early when the emulator stops.
pub(super) fn until_stop<T>(state: &AppState, work: impl FnOnce(Interrupt<'_>) -> T) -> T {
    let requested = || state.is_stopping();
    work(Interrupt::when(&requested))
}
