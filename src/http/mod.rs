//! Requests, responses, and the connections that carry them.

mod body;
mod certificates;
mod client;
mod endpoint;
mod host;
mod message;
mod no_proxy;
mod phase;
mod proxy;
mod proxy_refusal;
mod resolver;
mod signatures;
mod timeouts;
pub mod tls;
mod tls_errors;

#[cfg(test)]
pub(crate) use client::Simulate;
pub use client::{Connections, HttpConfig, HttpError};
pub use endpoint::{Endpoint, is_loopback};
pub use message::{RawResponse, Request, http_date};
pub use proxy::ProxySetting;
pub use timeouts::Timeouts;
