//! Which samples a query selects.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::sample::{IMPORT_ORIGIN, Sample, SampleLabel, is_true};
use crate::emulator::service_error::ServiceError;

const DAY: i64 = 86_400_000;
/// The states that the documents list. Samples of team labelling are not emulated.
const STATES: [&str; 13] = [
    "__ALL__",
    "__NONE__",
    "__AUTO_ANNOTATION__",
    "__UNCHECK__",
    "__ACCEPTED__",
    "__REJECTED__",
    "__UNREVIEWED__",
    "__REVIEWED__",
    "__WORKFORCE_SAMPLED__",
    "__WORKFORCE_SAMPLED_UNCHECK__",
    "__WORKFORCE_SAMPLED_CHECKED__",
    "__WORKFORCE_SAMPLED_ACCEPTED__",
    "__WORKFORCE_SAMPLED_REJECTED__",
];

/// The members that the documents list for a search condition.
const MEMBERS: [&str; 16] = [
    "coefficient",
    "frame_in_video",
    "hard",
    "import_origin",
    "kvp",
    "label_list",
    "labeler",
    "metadata",
    "parent_sample_id",
    "sample_dir",
    "sample_name",
    "sample_time",
    "score",
    "slice_thickness",
    "study_date",
    "time_in_video",
];

/// Conditions that all have to hold.
#[derive(Debug, Default)]
pub(crate) struct SampleFilter {
    state: Option<String>,
    label_name: Option<String>,
    label_type: Option<i64>,
    scores: Option<(f64, f64)>,
    sample_type: Option<i64>,
    conditions: Vec<Condition>,
    /// Whether one condition is enough.
    any: bool,
    key: String,
}

/// The parameters of a query that select samples.
#[derive(Debug, Default)]
pub(crate) struct Selection<'a> {
    pub(crate) state: Option<&'a str>,
    pub(crate) label_name: Option<&'a str>,
    pub(crate) label_type: Option<i64>,
    pub(crate) low_score: Option<f64>,
    pub(crate) high_score: Option<f64>,
    pub(crate) sample_type: Option<i64>,
    pub(crate) conditions: Option<&'a Value>,
    /// Whether one condition is enough.
    pub(crate) any: bool,
}

impl SampleFilter {
    /// Reads the parameters; `now` is in epoch milliseconds.
    pub(crate) fn new(selection: &Selection<'_>, now: i64) -> Result<Self, ServiceError> {
        let state = selection.state.filter(|state| !state.is_empty());
        if let Some(state) = state.filter(|state| !STATES.contains(state)) {
            let problem = format!("sample_state is {state:?}, which is not documented.");
            return Err(ServiceError::parameter(problem));
        }
        let bounds = (selection.low_score, selection.high_score);
        let scores = match bounds {
            (None, None) => None,
            (low, high) => Some((low.unwrap_or(0.0), high.unwrap_or(1.0))),
        };
        let mut filter = Self {
            state: state.map(str::to_owned),
            label_name: selection.label_name.map(str::to_owned),
            label_type: selection.label_type,
            scores,
            // The documents call 9 the default, and list images by it.
            sample_type: selection.sample_type.filter(|kind| *kind != 9),
            conditions: conditions(selection.conditions, now)?,
            any: selection.any,
            key: String::new(),
        };
        let no_condition = filter.conditions.is_empty();
        let selects_all = filter.state.is_none()
            && filter.label_name.is_none()
            && filter.label_type.is_none()
            && filter.scores.is_none()
            && filter.sample_type.is_none();
        if !(no_condition && selects_all) {
            filter.key = format!("{selection:?} {}", now.div_euclid(DAY));
        }
        Ok(filter)
    }

    /// Returns whether it selects all samples.
    pub(crate) fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// Returns a text that differs for filters that differ.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn matches(&self, sample: &Sample) -> bool {
        let labels = self.labels(sample);
        let in_state = match self.state.as_deref() {
            None => true,
            Some("__ALL__") => sample.is_labelled(),
            Some("__NONE__") => !sample.is_labelled(),
            Some("__AUTO_ANNOTATION__") => sample.is_unconfirmed(),
            Some(_) => false,
        };
        let has_label = |label: &SampleLabel| {
            let named = self.label_name.as_deref();
            let score = label.score.unwrap_or(1.0);
            (named.is_none() || named == label.name.as_deref())
                && self.label_type.is_none_or(|kind| kind == label.kind)
                && self
                    .scores
                    .is_none_or(|(low, high)| (low..=high).contains(&score))
        };
        let about_labels =
            self.label_name.is_some() || self.label_type.is_some() || self.scores.is_some();
        let holds = |condition: &Condition| condition.holds(sample, labels);
        let conditions_hold = self.conditions.is_empty()
            || if self.any {
                self.conditions.iter().any(holds)
            } else {
                self.conditions.iter().all(holds)
            };
        in_state
            && self
                .sample_type
                .is_none_or(|kind| kind == sample.sample_type)
            && (!about_labels || labels.iter().any(has_label))
            && conditions_hold
    }

    /// Returns the labels that count: those of a machine only if the query asks for them.
    fn labels<'a>(&self, sample: &'a Sample) -> &'a [SampleLabel] {
        if self.state.as_deref() == Some("__AUTO_ANNOTATION__") {
            &sample.proposals
        } else {
            &sample.labels
        }
    }
}

/// A search condition; each of its members has to hold.
#[derive(Debug)]
struct Condition {
    members: Map<String, Value>,
    /// The span of `sample_time` in epoch milliseconds.
    time: Option<(i64, i64)>,
}

fn conditions(list: Option<&Value>, now: i64) -> Result<Vec<Condition>, ServiceError> {
    let invalid = || ServiceError::parameter("search_conditions is not a list of objects.");
    match list {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| {
                let mut members = item.as_object().ok_or_else(invalid)?.clone();
                members.retain(|_, value| !value.is_null());
                check_condition(&members)?;
                let time = members.get("sample_time").map(|span| time_span(span, now));
                let time = time.transpose()?;
                Ok(Condition { members, time })
            })
            .collect(),
        Some(_) => Err(invalid()),
    }
}

/// Returns an error if a condition has a member that is not documented, or that can't be read.
fn check_condition(members: &Map<String, Value>) -> Result<(), ServiceError> {
    let invalid = |key: &str, value: &Value, expected: &str| {
        let problem = format!("search_conditions: {key} is {value}, expected {expected}.");
        Err(ServiceError::parameter(problem))
    };
    for (key, value) in members {
        match key.as_str() {
            "hard" if !is_flag(value) => return invalid(key, value, "0, 1, true or false"),
            "score" if range(value).is_none() => {
                return invalid(key, value, "a range such as \"0.5-0.9\"");
            }
            "label_list" | "metadata" => check_operators(value)?,
            _ if !MEMBERS.contains(&key.as_str()) => {
                let members = MEMBERS.join(", ");
                let problem = format!("search_conditions has {key:?}, expected one of {members}.");
                return Err(ServiceError::parameter(problem));
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_flag(value: &Value) -> bool {
    let text = value.as_str().map(str::to_ascii_lowercase);
    let is_word = text.is_some_and(|text| ["0", "1", "true", "false"].contains(&text.as_str()));
    is_word || value.is_boolean() || [0.0, 1.0].iter().any(|flag| value.as_f64() == Some(*flag))
}

/// Checks the operators of a condition about labels or attributes.
fn check_operators(value: &Value) -> Result<(), ServiceError> {
    let labels = value.get("labels").and_then(Value::as_array);
    let inner = labels.into_iter().flatten();
    let operators = std::iter::once(value)
        .chain(inner)
        .map(|part| part.get("op"));
    for operator in operators.flatten().filter(|operator| !operator.is_null()) {
        if !["AND", "OR"].iter().any(|known| operator == known) {
            let problem = format!("search_conditions: op is {operator}, expected AND or OR.");
            return Err(ServiceError::parameter(problem));
        }
    }
    Ok(())
}

impl Condition {
    fn holds(&self, sample: &Sample, labels: &[SampleLabel]) -> bool {
        self.members.iter().all(|(key, wanted)| {
            let text = wanted.as_str().unwrap_or_default();
            match key.as_str() {
                "hard" => sample.is_hard() == is_true(wanted),
                "sample_name" => sample.path.name().contains(text),
                "sample_dir" => is_in_folder(sample, text),
                "sample_time" => self
                    .time
                    .is_some_and(|(begin, end)| (begin..end).contains(&sample.modified)),
                "labeler" => sample.annotated_by.as_deref() == Some(text),
                "import_origin" => same_text(sample.metadata.get(IMPORT_ORIGIN), wanted),
                "score" => labels.iter().any(|label| is_in_range(label.score, wanted)),
                "label_list" => has_labels(labels, wanted),
                "metadata" => has_attributes(&sample.metadata, wanted),
                // Attributes of video frames and of medical images, which no sample has here.
                _ => false,
            }
        })
    }
}

fn is_in_folder(sample: &Sample, folder: &str) -> bool {
    let own = sample.path.parent().slashed();
    let wanted = ["obs:/", "s3:/"]
        .iter()
        .find_map(|scheme| folder.strip_prefix(scheme))
        .unwrap_or(folder);
    own.trim_matches('/') == wanted.trim_matches('/')
}

fn is_in_range(score: Option<f64>, wanted: &Value) -> bool {
    match (score, range(wanted)) {
        (Some(score), Some((low, high))) => (low..=high).contains(&score),
        _ => false,
    }
}

/// Reads a range of scores, `low-high`; without the second number it ends at 1.
fn range(value: &Value) -> Option<(f64, f64)> {
    let text = value.as_str()?;
    let (low, high) = text.split_once('-').unwrap_or((text, "1"));
    let (low, high) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
    let is_share = |number: &f64| (0.0..=1.0).contains(number);
    (is_share(&low) && is_share(&high)).then_some((low, high))
}

fn same_text(value: Option<&Value>, wanted: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    value.is_some_and(|value| text(value) == text(wanted))
}

/// Applies `op`, AND or OR, to the outcomes of a list of tests; AND is the default.
fn combine(op: Option<&Value>, mut outcomes: impl Iterator<Item = bool>) -> bool {
    if op.and_then(Value::as_str) == Some("OR") {
        outcomes.any(|holds| holds)
    } else {
        outcomes.all(|holds| holds)
    }
}

fn has_labels(labels: &[SampleLabel], wanted: &Value) -> bool {
    let list = wanted.get("labels").and_then(Value::as_array);
    let has = |entry: &Value| {
        labels.iter().any(|label| {
            let name = entry.get("name").and_then(Value::as_str);
            let kind = entry.get("type").and_then(Value::as_i64);
            (name.is_none() || name == label.name.as_deref())
                && kind.is_none_or(|kind| kind == label.kind)
                && entry
                    .get("property")
                    .is_none_or(|props| has_values(&label.property, props, entry.get("op")))
        })
    };
    list.is_none_or(|list| combine(wanted.get("op"), list.iter().map(has)))
}

fn has_attributes(metadata: &Map<String, Value>, wanted: &Value) -> bool {
    wanted
        .get("props")
        .is_none_or(|props| has_values(metadata, props, wanted.get("op")))
}

/// Returns whether attributes have the wanted values; `null` is any value.
fn has_values(attributes: &Map<String, Value>, wanted: &Value, op: Option<&Value>) -> bool {
    let Some(wanted) = wanted.as_object() else {
        return true;
    };
    let holds = |(key, values): (&String, &Value)| match values.as_array() {
        Some(values) => values
            .iter()
            .any(|value| same_text(attributes.get(key), value)),
        None => attributes.contains_key(key),
    };
    combine(op, wanted.iter().map(holds))
}

/// Returns the begin and the end of a span of days in epoch milliseconds. A day begins at 0:00 UTC.
fn time_span(value: &Value, now: i64) -> Result<(i64, i64), ServiceError> {
    let today = now.div_euclid(DAY) * DAY;
    let text = value.as_str().unwrap_or_default();
    let span = match text {
        "month" => Some((today - 29 * DAY, today + DAY)),
        "day" => Some((today - DAY, today + DAY)),
        _ => text.split_once('-').and_then(|(first, last)| {
            let (first, last) = (day(first)?, day(last)?);
            (first <= last && last - first <= 30 * DAY).then_some((first, last + DAY))
        }),
    };
    span.ok_or_else(|| {
        ServiceError::parameter(format!(
            "sample_time is {value}, expected \"month\", \"day\" or a span of at most 30 days such \
             as \"20240101-20240130\"."
        ))
    })
}

fn day(text: &str) -> Option<i64> {
    let number: i32 = text.parse().ok().filter(|_| text.len() == 8)?;
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let date = Date::new(year, month, i8::try_from(number % 100).ok()?).ok()?;
    let begin = DateTime::from_parts(date, Time::midnight());
    let begin = TimeZone::UTC.to_timestamp(begin).ok()?;
    Some(begin.as_millisecond())
}
