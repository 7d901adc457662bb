//! Tests of the client's core, without Python and in one binary, so that they are linked once.

mod arguments;
mod error_bodies;
mod error_codes;
mod failure;
mod http_headers;
mod manifest;
mod printing;
mod redact;
mod redact_context;
mod redact_escapes;
mod retry;
mod schema;
mod signature_forms;
mod signer;
mod support;
mod task_status;
mod tokens;
mod wait;
