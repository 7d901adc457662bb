//! Where settings come from, and in which order.
//!
//! The settings and their sources are declared in `api/settings.toml`. Each comes from the first of
//! its sources that has it, and its origin is kept. The credential comes whole from one source: the
//! arguments, the user in the configuration file, the environment, `~/.huaweicloud/credentials`, the
//! sources of OpenStack clients, or the metadata service of the machine.

mod arguments;
mod ca_bundle;
mod config_file;
mod credential;
mod diagnosis;
mod duration;
mod endpoint;
mod environment;
mod generated_values;
mod json;
mod openstack;
mod pace;
mod profile;
mod project;
mod proxy;
pub mod region;
mod resolve;
mod setting_value;
mod settings;
mod settings_reader;
mod signature;
mod sources;
mod text_file;
mod warning;

pub use arguments::{Arguments, argument};
pub use config_file::file_text;
pub use diagnosis::{Diagnosis, SettingProblem, diagnose};
pub use duration::seconds as seconds_of_text;
pub use environment::Environment;
pub use generated_values::{CallOptions, Values};
pub use openstack::{NotYaml, YamlReader};
pub use pace::Pace;
pub use resolve::{resolve, resolve_interruptible};
pub use setting_value::{RawValue, Shown};
pub use settings::Settings;
pub use warning::Warning;
