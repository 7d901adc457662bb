#![allow(clippy::unwrap_used, reason = "tests")]

use bytes::Bytes;
use http::Method;
use proptest::prelude::*;

use super::*;
use crate::encoding::{encode, query};

fn endpoint(address: &str) -> Endpoint {
    Endpoint::new(address, &ProxySetting::Direct).unwrap()
}

fn request(segments: &[&str]) -> Request {
    let segments = segments
        .iter()
        .map(|segment| format!("/{}", encode(segment)));
    Request {
        operation: "test",
        method: Method::GET,
        path: format!("/v1/p{}", segments.collect::<String>()),
        query: String::new(),
        body: Bytes::new(),
        project: None,
        headers: Vec::new(),
        idempotent: true,
    }
}

fn url(endpoint: &Endpoint, segments: &[&str]) -> String {
    endpoint.url(&request(segments)).to_string()
}

#[test]
fn a_url_is_that_of_its_request_whatever_was_requested_before() {
    let endpoint = endpoint("https://host:8443/under/here/");
    for _ in 0..2 {
        for (segments, path) in [
            (&["datasets", "task", "t-1"][..], "datasets/task/t-1"),
            (&["datasets", "task", "t-2"], "datasets/task/t-2"),
            (&["datasets", "d-1"], "datasets/d-1"),
            (&["datasets"], "datasets"),
            (&["datasets", "task", "数"], "datasets/task/%E6%95%B0"),
            (&["datasets", "task", "a:b@c"], "datasets/task/a%3Ab%40c"),
        ] {
            let expected = format!("https://host:8443/under/here/v1/p/{path}");
            assert_eq!(url(&endpoint, segments), expected);
        }
    }
}

#[test]
fn a_url_has_the_query_of_its_own_request_only() {
    let endpoint = endpoint("http://host");
    let with_query = Request {
        query: query(&[("limit", "1"), ("search", "a b")]),
        ..request(&["datasets"])
    };
    let expected = "http://host/v1/p/datasets?limit=1&search=a%20b";
    assert_eq!(endpoint.url(&with_query).as_str(), expected);
    assert_eq!(url(&endpoint, &["datasets"]), "http://host/v1/p/datasets");
}

#[test]
fn threads_that_request_other_folders_get_their_own_urls() {
    let endpoint = endpoint("http://host");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let endpoint = &endpoint;
            scope.spawn(move || {
                let folder = format!("folder-{}", thread % 3);
                for at in 0..500 {
                    let last = format!("{thread}-{at}");
                    let url = url(endpoint, &[&folder, &last]);
                    assert_eq!(url, format!("http://host/v1/p/{folder}/{last}"));
                }
            });
        }
    });
}

proptest! {
    #[test]
    fn a_url_has_the_path_of_its_request_under_the_prefix(
        folder in "[a-z0-9-]{1,12}", last in "[^./][^/]{0,12}",
    ) {
        let endpoint = endpoint("http://host/prefix");
        for last in [last.as_str(), "another", last.as_str()] {
            let url = url(&endpoint, &[&folder, last]);
            let expected = format!("http://host/prefix/v1/p/{folder}/{}", encode(last));
            prop_assert_eq!(url, expected);
        }
    }
}

#[test]
fn an_endpoint_has_the_host_and_address_of_its_url() {
    for (address, host, with_port, tls) in [
        ("https://host", "host", "host:443", true),
        ("https://host:443/", "host", "host:443", true),
        ("https://host:8443/prefix", "host:8443", "host:8443", true),
        ("http://127.0.0.1:80", "127.0.0.1", "127.0.0.1:80", false),
        ("http://[::1]:8080", "[::1]:8080", "[::1]:8080", false),
    ] {
        let endpoint = endpoint(address);
        assert_eq!(endpoint.host(), host, "{address}");
        assert_eq!(endpoint.address(), with_port, "{address}");
        assert_eq!(endpoint.to_string(), with_port, "{address}");
        assert_eq!(endpoint.uses_tls(), tls, "{address}");
    }
    for address in ["", "host", "host:443", "https://", "mailto:a@b"] {
        let error = Endpoint::new(address, &ProxySetting::Direct).unwrap_err();
        assert!(error.to_string().contains("write https://HOST"), "{error}");
    }
}

#[test]
fn the_proxy_of_an_endpoint_is_shown_without_its_password() {
    let address = "http://user:recognisable@proxy:8080".to_owned();
    let proxy = ProxySetting::of_setting(&address.into()).unwrap();
    let endpoint = Endpoint::new("https://host", &proxy).unwrap();
    let text = endpoint.to_string();
    assert_eq!(text, "host:443 through the proxy http://***@proxy:8080");
    assert!(!format!("{endpoint:?} {proxy:?}").contains("recognisable"));
}

#[test]
fn a_loopback_address_leads_to_this_machine_only() {
    for (address, loopback) in [
        ("http://127.0.0.1:1", true),
        ("http://127.9.9.9", true),
        ("http://localhost", true),
        ("http://[::1]:1", true),
        ("http://localhost.example.com", false),
        ("http://127.0.0.1.example.com", false),
        ("http://169.254.169.254", false),
        ("127.0.0.1", false),
        ("", false),
    ] {
        assert_eq!(is_loopback(address), loopback, "{address}");
    }
}
