//! Values of settings: as they are passed or read, and checked by the table of settings.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::duration;
use crate::api::setting::{Kind, Setting, Source};
use crate::error::Error;
use crate::http::ProxySetting;
use crate::language::Language;
use crate::message::{Message, Separator, quoted};
use crate::text::excerpt;

/// A value before it is checked. It has no `Debug`, because it may be a secret.
pub enum RawValue {
    /// Python's `None`.
    Nothing,
    /// Text, which may be a secret.
    Text(String),
    /// Text with a surrogate in it, which has no UTF-8 form.
    NotUnicode,
    /// A path.
    Path(PathBuf),
    /// True or false.
    Boolean(bool),
    /// A number; infinite if it is too large for a float.
    Number(f64),
    /// A whole number; `None` if it is beyond 64 bits.
    Integer(Option<i64>),
    /// A duration, or no limit.
    Seconds(Option<Duration>),
    /// A value of a type that no setting takes: the name of the type.
    Other(String),
    /// A value that was refused where it was read: why.
    Refused(Message),
}

impl RawValue {
    fn type_name(&self) -> Message {
        match self {
            Self::Nothing => "NoneType".into(),
            Self::Text(_) | Self::NotUnicode => "str".into(),
            Self::Path(_) => message!("a path"),
            Self::Boolean(_) => "bool".into(),
            Self::Number(_) => "float".into(),
            Self::Integer(_) => "int".into(),
            Self::Seconds(_) => message!("a duration"),
            Self::Other(name) => name.into(),
            Self::Refused(_) => message!("a value that was refused"),
        }
    }
}

impl From<&str> for RawValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<PathBuf> for RawValue {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}

impl From<bool> for RawValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<f64> for RawValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for RawValue {
    fn from(number: i64) -> Self {
        Self::Integer(Some(number))
    }
}

/// A value that its setting may have.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Secret(SecretString),
    Path(PathBuf),
    Boolean(bool),
    /// `None` is no limit.
    Seconds(Option<Duration>),
    Count(i64),
}

/// Returns the place of a value that no source has.
pub(super) fn by_default() -> Message {
    message!("the default")
}

/// A value with the place that it comes from.
#[derive(Debug, Clone)]
pub(super) struct Found<T> {
    pub(super) value: T,
    /// The place as an error names it.
    pub(super) place: Message,
    /// The place as a list of settings names it.
    pub(super) origin: Message,
}

impl<T> Found<T> {
    /// Returns whether no source has the value.
    pub(super) fn is_default(&self) -> bool {
        self.origin == by_default()
    }

    /// Returns a value from a place that errors and lists name alike.
    pub(super) fn at(place: impl Into<Message>, value: T) -> Self {
        let place = place.into();
        Self {
            value,
            place: place.clone(),
            origin: place,
        }
    }
}

/// The values in a file, each with its source and the key it has there.
#[derive(Debug, Default)]
pub(super) struct FileValues(Vec<(Source, &'static str, Found<Value>)>);

impl FileValues {
    pub(super) fn push(&mut self, source: Source, key: &'static str, found: Found<Value>) {
        self.0.push((source, key, found));
    }

    pub(super) fn get(&self, source: Source, key: &str) -> Option<&Found<Value>> {
        self.0
            .iter()
            .find_map(|(from, name, found)| (*from == source && *name == key).then_some(found))
    }

    /// Returns whether there is a secret that comes from a source.
    pub(super) fn has_secret(&self, source: Source) -> bool {
        self.0
            .iter()
            .any(|(from, _, found)| *from == source && matches!(found.value, Value::Secret(_)))
    }
}

/// Checks a value; `None` if it counts as left out, and an error says what is wrong with it.
pub(super) fn check(setting: &Setting, raw: RawValue) -> Result<Option<Value>, Message> {
    let is_argument = setting.name_in(Source::Argument).is_some();
    let value = match (setting.kind, raw) {
        (_, RawValue::Refused(problem)) => return Err(problem),
        (Kind::Seconds { max, .. }, RawValue::Seconds(Some(limit))) => {
            Value::Seconds(Some(seconds(max, limit.as_secs_f64())?))
        }
        (Kind::Seconds { .. }, RawValue::Seconds(None)) => Value::Seconds(None),
        (Kind::Seconds { .. }, RawValue::Nothing) => Value::Seconds(None),
        (_, RawValue::Nothing) if setting.may_be_left_out() => return Ok(None),
        (
            Kind::Text { .. } | Kind::Secret | Kind::OneOf(_) | Kind::Language | Kind::Path { .. },
            RawValue::NotUnicode,
        ) => return Err(message!("can't be written as UTF-8")),
        (
            Kind::Text { .. } | Kind::Secret | Kind::OneOf(_) | Kind::Language | Kind::Path { .. },
            RawValue::Text(text),
        ) if text.is_empty() => return Ok(None),
        (Kind::Text { .. }, RawValue::Text(text)) => Value::Text(text),
        (Kind::Secret, RawValue::Text(text)) => Value::Secret(SecretString::from(text)),
        (Kind::OneOf(choices), RawValue::Text(text)) => Value::Text(one_of(choices, text)?),
        (Kind::Language, RawValue::Text(text)) => Value::Text(language(&text)?.to_owned()),
        (Kind::Path { .. }, RawValue::Text(text)) => Value::Path(PathBuf::from(text)),
        (Kind::Path { .. }, RawValue::Path(path)) => Value::Path(path),
        (Kind::Boolean { .. }, RawValue::Boolean(value)) => Value::Boolean(value),
        (Kind::Seconds { max, .. }, RawValue::Number(number)) => {
            Value::Seconds(Some(seconds(max, number)?))
        }
        (Kind::Seconds { max, .. }, RawValue::Integer(number)) => {
            let number = number.map_or(f64::INFINITY, |number| number as f64);
            Value::Seconds(Some(seconds(max, number)?))
        }
        // Those of arguments are read before.
        (Kind::Seconds { .. }, RawValue::Text(text)) if text.is_empty() && !is_argument => {
            return Ok(None);
        }
        (Kind::Seconds { max, .. }, RawValue::Text(text)) if !is_argument => {
            let refused = || {
                message!(
                    "is {text}, expected seconds above 0 and up to {max}, or text such as \"500ms\", \"30s\" or \"1h30m\"",
                    text = quoted(excerpt(&text)),
                    max = max.to_string()
                )
            };
            let number = duration::seconds(&text).ok_or_else(refused)?;
            Value::Seconds(Some(seconds(max, number).map_err(|_| refused())?))
        }
        (Kind::Count { min, max, .. }, RawValue::Integer(number)) => {
            Value::Count(count(min, max, number)?)
        }
        (_, raw) => {
            return Err(message!(
                "is {found}, expected {expected}",
                found = raw.type_name(),
                expected = expected(setting)
            ));
        }
    };
    Ok(Some(value))
}

fn one_of(choices: &[&str], text: String) -> Result<String, Message> {
    if choices.contains(&text.as_str()) {
        return Ok(text);
    }
    let choices = choices.iter().map(quoted);
    Err(message!(
        "is {text}, expected {choices}, or None",
        text = quoted(text),
        choices = Message::list(choices, Separator::Comma)
    ))
}

fn language(tag: &str) -> Result<&'static str, Message> {
    Language::known(tag).map(Language::tag).ok_or_else(|| {
        message!(
            "is {tag}, expected \"en\" or \"zh\", also as a tag such as \"en_US\" or \"zh-Hans\", or None",
            tag = quoted(tag)
        )
    })
}

fn seconds(max: f64, number: f64) -> Result<Duration, Message> {
    if number > 0.0 && number <= max {
        return Ok(Duration::from_secs_f64(number));
    }
    Err(message!(
        "is {number}, expected a number of seconds above 0 and up to {max}, or None for no limit",
        number,
        max = format!("{max:e}")
    ))
}

fn count(min: i64, max: i64, number: Option<i64>) -> Result<i64, Message> {
    if let Some(number) = number.filter(|number| (min..=max).contains(number)) {
        return Ok(number);
    }
    let found = number.map_or_else(|| message!("beyond 64 bits"), Message::from);
    if max == i64::MAX {
        return Err(message!("is {found}, expected at least {min}", found, min));
    }
    Err(message!(
        "is {found}, expected {min} to {max}",
        found,
        min,
        max
    ))
}

fn expected(setting: &Setting) -> Message {
    let (names, or_none): (&[&str], bool) = match setting.kind {
        Kind::Text { .. } | Kind::Secret | Kind::OneOf(_) | Kind::Language => {
            (&["str"], setting.may_be_left_out())
        }
        Kind::Path { .. } => (&["str", "os.PathLike"], setting.may_be_left_out()),
        Kind::Boolean { .. } => (&["bool"], setting.may_be_left_out()),
        Kind::Seconds { .. } => (&["float"], true),
        Kind::Count { .. } => (&["int"], setting.may_be_left_out()),
        Kind::Poll => (&["modelarts.client.Poll"], false),
    };
    let none = or_none.then_some(&"None");
    Message::one_of(names.iter().chain(none).map(Message::from).collect())
}

/// Returns the value that a setting has if no source has one.
pub(super) fn default(setting: &Setting) -> Option<Value> {
    match setting.kind {
        Kind::Text { default } => default.map(|text| Value::Text(text.to_owned())),
        Kind::Path { default } => default.map(|path| Value::Path(PathBuf::from(path))),
        Kind::Boolean { default } => Some(Value::Boolean(default)),
        Kind::Seconds { default, .. } => {
            Some(Value::Seconds(Some(Duration::from_secs_f64(default))))
        }
        Kind::Count { default, .. } => Some(Value::Count(default)),
        Kind::Secret | Kind::OneOf(_) | Kind::Language | Kind::Poll => None,
    }
}

/// A type that values of some kind have.
pub(super) trait Typed: Sized {
    /// Returns the value; `None` if it is of another kind.
    fn of(value: Value) -> Option<Self>;

    /// Returns the value of a setting that is declared with this type.
    fn of_setting(setting: &Setting, value: Value) -> Result<Self, Error> {
        Self::of(value).ok_or_else(|| {
            Error::Config(message!(
                "{name}: the value does not fit",
                name = setting.name
            ))
        })
    }
}

impl Typed for String {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Typed for Arc<str> {
    fn of(value: Value) -> Option<Self> {
        String::of(value).map(Self::from)
    }
}

impl Typed for SecretString {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Secret(secret) => Some(secret),
            Value::Text(text) => Some(text.into()),
            _ => None,
        }
    }
}

impl Typed for PathBuf {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }
}

impl Typed for bool {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }
}

impl Typed for Option<Duration> {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Seconds(limit) => Some(limit),
            _ => None,
        }
    }
}

impl Typed for u32 {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Count(count) => Self::try_from(count).ok(),
            _ => None,
        }
    }
}

impl Typed for usize {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Count(count) => Self::try_from(count).ok(),
            _ => None,
        }
    }
}

/// A value as a list of settings shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// There is none, or no limit.
    None,
    /// Text; of a secret, what may be shown of it.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// Seconds.
    Seconds(f64),
    /// A whole number.
    Count(u64),
}

impl From<&Option<Arc<str>>> for Shown {
    fn from(text: &Option<Arc<str>>) -> Self {
        let shown = text.as_ref().map(ToString::to_string);
        shown.map_or(Self::None, Self::Text)
    }
}

impl From<&ProxySetting> for Shown {
    fn from(proxy: &ProxySetting) -> Self {
        match proxy {
            ProxySetting::Explicit(proxy) => Self::Text(proxy.to_string()),
            ProxySetting::Direct | ProxySetting::Variables(_) => Self::None,
        }
    }
}

impl From<&Option<Duration>> for Shown {
    fn from(limit: &Option<Duration>) -> Self {
        limit.map_or(Self::None, |limit| Self::Seconds(limit.as_secs_f64()))
    }
}

impl From<&bool> for Shown {
    fn from(value: &bool) -> Self {
        Self::Boolean(*value)
    }
}

impl From<&u32> for Shown {
    fn from(count: &u32) -> Self {
        Self::Count((*count).into())
    }
}

impl From<&usize> for Shown {
    fn from(count: &usize) -> Self {
        Self::Count(u64::try_from(*count).unwrap_or(u64::MAX))
    }
}
