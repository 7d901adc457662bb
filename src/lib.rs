//! Client and embedded emulator for the dataset API of Huawei Cloud ModelArts.
//!
//! The core does not depend on Python. A call passes through it downwards:
//!
//! - [`operation`] makes a request of arguments, by the tables of [`api`];
//! - [`transport`] sends it: authorization, attempts, one deadline, limits;
//! - [`auth`] turns a credential into the headers that authorize a request;
//! - [`http`] sends one request and reads its whole response;
//! - [`schema`] reads the response into a [`value`], by the tables of [`api`].
//!
//! [`manifest`] reads and writes the files that tie samples to their labels,
//! [`wait`] polls operations until their work has ended, [`config`] finds the settings of a client, [`client`] connects it,
//! [`error`] has the errors, [`process`] keeps apart what a forked child must not use. With the
//! feature `emulator` there is a service on loopback; with the feature `python` all of it is a
//! Python module.
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::too_many_lines))]

#[macro_use]
pub mod message;

pub mod api;
pub mod auth;
pub mod charset;
pub mod client;
pub mod config;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod encoding;
pub mod error;
pub mod explain;
pub mod file;
pub mod http;
pub mod language;
pub mod manifest;
pub mod operation;
pub mod process;
#[cfg(feature = "python")]
mod python;
pub mod schema;
pub mod secret;
pub mod text;
pub mod transport;
pub mod value;
pub mod wait;
