//! Whatever bytes come, a task status is read or refused, read the same again, and has its fields.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::api::generated::dataset::TASK_STATUS;
use modelarts::schema::read;
use modelarts::value::Value;

fuzz_target!(|bytes: &[u8]| {
    let once = read(bytes, &TASK_STATUS);
    assert_eq!(once, read(bytes, &TASK_STATUS));
    if let Ok(task) = once {
        assert!(task.text("status").is_some());
        assert!(matches!(task.get("result"), Some(Value::List(_))));
        assert_ne!(task.text("error_code"), Some(""));
    }
});
