//! HTML, in which everything is escaped that does not come from this program.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::language::Language;
use crate::message::Message;

/// How many rows a table has.
pub(super) const MAX_ROWS: usize = 100;
/// How many characters of a name are shown.
const MAX_CHARACTERS: usize = 200;

/// A cell of a table: its class and its text, which is not escaped yet.
pub(super) type Cell = (&'static str, String);

/// Returns a cell of a table.
pub(super) fn cell(class: &'static str, text: &str) -> Cell {
    (class, text.to_owned())
}

/// HTML that is being written.
#[derive(Debug)]
pub(super) struct Html {
    text: String,
    pub(super) language: Language,
}

impl Html {
    pub(super) fn new(language: Language) -> Self {
        Self {
            text: String::with_capacity(16 * 1024),
            language,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds HTML of this program.
    pub(super) fn raw(&mut self, html: &str) -> &mut Self {
        self.text.push_str(html);
        self
    }

    /// Adds a text.
    pub(super) fn text(&mut self, message: Message) -> &mut Self {
        let text = message.text(self.language);
        self.raw(&escaped(&text))
    }

    /// Adds a paragraph, in which what stands between grave accents is code.
    pub(super) fn paragraph(&mut self, message: Message) -> &mut Self {
        let text = message.text(self.language);
        self.raw("<p>");
        for (index, part) in text.split('`').enumerate() {
            let part = escaped(part);
            let _ = match index % 2 {
                0 => write!(self.text, "{part}"),
                _ => write!(self.text, "<code>{part}</code>"),
            };
        }
        self.raw("</p>\n")
    }

    /// Adds lines of a program.
    pub(super) fn code(&mut self, lines: &str) -> &mut Self {
        let lines = lines.lines().map(escaped).collect::<Vec<_>>().join("\n");
        self.raw("<pre>").raw(&lines).raw("</pre>\n")
    }

    /// Adds a table under a heading, or `none` if it has no rows.
    pub(super) fn section(
        &mut self,
        heading: Message,
        headings: &[Message],
        rows: Vec<Vec<Cell>>,
        none: Message,
    ) {
        self.raw("<section>\n<h2>").text(heading).raw("</h2>\n");
        if rows.is_empty() {
            self.raw("<p class=\"none\">").text(none).raw("</p>\n");
        } else {
            self.table(headings, rows);
        }
        self.raw("</section>\n");
    }

    fn table(&mut self, headings: &[Message], rows: Vec<Vec<Cell>>) {
        self.raw("<div class=\"wide\"><table>\n<thead><tr>");
        let classes = rows.first().map_or(&[][..], Vec::as_slice).iter();
        let classes = classes
            .map(|(class, _)| *class)
            .chain(std::iter::repeat(""));
        for (heading, class) in headings.iter().zip(classes) {
            let class = if class.starts_with("number") {
                "number"
            } else {
                ""
            };
            let _ = write!(self.text, "<th scope=\"col\" class=\"{class}\">");
            self.text(heading.clone()).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        let left_out = rows.len().saturating_sub(MAX_ROWS);
        for row in rows.into_iter().take(MAX_ROWS) {
            self.raw("<tr>");
            for (class, text) in row {
                let text = escaped(&shortened(&text));
                let _ = write!(self.text, "<td class=\"{class}\"><bdi>{text}</bdi></td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table></div>\n");
        if left_out > 0 {
            self.raw("<p class=\"none\">")
                .text(more(left_out))
                .raw("</p>\n");
        }
    }
}

/// Returns the words for what comes in a number that is not shown.
fn more(count: usize) -> Message {
    message!("… and {count} more", count)
}

/// Returns the beginning of a long text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns a text as HTML, with a visible form of each character that would change how others look.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(html, "\\u{{{:x}}}", u32::from(c));
            }
            c => html.push(c),
        }
    }
    html
}

/// Returns whether a character changes the direction of others, or shows nothing.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Returns a date to the second, in UTC.
pub(super) fn date(seconds: f64) -> String {
    // The cast saturates.
    Timestamp::from_second(seconds.floor() as i64)
        .map(|date| date.to_string().replace('T', " ").replace('Z', " UTC"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_others_wrote_is_html() {
        let hostile = "<script>alert(\"1\")</script> &amp; '\u{202e}\u{0}\n";
        let expected = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;amp; \
                        &#39;\\u{202e}\\u{0}\\u{a}";
        assert_eq!(escaped(hostile), expected);
        assert_eq!(escaped("数据集 é"), "数据集 é");
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(shortened(&"数".repeat(200)), "数".repeat(200));
        assert_eq!(
            shortened(&"数".repeat(201)),
            format!("{}…", "数".repeat(200))
        );
    }

    #[test]
    fn dates_are_in_utc() {
        assert_eq!(date(0.9), "1970-01-01 00:00:00 UTC");
        assert_eq!(date(f64::MAX), "");
    }
}
