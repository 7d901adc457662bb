//! Authentication of requests, by token or by signature.

pub(super) mod authenticator;
pub(super) mod error;
pub(super) mod gateway;
pub(super) mod identity;
pub(super) mod signature;
pub(super) mod tokens;
