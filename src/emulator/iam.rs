//! The two calls of IAM that clients make: a password for a token, and the list of projects.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::cloud::Cloud;
use super::gateway::{self, Refusal};
use super::http::Received;
use super::identity::Identity;
use super::tokens::Token;
use super::{answer, query};

const SUBJECT_TOKEN: HeaderName = HeaderName::from_static("x-subject-token");

/// `POST /v3/auth/tokens`
///
/// The answer never has a catalogue, whether `nocatalog` is sent or not.
pub(super) async fn issue_token(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
) -> Response {
    let granted = Login::read(&received.body).and_then(|login| login.check(&cloud));
    match granted {
        Ok(()) => hand_out(&cloud.tokens.issue(received.arrived), &cloud.identity),
        Err(denial) => answer::iam_error(denial.status, &denial.message),
    }
}

/// `GET /v3/projects?name=…`
pub(super) async fn list_projects(
    State(cloud): State<Arc<Cloud>>,
    Extension(received): Extension<Received>,
    request: Request,
) -> Response {
    if cloud.verify
        && let Err(refusal) = gateway::authenticate(&cloud, &request, &received)
    {
        return refuse(refusal, &received.request_id);
    }
    let identity = &cloud.identity;
    let named = query::pairs(request.uri().query())
        .into_iter()
        .filter(|(key, _)| key == "name")
        .all(|(_, name)| name == identity.region);
    let projects: Vec<Value> = named.then(|| project(identity)).into_iter().collect();
    let body = json!({"projects": projects, "links": {"next": null, "previous": null}});
    answer::json(StatusCode::OK, &body)
}

/// The gateway before IAM sees to signatures, IAM itself to tokens.
fn refuse(refusal: Refusal, request_id: &str) -> Response {
    match refusal {
        Refusal::Signature(problem) => gateway::bad_signature(problem, request_id),
        Refusal::Clock => gateway::clock_apart(request_id),
        Refusal::NoProof | Refusal::Token(_) | Refusal::Project => answer::iam_error(
            StatusCode::UNAUTHORIZED,
            "The request you have made requires authentication.",
        ),
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

/// Why there is no token.
struct Denial {
    status: StatusCode,
    message: String,
}

impl Denial {
    fn malformed(problem: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message: problem.into(),
        }
    }

    fn unauthorised(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            message: message.into(),
        }
    }
}

/// What the token is to be good for.
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
    fn read(body: &[u8]) -> Result<Self, Denial> {
        let body: Value = serde_json::from_slice(body)
            .map_err(|error| Denial::malformed(format!("The body is not JSON: {error}")))?;
        let methods = body.pointer("/auth/identity/methods");
        if methods != Some(&json!(["password"])) {
            return Err(Denial::malformed(
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

    fn check(&self, cloud: &Cloud) -> Result<(), Denial> {
        let identity = &cloud.identity;
        let known = self.account == identity.account
            && self.username == identity.username
            && self.password == identity.password;
        if cloud.verify && !known {
            return Err(Denial::unauthorised("The username or password is wrong."));
        }
        self.scope.check(identity)
    }
}

impl Scope {
    fn read(body: &Value) -> Result<Self, Denial> {
        let name = text(body, "auth.scope.project.name").map(Self::Name);
        let id = text(body, "auth.scope.project.id").map(Self::Id);
        id.or(name).map_err(|_| {
            Denial::malformed("auth.scope.project.name (or .id) is missing or not text")
        })
    }

    /// The documents don't say how an unknown project is refused; OpenStack's IAM, which this one
    /// descends from, says 401.
    fn check(&self, identity: &Identity) -> Result<(), Denial> {
        let (asked, ours) = match self {
            Self::Name(name) => (name, &identity.region),
            Self::Id(id) => (id, &identity.project_id),
        };
        if asked == ours {
            Ok(())
        } else {
            Err(Denial::unauthorised(format!(
                "Could not find project: {asked}."
            )))
        }
    }
}

/// The text at a place like `auth.scope.project.name`.
fn text(body: &Value, place: &str) -> Result<String, Denial> {
    place
        .split('.')
        .try_fold(body, |value, key| value.get(key))
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Denial::malformed(format!("{place} is missing or not text")))
}

fn hand_out(token: &Token, identity: &Identity) -> Response {
    let domain = json!({"id": identity.account_id, "name": identity.account});
    let body = json!({"token": {
        "methods": ["password"],
        "issued_at": to_the_microsecond(token.issued_at),
        "expires_at": to_the_microsecond(token.expires_at),
        "project": {"id": identity.project_id, "name": identity.region, "domain": domain},
        "user": {"id": identity.user_id, "name": identity.username, "domain": domain},
    }});
    let mut response = answer::json(StatusCode::CREATED, &body);
    if let Ok(text) = HeaderValue::from_str(&token.text) {
        response.headers_mut().insert(SUBJECT_TOKEN, text);
    }
    response
}

fn to_the_microsecond(date: Timestamp) -> String {
    date.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
