//! Waits on a clock that tests move: when is looked at what, and until when.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use modelarts::error::{ConnectError, ConnectKind, Error, ServiceError};
use modelarts::model::{TaskStatus, read};
use modelarts::wait::{Event, Look, Next, Plan, Poll, Schedule, Verdict, watch};
use modelarts::wire::Answer;
use proptest::prelude::*;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{Instant, sleep};

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
        .map(|looks| POLL.pause(looks, 0.9).as_secs_f64())
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
fn one_task_is_looked_at_again_and_again_until_it_is_done() {
    let mut schedule = Schedule::new(1, PLAN);
    assert_eq!(schedule.next(Duration::ZERO), Next::Look(0, None));
    assert_eq!(schedule.next(Duration::ZERO), Next::Wait(None));
    schedule.answered(0, seconds(2), false, 0.5);
    assert_eq!(schedule.next(seconds(2)), Next::Wait(Some(seconds(3))));
    assert_eq!(schedule.next_look(), Some(seconds(3)));
    assert_eq!(schedule.next(seconds(3)), Next::Look(0, None));
    schedule.answered(0, seconds(3), true, 0.5);
    assert_eq!(schedule.next(seconds(3)), Next::Finished);
}

#[test]
fn the_deadline_clips_the_last_look_and_the_last_pause() {
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
    assert_eq!(schedule.next(seconds(4)), Next::Look(0, Some(seconds(6))));
    schedule.answered(0, seconds(5), false, 0.5);
    // A last look shortly before the end, and not only one that would come too late.
    assert_eq!(schedule.next(seconds(5)), Next::Wait(Some(seconds(9))));
    assert_eq!(schedule.next(seconds(9)), Next::Look(0, Some(seconds(1))));
    schedule.answered(0, seconds(9), false, 0.5);
    assert_eq!(schedule.next(seconds(9)), Next::Wait(Some(seconds(10))));
    assert_eq!(schedule.next(seconds(10)), Next::TimedOut);
}

#[test]
fn a_look_under_way_is_waited_for_no_longer_than_the_deadline() {
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
fn an_outage_is_borne_for_its_time_and_no_longer() {
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
    schedule.answered(0, seconds(320), false, 0.5);
    // It has been there meanwhile, so time begins again.
    assert_eq!(failed(&mut schedule, seconds(400)), Verdict::Again);
    assert_eq!(failed(&mut schedule, seconds(700)), Verdict::GivenUp);
    assert_eq!(schedule.next(seconds(700)), Next::Finished);
}

#[test]
fn what_does_not_pass_is_given_up_at_once() {
    let mut schedule = Schedule::new(2, PLAN);
    schedule.next(Duration::ZERO);
    let verdict = schedule.failed(0, Duration::ZERO, false, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::GivenUp);
    assert_eq!(schedule.next(Duration::ZERO), Next::Look(1, None));
}

#[test]
fn a_service_that_asks_to_be_left_alone_is() {
    let mut schedule = Schedule::new(1, PLAN);
    schedule.next(Duration::ZERO);
    schedule.failed(0, Duration::ZERO, true, seconds(45), 0.5);
    assert_eq!(schedule.next_look(), Some(seconds(45)));
}

#[test]
fn many_tasks_are_spread_and_few_looks_are_under_way() {
    let mut schedule = Schedule::new(10_000, PLAN);
    let mut begun = 0;
    while let Next::Look(..) = schedule.next(Duration::ZERO) {
        begun += 1;
    }
    assert_eq!(begun, 1);
    while let Next::Look(..) = schedule.next(Duration::from_millis(500)) {
        begun += 1;
    }
    assert_eq!(begun, 64);
}

#[test]
fn one_look_at_each_is_all_if_that_is_asked_for() {
    let mut schedule = Schedule::new(2, Plan { once: true, ..PLAN });
    assert_eq!(schedule.next(Duration::ZERO), Next::Look(0, None));
    assert_eq!(schedule.next(Duration::ZERO), Next::Look(1, None));
    schedule.answered(0, Duration::ZERO, false, 0.5);
    let verdict = schedule.failed(1, Duration::ZERO, true, Duration::ZERO, 0.5);
    assert_eq!(verdict, Verdict::GivenUp);
    assert_eq!(schedule.next(Duration::ZERO), Next::Finished);
}

proptest! {
    #[test]
    fn no_pause_is_longer_than_the_longest(looks in 1u32.., random in 0.0..1.0f64, multiplier in 1.0..1000.0f64, jitter: bool) {
        let poll = Poll { multiplier, jitter, ..POLL };
        prop_assert!(poll.pause(looks, random) <= poll.maximum);
    }

    /// However looks end, there are never too many under way, none comes after the deadline, and the
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
        let mut under_way = Vec::new();
        for _ in 0..100_000 {
            match schedule.next(now) {
                Next::Look(task, left) => {
                    prop_assert!(left.is_none_or(|left| !left.is_zero()));
                    under_way.push(task);
                    prop_assert!(under_way.len() <= concurrency);
                }
                Next::Wait(until) => {
                    if under_way.is_empty() || random.u8(..) < 64 {
                        let Some(until) = until else { continue };
                        prop_assert!(until > now);
                        prop_assert!(timeout.is_none_or(|timeout| until <= seconds(timeout)));
                        now = until;
                    } else {
                        let task = under_way.swap_remove(random.usize(..under_way.len()));
                        now += Duration::from_millis(random.u64(1..3_000));
                        if random.u8(..) < 40 {
                            schedule.failed(task, now, random.bool(), Duration::ZERO, random.f64());
                        } else {
                            schedule.answered(task, now, random.u8(..) < 60, random.f64());
                        }
                    }
                }
                Next::TimedOut => {
                    prop_assert!(now >= seconds(timeout.unwrap()));
                    return Ok(());
                }
                Next::Finished => {
                    prop_assert!(under_way.is_empty());
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "it never ended");
    }
}

fn status(state: &str) -> Look {
    let body = format!(r#"{{"status": "{state}"}}"#);
    Ok(Answer {
        value: read::<TaskStatus>(body.as_bytes()).unwrap(),
        http_status: 200,
        request_id: None,
        project: None,
        body_bytes: 0,
    })
}

fn down() -> Look {
    Err(Error::Connect(Box::new(ConnectError {
        operation: "get_task_status",
        kind: ConnectKind::Unreachable,
        peer: "p".into(),
        problem: "down".into(),
        attempts: 1,
        request_id: None,
    })))
}

fn missing() -> Look {
    Err(Error::Service(Box::new(ServiceError {
        http_status: 404,
        ..ServiceError::default()
    })))
}

/// What happens in a wait, and how long it takes by the virtual clock.
async fn events<F: Future<Output = Look> + Send + 'static>(
    count: usize,
    plan: Plan,
    look: impl Fn(usize, Option<Duration>) -> F,
) -> (Vec<String>, Duration) {
    let (sender, mut receiver) = unbounded_channel();
    let began = Instant::now();
    watch(count, plan, look, sender).await;
    let mut seen = Vec::new();
    while let Some(event) = receiver.recv().await {
        match event {
            Event::Changed { task, answer } => {
                seen.push(format!("{task} {}", answer.value.status));
            }
            Event::Troubled { task, .. } => seen.push(format!("{task} troubled")),
            Event::GivenUp { task, .. } => seen.push(format!("{task} given up")),
            Event::TimedOut { elapsed } => seen.push(format!("late {}", elapsed.as_secs())),
            Event::NextLook(_) => {}
        }
    }
    (seen, began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_a_thousand_hours_takes_a_moment() {
    let began = Instant::now();
    let looks = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&looks);
    let (seen, took) = events(1, PLAN, move |_, _| {
        *counted.lock().unwrap() += 1;
        let done = began.elapsed() >= seconds(3_600_000);
        async move { status(if done { "SUCCESS" } else { "RUNNING" }) }
    })
    .await;
    assert_eq!(seen, ["0 RUNNING", "0 SUCCESS"]);
    assert!((3_600_000..3_600_030).contains(&took.as_secs()), "{took:?}");
    assert!((180_000..180_020).contains(&*looks.lock().unwrap()));
}

#[tokio::test(start_paused = true)]
async fn an_outage_in_the_middle_is_told_and_borne() {
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
    let troubled = seen.iter().filter(|event| *event == "0 troubled").count();
    assert_eq!(troubled, seen.len() - 2);
    assert!(troubled > 5);
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_is_too_long_gives_the_task_up() {
    let (seen, took) = events(1, PLAN, |_, _| async { down() }).await;
    assert_eq!(seen.last().unwrap(), "0 given up");
    assert!((300..330).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn one_that_is_not_found_leaves_the_others_alone() {
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
async fn a_wait_ends_at_its_deadline_even_if_a_look_does_not() {
    let plan = Plan {
        timeout: Some(seconds(30)),
        ..PLAN
    };
    let (seen, took) = events(1, plan, |_, left| async move {
        assert!(left.unwrap() <= seconds(30));
        std::future::pending().await
    })
    .await;
    assert_eq!(seen, ["late 30"]);
    assert_eq!(took, seconds(30));
}

#[tokio::test(start_paused = true)]
async fn nobody_listening_ends_it() {
    let (sender, receiver) = unbounded_channel();
    let waiting = tokio::spawn(watch(1, PLAN, |_, _| async { status("RUNNING") }, sender));
    sleep(seconds(5)).await;
    drop(receiver);
    let began = Instant::now();
    waiting.await.unwrap();
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_tasks_never_have_more_looks_under_way_than_allowed() {
    let under_way = Arc::new(Mutex::new((0usize, 0usize, 0usize)));
    let counted = Arc::clone(&under_way);
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
    let (now, most, all) = *under_way.lock().unwrap();
    assert_eq!(now, 0);
    assert!(most <= 64, "{most}");
    assert!(all > 50_000, "{all}");
}
