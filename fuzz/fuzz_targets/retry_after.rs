//! Whatever a server asks to wait, it is a wait of a minute at most, or none.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use modelarts::transport::retry::{Outcome, retry_after, wait_before};

fuzz_target!(|text: &str| {
    let asked = retry_after(text, Timestamp::UNIX_EPOCH);
    for status in [429, 503] {
        let wait = wait_before(Outcome::of_status(status, asked), true, 0, 1.0);
        assert!(wait.is_none_or(|wait| wait.as_secs() <= 60));
    }
});
