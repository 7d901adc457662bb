//! State that belongs to one process, and what the system gives it.
//!
//! A forked child inherits runtimes whose threads are gone, sockets that the parent still uses, and
//! locks that a vanished thread may hold. What depends on those is kept here, found without a lock,
//! made anew in a child, and in the child neither used nor dropped.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwapOption;

/// What the system says when a process, or the machine, has no more descriptors or memory. Not every
/// version of the standard library has a kind for these.
#[cfg(unix)]
const EXHAUSTED: [i32; 4] = [
    12,                                               // ENOMEM
    23,                                               // ENFILE
    24,                                               // EMFILE
    if cfg!(target_os = "linux") { 105 } else { 55 }, // ENOBUFS
];
#[cfg(not(unix))]
const EXHAUSTED: [i32; 2] = [10024, 10055]; // WSAEMFILE, WSAENOBUFS

/// Returns whether the system refused because there are no more descriptors or no more memory.
#[must_use]
pub fn is_exhausted(error: &io::Error) -> bool {
    error
        .raw_os_error()
        .is_some_and(|code| EXHAUSTED.contains(&code))
}

/// Returns the system's error if no further descriptor can be opened at present.
#[must_use]
pub fn descriptor_error() -> Option<io::Error> {
    let device = if cfg!(windows) { "NUL" } else { "/dev/null" };
    File::open(device).err().filter(is_exhausted)
}

/// Locks a mutex. A thread that panicked with it leaves values that are whole, for each is changed in one step.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns a random number from 0 to 1; a forked child gets others than its parent and its siblings.
#[must_use]
pub fn random() -> f64 {
    thread_local!(static DRAWN_IN: Cell<Option<u32>> = const { Cell::new(None) });
    let process = std::process::id();
    let before = DRAWN_IN.replace(Some(process));
    if before.is_some_and(|before| before != process) {
        fastrand::seed(fastrand::u64(..) ^ (u64::from(process) << 32));
    }
    fastrand::f64()
}

/// A value made by, and for, the present process.
#[derive(Debug)]
pub struct Owned<T> {
    process: u32,
    value: T,
}

impl<T> Deref for Owned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One value a process.
#[derive(Debug)]
pub struct PerProcess<T> {
    slot: ArcSwapOption<Owned<T>>,
}

impl<T> Default for PerProcess<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> PerProcess<T> {
    /// Creates an empty slot.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            slot: ArcSwapOption::const_empty(),
        }
    }

    /// Returns this process's value; makes it if there is none yet.
    ///
    /// # Errors
    /// What `make` fails with.
    pub fn get_or_try_init<E>(
        &self,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<Owned<T>>, E> {
        let process = std::process::id();
        let present = self.slot.load_full();
        if let Some(owned) = &present
            && owned.process == process
        {
            return Ok(Arc::clone(owned));
        }
        let made = Arc::new(Owned {
            process,
            value: make()?,
        });
        let before = self
            .slot
            .compare_and_swap(&present, Some(Arc::clone(&made)));
        match (&*before, present) {
            (Some(winner), _) if winner.process == process => Ok(Arc::clone(winner)),
            (_, inherited) => {
                std::mem::forget(inherited);
                Ok(made)
            }
        }
    }

    /// Returns this process's value; makes it if there is none yet.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> Arc<Owned<T>> {
        let made: Result<_, std::convert::Infallible> = self.get_or_try_init(|| Ok(make()));
        match made {
            Ok(owned) => owned,
            Err(never) => match never {},
        }
    }

    /// Takes this process's value out; one that was inherited is left alone.
    pub fn take(&self) -> Option<Arc<Owned<T>>> {
        let taken = self.slot.swap(None)?;
        if taken.process == std::process::id() {
            return Some(taken);
        }
        std::mem::forget(taken);
        None
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        drop(self.take());
    }
}
