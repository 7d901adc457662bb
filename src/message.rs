//! Messages for people, in English or Chinese.
//!
//! A message is written in English where it is made, with a name in braces for each argument:
//! `message!("the setting {name} is missing", name)`. `api/messages/` has the Chinese of each, and a test
//! finds messages without it. The language is chosen when a message is shown.

use std::borrow::Cow;
use std::fmt;

use crate::language::Language;

mod catalogue;

/// Makes a [`Message`] of an English text and its arguments.
///
/// Each name in braces is an argument: `name` for a variable of that name, or `name = value`. A value is
/// text, a number, or another message.
#[macro_export]
macro_rules! message {
    ($english:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        // The compiler compares names and arguments.
        if false {
            $(let $name = "";)*
            let _ = format_args!($english $(, $name = $name)*);
        }
        $crate::message::Message::new(
            $english,
            vec![$((stringify!($name), $crate::message!(@value $name $(= $value)?))),*],
        )
    }};
    (@value $name:ident) => { $crate::message::Message::from($name) };
    (@value $name:ident = $value:expr) => { $crate::message::Message::from($value) };
}

/// A text that can be shown in English and in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(Content);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// What is the same in each language: names, numbers, the words of others.
    Verbatim(String),
    /// An English text with names in braces, and the argument of each.
    Template(&'static str, Vec<(&'static str, Message)>),
    /// Messages one after the other.
    List(Vec<Message>, Separator),
}

/// What stands between the messages of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Nothing.
    None,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
}

impl Separator {
    fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::None, _) => "",
            (Self::Comma, Language::En) => ", ",
            (Self::Comma, Language::Zh) => "、",
            (Self::Semicolon, Language::En) => "; ",
            (Self::Semicolon, Language::Zh) => "；",
        }
    }
}

impl Message {
    /// Creates a message; [`message!`](crate::message!) checks the arguments.
    #[must_use]
    pub fn new(english: &'static str, arguments: Vec<(&'static str, Self)>) -> Self {
        Self(Content::Template(english, arguments))
    }

    /// Creates a message of several.
    pub fn list(messages: impl IntoIterator<Item = Self>, separator: Separator) -> Self {
        Self(Content::List(messages.into_iter().collect(), separator))
    }

    /// Returns the text in a language; in English if there is no Chinese.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        self.write(&mut text, language);
        text
    }

    fn write(&self, text: &mut String, language: Language) {
        match &self.0 {
            Content::Verbatim(verbatim) => text.push_str(verbatim),
            Content::Template(english, arguments) => {
                write_template(translated(english, language), arguments, text, language);
            }
            Content::List(messages, separator) => {
                for (index, message) in messages.iter().enumerate() {
                    if index > 0 {
                        text.push_str(separator.text(language));
                    }
                    message.write(text, language);
                }
            }
        }
    }
}

/// Writes a template with its arguments; a doubled brace is a brace.
fn write_template(
    template: &str,
    arguments: &[(&'static str, Message)],
    text: &mut String,
    language: Language,
) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, braced) = rest.split_at(at);
        text.push_str(before);
        let doubled = braced.get(..2).filter(|two| matches!(*two, "{{" | "}}"));
        let end = braced.find('}').filter(|_| doubled.is_none());
        let (Some(end), Some(name)) = (end, end.and_then(|end| braced.get(1..end))) else {
            text.push_str(braced.get(..1).unwrap_or_default());
            rest = braced
                .get(doubled.map_or(1, str::len)..)
                .unwrap_or_default();
            continue;
        };
        if let Some((_, value)) = arguments.iter().find(|(known, _)| *known == name) {
            value.write(text, language);
        }
        rest = braced.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
}

/// Returns an English text of the catalogue in a language, with its names in braces; the English one if
/// there is no other.
#[must_use]
pub fn translated(english: &str, language: Language) -> &str {
    let find = |english| {
        let found = catalogue::CHINESE.binary_search_by(|(known, _)| (*known).cmp(english));
        catalogue::CHINESE
            .get(found.ok()?)
            .map(|(_, chinese)| *chinese)
    };
    match language {
        Language::En => english,
        Language::Zh => find(english).unwrap_or(english),
    }
}

/// Shows the message in English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self(Content::Verbatim(text))
    }
}

macro_rules! verbatim {
    ($($type:ty),*) => {$(
        impl From<$type> for Message {
            fn from(value: $type) -> Self {
                Self(Content::Verbatim(value.to_string()))
            }
        }
    )*};
}

verbatim!(
    &str,
    &String,
    Cow<'_, str>,
    char,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f64
);

impl From<&Self> for Message {
    fn from(message: &Self) -> Self {
        message.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, Separator};
    use crate::language::Language;

    #[test]
    fn a_message_has_its_arguments_in_both_languages() {
        let name = "region";
        let message = message!("the setting {name} is missing", name);
        assert_eq!(message.to_string(), "the setting region is missing");
        let outer = message!("{first}: {{{second}}}", first = 1_u32, second = message);
        assert_eq!(
            outer.text(Language::En),
            "1: {the setting region is missing}"
        );
        assert_eq!(
            outer.text(Language::Zh),
            outer.text(Language::En),
            "no catalogue has it"
        );
    }

    #[test]
    fn a_list_has_the_separators_of_its_language() {
        let list = Message::list(
            [Message::from("a"), Message::from("b")],
            Separator::Semicolon,
        );
        assert_eq!(list.text(Language::En), "a; b");
        assert_eq!(list.text(Language::Zh), "a；b");
    }

    #[test]
    fn the_catalogue_is_sorted() {
        assert!(super::catalogue::CHINESE.is_sorted_by(|one, other| one.0 < other.0));
    }
}
