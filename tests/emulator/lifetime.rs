//! Start and stop.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use modelarts::emulator::{Emulator, EmulatorError, Interrupt, Options, TaskScript};

use super::raw::{
    Connection, address, alone, poll, poll_with, request, start, start_manual, start_with, state,
};

#[test]
fn an_emulator_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Emulator>();
}

#[test]
fn it_starts_and_stops_twenty_times_without_a_pause() {
    let begun = Instant::now();
    for _ in 0..20 {
        let emulator = start();
        assert!(emulator.is_running());
        emulator.stop();
    }
    let total = begun.elapsed();
    assert!(total < Duration::from_secs(20), "{total:?}");
}

#[test]
fn it_listens_on_loopback_only() {
    let emulator = start();
    assert!(emulator.url().starts_with("http://127.0.0.1:"));
    assert!(TcpStream::connect(("127.0.0.2", address(&emulator).port())).is_err());
}

#[test]
fn the_url_can_be_reached_whatever_it_listens_on() {
    let hosts = [
        (IpAddr::V4(Ipv4Addr::UNSPECIFIED), "http://127.0.0.1:"),
        (IpAddr::V6(Ipv6Addr::LOCALHOST), "http://[::1]:"),
    ];
    for (host, prefix) in hosts {
        let emulator = start_with(Options {
            host,
            ..Options::default()
        });
        assert!(emulator.url().starts_with(prefix), "{}", emulator.url());
        assert_eq!(poll(&emulator, "x").status, 404);
    }
}

#[test]
fn after_stop_connections_are_refused() {
    let emulator = start();
    let address = address(&emulator);
    emulator.stop();
    assert!(!emulator.is_running());
    let error = TcpStream::connect(address).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
    emulator.stop();
    assert_eq!(
        emulator.add_task(TaskScript::new("t")),
        Err(EmulatorError::Closed)
    );
}

#[test]
fn stop_closes_every_connection_soon_even_in_the_middle_of_a_request() {
    let emulator = start();
    let mut fresh = Connection::open(&emulator);
    let mut idle = Connection::open(&emulator);
    let _ = idle.ask(&request("GET", "/", &[], b""));
    let mut in_head = Connection::open(&emulator);
    in_head.write(b"GET / HT");
    let mut in_body = Connection::open(&emulator);
    in_body
        .write(b"POST /v3/auth/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");
    let _ = poll(&emulator, "x");
    let begun = Instant::now();
    emulator.stop();
    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
    for connection in [&mut fresh, &mut idle, &mut in_head, &mut in_body] {
        assert!(connection.is_at_end());
    }
}

#[test]
fn records_can_be_read_after_stop() {
    let emulator = start();
    let _ = poll(&emulator, "x");
    emulator.stop();
    assert_eq!(emulator.requests().len(), 1);
}

#[test]
fn a_port_can_be_used_again_at_once() {
    let first = start();
    let port = address(&first).port();
    let _ = poll(&first, "x");
    first.stop();
    let second = start_with(Options {
        port,
        ..Options::default()
    });
    assert_eq!(poll(&second, "x").status, 404);
}

#[test]
fn an_address_in_use_is_an_error_that_names_it() {
    let first = start();
    let address = address(&first);
    let options = Options {
        port: address.port(),
        ..Options::default()
    };
    let error = Emulator::start(options).unwrap_err();
    assert_eq!(error, EmulatorError::AddressInUse { address });
    assert!(error.to_string().contains(&address.to_string()));
}

#[test]
fn an_address_of_another_machine_is_an_error() {
    let _counted = start();
    let host = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    let error = Emulator::start(Options {
        host,
        ..Options::default()
    })
    .unwrap_err();
    assert!(matches!(error, EmulatorError::Start { .. }), "{error}");
}

#[test]
fn several_run_side_by_side() {
    let emulators: Vec<_> = (0..8).map(|_| start()).collect();
    for (number, emulator) in emulators.iter().enumerate() {
        emulator
            .add_task(TaskScript::new(format!("t{number}")))
            .unwrap();
    }
    for (number, emulator) in emulators.iter().enumerate() {
        assert_eq!(poll(emulator, &format!("t{number}")).status, 200);
        assert_eq!(poll(emulator, &format!("t{}", number + 1)).status, 404);
        assert_eq!(emulator.requests().len(), 2);
    }
}

#[test]
fn many_threads_may_use_one() {
    let emulator = start();
    let token = emulator.issue_token();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (emulator, token) = (&emulator, &token);
            scope.spawn(move || {
                for number in 0..50 {
                    let id = format!("{thread}-{number}");
                    emulator.add_task(TaskScript::new(&id)).unwrap();
                    assert_eq!(poll_with(emulator, token, &id).status, 200);
                }
            });
        }
    });
    assert_eq!(emulator.requests().len(), 400);
}

#[test]
fn reset_keeps_only_the_credentials() {
    let emulator = start_manual();
    let token = emulator.issue_token();
    let keys = [emulator.password(), emulator.access_key()].map(str::to_owned);
    emulator.add_task(TaskScript::new("t")).unwrap();
    emulator.advance(Duration::from_secs(1_000_000));
    let _ = state(&emulator, "t");
    emulator.reset();
    assert!(emulator.requests().is_empty());
    assert_eq!(
        poll_with(&emulator, &token, "t").code(),
        (401, "ModelArts.0202".into())
    );
    let response = poll(&emulator, "t");
    assert_eq!(response.status, 404);
    let date = jiff::fmt::rfc2822::parse(response.header("Date"))
        .unwrap()
        .timestamp();
    assert!(jiff::Timestamp::now().duration_since(date).as_secs().abs() <= 2);
    assert_eq!([emulator.password(), emulator.access_key()], keys);
    emulator.add_task(TaskScript::new("t")).unwrap();
    assert_eq!(state(&emulator, "t"), "PENDING");
}

#[test]
fn it_can_be_started_and_dropped_inside_another_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let emulator = start();
        assert_eq!(poll(&emulator, "x").status, 404);
    });
}

#[test]
fn a_stop_that_was_interrupted_is_finished_by_the_next() {
    let _counted = start();
    for interrupted_after in [0, 1, 2, 3, 5, 8] {
        let emulator = Emulator::start(Options::default()).unwrap();
        let root = emulator.root();
        for folder in 0..200 {
            std::fs::create_dir_all(root.join(format!("bucket/{folder}/a/b/c/d"))).unwrap();
        }
        let asked = AtomicUsize::new(0);
        let is_requested = || asked.fetch_add(1, Ordering::SeqCst) >= interrupted_after;
        emulator.stop(Interrupt::when(&is_requested));
        emulator.stop(Interrupt::never());
        assert!(!root.exists(), "{interrupted_after}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn stop_and_drop_leave_no_thread_and_no_descriptor() {
    let _alone = alone();
    let descriptors = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    assert_eq!(threads(), 0);
    let before = descriptors();
    let emulators: Vec<_> = (0..3)
        .map(|_| Emulator::start(Options::default()).unwrap())
        .collect();
    assert_eq!(threads(), 3);
    let _ = poll(&emulators[0], "x");
    emulators[0].stop(Interrupt::never());
    drop(emulators);
    // The kernel takes a thread off its list just after it lets the waiting one go.
    let deadline = Instant::now() + Duration::from_secs(30);
    while threads() > 0 && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert_eq!(threads(), 0);
    assert_eq!(descriptors(), before);
}

#[cfg(target_os = "linux")]
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .filter(|name| name.trim() == &"modelarts-emulator"[..15])
        .count()
}
