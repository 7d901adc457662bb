//! How an emulator is set up.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use super::ClockKind;

/// How an emulator is set up.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The folder that is OBS, each of whose folders is a bucket; `None` makes a temporary one, which
    /// is removed at the end.
    pub root: Option<PathBuf>,
    /// The one project's id.
    pub project_id: String,
    /// The region, which is the project's name.
    pub region: String,
    /// The address to listen on; by default 127.0.0.1.
    pub host: IpAddr,
    /// The port to listen on; 0, the default, finds a free one.
    pub port: u16,
    /// Whether tokens, signatures and passwords are checked; by default they are.
    pub verify: bool,
    /// What names, keys and request ids are made from; `None` is the seed 0.
    pub seed: Option<u64>,
    /// How long a state of a task lasts that is neither counted nor timed; by default 50 ms.
    pub pace: Duration,
    /// What moves the clock.
    pub clock: ClockKind,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            root: None,
            project_id: "cbfb9585c5854926a411a3f5a984fc09".to_owned(),
            region: "cn-north-1".to_owned(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            verify: true,
            seed: None,
            pace: Duration::from_millis(50),
            clock: ClockKind::Real,
        }
    }
}
