//! Panics become errors: none is printed, and none reaches Python.

use std::any::Any;
use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::task::Poll;

use crate::error::Error;

thread_local! {
    /// Where the last panic of this thread came from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the place of a panic for its error instead of printing it. With `RUST_BACKTRACE` set, panics
/// are printed as usual. The hook is that of this module alone: each library has its own.
pub(super) fn install_hook() {
    #[allow(clippy::disallowed_methods, reason = "called attached, on import")]
    let is_traced = std::env::var_os("RUST_BACKTRACE").is_some();
    if !is_traced {
        set_hook(Box::new(|panic| {
            PLACE.set(panic.location().map(ToString::to_string));
        }));
    }
}

/// Runs a call so that a panic in it is an error.
pub(super) async fn caught<T>(call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut call = std::pin::pin!(call);
    poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(context))) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready(Err(error(&*panic))),
        },
    )
    .await
}

/// Returns the error for a panic that was caught on this thread.
pub(super) fn error(panic: &(dyn Any + Send)) -> Error {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    // The text is tokio's; it gives no other sign that no thread could be started.
    if text.contains("can't spawn") {
        return Error::exhausted(text);
    }
    let place = PLACE.take().map(|place| format!(" at {place}"));
    let text = format!("{text}{}", place.unwrap_or_default());
    Error::Internal(message!(
        "a bug in modelarts, please report it: {text}",
        text
    ))
}
