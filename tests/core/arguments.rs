//! Arguments: what is refused before anything is sent, and what is sent.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use http::Method;
use modelarts::api::generated::dataset::OPERATIONS;
use modelarts::api::{Characters, Member, Place, Rule};
use modelarts::encoding::encode;
use modelarts::error::{Error, Problem};
use modelarts::http::Request;
use modelarts::operation::Arguments;
use modelarts::schema::{check, check_id, parse};
use modelarts::value::Value;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::json;

use crate::support::operation;

fn value(json: &serde_json::Value) -> Value {
    parse(json.to_string().as_bytes()).unwrap()
}

/// What is wrong with a value, as the message says it.
fn problems_of(json: &serde_json::Value, rule: &Rule) -> Vec<String> {
    let mut problems = Vec::new();
    check("x", &value(json), rule, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

fn text(min: usize, max: usize) -> Rule {
    Rule::Text {
        min,
        max,
        characters: Characters::Any,
    }
}

/// The arguments of a call, and what is wrong with them.
fn arguments(name: &str, given: &serde_json::Value, validate: bool) -> (Arguments, Vec<Problem>) {
    let operation = operation(name);
    let mut arguments = Arguments::new(operation);
    let mut problems = Vec::new();
    for parameter in operation.parameters {
        if let Some(json) = given.get(parameter.name) {
            arguments.set(parameter, value(json), validate, &mut problems);
        }
    }
    (arguments, problems)
}

fn request(name: &str, given: &serde_json::Value) -> Request {
    let (arguments, problems) = arguments(name, given, true);
    assert_eq!(problems, []);
    arguments.request("p".into())
}

fn refused(name: &str, given: &serde_json::Value) -> Vec<String> {
    let (_, problems) = arguments(name, given, true);
    problems.iter().map(ToString::to_string).collect()
}

fn sent_body(request: &Request) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

const MALFORMED_IDS: [&str; 19] = [
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
];

const NUMBER: Rule = Rule::Number {
    min: f64::NEG_INFINITY,
    max: f64::INFINITY,
};

#[test]
fn an_id_that_could_change_the_path_is_refused_and_its_parameter_named() {
    for id in MALFORMED_IDS {
        let (_, problems) = arguments(
            "get_task_status",
            &json!({"project_id": id, "task_id": id}),
            true,
        );
        let names: Vec<&str> = problems.iter().map(Problem::parameter).collect();
        assert_eq!(names, ["project_id", "task_id"], "{id:?}");
        for problem in problems {
            let problem = problem.problem.to_string();
            assert!(problem.contains("pass the id"), "{id:?}: {problem}");
            assert!(!problem.contains(char::is_control), "{id:?}: {problem}");
        }
    }
}

#[test]
fn a_malformed_id_is_refused_without_validation_too() {
    for id in MALFORMED_IDS {
        let given = json!({"project_id": "p", "task_id": id});
        let (_, problems) = arguments("get_task_status", &given, false);
        assert_eq!(problems.len(), 1, "{id:?}");
    }
}

#[test]
fn an_id_that_names_another_path_is_refused() {
    for (name, given) in [
        ("get_dataset", json!({"dataset_id": "task"})),
        (
            "search_dataset_version",
            json!({"dataset_id": "d", "version_id": "current"}),
        ),
        (
            "search_dataset_version",
            json!({"dataset_id": "d", "version_id": "difference"}),
        ),
    ] {
        assert_eq!(refused(name, &given).len(), 1, "{given}");
    }
    let given = json!({"project_id": "task", "task_id": "current"});
    assert_eq!(refused("get_task_status", &given), [""; 0]);
    assert_eq!(check_id("current", &[]), None);
    assert!(check_id("current", &["current"]).is_some());
}

#[test]
fn a_refused_id_is_not_shown_at_full_length() {
    let id = "x".repeat(100_000) + "/";
    let (_, problems) = arguments("get_task_status", &json!({"task_id": id}), true);
    assert!(Error::InvalidParameters(problems).to_string().len() < 300);
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
        let given = json!({"project_id": id, "task_id": id});
        let (arguments, problems) = arguments("get_task_status", &given, true);
        assert_eq!(problems, []);
        assert_eq!(arguments.project.as_deref(), Some(id));
        assert_eq!(arguments.ids, [("task_id", id.to_owned())]);
        let request = arguments.request(id.into());
        let expected = format!("/v1/{encoded}/datasets/task/{encoded}");
        assert_eq!(request.path, expected);
        assert_eq!(request.project.as_deref(), Some(id));
    }
}

#[test]
fn an_id_that_is_no_text_is_taken_as_its_text() {
    let request = request("get_task_status", &json!({"task_id": 5}));
    assert_eq!(request.path, "/v1/p/datasets/task/5");
}

#[test]
fn a_read_has_no_body_and_is_idempotent() {
    let given = json!({"limit": 10, "offset": 0, "search_content": "x y"});
    let request = request("query_dataset", &given);
    assert_eq!(request.method, Method::GET);
    assert_eq!(request.path, "/v1/p/datasets");
    assert_eq!(request.query, "limit=10&offset=0&search_content=x%20y");
    assert_eq!((request.body.len(), request.content_type()), (0, None));
    assert!(request.idempotent);
}

#[test]
fn a_write_carries_its_body_and_is_not_idempotent() {
    for (name, method, given) in [
        (
            "create_dataset",
            Method::POST,
            json!({"dataset_spec": {"name": "数据", "data_url": "b/d/"}}),
        ),
        (
            "update_dataset",
            Method::PUT,
            json!({"dataset_id": "d", "update_dataset_spec": {"description": "数据"}}),
        ),
    ] {
        let request = request(name, &given);
        assert_eq!(request.method, method, "{name}");
        assert_eq!(request.content_type(), Some("application/json"), "{name}");
        assert!(!request.idempotent, "{name}");
        let spec = given.as_object().unwrap().values().next_back().unwrap();
        assert_eq!(value(spec), parse(&request.body).unwrap(), "{name}");
        assert!(sent_body(&request).contains("数据"), "{name}");
    }
    let request = request("delete_dataset", &json!({"dataset_id": "d"}));
    assert_eq!((request.method, request.body.len()), (Method::DELETE, 0));
    assert!(!request.idempotent);
}

#[test]
fn a_body_keeps_the_order_of_its_members_and_all_digits() {
    let operation = operation("create_dataset");
    let body =
        r#"{"x":123456789012345678901234567890,"name":"n","data_url":"b/","a":[1.5,null,true]}"#;
    let mut arguments = Arguments::new(operation);
    let mut problems = Vec::new();
    let spec = &operation.parameters[1];
    let spec_value = parse(body.as_bytes()).unwrap();
    arguments.set(spec, spec_value, true, &mut problems);
    assert_eq!(problems, []);
    assert_eq!(sent_body(&arguments.request("p".into())), body);
}

#[test]
fn a_member_is_sent_under_its_documented_name() {
    let spec = |extra: serde_json::Value| {
        let mut spec = json!({"name": "n", "data_url": "b/"});
        let members = extra.as_object().unwrap().clone();
        spec.as_object_mut().unwrap().extend(members);
        json!({"dataset_spec": spec})
    };
    for extra in [
        json!({"provide": "OBS"}),
        json!({"provider": "OBS"}),
        json!({"provide": "OBS", "provider": "OBS"}),
    ] {
        let sent = request("create_dataset", &spec(extra));
        let body: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
        let expected = json!({"name": "n", "data_url": "b/", "provider": "OBS"});
        assert_eq!(body, expected);
    }
    let contradicting = spec(json!({"provide": "OBS", "provider": "another"}));
    let problems = refused("create_dataset", &contradicting).join("; ");
    assert!(
        problems.contains("dataset_spec.provide: contradicts dataset_spec.provider"),
        "{problems}"
    );
    let wrong = refused("create_dataset", &spec(json!({"provide": "S3"})));
    assert_eq!(wrong, [r#"dataset_spec.provider: is "S3", expected "OBS""#]);
}

#[test]
fn all_that_is_wrong_is_told_at_once_with_its_place() {
    let given = json!({
        "project_id": "a/b",
        "dataset_spec": {"name": "", "provider": "S3", "open_obs_version": true},
    });
    let (_, problems) = arguments("create_dataset", &given, true);
    let places: Vec<&str> = problems.iter().map(|problem| &*problem.place).collect();
    let expected = [
        "project_id",
        "dataset_spec.name",
        "dataset_spec.provider",
        "dataset_spec.data_url",
        "dataset_spec.open_obs_version",
    ];
    assert_eq!(places, expected);
    assert_eq!(problems[1].parameter(), "dataset_spec");
}

#[test]
fn without_validation_the_limits_are_left_to_the_service() {
    let given = json!({"dataset_spec": {"name": "", "provide": "S3"}});
    let (arguments, problems) = arguments("create_dataset", &given, false);
    assert_eq!(problems, []);
    let sent = arguments.request("p".into());
    assert_eq!(sent_body(&sent), r#"{"name":"","provider":"S3"}"#);
}

#[test]
fn a_list_or_a_mapping_is_never_sent_in_a_query() {
    for value in [json!([1]), json!({"a": 1})] {
        for validate in [true, false] {
            let given = json!({"limit": value});
            let (_, problems) = arguments("query_dataset", &given, validate);
            assert_eq!(problems.len(), 1, "{value} {validate}");
        }
    }
}

#[test]
fn a_query_is_checked_by_its_rules() {
    for (given, expected) in [
        (json!({"limit": 1}), None),
        (json!({"limit": i64::MAX}), None),
        (
            json!({"limit": 0}),
            Some("limit: is 0, expected an integer of at least 1"),
        ),
        (
            json!({"limit": u64::MAX}),
            Some("limit: is 18446744073709551615, expected an integer of at least 1"),
        ),
        (
            json!({"limit": true}),
            Some("limit: is true, expected an integer of at least 1"),
        ),
        (
            json!({"limit": 1.0}),
            Some("limit: is 1.0, expected an integer of at least 1"),
        ),
        (
            json!({"limit": "1"}),
            Some(r#"limit: is "1", expected an integer of at least 1"#),
        ),
        (json!({"order": "asc"}), None),
        (
            json!({"order": "ASC"}),
            Some(r#"order: is "ASC", expected "asc" or "desc""#),
        ),
        (json!({"search_content": "数".repeat(100)}), None),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(refused("query_dataset", &given), expected, "{given}");
    }
    let long = refused(
        "query_dataset",
        &json!({"search_content": "数".repeat(101)}),
    );
    assert!(
        long[0].ends_with("(101 characters), expected text of at most 100 characters"),
        "{long:?}"
    );
}

#[test]
fn a_name_consists_of_the_documented_characters() {
    let rule = Rule::Text {
        min: 1,
        max: 20,
        characters: Characters::Name,
    };
    for name in ["a", "A-z_09", "数据集", "a数", &"数".repeat(20), "㐀龥"] {
        assert_eq!(problems_of(&json!(name), &rule), [""; 0], "{name}");
    }
    for name in [
        "",
        "a b",
        "a.b",
        "é",
        "ａ",
        "1。",
        "数\u{3000}",
        &"x".repeat(21),
        "a\n",
    ] {
        let problems = problems_of(&json!(name), &rule);
        assert_eq!(problems.len(), 1, "{name}");
        assert!(
            problems[0].contains("1 to 20 letters, digits"),
            "{problems:?}"
        );
        assert!(!problems[0].contains('\n'), "{problems:?}");
    }
}

#[test]
fn a_value_fits_its_rule_or_is_shown_with_what_was_expected() {
    static ITEM: Rule = Rule::Text {
        min: 1,
        max: usize::MAX,
        characters: Characters::Any,
    };
    static MEMBERS: &[Member] = &[Member {
        name: "n",
        alias: None,
        required: true,
        rule: Rule::Integer { min: 0, max: 9 },
    }];
    static SPEC: Rule = Rule::Object(MEMBERS);
    let texts = Rule::List {
        item: &ITEM,
        min: 1,
        max: usize::MAX,
    };
    let two = Rule::List {
        item: &Rule::Boolean,
        min: 0,
        max: 2,
    };
    let objects = Rule::List {
        item: &SPEC,
        min: 0,
        max: usize::MAX,
    };
    for (rule, json, expected) in [
        (&Rule::Any, json!({"a": [null]}), ""),
        (&Rule::Boolean, json!(false), ""),
        (
            &Rule::Boolean,
            json!("false"),
            r#"x: is "false", expected true or false"#,
        ),
        (&NUMBER, json!(1.5), ""),
        (&NUMBER, json!(null), "x: is null, expected a number"),
        (
            &Rule::Integer { min: -1, max: 1 },
            json!(2),
            "x: is 2, expected an integer from -1 to 1",
        ),
        (
            &Rule::Object(MEMBERS),
            json!({"n": 1, "undocumented": []}),
            "",
        ),
        (
            &Rule::Object(MEMBERS),
            json!([]),
            "x: is [], expected a mapping",
        ),
        (
            &Rule::Object(MEMBERS),
            json!({}),
            "x.n: is missing; expected an integer from 0 to 9",
        ),
        (&texts, json!(["a"]), ""),
        (
            &texts,
            json!([]),
            "x: is [], expected a list of at least 1 texts, none of them empty",
        ),
        (
            &texts,
            json!(["a", ""]),
            r#"x: is ["a",""], expected a list of at least 1 texts, none of them empty"#,
        ),
        (
            &texts,
            json!("a"),
            r#"x: is "a", expected a list of at least 1 texts, none of them empty"#,
        ),
        (
            &two,
            json!([true, false, true]),
            "x: is [true,false,true], expected a list of at most 2 items, each true or false",
        ),
        (
            &objects,
            json!([{"n": 1}, {"n": 10}]),
            "x[1].n: is 10, expected an integer from 0 to 9",
        ),
        (&objects, json!([5]), "x[0]: is 5, expected a mapping"),
        (
            &Rule::Id { reserved: &[] },
            json!(5),
            "x: is 5, expected an id as the service gave it",
        ),
        (&text(0, usize::MAX), json!(5), "x: is 5, expected text"),
        (
            &text(3, usize::MAX),
            json!("ab"),
            r#"x: is "ab", expected text of at least 3 characters"#,
        ),
    ] {
        let problems = problems_of(&json, rule).join("; ");
        assert_eq!(problems, expected, "{json}");
    }
}

#[test]
fn a_long_value_is_not_shown_at_full_length() {
    for json in [json!("x".repeat(100_000)), json!(vec![1; 100_000])] {
        let problems = problems_of(&json, &Rule::Boolean);
        assert!(problems[0].len() < 200, "{problems:?}");
    }
}

#[test]
fn the_path_of_every_operation_is_built_of_its_parameters() {
    for operation in OPERATIONS {
        let mut arguments = Arguments::new(operation);
        let mut problems = Vec::new();
        for parameter in operation.parameters {
            if parameter.place == Place::Path {
                let id = Value::Text(
                    format!("an id/{}", parameter.name)
                        .replace('/', ":")
                        .replace(' ', "-"),
                );
                arguments.set(parameter, id, true, &mut problems);
            }
        }
        assert_eq!(problems, [], "{}", operation.name);
        let request = arguments.request("p".into());
        assert!(!request.path.contains(['{', '}', ' ']), "{}", request.path);
        assert!(!request.path.contains("//"), "{}", request.path);
        assert!(
            request.path.starts_with("/v1/p/datasets"),
            "{}",
            request.path
        );
        let segments = |path: &str| path.split('/').count();
        assert_eq!(segments(&request.path), segments(operation.path));
        assert_eq!(request.operation, operation.name);
        assert_eq!(request.idempotent, operation.method == Method::GET);
        assert_eq!(operation.parameters[0].name, "project_id");
    }
}

proptest! {
    #[test]
    fn an_id_is_one_segment_of_the_path_or_refused(id: String) {
        let given = json!({"project_id": "p", "task_id": id});
        let (arguments, problems) = arguments("get_task_status", &given, true);
        if problems.is_empty() {
            let path = arguments.request("p".into()).path;
            let segment = path.strip_prefix("/v1/p/datasets/task/").unwrap();
            prop_assert!(!segment.is_empty() && !segment.contains('/'));
            prop_assert!(segment.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert_eq!(percent_decode_str(segment).decode_utf8().unwrap(), id);
        }
    }

    #[test]
    fn encoded_text_is_decoded_to_the_same(text: String) {
        let encoded = encode(&text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_graphic()));
        prop_assert_eq!(percent_decode_str(&encoded).decode_utf8().unwrap(), text);
    }

    #[test]
    fn a_query_value_reaches_the_service_as_it_is(text in ".{0,100}") {
        let request = request("query_dataset", &json!({"search_content": text}));
        let sent = request.query.strip_prefix("search_content=").unwrap();
        prop_assert_eq!(percent_decode_str(sent).decode_utf8().unwrap(), text);
    }
}
