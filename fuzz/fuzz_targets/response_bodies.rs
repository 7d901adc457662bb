//! Whatever bytes come, every kind of response is read or refused, and read the same again.
#![no_main]

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use libfuzzer_sys::fuzz_target;
use modelarts::api::generated::dataset::OPERATIONS;
use modelarts::auth::signer::Form;
use modelarts::auth::{
    Agency, Authenticator, BoxFuture, ExchangeClient, ExchangeResponse, ExchangeTask, Password,
    Scope, Spawn,
};
use modelarts::error::Error;
use modelarts::http::{Endpoint, ProxySetting, RawResponse, Request};
use modelarts::schema::{parse, read};
use modelarts::value::Value;

/// Responds to everything with the same bytes, at once.
#[derive(Clone)]
struct Service(Vec<u8>);

impl Spawn for Service {
    fn spawn(&self, exchange: ExchangeTask) -> Result<(), Error> {
        finish(exchange(Arc::new(self.clone())));
        Ok(())
    }
}

impl ExchangeClient for Service {
    fn send<'a>(
        &'a self,
        _endpoint: &'a Endpoint,
        _request: Request,
        _brief: bool,
    ) -> BoxFuture<'a, Result<ExchangeResponse, Error>> {
        let token = HeaderName::from_static("x-subject-token");
        let response = RawResponse {
            status: StatusCode::CREATED,
            headers: HeaderMap::from_iter([(token, HeaderValue::from_static("token"))]),
            body: self.0.clone(),
        };
        let exchanged = ExchangeResponse::new(response, |_, error| Error::Internal(error.problem));
        Box::pin(async { Ok(exchanged) })
    }
}

fn finish<F: Future>(future: F) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(pin!(future).poll(&mut context).is_ready());
}

fn exchange_credentials(bytes: &[u8]) {
    let service = Service(bytes.to_vec());
    let endpoint = || Endpoint::new("http://127.0.0.1", &ProxySetting::Direct);
    let (Ok(iam), Ok(metadata)) = (endpoint(), endpoint()) else {
        return;
    };
    let (account, username) = ("a".to_owned(), "u".to_owned());
    let scope = Scope::Region("r".to_owned());
    let password = Password::new(account, username, "fake".into(), scope, iam);
    finish(password.fetch(None, &service));
    finish(Agency::new(metadata, "".into(), Form::Plain).fetch(None, &service));
}

fuzz_target!(|bytes: &[u8]| {
    for operation in OPERATIONS {
        let once = read(bytes, operation.response);
        assert_eq!(once, read(bytes, operation.response));
        if let Ok(object) = once {
            // What is written of it is a response, too.
            let written = Value::Object(object).to_json();
            assert!(
                read(written.as_bytes(), operation.response).is_ok(),
                "{written}"
            );
        }
    }
    if let Ok(value) = parse(bytes) {
        assert!(parse(value.to_json().as_bytes()).is_ok(), "{value:?}");
    }
    exchange_credentials(bytes);
});
