#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::model::ProjectId;
use crate::wire::Method;
use proptest::prelude::*;

fn peer(endpoint: &str) -> Peer {
    Peer::of(endpoint, &Way::Direct).unwrap()
}

fn request(segments: &[&str]) -> Request {
    let project = ProjectId::new("project_id", "p".to_owned()).unwrap();
    Request::new("test", Method::Get, &project, segments)
}

fn asked(peer: &Peer, segments: &[&str]) -> String {
    peer.url(&request(segments)).to_string()
}

#[test]
fn whatever_was_asked_for_before_an_address_is_that_of_its_request() {
    let peer = peer("https://host:8443/under/here/");
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
            assert_eq!(asked(&peer, segments), expected);
        }
    }
}

#[test]
fn a_query_is_of_its_own_request() {
    let peer = peer("http://host");
    let with_query = request(&["datasets"]).with_query(&[("limit", "1"), ("search", "a b")]);
    let expected = "http://host/v1/p/datasets?limit=1&search=a%20b";
    assert_eq!(peer.url(&with_query).as_str(), expected);
    assert_eq!(asked(&peer, &["datasets"]), "http://host/v1/p/datasets");
}

#[test]
fn threads_that_ask_for_other_things_get_their_own() {
    let peer = peer("http://host");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let peer = &peer;
            scope.spawn(move || {
                let folder = format!("folder-{}", thread % 3);
                for at in 0..500 {
                    let last = format!("{thread}-{at}");
                    let url = asked(peer, &[&folder, &last]);
                    assert_eq!(url, format!("http://host/v1/p/{folder}/{last}"));
                }
            });
        }
    });
}

proptest! {
    #[test]
    fn an_address_made_of_folder_and_last_segment_is_that_of_the_whole_path(
        folder in "[a-z0-9-]{1,12}", last in "[^./][^/]{0,12}",
    ) {
        let peer = peer("http://host/prefix");
        for last in [last.as_str(), "another", last.as_str()] {
            let request = request(&[&folder, last]);
            let whole = peer.at(&peer.path(&request));
            prop_assert_eq!(peer.url(&request), whole);
        }
    }
}
