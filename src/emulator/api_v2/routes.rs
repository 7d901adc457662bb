//! The paths of the calls.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post, put};

use super::{
    auto_labelling, datasets, exports, imports, labels, processing, processing_versions, samples,
    syncs, uploads, versions,
};
use crate::emulator::auth::gateway;
use crate::emulator::http::fallback;
use crate::emulator::state::AppState;

type Routes = Router<Arc<AppState>>;
type Methods = MethodRouter<Arc<AppState>>;

/// Returns the routes of all calls; every method requires authentication.
pub(crate) fn routes(state: &Arc<AppState>) -> Routes {
    let authenticator = state.authenticator.clone();
    // A layer on the methods and not on the path, so that a wrong method needs no authentication.
    let guarded = move |methods: Methods| {
        methods
            .route_layer(from_fn_with_state(authenticator.clone(), gateway::admit))
            .head(fallback::wrong_method)
    };
    let tables = [
        of_datasets(),
        of_samples(),
        of_transfers(),
        of_auto_labelling(),
        of_processing(),
    ];
    let mut router = Router::new();
    for (path, methods) in tables.into_iter().flatten() {
        router = router.route(path, guarded(methods));
    }
    router
}

fn of_datasets() -> Vec<(&'static str, Methods)> {
    vec![
        (
            "/v2/{project_id}/datasets",
            get(datasets::list_datasets).post(datasets::create_dataset),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}",
            get(datasets::desc_dataset)
                .put(datasets::update_dataset)
                .delete(datasets::delete_dataset),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/stats",
            get(datasets::get_dataset_stats),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/metrics",
            get(datasets::get_dataset_metrics),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/versions",
            get(versions::list_dataset_versions).post(versions::create_dataset_version),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/versions/{version_id}",
            get(versions::describe_dataset_version).delete(versions::delete_dataset_version),
        ),
    ]
}

fn of_samples() -> Vec<(&'static str, Methods)> {
    vec![
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples",
            get(samples::list_samples)
                .post(uploads::upload_samples_json)
                .put(samples::update_samples),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/delete",
            post(samples::delete_samples),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/{sample_id}",
            get(samples::describe_sample),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/search-condition",
            get(samples::list_search),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels",
            get(labels::list_labels)
                .post(labels::create_labels)
                .put(labels::update_labels),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/delete",
            post(labels::delete_labels),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}",
            put(labels::update_label).delete(labels::delete_label_and_samples),
        ),
    ]
}

fn of_transfers() -> Vec<(&'static str, Methods)> {
    vec![
        (
            "/v2/{project_id}/datasets/{dataset_id}/import-tasks",
            get(imports::list_import_tasks).post(imports::import_task),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/import-tasks/{task_id}",
            get(imports::desc_import_task),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/export-tasks",
            get(exports::get_export_tasks_status_of_dataset).post(exports::export_task),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/export-tasks/{task_id}",
            get(exports::get_export_task_status_of_dataset),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/sync-data",
            post(syncs::sync_data_source),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/sync-data/status",
            get(syncs::sync_data_source_state),
        ),
    ]
}

fn of_auto_labelling() -> Vec<(&'static str, Methods)> {
    vec![
        (
            "/v2/{project_id}/datasets/{dataset_id}/tasks",
            get(auto_labelling::list_tasks).post(auto_labelling::create_task),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}",
            get(auto_labelling::auto_annotation_progress),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}/stop",
            post(auto_labelling::stop_auto_annotation),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples",
            get(auto_labelling::list_auto_annotation_samples),
        ),
        (
            "/v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples/{sample_id}",
            get(auto_labelling::describe_auto_annotation_sample),
        ),
    ]
}

fn of_processing() -> Vec<(&'static str, Methods)> {
    vec![
        (
            "/v2/{project_id}/processor-tasks",
            get(processing::list_processor_tasks).post(processing::create_processor_task),
        ),
        (
            "/v2/{project_id}/processor-tasks/items",
            get(processing::get_processor_task_items),
        ),
        (
            "/v2/{project_id}/processor-tasks/{task_id}",
            get(processing::describe_processor_task)
                .put(processing::update_processor_task)
                .delete(processing::delete_processor_task),
        ),
        (
            "/v2/{project_id}/processor-tasks/{task_id}/versions",
            get(processing_versions::list_processor_task_versions)
                .post(processing_versions::create_processor_task_version),
        ),
        (
            "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}",
            get(processing_versions::desc_processor_task_version)
                .delete(processing_versions::delete_processor_task_version),
        ),
        (
            "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/results",
            get(processing_versions::list_processor_task_version_results),
        ),
        (
            "/v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/stop",
            post(processing_versions::stop_processor_task_version),
        ),
    ]
}
