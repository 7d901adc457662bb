//! The page at `/`, which shows a person how to connect and what the emulator has.
//!
//! It needs no script and loads nothing. Whatever others have named is escaped; passwords, keys, bodies
//! and queries are not on it.

mod connect;
mod datasets;
mod html;
mod tables;
mod tasks;

use axum::http::{HeaderName, HeaderValue, StatusCode, header, request};
use axum::response::{IntoResponse as _, Response};

use self::html::{Html, escaped};
use super::http::language::preferred_language;
use super::state::AppState;
use crate::language::Language;

const STYLE: &str = include_str!("style.css");
/// The page can do nothing but be shown.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (header::VARY, HeaderValue::from_static("accept-language")),
];

/// Returns the page in the language that a request prefers, whose head was checked.
pub(super) fn respond(state: &AppState, head: &request::Parts) -> Response {
    let language = preferred_language(&head.headers, state.language);
    let page = page(state, head, language);
    (StatusCode::OK, HEADERS, page).into_response()
}

fn page(state: &AppState, head: &request::Parts, language: Language) -> String {
    let title = message!("ModelArts emulator").text(language);
    let mut html = Html::new(language);
    html.raw("<!doctype html>\n<html lang=\"")
        .raw(match language {
            Language::En => "en",
            Language::Zh => "zh-CN",
        })
        .raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .raw(&escaped(&title))
        .raw("</title>\n<style>\n")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n<header>\n<h1>")
        .raw(&escaped(&title))
        .raw("</h1>\n<p>");
    let version = env!("CARGO_PKG_VERSION");
    html.text(message!(
        "Version {version}. It emulates the dataset APIs of Huawei Cloud ModelArts on this machine, \
         without the cloud. Reload the page to see what has changed.",
        version
    ))
    .raw("</p>\n</header>\n<main>\n");
    connect::write(&mut html, state, head);
    datasets::write(&mut html, state);
    tasks::write(&mut html, state);
    requests(&mut html, state);
    html.raw("</main>\n</body>\n</html>\n");
    html.into_text()
}

/// How many requests are shown.
const MAX_REQUESTS: usize = 20;

fn requests(html: &mut Html, state: &AppState) {
    let headings = [
        message!("Time"),
        message!("Request"),
        message!("Operation"),
        message!("HTTP status"),
    ];
    let rows = state.records.newest(MAX_REQUESTS);
    let rows = rows.into_iter().map(|request| {
        let status = request.status;
        let class = if status < 400 { "number" } else { "number bad" };
        vec![
            html::cell("time", &html::date(request.time)),
            html::cell("code", &format!("{} {}", request.method, request.path)),
            html::cell("state", request.operation),
            html::cell(class, &status.to_string()),
        ]
    });
    html.section(
        message!("Last requests"),
        &headings,
        rows.collect(),
        message!("None yet."),
    );
}
