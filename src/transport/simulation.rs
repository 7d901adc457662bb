//! Waits for tasks under random faults for a day, on a virtual clock: waits, attempts, retries and
//! their budget, and tokens are real; only the service is simulated. At the end the counts must agree:
//! every call ends in one response or one typed error, every task ends once, and nothing is sent that
//! the policy does not allow.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use http::{HeaderMap, HeaderName};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{Instant, sleep};

use super::{Background, BackgroundTask, Context, Limits, Transport};
use crate::api::{Operation, generated};
use crate::auth::{Password, Scope};
use crate::error::{ConnectKind, Error, Phase};
use crate::http::{
    Connections, Endpoint, HttpConfig, HttpError, ProxySetting, RawResponse, Request, Simulate, tls,
};
use crate::operation::Arguments;
use crate::value::Value;
use crate::wait::{EndCondition, Event, Plan, Poll, PollResult, Until, poll_until_done};

const TASKS: usize = 20;
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);
const TOKEN_LIFETIME: Duration = Duration::from_secs(3600);
const LIMITS: Limits = Limits {
    timeout: Some(Duration::from_secs(60)),
    max_retries: 3,
};
const CONCURRENCY: usize = 8;
const FAULTS_IN_A_HUNDRED: u32 = 10;
const UNKNOWN_TASK: usize = 7;
const PLAN: Plan = Plan {
    poll: Poll {
        initial: Duration::from_secs(1),
        maximum: Duration::from_secs(60), // a third of the requests that the default makes
        multiplier: 1.5,
        jitter: true,
        outage: Duration::from_secs(300),
    },
    timeout: None,
    concurrency: CONCURRENCY,
    once: false,
};

/// What the service received, and what the calls returned.
#[derive(Debug, Default, Clone, PartialEq)]
struct Counts {
    /// Requests to the service, by their outcome.
    requests: BTreeMap<&'static str, u64>,
    /// Those of each task since its poll began.
    in_this_poll: BTreeMap<usize, u32>,
    in_flight: usize,
    most_in_flight: usize,
    /// When each token was issued.
    issued: Vec<Duration>,
    calls: BTreeMap<&'static str, u64>,
    retries: u64,
}

/// The service: how and when each task ends, when it is unreachable, and which tokens it accepts.
#[derive(Debug)]
struct Service {
    began: Instant,
    ends: Vec<(Duration, &'static str)>,
    outages: Vec<(Duration, Duration)>,
    /// A change of the password ends the tokens that were issued before.
    revocations: Vec<Duration>,
    random: Mutex<Rng>,
    counts: Mutex<Counts>,
}

type HttpResult = Result<RawResponse, HttpError>;

impl Service {
    /// Creates a service whose last task ends after `length`.
    fn new(seed: u64, length: Duration) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut instant = |within: Duration| within.mul_f64(random.f64());
        let mut ends: Vec<_> = (0..TASKS)
            .map(|task| (instant(length), ["SUCCESS", "FAILURE"][task % 2]))
            .collect();
        ends[0].0 = length;
        let hours = length.as_secs() / HOUR.as_secs();
        // Shorter than the outage that a wait allows, and apart from each other.
        let outages = (0..hours)
            .map(|hour| {
                let begin = Duration::from_secs(hour * 3600) + instant(Duration::from_secs(3000));
                (begin, begin + instant(Duration::from_secs(200)))
            })
            .collect();
        Self {
            began: Instant::now(),
            ends,
            outages,
            revocations: (0..hours)
                .map(|hour| Duration::from_secs(hour * 3600 + 1800))
                .collect(),
            random: Mutex::new(random),
            counts: Mutex::default(),
        }
    }

    fn draw<T>(&self, from: impl FnOnce(&mut Rng) -> T) -> T {
        from(&mut self.random.lock().unwrap())
    }

    fn count<T>(&self, change: impl FnOnce(&mut Counts) -> T) -> T {
        change(&mut self.counts.lock().unwrap())
    }

    async fn outcome(&self, request: &Request, headers: &HeaderMap) -> HttpResult {
        let task = task_of(request);
        if let Some(task) = task {
            self.count(|counts| *counts.in_this_poll.entry(task).or_default() += 1);
        }
        sleep(Duration::from_secs_f64(self.draw(Rng::f64) * 0.5)).await;
        let now = self.began.elapsed();
        let is_out = |(begin, end): &(Duration, Duration)| (*begin..*end).contains(&now);
        let (name, outcome) = if self.outages.iter().any(is_out) {
            ("outage", not_connected(ConnectKind::Unreachable))
        } else if self.draw(|random| random.u32(..100)) < FAULTS_IN_A_HUNDRED {
            self.fault()
        } else {
            match task {
                None => ("token", self.issue()),
                Some(_) if !self.accepts(headers) => ("unknown token", refused(401, "")),
                Some(UNKNOWN_TASK) => ("unknown task", refused(404, "")),
                Some(task) => {
                    let (end, state) = self.ends[task];
                    let state = if now < end { "RUNNING" } else { state };
                    let body = format!(r#"{{"status": "{state}"}}"#);
                    ("success", received(200, &[], &body))
                }
            }
        };
        self.count(|counts| *counts.requests.entry(name).or_default() += 1);
        if name == "no response" {
            return std::future::pending().await;
        }
        outcome
    }

    fn fault(&self) -> (&'static str, HttpResult) {
        let asked = self.draw(|random| random.u32(..90)).to_string();
        match self.draw(|random| random.u32(..8)) {
            0 => ("unknown host", not_connected(ConnectKind::Dns)),
            1 => ("connecting", Err(HttpError::timed_out(Phase::Connecting))),
            2 => ("broken", broken()),
            3 => ("no response", broken()),
            4 => ("429 with a time", refused(429, &asked)),
            5 => ("429", refused(429, "")),
            6 => ("500", refused(500, "")),
            _ => ("503 with a time", refused(503, &asked)),
        }
    }

    fn issue(&self) -> HttpResult {
        let number = self.count(|counts| {
            counts.issued.push(self.began.elapsed());
            counts.issued.len() - 1
        });
        let now = Timestamp::UNIX_EPOCH;
        let body = format!(
            r#"{{"token": {{"issued_at": "{now}", "expires_at": "{}"}}}}"#,
            now + SignedDuration::try_from(TOKEN_LIFETIME).unwrap()
        );
        received(
            201,
            &[("x-subject-token", format!("token {number}"))],
            &body,
        )
    }

    fn accepts(&self, headers: &HeaderMap) -> bool {
        let token = headers
            .get("x-auth-token")
            .map(|token| token.to_str().unwrap());
        let number = token.and_then(|token| token.strip_prefix("token ")?.parse().ok());
        let issued = number
            .and_then(|number: usize| self.count(|counts| counts.issued.get(number).copied()));
        let now = self.began.elapsed();
        let mut revoked = self.revocations.iter().filter(|at| **at <= now);
        issued
            .is_some_and(|issued| now < issued + TOKEN_LIFETIME && !revoked.any(|at| issued < *at))
    }
}

impl Simulate for Service {
    /// Some requests get no response.
    fn respond<'a>(
        &'a self,
        request: &'a Request,
        headers: &'a HeaderMap,
    ) -> Pin<Box<dyn Future<Output = HttpResult> + Send + 'a>> {
        Box::pin(self.outcome(request, headers))
    }
}

fn task_of(request: &Request) -> Option<usize> {
    let is_poll = request.operation == "get_task_status";
    is_poll.then(|| request.path.rsplit('/').next().unwrap().parse().unwrap())
}

fn received(status: u16, headers: &[(&str, String)], body: &str) -> HttpResult {
    let headers = headers.iter();
    Ok(RawResponse {
        status: status.try_into().unwrap(),
        headers: headers
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect(),
        body: body.as_bytes().to_vec(),
    })
}

fn refused(status: u16, retry_after: &str) -> HttpResult {
    received(status, &[("retry-after", retry_after.to_owned())], "{}")
}

fn broken() -> HttpResult {
    Err(HttpError::Broken {
        problem: "reset".into(),
        request_id: None,
    })
}

fn not_connected(kind: ConnectKind) -> HttpResult {
    Err(HttpError::NotConnected {
        kind,
        problem: "down".into(),
    })
}

/// Returns what a call ended in, and the attempts that its error counts.
fn end_of(result: &PollResult) -> (&'static str, Option<u32>) {
    match result {
        Ok(_) => ("response", None),
        Err(Error::Connect(error)) => ("connection", Some(error.attempts)),
        Err(Error::Timeout(error)) => ("timeout", Some(error.attempts)),
        Err(Error::Service(error)) => ("service", Some(error.attempts)),
        Err(_) => ("another", None),
    }
}

/// Runs the exchanges of credentials beside the calls.
struct Spawner(Connections);

impl Background for Spawner {
    fn start(&self, work: BackgroundTask) -> Result<(), Error> {
        tokio::spawn(work(self.0.clone()));
        Ok(())
    }
}

fn get_task_status() -> &'static Operation {
    generated::operation("get_task_status").unwrap()
}

/// A transport to a simulated service.
struct Simulated {
    transport: Transport,
    context: Context,
    service: Arc<Service>,
}

impl Simulated {
    fn new(seed: u64, length: Duration) -> Self {
        let endpoint = || Endpoint::new("http://127.0.0.1", &ProxySetting::Direct).unwrap();
        let authenticator = Box::new(Password::new(
            "a".to_owned(),
            "u".to_owned(),
            "fake".into(),
            Scope::Region("r".to_owned()),
            endpoint(),
        ));
        let config = HttpConfig {
            tls: tls::client_config(&tls::Trust::Unverified, false).unwrap(),
            proxy: ProxySetting::Direct,
            connect_timeout: None,
            max_response_bytes: 1000,
        };
        let service = Arc::new(Service::new(seed, length));
        let connections = Connections::simulated(Arc::clone(&service) as Arc<dyn Simulate>);
        let context = Context {
            connections: connections.clone(),
            log: Arc::default(),
            background: Arc::new(Spawner(connections)),
        };
        Self {
            transport: Transport::new(endpoint(), None, config, authenticator).unwrap(),
            context,
            service,
        }
    }

    fn arguments(task: usize) -> Arguments {
        let operation = get_task_status();
        let mut arguments = Arguments::new(operation);
        let mut problems = Vec::new();
        for parameter in operation.parameters {
            let value = match parameter.name {
                "task_id" => Value::Text(task.to_string()),
                _ => Value::Text("p".to_owned()),
            };
            arguments.set(parameter, value, true, &mut problems);
        }
        assert_eq!(problems, []);
        arguments
    }

    /// Sends one call and checks what every call promises.
    async fn poll(&self, task: usize, left: Option<Duration>) -> PollResult {
        let timeout = LIMITS.timeout.unwrap().min(left.unwrap_or(Duration::MAX));
        let limits = Limits {
            timeout: Some(timeout),
            ..LIMITS
        };
        self.service.count(|counts| {
            counts.in_this_poll.remove(&task);
            counts.in_flight += 1;
            counts.most_in_flight = counts.most_in_flight.max(counts.in_flight);
        });
        let began = Instant::now();
        let arguments = Self::arguments(task);
        let result = self.transport.send(&self.context, &arguments, limits).await;
        let took = began.elapsed();
        let (name, attempts) = end_of(&result);
        let sent = self.service.count(|counts| {
            counts.in_flight -= 1;
            *counts.calls.entry(name).or_default() += 1;
            let sent = counts.in_this_poll.remove(&task).unwrap_or_default();
            counts.retries += u64::from(sent.saturating_sub(1));
            sent
        });
        let slack = Duration::from_millis(2);
        assert!(took <= timeout + slack, "{task} took {took:?}: {result:?}");
        assert!(
            sent <= LIMITS.max_retries + 2,
            "{task} was sent {sent} times"
        );
        // A call that got no token has sent nothing, and its error counts the requests for the token.
        if let (Some(attempts), 1..) = (attempts, sent) {
            assert!(
                attempts == sent || matches!(&result, Err(error) if is_of_iam(error)),
                "{result:?}"
            );
        }
        result
    }
}

fn is_of_iam(error: &Error) -> bool {
    error.to_string().contains("IAM")
}

async fn simulate(seed: u64, length: Duration) -> (Counts, Vec<String>) {
    fastrand::seed(seed);
    let simulated = Arc::new(Simulated::new(seed, length));
    let (sender, mut receiver) = unbounded_channel();
    let polled = Arc::clone(&simulated);
    let poll = move |task: usize, left: Option<Duration>| {
        let simulated = Arc::clone(&polled);
        async move { simulated.poll(task, left).await }
    };
    let condition = EndCondition {
        status: get_task_status().status.unwrap(),
        until: Until::Done,
    };
    poll_until_done(vec![condition; TASKS], PLAN, poll, sender).await;
    let mut ends: Vec<Option<String>> = vec![None; TASKS];
    let mut is_finished = false;
    while let Some(event) = receiver.recv().await {
        assert!(!is_finished, "{event:?} after the last event");
        let (task, end) = match event {
            Event::Changed { task, response, .. } => {
                let state = response.value.text("status").unwrap().to_owned();
                (task, (state != "RUNNING").then_some(state))
            }
            Event::GaveUp { task, error } => (task, Some(error.to_string())),
            Event::PollFailed { task, .. } => (task, None),
            Event::NextPoll(_) | Event::TimedOut { .. } | Event::Gone { .. } => continue,
            Event::Finished => {
                is_finished = true;
                continue;
            }
        };
        assert_eq!(ends[task], None, "{task} goes on after its end");
        ends[task] = end;
    }
    assert!(is_finished);
    let counts = simulated.service.count(|counts| counts.clone());
    (counts, ends.into_iter().map(Option::unwrap).collect())
}

#[tokio::test(start_paused = true)]
async fn in_a_day_of_faults_every_call_and_every_task_ends_once() {
    for seed in 1..=3 {
        let began = Instant::now();
        let (counts, ends) = simulate(seed, DAY).await;
        let took = began.elapsed();
        assert!(
            took > DAY && took < DAY + Duration::from_secs(600),
            "{took:?}"
        );
        for (task, end) in ends.iter().enumerate() {
            match task {
                UNKNOWN_TASK => assert!(end.contains("HTTP 404"), "{seed}: {end}"),
                _ => assert_eq!(end, ["SUCCESS", "FAILURE"][task % 2], "{seed}: task {task}"),
            }
        }
        assert_eq!(counts.in_flight, 0);
        assert!(counts.most_in_flight <= CONCURRENCY, "{seed}: {counts:?}");
        // Every kind of fault occurred, every kind of end did, and no other.
        assert_eq!(counts.requests.len(), 13, "{seed}: {counts:?}");
        let kinds: Vec<_> = counts.calls.keys().copied().collect();
        assert_eq!(
            kinds,
            ["connection", "response", "service", "timeout"],
            "{seed}: {counts:?}"
        );
        assert_eq!(
            counts.calls["response"], counts.requests["success"],
            "{seed}: {counts:?}"
        );
        // One token after each revocation, and one ahead of its hour's end: not one a call.
        assert!(
            (46..=50).contains(&counts.issued.len()),
            "{seed}: {counts:?}"
        );
    }
}

#[test]
fn the_same_seed_makes_the_same_hour() {
    // The order of timers that expire together depends on the age of the runtime.
    let run = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(simulate(9, HOUR))
    };
    assert_eq!(run(), run());
}
