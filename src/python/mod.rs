//! The Python module: pyo3 and nothing else.

mod call;
mod client;
mod convert;
mod dataset;
#[cfg(feature = "emulator")]
mod emulator;
mod entries;
mod errors;
mod exit;
#[cfg(feature = "emulator")]
mod fault;
mod garbage;
mod given;
mod log;
mod number;
mod poll;
mod promise;
mod runtime;
mod value;
mod watch;

use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The Rust side of the package `modelarts`; nobody imports it by hand.
#[pymodule(gil_used = false)]
mod _modelarts {
    use super::*;

    #[pymodule_export]
    use super::call::Call;
    #[pymodule_export]
    use super::client::Client;
    #[pymodule_export]
    use super::dataset::DatasetCalls;
    #[cfg(feature = "emulator")]
    #[pymodule_export]
    use super::emulator::Emulator;
    #[pymodule_export]
    use super::errors::{explain, language_of_locale};
    #[pymodule_export]
    use super::poll::Poll;
    #[pymodule_export]
    use super::watch::Watch;

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        exit::watch(module.py())
    }
}
