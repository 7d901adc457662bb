//! The projects that IAM lists for a credential.

use http::Method;
use tokio::time::Instant;

use super::Transport;
use super::call::{Call, Limits};
use super::context::Context;
use crate::api::{Field, Object, Presence, Shape};
use crate::error::Error;
use crate::http::{Endpoint, Request};
use crate::schema;
use crate::value::Value;

static RESPONSE: Object = Object {
    module: "modelarts.responses",
    class: "Response",
    fields: &[Field {
        name: "projects",
        presence: Presence::Required,
        shape: Shape::Any,
    }],
};

impl Transport {
    /// Returns the id and the name of each project that IAM lists for the credential.
    ///
    /// # Errors
    /// As of any call.
    pub async fn projects(
        &self,
        context: &Context,
        iam: &Endpoint,
        limits: Limits,
    ) -> Result<Vec<(String, String)>, Error> {
        let request = Request {
            operation: translatable!("listing the projects at IAM"),
            method: Method::GET,
            path: "/v3/projects".to_owned(),
            query: String::new(),
            body: bytes::Bytes::new(),
            project: None,
            headers: Vec::new(),
            idempotent: true,
        };
        let mut call = Call::new(request.operation, None, limits, Instant::now());
        let exchanges = self.exchanges(context, limits);
        let sending = self
            .sender
            .send(context, iam, &request, Some(&exchanges), &mut call);
        let (response, authorization) = sending.await?;
        match schema::read(&response.body, &RESPONSE) {
            Ok(body) => Ok(listed(body.get("projects"))),
            Err(problem) => {
                let received = Some(&response.headers);
                let redactor =
                    self.sender
                        .redactor(&call.sent_secrets, authorization.as_ref(), received);
                Err(call.unreadable_error(&response, problem, &redactor))
            }
        }
    }
}

/// Returns what is a project with an id and a name.
fn listed(projects: Option<&Value>) -> Vec<(String, String)> {
    let Some(Value::List(projects)) = projects else {
        return Vec::new();
    };
    let objects = projects.iter().filter_map(Value::as_object);
    objects
        .filter_map(|project| {
            let (id, name) = (project.text("id")?, project.text("name")?);
            Some((id.to_owned(), name.to_owned()))
        })
        .collect()
}
