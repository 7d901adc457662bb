//! The names of the service's operations, by method and path.

use std::sync::LazyLock;

use axum::http::Method;

use super::http::body::MAX_BYTES;

/// The largest accepted body of an upload, in bytes: a sample may have 12,582,912 bytes, which are a
/// third more in base64.
const MAX_UPLOAD: usize = 32 * 1024 * 1024;

/// A documented operation.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) method: Method,
    /// The path in the syntax of the router, with `{…}` for any one segment.
    pub(super) path: &'static str,
}

/// Name, method and path of each operation. The first path that matches a request counts; literal
/// segments go before placeholders, as in the router.
const TABLE: &str = "
create_token POST /v3/auth/tokens
list_projects GET /v3/projects

get_task_status GET /v1/{project_id}/datasets/task/{task_id}
create_dataset POST /v1/{project_id}/datasets
query_dataset GET /v1/{project_id}/datasets
get_dataset GET /v1/{project_id}/datasets/{dataset_id}
update_dataset PUT /v1/{project_id}/datasets/{dataset_id}
delete_dataset DELETE /v1/{project_id}/datasets/{dataset_id}
sync_dataset POST /v1/{project_id}/datasets/{dataset_id}/sync
delete_file_from_obs DELETE /v1/{project_id}/datasets/{dataset_id}/files
create_dataset_version POST /v1/{project_id}/datasets/{dataset_id}/versions
get_history_dataset_version GET /v1/{project_id}/datasets/{dataset_id}/versions
compare_datasets GET /v1/{project_id}/datasets/{dataset_id}/versions/difference
checkout_dataset_version PUT /v1/{project_id}/datasets/{dataset_id}/versions/current
search_dataset_version GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}
delete_file_in_version PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}

datasets.list GET /v2/{project_id}/datasets
datasets.create POST /v2/{project_id}/datasets
datasets.get GET /v2/{project_id}/datasets/{dataset_id}
datasets.update PUT /v2/{project_id}/datasets/{dataset_id}
datasets.delete DELETE /v2/{project_id}/datasets/{dataset_id}
datasets.stats GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/stats
datasets.metrics GET /v2/{project_id}/datasets/{dataset_id}/metrics
versions.list GET /v2/{project_id}/datasets/{dataset_id}/versions
versions.create POST /v2/{project_id}/datasets/{dataset_id}/versions
versions.get GET /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}
versions.delete DELETE /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}
samples.list GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples
samples.add POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples
samples.update PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples
samples.delete POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/delete
samples.get GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/samples/{sample_id}
samples.search_conditions GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/search-condition
labels.list GET /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels
labels.create POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels
labels.update PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels
labels.delete POST /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/delete
labels.update_one PUT /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}
labels.delete_one DELETE /v2/{project_id}/datasets/{dataset_id}/data-annotations/labels/{label_name}
imports.list GET /v2/{project_id}/datasets/{dataset_id}/import-tasks
imports.create POST /v2/{project_id}/datasets/{dataset_id}/import-tasks
imports.get GET /v2/{project_id}/datasets/{dataset_id}/import-tasks/{task_id}
exports.list GET /v2/{project_id}/datasets/{dataset_id}/export-tasks
exports.create POST /v2/{project_id}/datasets/{dataset_id}/export-tasks
exports.get GET /v2/{project_id}/datasets/{resource_id}/export-tasks/{task_id}
syncs.create POST /v2/{project_id}/datasets/{dataset_id}/sync-data
syncs.get GET /v2/{project_id}/datasets/{dataset_id}/sync-data/status
auto_labelling.list GET /v2/{project_id}/datasets/{dataset_id}/tasks
auto_labelling.create POST /v2/{project_id}/datasets/{dataset_id}/tasks
auto_labelling.get GET /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}
auto_labelling.stop POST /v2/{project_id}/datasets/{dataset_id}/tasks/{task_id}/stop
auto_labelling.samples GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples
auto_labelling.get_sample GET /v2/{project_id}/datasets/{dataset_id}/auto-annotations/samples/{sample_id}
processing.items GET /v2/{project_id}/processor-tasks/items
processing.list GET /v2/{project_id}/processor-tasks
processing.create POST /v2/{project_id}/processor-tasks
processing.get GET /v2/{project_id}/processor-tasks/{task_id}
processing.update PUT /v2/{project_id}/processor-tasks/{task_id}
processing.delete DELETE /v2/{project_id}/processor-tasks/{task_id}
processing.versions GET /v2/{project_id}/processor-tasks/{task_id}/versions
processing.create_version POST /v2/{project_id}/processor-tasks/{task_id}/versions
processing.get_version GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}
processing.delete_version DELETE /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}
processing.results GET /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/results
processing.stop_version POST /v2/{project_id}/processor-tasks/{task_id}/versions/{version_id}/stop
";

/// The operations whose work goes on after the response.
pub(super) const STARTING_WORK: [&str; 16] = [
    "create_dataset",
    "delete_dataset",
    "sync_dataset",
    "create_dataset_version",
    "checkout_dataset_version",
    "datasets.create",
    "datasets.update",
    "datasets.delete",
    "versions.create",
    "versions.delete",
    "imports.create",
    "exports.create",
    "syncs.create",
    "auto_labelling.create",
    "processing.create",
    "processing.create_version",
];

/// All operations. Those of version 1 have the name of the documents, those of version 2 the name of
/// the namespace and the method that call them.
pub(super) static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| TABLE.lines().filter_map(operation).collect());

fn operation(line: &'static str) -> Option<Operation> {
    let mut words = line.split(' ');
    let name = words.next()?;
    let method = words.next()?.parse().ok()?;
    let path = words.next()?;
    Some(Operation { name, method, path })
}

/// Returns the name of the operation that a request calls, if it calls one.
pub(super) fn name_of(method: &Method, path: &str) -> Option<&'static str> {
    let path = OPERATIONS
        .iter()
        .find(|operation| path_matches(operation.path, path))?
        .path;
    OPERATIONS
        .iter()
        .find(|operation| operation.path == path && operation.method == *method)
        .map(|operation| operation.name)
}

/// Returns how many bytes the body of a request may have.
pub(super) fn max_body(method: &Method, path: &str) -> usize {
    match name_of(method, path) {
        Some("samples.add") => MAX_UPLOAD,
        _ => MAX_BYTES,
    }
}

fn path_matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    pattern.split('/').all(|expected| {
        segments.next().is_some_and(|segment| {
            segment == expected || (expected.starts_with('{') && !segment.is_empty())
        })
    }) && segments.next().is_none()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_is_found_by_it() {
        for (index, operation) in OPERATIONS.iter().enumerate() {
            let path = operation.path.replace(['{', '}'], "");
            assert_eq!(name_of(&operation.method, &path), Some(operation.name));
            let found = OPERATIONS.iter().position(|o| o.name == operation.name);
            assert_eq!(found, Some(index), "{}", operation.name);
        }
    }

    #[test]
    fn every_line_of_the_table_is_an_operation() {
        let lines = TABLE.lines().filter(|line| !line.is_empty()).count();
        assert_eq!(OPERATIONS.len(), lines);
        assert_eq!(lines, 2 + 14 + 49);
        for name in STARTING_WORK {
            assert!(OPERATIONS.iter().any(|operation| operation.name == name));
        }
    }

    #[test]
    fn literal_segments_go_before_placeholders() {
        let named =
            |method: Method, path: &str| name_of(&method, &format!("/v1/p/datasets/{path}"));
        assert_eq!(named(Method::GET, "task/versions"), Some("get_task_status"));
        assert_eq!(named(Method::POST, "task/versions"), None);
        assert_eq!(named(Method::GET, "task"), Some("get_dataset"));
        assert_eq!(
            named(Method::PUT, "d/versions/current"),
            Some("checkout_dataset_version")
        );
        assert_eq!(named(Method::GET, "d/versions/current"), None);
        assert_eq!(
            named(Method::PUT, "task/versions/v"),
            Some("delete_file_in_version")
        );
    }

    #[test]
    fn an_unknown_path_or_method_has_no_name() {
        for path in [
            "/",
            "",
            "/v1/p/datasets/",
            "/v1//datasets",
            "/v1/p/datasets/d/versions/v/w",
        ] {
            assert_eq!(name_of(&Method::GET, path), None, "{path}");
        }
        assert_eq!(name_of(&Method::HEAD, "/v3/projects"), None);
    }
}
