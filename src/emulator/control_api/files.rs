//! Files of OBS.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::received::{PREFIX, Received, until_stop};
use super::reply::{ControlError, reply, reply_blocking};
use crate::emulator::error::EmulatorError;
use crate::emulator::state::AppState;
use crate::emulator::storage::objects::{Content, ObjectPath, Objects};

/// The largest file that is sent, in bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// `GET /files`
pub(super) async fn list_all(State(state): State<Arc<AppState>>) -> Response {
    reply_blocking(move || {
        let files = with_objects(&state, |objects| objects.list_all())?;
        Ok(listing(files))
    })
    .await
}

/// `GET /files/{path}`: a file, or the list of the files of a folder.
pub(super) async fn read(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let path = match path_of(&request) {
        Ok(path) => path,
        Err(error) => return reply(Err(error)),
    };
    if path.is_folder() {
        return reply_blocking(move || {
            let files = with_objects(&state, |objects| objects.list(&path))?;
            Ok(listing(files))
        })
        .await;
    }
    let read = tokio::task::spawn_blocking(move || {
        with_objects(&state, |objects| objects.read(&path, MAX_BYTES))
    });
    match read.await {
        Ok(Ok(bytes)) => {
            let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
            (StatusCode::OK, kind, bytes).into_response()
        }
        Ok(Err(error)) => reply(Err(error.into())),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `PUT /files/{path}`
pub(super) async fn write(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
    request: Request,
) -> Response {
    let path = path_of(&request);
    reply_blocking(move || {
        let path = path?;
        if path.is_folder() {
            let problem = message!("is a folder, expected a file in a bucket");
            return Err(ControlError::argument("path", problem));
        }
        with_objects(&state, |objects| objects.put(&path, Content::Bytes(&body)))?;
        Ok(Value::Null)
    })
    .await
}

/// `DELETE /files/{path}`
pub(super) async fn remove(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let path = path_of(&request);
    reply_blocking(move || {
        let path = path?;
        with_objects(&state, |objects| objects.remove(&path))?;
        Ok(Value::Null)
    })
    .await
}

fn with_objects<T>(
    state: &AppState,
    work: impl FnOnce(&Objects<'_>) -> Result<T, EmulatorError>,
) -> Result<T, EmulatorError> {
    until_stop(state, |interrupt| {
        work(&Objects {
            obs: &state.datasets_v1.obs,
            interrupt,
        })
    })
}

/// Reads the path of a file in the path of a request. It is decoded once, so that what is encoded in
/// it is part of names, and `..` is refused however it is written.
fn path_of(request: &Request) -> Result<ObjectPath, ControlError> {
    let path = request.uri().path();
    let encoded = path
        .strip_prefix(PREFIX)
        .and_then(|path| path.strip_prefix("/files/"))
        .unwrap_or(path);
    let decoded = percent_decode_str(encoded).decode_utf8();
    let decoded = decoded
        .map_err(|_| ControlError::argument("path", message!("is not percent-encoded UTF-8")))?;
    Ok(ObjectPath::parse(&decoded)?)
}

fn listing(files: Vec<(String, u64)>) -> Value {
    let files: Vec<Value> = files
        .into_iter()
        .map(|(path, size)| json!({"path": path, "size": size}))
        .collect();
    json!({"files": files})
}
