//! Headers of responses, and the dates in them.

use jiff::Timestamp;
use modelarts::http::http_date;
use proptest::prelude::*;

use crate::support::response;

#[test]
fn a_header_is_found_by_its_name_and_the_first_of_several_counts() {
    let headers = [("x-request-id", "first"), ("x-request-id", "second")];
    let found = response(200, &headers, "");
    assert_eq!(found.header("x-request-id"), Some("first"));
    assert_eq!(found.header("date"), None);
    assert_eq!(response(200, &[], "").request_id(), None);
}

#[test]
fn a_request_id_is_the_header_of_that_name() {
    let response = response(200, &[("x-request-id", "id")], "");
    assert_eq!(response.request_id(), Some("id"));
}

#[test]
fn an_http_date_is_read_in_its_three_forms() {
    let expected = "1994-11-06T08:49:37Z".parse().ok();
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        " Sunday, 06-Nov-94 08:49:37 GMT ",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994",
    ] {
        assert_eq!(http_date(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_http_date_is_not_read() {
    for text in [
        "",
        "0",
        "now",
        "1994-11-06T08:49:37Z",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 31-Feb-94 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-94",
        "Sunday, 06-Nov-94 08:49:37 GMT and more",
        "Sun Feb 31 08:49:37 1994",
        "Mon Nov  6 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 and more",
        "Sun Nov  6 25:49:37 1994",
        "Sun, 06 Nov 99999 08:49:37 GMT",
    ] {
        assert_eq!(http_date(text), None, "{text}");
    }
}

#[test]
fn the_last_day_that_a_date_can_name_is_read() {
    for text in ["Fri, 31 Dec 9999 23:59:59 GMT", "Fri Dec 31 23:59:59 9999"] {
        // A timestamp ends a day earlier, so that it has a local time everywhere.
        assert!(
            http_date(text).is_none_or(|date| date <= Timestamp::MAX),
            "{text}"
        );
    }
    let last = "9999-12-30T21:59:59Z".parse().ok();
    assert_eq!(http_date("Thu, 30 Dec 9999 21:59:59 GMT"), last);
    assert_eq!(http_date("Thu Dec 30 21:59:59 9999"), last);
}

proptest! {
    #[test]
    fn any_text_is_a_date_or_none(text: String) {
        let _ = http_date(&text);
    }

    #[test]
    fn anything_like_a_date_is_a_date_or_none(
        text in "(Sun|Sunday|Fri|Friday),? [0-9]{1,3}[- ](Nov|Feb)[- ][0-9]{1,6} [0-9]{2}:[0-9]{2}:[0-9]{2}( GMT)?",
    ) {
        let _ = http_date(&text);
    }

    #[test]
    fn a_date_is_read_as_it_was_written(seconds in 0..4_000_000_000i64) {
        let date = Timestamp::from_second(seconds).ok();
        for form in ["%a, %d %b %Y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"] {
            let text = date.map(|date| date.strftime(form).to_string()).unwrap_or_default();
            prop_assert_eq!(http_date(&text), date, "{}", text);
        }
    }
}
