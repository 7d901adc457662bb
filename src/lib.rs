//! Client and embedded emulator for the dataset API of Huawei Cloud ModelArts.
//!
//! The core knows nothing of Python. A call flows through it one way:
//!
//! - [`api`] turns arguments into an operation, which is a value;
//! - [`transport`] runs it: attempts, deadline, limits; [`wait`] runs one until a task is done;
//! - [`credential`] proves who we are;
//! - [`wire`] is what is sent and what comes back;
//! - [`model`] is what the answer says.
//!
//! [`config`] says where settings come from, [`error`] what can go wrong, [`process`] keeps apart
//! what a forked child must not touch. With the feature `emulator` there is a service on loopback to
//! talk to; with the feature `python` all of it is a Python module.

pub mod api;
pub mod config;
pub mod credential;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod error;
pub mod loopback;
pub mod model;
pub mod process;
#[cfg(feature = "python")]
mod python;
pub mod transport;
pub mod wait;
pub mod wire;
