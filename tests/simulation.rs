//! A day of waiting for tasks under random faults, on a clock that moves by itself: the driver, the
//! schedule, the policy of retries and its quota together. The books must balance: every call ends in
//! one answer or one typed error, every task in one end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use modelarts::error::{ConnectError, ConnectKind, Error, Phase, ServiceError, TimeoutError};
use modelarts::model::{TaskStatus, read};
use modelarts::transport::retry::{Outcome, Quota, wait_before};
use modelarts::wait::{Event, Look, Plan, Poll, watch};
use modelarts::wire::Answer;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{Instant, sleep, timeout};

const TASKS: usize = 20;
const DAY: Duration = Duration::from_secs(24 * 3600);
const CALL_LIMIT: Duration = Duration::from_secs(60);
const MOST_LOOKS: usize = 8;
const MOST_RETRIES: u32 = 3;
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

#[derive(Debug, Default, Clone, PartialEq)]
struct Books {
    begun: u64,
    answered: u64,
    failed: BTreeMap<&'static str, u64>,
    attempts: u64,
    most_under_way: u64,
    under_way: u64,
}

/// The service: what becomes of each task and when, and when nobody can reach it.
struct Service {
    began: Instant,
    ends: Vec<(Duration, &'static str)>,
    outages: Vec<(Duration, Duration)>,
    quota: Quota,
    random: Mutex<Rng>,
    books: Mutex<Books>,
}

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
            quota: Quota::new(),
            random: Mutex::new(random),
            books: Mutex::default(),
        }
    }

    fn draw<T>(&self, from: impl FnOnce(&mut Rng) -> T) -> T {
        from(&mut self.random.lock().unwrap())
    }

    async fn call(&self, task: usize, limit: Duration) -> Look {
        {
            let mut books = self.books.lock().unwrap();
            books.begun += 1;
            books.under_way += 1;
            books.most_under_way = books.most_under_way.max(books.under_way);
        }
        let ended = timeout(limit, self.attempts(task))
            .await
            .unwrap_or_else(|_| Err(timed_out()));
        let mut books = self.books.lock().unwrap();
        books.under_way -= 1;
        match &ended {
            Ok(_) => books.answered += 1,
            Err(error) => *books.failed.entry(kind(error)).or_default() += 1,
        }
        ended
    }

    async fn attempts(&self, task: usize) -> Look {
        let mut retries = 0;
        loop {
            self.books.lock().unwrap().attempts += 1;
            sleep(Duration::from_secs_f64(self.draw(Rng::f64) * 0.5)).await;
            let (outcome, error) = match self.attempt(task) {
                Ok(answer) => {
                    self.quota.refund();
                    return Ok(answer);
                }
                Err(failed) => failed,
            };
            let wait = wait_before(outcome, true, retries, self.draw(Rng::f64))
                .filter(|_| retries < MOST_RETRIES && self.quota.spend());
            let Some(wait) = wait else { return Err(error) };
            retries += 1;
            sleep(wait).await;
        }
    }

    fn attempt(&self, task: usize) -> Result<Answer<TaskStatus>, (Outcome, Error)> {
        let now = self.began.elapsed();
        let out = self
            .outages
            .iter()
            .any(|(begin, end)| (*begin..*end).contains(&now));
        if out {
            return Err((Outcome::NotSent, disconnected(ConnectKind::Unreachable)));
        }
        if self.draw(|random| random.u32(..100)) < FAULTS_IN_A_HUNDRED {
            return Err(self.fault());
        }
        if task == UNKNOWN_TASK {
            return Err((Outcome::Final, refused(404, None)));
        }
        let (end, state) = self.ends[task];
        Ok(answer(if now < end { "RUNNING" } else { state }))
    }

    fn fault(&self) -> (Outcome, Error) {
        let asked = self.draw(|random| Duration::from_secs(random.u64(..90)));
        match self.draw(|random| random.u32(..6)) {
            0 => (Outcome::NotSent, disconnected(ConnectKind::Dns)),
            1 => (Outcome::Broken, disconnected(ConnectKind::Broken)),
            2 => (Outcome::Broken, timed_out()),
            3 => (
                Outcome::of_status(429, Some(asked)),
                refused(429, Some(asked)),
            ),
            4 => (Outcome::of_status(429, None), refused(429, None)),
            _ => (Outcome::of_status(500, None), refused(500, None)),
        }
    }
}

fn answer(state: &str) -> Answer<TaskStatus> {
    Answer {
        value: read::<TaskStatus>(format!(r#"{{"status": "{state}"}}"#).as_bytes()).unwrap(),
        http_status: 200,
        request_id: None,
        project: None,
        body_bytes: 0,
    }
}

fn disconnected(kind: ConnectKind) -> Error {
    Error::Connect(Box::new(ConnectError {
        operation: "get_task_status",
        kind,
        peer: "p".into(),
        problem: "down".into(),
        attempts: 1,
    }))
}

fn timed_out() -> Error {
    Error::Timeout(Box::new(TimeoutError {
        operation: "get_task_status",
        phase: Phase::Waiting,
        elapsed: CALL_LIMIT,
        peer: "p".into(),
        attempts: 1,
        last_failure: None,
    }))
}

fn refused(http_status: u16, retry_after: Option<Duration>) -> Error {
    Error::Service(Box::new(ServiceError {
        http_status,
        retry_after,
        ..ServiceError::default()
    }))
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::Connect(_) => "connection",
        Error::Timeout(_) => "timeout",
        Error::Service(_) => "service",
        _ => "other",
    }
}

async fn a_day(seed: u64) -> (Books, Vec<String>) {
    fastrand::seed(seed);
    let service = Arc::new(Service::new(seed));
    let (sender, mut receiver) = unbounded_channel();
    let looked_at = Arc::clone(&service);
    let look = move |task: usize, left: Option<Duration>| {
        let service = Arc::clone(&looked_at);
        let limit = left.map_or(CALL_LIMIT, |left| left.min(CALL_LIMIT));
        async move { service.call(task, limit).await }
    };
    watch(TASKS, PLAN, look, sender).await;
    let mut ends: Vec<Option<String>> = vec![None; TASKS];
    while let Some(event) = receiver.recv().await {
        let (task, end) = match event {
            Event::Changed { task, answer } if answer.value.status.is_final() => {
                (task, answer.value.status.to_string())
            }
            Event::GivenUp { task, error } => (task, format!("given up: {}", kind(&error))),
            Event::Changed { task, .. } | Event::Troubled { task, .. } => {
                assert_eq!(ends[task], None, "{task} goes on after its end");
                continue;
            }
            Event::NextLook(_) | Event::TimedOut { .. } => continue,
        };
        assert_eq!(ends[task], None, "{task} ends twice");
        ends[task] = Some(end);
    }
    let books = service.books.lock().unwrap().clone();
    (books, ends.into_iter().map(Option::unwrap).collect())
}

#[tokio::test(start_paused = true)]
async fn in_a_day_of_faults_every_call_and_every_task_has_one_end() {
    for seed in 1..=3 {
        let began = Instant::now();
        let (books, ends) = a_day(seed).await;
        let failed: u64 = books.failed.values().sum();
        assert_eq!(books.begun, books.answered + failed, "{seed}: {books:?}");
        assert_eq!(books.under_way, 0);
        assert!(
            books.most_under_way <= MOST_LOOKS as u64,
            "{seed}: {books:?}"
        );
        assert!(books.attempts > books.begun, "{seed}: {books:?}");
        assert_eq!(books.failed.len(), 3, "{seed}: {books:?}");
        for (task, end) in ends.iter().enumerate() {
            let expected = match task {
                UNKNOWN_TASK => "given up: service",
                _ => ["SUCCESS", "FAILURE"][task % 2],
            };
            assert_eq!(end, expected, "{seed}: task {task}");
        }
        let took = began.elapsed();
        assert!(
            took > DAY && took < DAY + Duration::from_secs(600),
            "{took:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_makes_the_same_day() {
    assert_eq!(a_day(9).await, a_day(9).await);
}
