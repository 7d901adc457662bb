//! The reader of responses, rule by rule.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use modelarts::api::{Field, Object, Presence, Shape};
use modelarts::schema::{ReadError, parse, read};
use modelarts::value::{Key, Value};
use proptest::prelude::*;

const fn field(name: &'static str, presence: Presence, shape: Shape) -> Field {
    Field {
        name,
        presence,
        shape,
    }
}

static INNER: Object = Object {
    module: "modelarts.responses",
    class: "Inner",
    fields: &[
        field("name", Presence::Required, Shape::Text),
        field("size", Presence::Optional, Shape::Integer { text: true }),
    ],
};

static OUTER: Object = Object {
    module: "modelarts.responses",
    class: "Outer",
    fields: &[
        field("text", Presence::Optional, Shape::Text),
        field("code", Presence::NotEmpty, Shape::Text),
        field("state", Presence::Optional, Shape::State(&["DONE", "Lost"])),
        field("strict", Presence::Optional, Shape::Integer { text: false }),
        field("size", Presence::Optional, Shape::Integer { text: true }),
        field("flag", Presence::Optional, Shape::Boolean { text: false }),
        field("named", Presence::Optional, Shape::Boolean { text: true }),
        field(
            "texts",
            Presence::Optional,
            Shape::List {
                item: &Shape::Text,
                single: true,
                empty: false,
            },
        ),
        field(
            "list",
            Presence::Optional,
            Shape::List {
                item: &Shape::Object(&INNER),
                single: false,
                empty: false,
            },
        ),
        field(
            "some",
            Presence::EmptyIfMissing,
            Shape::List {
                item: &Shape::Object(&INNER),
                single: true,
                empty: true,
            },
        ),
        field("inner", Presence::Optional, Shape::Object(&INNER)),
        field("any", Presence::Optional, Shape::Any),
        field("number", Presence::Optional, Shape::Number),
        field("mapping", Presence::Optional, Shape::Mapping),
        field(
            "numbers",
            Presence::Optional,
            Shape::List {
                item: &Shape::Number,
                single: true,
                empty: false,
            },
        ),
    ],
};

static REQUIRED: Object = Object {
    module: "modelarts.responses",
    class: "Required",
    fields: &[
        field("text", Presence::Required, Shape::Text),
        field(
            "list",
            Presence::Required,
            Shape::List {
                item: &Shape::Text,
                single: false,
                empty: false,
            },
        ),
    ],
};

/// Reads one member of [`OUTER`]; as JSON, or `-` if it is not there.
fn member(name: &str, written: &str) -> Result<String, ReadError> {
    let object = read(format!(r#"{{"{name}": {written}}}"#).as_bytes(), &OUTER)?;
    Ok(object
        .get(name)
        .map_or_else(|| "-".to_owned(), Value::to_json))
}

fn error(name: &str, written: &str) -> String {
    let error = member(name, written).unwrap_err();
    format!("{}: {}", error.path, error.problem)
}

#[test]
fn a_member_is_read_by_its_shape() {
    for (name, written, expected) in [
        ("text", r#""数\u0061""#, r#""数a""#),
        ("text", "null", "null"),
        ("text", r#""""#, r#""""#),
        ("code", r#""c""#, r#""c""#),
        ("code", r#""""#, "-"),
        ("code", "null", "-"),
        ("state", r#""DONE""#, r#""DONE""#),
        ("state", r#"" done\n""#, r#""DONE""#),
        ("state", r#""LOST""#, r#""Lost""#),
        ("state", r#"" New ""#, r#"" New ""#),
        ("strict", "-7", "-7"),
        ("size", r#""-7""#, "-7"),
        ("size", r#""007""#, "7"),
        ("flag", "true", "true"),
        ("named", r#""TRUE""#, "true"),
        ("named", r#""False""#, "false"),
        ("number", "-1.5", "-1.5"),
        (
            "number",
            "12345678901234567890123",
            "12345678901234567890123",
        ),
        (
            "mapping",
            r#"{"a": [1, {"b": null}]}"#,
            r#"{"a":[1,{"b":null}]}"#,
        ),
        ("numbers", "[1, 2.5]", "[1,2.5]"),
        ("numbers", "1", "[1]"),
        ("texts", r#"["a", "b"]"#, r#"["a","b"]"#),
        ("texts", r#""a""#, r#"["a"]"#),
        ("texts", "null", "[]"),
        ("list", r#"[{"name": "n"}]"#, r#"[{"name":"n"}]"#),
        ("list", "null", "[]"),
        (
            "some",
            r#"{"name": "n", "size": "1"}"#,
            r#"[{"name":"n","size":1}]"#,
        ),
        ("some", "null", "[]"),
        ("some", r#""""#, "[]"),
        ("some", "[]", "[]"),
        (
            "inner",
            r#"{"name": "n", "x": [1.5]}"#,
            r#"{"name":"n","x":[1.5]}"#,
        ),
        ("inner", "null", "null"),
        (
            "any",
            r#"{"a": [null, true, -0.5, {}]}"#,
            r#"{"a":[null,true,-0.5,{}]}"#,
        ),
        ("other", r#"[1, "a"]"#, r#"[1,"a"]"#),
    ] {
        assert_eq!(
            member(name, written).as_deref(),
            Ok(expected),
            "{name}: {written}"
        );
    }
}

#[test]
fn a_member_of_another_shape_is_an_error_at_its_place() {
    for (name, written, expected) in [
        ("text", "1", "text: is 1, expected a string"),
        ("text", "[]", "text: is a list, expected a string"),
        ("code", "false", "code: is false, expected a string"),
        (
            "state",
            "{}",
            "state: is an object, expected the name of a state",
        ),
        (
            "strict",
            r#""7""#,
            r#"strict: is "7", expected a whole number of at most 64 bits"#,
        ),
        (
            "strict",
            "1.0",
            "strict: is 1.0, expected a whole number of at most 64 bits",
        ),
        (
            "flag",
            r#""true""#,
            r#"flag: is "true", expected true or false"#,
        ),
        ("flag", "1", "flag: is 1, expected true or false"),
        (
            "named",
            r#""yes""#,
            r#"named: is "yes", expected true or false"#,
        ),
        ("texts", "1", "texts: is 1, expected a list"),
        ("texts", r#"["a", 1]"#, "texts[1]: is 1, expected a string"),
        ("texts", "[null]", "texts[0]: is null, expected a string"),
        (
            "list",
            r#"{"name": "n"}"#,
            "list: is an object, expected a list of objects",
        ),
        (
            "list",
            r#""""#,
            r#"list: is "", expected a list of objects"#,
        ),
        (
            "list",
            r#"[{"name": "n"}, {}]"#,
            "list[1]: `name` is missing",
        ),
        (
            "some",
            r#""x""#,
            r#"some: is "x", expected a list of objects"#,
        ),
        ("some", r#"{"size": 1}"#, "some: `name` is missing"),
        (
            "some",
            r#"{"name": 1}"#,
            "some.name: is 1, expected a string",
        ),
        ("inner", "[]", "inner: is a list, expected an object"),
        ("mapping", "[]", "mapping: is a list, expected an object"),
        ("number", r#""1""#, r#"number: is "1", expected a number"#),
        (
            "number",
            "1e400",
            "number: is a number out of range, expected a number",
        ),
        ("numbers", "{}", "numbers: is an object, expected a list"),
        (
            "inner",
            r#"{"name": null}"#,
            "inner.name: `name` is null, expected a string",
        ),
    ] {
        assert_eq!(error(name, written), expected, "{name}: {written}");
    }
    let long = error("text", &format!("[{}]", "1,".repeat(1000) + "1"));
    assert!(long.len() < 100, "{long}");
    let long = error("size", &format!("\"{}\"", "9".repeat(10_000)));
    assert!(long.len() < 200, "{long}");
}

#[test]
fn a_required_member_must_be_there_and_not_null() {
    for (body, expected) in [
        ("{}", ": `text` is missing"),
        (
            r#"{"text": null, "list": []}"#,
            "text: `text` is null, expected a string",
        ),
        (r#"{"text": "t"}"#, ": `list` is missing"),
    ] {
        let error = read(body.as_bytes(), &REQUIRED).unwrap_err();
        assert_eq!(format!("{}: {}", error.path, error.problem), expected);
    }
    let object = read(br#"{"text": "", "list": null}"#, &REQUIRED).unwrap();
    assert_eq!(object.text("text"), Some(""));
    assert_eq!(object.get("list"), Some(&Value::List(Vec::new())));
}

#[test]
fn a_list_that_is_always_there_is_empty_if_it_is_missing() {
    let object = read(b"{}", &OUTER).unwrap();
    assert_eq!(object.get("some"), Some(&Value::List(Vec::new())));
    assert_eq!(object.members.len(), 1);
}

#[test]
fn integers_have_64_bits_and_larger_ones_keep_all_digits() {
    let beyond = [
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
    ];
    for digits in ["9223372036854775807", "-9223372036854775808", "0"] {
        assert_eq!(member("size", digits).as_deref(), Ok(digits));
        assert_eq!(
            member("size", &format!("\"{digits}\"")).as_deref(),
            Ok(digits)
        );
        let integer = Value::Integer(digits.parse().unwrap());
        assert_eq!(parse(digits.as_bytes()), Ok(integer));
    }
    assert_eq!(parse(b"-0"), Ok(Value::Integer(0)));
    assert_eq!(parse(b"1e2"), Ok(Value::Float(100.0)));
    for digits in beyond {
        for written in [digits.to_owned(), format!("\"{digits}\"")] {
            let problem = error("size", &written);
            assert!(
                problem.starts_with(&format!("size: is {written}, expected a whole number")),
                "{problem}"
            );
        }
        assert_eq!(member("any", digits).as_deref(), Ok(digits));
        assert_eq!(
            parse(digits.as_bytes()),
            Ok(Value::BigInteger(digits.to_owned()))
        );
    }
}

#[test]
fn a_number_that_no_float_can_hold_is_not_called_null() {
    let problem = error("size", "1e400");
    assert!(!problem.contains("null"), "{problem}");
}

#[test]
fn only_decimal_digits_are_an_integer_as_text() {
    for text in [
        "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "1_000", "--1", "١", "NaN",
    ] {
        let problem = error("size", &format!("\"{text}\""));
        assert!(problem.contains("as decimal text"), "{problem}");
    }
}

#[test]
fn of_a_key_that_occurs_twice_the_last_counts() {
    for (body, name, expected) in [
        (r#"{"text": "a", "text": "b"}"#, "text", Some(r#""b""#)),
        (r#"{"text": "a", "text": null}"#, "text", Some("null")),
        (r#"{"code": "a", "code": null}"#, "code", None),
        (r#"{"code": "a", "code": ""}"#, "code", None),
        (r#"{"code": null, "code": "a"}"#, "code", Some(r#""a""#)),
        (
            r#"{"x": 1, "x": {"x": 2, "x": 3}}"#,
            "x",
            Some(r#"{"x":2,"x":3}"#),
        ),
        (
            r#"{"some": [{"name": "n"}], "some": null}"#,
            "some",
            Some("[]"),
        ),
    ] {
        let object = read(body.as_bytes(), &OUTER).unwrap();
        assert_eq!(
            object.get(name).map(Value::to_json).as_deref(),
            expected,
            "{body}"
        );
    }
}

#[test]
fn keys_that_occur_often_are_read_in_time() {
    let body = format!("{{{}}}", vec![r#""x":1,"code":null"#; 200_000].join(","));
    let object = read(body.as_bytes(), &OUTER).unwrap();
    assert_eq!(object.get("code"), None);
    assert_eq!(object.members.len(), 200_001);
}

#[test]
fn documented_members_come_first_and_are_known_by_their_field() {
    let object = read(
        br#"{"x": 1, "flag": true, "text": "t", "y": 2, "some": []}"#,
        &OUTER,
    )
    .unwrap();
    let names: Vec<&str> = object
        .members
        .iter()
        .map(|(key, _)| object.name(key))
        .collect();
    assert_eq!(names, ["text", "flag", "some", "x", "y"]);
    assert_eq!(object.members[1].0, Key::Field(5));
    assert_eq!(object.members[3].0, Key::Other("x".to_owned()));
}

#[test]
fn nesting_is_read_to_a_depth_of_128() {
    let lists = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", r#"{"x":"#.repeat(depth), "}".repeat(depth));
    for nested in [lists(128), objects(128)] {
        parse(nested.as_bytes()).unwrap();
    }
    for nested in [lists(129), objects(129), lists(1_000_000), objects(100_000)] {
        let error = parse(nested.as_bytes()).unwrap_err();
        assert!(
            error.problem.to_string().contains("more than 128 deep"),
            "{error:?}"
        );
    }
    member("any", &lists(127)).unwrap();
    member("any", &lists(128)).unwrap_err();
    // Another kind than the schema's is read, too, before it is refused.
    member("text", &lists(1_000_000)).unwrap_err();
}

#[test]
fn a_body_is_utf_8_with_or_without_a_byte_order_mark() {
    for body in [
        &b"\xef\xbb\xbf{\"text\": \"t\"}"[..],
        b" \r\n\t{\"text\": \"t\"} \n",
    ] {
        assert_eq!(read(body, &OUTER).unwrap().text("text"), Some("t"));
    }
    for (body, problem) in [
        (&b""[..], "the body is empty"),
        (b" \n", "the body is empty"),
        (b"\xef\xbb\xbf", "the body is empty"),
        (b"{\"text\": \"\xff\"}", "not UTF-8 (byte 10 is invalid)"),
        (b"{\"\xff\": 1}", "not UTF-8 (byte 2 is invalid)"),
        (
            b"{\"other\": [\"\\n\xff\"]}",
            "not UTF-8 (byte 14 is invalid)",
        ),
        (
            b"{\"strict\": \"\", \"text\": \"\xb0\xa1\"}",
            "not UTF-8 (byte 24 is invalid)",
        ),
        (b"{}\xff", "not UTF-8 (byte 2 is invalid)"),
        (b"\xffx", "not UTF-8 (byte 0 is invalid)"),
        (b"\xfe\xff\0{", "the body is UTF-16, not UTF-8"),
        (b"{\0\"\0", "the body is UTF-16, not UTF-8"),
        (b"\0\0\0{", "the body is UTF-32, not UTF-8"),
        (b"\xff\xfe\0\0{\0\0\0", "the body is UTF-32, not UTF-8"),
        (
            b"\x1f\x8b\x08",
            "the body is compressed with gzip, but has no Content-Encoding that says so",
        ),
    ] {
        let error = read(body, &OUTER).unwrap_err();
        assert_eq!((&*error.path, &*error.problem.to_string()), ("", problem));
    }
}

#[test]
fn a_small_body_does_not_become_many_values() {
    let items = |item: &str, count: usize| {
        let items = vec![item; count].join(",");
        format!(r#"{{"text": "t", "other": [{items}]}}"#)
    };
    // The two members count as well, and the list that is added.
    assert!(read(items("0", 2_000_000 - 3).as_bytes(), &OUTER).is_ok());
    assert!(read(items("{}", 399_999).as_bytes(), &OUTER).is_ok());
    for body in [
        items("0", 2_000_000 - 1),
        items("{}", 400_000),
        items("[[]]", 1_000_000),
        items(r#"{"a": 0}"#, 333_334),
    ] {
        let error = read(body.as_bytes(), &OUTER).unwrap_err();
        assert!(
            error
                .problem
                .to_string()
                .starts_with("too many values: the limit is 2000000")
        );
        assert!(error.path.starts_with("other["), "{}", error.path);
    }
}

#[test]
fn what_the_reader_adds_counts_as_values() {
    static ENTRY: Object = Object {
        module: "modelarts.responses",
        class: "Entry",
        fields: &[field("some", Presence::EmptyIfMissing, LIST)],
    };
    static PAGE: Object = Object {
        module: "modelarts.responses",
        class: "Page",
        fields: &[field(
            "entries",
            Presence::EmptyIfMissing,
            Shape::List {
                item: &Shape::Object(&ENTRY),
                single: false,
                empty: false,
            },
        )],
    };
    const LIST: Shape = Shape::List {
        item: &Shape::Text,
        single: false,
        empty: false,
    };
    let body = |count: usize| format!(r#"{{"entries": [{}]}}"#, vec!["{}"; count].join(","));
    // An entry has a list of its own.
    assert!(read(body(333_333).as_bytes(), &PAGE).is_ok());
    let refused = read(body(333_334).as_bytes(), &PAGE).map(drop);
    assert_eq!(refused.unwrap_err().path, "entries[333333]");
}

#[test]
fn what_is_not_json_is_refused() {
    for body in [
        "{} {}",
        "{}x",
        "{}\0",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "nul",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "\"a",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\n\"",
        "<html>",
        "// {}",
        "{\"a\" 1}",
        "{\"a\":}",
        "[",
        "{",
        "]",
    ] {
        assert!(parse(body.as_bytes()).is_err(), "{body}");
        let error = read(body.as_bytes(), &OUTER).unwrap_err();
        assert!(!error.problem.is_empty(), "{body}");
    }
    for written in ["NaN", "Infinity", "-Infinity"] {
        assert!(error("any", written).starts_with("any"), "{written}");
        assert!(error("size", written).starts_with("size"), "{written}");
    }
    let error = read(b"{\"text\": \"t\"} more", &OUTER).unwrap_err();
    assert!(
        error.problem.to_string().contains("line 1 column 15"),
        "{error:?}"
    );
}

#[test]
fn a_response_with_an_undeclared_error_code_is_not_a_success() {
    for (code, fails) in [
        (r#""ModelArts.0102""#, true),
        ("5", true),
        ("{}", true),
        (r#""""#, false),
        ("null", false),
        ("0", false),
    ] {
        let body = format!(r#"{{"error_code": {code}}}"#);
        assert_eq!(read(body.as_bytes(), &OUTER).is_err(), fails, "{body}");
    }
}

#[test]
fn json_is_written_as_it_was_read() {
    for json in [
        "null",
        r#"{"b":1,"a":[true,false,null],"a":2}"#,
        "[0.1,-0.5,1e300,123456789012345678901234567890]",
        r#"["\"\\\n\u0001 数"]"#,
    ] {
        let value = parse(json.as_bytes()).unwrap();
        let again = parse(value.to_json().as_bytes()).unwrap();
        assert_eq!(again, value, "{json}");
        let serde: serde_json::Value = serde_json::from_str(json).unwrap();
        let ours: serde_json::Value = serde_json::from_str(&value.to_json()).unwrap();
        assert_eq!(ours, serde, "{json}");
    }
}

/// Any JSON, of few levels.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>()
            .prop_filter("JSON has no others", |number| number.is_finite())
            .prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(serde_json::Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..8).prop_map(|members| members
                .into_iter()
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_read_and_written_without_a_loss(json in json()) {
        let value = parse(json.to_string().as_bytes()).unwrap();
        let written: serde_json::Value = serde_json::from_str(&value.to_json()).unwrap();
        prop_assert_eq!(written, json);
    }

    #[test]
    fn any_json_is_read_by_any_schema_or_refused(json in json(), name in "(text|code|state|strict|size|flag|named|texts|list|some|inner|any)") {
        let body = serde_json::json!({ name: json });
        if let Ok(object) = read(body.to_string().as_bytes(), &OUTER) {
            let written = Value::Object(object).to_json();
            prop_assert!(read(written.as_bytes(), &OUTER).is_ok(), "{}", written);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = parse(&bytes);
        let _ = read(&bytes, &OUTER);
    }
}
