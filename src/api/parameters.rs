//! What the documents say of the parameters: fields of bodies and pairs of queries, and their limits.
//!
//! Where the documents disagree, the wider rule stands here and the service has the last word.

use serde_json::{Map, Value};

use crate::error::Problem;

/// What is documented of one parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A dataset's name: 1 to 20 letters, digits, `_`, `-`. Chinese characters, too, since the code
    /// for bad names (1652) allows them where the page doesn't.
    Name,
    /// Text of at least one character.
    Text,
    /// Text of at most so many characters.
    TextUpTo(usize),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// An integer from this one up.
    IntegerFrom(i64),
    /// A list of texts, not empty.
    Texts,
}

const fn required(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        required: true,
    }
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        required: false,
    }
}

/// `dataset_spec` of `create_dataset`.
pub const NEW_DATASET: &[Parameter] = &[
    required("name", Kind::Name),
    optional("description", Kind::TextUpTo(256)),
    optional("provider", Kind::OneOf(&["OBS"])),
    required("data_url", Kind::Text),
    optional("open_obs_version", Kind::OneOf(&["true", "false"])),
];

/// `update_dataset_spec` of `update_dataset`.
pub const CHANGED_DATASET: &[Parameter] = &[
    optional("name", Kind::Name),
    optional("description", Kind::TextUpTo(256)),
];

/// `description_spec` of `create_dataset_version`.
pub const NEW_VERSION: &[Parameter] = &[optional("description", Kind::TextUpTo(256))];

/// `target_version_id_spec` of `checkout_dataset_version`.
pub const TARGET_VERSION: &[Parameter] = &[required("version_id", Kind::Text)];

/// `delete_files_spec` of `delete_file_from_obs`.
pub const DELETED_FILES: &[Parameter] = &[required("deleted_url", Kind::Texts)];

/// The query of `query_dataset`.
pub const DATASETS: &[Parameter] = &[
    optional("offset", Kind::IntegerFrom(0)),
    optional("limit", Kind::IntegerFrom(1)),
    optional("sort_by", Kind::OneOf(&["name", "dataset_time"])),
    optional("order", Kind::OneOf(&["asc", "desc"])),
    optional("search_content", Kind::TextUpTo(100)),
];

/// The query of `search_dataset_version`.
pub const FILES: &[Parameter] = &[
    optional("offset", Kind::IntegerFrom(0)),
    optional("limit", Kind::IntegerFrom(1)),
    optional("sort_by", Kind::OneOf(&["name", "create_time"])),
    optional("order", Kind::OneOf(&["asc", "desc"])),
    optional("search_content", Kind::TextUpTo(100)),
    optional("file_max_size", Kind::IntegerFrom(0)),
    optional("file_min_size", Kind::IntegerFrom(0)),
    optional("file_max_time", Kind::IntegerFrom(0)),
    optional("file_min_time", Kind::IntegerFrom(0)),
    optional("file_type", Kind::Text),
];

/// All that is wrong with a body, by its place; what nobody documented is not looked at.
#[must_use]
pub fn check(name: &str, body: &Map<String, Value>, parameters: &[Parameter]) -> Vec<Problem> {
    let problems = parameters.iter().filter_map(|parameter| {
        let problem = match body.get(parameter.name) {
            None if parameter.required => Some(format!(
                "is missing; expected {}",
                parameter.kind.expected()
            )),
            None => None,
            Some(value) => parameter.kind.problem(value),
        };
        problem.map(|problem| Problem {
            place: format!("{name}.{}", parameter.name),
            problem,
        })
    });
    problems.collect()
}

impl Kind {
    /// What is wrong with a value.
    #[must_use]
    pub fn problem(self, value: &Value) -> Option<String> {
        let fits = match (self, value) {
            (Self::Name, Value::String(text)) => {
                (1..=20).contains(&text.chars().count()) && text.chars().all(is_of_a_name)
            }
            (Self::Text, Value::String(text)) => !text.is_empty(),
            (Self::TextUpTo(most), Value::String(text)) => text.chars().count() <= most,
            (Self::OneOf(names), Value::String(text)) => names.contains(&text.as_str()),
            (Self::IntegerFrom(least), Value::Number(number)) => {
                number.as_i64().is_some_and(|number| number >= least)
            }
            (Self::Texts, Value::Array(items)) => {
                !items.is_empty()
                    && items
                        .iter()
                        .all(|item| item.as_str().is_some_and(|text| !text.is_empty()))
            }
            _ => false,
        };
        (!fits).then(|| format!("is {}, expected {}", shown(value), self.expected()))
    }

    fn expected(self) -> String {
        match self {
            Self::Name => {
                "1 to 20 letters, digits, \"_\", \"-\" (or Chinese characters)".to_owned()
            }
            Self::Text => "text of at least one character".to_owned(),
            Self::TextUpTo(most) => format!("text of at most {most} characters"),
            Self::OneOf(names) => {
                let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
                quoted.join(" or ")
            }
            Self::IntegerFrom(least) => format!("an integer from {least} up"),
            Self::Texts => "a list of texts, at least one, none of them empty".to_owned(),
        }
    }
}

fn is_of_a_name(c: char) -> bool {
    let chinese = matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
    c.is_ascii_alphanumeric() || c == '_' || c == '-' || chinese
}

/// A value, cut short, with its length where that is what counts.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    let length = match value {
        Value::String(text) => text.chars().count(),
        _ => 0,
    };
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return match value {
            Value::String(_) if length > 20 => format!("{text} ({length} characters)"),
            _ => text,
        };
    }
    let start: String = text.chars().take(LONGEST).collect();
    match value {
        Value::String(_) => format!("{start}…\" ({length} characters)"),
        _ => format!("{start}…"),
    }
}
