//! The settings of an emulator.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use super::clock::ClockKind;
use super::control_token::Control;
use crate::language::Language;

/// The settings of an emulator.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The folder that stands for OBS; each folder in it is a bucket. `None` creates a temporary
    /// folder, which is removed at the end.
    pub root: Option<PathBuf>,
    /// Where the temporary folder is created; by default the system's folder for such.
    pub temporary_in: PathBuf,
    /// The id of the only project.
    pub project_id: String,
    /// The region, which is also the name of the project.
    pub region: String,
    /// The address to listen on; 127.0.0.1 by default.
    pub host: IpAddr,
    /// The port to listen on; 0, the default, selects a free port.
    pub port: u16,
    /// Whether tokens, signatures and passwords are checked; true by default.
    pub verify: bool,
    /// The seed of names, keys and request ids; `None` is the seed 0.
    pub seed: Option<u64>,
    /// Whether password, keys and tokens are random instead of determined by the seed; by default
    /// they are not. Anyone who can connect to an emulator with the keys of a seed can log in.
    pub random_credentials: bool,
    /// How long each state of a task lasts by default; 50 ms unless set.
    pub pace: Duration,
    /// Whether tests in other processes can control the emulator over HTTP; off by default.
    pub control: Control,
    /// The language of texts for people, unless they ask for another one.
    pub language: Language,
    /// What moves the clock.
    pub clock: ClockKind,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            root: None,
            #[allow(
                clippy::disallowed_methods,
                reason = "the caller reads the environment here"
            )]
            temporary_in: std::env::temp_dir(),
            project_id: "cbfb9585c5854926a411a3f5a984fc09".to_owned(),
            region: "cn-north-1".to_owned(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            verify: true,
            seed: None,
            random_credentials: false,
            pace: Duration::from_millis(50),
            control: Control::Off,
            language: Language::En,
            clock: ClockKind::Real,
        }
    }
}
