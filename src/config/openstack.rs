//! What OpenStack clients are configured with: the variables `OS_*` and the clouds in `clouds.yaml`.
//!
//! Both name settings by the same keys: `user_domain_name` is `OS_USER_DOMAIN_NAME`, and a member of a
//! cloud or of its `auth`.

mod auth;
mod clouds_file;
mod folders;
mod source_value;

pub(super) use auth::{select, unsupported};
pub(super) use clouds_file::{Cloud, Request, load};
pub use clouds_file::{NotYaml, YamlReader};
pub(super) use source_value::{SourceValue, setting};

use super::environment::Environment;
use crate::api::generated::settings::{IAM_ENDPOINT, PROJECT_ID, PROJECT_NAME, REGION};
use crate::api::setting::{Setting, Source};
use crate::error::Error;
use crate::message::Message;
use crate::value::Value;

/// The key of the plugin that an OpenStack client authenticates with.
pub(super) const AUTH_TYPE: &str = "auth_type";

/// Returns whether a source is one of OpenStack's.
pub(super) fn is_openstack(source: Source) -> bool {
    matches!(source, Source::OpenStackVariable | Source::Clouds)
}

/// Returns whether a setting may come from `source`, which is one of OpenStack's, when the credential
/// comes from `credential`.
///
/// The sources describe some cloud of the user's, maybe another one than our own sources do. So a
/// credential goes to no address that another source has, and without a credential from here they only
/// select one of the known regions.
pub(super) fn applies(source: Source, credential: Option<Source>, setting: &Setting) -> bool {
    match (source, credential) {
        (Source::OpenStackVariable, Some(Source::Clouds)) => {
            let of_the_credential = [&IAM_ENDPOINT, &PROJECT_ID, &PROJECT_NAME];
            of_the_credential
                .iter()
                .all(|other| other.name != setting.name)
        }
        (Source::Clouds, Some(Source::OpenStackVariable)) => false,
        (_, Some(credential)) if is_openstack(credential) => true,
        _ => setting.name == REGION.name,
    }
}

/// Returns the variable for a key, if it is set.
pub(super) fn variable(environment: &Environment, key: &str) -> Result<Option<SourceValue>, Error> {
    let name = variable_name(key);
    let text = environment.text(&name)?;
    Ok(text.map(|text| SourceValue {
        value: Value::Text(text.to_owned()),
        place: Message::from(&name),
    }))
}

/// Returns the name of the variable for a key.
pub(super) fn variable_name(key: &str) -> String {
    format!("OS_{}", key.to_ascii_uppercase())
}
