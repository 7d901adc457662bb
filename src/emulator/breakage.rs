//! What a fault does to a request and to its answer.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};

use super::answer;
use super::connection::{Ending, Handle};
use super::faults::{FaultKind, Faults};

/// What goes wrong with one request, if anything does.
#[derive(Debug, Default)]
pub(super) struct Breakage {
    kind: Option<FaultKind>,
    connection: Option<Handle>,
    is_head: bool,
}

impl Breakage {
    pub(super) fn of(faults: &Faults, request: &Parts) -> Self {
        let Some(kind) = faults.strike(&request.method, request.uri.path()) else {
            return Self::default();
        };
        let connection = request.extensions.get::<ConnectInfo<Handle>>();
        Self {
            kind: Some(kind),
            connection: connection.map(|ConnectInfo(handle)| handle.clone()),
            is_head: request.method == Method::HEAD,
        }
    }

    /// Has the request answered, or answers in the operation's place.
    pub(super) async fn answer(&self, request: Request, next: Next) -> Response {
        match &self.kind {
            Some(FaultKind::Status { status, body, .. }) => {
                let status = StatusCode::from_u16(*status).unwrap_or_default();
                match body {
                    Some(body) => (status, body.clone()).into_response(),
                    None => usual_answer(status, request.uri().path()),
                }
            }
            _ => next.run(request).await,
        }
    }

    /// The operation is done by then: it counts even if the client doesn't wait for the answer.
    pub(super) async fn delay(&self) {
        if let Some(FaultKind::Delay(by)) = &self.kind {
            tokio::time::sleep(*by).await;
        }
    }

    /// Gives a finished answer the headers, or the end, that the fault says.
    pub(super) async fn spoil(self, mut response: Response) -> Response {
        match self.kind {
            Some(FaultKind::Status { headers, .. }) => {
                replace_headers(&mut response, &headers);
                response
            }
            Some(FaultKind::Reset) => self.cut(response, Ending::Reset).await,
            Some(FaultKind::Truncate) => self.cut(response, Ending::Close).await,
            Some(FaultKind::Delay(_) | FaultKind::Retry) | None => response,
        }
    }

    async fn cut(self, response: Response, ending: Ending) -> Response {
        let Some(connection) = self.connection else {
            return response;
        };
        let bodiless = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED];
        if self.is_head || bodiless.contains(&response.status()) {
            connection.end_halfway(ending);
            return response;
        }
        let (mut head, body) = response.into_parts();
        let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let announced = whole.len().max(1);
        head.headers.insert(CONTENT_LENGTH, announced.into());
        let half = HalfBody {
            unsent: Some(whole.slice(..whole.len() / 2)),
            announced: announced as u64,
            connection,
            ending,
        };
        Response::from_parts(head, Body::new(half))
    }
}

fn replace_headers(response: &mut Response, headers: &[(String, String)]) {
    let named = headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    });
    let named: Vec<_> = named.collect();
    for (name, _) in &named {
        response.headers_mut().remove(name);
    }
    response.headers_mut().extend(named);
}

/// What the service, or IAM, says with a status.
fn usual_answer(status: StatusCode, path: &str) -> Response {
    if status.as_u16() < 400 {
        return status.into_response();
    }
    let (code, message) = usual_error(status);
    if path.starts_with("/v3/") {
        return answer::iam_error(status, message);
    }
    answer::service_error(status, code, message)
}

fn usual_error(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("ModelArts.0202", "The token has expired."),
        403 => ("ModelArts.0108", "You are not authorised to do this."),
        404 => ("ModelArts.0102", "The resource does not exist."),
        408 | 504 => ("ModelArts.0012", "The request timed out."),
        409 => ("ModelArts.0105", "The operation is not allowed."),
        429 => ("ModelArts.0114", "Too many requests."),
        400..=499 => ("ModelArts.0104", "A parameter is not valid."),
        502 => ("ModelArts.0013", "The connection failed."),
        _ => ("ModelArts.0010", "Unknown error."),
    }
}

/// Half of what was announced, and then the end of the connection.
struct HalfBody {
    unsent: Option<Bytes>,
    announced: u64,
    connection: Handle,
    ending: Ending,
}

impl HttpBody for HalfBody {
    type Data = Bytes;
    type Error = Infallible;

    /// Never ready a second time: the connection ends when the server, finding no more, sends what
    /// it has.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.unsent.take().filter(|half| !half.is_empty()) {
            Some(half) => Poll::Ready(Some(Ok(Frame::data(half)))),
            None => {
                self.connection.end_when_sent(self.ending);
                Poll::Pending
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::task::Waker;

    use super::*;

    async fn cut(response: impl IntoResponse) -> (Response, Handle) {
        let connection = Handle::default();
        let breakage = Breakage {
            kind: Some(FaultKind::Truncate),
            connection: Some(connection.clone()),
            is_head: false,
        };
        (breakage.spoil(response.into_response()).await, connection)
    }

    #[tokio::test]
    async fn an_answer_with_nothing_in_its_body_announces_a_byte_that_never_comes() {
        let (mut response, _) = cut(StatusCode::OK).await;
        assert_eq!(response.headers().get(CONTENT_LENGTH).unwrap(), "1");
        assert_eq!(response.body().size_hint().exact(), Some(1));
        let body = Pin::new(response.body_mut());
        let frame = body.poll_frame(&mut Context::from_waker(Waker::noop()));
        assert!(frame.is_pending());
    }

    #[tokio::test]
    async fn an_answer_that_can_have_no_body_is_cut_in_its_head() {
        for status in [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED] {
            let (response, connection) = cut(status).await;
            assert!(response.body().is_end_stream());
            assert!(connection.ends_halfway());
        }
        let (_, connection) = cut("text").await;
        assert!(!connection.ends_halfway());
    }

    #[test]
    fn every_status_of_an_error_has_its_usual_answer() {
        for status in 200..=599 {
            let status = StatusCode::from_u16(status).unwrap();
            let response = usual_answer(status, "/v1/p/datasets");
            assert_eq!(response.status(), status);
            assert_eq!(response.body().is_end_stream(), status.as_u16() < 400);
        }
    }
}
