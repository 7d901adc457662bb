//! The fault of one request, and what it does to the response.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};

use super::injector::FaultInjector;
use super::rule::FaultKind;
use crate::emulator::codes;
use crate::emulator::http::connection::{CloseMode, ConnectionHandle};
use crate::emulator::http::context::RequestContext;
use crate::emulator::http::response;

/// The fault of one request, if it has any.
#[derive(Debug, Default)]
pub(crate) struct ActiveFault {
    kind: Option<FaultKind>,
    connection: Option<ConnectionHandle>,
    is_head: bool,
}

impl ActiveFault {
    pub(crate) fn of(faults: &FaultInjector, request: &Parts) -> Self {
        let Some(kind) = faults.match_request(&request.method, request.uri.path()) else {
            return Self::default();
        };
        let connection = request.extensions.get::<ConnectionHandle>();
        Self {
            kind: Some(kind),
            connection: connection.cloned(),
            is_head: request.method == Method::HEAD,
        }
    }

    /// Runs the operation, or responds in its place.
    pub(crate) async fn respond(&self, request: Request, next: Next) -> Response {
        match &self.kind {
            Some(FaultKind::Status {
                status, body, code, ..
            }) => {
                let status = StatusCode::from_u16(*status).unwrap_or_default();
                let code = code.as_deref().and_then(codes::find);
                match (body, code) {
                    (Some(body), _) => (status, body.clone()).into_response(),
                    (None, Some(code)) => code.response(status, &request_id(&request)),
                    (None, None) => default_response(status, request.uri().path()),
                }
            }
            _ => next.run(request).await,
        }
    }

    /// Delays the response. The operation has run by then, even if the client does not wait.
    pub(crate) async fn delay(&self) {
        if let Some(FaultKind::Delay(by)) = &self.kind {
            tokio::time::sleep(*by).await;
        }
    }

    /// Applies the fault to a finished response.
    pub(crate) async fn apply(self, mut response: Response) -> Response {
        match self.kind {
            Some(FaultKind::Status { headers, .. }) => {
                replace_headers(&mut response, &headers);
                response
            }
            Some(FaultKind::Reset) => self.cut(response, CloseMode::Reset).await,
            Some(FaultKind::Truncate) => self.cut(response, CloseMode::Close).await,
            Some(FaultKind::Delay(_) | FaultKind::Retry | FaultKind::Failure(..)) | None => {
                response
            }
        }
    }

    async fn cut(self, response: Response, mode: CloseMode) -> Response {
        let Some(connection) = self.connection else {
            return response;
        };
        let without_body = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED];
        if self.is_head || without_body.contains(&response.status()) {
            connection.close_halfway(mode);
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
            mode,
        };
        Response::from_parts(head, Body::new(half))
    }
}

fn request_id(request: &Request) -> Arc<str> {
    let context = request.extensions().get::<RequestContext>();
    context.map_or_else(|| "".into(), |context| context.request_id.clone())
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

/// Returns the usual response of the service, or of IAM, with a status.
fn default_response(status: StatusCode, path: &str) -> Response {
    if status.as_u16() < 400 {
        return status.into_response();
    }
    let (code, message) = default_error(status);
    if path.starts_with("/v3/") {
        return response::iam_error(status, message);
    }
    response::service_error(status, code, message)
}

fn default_error(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("ModelArts.0202", "The token has expired."),
        403 => ("ModelArts.0108", "You are not authorized to do this."),
        404 => ("ModelArts.0102", "The resource does not exist."),
        408 | 504 => ("ModelArts.0012", "The request timed out."),
        409 => ("ModelArts.0105", "The operation is not allowed."),
        429 => ("ModelArts.0114", "Too many requests."),
        400..=499 => ("ModelArts.0104", "A parameter is not valid."),
        502 => ("ModelArts.0013", "The connection failed."),
        _ => ("ModelArts.0010", "Unknown error."),
    }
}

/// Half of the announced body, and then the end of the connection.
struct HalfBody {
    unsent: Option<Bytes>,
    announced: u64,
    connection: ConnectionHandle,
    mode: CloseMode,
}

impl HttpBody for HalfBody {
    type Data = Bytes;
    type Error = Infallible;

    /// Never ready a second time: the connection is closed when the server flushes what it has.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.unsent.take().filter(|half| !half.is_empty()) {
            Some(half) => Poll::Ready(Some(Ok(Frame::data(half)))),
            None => {
                self.connection.close_after_flush(self.mode);
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

    async fn cut(response: impl IntoResponse) -> (Response, ConnectionHandle) {
        let connection = ConnectionHandle::default();
        let fault = ActiveFault {
            kind: Some(FaultKind::Truncate),
            connection: Some(connection.clone()),
            is_head: false,
        };
        (fault.apply(response.into_response()).await, connection)
    }

    #[tokio::test]
    async fn a_response_with_an_empty_body_announces_a_byte_that_is_never_sent() {
        let (mut response, _) = cut(StatusCode::OK).await;
        assert_eq!(response.headers().get(CONTENT_LENGTH).unwrap(), "1");
        assert_eq!(response.body().size_hint().exact(), Some(1));
        let body = Pin::new(response.body_mut());
        let frame = body.poll_frame(&mut Context::from_waker(Waker::noop()));
        assert!(frame.is_pending());
    }

    #[tokio::test]
    async fn a_response_that_may_not_have_a_body_is_cut_in_its_head() {
        for status in [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED] {
            let (response, connection) = cut(status).await;
            assert!(response.body().is_end_stream());
            assert!(connection.closes_halfway());
        }
        let (_, connection) = cut("text").await;
        assert!(!connection.closes_halfway());
    }

    #[test]
    fn every_status_of_an_error_has_its_default_response() {
        for status in 200..=599 {
            let status = StatusCode::from_u16(status).unwrap();
            let response = default_response(status, "/v1/p/datasets");
            assert_eq!(response.status(), status);
            assert_eq!(response.body().is_end_stream(), status.as_u16() < 400);
        }
    }
}
