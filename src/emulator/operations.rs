//! The names of the service's operations, by method and path.

use axum::http::Method;

/// A documented operation.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) method: Method,
    /// The path, with `{…}` for any one segment, as the router writes it.
    pub(super) path: &'static str,
}

const fn operation(name: &'static str, method: Method, path: &'static str) -> Operation {
    Operation { name, method, path }
}

/// Where two paths fit a request, the one that stands first is meant; a router, too, prefers the
/// path that says more.
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

/// The operation that a request asks for, if it asks for one.
pub(super) fn name_of(method: &Method, path: &str) -> Option<&'static str> {
    let meant = OPERATIONS
        .iter()
        .find(|operation| fits(operation.path, path))?
        .path;
    OPERATIONS
        .iter()
        .find(|operation| operation.path == meant && operation.method == *method)
        .map(|operation| operation.name)
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    pattern.split('/').all(|wanted| {
        segments.next().is_some_and(|segment| {
            segment == wanted || (wanted.starts_with('{') && !segment.is_empty())
        })
    }) && segments.next().is_none()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;
    use crate::emulator::{Emulator, Options};

    fn path_of(operation: &Operation) -> String {
        operation.path.replace(['{', '}'], "")
    }

    fn status(emulator: &Emulator, method: &Method, path: &str) -> String {
        let url = emulator.url();
        let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    }

    /// Before anybody asks who calls, the router says 404 to a path and 405 to a method that it
    /// doesn't have.
    #[test]
    fn the_router_has_these_operations_under_these_paths() {
        let emulator = Emulator::start(Options::default()).unwrap();
        let served: Vec<&str> = OPERATIONS
            .iter()
            .filter(|operation| {
                let status = status(&emulator, &operation.method, &path_of(operation));
                status != "404" && status != "405"
            })
            .map(|operation| operation.name)
            .collect();
        let all: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
        assert_eq!(served, all);
    }

    #[test]
    fn every_operation_has_its_own_name_and_is_found_by_it() {
        for (place, operation) in OPERATIONS.iter().enumerate() {
            let path = path_of(operation);
            assert_eq!(name_of(&operation.method, &path), Some(operation.name));
            let twin = OPERATIONS.iter().position(|o| o.name == operation.name);
            assert_eq!(twin, Some(place), "{}", operation.name);
        }
    }

    #[test]
    fn a_path_that_says_more_goes_first() {
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
    fn what_is_no_operation_has_no_name() {
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
