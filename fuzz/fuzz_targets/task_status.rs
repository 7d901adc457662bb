//! Whatever bytes come, the parser reads or refuses them, and reads the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::model::{TaskStatus, read};

fuzz_target!(|bytes: &[u8]| {
    let once = read::<TaskStatus>(bytes);
    assert_eq!(once, read::<TaskStatus>(bytes));
    if let Ok(task) = once {
        for entry in &task.result {
            let _ = entry.kind();
        }
    }
});
