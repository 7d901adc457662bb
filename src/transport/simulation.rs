//! A day of waiting for tasks under random faults, on a clock that moves by itself: the waits, the
//! loop of attempts, retries and their quota, and the tokens, all as they are; only the service is
//! played. The books must balance: every call ends in one answer or one typed error, every task in
//! one end, and nothing is sent that the policy does not allow.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use fastrand::Rng;
use tokio::sync::mpsc::unbounded_channel;

use super::exchange::Http;
use super::tls::Trust;
use super::*;
use crate::api::dataset::get_task_status;
use crate::credential::Credential;
use crate::credential::iam::Scope;
use crate::error::{ConnectKind, Phase};
use crate::model::{TaskId, TaskStatus};
use crate::wait::{Event, Look, Plan, Poll, watch};
use crate::wire;

const TASKS: usize = 20;
const DAY: Duration = Duration::from_secs(24 * 3600);
const TOKEN_LIFE: Duration = Duration::from_secs(3600);
const LIMITS: Limits = Limits {
    timeout: Some(Duration::from_secs(60)),
    max_retries: 3,
};
const MOST_LOOKS: usize = 8;
const FAULTS_IN_A_HUNDRED: u32 = 10;
const UNKNOWN_TASK: usize = 7;
const PLAN: Plan = Plan {
    poll: Poll {
        initial: Duration::from_secs(1),
        maximum: Duration::from_secs(20),
        multiplier: 1.5,
        jitter: true,
        outage: Duration::from_secs(300),
    },
    timeout: None,
    concurrency: MOST_LOOKS,
    once: false,
};

/// What was seen on the wire, and what the callers were told.
#[derive(Debug, Default, Clone, PartialEq)]
struct Books {
    /// Requests to the service, by what became of them.
    requests: BTreeMap<&'static str, u64>,
    /// Those of each task since its look began.
    in_this_look: BTreeMap<usize, u32>,
    under_way: usize,
    most_under_way: usize,
    /// When each token was issued.
    issued: Vec<Duration>,
    calls: BTreeMap<&'static str, u64>,
    retries: u64,
}

/// The service: what becomes of each task and when, when nobody can reach it, and whom it knows.
#[derive(Debug)]
pub(super) struct Service {
    began: Instant,
    ends: Vec<(Duration, &'static str)>,
    outages: Vec<(Duration, Duration)>,
    /// A password that is changed ends the tokens that are out.
    revocations: Vec<Duration>,
    random: Mutex<Rng>,
    books: Mutex<Books>,
}

type Outcome = Result<Received, Breakdown>;

impl Service {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut instant = |within: Duration| within.mul_f64(random.f64());
        let mut ends: Vec<_> = (0..TASKS)
            .map(|task| (instant(DAY), ["SUCCESS", "FAILURE"][task % 2]))
            .collect();
        ends[0].0 = DAY;
        // Shorter than what a wait bears, and apart from each other.
        let outages = (0..24)
            .map(|hour| {
                let begin = Duration::from_secs(hour * 3600) + instant(Duration::from_secs(3000));
                (begin, begin + instant(Duration::from_secs(200)))
            })
            .collect();
        Self {
            began: Instant::now(),
            ends,
            outages,
            revocations: (0..24)
                .map(|hour| Duration::from_secs(hour * 3600 + 1800))
                .collect(),
            random: Mutex::new(random),
            books: Mutex::default(),
        }
    }

    fn draw<T>(&self, from: impl FnOnce(&mut Rng) -> T) -> T {
        from(&mut self.random.lock().unwrap())
    }

    fn enter<T>(&self, change: impl FnOnce(&mut Books) -> T) -> T {
        change(&mut self.books.lock().unwrap())
    }

    /// What comes of a request; some are never answered.
    pub(super) async fn answer(&self, request: &Request, headers: &HeaderMap) -> Outcome {
        let task = task_of(request);
        if let Some(task) = task {
            self.enter(|books| *books.in_this_look.entry(task).or_default() += 1);
        }
        sleep(Duration::from_secs_f64(self.draw(Rng::f64) * 0.5)).await;
        let now = self.began.elapsed();
        let out = |(begin, end): &(Duration, Duration)| (*begin..*end).contains(&now);
        let (name, outcome) = if self.outages.iter().any(out) {
            ("outage", not_connected(ConnectKind::Unreachable))
        } else if self.draw(|random| random.u32(..100)) < FAULTS_IN_A_HUNDRED {
            self.fault()
        } else {
            match task {
                None => ("token", self.issue()),
                Some(_) if !self.knows(headers) => ("unknown token", refused(401, "")),
                Some(UNKNOWN_TASK) => ("unknown task", refused(404, "")),
                Some(task) => {
                    let (end, state) = self.ends[task];
                    let state = if now < end { "RUNNING" } else { state };
                    let body = format!(r#"{{"status": "{state}"}}"#);
                    ("answered", answered(200, &[], &body))
                }
            }
        };
        self.enter(|books| *books.requests.entry(name).or_default() += 1);
        if name == "silence" {
            return std::future::pending().await;
        }
        outcome
    }

    fn fault(&self) -> (&'static str, Outcome) {
        let asked = self.draw(|random| random.u32(..90)).to_string();
        match self.draw(|random| random.u32(..8)) {
            0 => ("unknown host", not_connected(ConnectKind::Dns)),
            1 => ("connecting", Err(Breakdown::timed_out(Phase::Connecting))),
            2 => ("broken", broken()),
            3 => ("silence", broken()),
            4 => ("429 with a time", refused(429, &asked)),
            5 => ("429", refused(429, "")),
            6 => ("500", refused(500, "")),
            _ => ("503 with a time", refused(503, &asked)),
        }
    }

    fn issue(&self) -> Outcome {
        let number = self.enter(|books| {
            books.issued.push(self.began.elapsed());
            books.issued.len() - 1
        });
        let now = Timestamp::UNIX_EPOCH;
        let body = format!(
            r#"{{"token": {{"issued_at": "{now}", "expires_at": "{}"}}}}"#,
            now + SignedDuration::try_from(TOKEN_LIFE).unwrap()
        );
        answered(
            201,
            &[("x-subject-token", format!("token {number}"))],
            &body,
        )
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let token = headers
            .get("x-auth-token")
            .map(|token| token.to_str().unwrap());
        let number = token.and_then(|token| token.strip_prefix("token ")?.parse().ok());
        let issued =
            number.and_then(|number: usize| self.enter(|books| books.issued.get(number).copied()));
        let now = self.began.elapsed();
        let mut ended = self.revocations.iter().filter(|at| **at <= now);
        issued.is_some_and(|issued| now < issued + TOKEN_LIFE && !ended.any(|at| issued < *at))
    }
}

fn task_of(request: &Request) -> Option<usize> {
    let is_look = request.service == wire::Service::ModelArts;
    is_look.then(|| request.path.rsplit('/').next().unwrap().parse().unwrap())
}

fn answered(status: u16, headers: &[(&str, String)], body: &str) -> Outcome {
    let headers = headers.iter();
    Ok(Received {
        status,
        headers: headers
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect(),
        body: body.as_bytes().to_vec(),
    })
}

fn refused(status: u16, retry_after: &str) -> Outcome {
    answered(status, &[("retry-after", retry_after.to_owned())], "{}")
}

fn broken() -> Outcome {
    Err(Breakdown::Broken {
        problem: "reset".to_owned(),
        request_id: None,
    })
}

fn not_connected(kind: ConnectKind) -> Outcome {
    Err(Breakdown::NotConnected {
        kind,
        problem: "down".to_owned(),
    })
}

fn ending(look: &Look) -> (&'static str, Option<u32>) {
    match look {
        Ok(_) => ("answer", None),
        Err(Error::Connect(error)) => ("connection", Some(error.attempts)),
        Err(Error::Timeout(error)) => ("timeout", Some(error.attempts)),
        Err(Error::Service(error)) => ("service", Some(error.attempts)),
        Err(_) => ("another", None),
    }
}

/// A transport over a service that is played.
struct Simulated {
    transport: Transport,
    pool: Pool,
    service: Arc<Service>,
}

impl Simulated {
    fn new(seed: u64) -> Self {
        let credential = Credential::Password {
            account: "a".to_owned(),
            username: "u".to_owned(),
            password: "fake".into(),
        };
        let target = Target {
            endpoint: "http://127.0.0.1".to_owned(),
            iam_endpoint: "http://127.0.0.1".to_owned(),
            metadata_endpoint: None,
            trust: Trust::Anybody,
            proxy: None,
            connect_timeout: None,
            max_response_bytes: 1000,
        };
        let scope = Scope::Region("r".to_owned());
        let service = Arc::new(Service::new(seed));
        Self {
            transport: Transport::new(target, Authenticator::new(credential, scope)).unwrap(),
            pool: Pool {
                http: Http::Simulated(Arc::clone(&service)),
                direct: None,
                journal: Arc::default(),
            },
            service,
        }
    }

    /// One call, held to what any call promises.
    async fn look(&self, task: usize, left: Option<Duration>) -> Look {
        let timeout = LIMITS.timeout.unwrap().min(left.unwrap_or(Duration::MAX));
        let limits = Limits {
            timeout: Some(timeout),
            ..LIMITS
        };
        let project = ProjectId::new("project_id", "p".to_owned()).unwrap();
        let id = TaskId::new("task_id", task.to_string()).unwrap();
        self.service.enter(|books| {
            books.in_this_look.remove(&task);
            books.under_way += 1;
            books.most_under_way = books.most_under_way.max(books.under_way);
        });
        let began = Instant::now();
        let operation = get_task_status(&project, &id);
        let look = self.transport.send(&self.pool, &operation, limits).await;
        let took = began.elapsed();
        let (name, attempts) = ending(&look);
        let sent = self.service.enter(|books| {
            books.under_way -= 1;
            *books.calls.entry(name).or_default() += 1;
            let sent = books.in_this_look.remove(&task).unwrap_or_default();
            books.retries += u64::from(sent.saturating_sub(1));
            sent
        });
        let slack = Duration::from_millis(2);
        assert!(took <= timeout + slack, "{task} took {took:?}: {look:?}");
        assert!(
            sent <= LIMITS.max_retries + 2,
            "{task} was sent {sent} times"
        );
        // A call that never got its token has sent nothing, and its error counts the token's requests.
        if let (Some(attempts), 1..) = (attempts, sent) {
            assert!(
                attempts == sent || matches!(&look, Err(error) if of_iam(error)),
                "{look:?}"
            );
        }
        look
    }
}

fn of_iam(error: &Error) -> bool {
    error.to_string().contains("IAM")
}

async fn a_day(seed: u64) -> (Books, Vec<String>) {
    fastrand::seed(seed);
    let simulated = Arc::new(Simulated::new(seed));
    let (sender, mut receiver) = unbounded_channel();
    let looking = Arc::clone(&simulated);
    let look = move |task: usize, left: Option<Duration>| {
        let simulated = Arc::clone(&looking);
        async move { simulated.look(task, left).await }
    };
    watch(TASKS, PLAN, look, sender).await;
    let mut ends: Vec<Option<String>> = vec![None; TASKS];
    while let Some(event) = receiver.recv().await {
        let (task, end) = match event {
            Event::Changed { task, answer } if is_final(&answer.value) => {
                (task, answer.value.status.to_string())
            }
            Event::GivenUp { task, error } => (task, error.to_string()),
            Event::Changed { task, .. } | Event::Troubled { task, .. } => {
                assert_eq!(ends[task], None, "{task} goes on after its end");
                continue;
            }
            Event::NextLook(_) | Event::TimedOut { .. } => continue,
        };
        assert_eq!(ends[task], None, "{task} ends twice");
        ends[task] = Some(end);
    }
    let books = simulated.service.enter(|books| books.clone());
    (books, ends.into_iter().map(Option::unwrap).collect())
}

fn is_final(task: &TaskStatus) -> bool {
    task.status.is_final()
}

#[tokio::test(start_paused = true)]
async fn in_a_day_of_faults_every_call_and_every_task_has_one_end() {
    for seed in 1..=3 {
        let began = Instant::now();
        let (books, ends) = a_day(seed).await;
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
        assert_eq!(books.under_way, 0);
        assert!(books.most_under_way <= MOST_LOOKS, "{seed}: {books:?}");
        // Every kind of fault came up, every kind of end did, and no other.
        assert_eq!(books.requests.len(), 13, "{seed}: {books:?}");
        let kinds: Vec<_> = books.calls.keys().copied().collect();
        assert_eq!(
            kinds,
            ["answer", "connection", "service", "timeout"],
            "{seed}: {books:?}"
        );
        assert_eq!(
            books.calls["answer"], books.requests["answered"],
            "{seed}: {books:?}"
        );
        // One token after each revocation, and one ahead of its hour's end: not one a call.
        assert!((46..=50).contains(&books.issued.len()), "{seed}: {books:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_makes_the_same_day() {
    assert_eq!(a_day(9).await, a_day(9).await);
}
