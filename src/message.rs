//! Messages for people, in English or Chinese.
//!
//! A message is written in English where it is made, with a name in braces for each argument:
//! `message!("the setting {name} is missing", name)`. `api/messages/` has the Chinese of each, and a test
//! finds messages without it. The language is chosen when a message is shown.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use crate::language::Language;

/// Creates a [`Message`] from an English text and its arguments.
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

/// Marks an English text that is shown by [`Message::translatable`].
#[macro_export]
macro_rules! translatable {
    ($english:literal) => {
        $english
    };
}

mod catalogue;
mod system_errors;

pub use system_errors::translate_system_error;

/// A text that can be shown in English and in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(Box<Content>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// A text that is the same in each language: names, numbers, texts of the system and of libraries.
    Verbatim(String),
    /// An English text with names in braces, and the argument of each.
    Template(&'static str, Vec<(&'static str, Message)>),
    /// Messages one after the other.
    List(Vec<Message>, Separator),
    /// A text in each language.
    Texts { english: String, chinese: String },
}

/// The separator of the messages of a list.
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
    fn of(content: Content) -> Self {
        Self(Box::new(content))
    }

    /// Creates a message; [`message!`](crate::message!) checks the arguments.
    #[must_use]
    pub fn new(english: &'static str, arguments: Vec<(&'static str, Self)>) -> Self {
        Self::of(Content::Template(english, arguments))
    }

    /// Creates the message of a constant text that is in the catalogue, or the same in each language.
    #[must_use]
    pub fn translatable(english: &'static str) -> Self {
        Self::of(Content::Template(english, Vec::new()))
    }

    /// Creates the message of an English text: in Chinese if the catalogue has it.
    #[must_use]
    pub fn from_catalogue(english: &str) -> Self {
        Self::of(Content::Texts {
            english: english.to_owned(),
            chinese: translated(english, Language::Zh).to_owned(),
        })
    }

    /// Creates a message from its text in each language.
    #[must_use]
    pub fn bilingual(english: String, chinese: String) -> Self {
        Self::of(Content::Texts { english, chinese })
    }

    /// Creates a message of several.
    pub fn list(messages: impl IntoIterator<Item = Self>, separator: Separator) -> Self {
        Self::of(Content::List(messages.into_iter().collect(), separator))
    }

    /// Creates a message of alternatives: `a, b or c`.
    #[must_use]
    pub fn one_of(mut messages: Vec<Self>) -> Self {
        match messages.pop() {
            Some(last) if !messages.is_empty() => {
                let others = Self::list(messages, Separator::Comma);
                message!("{others} or {last}", others, last)
            }
            Some(only) => only,
            None => Self::default(),
        }
    }

    /// Creates a message of all of several: `a, b and c`.
    #[must_use]
    pub fn all_of(mut messages: Vec<Self>) -> Self {
        match messages.pop() {
            Some(last) if !messages.is_empty() => {
                let others = Self::list(messages, Separator::Comma);
                message!("{others} and {last}", others, last)
            }
            Some(only) => only,
            None => Self::default(),
        }
    }

    /// Returns the message with the text of each language changed, as a whole.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self::of(match &*self.0 {
            Content::Verbatim(text) => Content::Verbatim(change(text)),
            _ => Content::Texts {
                english: change(&self.text(Language::En)),
                chinese: change(&self.text(Language::Zh)),
            },
        })
    }

    /// Returns whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text(Language::En).is_empty()
    }

    /// Returns the text in a language; in English if there is no Chinese.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        self.write(&mut text, language);
        text
    }

    fn write(&self, text: &mut String, language: Language) {
        match &*self.0 {
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
            Content::Texts { english, chinese } => text.push_str(match language {
                Language::En => english,
                Language::Zh => chinese,
            }),
        }
    }

    /// Writes an argument; returns whether its end is Chinese, so that no blank comes after it. A template
    /// has blanks around its arguments, which Chinese has only beside other writing.
    fn write_argument(&self, text: &mut String, language: Language) -> bool {
        if language != Language::Zh || matches!(*self.0, Content::Verbatim(_)) {
            self.write(text, language);
            return false;
        }
        let written = self.text(language);
        let before = text.strip_suffix(' ').unwrap_or_default();
        if before.ends_with(is_chinese) && written.starts_with(is_chinese) {
            text.pop();
        }
        text.push_str(&written);
        written.ends_with(is_chinese)
    }
}

/// Returns whether a character is Chinese writing or punctuation.
fn is_chinese(c: char) -> bool {
    c >= '\u{2e80}' || "“”‘’—…".contains(c)
}

/// Writes a template with its arguments; a doubled brace is a brace.
fn write_template(
    template: &str,
    arguments: &[(&'static str, Message)],
    text: &mut String,
    language: Language,
) {
    let mut rest = template;
    let mut after_chinese = false;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, braced) = rest.split_at(at);
        text.push_str(beside(before, after_chinese));
        after_chinese = false;
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
            after_chinese = value.write_argument(text, language);
        }
        rest = braced.get(end + 1..).unwrap_or_default();
    }
    text.push_str(beside(rest, after_chinese));
}

/// Returns what comes after an argument, without a blank between Chinese and Chinese.
fn beside(text: &str, after_chinese: bool) -> &str {
    match text.strip_prefix(' ') {
        Some(rest) if after_chinese && rest.starts_with(is_chinese) => rest,
        _ => text,
    }
}

/// Returns a value in quotes, which is the same in each language.
pub fn quoted(value: impl fmt::Debug) -> Message {
    Message::from(format!("{value:?}"))
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

impl Default for Message {
    fn default() -> Self {
        Self::from("")
    }
}

/// Compares the English text.
impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.text(Language::En) == *other
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::of(Content::Verbatim(text))
    }
}

macro_rules! verbatim {
    ($($type:ty),*) => {$(
        impl From<$type> for Message {
            fn from(value: $type) -> Self {
                Self::of(Content::Verbatim(value.to_string()))
            }
        }
    )*};
}

verbatim!(
    &str,
    &String,
    &&str,
    Cow<'_, str>,
    std::path::Display<'_>,
    char,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f64
);

impl From<&Path> for Message {
    fn from(path: &Path) -> Self {
        Self::from(path.display().to_string())
    }
}

/// None is an empty text.
impl<T: Into<Self>> From<Option<T>> for Message {
    fn from(message: Option<T>) -> Self {
        message.map_or_else(Self::default, Into::into)
    }
}

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
    fn chinese_has_no_blank_beside_chinese() {
        let shown = |place: Message| message!("{place}: {problem}", place, problem = "p");
        assert_eq!(shown(Message::from("a")).text(Language::Zh), "a：p");
        let unexpected =
            |found, expected| message!("is {found}, expected {expected}", found, expected);
        let list = || message!("a list");
        let chinese = unexpected(list(), list()).text(Language::Zh);
        assert_eq!(chinese, "是列表，应为列表");
        let chinese = unexpected(Message::from("a"), list()).text(Language::Zh);
        assert_eq!(chinese, "是 a，应为列表");
        // The argument of an argument comes after the blank, too.
        let few = message!(
            "{count} letters, digits, \"_\", \"-\"",
            count = message!("at most {max}", max = 5_u32)
        );
        let chinese = unexpected(Message::from("a"), few).text(Language::Zh);
        assert!(chinese.starts_with("是 a，应为最多 5 个字母"), "{chinese}");
        let items = message!("a list of {items}", items = message!("texts"));
        assert_eq!(items.text(Language::Zh), "由文本组成的列表");
    }

    #[test]
    fn a_message_is_changed_as_a_whole_in_each_language() {
        let message = message!("{place}: {problem}", place = "a", problem = "b");
        let changed = message.map(|text| text.replace(['a', ':', '：'], "*"));
        assert_eq!(changed.text(Language::En), "** b");
        assert_eq!(changed.text(Language::Zh), "**b");
    }

    #[test]
    fn alternatives_have_a_word_before_the_last() {
        let messages = |count| {
            ["a", "b", "c"]
                .into_iter()
                .take(count)
                .map(Message::from)
                .collect()
        };
        assert_eq!(Message::one_of(messages(3)), "a, b or c");
        assert_eq!(Message::all_of(messages(2)), "a and b");
        assert_eq!(Message::one_of(messages(1)), "a");
        assert_eq!(Message::all_of(messages(3)).text(Language::Zh), "a、b 和 c");
    }

    #[test]
    fn the_catalogue_is_sorted() {
        assert!(super::catalogue::CHINESE.is_sorted_by(|one, other| one.0 < other.0));
    }
}
