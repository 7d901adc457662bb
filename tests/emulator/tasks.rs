//! The states of tasks.

use std::time::Duration;

use modelarts::emulator::{ClockKind, Emulator, EmulatorError, Options, Steps, TaskScript};
use serde_json::{Value, json};

use super::raw::{poll, start, start_manual, start_with, state};

fn polls(states: &[(&str, u32)]) -> Steps {
    Steps::Polls(
        states
            .iter()
            .map(|(state, polls)| ((*state).into(), *polls))
            .collect(),
    )
}

fn times(states: &[(f64, &str)]) -> Steps {
    Steps::Times(
        states
            .iter()
            .map(|(begin, state)| (*begin, (*state).into()))
            .collect(),
    )
}

fn paced(states: &[&str]) -> Steps {
    Steps::Paced(states.iter().map(|state| (*state).into()).collect())
}

fn task(id: &str, steps: Steps) -> TaskScript {
    TaskScript {
        steps,
        ..TaskScript::new(id)
    }
}

fn add(emulator: &Emulator, steps: Steps) {
    emulator.add_task(task("t", steps)).unwrap();
}

fn seen(emulator: &Emulator, count: usize) -> Vec<String> {
    (0..count).map(|_| state(emulator, "t")).collect()
}

#[test]
fn a_task_may_change_by_polls() {
    let emulator = start();
    add(
        &emulator,
        polls(&[("PENDING", 1), ("RUNNING", 3), ("SUCCESS", 1)]),
    );
    let expected = [
        "PENDING", "RUNNING", "RUNNING", "RUNNING", "SUCCESS", "SUCCESS", "SUCCESS",
    ];
    assert_eq!(seen(&emulator, 7), expected);
}

#[test]
fn a_last_state_that_is_not_final_stays_too() {
    let emulator = start();
    add(&emulator, polls(&[("PENDING", 1), ("RUNNING", 1)]));
    assert_eq!(
        seen(&emulator, 4),
        ["PENDING", "RUNNING", "RUNNING", "RUNNING"]
    );
}

#[test]
fn a_task_may_change_by_time() {
    let emulator = start_manual();
    add(
        &emulator,
        times(&[(0.0, "RUNNING"), (5.0, "RETRY"), (7.5, "SUCCESS")]),
    );
    assert_eq!(seen(&emulator, 2), ["RUNNING", "RUNNING"]);
    emulator.advance(Duration::from_millis(4_999));
    assert_eq!(state(&emulator, "t"), "RUNNING");
    emulator.advance(Duration::from_millis(1));
    assert_eq!(state(&emulator, "t"), "RETRY");
    emulator.advance(Duration::from_secs(3600));
    assert_eq!(state(&emulator, "t"), "SUCCESS");
}

#[test]
fn a_tasks_time_begins_when_it_is_added() {
    let emulator = start_manual();
    emulator.advance(Duration::from_secs(100));
    add(&emulator, times(&[(0.0, "RUNNING"), (1.0, "SUCCESS")]));
    assert_eq!(state(&emulator, "t"), "RUNNING");
}

#[test]
fn by_default_a_task_succeeds_at_the_emulators_pace() {
    let emulator = start_with(Options {
        pace: Duration::from_secs(2),
        clock: ClockKind::Manual,
        ..Options::default()
    });
    emulator.add_task(TaskScript::new("t")).unwrap();
    for expected in ["PENDING", "STARTED", "RUNNING", "SUCCESS", "SUCCESS"] {
        assert_eq!(state(&emulator, "t"), expected);
        emulator.advance(Duration::from_secs(2));
    }
}

#[test]
fn the_real_clock_runs_and_can_be_advanced() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(state(&emulator, "t"), "SUCCESS");
    emulator
        .add_task(task("long", times(&[(0.0, "RUNNING"), (1e6, "SUCCESS")])))
        .unwrap();
    assert_eq!(state(&emulator, "long"), "RUNNING");
    emulator.advance(Duration::from_secs(1_000_000));
    assert_eq!(state(&emulator, "long"), "SUCCESS");
}

#[test]
fn without_pace_a_task_succeeds_at_once() {
    let emulator = start_with(Options {
        pace: Duration::ZERO,
        ..Options::default()
    });
    emulator.add_task(TaskScript::new("t")).unwrap();
    assert_eq!(state(&emulator, "t"), "SUCCESS");
}

#[test]
fn a_final_state_stays() {
    let emulator = start_manual();
    add(&emulator, polls(&[("SUCCESS", 1), ("RUNNING", 1)]));
    assert_eq!(seen(&emulator, 3), ["SUCCESS"; 3]);
    emulator
        .add_task(task("f", paced(&["FAILURE", "SUCCESS"])))
        .unwrap();
    emulator.advance(Duration::from_secs(9));
    assert_eq!(state(&emulator, "f"), "FAILURE");
}

#[test]
fn the_result_is_shown_at_success_and_not_before() {
    let emulator = start();
    let result = json!([{"createDatasetSuccess": [{"dataset_id": "d", "file_count": 3}]}]);
    let steps = polls(&[("RUNNING", 1), ("SUCCESS", 1)]);
    let script = TaskScript {
        result: result.clone(),
        ..task("t", steps)
    };
    emulator.add_task(script).unwrap();
    assert_eq!(
        poll(&emulator, "t").json(),
        json!({"status": "RUNNING", "result": []})
    );
    assert_eq!(
        poll(&emulator, "t").json(),
        json!({"status": "SUCCESS", "result": result})
    );
}

#[test]
fn a_failure_has_code_and_message() {
    let emulator = start();
    let error = Some(("ModelArts.1674".to_owned(), "No such dataset.".to_owned()));
    let script = TaskScript {
        error,
        ..task("t", paced(&["FAILURE"]))
    };
    emulator.add_task(script).unwrap();
    emulator.add_task(task("u", paced(&["FAILURE"]))).unwrap();
    let failed = |code: &str, message: &str| -> Value {
        let failed = json!([{"failed": [{"error_code": code, "error_msg": message}]}]);
        json!({"status": "FAILURE", "result": failed})
    };
    assert_eq!(
        poll(&emulator, "t").json(),
        failed("ModelArts.1674", "No such dataset.")
    );
    assert_eq!(
        poll(&emulator, "u").json(),
        failed("ModelArts.1654", "System error.")
    );
}

#[test]
fn undocumented_states_are_accepted_if_asked_for() {
    let emulator = start();
    let steps = polls(&[("success", 1), ("\"ÉTAT\"\n", 1)]);
    let refused = emulator.add_task(task("t", steps.clone())).unwrap_err();
    let nearest = r#""success" is not a documented state, the nearest one is SUCCESS"#;
    assert!(refused.to_string().contains(nearest), "{refused}");
    let asked = TaskScript {
        allow_unknown_states: true,
        ..task("t", steps)
    };
    emulator.add_task(asked).unwrap();
    assert_eq!(seen(&emulator, 2), ["success", "\"ÉTAT\"\n"]);
    assert_eq!(poll(&emulator, "t").json()["result"], json!([]));
}

#[test]
fn ids_are_percent_decoded() {
    let emulator = start();
    emulator
        .add_task(task("a b/ü%", paced(&["RUNNING"])))
        .unwrap();
    assert_eq!(state(&emulator, "a%20b%2F%C3%BC%25"), "RUNNING");
}

#[test]
fn an_invalid_script_is_refused() {
    let emulator = start();
    let bad = [
        ("no states", polls(&[])),
        ("no states", times(&[])),
        ("no states", paced(&[])),
        ("lasts 0 polls", polls(&[("RUNNING", 0), ("SUCCESS", 1)])),
        (
            "the first state must begin at 0",
            times(&[(1.0, "RUNNING")]),
        ),
        ("later than", times(&[(0.0, "PENDING"), (0.0, "RUNNING")])),
        (
            "later than",
            times(&[(0.0, "PENDING"), (2.0, "RUNNING"), (1.0, "SUCCESS")]),
        ),
        ("expected a number of seconds", times(&[(-1.0, "PENDING")])),
        (
            "expected a number of seconds",
            times(&[(0.0, "PENDING"), (f64::NAN, "RUNNING")]),
        ),
        (
            "expected a number of seconds",
            times(&[(0.0, "PENDING"), (f64::INFINITY, "RUNNING")]),
        ),
    ];
    for (problem, steps) in bad {
        let error = emulator.add_task(task("t", steps)).unwrap_err();
        assert!(matches!(error, EmulatorError::Script { .. }));
        assert!(error.to_string().contains(problem), "{error}");
    }
    let error = emulator.add_task(TaskScript::new("")).unwrap_err();
    assert!(error.to_string().contains("task_id is empty"), "{error}");
}

#[test]
fn an_id_is_used_once() {
    let emulator = start();
    emulator.add_task(TaskScript::new("t")).unwrap();
    let again = emulator.add_task(TaskScript::new("t"));
    assert_eq!(
        again,
        Err(EmulatorError::DuplicateTask {
            task_id: "t".into()
        })
    );
}

#[test]
fn a_clock_can_be_advanced_without_limit() {
    let emulator = start_manual();
    add(&emulator, times(&[(0.0, "RUNNING"), (1.0, "SUCCESS")]));
    emulator.advance(Duration::MAX);
    emulator.advance(Duration::MAX);
    assert_eq!(state(&emulator, "t"), "SUCCESS");
    assert!(poll(&emulator, "t").header("Date").ends_with("GMT"));
}
