//! The settings of a client, each with its value.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::generated_values::{CallOptions, Values};
use super::pace::Pace;
use super::warning::Warning;
use crate::auth::signer::Form;
use crate::auth::{Credential, Scope};
use crate::http::ProxySetting;
use crate::http::tls::CaBundle;
use crate::message::Message;

/// The settings of a client.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The context that is used, if any.
    pub context: Option<String>,
    /// The configuration file that is used, if any.
    pub config_file: Option<PathBuf>,
    /// The region, if one is known.
    pub region: Option<String>,
    /// The endpoint of ModelArts, without a slash at its end.
    pub endpoint: String,
    /// The endpoint of IAM, likewise.
    pub iam_endpoint: String,
    /// The credential.
    pub credential: Credential,
    /// The project of calls that don't name one.
    pub project_id: Option<Arc<str>>,
    /// The name of the project that a token is fetched for, if no id is known.
    pub project_name: Option<String>,
    /// The form in which access keys sign.
    pub signature: Form,
    /// The proxies that requests go through.
    pub proxy: ProxySetting,
    /// The certificates to trust; `None` for those of the platform.
    pub ca_bundle: Option<CaBundle>,
    /// The settings that are read as they are declared.
    pub values: Values,
    /// What `with_options` can change.
    pub options: CallOptions,
    /// How often waits poll that pass no pace of their own.
    pub pace: Pace,
    /// The source of each setting that has a value, in words, by its name.
    pub origins: BTreeMap<&'static str, Message>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl Settings {
    /// Returns what a token is fetched for.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match (&self.project_id, &self.project_name) {
            (Some(project), _) => Scope::Project(Arc::clone(project)),
            (None, Some(name)) => Scope::Name(name.clone()),
            (None, None) => Scope::Region(self.region.clone().unwrap_or_default()),
        }
    }
}
