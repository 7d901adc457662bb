//! Whatever the body of an error is, it is read without a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::transport::failure::Failure;

fuzz_target!(|bytes: &[u8]| {
    let _ = Failure::read(bytes);
    let _ = Failure::in_success(bytes);
});
