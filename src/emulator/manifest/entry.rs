//! The lines of a manifest.

use serde_json::{Map, Value};

/// The documented usages of samples.
pub(crate) const USAGES: [&str; 4] = ["TRAIN", "EVAL", "TEST", "INFERENCE"];

/// A line: a sample and its labels.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) source: String,
    pub(crate) id: Option<String>,
    /// `TRAIN`, `EVAL`, `TEST` or `INFERENCE`.
    pub(crate) usage: Option<&'static str>,
    pub(crate) hard: bool,
    pub(crate) sample_type: Option<i64>,
    pub(crate) annotations: Vec<Annotation>,
}

/// A label of a line, or the file that has its labels.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Annotation {
    /// The type, such as `modelarts/image_classification`.
    pub(crate) kind: String,
    pub(crate) name: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) property: Map<String, Value>,
    /// The address of the label file.
    pub(crate) location: Option<String>,
    pub(crate) confidence: Option<f64>,
    pub(crate) annotated_by: Option<String>,
    /// `YYYY-MM-DD hh:mm:ss`.
    pub(crate) created: Option<String>,
    pub(crate) hard: bool,
}

impl Entry {
    /// Reads a line; the error says what is wrong. An empty line is `None`.
    pub(crate) fn parse(line: &str) -> Result<Option<Self>, String> {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            return Ok(None);
        }
        let fields = match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err("it is no JSON object".to_owned()),
            Err(error) => return Err(format!("it is not JSON: {error}")),
        };
        let source = text(&fields, &["source"]).ok_or("source is missing or no string")?;
        let annotations = match fields.get("annotation") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(items)) => items
                .iter()
                .map(Annotation::read)
                .collect::<Result<_, _>>()?,
            Some(_) => return Err("annotation is no list".to_owned()),
        };
        Ok(Some(Self {
            source,
            id: text(&fields, &["id"]),
            usage: usage(fields.get("usage"))?,
            hard: flag(fields.get("hard")),
            sample_type: fields.get("sample-type").and_then(Value::as_i64),
            annotations,
        }))
    }

    /// Returns the line, without a line break.
    pub(crate) fn to_line(&self) -> String {
        let mut fields = Map::new();
        if !self.annotations.is_empty() {
            let annotations = self.annotations.iter().map(Annotation::to_json);
            let annotations: Vec<Value> = annotations.collect();
            fields.insert("annotation".to_owned(), annotations.into());
        }
        put(&mut fields, "usage", self.usage.map(str::to_lowercase));
        put(&mut fields, "source", Some(self.source.clone()));
        put(&mut fields, "id", self.id.clone());
        put(&mut fields, "hard", self.hard.then(|| "true".to_owned()));
        if let Some(kind) = self.sample_type {
            fields.insert("sample-type".to_owned(), kind.into());
        }
        Value::Object(fields).to_string()
    }

    /// Returns whether the sample, or one of its labels, is a hard example.
    pub(crate) fn is_hard(&self) -> bool {
        self.hard || self.annotations.iter().any(|annotation| annotation.hard)
    }
}

impl Annotation {
    fn read(value: &Value) -> Result<Self, String> {
        let fields = value.as_object().ok_or("an annotation is no object")?;
        let kind = text(fields, &["type"]).ok_or("an annotation has no type")?;
        let confidence = match fields.get("confidence") {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_f64().filter(|number| (0.0..=1.0).contains(number));
                let problem = || format!("confidence is {value}, expected a number from 0 to 1");
                Some(number.ok_or_else(problem)?)
            }
        };
        Ok(Self {
            kind,
            name: text(fields, &["name"]),
            id: text(fields, &["id"]),
            property: property(fields.get("property")),
            location: text(fields, &["annotation-loc", "annotation_loc"]),
            confidence,
            annotated_by: text(fields, &["annotated-by", "annotated_by"]),
            created: text(fields, &["creation-time", "creation_time"]),
            hard: flag(fields.get("hard")),
        })
    }

    fn to_json(&self) -> Value {
        let mut fields = Map::new();
        put(&mut fields, "name", self.name.clone());
        put(&mut fields, "id", self.id.clone());
        if !self.property.is_empty() {
            fields.insert("property".to_owned(), self.property.clone().into());
        }
        put(&mut fields, "type", Some(self.kind.clone()));
        put(&mut fields, "annotation-loc", self.location.clone());
        let format = self.location.as_ref().map(|_| "PASCAL VOC".to_owned());
        put(&mut fields, "annotation-format", format);
        if let Some(confidence) = self.confidence {
            fields.insert("confidence".to_owned(), confidence.into());
        }
        put(&mut fields, "creation-time", self.created.clone());
        put(&mut fields, "annotated-by", self.annotated_by.clone());
        put(&mut fields, "hard", self.hard.then(|| "true".to_owned()));
        fields.into()
    }
}

/// Reads the usage of a line; an empty one is none.
fn usage(value: Option<&Value>) -> Result<Option<&'static str>, String> {
    let text = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value.as_str(),
    };
    if text == Some("") {
        return Ok(None);
    }
    match text.and_then(known_usage) {
        Some(usage) => Ok(Some(usage)),
        None => Err(format!(
            "usage is {}, expected one of {}",
            value.unwrap_or(&Value::Null),
            USAGES.join(", ")
        )),
    }
}

/// Returns a usage in upper case, if it is a documented one.
pub(crate) fn known_usage(text: &str) -> Option<&'static str> {
    USAGES
        .into_iter()
        .find(|usage| usage.eq_ignore_ascii_case(text))
}

fn put(fields: &mut Map<String, Value>, key: &str, text: Option<String>) {
    if let Some(text) = text {
        fields.insert(key.to_owned(), text.into());
    }
}

fn text(fields: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|key| fields.get(*key))
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// Files have the flag as a boolean or as text in any case.
fn flag(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Files have an object, or the JSON text of one.
fn property(value: Option<&Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(fields)) => fields.clone(),
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        _ => Map::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_in_all_the_spellings_that_files_have() {
        let line = r##"{"source":"s3://b/1.jpg","usage":"train","hard":"True","annotation":[
            {"type":"modelarts/object_detection","annotation_loc":"s3://b/1.xml","hard":true,
             "property":"{\"@modelarts:color\":\"#fff\"}"}]}"##;
        let entry = Entry::parse(&line.replace('\n', " ")).unwrap().unwrap();
        assert_eq!((entry.usage, entry.hard), (Some("TRAIN"), true));
        let annotation = &entry.annotations[0];
        assert_eq!(annotation.location.as_deref(), Some("s3://b/1.xml"));
        assert_eq!(annotation.property["@modelarts:color"], "#fff");
        let again = Entry::parse(&entry.to_line()).unwrap().unwrap();
        assert_eq!(again, entry);
    }

    #[test]
    fn what_is_no_line_is_refused() {
        assert_eq!(Entry::parse("\u{feff} ").unwrap(), None);
        for line in [
            "[]",
            "{",
            "{}",
            r#"{"source":1}"#,
            r#"{"source":"a","annotation":{}}"#,
            r#"{"source":"a","annotation":[{}]}"#,
        ] {
            Entry::parse(line).unwrap_err();
        }
    }
}
