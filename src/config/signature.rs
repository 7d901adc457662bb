//! The form in which access keys sign.

use super::endpoint::Endpoints;
use super::region;
use super::setting_value::Found;
use super::sources::{Sources, by_default};
use crate::api::generated::settings::SIGNATURE;
use crate::auth::signer::Form;
use crate::error::Error;

/// Returns the form that is set, else the one of the cloud that the endpoint or the region belongs to,
/// else the plain one.
pub(super) fn resolve(sources: &Sources<'_>, endpoints: &Endpoints) -> Result<Found<Form>, Error> {
    let region = endpoints.region.as_ref().map(|found| found.value.as_str());
    let found = match sources.find::<String>(&SIGNATURE)? {
        Some(found) => found,
        None => {
            let cloud = region::cloud_at(&endpoints.endpoint.value)
                .or_else(|| region.and_then(region::cloud_of));
            match cloud {
                Some(cloud) => Found::at(cloud.name, cloud.signature.to_owned()),
                None => Found::at(by_default(), "plain".to_owned()),
            }
        }
    };
    let value = match (found.value.as_str(), region) {
        ("derived", _) => Form::Derived,
        ("v11", Some(region)) => Form::V11 {
            region: region.to_owned(),
        },
        ("v11", None) => {
            return Err(Error::Config(message!(
                "{place}: the form \"v11\" signs for a region, and no region was found; give region, too",
                place = found.place
            )));
        }
        _ => Form::Plain,
    };
    Ok(Found {
        value,
        place: found.place,
        origin: found.origin,
    })
}
