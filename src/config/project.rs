//! The project, by its id or its name.

use std::sync::Arc;

use super::setting_value::Found;
use super::sources::Sources;
use crate::api::generated::settings::{PROJECT_ID, PROJECT_NAME};
use crate::api::setting::Source;
use crate::error::Error;
use crate::schema::check_id;

/// The sources of a project, in order.
const SOURCES: [Source; 7] = [
    Source::Argument,
    Source::Context,
    Source::User,
    Source::Variable,
    Source::Profile,
    Source::OpenStackVariable,
    Source::Clouds,
];

/// The project of calls and of the token.
#[derive(Default)]
pub(super) struct Project {
    pub(super) id: Option<Found<Arc<str>>>,
    /// The name that the token is fetched for, if there is no id.
    pub(super) name: Option<Found<String>>,
}

/// Returns the project of the first source that has its id or its name; the id, if a source has both.
pub(super) fn resolve(sources: &Sources<'_>) -> Result<Project, Error> {
    for source in SOURCES {
        if sources.may_have(source, &PROJECT_ID)
            && let Some(id) = sources.find_in::<String>(source, &PROJECT_ID)?
        {
            return Ok(Project {
                id: Some(checked(id)?),
                name: None,
            });
        }
        if sources.may_have(source, &PROJECT_NAME)
            && let Some(name) = sources.find_in(source, &PROJECT_NAME)?
        {
            return Ok(Project {
                id: None,
                name: Some(name),
            });
        }
    }
    Ok(Project::default())
}

fn checked(found: Found<String>) -> Result<Found<Arc<str>>, Error> {
    match check_id(&found.value, &[]) {
        None => Ok(Found {
            value: Arc::from(found.value),
            place: found.place,
            origin: found.origin,
        }),
        Some(problem) => Err(Error::invalid(PROJECT_ID.name, problem)),
    }
}
