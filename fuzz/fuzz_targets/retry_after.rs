//! Whatever pause a service asks for, it is a minute at most, or none.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use modelarts::transport::retry::{
    AttemptOutcome, MAX_RETRY_AFTER, pause_before_retry, retry_after,
};

fuzz_target!(|text: &str| {
    let asked = retry_after(text, Timestamp::UNIX_EPOCH);
    for status in [429, 503] {
        let pause = pause_before_retry(AttemptOutcome::of_status(status, asked), true, 0, 1.0);
        assert!(pause.is_none_or(|pause| pause <= MAX_RETRY_AFTER));
    }
});
