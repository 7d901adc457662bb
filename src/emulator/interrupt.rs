//! Ending blocking work early.

use std::io;
use std::time::Duration;

/// The longest time between two checks of the interrupt in blocking work.
pub(super) const MAX_STEP: Duration = Duration::from_millis(50);

/// Whether blocking work should end early; checked at least every 50 ms.
#[derive(Clone, Copy, Default)]
pub struct Interrupt<'a>(Option<&'a dyn Fn() -> bool>);

impl<'a> Interrupt<'a> {
    /// Returns an interrupt that ends work once `requested` returns true.
    #[must_use]
    pub fn when(requested: &'a dyn Fn() -> bool) -> Self {
        Self(Some(requested))
    }

    /// Returns an interrupt that never ends work.
    #[must_use]
    pub const fn never() -> Self {
        Self(None)
    }

    /// Returns an error if the work should end.
    pub(super) fn check(&self) -> io::Result<()> {
        if self.is_requested() {
            let problem = "the work was ended before it was done";
            return Err(io::Error::new(io::ErrorKind::TimedOut, problem));
        }
        Ok(())
    }

    /// Returns whether the work should end.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.0.is_some_and(|requested| requested())
    }
}

impl std::fmt::Debug for Interrupt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Interrupt").field(&self.0.is_some()).finish()
    }
}
