//! The members of bodies and the parameters of queries, as documented.

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use crate::emulator::datasets_v1::listing::{Filter, Page};
use crate::emulator::datasets_v1::spec::{DatasetSpec, check_description, check_name};
use crate::emulator::http::query;
use crate::emulator::service_error::ServiceError;

const MAX_SEARCH_LENGTH: usize = 100;

/// The JSON object of a body.
pub(crate) struct BodyFields(Map<String, Value>);

impl BodyFields {
    pub(crate) fn read(body: &Bytes) -> Result<Self, ServiceError> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(ServiceError::parameter("The body is not a JSON object.")),
            Err(error) => Err(ServiceError::parameter(format!(
                "The body is not JSON: {error}"
            ))),
        }
    }

    fn text(&self, name: &str) -> Result<Option<&str>, ServiceError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ServiceError::parameter(format!("{name} is not a string."))),
        }
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<&str, ServiceError> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| ServiceError::parameter(format!("{name} is missing or empty.")))
    }

    pub(crate) fn name(&self) -> Result<Option<&str>, ServiceError> {
        let name = self.text("name")?;
        name.map_or(Ok(()), check_name).map(|()| name)
    }

    pub(crate) fn description(&self) -> Result<Option<&str>, ServiceError> {
        let description = self.text("description")?;
        description
            .map_or(Ok(()), check_description)
            .map(|()| description)
    }

    /// Reads the body of `create_dataset`; `created` is in epoch seconds.
    pub(crate) fn dataset_spec(&self, created: i64) -> Result<DatasetSpec, ServiceError> {
        let name = self
            .name()?
            .ok_or_else(|| ServiceError::parameter("name is missing."))?;
        let data_url = self.required_text("data_url")?;
        self.check_one_of("provider", &[json!("OBS")])?;
        let flags = [json!("true"), json!("false"), json!(true), json!(false)];
        self.check_one_of("open_obs_version", &flags)?;
        let description = self.description()?.unwrap_or_default();
        DatasetSpec::new(name, data_url, description, created)
    }

    /// Returns an error if a field is present and has none of the documented values.
    fn check_one_of(&self, name: &str, allowed: &[Value]) -> Result<(), ServiceError> {
        match self.0.get(name) {
            Some(value) if !allowed.contains(value) => Err(ServiceError::parameter(format!(
                "{name} is {value}, which is not allowed."
            ))),
            _ => Ok(()),
        }
    }

    /// Returns the strings of a list that is not empty.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&str>, ServiceError> {
        let invalid =
            || ServiceError::parameter(format!("{name} is not a list of strings, or is empty."));
        let items = self.0.get(name).and_then(Value::as_array);
        items
            .filter(|items| !items.is_empty())
            .ok_or_else(invalid)?
            .iter()
            .map(|item| item.as_str().ok_or_else(invalid))
            .collect()
    }
}

/// The parameters of a query; the last of a repeated parameter counts.
pub(crate) struct QueryParameters(Vec<(String, String)>);

impl QueryParameters {
    pub(crate) fn read(query: Option<&str>) -> Self {
        Self(query::pairs(query))
    }

    fn text(&self, name: &str) -> Option<&str> {
        let last = self.0.iter().rev().find(|(key, _)| key == name);
        last.map(|(_, value)| value.as_str())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, ServiceError> {
        self.text(name)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| ServiceError::parameter(format!("{name} is missing or empty.")))
    }

    fn integer(&self, name: &str) -> Result<Option<i64>, ServiceError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            ServiceError::parameter(format!("{name} is {text:?}, expected an integer."))
        })
    }

    /// Returns one of two words; the first if the parameter is missing.
    pub(crate) fn one_of(
        &self,
        name: &str,
        allowed: [&'static str; 2],
    ) -> Result<&'static str, ServiceError> {
        let word = self.text(name).unwrap_or(allowed[0]);
        allowed
            .into_iter()
            .find(|allowed| *allowed == word)
            .ok_or_else(|| {
                ServiceError::parameter(format!(
                    "{name} is {word:?}, expected {:?} or {:?}.",
                    allowed[0], allowed[1]
                ))
            })
    }

    pub(crate) fn page(&self) -> Result<Page, ServiceError> {
        let at_least = |name: &str, minimum: usize, default: usize| match self.integer(name)? {
            None => Ok(default),
            Some(number) => usize::try_from(number)
                .ok()
                .filter(|number| *number >= minimum)
                .ok_or_else(|| {
                    ServiceError::parameter(format!(
                        "{name} is {number}, expected {minimum} or more."
                    ))
                }),
        };
        let search = self.text("search_content").unwrap_or_default();
        if search.chars().count() > MAX_SEARCH_LENGTH {
            return Err(ServiceError::parameter(format!(
                "search_content has more than {MAX_SEARCH_LENGTH} characters."
            )));
        }
        Ok(Page {
            offset: at_least("offset", 0, 0)?,
            limit: at_least("limit", 1, 10)?,
            descending: self.one_of("order", ["asc", "desc"])? == "desc",
            search: search.to_owned(),
        })
    }

    pub(crate) fn filter(&self, page: &Page) -> Result<Filter, ServiceError> {
        let range = |minimum: &str, maximum: &str| {
            let minimum = self.integer(minimum)?.unwrap_or(i64::MIN);
            Ok(minimum..=self.integer(maximum)?.unwrap_or(i64::MAX))
        };
        Ok(Filter {
            search: page.search.clone(),
            sizes: range("file_min_size", "file_max_size")?,
            times: range("file_min_time", "file_max_time")?,
            file_type: self.text("file_type").map(str::to_lowercase),
            by_time: self.one_of("sort_by", ["name", "create_time"])? == "create_time",
        })
    }
}
