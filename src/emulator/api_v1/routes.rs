//! The paths of the calls.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post, put};

use super::datasets::{
    create_dataset, delete_dataset, delete_file_from_obs, get_dataset, query_dataset, sync_dataset,
    update_dataset,
};
use super::tasks::get_task_status;
use super::versions::{
    checkout_dataset_version, compare_datasets, create_dataset_version, delete_file_in_version,
    get_history_dataset_version, search_dataset_version,
};
use crate::emulator::auth::gateway;
use crate::emulator::http::fallback;
use crate::emulator::state::AppState;

/// Returns the routes of all calls; every method requires authentication.
pub(crate) fn routes(state: &Arc<AppState>) -> Router<Arc<AppState>> {
    let authenticator = state.authenticator.clone();
    // A layer on the methods and not on the path, so that a wrong method needs no authentication.
    let guarded = move |methods: MethodRouter<Arc<AppState>>| {
        methods
            .route_layer(from_fn_with_state(authenticator.clone(), gateway::admit))
            .head(fallback::wrong_method)
    };
    Router::new()
        .route(
            "/v1/{project_id}/datasets/task/{task_id}",
            guarded(get(get_task_status)),
        )
        .route(
            "/v1/{project_id}/datasets",
            guarded(get(query_dataset).post(create_dataset)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}",
            guarded(get(get_dataset).put(update_dataset).delete(delete_dataset)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/sync",
            guarded(post(sync_dataset)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/files",
            guarded(delete(delete_file_from_obs)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions",
            guarded(get(get_history_dataset_version).post(create_dataset_version)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/difference",
            guarded(get(compare_datasets)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/current",
            guarded(put(checkout_dataset_version)),
        )
        .route(
            "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
            guarded(get(search_dataset_version).put(delete_file_in_version)),
        )
}
