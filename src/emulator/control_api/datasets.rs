//! Datasets and versions that are there at once.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::arguments::Arguments;
use super::received::{Received, until_stop};
use super::reply::reply_blocking;
use crate::emulator::preload::{self, NewDataset, NewVersion};
use crate::emulator::state::AppState;

/// `POST /datasets`
pub(super) async fn add_dataset(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    reply_blocking(move || {
        let known = ["name", "data_url", "description", "dataset_id"];
        let mut arguments = Arguments::read(&body, &known)?;
        let new = NewDataset {
            name: arguments.required_text("name")?,
            data_url: arguments.required_text("data_url")?,
            description: arguments.text("description")?.unwrap_or_default(),
            dataset_id: arguments.text("dataset_id")?,
        };
        let added = until_stop(&state, |interrupt| {
            preload::add_dataset(&state, new, interrupt)
        });
        Ok(json!({"dataset_id": added?}))
    })
    .await
}

/// `POST /versions`
pub(super) async fn add_version(
    State(state): State<Arc<AppState>>,
    Extension(Received(body)): Extension<Received>,
) -> Response {
    reply_blocking(move || {
        let known = ["dataset_id", "description", "version_id"];
        let mut arguments = Arguments::read(&body, &known)?;
        let new = NewVersion {
            dataset_id: arguments.required_text("dataset_id")?,
            description: arguments.text("description")?.unwrap_or_default(),
            version_id: arguments.text("version_id")?,
        };
        let added = until_stop(&state, |interrupt| {
            preload::add_version(&state, new, interrupt)
        });
        Ok(json!({"version_id": added?}))
    })
    .await
}
