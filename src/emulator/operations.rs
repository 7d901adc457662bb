//! The names of the service's operations, by method and path.

use axum::http::Method;

/// A documented operation.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) method: Method,
    /// The path in the syntax of the router, with `{…}` for any one segment.
    pub(super) path: &'static str,
}

const fn operation(name: &'static str, method: Method, path: &'static str) -> Operation {
    Operation { name, method, path }
}

/// The first path that matches a request is meant; literal segments go before placeholders, as in the
/// router.
pub(super) const OPERATIONS: [Operation; 16] = [
    operation("create_token", Method::POST, "/v3/auth/tokens"),
    operation("list_projects", Method::GET, "/v3/projects"),
    operation(
        "get_task_status",
        Method::GET,
        "/v1/{project_id}/datasets/task/{task_id}",
    ),
    operation("create_dataset", Method::POST, "/v1/{project_id}/datasets"),
    operation("query_dataset", Method::GET, "/v1/{project_id}/datasets"),
    operation(
        "get_dataset",
        Method::GET,
        "/v1/{project_id}/datasets/{dataset_id}",
    ),
    operation(
        "update_dataset",
        Method::PUT,
        "/v1/{project_id}/datasets/{dataset_id}",
    ),
    operation(
        "delete_dataset",
        Method::DELETE,
        "/v1/{project_id}/datasets/{dataset_id}",
    ),
    operation(
        "sync_dataset",
        Method::POST,
        "/v1/{project_id}/datasets/{dataset_id}/sync",
    ),
    operation(
        "delete_file_from_obs",
        Method::DELETE,
        "/v1/{project_id}/datasets/{dataset_id}/files",
    ),
    operation(
        "create_dataset_version",
        Method::POST,
        "/v1/{project_id}/datasets/{dataset_id}/versions",
    ),
    operation(
        "get_history_dataset_version",
        Method::GET,
        "/v1/{project_id}/datasets/{dataset_id}/versions",
    ),
    operation(
        "compare_datasets",
        Method::GET,
        "/v1/{project_id}/datasets/{dataset_id}/versions/difference",
    ),
    operation(
        "checkout_dataset_version",
        Method::PUT,
        "/v1/{project_id}/datasets/{dataset_id}/versions/current",
    ),
    operation(
        "search_dataset_version",
        Method::GET,
        "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
    ),
    operation(
        "delete_file_in_version",
        Method::PUT,
        "/v1/{project_id}/datasets/{dataset_id}/versions/{version_id}",
    ),
];

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
