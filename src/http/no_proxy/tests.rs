#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

#[test]
fn hosts_are_found_in_every_form() {
    for (list, host, port, expected) in [
        ("*", "any.example", 443, true),
        ("a.example", "a.example", 443, true),
        ("A.Example", "a.example", 443, true),
        ("a.example", "x.a.example", 443, true),
        ("a.example", "xa.example", 443, false),
        (".a.example", "x.a.example", 443, true),
        (".a.example", "a.example", 443, true),
        ("*.a.example", "x.y.a.example", 443, true),
        ("a.example.", "a.example", 443, true),
        ("a.example", "a.example.", 443, true),
        ("b.example , a.example ,c.example", "a.example", 443, true),
        ("b.example a.example", "a.example", 443, true),
        ("b.example;a.example|c.example", "c.example", 443, true),
        (",,a.example,", "a.example", 443, true),
        ("\"a.example,b.example\"\r\n", "b.example", 443, true),
        ("a.example:443", "a.example", 443, true),
        ("a.example:443", "a.example", 8443, false),
        (".a.example:8443", "x.a.example", 8443, true),
        ("*:8443", "x.a.example", 8443, true),
        ("*:8443", "x.a.example", 443, false),
        ("https://a.example/", "a.example", 443, true),
        ("iam.*.example", "iam.north.example", 443, true),
        ("iam.*.example", "obs.north.example", 443, false),
        ("10.0.*", "10.0.7.7", 80, true),
        ("10.0.*", "10.1.7.7", 80, false),
        ("数据.example", "xn--1lqs71d.example", 80, false),
        ("10.1.2.3", "10.1.2.3", 80, true),
        ("10.1.2.3", "110.1.2.3", 80, false),
        ("10.1.2.3:80", "10.1.2.3", 80, true),
        ("10.1.2.3:80", "10.1.2.3", 81, false),
        ("10.0.0.0/8", "10.200.1.1", 80, true),
        ("10.1.2.3/8", "10.200.1.1", 80, true),
        ("10.0.0.0/8", "11.0.0.1", 80, false),
        ("10.0.0.0/8", "10.example", 80, false),
        ("0.0.0.0/0", "8.8.8.8", 80, true),
        ("169.254/16", "169.254.169.254", 80, true),
        ("::1", "[::1]", 80, true),
        ("[::1]", "[::1]", 80, true),
        ("[::1]:80", "[::1]", 80, true),
        ("[::1]:80", "[::1]", 81, false),
        ("fd00::/8", "[fd12::1]", 80, true),
        ("10.0.0.0/8", "[::ffff:10.0.0.1]", 80, true),
        ("<local>", "service", 80, true),
        ("<local>", "service.example", 80, false),
        ("", "a.example", 80, false),
    ] {
        let read = NoProxy::parse(list).unwrap();
        assert_eq!(
            read.contains(host, port),
            expected,
            "{list:?}: {host}:{port}"
        );
    }
}

#[test]
fn what_is_no_host_is_an_error_that_names_it() {
    for entry in [
        "a.example:http",
        "a.example:99999",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "10.0.0.0/8:80",
        "a.example/path",
        "fd00::/129",
        "[::1",
        "a^b",
        ".",
    ] {
        let problem = NoProxy::parse(&format!("b.example,{entry}")).unwrap_err();
        assert!(
            problem
                .to_string()
                .starts_with(&format!("{entry:?} is not a host")),
            "{problem}"
        );
    }
}

#[test]
fn what_may_be_the_address_of_a_proxy_is_named_without_its_user() {
    for entry in [
        "u:fake-p@a.example",
        "http://u:fake-p@a.example",
        "fake-p@a.example",
    ] {
        let problem = NoProxy::parse(entry).unwrap_err();
        assert!(
            problem
                .to_string()
                .starts_with("\"***@a.example\" is not a host"),
            "{problem}"
        );
    }
}
