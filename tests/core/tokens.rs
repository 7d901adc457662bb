//! One token for all who wait, renewed in time, and a failure told to all.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::{Context, Waker};
use std::time::Duration;

use modelarts::credential::iam::{Scope, Token, TokenStore, token_request};
use modelarts::error::{Error, Phase, ServiceError, TimeoutError};
use modelarts::wire::Received;
use reqwest::header::HeaderName;
use secrecy::ExposeSecret;
use tokio::task::{JoinSet, yield_now};
use tokio::time::Instant;

const DAY: Duration = Duration::from_secs(24 * 3600);

fn token(value: &str, life: Duration) -> Token {
    Token::new(value.into(), None, Instant::now(), life)
}

fn timeout() -> Error {
    Error::Timeout(Box::new(TimeoutError {
        operation: "test",
        phase: Phase::Waiting,
        elapsed: Duration::ZERO,
        peer: String::new(),
        attempts: 1,
        request_id: None,
        last_failure: None,
    }))
}

fn value(token: Result<Arc<Token>, Error>) -> String {
    token.unwrap().value().expose_secret().to_owned()
}

#[tokio::test]
async fn all_who_wait_share_one_fetch() {
    let (store, fetches) = (
        Arc::new(TokenStore::default()),
        Arc::new(AtomicUsize::new(0)),
    );
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (store, fetches) = (Arc::clone(&store), Arc::clone(&fetches));
        calls.spawn(async move {
            let fetch = async || {
                let number = fetches.fetch_add(1, Ordering::SeqCst);
                yield_now().await;
                Ok(token(&format!("token-{number}"), DAY))
            };
            value(store.valid(None, None, fetch).await)
        });
    }
    let values = calls.join_all().await;
    assert!(values.iter().all(|value| value == "token-0"), "{values:?}");
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
}

#[test]
fn threads_that_come_while_another_finishes_do_not_fetch_again() {
    const THREADS: usize = 4;
    for round in 0..2_000 {
        let (store, fetches) = (TokenStore::default(), AtomicUsize::new(0));
        let start = Barrier::new(THREADS);
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    start.wait();
                    let fetch = async || {
                        fetches.fetch_add(1, Ordering::SeqCst);
                        Ok(token("token", DAY))
                    };
                    let mut context = Context::from_waker(Waker::noop());
                    let mut call = pin!(store.valid(None, None, fetch));
                    while call.as_mut().poll(&mut context).is_pending() {
                        std::thread::yield_now();
                    }
                });
            }
        });
        assert_eq!(fetches.load(Ordering::SeqCst), 1, "round {round}");
    }
}

#[tokio::test]
async fn a_failure_is_told_to_all_who_waited_and_the_next_call_tries_again() {
    let (store, fetches) = (
        Arc::new(TokenStore::default()),
        Arc::new(AtomicUsize::new(0)),
    );
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (store, fetches) = (Arc::clone(&store), Arc::clone(&fetches));
        calls.spawn(async move {
            let fetch = async || {
                fetches.fetch_add(1, Ordering::SeqCst);
                yield_now().await;
                Err(Error::Config("refused".into()))
            };
            store
                .valid(None, None, fetch)
                .await
                .unwrap_err()
                .to_string()
        });
    }
    assert!(
        calls
            .join_all()
            .await
            .iter()
            .all(|error| error == "refused")
    );
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
    assert_eq!(
        value(
            store
                .valid(None, None, async || Ok(token("later", DAY)))
                .await
        ),
        "later"
    );
}

#[tokio::test]
async fn when_the_fetcher_is_dropped_another_fetches() {
    let store = Arc::new(TokenStore::default());
    let first = Arc::clone(&store);
    let fetcher = tokio::spawn(async move {
        first
            .valid(None, None, async || std::future::pending().await)
            .await
    });
    yield_now().await;
    let second = Arc::clone(&store);
    let waiter = tokio::spawn(async move {
        value(
            second
                .valid(None, None, async || Ok(token("second", DAY)))
                .await,
        )
    });
    yield_now().await;
    assert!(!waiter.is_finished());
    fetcher.abort();
    assert_eq!(waiter.await.unwrap(), "second");
}

#[tokio::test]
async fn a_fetcher_that_ran_out_of_time_speaks_only_for_itself() {
    let store = Arc::new(TokenStore::default());
    let first = Arc::clone(&store);
    let fetcher = tokio::spawn(async move {
        let fetch = async || {
            yield_now().await;
            yield_now().await;
            Err(timeout())
        };
        first.valid(None, Some(Instant::now()), fetch).await
    });
    yield_now().await;
    assert_eq!(
        value(
            store
                .valid(None, None, async || Ok(token("mine", DAY)))
                .await
        ),
        "mine"
    );
    assert!(matches!(fetcher.await.unwrap(), Err(Error::Timeout(_))));
}

#[tokio::test]
async fn a_service_that_nobody_can_reach_is_waited_for_once() {
    let (store, fetches) = (TokenStore::default(), AtomicUsize::new(0));
    let much_later = Some(Instant::now() + DAY);
    let fetch = async || {
        fetches.fetch_add(1, Ordering::SeqCst);
        yield_now().await;
        Err(timeout())
    };
    let (first, second) = tokio::join!(
        store.valid(None, much_later, fetch),
        store.valid(None, much_later, fetch)
    );
    for waited in [first, second] {
        assert!(matches!(waited, Err(Error::Timeout(_))));
    }
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn who_was_refused_does_not_ask_again_at_once() {
    for (http_status, asks_again) in [(401, false), (403, false), (429, true), (503, true)] {
        let (store, fetches) = (TokenStore::default(), AtomicUsize::new(0));
        for _ in 0..3 {
            let fetch = async || {
                fetches.fetch_add(1, Ordering::SeqCst);
                Err(Error::Service(Box::new(ServiceError {
                    http_status,
                    ..ServiceError::default()
                })))
            };
            let refused = store.valid(None, None, fetch).await;
            assert!(matches!(refused, Err(Error::Service(_))));
        }
        let expected = if asks_again { 3 } else { 1 };
        assert_eq!(fetches.load(Ordering::SeqCst), expected, "{http_status}");
    }
}

#[tokio::test]
async fn a_valid_token_is_not_fetched_again() {
    let store = TokenStore::default();
    store
        .valid(None, None, async || Ok(token("one", DAY)))
        .await
        .unwrap();
    assert_eq!(
        value(
            store
                .valid(None, None, async || panic!("fetched again"))
                .await
        ),
        "one"
    );
}

#[tokio::test]
async fn an_expired_token_is_replaced() {
    let store = TokenStore::default();
    store
        .valid(None, None, async || Ok(token("one", Duration::ZERO)))
        .await
        .unwrap();
    assert_eq!(
        value(
            store
                .valid(None, None, async || Ok(token("two", DAY)))
                .await
        ),
        "two"
    );
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_however_many_were_refused() {
    let store = TokenStore::default();
    let refused = store
        .valid(None, None, async || Ok(token("one", DAY)))
        .await
        .unwrap();
    assert_eq!(
        value(
            store
                .valid(Some(&refused), None, async || Ok(token("two", DAY)))
                .await
        ),
        "two"
    );
    assert_eq!(
        value(
            store
                .valid(Some(&refused), None, async || panic!("fetched again"))
                .await
        ),
        "two"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threads_that_are_refused_at_once_replace_the_token_once() {
    const ROUNDS: usize = 20_000;
    let store = Arc::new(TokenStore::default());
    let fetches = Arc::new(AtomicUsize::new(0));
    let mut refused = Arc::new(token("first", DAY));
    for round in 1..=ROUNDS {
        let mut calls = JoinSet::new();
        for _ in 0..8 {
            let (store, fetches, refused) = (
                Arc::clone(&store),
                Arc::clone(&fetches),
                Arc::clone(&refused),
            );
            calls.spawn(async move {
                let fetch = async || {
                    let number = fetches.fetch_add(1, Ordering::SeqCst);
                    Ok(token(&format!("token-{number}"), DAY))
                };
                store.valid(Some(&refused), None, fetch).await.unwrap()
            });
        }
        for token in calls.join_all().await {
            refused = token;
        }
        assert_eq!(fetches.load(Ordering::SeqCst), round);
    }
}

/// A token that is due for renewal and still valid.
async fn due(store: &TokenStore) {
    let past = Instant::now().checked_sub(Duration::from_secs(95)).unwrap();
    let fetched = Token::new("old".into(), None, past, Duration::from_secs(100));
    store.valid(None, None, async || Ok(fetched)).await.unwrap();
}

#[tokio::test]
async fn while_one_call_renews_ahead_of_time_the_others_go_on_with_the_valid_token() {
    let store = Arc::new(TokenStore::default());
    due(&store).await;
    let renewing = Arc::clone(&store);
    let renewal = tokio::spawn(async move {
        let fetch = async || {
            yield_now().await;
            yield_now().await;
            Ok(token("new", DAY))
        };
        value(renewing.valid(None, None, fetch).await)
    });
    yield_now().await;
    assert_eq!(
        value(
            store
                .valid(None, None, async || panic!("fetched twice"))
                .await
        ),
        "old"
    );
    assert_eq!(renewal.await.unwrap(), "new");
    assert_eq!(
        value(
            store
                .valid(None, None, async || panic!("fetched again"))
                .await
        ),
        "new"
    );
}

#[tokio::test]
async fn a_renewal_ahead_of_time_that_fails_is_no_error_and_not_repeated_at_once() {
    let store = TokenStore::default();
    due(&store).await;
    let failed = store
        .valid(None, None, async || {
            Err(Error::Config("IAM is down".into()))
        })
        .await;
    assert_eq!(value(failed), "old");
    assert_eq!(
        value(
            store
                .valid(None, None, async || panic!("fetched again"))
                .await
        ),
        "old"
    );
}

#[tokio::test(start_paused = true)]
async fn a_renewal_ahead_of_time_that_hangs_does_not_keep_its_call_from_the_valid_token() {
    let store = TokenStore::default();
    due(&store).await;
    let began = Instant::now();
    let hanging = store.valid(None, None, async || std::future::pending().await);
    assert_eq!(value(hanging.await), "old");
    assert!(began.elapsed() <= Duration::from_secs(5));
}

#[tokio::test]
async fn a_renewal_ahead_of_time_that_is_given_up_is_not_taken_up_by_the_next_call_at_once() {
    let store = TokenStore::default();
    due(&store).await;
    {
        let mut given_up = pin!(store.valid(None, None, async || std::future::pending().await));
        let mut context = Context::from_waker(Waker::noop());
        assert!(given_up.as_mut().poll(&mut context).is_pending());
    }
    let next = store.valid(None, None, async || panic!("fetched again"));
    assert_eq!(value(next.await), "old");
}

#[tokio::test]
async fn a_token_refused_while_it_is_renewed_ahead_of_time_is_not_handed_out_again() {
    let store = Arc::new(TokenStore::default());
    due(&store).await;
    let renewing = Arc::clone(&store);
    let renewal = tokio::spawn(async move {
        let fetch = async || {
            yield_now().await;
            yield_now().await;
            Ok(token("new", DAY))
        };
        value(renewing.valid(None, None, fetch).await)
    });
    yield_now().await;
    let old = token("old", DAY);
    let after_refusal = store.valid(Some(&old), None, async || panic!("fetched twice"));
    assert_eq!(value(after_refusal.await), "new");
    assert_eq!(renewal.await.unwrap(), "new");
}

fn answer(headers: &[(&str, &str)], body: &str) -> Received {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
        .collect();
    Received {
        status: 201,
        headers,
        body: body.as_bytes().to_vec(),
    }
}

#[test]
fn the_token_request_is_the_documented_one() {
    let scope = Scope::Region("cn-north-1".into());
    let request = token_request("ACCOUNT", "USER", &"PASSWORD".into(), &scope).request;
    assert_eq!(
        (
            request.method.as_str(),
            request.path.as_str(),
            request.query.as_str()
        ),
        ("POST", "/v3/auth/tokens", "nocatalog=true")
    );
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    let user =
        serde_json::json!({"name": "USER", "password": "PASSWORD", "domain": {"name": "ACCOUNT"}});
    let expected = serde_json::json!({"auth": {
        "identity": {"methods": ["password"], "password": {"user": user}},
        "scope": {"project": {"name": "cn-north-1"}},
    }});
    assert_eq!(body, expected);
}

#[tokio::test]
async fn how_long_a_token_lives_goes_by_iams_own_clock() {
    let read = token_request("a", "u", &"p".into(), &Scope::Region("r".into())).read;
    // By our clock both would have expired long ago.
    for (headers, body) in [
        (
            vec![],
            r#"{"token": {"expires_at": "2020-01-05T09:05:22.701000Z", "issued_at": "2020-01-04T09:05:22.701000Z"}}"#,
        ),
        (
            vec![("date", "Sat, 04 Jan 2020 09:05:22 GMT")],
            r#"{"token": {"expires_at": "2020-01-05T09:05:22.701000Z"}}"#,
        ),
    ] {
        let headers: Vec<_> = headers
            .into_iter()
            .chain([("x-subject-token", "t")])
            .collect();
        let store = TokenStore::default();
        let fetched = read(&answer(&headers, body)).unwrap();
        store.valid(None, None, async || Ok(fetched)).await.unwrap();
        assert_eq!(
            value(
                store
                    .valid(None, None, async || panic!("it was taken for expired"))
                    .await
            ),
            "t"
        );
    }
}

#[test]
fn an_answer_without_a_token_is_refused_with_its_place() {
    let read = token_request("a", "u", &"p".into(), &Scope::Region("r".into())).read;
    let problem = |headers: &[(&str, &str)], body| read(&answer(headers, body)).unwrap_err();
    assert!(problem(&[], "{}").problem.contains("X-Subject-Token"));
    assert_eq!(
        problem(
            &[("x-subject-token", "t")],
            r#"{"token": {"expires_at": "soon"}}"#
        )
        .path,
        "token.expires_at"
    );
    assert_eq!(
        problem(&[("x-subject-token", "t")], r#"{"token": {}}"#).path,
        "token"
    );
}
