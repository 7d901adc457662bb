//! An emulated ModelArts on a loopback socket, for samples and tests without a cloud account.
//!
//! It behaves as the documents say. Where they are silent, this is what it does:
//!
//! - **Order.** An unknown path (404) and a wrong verb (405) are told so before any proof is
//!   asked for; a task is looked up only after it. A refused request is no look at a task.
//! - **Proof.** With a token and a signature, the token alone counts; an empty token is none. A
//!   `X-Security-Token` is not looked at, except as a signed header. With
//!   [`Options::verify`] off, projects are not compared either, and any password gets a token.
//! - **Signatures.** The signed headers stand in order and in lower case, each once. A `+` in a
//!   query is a plus. A hash in `X-Sdk-Content-Sha256`, if signed, must be the body's, or say
//!   `UNSIGNED-PAYLOAD`. Keys are not locked after bad signatures.
//! - **IAM.** A login names its project, by name or by id (which comes first, if both are there);
//!   an unknown one is refused with 401, and there is never a catalogue. `GET /v3/projects` answers
//!   a bad token in IAM's form and a bad signature in the gateway's.
//! - **Time.** Tokens, signatures, tasks and the `Date` of answers go by the emulator's clock.
//!   Only a request that isn't HTTP at all gets an answer of the server's own: 400, without a body.
//! - **Codes.** A wrong verb is `APIG.0101` like an unknown path; a body that is too long or
//!   broken is `APIG.0201`.

mod answer;
mod body;
mod breakage;
mod clock;
mod cloud;
mod connection;
mod datasets;
mod error;
mod faults;
mod gateway;
mod hex;
mod http;
mod iam;
mod identity;
mod operations;
mod options;
mod query;
mod records;
mod schedule;
mod server;
mod signature;
mod tasks;
mod tokens;
mod worker;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use clock::ClockKind;
use cloud::Cloud;
pub use datasets::NewDataset;
pub use error::EmulatorError;
pub use faults::{FaultKind, FaultRule};
pub use options::Options;
pub use records::RecordedRequest;
pub use schedule::Steps;
use server::Server;
pub use tasks::TaskScript;

/// A running emulator; it stops when it is dropped.
///
/// It belongs to the process that started it. In a forked child every method answers with
/// [`EmulatorError::Closed`] or an empty value, and neither `stop` nor the drop touches what the
/// parent still uses.
pub struct Emulator {
    process: u32,
    parts: Option<Parts>,
}

struct Parts {
    cloud: Arc<Cloud>,
    server: Server,
}

impl Emulator {
    /// Starts an emulator on a thread of its own; returns when it listens, within milliseconds.
    ///
    /// # Errors
    /// [`EmulatorError::AddressInUse`] or [`EmulatorError::Start`] if it can't listen.
    pub fn start(options: Options) -> Result<Self, EmulatorError> {
        let cloud = Arc::new(Cloud::new(&options)?);
        let server = Server::start(options.host, options.port, http::router(&cloud))?;
        Ok(Self {
            process: std::process::id(),
            parts: Some(Parts { cloud, server }),
        })
    }

    /// The address of the service and of its IAM, like `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> String {
        self.parts()
            .map(|parts| format!("http://{}", reachable(parts.server.address)))
            .unwrap_or_default()
    }

    /// The folder that is OBS: each of its folders is a bucket.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.cloud()
            .map(|cloud| cloud.datasets.root().to_owned())
            .unwrap_or_default()
    }

    /// The account (IAM domain) to log in with.
    #[must_use]
    pub fn account(&self) -> &str {
        self.cloud().map_or("", |cloud| &cloud.identity.account)
    }

    /// The user to log in with.
    #[must_use]
    pub fn username(&self) -> &str {
        self.cloud().map_or("", |cloud| &cloud.identity.username)
    }

    /// The password to log in with.
    #[must_use]
    pub fn password(&self) -> &str {
        self.cloud().map_or("", |cloud| &cloud.identity.password)
    }

    /// The access key to sign with.
    #[must_use]
    pub fn access_key(&self) -> &str {
        self.cloud().map_or("", |cloud| &cloud.identity.access_key)
    }

    /// The secret key to sign with.
    #[must_use]
    pub fn secret_key(&self) -> &str {
        self.cloud().map_or("", |cloud| &cloud.identity.secret_key)
    }

    /// Adds a task, whose time begins now.
    ///
    /// # Errors
    /// [`EmulatorError::Script`] if the script can't be followed, [`EmulatorError::DuplicateTask`]
    /// if its id is taken, [`EmulatorError::Closed`] if nobody could ask for it.
    pub fn add_task(&self, task: TaskScript) -> Result<(), EmulatorError> {
        self.running()?.add_task(task)
    }

    /// Adds a dataset, as `create_dataset` does but at once and without a task; says its id.
    ///
    /// # Errors
    /// [`EmulatorError::Refused`] for what `create_dataset` or its task would be refused for,
    /// [`EmulatorError::Closed`] if nobody could ask for it.
    pub fn add_dataset(&self, dataset: NewDataset) -> Result<String, EmulatorError> {
        let cloud = self.running()?;
        datasets::add_dataset(cloud, dataset).map_err(refused)
    }

    /// Publishes a version of a dataset's files, at once and without a task; says its id, which is
    /// made if there is none.
    ///
    /// # Errors
    /// [`EmulatorError::Refused`] for what `create_dataset_version` or its task would be refused
    /// for, [`EmulatorError::Closed`] if nobody could ask for it.
    pub fn add_version(
        &self,
        dataset_id: &str,
        description: &str,
        version_id: Option<String>,
    ) -> Result<String, EmulatorError> {
        let cloud = self.running()?;
        datasets::add_version(cloud, dataset_id, description, version_id).map_err(refused)
    }

    /// Makes requests go wrong from now on. Of several rules the first made is tried first, and the
    /// first that fires wins; the others still count and draw.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the rule makes no sense, [`EmulatorError::Closed`] if nobody
    /// could meet it.
    pub fn fault(&self, rule: FaultRule) -> Result<(), EmulatorError> {
        self.running()?.faults.add(rule)
    }

    /// A token like one from IAM, good for 24 hours of the emulator's clock.
    #[must_use]
    pub fn issue_token(&self) -> String {
        self.cloud()
            .map(|cloud| cloud.tokens.issue(cloud.clock.now()).text)
            .unwrap_or_default()
    }

    /// What was received and answered, in the order of the answers; the newest 100,000, and no
    /// more than 64 MiB of bodies. It can still be read after [`stop`](Self::stop).
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.cloud()
            .map(|cloud| cloud.records.list())
            .unwrap_or_default()
    }

    /// Forgets tasks, records and faults, refuses the tokens issued so far, and sets the clock to
    /// the machine's time, where a manual one stands again. Names, keys and the count of request ids
    /// stay as they are.
    pub fn reset(&self) {
        if let Some(cloud) = self.cloud() {
            cloud.reset();
        }
    }

    /// Refuses from now on, as expired, every token issued so far.
    pub fn expire_tokens(&self) {
        if let Some(cloud) = self.cloud() {
            cloud.tokens.revoke_all();
        }
    }

    /// Moves the clock forward, whatever its kind, and returns when the work that became due by that
    /// is done.
    pub fn advance(&self, by: Duration) {
        if let Some(cloud) = self.cloud() {
            cloud.clock.advance(by);
            cloud.worker.settle(cloud);
        }
    }

    /// Sets the service's date off by so many seconds: the `Date` of answers, the window of
    /// signatures, the dates of tokens. Tasks don't move. A second call replaces the first.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if that is no number of seconds.
    pub fn skew_clock(&self, seconds: f64) -> Result<(), EmulatorError> {
        if !seconds.is_finite() {
            return Err(EmulatorError::Parameter {
                parameter: "seconds",
                problem: format!("is {seconds}, expected a number of seconds, negative or not"),
            });
        }
        if let Some(cloud) = self.cloud() {
            // A cast ends at the first or last number there is.
            cloud.clock.skew((seconds * 1e6) as i64);
        }
        Ok(())
    }

    /// Whether it listens.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.parts().is_some_and(|parts| parts.server.is_running())
    }

    /// Closes the socket and every connection and ends the thread, in a fraction of a second and at
    /// the very most in five. A second call does nothing.
    pub fn stop(&self) {
        if let Some(parts) = self.parts() {
            parts.server.stop();
            parts.cloud.worker.stop();
        }
    }

    /// Nothing, in a forked child: its copies of locks may be held by threads that it doesn't have.
    fn parts(&self) -> Option<&Parts> {
        self.parts.as_ref().filter(|_| self.is_at_home())
    }

    fn running(&self) -> Result<&Cloud, EmulatorError> {
        self.parts()
            .filter(|parts| parts.server.is_running())
            .map(|parts| parts.cloud.as_ref())
            .ok_or(EmulatorError::Closed)
    }

    fn cloud(&self) -> Option<&Cloud> {
        self.parts().map(|parts| parts.cloud.as_ref())
    }

    fn is_at_home(&self) -> bool {
        std::process::id() == self.process
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop();
        if !self.is_at_home() {
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

fn refused(refusal: datasets::Refusal) -> EmulatorError {
    EmulatorError::Refused {
        code: refusal.code,
        message: refusal.message,
    }
}

/// Where to connect to reach a server that listens everywhere.
fn reachable(listening: SocketAddr) -> SocketAddr {
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
    use std::net::TcpStream;

    use super::*;

    /// As a child sees what its parent started, as far as that shows without a fork.
    fn inherited() -> Emulator {
        let mut emulator = Emulator::start(Options::default()).unwrap();
        emulator.process += 1;
        emulator
    }

    #[test]
    fn in_a_forked_child_it_is_plainly_closed() {
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
        child.advance(Duration::from_secs(1));
        child.expire_tokens();
        child.reset();
    }

    #[test]
    fn a_forked_child_leaves_its_parents_server_running() {
        let child = inherited();
        let address = child.parts.as_ref().unwrap().server.address;
        child.stop();
        drop(child);
        TcpStream::connect(address).unwrap();
    }
}
