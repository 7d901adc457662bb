//! Tests of the client's core, without Python and in one binary, so that they are linked once.

mod arguments;
mod error_bodies;
mod failure;
mod manifest;
mod printing;
mod redaction;
mod retry;
mod schema;
mod signature_forms;
mod signer;
mod spellings;
mod support;
mod surroundings;
mod task_status;
mod tokens;
mod wait;
mod wire;
