//! The two IAM calls that clients make: a token for a password, and the list of projects.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::auth::authenticator::Authenticator;
use super::auth::error::AuthError;
use super::auth::identity::Identity;
use super::auth::tokens::Token;
use super::http::context::RequestContext;
use super::http::{query, response};

const SUBJECT_TOKEN: HeaderName = HeaderName::from_static("x-subject-token");

/// `POST /v3/auth/tokens`
///
/// The response never contains a catalogue, whether or not `nocatalog` is sent.
pub(super) async fn create_token(
    State(authenticator): State<Arc<Authenticator>>,
    Extension(context): Extension<RequestContext>,
) -> Response {
    let checked = Login::read(&context.body).and_then(|login| login.check(&authenticator));
    match checked {
        Ok(()) => {
            let token = authenticator.issue_token(context.received_at);
            token_response(&token, &authenticator.identity)
        }
        Err(error) => response::iam_error(error.status, &error.message),
    }
}

/// `GET /v3/projects?name=…`
pub(super) async fn list_projects(
    State(authenticator): State<Arc<Authenticator>>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    if let Err(error) = authenticator.authenticate(&request, &context) {
        return unauthenticated(error, &context.request_id);
    }
    let identity = &authenticator.identity;
    let matches = query::pairs(request.uri().query())
        .into_iter()
        .filter(|(key, _)| key == "name")
        .all(|(_, name)| name == identity.region);
    let projects: Vec<Value> = matches.then(|| project(identity)).into_iter().collect();
    let body = json!({"projects": projects, "links": {"next": null, "previous": null}});
    response::json(StatusCode::OK, &body)
}

/// Signatures are checked by the gateway before IAM, tokens by IAM itself.
fn unauthenticated(error: AuthError, request_id: &str) -> Response {
    match error {
        AuthError::Signature(_) | AuthError::ClockSkew => error.response(request_id),
        AuthError::MissingCredentials | AuthError::Token(_) | AuthError::WrongProject => {
            response::iam_error(
                StatusCode::UNAUTHORIZED,
                "The request you have made requires authentication.",
            )
        }
    }
}

fn project(identity: &Identity) -> Value {
    json!({
        "id": identity.project_id,
        "name": identity.region,
        "domain_id": identity.account_id,
        "parent_id": identity.account_id,
        "description": "",
        "enabled": true,
        "is_domain": false,
    })
}

/// Why a login is refused.
struct LoginError {
    status: StatusCode,
    message: String,
}

impl LoginError {
    fn malformed(problem: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message: problem.into(),
        }
    }

    fn unauthorized(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            message: message.into(),
        }
    }
}

/// The project that the token is for.
enum Scope {
    Name(String),
    Id(String),
}

/// The documented body of a login with a password.
struct Login {
    account: String,
    username: String,
    password: String,
    scope: Scope,
}

impl Login {
    fn read(body: &[u8]) -> Result<Self, LoginError> {
        let body: Value = serde_json::from_slice(body)
            .map_err(|error| LoginError::malformed(format!("The body is not JSON: {error}")))?;
        let methods = body.pointer("/auth/identity/methods");
        if methods != Some(&json!(["password"])) {
            return Err(LoginError::malformed(
                "auth.identity.methods is missing or not [\"password\"]",
            ));
        }
        Ok(Self {
            account: text(&body, "auth.identity.password.user.domain.name")?,
            username: text(&body, "auth.identity.password.user.name")?,
            password: text(&body, "auth.identity.password.user.password")?,
            scope: Scope::read(&body)?,
        })
    }

    fn check(&self, authenticator: &Authenticator) -> Result<(), LoginError> {
        let identity = &authenticator.identity;
        let known = self.account == identity.account
            && self.username == identity.username
            && self.password == identity.password;
        if authenticator.verify && !known {
            return Err(LoginError::unauthorized(
                "The username or password is wrong.",
            ));
        }
        self.scope.check(identity)
    }
}

impl Scope {
    fn read(body: &Value) -> Result<Self, LoginError> {
        let name = text(body, "auth.scope.project.name").map(Self::Name);
        let id = text(body, "auth.scope.project.id").map(Self::Id);
        id.or(name).map_err(|_| {
            LoginError::malformed("auth.scope.project.name (or .id) is missing or not text")
        })
    }

    /// The documents don't say how an unknown project is refused; OpenStack's Keystone, which IAM is
    /// based on, responds with 401.
    fn check(&self, identity: &Identity) -> Result<(), LoginError> {
        let (requested, expected) = match self {
            Self::Name(name) => (name, &identity.region),
            Self::Id(id) => (id, &identity.project_id),
        };
        if requested == expected {
            Ok(())
        } else {
            Err(LoginError::unauthorized(format!(
                "Could not find project: {requested}."
            )))
        }
    }
}

/// Returns the text at a path like `auth.scope.project.name`.
fn text(body: &Value, path: &str) -> Result<String, LoginError> {
    path.split('.')
        .try_fold(body, |value, key| value.get(key))
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| LoginError::malformed(format!("{path} is missing or not text")))
}

fn token_response(token: &Token, identity: &Identity) -> Response {
    let domain = json!({"id": identity.account_id, "name": identity.account});
    let body = json!({"token": {
        "methods": ["password"],
        "issued_at": format_date(token.issued_at),
        "expires_at": format_date(token.expires_at),
        "project": {"id": identity.project_id, "name": identity.region, "domain": domain},
        "user": {"id": identity.user_id, "name": identity.username, "domain": domain},
    }});
    let mut response = response::json(StatusCode::CREATED, &body);
    if let Ok(text) = HeaderValue::from_str(&token.text) {
        response.headers_mut().insert(SUBJECT_TOKEN, text);
    }
    response
}

fn format_date(date: Timestamp) -> String {
    date.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
