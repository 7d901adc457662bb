//! Resolves host names with the system's resolver, each on a thread of its own.
//!
//! The resolvers of the HTTP libraries use threads of the runtime, which panics if none can be started.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::thread;

use tokio::sync::oneshot;

use crate::process::{descriptor_error, is_exhausted};

/// Why a name has no address.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unresolved {
    /// There is no thread or no descriptor left.
    #[error("{0}")]
    Exhausted(io::Error),
    /// The error of the system's resolver.
    #[error("{0}")]
    Unknown(io::Error),
}

/// Returns the addresses of a host, with port 0, which the HTTP client replaces by that of the URL.
pub(super) async fn resolve(host: String) -> Result<Vec<SocketAddr>, Unresolved> {
    let (sender, receiver) = oneshot::channel();
    let resolve = move || {
        let addresses = (&*host, 0).to_socket_addrs().map(Iterator::collect);
        // The receiver is gone if the call has ended meanwhile.
        let _ = sender.send(addresses.map_err(unresolved));
    };
    // Nothing joins the thread: the system's resolver can't be interrupted.
    thread::Builder::new()
        .name("modelarts-resolver".to_owned())
        .spawn(resolve)
        .map_err(Unresolved::Exhausted)?;
    let ended = || io::Error::other("the thread that resolves the name has ended");
    receiver
        .await
        .unwrap_or_else(|_| Err(Unresolved::Unknown(ended())))
}

fn unresolved(error: io::Error) -> Unresolved {
    if is_exhausted(&error) {
        return Unresolved::Exhausted(error);
    }
    // A resolver that can't open its files reports that there is no such name.
    descriptor_error().map_or(Unresolved::Unknown(error), Unresolved::Exhausted)
}
