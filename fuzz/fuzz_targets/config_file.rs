//! Whatever a configuration file holds, it makes settings or an error that names the file.
#![no_main]
#![allow(
    clippy::disallowed_methods,
    reason = "a fuzz target has its environment to itself"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use modelarts::config::{Arguments, Environment, resolve};
use modelarts::error::Error;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("modelarts-fuzz-{}.json", std::process::id()));
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let Ok(arguments) = Arguments::new([("config_file", path.clone().into())]) else {
        return;
    };
    let environment = Environment::new(BTreeMap::<String, String>::new(), None::<PathBuf>);
    match resolve(&arguments, &environment) {
        Ok(_) | Err(Error::InvalidParameters(_)) => {}
        Err(error) => assert!(
            error.to_string().contains(&path.display().to_string()),
            "{error}"
        ),
    }
});
