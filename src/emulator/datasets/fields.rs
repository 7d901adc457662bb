//! Bodies and queries, read as the documents describe them.

use axum::body::Bytes;
use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::emulator::query;

const LONGEST_NAME: usize = 20;
const LONGEST_DESCRIPTION: usize = 256;
const LONGEST_SEARCH: usize = 100;

/// The JSON object of a body.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn read(body: &Bytes) -> Result<Self, Refusal> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Refusal::parameter("The body is no JSON object.")),
            Err(error) => Err(Refusal::parameter(format!("The body is not JSON: {error}"))),
        }
    }

    pub(super) fn of<const N: usize>(texts: [(&str, String); N]) -> Self {
        let field = |(name, text): (&str, String)| (name.to_owned(), Value::String(text));
        Self(texts.into_iter().map(field).collect())
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::parameter(format!("{name} is no text."))),
        }
    }

    pub(super) fn required_text(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::parameter(format!("{name} is missing or empty.")))
    }

    pub(super) fn name(&self) -> Result<Option<String>, Refusal> {
        let Some(name) = self.text("name")? else {
            return Ok(None);
        };
        let allowed = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '_' | '-')
                || ('\u{3400}'..='\u{9fff}').contains(&c)
        };
        let length = name.chars().count();
        if (1..=LONGEST_NAME).contains(&length) && name.chars().all(allowed) {
            return Ok(Some(name.to_owned()));
        }
        Err(Refusal::new(
            "ModelArts.1652",
            format!(
                "{name:?} is no name of a dataset; use 1-{LONGEST_NAME} letters, digits, '-', '_' \
                 or Chinese characters."
            ),
        ))
    }

    pub(super) fn description(&self) -> Result<Option<String>, Refusal> {
        let text = self.text("description")?;
        match text {
            Some(text) if text.chars().count() > LONGEST_DESCRIPTION => Err(Refusal::parameter(
                format!("description has more than {LONGEST_DESCRIPTION} characters."),
            )),
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// Refuses what is documented to have one of a few values, and has another.
    pub(super) fn one_of(&self, name: &str, allowed: &[Value]) -> Result<(), Refusal> {
        match self.0.get(name) {
            Some(value) if !allowed.contains(value) => {
                Err(Refusal::parameter(format!("{name} can't be {value}.")))
            }
            _ => Ok(()),
        }
    }

    /// The texts of a list that is not empty.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, Refusal> {
        let bad = || Refusal::parameter(format!("{name} is no list of texts, or an empty one."));
        let items = self.0.get(name).and_then(Value::as_array);
        items
            .filter(|items| !items.is_empty())
            .ok_or_else(bad)?
            .iter()
            .map(|item| item.as_str().ok_or_else(bad))
            .collect()
    }
}

/// The parameters of a query; of one that stands twice, the last counts.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn read(query: Option<&str>) -> Self {
        Self(query::pairs(query))
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let last = self.0.iter().rev().find(|(key, _)| key == name);
        last.map(|(_, value)| value.as_str())
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| Refusal::parameter(format!("{name} is missing or empty.")))
    }

    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| Refusal::parameter(format!("{name} is {text:?}, which is no integer.")))
    }

    /// One of a few words, the first if there is none.
    pub(super) fn one_of(
        &self,
        name: &str,
        allowed: [&'static str; 2],
    ) -> Result<&'static str, Refusal> {
        let word = self.text(name).unwrap_or(allowed[0]);
        allowed
            .into_iter()
            .find(|allowed| *allowed == word)
            .ok_or_else(|| {
                Refusal::parameter(format!(
                    "{name} is {word:?}, expected {:?} or {:?}.",
                    allowed[0], allowed[1]
                ))
            })
    }

    pub(super) fn page(&self) -> Result<Page, Refusal> {
        let at_least = |name: &str, least: usize, default: usize| match self.integer(name)? {
            None => Ok(default),
            Some(number) => usize::try_from(number)
                .ok()
                .filter(|number| *number >= least)
                .ok_or_else(|| {
                    Refusal::parameter(format!("{name} is {number}, expected {least} or more."))
                }),
        };
        let search = self.text("search_content").unwrap_or_default();
        if search.chars().count() > LONGEST_SEARCH {
            return Err(Refusal::parameter(format!(
                "search_content has more than {LONGEST_SEARCH} characters."
            )));
        }
        Ok(Page {
            offset: at_least("offset", 0, 0)?,
            limit: at_least("limit", 1, 10)?,
            descending: self.one_of("order", ["asc", "desc"])? == "desc",
            search: search.to_owned(),
        })
    }
}

/// Which part of a listing is asked for.
pub(super) struct Page {
    /// Counts pages: the documents call it the start page.
    offset: usize,
    limit: usize,
    pub(super) descending: bool,
    pub(super) search: String,
}

impl Page {
    /// All entries, sorted.
    pub(super) fn order<T, K: Ord>(&self, mut entries: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
        entries.sort_by_cached_key(key);
        if self.descending {
            entries.reverse();
        }
        entries
    }

    /// Those of this page, of all that are sorted.
    pub(super) fn cut<'a, T>(&self, sorted: &'a [T]) -> &'a [T] {
        let begin = self.offset.saturating_mul(self.limit).min(sorted.len());
        let rest = sorted.get(begin..).unwrap_or_default();
        rest.get(..self.limit).unwrap_or(rest)
    }
}
