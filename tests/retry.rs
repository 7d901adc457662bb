//! What is tried again, and when, cell by cell.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use modelarts::transport::retry::{LONGEST_RETRY_AFTER, Outcome, Quota, retry_after, wait_before};

const READ: bool = true;
const WRITE: bool = false;

fn is_tried_again(outcome: Outcome, repeatable: bool) -> bool {
    wait_before(outcome, repeatable, 0, 0.5).is_some()
}

#[test]
fn reads_and_writes_are_tried_again_as_the_table_says() {
    let soon = Some(Duration::from_secs(1));
    let table = [
        ("nothing sent", Outcome::NotSent, true, true),
        ("429", Outcome::of_status(429, None), true, true),
        (
            "429 with Retry-After",
            Outcome::of_status(429, soon),
            true,
            true,
        ),
        (
            "503 with Retry-After",
            Outcome::of_status(503, soon),
            true,
            true,
        ),
        ("500", Outcome::of_status(500, None), true, false),
        ("502", Outcome::of_status(502, None), true, false),
        ("503", Outcome::of_status(503, None), true, false),
        ("504", Outcome::of_status(504, soon), true, false),
        ("broken", Outcome::Broken, true, false),
        ("400", Outcome::of_status(400, soon), false, false),
        ("401", Outcome::of_status(401, None), false, false),
        ("404", Outcome::of_status(404, None), false, false),
        ("501", Outcome::of_status(501, None), false, false),
        ("redirect", Outcome::of_status(302, None), false, false),
        ("final", Outcome::Final, false, false),
    ];
    for (name, outcome, read, write) in table {
        assert_eq!(is_tried_again(outcome, READ), read, "reading: {name}");
        assert_eq!(is_tried_again(outcome, WRITE), write, "writing: {name}");
    }
}

#[test]
fn waits_are_drawn_from_nothing_to_a_ceiling_that_doubles_up_to_eight_seconds() {
    let ceilings = [500, 1000, 2000, 4000, 8000, 8000, 8000];
    for (retry, ceiling) in (0..).zip(ceilings) {
        let wait = |random| wait_before(Outcome::ServerFault, READ, retry, random).unwrap();
        assert_eq!(wait(0.0), Duration::ZERO);
        assert_eq!(wait(0.5), Duration::from_millis(ceiling / 2));
        assert_eq!(wait(1.0), Duration::from_millis(ceiling));
    }
    assert_eq!(
        wait_before(Outcome::NotSent, READ, u32::MAX, 1.0),
        Some(Duration::from_secs(8))
    );
}

#[test]
fn what_the_service_asks_for_is_waited_exactly_up_to_a_cap() {
    let wait = |seconds| {
        let retry_after = Some(Duration::from_secs(seconds));
        wait_before(Outcome::Refused { retry_after }, WRITE, 3, 0.1)
    };
    assert_eq!(wait(0), Some(Duration::ZERO));
    assert_eq!(wait(60), Some(LONGEST_RETRY_AFTER));
    assert_eq!(wait(61), None);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    let cases = [
        ("0", Some(0)),
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("Fri, 02 Jan 2026 03:05:05 GMT", Some(60)),
        ("Fri, 02 Jan 2026 03:00:00 GMT", Some(0)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
    ];
    for (text, seconds) in cases {
        assert_eq!(
            retry_after(text, now),
            seconds.map(Duration::from_secs),
            "{text:?}"
        );
    }
    assert!(now + SignedDuration::from_secs(1) > now);
}

#[test]
fn the_quota_runs_out_under_failures_and_comes_back_with_successes() {
    let quota = Quota::new();
    let spent = (0..1000).filter(|_| quota.spend()).count();
    assert_eq!(spent, 100);
    for _ in 0..4 {
        quota.refund();
    }
    assert!(!quota.spend());
    quota.refund();
    assert!(quota.spend());
    for _ in 0..10_000 {
        quota.refund();
    }
    assert_eq!((0..1000).filter(|_| quota.spend()).count(), 100);
}
