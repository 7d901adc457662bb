//! The beginning of a body that is not a response of the service, but of a gateway, a proxy or a firewall.

use super::redact::entity;
use crate::schema::parse;
use crate::value::Value;

/// The length of the longest excerpt.
const MAX_CHARACTERS: usize = 200;

/// Returns the beginning of the text of a body on one line, without tags; `None` if it has no text.
pub(super) fn body_excerpt(body: &str) -> Option<String> {
    let body = body.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    let text = if body.starts_with('<') {
        without_tags(body)
    } else {
        body.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if parse(body.as_bytes()).is_ok_and(|json| is_empty(&json)) {
        return None;
    }
    let is_foreign = |c: &char| *c == char::REPLACEMENT_CHARACTER || c.is_control();
    let beginning = || text.chars().take(MAX_CHARACTERS);
    let (foreign, all) = (beginning().filter(is_foreign).count(), beginning().count());
    // Binary data is not text.
    if !text.contains(char::is_alphanumeric) || foreign.saturating_mul(8) > all {
        return None;
    }
    Some(match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text)),
        None => text,
    })
}

/// Returns whether JSON holds nothing but nulls.
fn is_empty(json: &Value) -> bool {
    match json {
        Value::Null => true,
        Value::List(items) => items.iter().all(is_empty),
        Value::Object(object) => object.members.iter().all(|(_, value)| is_empty(value)),
        _ => false,
    }
}

/// Returns the text between the tags of a page, without repetitions.
fn without_tags(page: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut length: usize = 0;
    let mut rest = page;
    while let Some(opening) = rest.find('<') {
        let (before, tag) = rest.split_at(opening);
        add(&mut parts, before);
        length = length.saturating_add(before.len());
        rest = after_tag(tag);
        if length > MAX_CHARACTERS.saturating_mul(16) {
            rest = "";
        }
    }
    add(&mut parts, rest);
    parts.join(" ")
}

fn add(parts: &mut Vec<String>, text: &str) {
    let words: Vec<String> = text.split_whitespace().map(unescaped).collect();
    let words = words.join(" ");
    if !words.is_empty() && !parts.contains(&words) {
        parts.push(words);
    }
}

/// Returns what comes after a tag; a comment, a script or a style is skipped as a whole.
fn after_tag(tag: &str) -> &str {
    let after = |end: &str| {
        let found = tag.find(end);
        found
            .and_then(|at| tag.get(at.saturating_add(end.len())..))
            .unwrap_or_default()
    };
    if tag.starts_with("<!--") {
        return after("-->");
    }
    if let Some(cdata) = tag.strip_prefix("<![CDATA[") {
        return cdata;
    }
    let name: String = tag
        .chars()
        .skip(1)
        .take(6)
        .collect::<String>()
        .to_ascii_lowercase();
    for (name_of_tag, end) in [("script", "</script"), ("style", "</style")] {
        if name.starts_with(name_of_tag) {
            let closing = tag.match_indices("</").filter_map(|(at, _)| tag.get(at..));
            let mut closing = closing.filter(|rest| {
                let begin = rest.get(..end.len());
                begin.is_some_and(|begin| begin.eq_ignore_ascii_case(end))
            });
            let rest = closing.next().and_then(|rest| rest.split_once('>'));
            return rest.map_or("", |(_, rest)| rest);
        }
    }
    after(">")
}

/// Returns a word with its entities replaced by their characters.
fn unescaped(word: &str) -> String {
    let word = word.trim_end_matches("]]>");
    let mut plain = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((before, escaped)) = rest.split_once('&') {
        plain.push_str(before);
        let found = escaped
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        match found {
            Some((c, after)) => {
                plain.push(c);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = escaped;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excerpt_of_a_page_is_the_text_between_its_tags() {
        for (page, words) in [
            (
                "<html><head><title>Blocked</title></head><body>by policy 17</body></html>",
                "Blocked by policy 17",
            ),
            (
                "<!DOCTYPE html>\n<style>a{b}</style><SCRIPT>x<y</SCRIPT><h1>502 Bad\n Gateway</h1>",
                "502 Bad Gateway",
            ),
            (
                "<title>403</title><!-- <b>no</b> --><h1>403</h1>a &lt;b&gt; &amp;c",
                "403 a <b> &c",
            ),
            (
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>",
                "AccessDenied no",
            ),
            ("<a><![CDATA[words here]]></a>", "words here"),
            ("<html>cut <b", "cut"),
            ("  plain \r\n text  ", "plain text"),
            ("upstream connect error", "upstream connect error"),
        ] {
            assert_eq!(body_excerpt(page).as_deref(), Some(words), "{page}");
        }
    }

    #[test]
    fn a_body_without_text_has_no_excerpt() {
        for body in [
            "",
            " \n",
            "<html></html>",
            "<script>x",
            "{}",
            "[]",
            "null",
            r#"{"error_code": null}"#,
            "\u{fffd}\u{fffd}a",
            "\0\u{1}b\u{2}",
        ] {
            assert_eq!(body_excerpt(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_long_text_is_shortened() {
        assert_eq!(
            body_excerpt(&"数".repeat(1000)).map(|text| text.chars().count()),
            Some(201)
        );
        let page = format!("<p>{}", "<b>a</b>b<script>c</script>".repeat(100_000));
        let began = std::time::Instant::now();
        assert_eq!(body_excerpt(&page).as_deref(), Some("a b"));
        assert!(began.elapsed().as_secs() < 5);
    }
}
