//! A service whose clock is wrong.

use jiff::Timestamp;
use modelarts::emulator::TaskScript;

use super::authentication::{passed, refused};
use super::raw::{Answer, look_with, start, start_manual, state};
use super::signature::Signed;

fn date(answer: &Answer) -> Timestamp {
    jiff::fmt::rfc2822::parse(answer.header("Date"))
        .unwrap()
        .timestamp()
}

#[test]
fn a_skewed_clock_shows_in_dates_and_in_the_window_of_signatures() {
    let emulator = start();
    for skew in [1200, -1200] {
        emulator.skew_clock(f64::from(skew)).unwrap();
        let answer = Signed::default().send(&emulator);
        refused(&answer, 401, "APIGW.0303");
        let off = date(&answer).duration_since(Timestamp::now()).as_secs();
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
fn a_skewed_clock_dates_tokens_and_moves_no_task() {
    let emulator = start_manual();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let before = emulator.issue_token();
    emulator.skew_clock(86_401.0).unwrap();
    refused(&look_with(&emulator, &before, "t"), 401, "ModelArts.0202");
    assert_eq!(state(&emulator, "t"), "PENDING");
    emulator.skew_clock(-3600.0).unwrap();
    assert_eq!(look_with(&emulator, &before, "t").status, 200);
}

#[test]
fn a_skew_that_is_no_number_is_refused() {
    let emulator = start();
    for seconds in [f64::NAN, f64::INFINITY] {
        let error = emulator.skew_clock(seconds).unwrap_err();
        assert!(error.to_string().starts_with("seconds: is "), "{error}");
    }
}
