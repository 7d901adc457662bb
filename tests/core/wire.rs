//! Paths, ids and dates: what may go on the wire and what is read off it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::error::Error;
use modelarts::model::{DatasetId, ProjectId, TaskId, VersionId};
use modelarts::wire::{Method, Received, Request, http_date};
use reqwest::header::{HeaderMap, HeaderValue};

#[test]
fn an_id_that_could_change_the_path_is_refused_and_its_parameter_named() {
    for id in [
        "",
        ".",
        "..",
        "a/b",
        "/",
        "a\\b",
        "a?b",
        "a#b",
        "a%2Fb",
        " a",
        "a b",
        "a\t",
        "a\r\nb",
        "a\0",
        "a\u{7f}",
        "a\u{85}b",
        "a\u{a0}b",
        "a\u{2028}b",
        "\u{3000}",
    ] {
        let project = ProjectId::new("project_id", id).unwrap_err();
        let task = TaskId::new("task_id", id).unwrap_err();
        for (error, name) in [(project, "project_id"), (task, "task_id")] {
            let Error::InvalidParameters(problems) = error else {
                unreachable!("{id:?}: {error}")
            };
            let problem = &problems[0].problem;
            assert_eq!(problems[0].parameter(), name, "{id:?}");
            assert!(problem.contains("pass the id"), "{id:?}: {problem}");
            assert!(!problem.contains(char::is_control), "{id:?}: {problem}");
        }
    }
}

#[test]
fn a_refused_id_is_not_shown_at_full_length() {
    let error = TaskId::new("task_id", "x".repeat(100_000) + "/").unwrap_err();
    assert!(error.to_string().len() < 300);
}

#[test]
fn every_other_id_is_taken_as_it_is_and_encoded_in_the_path() {
    for (id, encoded) in [
        (
            "062ef90a-da4d-4af4-82ba-1523da57e78e",
            "062ef90a-da4d-4af4-82ba-1523da57e78e",
        ),
        ("...", "..."),
        ("a+b", "a%2Bb"),
        ("a;b=c&d:e@f", "a%3Bb%3Dc%26d%3Ae%40f"),
        ("任务", "%E4%BB%BB%E5%8A%A1"),
    ] {
        let (project, task) = (
            ProjectId::new("project_id", id).unwrap(),
            TaskId::new("task_id", id).unwrap(),
        );
        assert_eq!((project.as_str(), task.as_str()), (id, id));
        let request = Request::new("test", Method::Get, &project, &["datasets", task.as_str()]);
        assert_eq!(request.path, format!("/v1/{encoded}/datasets/{encoded}"));
    }
}

#[test]
fn a_read_has_no_body_and_may_be_repeated() {
    let project = ProjectId::new("project_id", "p").unwrap();
    let request =
        Request::new("test", Method::Get, &project, &[]).with_query(&[("b", "x y"), ("a", "")]);
    assert_eq!(request.query, "a=&b=x%20y");
    assert_eq!((request.body.len(), request.content_type()), (0, None));
    assert!(request.repeatable);
}

#[test]
fn what_changes_something_carries_its_body_and_is_not_repeated() {
    let project = ProjectId::new("project_id", "p").unwrap();
    for method in [Method::Post, Method::Put, Method::Delete] {
        let request = Request::new("test", method, &project, &["datasets"])
            .with_body(&serde_json::json!({"name": "数据"}));
        assert_eq!(request.body, "{\"name\":\"数据\"}".as_bytes());
        assert_eq!(request.content_type(), Some("application/json"));
        assert!(!request.repeatable);
    }
}

#[test]
fn an_id_that_would_make_another_call_of_its_path_is_refused() {
    for id in ["current", "difference"] {
        VersionId::new("version_id", id).unwrap_err();
    }
    DatasetId::new("dataset_id", "task").unwrap_err();
    TaskId::new("task_id", "current").unwrap();
}

#[test]
fn a_header_is_found_by_its_name_and_success_is_any_status_of_200() {
    let mut headers = HeaderMap::new();
    for id in ["first", "second"] {
        headers.append("x-request-id", HeaderValue::from_static(id));
    }
    let received = |status| Received {
        status,
        headers: headers.clone(),
        body: Vec::new(),
    };
    assert_eq!(received(200).request_id(), Some("first"));
    assert_eq!(received(200).header("date"), None);
    for (status, success) in [
        (199, false),
        (200, true),
        (299, true),
        (300, false),
        (500, false),
    ] {
        assert_eq!(received(status).is_success(), success, "{status}");
    }
}

#[test]
fn an_http_date_is_read_and_anything_else_is_not() {
    let expected = "1994-11-06T08:49:37Z".parse().ok();
    assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
    assert_eq!(http_date(" Sun, 06 Nov 1994 08:49:37 GMT "), expected);
    for text in [
        "",
        "now",
        "1994-11-06T08:49:37Z",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "0",
    ] {
        assert_eq!(http_date(text), None, "{text}");
    }
}
