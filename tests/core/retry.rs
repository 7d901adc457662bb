//! What is tried again, and when, cell by cell.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use modelarts::transport::retry::{LONGEST_RETRY_AFTER, Outcome, Quota, retry_after, wait_before};
use proptest::prelude::*;

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

#[test]
fn no_other_status_is_tried_again() {
    for status in 100..600 {
        if matches!(status, 429 | 500 | 502 | 503 | 504) {
            continue;
        }
        for asked in [None, Some(Duration::from_secs(1))] {
            assert_eq!(
                Outcome::of_status(status, asked),
                Outcome::Final,
                "{status}"
            );
        }
    }
}

#[test]
fn a_pause_above_the_cap_is_not_waited_for_by_reads_either() {
    let asked = Some(LONGEST_RETRY_AFTER + Duration::from_millis(1));
    for status in [429, 503] {
        let outcome = Outcome::of_status(status, asked);
        assert_eq!(outcome, Outcome::Refused { retry_after: asked });
        assert_eq!(wait_before(outcome, READ, 0, 0.5), None, "{status}");
    }
}

#[test]
fn a_refusal_without_a_pause_is_waited_out_like_any_failure() {
    let refused = Outcome::of_status(429, None);
    for retry in 0..20 {
        assert_eq!(
            wait_before(refused, WRITE, retry, 1.0),
            wait_before(Outcome::ServerFault, READ, retry, 1.0)
        );
    }
}

proptest! {
    #[test]
    fn no_wait_is_longer_than_its_ceiling(retry: u32, random in -1.0..2.0f64) {
        let ceiling = wait_before(Outcome::Broken, READ, retry, 1.0).unwrap();
        prop_assert!(ceiling <= Duration::from_secs(8));
        prop_assert!(wait_before(Outcome::Broken, READ, retry, random).unwrap() <= ceiling);
    }

    #[test]
    fn any_text_is_a_pause_or_none(text: String) {
        let _ = retry_after(&text, Timestamp::now());
    }

    #[test]
    fn a_date_is_a_pause_from_now(seconds in 0..1_000_000i64) {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let due = now + SignedDuration::from_secs(seconds);
        let header = due.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let expected = Duration::from_secs(seconds.unsigned_abs());
        prop_assert_eq!(retry_after(&header, now), Some(expected));
    }
}

#[test]
fn a_quota_shared_by_threads_is_spent_no_more_than_once() {
    let quota = Quota::new();
    let spend = || (0..100).filter(|_| quota.spend()).count();
    let spent: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(spend)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(spent, 100);
}
