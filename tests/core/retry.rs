//! Which requests are sent again, and when, case by case.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use modelarts::transport::retry::{
    AttemptOutcome, MAX_RETRY_AFTER, RetryBudget, pause_before_retry, retry_after,
};
use proptest::prelude::*;

const READ: bool = true;
const WRITE: bool = false;

fn is_retried(outcome: AttemptOutcome, idempotent: bool) -> bool {
    pause_before_retry(outcome, idempotent, 0, 0.5).is_some()
}

#[test]
fn reads_and_writes_are_retried_as_the_table_says() {
    let soon = Some(Duration::from_secs(1));
    let table = [
        ("nothing sent", AttemptOutcome::NotSent, true, true),
        ("429", AttemptOutcome::of_status(429, None), true, true),
        (
            "429 with Retry-After",
            AttemptOutcome::of_status(429, soon),
            true,
            true,
        ),
        (
            "503 with Retry-After",
            AttemptOutcome::of_status(503, soon),
            true,
            true,
        ),
        ("500", AttemptOutcome::of_status(500, None), true, false),
        ("502", AttemptOutcome::of_status(502, None), true, false),
        ("503", AttemptOutcome::of_status(503, None), true, false),
        ("504", AttemptOutcome::of_status(504, soon), true, false),
        ("broken", AttemptOutcome::Broken, true, false),
        ("400", AttemptOutcome::of_status(400, soon), false, false),
        ("401", AttemptOutcome::of_status(401, None), false, false),
        ("404", AttemptOutcome::of_status(404, None), false, false),
        ("501", AttemptOutcome::of_status(501, None), false, false),
        (
            "redirect",
            AttemptOutcome::of_status(302, None),
            false,
            false,
        ),
        ("final", AttemptOutcome::Final, false, false),
    ];
    for (name, outcome, read, write) in table {
        assert_eq!(is_retried(outcome, READ), read, "reading: {name}");
        assert_eq!(is_retried(outcome, WRITE), write, "writing: {name}");
    }
}

#[test]
fn pauses_are_drawn_from_zero_to_a_range_that_doubles_up_to_eight_seconds() {
    let ranges = [500, 1000, 2000, 4000, 8000, 8000, 8000];
    for (retry, longest) in (0..).zip(ranges) {
        let pause =
            |random| pause_before_retry(AttemptOutcome::ServerFault, READ, retry, random).unwrap();
        assert_eq!(pause(0.0), Duration::ZERO);
        assert_eq!(pause(0.5), Duration::from_millis(longest / 2));
        assert_eq!(pause(1.0), Duration::from_millis(longest));
    }
    assert_eq!(
        pause_before_retry(AttemptOutcome::NotSent, READ, u32::MAX, 1.0),
        Some(Duration::from_secs(8))
    );
}

#[test]
fn a_pause_that_the_service_asks_for_is_exact_and_has_a_limit() {
    let pause = |seconds| {
        let retry_after = Some(Duration::from_secs(seconds));
        pause_before_retry(AttemptOutcome::Refused { retry_after }, WRITE, 3, 0.1)
    };
    assert_eq!(pause(0), Some(Duration::ZERO));
    assert_eq!(pause(60), Some(MAX_RETRY_AFTER));
    assert_eq!(pause(61), None);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    let cases = [
        ("0", Some(0)),
        ("00120", Some(120)),
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("Fri, 02 Jan 2026 03:05:05 GMT", Some(60)),
        ("Friday, 02-Jan-26 03:05:05 GMT", Some(60)),
        ("Fri Jan  2 03:05:05 2026", Some(60)),
        ("Fri, 02 Jan 2026 03:00:00 GMT", Some(0)),
        ("Friday, 02-Jan-26 03:00:00 GMT", Some(0)),
        ("Fri Jan  2 03:00:00 2026", Some(0)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("18446744073709551615", Some(u64::MAX)),
        ("18446744073709551616", Some(u64::MAX)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e3", None),
        ("Thu, 02 Jan 2026 03:05:05 GMT", None),
        ("Fri, 32 Jan 2026 03:05:05 GMT", None),
        ("١", None),
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
fn the_budget_runs_out_with_failures_and_is_refilled_by_successes() {
    let budget = RetryBudget::new();
    let spent = (0..1000).filter(|_| budget.spend()).count();
    assert_eq!(spent, 100);
    for _ in 0..4 {
        budget.refund();
    }
    assert!(!budget.spend());
    budget.refund();
    assert!(budget.spend());
    for _ in 0..10_000 {
        budget.refund();
    }
    assert_eq!((0..1000).filter(|_| budget.spend()).count(), 100);
}

#[test]
fn no_other_status_is_retried() {
    for status in 100..600 {
        if matches!(status, 429 | 500 | 502 | 503 | 504) {
            continue;
        }
        for asked in [None, Some(Duration::from_secs(1))] {
            assert_eq!(
                AttemptOutcome::of_status(status, asked),
                AttemptOutcome::Final,
                "{status}"
            );
        }
    }
}

#[test]
fn a_read_does_not_wait_for_a_pause_above_the_limit_either() {
    let asked = Some(MAX_RETRY_AFTER + Duration::from_millis(1));
    for status in [429, 503] {
        let outcome = AttemptOutcome::of_status(status, asked);
        assert_eq!(outcome, AttemptOutcome::Refused { retry_after: asked });
        assert_eq!(pause_before_retry(outcome, READ, 0, 0.5), None, "{status}");
    }
}

#[test]
fn a_refusal_without_a_pause_is_retried_like_any_failure() {
    let refused = AttemptOutcome::of_status(429, None);
    for retry in 0..20 {
        assert_eq!(
            pause_before_retry(refused, WRITE, retry, 1.0),
            pause_before_retry(AttemptOutcome::ServerFault, READ, retry, 1.0)
        );
    }
}

proptest! {
    #[test]
    fn no_pause_is_longer_than_its_range(retry: u32, random in -1.0..2.0f64) {
        let longest = pause_before_retry(AttemptOutcome::Broken, READ, retry, 1.0).unwrap();
        prop_assert!(longest <= Duration::from_secs(8));
        prop_assert!(pause_before_retry(AttemptOutcome::Broken, READ, retry, random).unwrap() <= longest);
    }

    #[test]
    fn any_text_is_a_pause_or_none(text: String) {
        let _ = retry_after(&text, Timestamp::now());
    }

    #[test]
    fn a_date_in_any_form_is_a_pause_from_now(seconds in 0..1_000_000i64) {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let due = now + SignedDuration::from_secs(seconds);
        let expected = Duration::from_secs(seconds.unsigned_abs());
        for form in ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"] {
            let header = due.strftime(form).to_string();
            prop_assert_eq!(retry_after(&header, now), Some(expected), "{}", header);
        }
    }

    #[test]
    fn any_date_at_any_time_is_a_pause_that_is_kept_or_refused(
        due in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
        now in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
    ) {
        let (due, now) = (Timestamp::from_second(due).unwrap(), Timestamp::from_second(now).unwrap());
        let header = due.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let retry_after = retry_after(&header, now);
        let pause = pause_before_retry(AttemptOutcome::of_status(429, retry_after), WRITE, 0, 1.0);
        prop_assert!(pause.is_none_or(|pause| pause <= MAX_RETRY_AFTER));
    }
}

#[test]
fn a_budget_shared_by_threads_is_spent_once() {
    let budget = RetryBudget::new();
    let spend = || (0..100).filter(|_| budget.spend()).count();
    let spent: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(spend)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(spent, 100);
}

#[test]
fn an_absurd_pause_is_refused_and_never_computed_with() {
    let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    for text in [
        "18446744073709551615",
        "999999999999999999999999999999",
        "Thu, 30 Dec 9999 21:59:59 GMT",
        "Thu Dec 30 21:59:59 9999",
    ] {
        for now in [now, Timestamp::MIN, Timestamp::UNIX_EPOCH] {
            let asked = retry_after(text, now);
            assert!(asked.is_some_and(|asked| asked > MAX_RETRY_AFTER), "{text}");
            for status in [429, 503] {
                let outcome = AttemptOutcome::of_status(status, asked);
                assert_eq!(pause_before_retry(outcome, READ, 0, 0.5), None, "{text}");
            }
        }
        assert!(retry_after(text, Timestamp::MAX).is_some());
    }
    let longest = Some(Duration::MAX);
    assert_eq!(
        pause_before_retry(
            AttemptOutcome::of_status(429, longest),
            READ,
            u32::MAX,
            f64::MAX
        ),
        None
    );
}
