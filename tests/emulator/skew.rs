//! A service with a wrong clock.

use jiff::Timestamp;
use modelarts::emulator::TaskScript;

use super::authentication::{passed, refused};
use super::raw::{Response, poll_with, start, start_manual, state};
use super::signature::Signed;

fn date(response: &Response) -> Timestamp {
    jiff::fmt::rfc2822::parse(response.header("Date"))
        .unwrap()
        .timestamp()
}

#[test]
fn a_skewed_clock_changes_dates_and_the_time_window_of_signatures() {
    let emulator = start();
    for skew in [1200, -1200] {
        emulator.skew_clock(f64::from(skew)).unwrap();
        let response = Signed::default().send(&emulator);
        refused(&response, 401, "APIGW.0303");
        let off = date(&response).duration_since(Timestamp::now()).as_secs();
        assert!((off - i64::from(skew)).abs() <= 2, "{off}");
    }
    emulator.skew_clock(840.0).unwrap();
    passed(&Signed::default().send(&emulator));
    emulator.skew_clock(-1e300).unwrap();
    refused(&Signed::default().send(&emulator), 401, "APIGW.0303");
    emulator.reset();
    passed(&Signed::default().send(&emulator));
}

#[test]
fn a_skewed_clock_changes_tokens_and_not_tasks() {
    let emulator = start_manual();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let before = emulator.issue_token();
    emulator.skew_clock(86_401.0).unwrap();
    refused(&poll_with(&emulator, &before, "t"), 401, "ModelArts.0202");
    assert_eq!(state(&emulator, "t"), "PENDING");
    emulator.skew_clock(-3600.0).unwrap();
    assert_eq!(poll_with(&emulator, &before, "t").status, 200);
}

#[test]
fn a_skew_that_is_not_finite_is_refused() {
    let emulator = start();
    for seconds in [f64::NAN, f64::INFINITY] {
        let error = emulator.skew_clock(seconds).unwrap_err();
        assert!(error.to_string().starts_with("seconds: is "), "{error}");
    }
}
