//! The certificates to trust instead of the platform's.

use std::path::PathBuf;

use super::setting_value::Found;
use super::sources::Sources;
use crate::api::generated::settings::CA_BUNDLE;
use crate::error::Error;
use crate::file::Interrupted;
use crate::http::tls::CaBundle;
use crate::message::Message;

const FILE: &str = "SSL_CERT_FILE";
const FOLDERS: &str = "SSL_CERT_DIR";

/// Reads the certificates of the setting, else of the variables that OpenSSL reads. `None` for those of
/// the platform.
pub(super) fn resolve(
    sources: &Sources<'_>,
    verify_ssl: bool,
    interrupted: Interrupted<'_>,
) -> Result<Option<Found<CaBundle>>, Error> {
    if let Some(found) = sources.find::<PathBuf>(&CA_BUNDLE)? {
        let path = sources.environment.expand(&found.value);
        let bundle = if verify_ssl {
            CaBundle::read(&[(path, found.place.clone())], interrupted)?.required()?
        } else {
            CaBundle::unread(path)
        };
        return Ok(Some(Found {
            value: bundle,
            place: found.place,
            origin: found.origin,
        }));
    }
    let file = sources.environment.get(FILE).map(PathBuf::from);
    let folders = sources.environment.get(FOLDERS).into_iter();
    let folders = folders
        .flat_map(std::env::split_paths)
        .filter(|path| !path.as_os_str().is_empty())
        .map(|path| (path, Message::from(FOLDERS)));
    let places: Vec<_> = file
        .map(|path| (path, Message::from(FILE)))
        .into_iter()
        .chain(folders)
        .collect();
    if places.is_empty() || !verify_ssl {
        return Ok(None);
    }
    // One without certificates is an error where they are needed.
    let bundle = CaBundle::read(&places, interrupted)?;
    let named_by = places.iter().find(|(path, _)| *path == bundle.path);
    let named_by = named_by.map_or_else(|| Message::from(FILE), |(_, named_by)| named_by.clone());
    Ok(Some(Found::at(named_by, bundle)))
}
