//! Waits on a virtual clock: when which task is polled, and until when.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use modelarts::api::{Status, Word};
use modelarts::error::{ConnectError, ConnectKind, Error, ServiceError};
use modelarts::transport::Response;
use modelarts::value::{Key, Object, Value};
use modelarts::wait::{
    EndCondition, EndState, Event, Next, Plan, Poll, PollResult, Schedule, Until, Verdict,
    poll_until_done,
};
use proptest::prelude::*;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::yield_now;
use tokio::time::{Instant, advance, sleep};

use crate::support::{operation, task_status};

const POLL: Poll = Poll {
    initial: Duration::from_secs(1),
    maximum: Duration::from_secs(20),
    multiplier: 1.5,
    jitter: false,
    outage: Duration::from_secs(300),
};
const PLAN: Plan = Plan {
    poll: POLL,
    timeout: None,
    concurrency: 64,
    once: false,
};

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn pauses_grow_up_to_the_longest() {
    let pauses: Vec<f64> = (1..=10)
        .map(|polls| POLL.pause(polls, 0.9).as_secs_f64())
        .collect();
    assert_eq!(&pauses[..4], [1.0, 1.5, 2.25, 3.375]);
    assert_eq!(&pauses[8..], [20.0, 20.0]);
}

#[test]
fn jitter_spreads_a_pause_over_its_full_length() {
    let poll = Poll {
        jitter: true,
        ..POLL
    };
    assert_eq!(poll.pause(1, 0.0), Duration::ZERO);
    assert_eq!(poll.pause(1, 0.5), Duration::from_millis(500));
    assert_eq!(poll.pause(100, 0.25), seconds(5));
}

#[test]
fn a_task_is_polled_until_it_is_done() {
    let mut schedule = Schedule::new(1, PLAN);
    assert_eq!(schedule.next(Duration::ZERO), Next::Poll(0, None));
    assert_eq!(schedule.next(Duration::ZERO), Next::Wait(None));
    schedule.succeeded(0, seconds(2), false, 0.5);
    assert_eq!(schedule.next(seconds(2)), Next::Wait(Some(seconds(3))));
    assert_eq!(schedule.next_poll(), Some(seconds(3)));
    assert_eq!(schedule.next(seconds(3)), Next::Poll(0, None));
    schedule.succeeded(0, seconds(3), true, 0.5);
    assert_eq!(schedule.next(seconds(3)), Next::Finished);
}

#[test]
fn the_deadline_limits_the_last_poll_and_the_last_pause() {
    let plan = Plan {
        timeout: Some(seconds(10)),
        poll: Poll {
            initial: seconds(60),
            maximum: seconds(60),
            ..POLL
        },
        ..PLAN
    };
    let mut schedule = Schedule::new(1, plan);
    assert_eq!(schedule.next(seconds(4)), Next::Poll(0, Some(seconds(6))));
    schedule.succeeded(0, seconds(5), false, 0.5);
    // The last poll comes shortly before the end, instead of too late.
    assert_eq!(schedule.next(seconds(5)), Next::Wait(Some(seconds(9))));
    assert_eq!(schedule.next(seconds(9)), Next::Poll(0, Some(seconds(1))));
    schedule.succeeded(0, seconds(9), false, 0.5);
    assert_eq!(schedule.next(seconds(9)), Next::Wait(Some(seconds(10))));
    assert_eq!(schedule.next(seconds(10)), Next::TimedOut);
}

#[test]
fn a_poll_in_flight_is_waited_for_until_the_deadline() {
    let plan = Plan {
        timeout: Some(seconds(10)),
        ..PLAN
    };
    let mut schedule = Schedule::new(1, plan);
    schedule.next(Duration::ZERO);
    assert_eq!(schedule.next(seconds(1)), Next::Wait(Some(seconds(10))));
    assert_eq!(schedule.next(seconds(10)), Next::TimedOut);
}

#[test]
fn polls_may_fail_for_as_long_as_the_outage_that_is_allowed() {
    let mut schedule = Schedule::new(1, PLAN);
    let mut now = Duration::ZERO;
    let failed = |schedule: &mut Schedule, now| {
        schedule.next(now);
        schedule.failed(0, now, true, Duration::ZERO, 0.5)
    };
    assert_eq!(failed(&mut schedule, now), Verdict::Again);
    now = seconds(299);
    assert_eq!(failed(&mut schedule, now), Verdict::Again);
    schedule.next(seconds(320));
    schedule.succeeded(0, seconds(320), false, 0.5);
    // A response in between begins the time anew.
    assert_eq!(failed(&mut schedule, seconds(400)), Verdict::Again);
    assert_eq!(failed(&mut schedule, seconds(700)), Verdict::GiveUp);
    assert_eq!(schedule.next(seconds(700)), Next::Finished);
}

#[test]
fn a_task_whose_failure_is_not_transient_ends_at_once() {
    let mut schedule = Schedule::new(2, PLAN);
    schedule.next(Duration::ZERO);
    let verdict = schedule.failed(0, Duration::ZERO, false, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::GiveUp);
    assert_eq!(schedule.next(Duration::ZERO), Next::Poll(1, None));
}

#[test]
fn the_pause_that_the_service_asks_for_is_kept() {
    let mut schedule = Schedule::new(1, PLAN);
    schedule.next(Duration::ZERO);
    schedule.failed(0, Duration::ZERO, true, seconds(45), 0.5);
    assert_eq!(schedule.next_poll(), Some(seconds(45)));
}

#[test]
fn many_tasks_are_spread_and_few_polls_are_in_flight() {
    let mut schedule = Schedule::new(10_000, PLAN);
    let mut started = 0;
    while let Next::Poll(..) = schedule.next(Duration::ZERO) {
        started += 1;
    }
    assert_eq!(started, 1);
    while let Next::Poll(..) = schedule.next(Duration::from_millis(500)) {
        started += 1;
    }
    assert_eq!(started, 64);
}

#[test]
fn each_task_is_polled_once_if_that_is_set() {
    let mut schedule = Schedule::new(2, Plan { once: true, ..PLAN });
    assert_eq!(schedule.next(Duration::ZERO), Next::Poll(0, None));
    assert_eq!(schedule.next(Duration::ZERO), Next::Poll(1, None));
    schedule.succeeded(0, Duration::ZERO, false, 0.5);
    let verdict = schedule.failed(1, Duration::ZERO, true, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::GiveUp);
    assert_eq!(schedule.next(Duration::ZERO), Next::Finished);
}

#[test]
fn an_absurd_pause_of_the_service_is_limited_by_the_outage_and_by_the_timeout() {
    let absurd = [seconds(u64::MAX), Duration::MAX];
    for asked in absurd {
        let mut schedule = Schedule::new(1, PLAN);
        schedule.next(Duration::ZERO);
        schedule.failed(0, Duration::ZERO, true, asked, 0.5);
        assert_eq!(schedule.next_poll(), Some(seconds(300)));
        assert_eq!(schedule.next(seconds(300)), Next::Poll(0, None));
        let verdict = schedule.failed(0, seconds(300), true, asked, 0.5);
        assert_eq!(verdict, Verdict::GiveUp);
        assert_eq!(schedule.next(seconds(300)), Next::Finished);

        let timeout = Some(seconds(100));
        let mut schedule = Schedule::new(1, Plan { timeout, ..PLAN });
        schedule.next(Duration::ZERO);
        schedule.failed(0, Duration::ZERO, true, asked, 0.5);
        assert_eq!(schedule.next_poll(), Some(seconds(99)));
    }
}

#[test]
fn an_outage_and_a_timeout_of_any_length_can_be_computed_with() {
    for longest in [seconds(u64::MAX), Duration::MAX] {
        let poll = Poll {
            outage: longest,
            maximum: longest,
            ..POLL
        };
        let plan = Plan {
            poll,
            timeout: Some(longest),
            ..PLAN
        };
        let mut schedule = Schedule::new(1, plan);
        assert_eq!(schedule.next(Duration::ZERO), Next::Poll(0, Some(longest)));
        assert_eq!(
            schedule.failed(0, seconds(1), true, Duration::MAX, 0.5),
            Verdict::Again
        );
        assert!(schedule.next_poll().is_some());
        assert_eq!(schedule.next(Duration::MAX), Next::TimedOut);
    }
    let poll = Poll {
        initial: Duration::MAX,
        maximum: Duration::MAX,
        ..POLL
    };
    let mut schedule = Schedule::new(
        100,
        Plan {
            poll,
            concurrency: 1,
            ..PLAN
        },
    );
    assert_eq!(schedule.next(Duration::ZERO), Next::Poll(0, None));
    schedule.succeeded(0, Duration::MAX, false, 0.5);
}

#[test]
fn no_pause_at_all_stays_none() {
    let poll = Poll {
        initial: Duration::ZERO,
        ..POLL
    };
    for polls in [1, 2, 10_000, u32::MAX] {
        assert_eq!(poll.pause(polls, 0.5), Duration::ZERO, "{polls}");
    }
}

/// A plan whose pauses are of 2 seconds, and its timeout after 10.
const SHORT: Plan = Plan {
    poll: Poll {
        initial: seconds(2),
        maximum: seconds(2),
        ..POLL
    },
    timeout: Some(seconds(10)),
    ..PLAN
};

/// A schedule whose task was polled at 4 and is due at 6.
fn paused() -> Schedule {
    let mut schedule = Schedule::new(1, SHORT);
    assert_eq!(schedule.next(seconds(4)), Next::Poll(0, Some(seconds(6))));
    schedule.succeeded(0, seconds(4), false, 0.5);
    assert_eq!(schedule.next(seconds(4)), Next::Wait(Some(seconds(6))));
    schedule
}

#[test]
fn a_wait_that_was_suspended_beyond_its_timeout_polls_once_more_what_was_due() {
    for is_done in [true, false] {
        let mut schedule = paused();
        assert_eq!(
            schedule.next(seconds(1000)),
            Next::Poll(0, Some(seconds(5)))
        );
        assert_eq!(
            schedule.next(seconds(1000)),
            Next::Wait(Some(seconds(1005)))
        );
        assert!(!schedule.succeeded(0, seconds(1001), is_done, 0.5));
        let last = if is_done {
            Next::Finished
        } else {
            Next::TimedOut
        };
        assert_eq!(schedule.next(seconds(1001)), last);
        assert_eq!(schedule.next(seconds(1001)), last);
    }
}

#[test]
fn a_last_poll_that_fails_does_not_give_the_task_up_but_the_wait_times_out() {
    let mut schedule = paused();
    assert_eq!(
        schedule.next(seconds(1000)),
        Next::Poll(0, Some(seconds(5)))
    );
    let verdict = schedule.failed(0, seconds(1001), true, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::Again);
    assert_eq!(schedule.next(seconds(1001)), Next::TimedOut);
    let mut schedule = paused();
    schedule.next(seconds(1000));
    let verdict = schedule.failed(0, seconds(1001), false, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::GiveUp);
    assert_eq!(schedule.next(seconds(1001)), Next::Finished);
}

#[test]
fn a_last_poll_is_waited_for_no_longer_than_the_last_round() {
    let mut schedule = paused();
    schedule.next(seconds(1000));
    assert_eq!(
        schedule.next(seconds(1004)),
        Next::Wait(Some(seconds(1005)))
    );
    assert_eq!(schedule.next(seconds(1005)), Next::TimedOut);
}

#[test]
fn a_wait_that_is_a_little_late_was_not_suspended() {
    let mut schedule = paused();
    schedule.next(seconds(6));
    assert_eq!(schedule.next(seconds(6)), Next::Wait(Some(seconds(10))));
    assert_eq!(schedule.next(Duration::from_millis(10_050)), Next::TimedOut);
}

#[test]
fn a_poll_in_flight_while_a_wait_is_suspended_is_followed_by_a_last_one() {
    let mut schedule = paused();
    schedule.next(seconds(6));
    schedule.next(seconds(6));
    let now = Duration::from_millis(10_500);
    let end = now + seconds(5);
    assert_eq!(schedule.next(now), Next::Wait(Some(end)));
    assert!(schedule.succeeded(0, now, false, 0.5));
    assert_eq!(schedule.next(now), Next::Poll(0, Some(seconds(5))));
    assert!(!schedule.succeeded(0, now, false, 0.5));
    assert_eq!(schedule.next(now), Next::TimedOut);
}

#[test]
fn a_response_that_is_the_first_event_after_a_suspension_is_followed_by_a_last_poll() {
    let mut schedule = Schedule::new(1, SHORT);
    assert!(matches!(schedule.next(seconds(0)), Next::Poll(0, _)));
    assert!(matches!(schedule.next(seconds(0)), Next::Wait(_)));
    let late = SHORT.timeout.unwrap() + seconds(3);
    assert!(schedule.succeeded(0, late, false, 0.5));
    assert!(matches!(schedule.next(late), Next::Poll(0, _)));
}

#[test]
fn a_suspended_wait_for_which_nothing_was_due_times_out_at_once() {
    let mut schedule = paused();
    schedule.next(seconds(6));
    schedule.succeeded(0, Duration::from_millis(9500), false, 0.5);
    let end = Next::Wait(Some(seconds(10)));
    assert_eq!(schedule.next(Duration::from_millis(9500)), end);
    assert_eq!(schedule.next(seconds(1000)), Next::TimedOut);
}

#[test]
fn a_suspended_wait_without_a_timeout_goes_on() {
    let mut schedule = Schedule::new(1, PLAN);
    schedule.next(Duration::ZERO);
    schedule.succeeded(0, Duration::ZERO, false, 0.5);
    schedule.next(Duration::ZERO);
    assert_eq!(schedule.next(seconds(1_000_000)), Next::Poll(0, None));
    assert!(schedule.succeeded(0, seconds(1_000_000), false, 0.5));
}

proptest! {
    /// A wait that is suspended at random polls each task at most once after its timeout, and ends.
    #[test]
    fn every_suspended_wait_ends(count in 0usize..20, concurrency in 1usize..5, seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut schedule = Schedule::new(count, Plan { concurrency, ..SHORT });
        let mut now = Duration::ZERO;
        let mut in_flight = Vec::new();
        let mut late = vec![0; count];
        for _ in 0..10_000 {
            match schedule.next(now) {
                Next::Poll(task, left) => {
                    prop_assert!(left.is_some_and(|left| !left.is_zero()));
                    late[task] += u32::from(now >= seconds(10));
                    prop_assert!(late[task] <= 1);
                    in_flight.push(task);
                    prop_assert!(in_flight.len() <= concurrency);
                }
                Next::Wait(until) => {
                    now = until.unwrap();
                    if random.u8(..) < 20 {
                        now += seconds(random.u64(..30));
                    }
                    if !in_flight.is_empty() && random.bool() {
                        let task = in_flight.swap_remove(random.usize(..in_flight.len()));
                        if random.bool() {
                            schedule.succeeded(task, now, random.u8(..) < 60, random.f64());
                        } else {
                            schedule.failed(task, now, random.bool(), Duration::MAX, random.f64());
                        }
                    }
                }
                Next::TimedOut | Next::Finished => return Ok(()),
            }
        }
        prop_assert!(false, "it never ended");
    }

    #[test]
    fn no_pause_is_longer_than_the_longest(polls in 1u32.., random in 0.0..1.0f64, multiplier in 1.0..1000.0f64, jitter: bool) {
        let poll = Poll { multiplier, jitter, ..POLL };
        prop_assert!(poll.pause(polls, random) <= poll.maximum);
    }

    /// However polls end, there are never too many in flight, none comes after the deadline, and the
    /// wait ends.
    #[test]
    fn every_wait_ends(
        count in 0usize..40,
        concurrency in 1usize..10,
        timeout in proptest::option::of(1u64..10_000),
        seed: u64,
    ) {
        let mut random = fastrand::Rng::with_seed(seed);
        let plan = Plan { timeout: timeout.map(seconds), concurrency, ..PLAN };
        let mut schedule = Schedule::new(count, plan);
        let mut now = Duration::ZERO;
        let mut in_flight = Vec::new();
        for _ in 0..100_000 {
            match schedule.next(now) {
                Next::Poll(task, left) => {
                    prop_assert!(left.is_none_or(|left| !left.is_zero()));
                    in_flight.push(task);
                    prop_assert!(in_flight.len() <= concurrency);
                }
                Next::Wait(until) => {
                    if in_flight.is_empty() || random.u8(..) < 64 {
                        let Some(until) = until else { continue };
                        prop_assert!(until > now);
                        prop_assert!(timeout.is_none_or(|timeout| until <= seconds(timeout)));
                        now = until;
                    } else {
                        let task = in_flight.swap_remove(random.usize(..in_flight.len()));
                        let ended = now + Duration::from_millis(random.u64(1..3_000));
                        now = until.map_or(ended, |until| until.min(ended));
                        if random.u8(..) < 40 {
                            let asked = [0, 7, u64::MAX][random.usize(..3)];
                            schedule.failed(task, now, random.bool(), seconds(asked), random.f64());
                        } else {
                            schedule.succeeded(task, now, random.u8(..) < 60, random.f64());
                        }
                    }
                }
                Next::TimedOut => {
                    prop_assert!(now >= seconds(timeout.unwrap()));
                    return Ok(());
                }
                Next::Finished => {
                    prop_assert!(in_flight.is_empty());
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "it never ended");
    }
}

fn status(state: &str) -> PollResult {
    let body = format!(r#"{{"status": "{state}"}}"#);
    Ok(Response {
        value: task_status(body.as_bytes()).unwrap(),
        http_status: 200,
        request_id: None,
        project: None,
        body_bytes: 0,
    })
}

fn down() -> PollResult {
    Err(Error::Connect(Box::new(ConnectError {
        operation: "get_task_status",
        kind: ConnectKind::Unreachable,
        endpoint: "e".into(),
        problem: "down".into(),
        attempts: 1,
        request_id: None,
    })))
}

fn busy(retry_after: Duration) -> PollResult {
    Err(Error::Service(Box::new(ServiceError {
        http_status: 429,
        retry_after: Some(retry_after),
        ..ServiceError::default()
    })))
}

fn missing() -> PollResult {
    Err(Error::Service(Box::new(ServiceError {
        http_status: 404,
        ..ServiceError::default()
    })))
}

fn tasks(count: usize) -> Vec<EndCondition> {
    let status = operation("get_task_status").status.unwrap();
    let until = Until::Done;
    vec![EndCondition { status, until }; count]
}

/// The events of a wait for tasks.
async fn events<F: Future<Output = PollResult> + Send + 'static>(
    count: usize,
    plan: Plan,
    poll: impl Fn(usize, Option<Duration>) -> F,
) -> (Vec<String>, Duration) {
    events_of(tasks(count), plan, poll).await
}

/// The events of a wait, without a last `Finished`, and how long it takes by the virtual clock.
async fn events_of<F: Future<Output = PollResult> + Send + 'static>(
    conditions: Vec<EndCondition>,
    plan: Plan,
    poll: impl Fn(usize, Option<Duration>) -> F,
) -> (Vec<String>, Duration) {
    let (sender, mut receiver) = unbounded_channel();
    let began = Instant::now();
    poll_until_done(conditions, plan, poll, sender).await;
    let took = began.elapsed();
    let mut seen = Vec::new();
    while let Some(event) = receiver.recv().await {
        seen.extend(shown(event));
    }
    let last = seen.pop().unwrap();
    let is_last = |event: &String| event == "finished" || event.starts_with("timed out");
    assert!(
        is_last(&last) && !seen.iter().any(is_last),
        "{seen:?} {last}"
    );
    if last != "finished" {
        seen.push(last);
    }
    (seen, took)
}

fn shown(event: Event) -> Option<String> {
    match event {
        Event::Changed {
            task,
            response,
            state: work,
        } => {
            let state = response.value.get("status").unwrap().to_json();
            let failed = match work {
                EndState::Failed => " failed",
                EndState::Unfinished | EndState::Ended => "",
            };
            Some(format!("{task} {}{failed}", state.trim_matches('"')))
        }
        Event::Gone { task } => Some(format!("{task} gone")),
        Event::PollFailed { task, .. } => Some(format!("{task} failed")),
        Event::GaveUp { task, .. } => Some(format!("{task} given up")),
        Event::TimedOut { elapsed } => Some(format!("timed out after {}", elapsed.as_secs())),
        Event::NextPoll(_) => None,
        Event::Finished => Some("finished".to_owned()),
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_a_thousand_hours_takes_a_moment() {
    let began = Instant::now();
    let polls = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&polls);
    let (seen, took) = events(1, PLAN, move |_, _| {
        *counted.lock().unwrap() += 1;
        let done = began.elapsed() >= seconds(3_600_000);
        async move { status(if done { "SUCCESS" } else { "RUNNING" }) }
    })
    .await;
    assert_eq!(seen, ["0 RUNNING", "0 SUCCESS"]);
    assert!((3_600_000..3_600_030).contains(&took.as_secs()), "{took:?}");
    assert!((180_000..180_020).contains(&*polls.lock().unwrap()));
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_in_time_is_told_and_survived() {
    let began = Instant::now();
    let (seen, _) = events(1, PLAN, move |_, _| {
        let now = began.elapsed().as_secs();
        async move {
            match now {
                0..20 => status("RUNNING"),
                20..250 => down(),
                _ => status("SUCCESS"),
            }
        }
    })
    .await;
    assert_eq!(seen.first().unwrap(), "0 RUNNING");
    assert_eq!(seen.last().unwrap(), "0 SUCCESS");
    let failures = seen.iter().filter(|event| *event == "0 failed").count();
    assert_eq!(failures, seen.len() - 2);
    assert!(failures > 5);
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_a_task_ends_after_an_outage_that_is_too_long() {
    let (seen, took) = events(1, PLAN, |_, _| async { down() }).await;
    assert_eq!(seen.last().unwrap(), "0 given up");
    assert!((300..330).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_task_that_is_not_found_does_not_end_the_others() {
    let (seen, _) = events(3, PLAN, |task, _| async move {
        if task == 1 {
            missing()
        } else {
            status("SUCCESS")
        }
    })
    .await;
    assert_eq!(seen, ["0 SUCCESS", "1 given up", "2 SUCCESS"]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_its_deadline_although_a_poll_does_not() {
    let plan = Plan {
        timeout: Some(seconds(30)),
        ..PLAN
    };
    let (seen, took) = events(1, plan, |_, left| async move {
        assert!(left.unwrap() <= seconds(30));
        std::future::pending().await
    })
    .await;
    assert_eq!(seen, ["timed out after 30"]);
    assert_eq!(took, seconds(30));
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_when_nothing_receives_its_events() {
    let (sender, receiver) = unbounded_channel();
    let waiting = tokio::spawn(poll_until_done(
        tasks(1),
        PLAN,
        |_, _| async { status("RUNNING") },
        sender,
    ));
    sleep(seconds(5)).await;
    drop(receiver);
    let began = Instant::now();
    waiting.await.unwrap();
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_tasks_never_have_more_polls_in_flight_than_allowed() {
    let in_flight = Arc::new(Mutex::new((0usize, 0usize, 0usize)));
    let counted = Arc::clone(&in_flight);
    let began = Instant::now();
    let plan = Plan {
        poll: Poll {
            jitter: true,
            ..POLL
        },
        ..PLAN
    };
    let (seen, _) = events(10_000, plan, move |_, _| {
        let counted = Arc::clone(&counted);
        let done = began.elapsed() > seconds(60);
        async move {
            {
                let mut count = counted.lock().unwrap();
                count.0 += 1;
                count.1 = count.1.max(count.0);
                count.2 += 1;
            }
            sleep(Duration::from_millis(1)).await;
            counted.lock().unwrap().0 -= 1;
            status(if done { "SUCCESS" } else { "RUNNING" })
        }
    })
    .await;
    assert_eq!(seen.len(), 20_000);
    let (now, most, all) = *in_flight.lock().unwrap();
    assert_eq!(now, 0);
    assert!(most <= 64, "{most}");
    assert!(all > 50_000, "{all}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_no_tasks_is_finished() {
    let (seen, took) = events(0, PLAN, |_, _| async { status("RUNNING") }).await;
    assert_eq!((seen.len(), took), (0, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn only_the_responses_that_differ_are_events() {
    let began = Instant::now();
    let (seen, _) = events(1, PLAN, move |_, _| {
        let now = began.elapsed().as_secs();
        async move {
            match now {
                0..10 => status("PENDING"),
                10..100 => status("RUNNING"),
                100..200 => status("NEW"),
                _ => status("FAILURE"),
            }
        }
    })
    .await;
    assert_eq!(seen, ["0 PENDING", "0 RUNNING", "0 NEW", "0 FAILURE"]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_asks_for_an_absurd_pause_ends_the_wait_after_the_outage() {
    let (seen, took) = events(1, PLAN, |_, _| async { busy(seconds(u64::MAX)) }).await;
    assert_eq!(seen, ["0 failed", "0 given up"]);
    assert_eq!(took, seconds(300));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_asks_for_an_absurd_pause_does_not_keep_a_wait_beyond_its_timeout() {
    let plan = Plan {
        timeout: Some(seconds(30)),
        ..PLAN
    };
    for asked in [seconds(u64::MAX), Duration::MAX] {
        let (seen, took) = events(1, plan, move |_, _| async move { busy(asked) }).await;
        assert_eq!(seen, ["0 failed", "0 failed", "timed out after 30"]);
        assert_eq!(took, seconds(30));
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_limits_ends_when_its_task_does() {
    let longest = Duration::MAX;
    let plan = Plan {
        poll: Poll {
            outage: longest,
            ..POLL
        },
        timeout: Some(longest),
        ..PLAN
    };
    let began = Instant::now();
    let (seen, _) = events(1, plan, move |_, left| async move {
        assert!(left.is_some());
        if began.elapsed() < seconds(1000) {
            down()
        } else {
            status("SUCCESS")
        }
    })
    .await;
    assert_eq!(seen.last().unwrap(), "0 SUCCESS");
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_panics_gives_its_task_up_and_not_the_others() {
    let (seen, _) = events(2, PLAN, |task, _| async move {
        assert_ne!(task, 0, "a bug");
        status("SUCCESS")
    })
    .await;
    assert_eq!(seen, ["0 given up", "1 SUCCESS"]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_one_task_says_when_the_next_poll_is_due() {
    let (sender, mut receiver) = unbounded_channel();
    let began = Instant::now();
    let poll = move |_, _| async move {
        status(if began.elapsed() < seconds(2) {
            "RUNNING"
        } else {
            "SUCCESS"
        })
    };
    poll_until_done(tasks(1), PLAN, poll, sender).await;
    let mut due = Vec::new();
    while let Some(event) = receiver.recv().await {
        if let Event::NextPoll(at) = event {
            due.push(at.as_secs_f64());
        }
    }
    assert_eq!(due, [1.0, 2.5]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_driven_again_after_its_timeout_learns_what_became_of_its_task() {
    for (state, expected) in [
        ("SUCCESS", ["0 RUNNING", "0 SUCCESS", "finished"]),
        (
            "PENDING",
            ["0 RUNNING", "0 PENDING", "timed out after 1000"],
        ),
    ] {
        let (sender, mut receiver) = unbounded_channel();
        let began = Instant::now();
        let poll = move |_, _| async move {
            status(if began.elapsed() < seconds(10) {
                "RUNNING"
            } else {
                state
            })
        };
        let waiting = tokio::spawn(poll_until_done(tasks(1), SHORT, poll, sender));
        yield_now().await;
        yield_now().await;
        advance(seconds(1000)).await;
        waiting.await.unwrap();
        let mut seen = Vec::new();
        while let Some(event) = receiver.recv().await {
            seen.extend(shown(event));
        }
        assert_eq!(seen, expected);
    }
}

/// The states of datasets, which are numbers.
static DATASET: Status = Status {
    field: "status",
    succeeded: &[Word::Integer(1), Word::Integer(3)],
    failed: &[Word::Integer(4)],
    stopped: &[Word::Integer(5)],
    deleted: &[Word::Integer(3)],
    deleting: &[Word::Integer(2)],
};

const READY: EndCondition = EndCondition {
    status: &DATASET,
    until: Until::Done,
};
const DELETED: EndCondition = EndCondition {
    status: &DATASET,
    until: Until::Gone,
};

fn number(state: i64) -> PollResult {
    let mut value = Object::default();
    let key = Key::Other("status".to_owned());
    value.members.push((key, Value::Integer(state)));
    Ok(Response {
        value,
        http_status: 200,
        request_id: None,
        project: None,
        body_bytes: 0,
    })
}

fn refused(http_status: u16, code: &str) -> PollResult {
    Err(Error::Service(Box::new(ServiceError {
        http_status,
        error_code: Some(code.to_owned()),
        ..ServiceError::default()
    })))
}

/// The responses of a task, of which each holds for ten seconds and the last one for ever.
type Course = &'static [fn() -> PollResult];

async fn events_of_course(condition: EndCondition, course: Course) -> Vec<String> {
    let began = Instant::now();
    let plan = Plan {
        timeout: Some(seconds(200)),
        ..PLAN
    };
    let (seen, _) = events_of(vec![condition], plan, move |_, _| {
        let now = usize::try_from(began.elapsed().as_secs()).unwrap() / 10;
        let response = course[now.min(course.len() - 1)];
        async move { response() }
    })
    .await;
    seen
}

#[tokio::test(start_paused = true)]
async fn tasks_of_any_kind_are_polled_at_once_each_by_its_own_states() {
    let began = Instant::now();
    let targets = vec![tasks(1).remove(0), READY, DELETED, READY];
    let (mut seen, _) = events_of(targets, PLAN, move |task, _| {
        let late = began.elapsed() >= seconds(10);
        async move {
            match (task, late) {
                (0, false) => status("RUNNING"),
                (0, true) => status("SUCCESS"),
                (_, false) => number(2),
                (1, true) => number(1),
                (2, true) => missing(),
                (_, true) => number(5),
            }
        }
    })
    .await;
    seen.sort();
    assert_eq!(
        seen,
        [
            "0 RUNNING",
            "0 SUCCESS",
            "1 1",
            "1 2",
            "2 2",
            "2 gone",
            "3 2",
            "3 5"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_deleted_is_waited_for_until_it_is_not_found() {
    let timed_out = "timed out after 200";
    let courses: [(Course, &[&str]); 9] = [
        (&[missing], &["0 gone"]),
        (&[|| refused(400, "ModelArts.4352")], &["0 gone"]),
        (&[|| refused(400, "ModelArts.4353")], &["0 gone"]),
        (&[|| refused(400, "ModelArts.4301")], &["0 given up"]),
        (&[|| refused(400, "ModelArts.4312")], &["0 given up"]),
        (&[|| refused(404, "APIGW.0101")], &["0 given up"]),
        // A service may still respond, with the state that says so.
        (
            &[|| number(1), || number(2), || number(3)],
            &["0 1", "0 2", "0 3"],
        ),
        (&[|| number(2)], &["0 2", timed_out]),
        (&[|| number(6)], &["0 6", timed_out]),
    ];
    for (course, expected) in courses {
        assert_eq!(events_of_course(DELETED, course).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_after_which_all_is_as_before_has_failed() {
    let courses: [(Course, &[&str]); 6] = [
        (
            &[|| number(1), || number(2), || number(1)],
            &["0 1", "0 2", "0 1 failed"],
        ),
        (&[|| number(2), || number(5)], &["0 2", "0 5 failed"]),
        // It may have failed before the first poll, but it may also begin late.
        (&[|| number(1)], &["0 1", "0 1 failed"]),
        (&[|| number(4)], &["0 4", "0 4 failed"]),
        (
            &[
                || number(1),
                || number(1),
                || number(1),
                || number(2),
                missing,
            ],
            &["0 1", "0 2", "0 gone"],
        ),
        // Other work may go on before it.
        (
            &[
                || number(1),
                || number(6),
                || number(6),
                || number(6),
                || number(6),
                || number(6),
                || number(1),
                || number(2),
                || number(2),
                || number(2),
                missing,
            ],
            &["0 1", "0 6", "0 1", "0 2", "0 gone"],
        ),
    ];
    for (course, expected) in courses {
        assert_eq!(events_of_course(DELETED, course).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_has_succeeded_only_with_what_was_to_be_set() {
    let changed = EndCondition {
        status: &DATASET,
        until: Until::Equal("version".into(), "new".into()),
    };
    let courses: [(Course, &[&str]); 7] = [
        (&[|| version(1, "new")], &["0 1"]),
        (
            &[
                || version(1, "old"),
                || version(7, "old"),
                || version(1, "new"),
            ],
            &["0 1", "0 7", "0 1"],
        ),
        (
            &[|| version(7, "old"), || version(1, "old")],
            &["0 7", "0 1 failed"],
        ),
        (
            &[|| version(1, "old"), || version(1, "new")],
            &["0 1", "0 1"],
        ),
        (&[|| version(1, "old")], &["0 1", "0 1 failed"]),
        (&[|| number(7), || number(1)], &["0 7", "0 1 failed"]),
        (
            &[|| version(7, "old"), || version(4, "old")],
            &["0 7", "0 4"],
        ),
    ];
    for (course, expected) in courses {
        assert_eq!(events_of_course(changed.clone(), course).await, expected);
    }
}

fn version(state: i64, version: &str) -> PollResult {
    let mut response = number(state)?;
    let member = (
        Key::Other("version".to_owned()),
        Value::Text(version.into()),
    );
    response.value.members.push(member);
    Ok(response)
}

#[tokio::test(start_paused = true)]
async fn a_deletion_fails_only_if_the_work_had_not_failed_before_it() {
    let courses: [(Course, &[&str]); 3] = [
        (&[|| number(2), || number(4), missing], &["0 2", "0 4"]),
        (&[|| number(4), missing], &["0 4", "0 gone"]),
        (
            &[|| number(4), || number(2), || number(4), missing],
            &["0 4", "0 2", "0 4"],
        ),
    ];
    for (course, expected) in courses {
        assert_eq!(events_of_course(DELETED, course).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_finds_the_service_busy_is_followed_by_another() {
    let course: Course = &[
        || refused(400, "ModelArts.4356"),
        || refused(400, "ModelArts.4370"),
        || number(1),
    ];
    let seen = events_of_course(READY, course).await;
    assert!(seen.iter().filter(|event| *event == "0 failed").count() > 2);
    assert_eq!(seen.last().unwrap(), "0 1");
}

#[tokio::test(start_paused = true)]
async fn what_is_waited_for_until_it_is_done_must_be_found() {
    assert_eq!(events_of_course(READY, &[missing]).await, ["0 given up"]);
    assert_eq!(
        events_of_course(READY, &[|| refused(400, "ModelArts.4352")]).await,
        ["0 given up"]
    );
}
