//! Whatever a server sends as a response, the call ends in a value or an error, shows no secret, and
//! reads no more than the limit.
//!
//! The first byte of the input says what is done with the rest, which is the response.
#![no_main]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use modelarts::api::generated::operation;
use modelarts::auth::FixedToken;
use modelarts::error::Error;
use modelarts::http::{Endpoint, HttpConfig, ProxySetting, tls};
use modelarts::operation::Arguments;
use modelarts::transport::{
    Background, BackgroundTask, Context, Limits, LogBuffer, Response, Transport,
};
use modelarts::value::Value;

const SECRET: &str = "fake-token/of the&client";
const MAX_BYTES: usize = 64 * 1024;

/// What the server sends next.
static SENT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static CLIENT: OnceLock<Client> = OnceLock::new();

/// Nothing is fetched for a token that is given.
struct NoBackground;

impl Background for NoBackground {
    fn start(&self, _work: BackgroundTask) -> Result<(), Error> {
        Err(Error::Internal("not needed".into()))
    }
}

struct Client {
    runtime: tokio::runtime::Runtime,
    transport: Arc<Transport>,
    arguments: Arguments,
}

impl Client {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        thread::Builder::new()
            .spawn(move || listener.incoming().flatten().for_each(serve))
            .expect("a thread");
        let proxy = ProxySetting::Direct;
        let config = HttpConfig {
            tls: tls::client_config(&tls::Trust::Unverified, false).expect("no roots are needed"),
            proxy: proxy.clone(),
            connect_timeout: None,
            max_response_bytes: MAX_BYTES,
        };
        let endpoint = Endpoint::new(&address, &proxy).expect("an address");
        let token = Box::new(FixedToken::new(SECRET.into()));
        Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            transport: Arc::new(Transport::new(endpoint, None, config, token).expect("no proxy")),
            arguments: arguments(),
        }
    }

    fn call(&self) -> (Result<Response, Error>, Arc<LogBuffer>) {
        let log = Arc::new(LogBuffer::default());
        log.set_detailed(true);
        let limits = Limits {
            timeout: Some(Duration::from_secs(10)),
            max_retries: 0,
        };
        let outcome = self.runtime.block_on(async {
            let context = Context {
                connections: self.transport.connections().expect("no proxy"),
                log: Arc::clone(&log),
                background: Arc::new(NoBackground),
            };
            self.transport.send(&context, &self.arguments, limits).await
        });
        (outcome, log)
    }
}

fn arguments() -> Arguments {
    let operation = operation("get_task_status").expect("it is in the table");
    let mut arguments = Arguments::new(operation);
    for parameter in operation.parameters {
        arguments.set(
            parameter,
            Value::Text("p".to_owned()),
            true,
            &mut Vec::new(),
        );
    }
    arguments.project = Some("p".into());
    arguments
}

fn serve(mut stream: TcpStream) {
    let mut received = Vec::new();
    let mut part = [0; 4096];
    while !received.ends_with(b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(length @ 1..) => received.extend_from_slice(&part[..length]),
            _ => return,
        }
    }
    let sent = SENT.lock().expect("no panic").clone();
    let _ = stream.write_all(&sent);
}

/// Compresses the body of a response, and says so in its head.
fn compressed(response: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"\r\n\r\n";
    let head = response.windows(END.len()).position(|part| part == END);
    let (head, body) = response.split_at(head.unwrap_or(response.len()));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let body = body.strip_prefix(END).unwrap_or(body);
    encoder.write_all(body).expect("memory");
    let body = encoder.finish().expect("memory");
    [head, b"\r\nContent-Encoding: gzip", END, &body].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((options, response)) = bytes.split_first() else {
        return;
    };
    // No part of the secret is anywhere else.
    if response
        .to_ascii_lowercase()
        .windows(4)
        .any(|part| part == b"fake")
    {
        return;
    }
    let mut sent = response.to_vec();
    if options & 1 != 0 {
        sent.extend(SECRET.as_bytes());
    }
    if options & 2 != 0 {
        sent = compressed(&sent);
    }
    if options & 4 != 0 {
        sent.pop();
    }
    *SENT.lock().expect("no panic") = sent;
    let (outcome, log) = CLIENT.get_or_init(Client::new).call();
    let mut shown: Vec<String> = log.take().into_iter().map(|record| record.text).collect();
    match outcome {
        Ok(response) => assert!(response.body_bytes <= MAX_BYTES),
        Err(error) => shown.push(error.to_string()),
    }
    for text in shown {
        assert!(!text.contains("fake-token"), "{text}");
        assert!(!text.contains(char::is_control), "{text:?}");
    }
});
