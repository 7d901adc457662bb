//! One token for all that wait, renewed ahead of its expiry, and a failure that all of them get.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use modelarts::auth::signer::Form;
use modelarts::auth::{
    Agency, Authenticator, Authorization, BoxFuture, Cache, Completion, ExchangeClient,
    ExchangeResponse, ExchangeTask, Lifetime, Password, Scope, Spawn, Token,
};
use modelarts::error::{ConnectError, ConnectKind, Error, ServiceError};
use modelarts::http::{Endpoint, ProxySetting, RawResponse, Request};
use secrecy::ExposeSecret;
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, advance};

use crate::support::response;

const DAY: Duration = Duration::from_secs(24 * 3600);

type Tokens = Arc<Cache<Token>>;
type Fetched = Result<Arc<Token>, Error>;

fn token(value: &str, life: Duration) -> Token {
    Token::new(value.into(), None, Lifetime::new(Instant::now(), life))
}

fn value(token: Fetched) -> String {
    token.unwrap().value().expose_secret().to_owned()
}

fn service_error(http_status: u16) -> Error {
    Error::Service(Box::new(ServiceError {
        http_status,
        ..ServiceError::default()
    }))
}

/// What the cache has, or the token that is fetched at once.
async fn fetched_at_once(
    tokens: &Tokens,
    refused: Option<&Token>,
    fetched: Result<Token, Error>,
) -> Fetched {
    let start = |completion: Completion<Token>| {
        completion.finish(fetched);
        Ok(())
    };
    tokens.get_or_fetch(refused, start).await
}

/// What the cache has without a fetch.
async fn held(tokens: &Tokens, refused: Option<&Token>) -> Fetched {
    tokens
        .get_or_fetch(refused, |_| panic!("fetched again"))
        .await
}

/// Fetches that are started, and end when a test ends them.
#[derive(Default)]
struct Fetches(Mutex<Vec<Completion<Token>>>);

impl Fetches {
    fn start(&self, completion: Completion<Token>) -> Result<(), Error> {
        self.0.lock().unwrap().push(completion);
        Ok(())
    }

    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn take(&self) -> Completion<Token> {
        self.0.lock().unwrap().pop().unwrap()
    }
}

/// Starts calls that wait for a token.
fn waiting(tokens: &Tokens, fetches: &Arc<Fetches>, count: usize) -> JoinSet<Fetched> {
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let (tokens, fetches) = (Arc::clone(tokens), Arc::clone(fetches));
        calls.spawn(async move {
            tokens
                .get_or_fetch(None, |completion| fetches.start(completion))
                .await
        });
    }
    calls
}

#[tokio::test]
async fn all_that_wait_share_one_fetch() {
    let (tokens, fetches) = (Tokens::default(), Arc::<Fetches>::default());
    let calls = waiting(&tokens, &fetches, 50);
    yield_now().await;
    assert_eq!((fetches.count(), calls.len()), (1, 50));
    assert!(tokens.current().is_none() && tokens.fresh(None).is_none());
    fetches.take().finish(Ok(token("one", DAY)));
    for fetched in calls.join_all().await {
        assert_eq!(value(fetched), "one");
    }
    assert_eq!(value(held(&tokens, None).await), "one");
    assert!(tokens.fresh(None).is_some());
}

#[test]
fn threads_that_come_while_a_fetch_ends_do_not_fetch_again() {
    const THREADS: usize = 4;
    for round in 0..2_000 {
        let (tokens, fetches) = (Tokens::default(), AtomicUsize::new(0));
        let barrier = Barrier::new(THREADS);
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    barrier.wait();
                    let start = |completion: Completion<Token>| {
                        fetches.fetch_add(1, Ordering::SeqCst);
                        completion.finish(Ok(token("token", DAY)));
                        Ok(())
                    };
                    let mut context = Context::from_waker(Waker::noop());
                    let mut call = pin!(tokens.get_or_fetch(None, start));
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
async fn a_failure_is_told_to_all_that_wait_and_the_next_call_fetches_again() {
    let (tokens, fetches) = (Tokens::default(), Arc::<Fetches>::default());
    let calls = waiting(&tokens, &fetches, 50);
    yield_now().await;
    let failed = fetches.take();
    assert_eq!(fetches.count(), 0);
    failed.finish(Err(Error::Config("no key".into())));
    for fetched in calls.join_all().await {
        assert_eq!(fetched.unwrap_err().to_string(), "no key");
    }
    let later = fetched_at_once(&tokens, None, Ok(token("later", DAY))).await;
    assert_eq!(value(later), "later");
}

#[tokio::test]
async fn a_fetch_goes_on_when_the_call_that_started_it_goes_away() {
    let (tokens, fetches) = (Tokens::default(), Arc::<Fetches>::default());
    let mut starter = waiting(&tokens, &fetches, 1);
    yield_now().await;
    let others = waiting(&tokens, &fetches, 3);
    yield_now().await;
    starter.shutdown().await;
    assert_eq!(fetches.count(), 1);
    fetches.take().finish(Ok(token("one", DAY)));
    for fetched in others.join_all().await {
        assert_eq!(value(fetched), "one");
    }
}

#[tokio::test]
async fn a_fetch_goes_on_when_no_call_waits_for_it_any_more() {
    let (tokens, fetches) = (Tokens::default(), Arc::<Fetches>::default());
    let mut starter = waiting(&tokens, &fetches, 1);
    yield_now().await;
    starter.shutdown().await;
    fetches.take().finish(Ok(token("one", DAY)));
    assert_eq!(value(held(&tokens, None).await), "one");
}

#[tokio::test]
async fn a_fetch_that_is_dropped_without_an_outcome_is_an_error_and_the_next_call_fetches() {
    let (tokens, fetches) = (Tokens::default(), Arc::<Fetches>::default());
    let calls = waiting(&tokens, &fetches, 3);
    yield_now().await;
    drop(fetches.take());
    for fetched in calls.join_all().await {
        let error = fetched.unwrap_err().to_string();
        assert!(
            error.contains("ended without a result; call again"),
            "{error}"
        );
    }
    let next = fetched_at_once(&tokens, None, Ok(token("next", DAY))).await;
    assert_eq!(value(next), "next");
}

#[tokio::test]
async fn a_fetch_that_can_not_be_started_is_the_error_of_its_call_and_of_those_that_wait() {
    let tokens = Tokens::default();
    let start = |_completion| Err(Error::Resources("no threads".into()));
    let error = tokens.get_or_fetch(None, start).await.unwrap_err();
    assert_eq!(error.to_string(), "no threads");
    let next = fetched_at_once(&tokens, None, Ok(token("next", DAY))).await;
    assert_eq!(value(next), "next");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_not_repeated_within_a_second() {
    for (http_status, is_repeated) in [
        (400, false),
        (401, false),
        (403, false),
        (429, true),
        (503, true),
    ] {
        let (tokens, fetches) = (Tokens::default(), AtomicUsize::new(0));
        let fetch = async || {
            let start = |completion: Completion<Token>| {
                fetches.fetch_add(1, Ordering::SeqCst);
                completion.finish(Err(service_error(http_status)));
                Ok(())
            };
            let failed = tokens.get_or_fetch(None, start).await;
            assert!(matches!(failed, Err(Error::Service(_))));
        };
        for _ in 0..3 {
            fetch().await;
        }
        advance(Duration::from_millis(999)).await;
        fetch().await;
        let expected = if is_repeated { 4 } else { 1 };
        assert_eq!(fetches.load(Ordering::SeqCst), expected, "{http_status}");
        advance(Duration::from_millis(1)).await;
        fetch().await;
        assert_eq!(
            fetches.load(Ordering::SeqCst),
            expected + 1,
            "{http_status}"
        );
    }
}

#[tokio::test]
async fn a_valid_token_is_not_fetched_again() {
    let tokens = Tokens::default();
    fetched_at_once(&tokens, None, Ok(token("one", DAY)))
        .await
        .unwrap();
    assert_eq!(value(held(&tokens, None).await), "one");
}

#[tokio::test]
async fn an_expired_token_is_replaced() {
    let tokens = Tokens::default();
    // Who waited for it gets it all the same: the service has the last word.
    let one = fetched_at_once(&tokens, None, Ok(token("one", Duration::ZERO))).await;
    assert_eq!(value(one), "one");
    let two = fetched_at_once(&tokens, None, Ok(token("two", DAY))).await;
    assert_eq!(value(two), "two");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_for_all_that_were_refused() {
    let tokens = Tokens::default();
    let refused = fetched_at_once(&tokens, None, Ok(token("one", DAY)))
        .await
        .unwrap();
    assert!(tokens.fresh(Some(&refused)).is_none());
    let two = fetched_at_once(&tokens, Some(&refused), Ok(token("two", DAY))).await;
    assert_eq!(value(two), "two");
    assert_eq!(value(held(&tokens, Some(&refused)).await), "two");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threads_that_are_refused_together_replace_the_token_once() {
    const ROUNDS: usize = 20_000;
    let tokens = Tokens::default();
    let fetches = Arc::new(AtomicUsize::new(0));
    let mut refused = Arc::new(token("first", DAY));
    for round in 1..=ROUNDS {
        let mut calls = JoinSet::new();
        for _ in 0..8 {
            let (tokens, fetches) = (Arc::clone(&tokens), Arc::clone(&fetches));
            let refused = Arc::clone(&refused);
            calls.spawn(async move {
                let start = |completion: Completion<Token>| {
                    let number = fetches.fetch_add(1, Ordering::SeqCst);
                    completion.finish(Ok(token(&format!("token-{number}"), DAY)));
                    Ok(())
                };
                tokens.get_or_fetch(Some(&refused), start).await.unwrap()
            });
        }
        for token in calls.join_all().await {
            refused = token;
        }
        assert_eq!(fetches.load(Ordering::SeqCst), round);
    }
}

/// A cache with a token that is due for renewal and still valid.
async fn due() -> Tokens {
    let tokens = Tokens::default();
    let old = token("old", Duration::from_secs(100));
    fetched_at_once(&tokens, None, Ok(old)).await.unwrap();
    advance(Duration::from_secs(95)).await;
    assert!(tokens.fresh(None).is_none() && tokens.current().is_some());
    tokens
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_in_the_background_while_the_calls_use_the_valid_one() {
    let (tokens, fetches) = (due().await, Arc::<Fetches>::default());
    for fetched in waiting(&tokens, &fetches, 5).join_all().await {
        assert_eq!(value(fetched), "old");
    }
    assert_eq!(fetches.count(), 1);
    fetches.take().finish(Ok(token("new", DAY)));
    assert_eq!(value(held(&tokens, None).await), "new");
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_no_error_and_not_repeated_within_30_seconds() {
    let tokens = Tokens::default();
    let old = token("old", Duration::from_secs(1000));
    fetched_at_once(&tokens, None, Ok(old)).await.unwrap();
    advance(Duration::from_secs(901)).await;
    let failed = fetched_at_once(&tokens, None, Err(Error::Config("no IAM".into()))).await;
    assert_eq!(value(failed), "old");
    advance(Duration::from_secs(29)).await;
    assert_eq!(value(held(&tokens, None).await), "old");
    advance(Duration::from_secs(1)).await;
    let renewed = fetched_at_once(&tokens, None, Ok(token("new", DAY))).await;
    assert!(["old", "new"].contains(&&*value(renewed)));
    assert_eq!(value(held(&tokens, None).await), "new");
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_failed_does_not_keep_a_call_from_fetching_once_the_token_has_expired() {
    let tokens = due().await;
    let failed = fetched_at_once(&tokens, None, Err(Error::Config("no IAM".into()))).await;
    assert_eq!(value(failed), "old");
    advance(Duration::from_secs(5)).await;
    let new = fetched_at_once(&tokens, None, Ok(token("new", DAY))).await;
    assert_eq!(value(new), "new");
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_does_not_end_keeps_no_call_from_the_valid_token() {
    let (tokens, fetches) = (due().await, Arc::<Fetches>::default());
    let began = Instant::now();
    for fetched in waiting(&tokens, &fetches, 1).join_all().await {
        assert_eq!(value(fetched), "old");
    }
    // Nor does one that is dropped.
    drop(fetches.take());
    assert_eq!(value(held(&tokens, None).await), "old");
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_during_its_renewal_is_not_used_again() {
    let (tokens, fetches) = (due().await, Arc::<Fetches>::default());
    waiting(&tokens, &fetches, 1).join_all().await;
    let refused = tokens.current().unwrap();
    let waiter = Arc::clone(&tokens);
    let waiting = tokio::spawn(async move { value(held(&waiter, Some(&refused)).await) });
    yield_now().await;
    assert!(!waiting.is_finished());
    fetches.take().finish(Ok(token("new", DAY)));
    assert_eq!(waiting.await.unwrap(), "new");
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_of_any_length_can_be_computed_with() {
    for (life, is_valid) in [
        (Duration::ZERO, false),
        (Duration::from_nanos(1), true),
        (Duration::from_secs(10), true),
        (DAY, true),
        (Duration::from_secs(u64::MAX), true),
        (Duration::MAX, true),
    ] {
        let lifetime = Lifetime::new(Instant::now(), life);
        assert_eq!(
            (lifetime.is_valid(), lifetime.is_fresh()),
            (is_valid, is_valid),
            "{life:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_is_renewed_a_tenth_or_five_minutes_before_its_end_and_lasts_30_days_at_most() {
    let days = |days: u32| DAY * days;
    for (life, renewed, ends) in [
        (
            Duration::from_secs(100),
            Duration::from_secs(90),
            Duration::from_secs(100),
        ),
        (DAY, DAY - Duration::from_secs(300), DAY),
        (Duration::MAX, days(30) - Duration::from_secs(300), days(30)),
    ] {
        let lifetime = Lifetime::new(Instant::now(), life);
        advance(renewed - Duration::from_millis(1)).await;
        assert!(lifetime.is_fresh(), "{life:?}");
        advance(Duration::from_millis(1)).await;
        assert!(!lifetime.is_fresh() && lifetime.is_valid(), "{life:?}");
        advance(ends - renewed - Duration::from_millis(1)).await;
        assert!(lifetime.is_valid(), "{life:?}");
        advance(Duration::from_millis(1)).await;
        assert!(!lifetime.is_valid(), "{life:?}");
    }
}

/// Runs exchanges at once and responds in order.
#[derive(Default, Clone)]
struct Service {
    responses: Arc<Mutex<Vec<Result<RawResponse, Error>>>>,
    requests: Arc<Mutex<Vec<(Request, bool)>>>,
}

impl Service {
    fn new(responses: impl IntoIterator<Item = Result<RawResponse, Error>>) -> Self {
        let mut responses: Vec<_> = responses.into_iter().collect();
        responses.reverse();
        Self {
            responses: Arc::new(Mutex::new(responses)),
            requests: Arc::default(),
        }
    }

    fn requests(&self) -> Vec<(Request, bool)> {
        self.requests.lock().unwrap().clone()
    }
}

impl Spawn for Service {
    fn spawn(&self, exchange: ExchangeTask) -> Result<(), Error> {
        tokio::spawn(exchange(Arc::new(self.clone())));
        Ok(())
    }
}

impl ExchangeClient for Service {
    fn send<'a>(
        &'a self,
        _endpoint: &'a Endpoint,
        request: Request,
        brief: bool,
    ) -> BoxFuture<'a, Result<ExchangeResponse, Error>> {
        self.requests.lock().unwrap().push((request, brief));
        let response = self.responses.lock().unwrap().pop().unwrap();
        let explained = |_: &RawResponse, error: modelarts::schema::ReadError| {
            Error::Internal(format!("{}: {}", error.path, error.problem).into())
        };
        Box::pin(async move { response.map(|response| ExchangeResponse::new(response, explained)) })
    }
}

fn endpoint() -> Endpoint {
    Endpoint::new("http://127.0.0.1:1", &ProxySetting::Direct).unwrap()
}

fn password(scope: Scope) -> Password {
    let (account, username) = ("ACCOUNT".to_owned(), "USER".to_owned());
    Password::new(account, username, "PASSWORD".into(), scope, endpoint())
}

async fn exchanged(headers: &[(&str, &str)], body: &str) -> Result<Password, Error> {
    let password = password(Scope::Region("r".into()));
    let service = Service::new([Ok(response(201, headers, body))]);
    password.fetch(None, &service).await?;
    Ok(password)
}

#[tokio::test]
async fn the_request_for_a_token_is_the_documented_one() {
    for (scope, project) in [
        (
            Scope::Region("cn-north-1".into()),
            serde_json::json!({"name": "cn-north-1"}),
        ),
        (
            Scope::Project("p-1".into()),
            serde_json::json!({"id": "p-1"}),
        ),
    ] {
        let service = Service::new([Err(service_error(401))]);
        let refused = password(scope).fetch(None, &service).await;
        assert!(matches!(refused, Err(Error::Service(_))));
        let requests = service.requests();
        let [(request, false)] = &*requests else {
            panic!("{requests:?}")
        };
        assert_eq!(
            (request.method.as_str(), &*request.path, &*request.query),
            ("POST", "/v3/auth/tokens", "nocatalog=true")
        );
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        let user = serde_json::json!({"name": "USER", "password": "PASSWORD", "domain": {"name": "ACCOUNT"}});
        let expected = serde_json::json!({"auth": {
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": project},
        }});
        assert_eq!(body, expected);
    }
}

#[tokio::test]
async fn a_token_expires_by_the_clock_of_iam() {
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
        let password = exchanged(&headers, body).await.unwrap();
        let Some(Authorization::Token(token)) = password.available(None) else {
            panic!("it was taken for expired")
        };
        assert_eq!(token.value().expose_secret(), "t");
        assert!(
            password
                .available(Some(&Authorization::Token(token)))
                .is_none()
        );
    }
}

#[tokio::test]
async fn the_times_of_a_token_may_lie_as_far_apart_as_times_can() {
    for (issued, expires, is_available) in [
        ("-009999-01-02T02:00:00Z", "9999-12-30T21:59:59Z", true),
        ("9999-12-30T21:59:59Z", "-009999-01-02T02:00:00Z", false),
        ("9999-12-30T21:59:59Z", "9999-12-30T21:59:59Z", false),
        ("2020-01-04T09:05:22Z", "9999-12-30T21:59:59Z", true),
    ] {
        let body =
            format!(r#"{{"token": {{"expires_at": "{expires}", "issued_at": "{issued}"}}}}"#);
        let password = exchanged(&[("x-subject-token", "t")], &body).await.unwrap();
        assert_eq!(password.available(None).is_some(), is_available, "{body}");
    }
}

#[tokio::test]
async fn a_token_has_the_project_that_it_is_for() {
    for (project, expected) in [
        (r#"{"id": "p-1", "name": "n"}"#, Some("p-1")),
        (r#"{"id": "a/b"}"#, None),
        (r#"{"id": 5}"#, None),
        ("null", None),
        ("[]", None),
    ] {
        let body = format!(
            r#"{{"token": {{"expires_at": "2020-01-05T00:00:00Z", "issued_at": "2020-01-04T00:00:00Z", "project": {project}}}}}"#
        );
        let password = exchanged(&[("x-subject-token", "t")], &body).await.unwrap();
        let authorization = password.available(None).unwrap();
        assert_eq!(
            authorization.project().map(|id| &**id),
            expected,
            "{project}"
        );
    }
}

#[tokio::test]
async fn a_response_without_a_token_is_refused_with_its_place() {
    let token = [("x-subject-token", "t")];
    for (headers, body, expected) in [
        (&[][..], "{}", ": the header X-Subject-Token is missing"),
        (
            &token,
            r#"{"token": {"expires_at": "soon"}}"#,
            "token.expires_at: ",
        ),
        (&token, r#"{"token": {}}"#, "token: `expires_at` is missing"),
        (&token, "{}", ": `token` is missing"),
        (
            &token,
            r#"{"token": {"expires_at": "10000-01-01T00:00:00Z"}}"#,
            "token.expires_at: ",
        ),
        (
            &token,
            r#"{"token": {"expires_at": "2020-01-05T00:00:00Z", "issued_at": "yesterday"}}"#,
            "token.issued_at: ",
        ),
    ] {
        let error = exchanged(headers, body).await.unwrap_err().to_string();
        assert!(error.starts_with(expected), "{body}: {error}");
    }
}

const KEY: &str = r#"{"credential": {"access": "AK", "secret": "SK", "securitytoken": "ST", "expires_at": "2020-01-05T00:00:00Z"}}"#;

fn key() -> Result<RawResponse, Error> {
    let date = [("date", "Sat, 04 Jan 2020 00:00:00 GMT")];
    Ok(response(200, &date, KEY))
}

#[tokio::test]
async fn a_key_of_an_agency_is_fetched_in_a_session_where_there_are_sessions() {
    for (session, header) in [
        (Ok(response(200, &[], " session\n")), Some("session")),
        (Err(service_error(404)), None),
        (Err(service_error(405)), None),
        (Err(service_error(503)), None),
    ] {
        let agency = Agency::new(endpoint(), "no credential".into(), Form::Plain);
        let service = Service::new([session, key()]);
        let authorization = agency.fetch(None, &service).await.unwrap();
        assert!(matches!(authorization, Authorization::Key(_)));
        assert!(agency.available(None).is_some());
        assert!(agency.available(Some(&authorization)).is_none());
        let requests = service.requests();
        let [(first, true), (second, true)] = &*requests else {
            panic!("{requests:?}")
        };
        assert_eq!(
            (first.method.as_str(), &*first.path),
            ("PUT", "/meta-data/latest/api/token")
        );
        assert_eq!(
            (second.method.as_str(), &*second.path),
            ("GET", "/openstack/latest/securitykey")
        );
        let sent = second
            .headers
            .first()
            .map(|(_, value)| value.expose_secret());
        assert_eq!(sent, header);
    }
}

#[tokio::test]
async fn where_there_is_no_agency_the_error_says_where_else_a_credential_was_looked_for() {
    let down = || {
        Err(Error::Connect(Box::new(ConnectError {
            operation: "test",
            kind: ConnectKind::Unreachable,
            endpoint: "e".into(),
            problem: "down".into(),
            attempts: 1,
            request_id: None,
        })))
    };
    for responses in [
        vec![down()],
        vec![Err(service_error(404)), Err(service_error(404))],
    ] {
        let agency = Agency::new(endpoint(), "no credential in X".into(), Form::Plain);
        let error = agency
            .fetch(None, &Service::new(responses))
            .await
            .unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with("no credential in X (this machine has no agency: "),
            "{text}"
        );
    }
    // One that was there once is there still, and the error is its own.
    let agency = Agency::new(endpoint(), "no credential in X".into(), Form::Plain);
    let session = || Ok(response(200, &[], "session"));
    let service = Service::new([session(), key(), down()]);
    let refused = agency.fetch(None, &service).await.unwrap();
    let error = agency.fetch(Some(&refused), &service).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error}");
}

#[tokio::test]
async fn a_malformed_response_of_the_metadata_service_is_an_error() {
    let session = || Ok(response(200, &[], "session"));
    for (responses, expected) in [
        (
            vec![Ok(response(200, &[], ""))],
            ": the body is not a token",
        ),
        (
            vec![Ok(response(200, &[], "two words"))],
            ": the body is not a token",
        ),
        (
            vec![session(), Ok(response(200, &[], "{}"))],
            ": `credential` is missing",
        ),
        (
            vec![
                session(),
                Ok(response(
                    200,
                    &[],
                    &KEY.replace("2020-01-05T00:00:00Z", "soon"),
                )),
            ],
            "credential.expires_at: ",
        ),
    ] {
        let agency = Agency::new(endpoint(), "".into(), Form::Plain);
        let error = agency
            .fetch(None, &Service::new(responses))
            .await
            .unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}
