pub mod credential;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod error;
pub mod model;
