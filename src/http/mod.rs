//! Requests, answers, and the connections that carry them.

mod client;
mod endpoint;
mod message;
mod phase;
mod proxy;
mod resolver;
pub mod tls;

#[cfg(test)]
pub(crate) use client::Simulate;
pub use client::{Connections, HttpConfig, HttpError, Timeouts};
pub use endpoint::{Endpoint, is_loopback};
pub use message::{RawResponse, Request, http_date};
pub use proxy::{Masked, ProxySetting};
