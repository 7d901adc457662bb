//! What a dataset is created from, within the documented limits.

use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::location::Location;

const MAX_NAME_LENGTH: usize = 20;
const MAX_DESCRIPTION_LENGTH: usize = 256;

/// What a dataset is created from.
#[derive(Debug, Clone)]
pub(crate) struct DatasetSpec {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) data_url: String,
    pub(crate) location: Location,
    /// Epoch seconds.
    pub(crate) created: i64,
}

impl DatasetSpec {
    pub(crate) fn new(
        name: &str,
        data_url: &str,
        description: &str,
        created: i64,
    ) -> Result<Self, ServiceError> {
        check_name(name)?;
        check_description(description)?;
        Ok(Self {
            name: name.to_owned(),
            description: description.to_owned(),
            data_url: data_url.to_owned(),
            location: Location::parse(data_url)?,
            created,
        })
    }
}

pub(crate) fn check_name(name: &str) -> Result<(), ServiceError> {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '-')
            || ('\u{3400}'..='\u{9fff}').contains(&c)
    };
    let length = name.chars().count();
    if (1..=MAX_NAME_LENGTH).contains(&length) && name.chars().all(allowed) {
        return Ok(());
    }
    Err(ServiceError::new(
        "ModelArts.1652",
        format!(
            "{name:?} is not a valid dataset name; use 1-{MAX_NAME_LENGTH} letters, digits, '-', \
             '_' or Chinese characters."
        ),
    ))
}

pub(crate) fn check_description(description: &str) -> Result<(), ServiceError> {
    if description.chars().count() <= MAX_DESCRIPTION_LENGTH {
        return Ok(());
    }
    Err(ServiceError::parameter(format!(
        "description has more than {MAX_DESCRIPTION_LENGTH} characters."
    )))
}
