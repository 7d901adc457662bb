//! Calls made with reqwest alone, the lower limit for a client that is built on it.
//!
//! `bare_reqwest URL AT_ONCE` takes part in the benchmarks as `contenders.py` does: it makes some calls and
//! prints `ready`; then it reads lines with numbers of calls, makes them on one thread, and prints seconds.
#![allow(clippy::print_stdout, reason = "the figures")]

use std::cell::Cell;
use std::error::Error;
use std::io::{BufRead, stdin};
use std::time::Instant;

use reqwest::Client;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};

const TOKEN: &str = "fake-token-for-benchmarks";
const WARM_UP: usize = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, at_once] = arguments.as_slice() else {
        return Err("expected URL and AT_ONCE".into());
    };
    let at_once: usize = at_once.parse()?;
    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", HeaderValue::from_static(TOKEN));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let client = Client::builder()
        .default_headers(headers)
        .no_proxy()
        .build()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;

    let run = |count| runtime.block_on(calls(&client, url, count, at_once));
    run(WARM_UP)?;
    println!("ready");
    for line in stdin().lock().lines() {
        let count = line?.trim().parse()?;
        let began = Instant::now();
        run(count)?;
        println!("{} 0 0", began.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Makes so many calls, at most `at_once` of them at a time.
async fn calls(client: &Client, url: &str, count: usize, at_once: usize) -> reqwest::Result<()> {
    let left = Cell::new(count);
    let workers = (0..at_once).map(|_| async {
        while left.get() > 0 {
            left.set(left.get() - 1);
            let response = client.get(url).send().await?;
            response.error_for_status()?.bytes().await?;
        }
        Ok(())
    });
    futures_util::future::try_join_all(workers)
        .await
        .map(|_| ())
}
