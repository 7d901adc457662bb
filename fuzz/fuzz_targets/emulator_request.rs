//! Whatever bytes a client sends to the emulator, it still responds to the others.
#![no_main]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use modelarts::emulator::{Emulator, Options};

static EMULATOR: OnceLock<Emulator> = OnceLock::new();
const GOOD: &[u8] = b"GET /v1/p/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fuzz_target!(|bytes: &[u8]| {
    let emulator = EMULATOR.get_or_init(|| Emulator::start(Options::default()).expect("it starts"));
    let address = emulator.url().trim_start_matches("http://").to_owned();
    let ask = |request: &[u8], is_all: bool| {
        let mut stream = TcpStream::connect(&address).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a limit of time");
        let _ = stream.write_all(request);
        // A server may take the end of what is sent for a client that has gone away.
        if is_all {
            let _ = stream.shutdown(Shutdown::Write);
        }
        let mut response = Vec::new();
        if let Err(error) = stream.read_to_end(&mut response) {
            response.extend(format!("{error}").into_bytes());
        }
        response
    };
    ask(bytes, true);
    // The request has no credential, so 401 is the right response.
    let response = ask(GOOD, false);
    assert!(
        response.starts_with(b"HTTP/1.1 401"),
        "{}",
        String::from_utf8_lossy(&response)
    );
});
