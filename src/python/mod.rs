//! The Python module: pyo3 and nothing else.

mod arguments;
mod blocking_runtime;
mod ca_bundle;
mod client;
mod completion;
mod diagnosis;
#[cfg(feature = "emulator")]
mod emulator;
mod environment;
mod errors;
mod file;
mod garbage;
mod input;
mod interpreter;
mod log;
mod manifest;
mod operations;
mod panics;
mod pending;
mod poll;
mod poll_events;
mod poll_targets;
mod poller;
mod response;
mod session;
mod settings;
mod shared_runtime;
mod signals;
mod yaml;

use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The Rust side of the package `modelarts`, which is not for users to import.
#[pymodule(gil_used = false)]
mod _modelarts {
    use super::*;

    #[pymodule_export]
    use super::client::Client;
    #[pymodule_export]
    use super::diagnosis::{
        config_file_text, diagnose_settings, file_settings, known_regions, setting_variables,
    };
    #[cfg(feature = "emulator")]
    #[pymodule_export]
    use super::emulator::Emulator;
    #[pymodule_export]
    use super::errors::{
        explain, is_safe_character, kind_of_code, language_of_locale, service_error_message,
        translated,
    };
    #[pymodule_export]
    use super::file::read_file;
    #[pymodule_export]
    use super::manifest::{ManifestReader, manifest_line};
    #[pymodule_export]
    use super::operations::{parameters, polled_operations};
    #[pymodule_export]
    use super::pending::PendingCall;
    #[pymodule_export]
    use super::poll::Poll;
    #[pymodule_export]
    use super::poll_events::Event;
    #[pymodule_export]
    use super::poller::Poller;
    #[pymodule_export]
    use super::settings::seconds_of_text;

    #[pymodule_export]
    const MAX_CONCURRENT_POLLS: usize = super::session::MAX_CONCURRENT_POLLS;
    #[pymodule_export]
    const MAX_POLL_INTERVAL: f64 = super::poll::MAXIMUM.max;
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        interpreter::check(module.py())?;
        input::prepare(module.py())?;
        panics::install_hook();
        environment::read_for_threads(module.py());
        interpreter::register(module.py())
    }
}
