//! An HTTP client of its own, so that faults of the package's client can't hide those of the emulator.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::ops::Deref;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
use std::thread::sleep;
use std::time::Duration;

use modelarts::emulator::{ClockKind, Emulator, Interrupt, Options};
use serde_json::Value;

pub(crate) const PROJECT: &str = "cbfb9585c5854926a411a3f5a984fc09";

/// Held for reading by every emulator, for writing by the test that counts threads.
static THREADS: RwLock<()> = RwLock::new(());

pub(crate) struct Running {
    emulator: Emulator,
    _counted: RwLockReadGuard<'static, ()>,
}

impl Deref for Running {
    type Target = Emulator;

    fn deref(&self) -> &Emulator {
        &self.emulator
    }
}

impl Running {
    pub(crate) fn stop(&self) {
        self.emulator.stop(Interrupt::never());
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.emulator.advance(by, Interrupt::never());
    }

    pub(crate) fn reset(&self) {
        self.emulator.reset(Interrupt::never());
    }
}

/// Waits until no emulator runs. A queued writer would block a test that starts its second emulator.
pub(crate) fn alone() -> RwLockWriteGuard<'static, ()> {
    loop {
        match THREADS.try_write() {
            Ok(guard) => return guard,
            Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(1)),
        }
    }
}

pub(crate) fn start_with(options: Options) -> Running {
    let guard = THREADS.read().unwrap_or_else(PoisonError::into_inner);
    Running {
        emulator: Emulator::start(options).unwrap(),
        _counted: guard,
    }
}

pub(crate) fn start() -> Running {
    start_with(Options::default())
}

pub(crate) fn start_manual() -> Running {
    start_with(Options {
        clock: ClockKind::Manual,
        ..Options::default()
    })
}

pub(crate) fn address(emulator: &Emulator) -> SocketAddr {
    emulator
        .url()
        .strip_prefix("http://")
        .unwrap()
        .parse()
        .unwrap()
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found: Vec<&str> = self
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(found.len(), 1, "{name} in {:?}", self.headers);
        found[0]
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn code(&self) -> (u16, String) {
        let json = self.json();
        (
            self.status,
            json["error_code"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(emulator: &Emulator) -> Self {
        let stream = TcpStream::connect(address(emulator)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        Self(BufReader::new(stream))
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).unwrap();
    }

    pub(crate) fn ask(&mut self, request: &[u8]) -> Response {
        self.write(request);
        self.read(request.starts_with(b"HEAD"))
    }

    pub(crate) fn read(&mut self, headless: bool) -> Response {
        let status_line = self.line();
        let status = status_line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = Vec::new();
        loop {
            let line = self.line();
            match line.split_once(": ") {
                Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
                None => break,
            }
        }
        let mut response = Response {
            status,
            headers,
            text: String::new(),
        };
        if !headless && status != 204 {
            let mut body = vec![0; response.header("content-length").parse().unwrap()];
            self.0.read_exact(&mut body).unwrap();
            response.text = String::from_utf8(body).unwrap();
        }
        response
    }

    /// Everything until the connection ends, and the error it ends with, if not in good order.
    pub(crate) fn rest(&mut self) -> (String, Option<ErrorKind>) {
        let mut bytes = Vec::new();
        let end = self.0.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        (text, end.err().map(|error| error.kind()))
    }

    /// Whether the other side has closed, without a byte more.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.0.read(&mut [0]).map_or(true, |count| count == 0)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end_matches("\r\n").to_owned()
    }
}

pub(crate) type Headers<'a> = &'a [(&'a str, &'a str)];

pub(crate) fn request(method: &str, target: &str, headers: Headers<'_>, body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {target} HTTP/1.1\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        head += "Host: localhost\r\n";
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    [format!("{head}\r\n").as_bytes(), body].concat()
}

pub(crate) fn ask(
    emulator: &Emulator,
    method: &str,
    target: &str,
    headers: Headers<'_>,
    body: &[u8],
) -> Response {
    Connection::open(emulator).ask(&request(method, target, headers, body))
}

pub(crate) fn task_path(task: &str) -> String {
    format!("/v1/{PROJECT}/datasets/task/{task}")
}

/// A poll at a task with a token.
pub(crate) fn poll_with(emulator: &Emulator, token: &str, task: &str) -> Response {
    let headers = [("X-Auth-Token", token)];
    ask(emulator, "GET", &task_path(task), &headers, b"")
}

pub(crate) fn poll(emulator: &Emulator, task: &str) -> Response {
    poll_with(emulator, &emulator.issue_token(), task)
}

pub(crate) fn state(emulator: &Emulator, task: &str) -> String {
    let response = poll(emulator, task);
    assert_eq!(response.status, 200, "{}", response.text);
    response.json()["status"].as_str().unwrap().to_owned()
}
