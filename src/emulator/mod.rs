//! An emulated ModelArts on a loopback socket, for samples and tests without a cloud account.
//!
//! It behaves as the documents say. Where they say nothing, it does the following:
//!
//! - **Order.** An unknown path (404) and a wrong method (405) are refused before authentication;
//!   a task is looked up after it. A refused request is not a poll of a task.
//! - **Authentication.** Of a token and a signature the token alone counts; an empty token is
//!   ignored. `X-Security-Token` is checked only as a signed header. With [`Options::verify`] off,
//!   projects are not compared either, and every password gets a token.
//! - **Signatures.** The signed headers are sorted, in lower case and not repeated. A `+` in a
//!   query is a plus sign. A signed `X-Sdk-Content-Sha256` must be the digest of the body or
//!   `UNSIGNED-PAYLOAD`. Access keys are not locked after wrong signatures.
//! - **IAM.** A login names its project by name or by id; the id counts if both are there. An
//!   unknown project is refused with 401, and there is never a catalogue. `GET /v3/projects`
//!   responds to an invalid token in IAM's form and an invalid signature in the gateway's.
//! - **Time.** Tokens, signatures, tasks and the `Date` of responses use the emulator's clock.
//!   Bytes that are not HTTP get a response of the HTTP library: 400, without a body.
//! - **Codes.** A wrong method is `APIG.0101` like an unknown path; a head or body that is too large
//!   or malformed is `APIG.0201`.
//! - **Web pages.** On a loopback address, a `Host` that is not a loopback address is refused
//!   (`APIG.0306`); so is, on every address, a request from a page of another site.
//!
//! The modules depend on each other in one direction: [`mod@self`] and `router` on `api_v1`, `api_v2`,
//! `iam`, `control_api` and `page`, these on `state`, `state` on `datasets_v1`, `datasets_v2`, `tasks`,
//! `faults`, `auth` and `records`, those on `manifest`, `storage` and `http`.

mod api_v1;
mod api_v2;
mod auth;
mod clock;
mod codes;
mod configuration;
mod control;
mod control_api;
mod control_token;
mod datasets_v1;
mod datasets_v2;
mod error;
mod faults;
mod http;
mod iam;
mod interrupt;
mod manifest;
mod operations;
mod options;
mod page;
mod preload;
mod quirks;
mod records;
mod router;
mod service_error;
mod state;
mod storage;
mod tasks;
mod worker;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use auth::identity::Identity;
pub use clock::ClockKind;
pub use control_token::Control;
pub use datasets_v2::scripts::WorkScript;
pub use error::EmulatorError;
pub use faults::rule::{FaultKind, FaultRule};
pub use faults::settings::{FaultSettings, duration};
use http::server::Server;
pub use interrupt::Interrupt;
pub use options::Options;
pub use preload::{NewDataset, NewVersion};
pub use quirks::Quirks;
pub use records::RecordedRequest;
use state::AppState;
pub use storage::objects::Content;
use storage::objects::{ObjectPath, Objects};
pub use tasks::registry::TaskScript;
pub use tasks::timeline::Steps;

/// How long `stop` may take.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// A running emulator; it stops when it is dropped.
///
/// It belongs to the process that started it. In a forked child every method returns
/// [`EmulatorError::Closed`] or an empty value, and neither `stop` nor drop touches what the parent
/// uses.
pub struct Emulator {
    process: u32,
    parts: Option<Parts>,
}

struct Parts {
    state: Arc<AppState>,
    server: Server,
}

impl Emulator {
    /// Starts an emulator on a thread of its own; returns when it listens, within milliseconds.
    ///
    /// # Errors
    /// [`EmulatorError::AddressInUse`] or [`EmulatorError::Start`] if it can't listen,
    /// [`EmulatorError::Root`] if the root folder can't be used.
    pub fn start(options: Options) -> Result<Self, EmulatorError> {
        let state = Arc::new(AppState::new(&options)?);
        let server = Server::start(options.host, options.port, router::router(&state))?;
        Ok(Self {
            process: std::process::id(),
            parts: Some(Parts { state, server }),
        })
    }

    /// Returns the address of the service and of IAM, like `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> String {
        self.parts()
            .map(|parts| format!("http://{}", connectable(parts.server.address)))
            .unwrap_or_default()
    }

    /// Returns the folder that stands for OBS: each folder in it is a bucket.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.state()
            .map(|state| state.datasets_v1.obs.path.as_path().to_owned())
            .unwrap_or_default()
    }

    /// Returns the account (IAM domain) to log in with.
    #[must_use]
    pub fn account(&self) -> &str {
        self.identity().map_or("", |identity| &identity.account)
    }

    /// Returns the user to log in with.
    #[must_use]
    pub fn username(&self) -> &str {
        self.identity().map_or("", |identity| &identity.username)
    }

    /// Returns the password to log in with.
    #[must_use]
    pub fn password(&self) -> &str {
        self.identity().map_or("", |identity| &identity.password)
    }

    /// Returns the access key to sign with.
    #[must_use]
    pub fn access_key(&self) -> &str {
        self.identity().map_or("", |identity| &identity.access_key)
    }

    /// Returns the secret key to sign with.
    #[must_use]
    pub fn secret_key(&self) -> &str {
        self.identity().map_or("", |identity| &identity.secret_key)
    }

    /// Adds a dataset as `create_dataset` does, but at once and without a task; returns its id.
    ///
    /// # Errors
    /// [`EmulatorError::Refused`] if `create_dataset` or its task would fail,
    /// [`EmulatorError::Interrupted`] if it was ended early, [`EmulatorError::Closed`] after `stop`.
    pub fn add_dataset(
        &self,
        dataset: NewDataset,
        interrupt: Interrupt<'_>,
    ) -> Result<String, EmulatorError> {
        preload::add_dataset(self.running()?, dataset, interrupt)
    }

    /// Publishes a version of a dataset's files, at once and without a task; returns its id.
    ///
    /// # Errors
    /// [`EmulatorError::Refused`] if `create_dataset_version` or its task would fail,
    /// [`EmulatorError::Interrupted`] if it was ended early, [`EmulatorError::Closed`] after `stop`.
    pub fn add_version(
        &self,
        version: NewVersion,
        interrupt: Interrupt<'_>,
    ) -> Result<String, EmulatorError> {
        preload::add_version(self.running()?, version, interrupt)
    }

    /// Writes a file of OBS at `bucket/key`, which may also begin with `/`, `obs://` or `s3://`, and
    /// creates its bucket and folders if they are missing; returns where it is.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the path is not that of a file in a bucket,
    /// [`EmulatorError::File`] if a file can't be read or written, [`EmulatorError::Interrupted`] if
    /// it was ended early, [`EmulatorError::Closed`] after `stop`.
    pub fn put_file(
        &self,
        path: &str,
        content: Content<'_>,
        interrupt: Interrupt<'_>,
    ) -> Result<PathBuf, EmulatorError> {
        let state = self.running()?;
        let requested = || state.is_stopping() || interrupt.is_requested();
        let objects = Objects {
            obs: &state.datasets_v1.obs,
            interrupt: Interrupt::when(&requested),
        };
        objects.put(&ObjectPath::file(path)?, content)
    }

    /// Returns the content of a `config.json` whose context of a name is this emulator; empty in a
    /// forked child.
    #[must_use]
    pub fn config(&self, context: &str) -> String {
        self.identity()
            .map(|identity| configuration::of(identity, &self.url(), context))
            .map(|config| format!("{config:#}\n"))
            .unwrap_or_default()
    }

    /// Returns the address of the control interface; empty if it is off.
    #[must_use]
    pub fn control_url(&self) -> String {
        if self.control_token().is_empty() {
            return String::new();
        }
        format!("{}{}", self.url(), control_api::PREFIX)
    }

    /// Returns the token of the control interface; empty if it is off.
    #[must_use]
    pub fn control_token(&self) -> &str {
        self.state()
            .and_then(|state| state.control.as_ref())
            .map_or("", |token| &token.text)
    }

    /// Returns a token like one from IAM, valid for 24 hours of the emulator's clock.
    #[must_use]
    pub fn issue_token(&self) -> String {
        self.state()
            .map(|state| state.authenticator.issue_token(state.clock.now()).text)
            .unwrap_or_default()
    }

    /// Returns the requests in the order of their responses: the newest 100,000, of at most 64 MiB. They can still be read after [`stop`](Self::stop).
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state()
            .map(|state| state.records.list())
            .unwrap_or_default()
    }

    /// Returns whether the emulator listens.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.parts().is_some_and(|parts| parts.server.is_running())
    }

    /// Closes the socket and all connections, ends the threads and removes a temporary root folder,
    /// within 5 seconds and usually within a fraction of one. A second call does nothing.
    pub fn stop(&self, interrupt: Interrupt<'_>) {
        let Some(Parts { state, server }) = self.parts() else {
            return;
        };
        let deadline = Instant::now() + STOP_TIMEOUT;
        state.begin_stop();
        server.begin_stop();
        server.stop(deadline, interrupt);
        state.worker.stop(deadline, interrupt);
        state.datasets_v1.close(deadline, interrupt);
    }

    /// Returns `None` in a forked child: threads that it does not have may hold the locks.
    fn parts(&self) -> Option<&Parts> {
        self.parts.as_ref().filter(|_| self.is_own_process())
    }

    fn running(&self) -> Result<&AppState, EmulatorError> {
        self.parts()
            .filter(|parts| parts.server.is_running())
            .map(|parts| parts.state.as_ref())
            .ok_or(EmulatorError::Closed)
    }

    fn state(&self) -> Option<&AppState> {
        self.parts().map(|parts| parts.state.as_ref())
    }

    fn identity(&self) -> Option<&Identity> {
        self.state().map(|state| &state.authenticator.identity)
    }

    fn is_own_process(&self) -> bool {
        std::process::id() == self.process
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop(Interrupt::never());
        if !self.is_own_process() {
            std::mem::forget(self.parts.take());
        }
    }
}

impl std::fmt::Debug for Emulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Emulator")
            .field("url", &self.url())
            .field("is_running", &self.is_running())
            .finish_non_exhaustive()
    }
}

/// Returns an address to connect to, also for a server that listens on all addresses.
fn connectable(listening: SocketAddr) -> SocketAddr {
    match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => {
            SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listening.port())
        }
        IpAddr::V6(ip) if ip.is_unspecified() => {
            SocketAddr::new(Ipv6Addr::LOCALHOST.into(), listening.port())
        }
        _ => listening,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    /// Returns an emulator as a forked child sees it.
    fn inherited() -> Emulator {
        let mut emulator = Emulator::start(Options::default()).unwrap();
        emulator.process += 1;
        emulator
    }

    #[test]
    fn in_a_forked_child_it_is_closed() {
        let child = inherited();
        assert_eq!(
            child.add_task(TaskScript::new("t")),
            Err(EmulatorError::Closed)
        );
        assert!(!child.is_running());
        assert!(child.requests().is_empty());
        let texts = [child.account(), child.username(), child.password()];
        let keys = [child.access_key(), child.secret_key()];
        assert!(texts.iter().chain(&keys).all(|text| text.is_empty()));
        assert_eq!(
            (child.url(), child.issue_token()),
            (String::new(), String::new())
        );
        let fault = child.fault(FaultRule::new(FaultKind::Reset));
        assert_eq!(fault, Err(EmulatorError::Closed));
        child.skew_clock(1.0).unwrap();
        child.advance(Duration::from_secs(1), Interrupt::never());
        child.expire_tokens();
        child.reset(Interrupt::never());
    }

    #[test]
    fn a_forked_child_does_not_stop_the_server_of_its_parent() {
        let child = inherited();
        let address = child.parts.as_ref().unwrap().server.address;
        child.stop(Interrupt::never());
        drop(child);
        TcpStream::connect(address).unwrap();
    }

    fn status(emulator: &Emulator, method: &str, path: &str) -> String {
        let url = emulator.url();
        let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        let head =
            format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response.split(' ').nth(1).unwrap().to_owned()
    }

    /// The router responds with 404 to an unknown path and with 405 to a wrong method before authentication.
    #[test]
    fn the_router_serves_every_operation_under_its_path() {
        let emulator = Emulator::start(Options::default()).unwrap();
        for operation in operations::OPERATIONS.iter() {
            let path = operation.path.replace(['{', '}'], "");
            let status = status(&emulator, operation.method.as_str(), &path);
            assert!(
                !["404", "405"].contains(&status.as_str()),
                "{}",
                operation.name
            );
        }
    }
}
