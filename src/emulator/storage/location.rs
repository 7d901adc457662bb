//! Names of buckets, folders and files, within the documented limits.

use std::path::PathBuf;

use crate::emulator::service_error::ServiceError;

const MAX_PATH_LENGTH: usize = 1023;

/// The folder of a dataset's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) bucket: String,
    /// Empty for the whole bucket, else with a `/` at its end.
    folder: String,
}

impl Location {
    /// Parses `bucket`, `bucket/` or `bucket/folder/`.
    pub(crate) fn parse(data_url: &str) -> Result<Self, ServiceError> {
        let (bucket, folder) = data_url.split_once('/').unwrap_or((data_url, ""));
        if !is_bucket(bucket) {
            return Err(ServiceError::new(
                "ModelArts.1651",
                format!(
                    "{bucket:?} is not a valid bucket name; use 3-63 lower-case letters, digits, '-' or \
                     '.', with no symbol at the ends and no two in a row"
                ),
            ));
        }
        if let Some(problem) = folder_problem(folder, data_url) {
            return Err(ServiceError::new(
                "ModelArts.1653",
                format!("{data_url:?} {problem}"),
            ));
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            folder: folder.to_owned(),
        })
    }

    /// Returns a folder in a bucket; `folder` is empty or ends in `/`.
    pub(crate) fn of(bucket: &str, folder: &str) -> Self {
        Self {
            bucket: bucket.to_owned(),
            folder: folder.to_owned(),
        }
    }

    /// Returns the path relative to the root.
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(format!("{}/{}", self.bucket, self.folder))
    }

    /// Returns the URL of a file.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("obs://{}/{}{name}", self.bucket, self.folder)
    }

    /// Returns the name of a file relative to the folder, from such a name or from a URL.
    pub(crate) fn file_name<'a>(&self, argument: &'a str) -> Result<&'a str, ServiceError> {
        let invalid =
            |problem: &str| ServiceError::new("ModelArts.1653", format!("{argument:?} {problem}"));
        let name = if argument.starts_with("obs://") {
            argument
                .strip_prefix(&self.url(""))
                .ok_or_else(|| invalid("is not in the dataset's folder"))?
        } else {
            argument
        };
        let escapes = |segment: &str| matches!(segment, "" | "." | "..");
        if name.split('/').any(escapes) {
            return Err(invalid(
                "is not a file name relative to the dataset's folder",
            ));
        }
        if name.contains(['\\', '\0']) || name.chars().count() > MAX_PATH_LENGTH {
            return Err(invalid(
                "has a character that is not allowed, or too many characters",
            ));
        }
        Ok(name)
    }
}

/// Returns whether a bucket may have a name.
pub(crate) fn is_bucket(name: &str) -> bool {
    let symbol = |c: char| matches!(c, '-' | '.');
    let has_adjacent = || {
        name.chars()
            .zip(name.chars().skip(1))
            .any(|(one, next)| symbol(one) && symbol(next))
    };
    (3..=63).contains(&name.len())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || symbol(c))
        && !name.starts_with(symbol)
        && !name.ends_with(symbol)
        && !has_adjacent()
}

fn folder_problem(folder: &str, data_url: &str) -> Option<&'static str> {
    if data_url.chars().count() > MAX_PATH_LENGTH {
        return Some("has more than 1023 characters");
    }
    if folder.is_empty() {
        return None;
    }
    let Some(segments) = folder.strip_suffix('/') else {
        return Some("is not a folder; a folder ends in '/'");
    };
    let forbidden =
        |c: char| c.is_control() || matches!(c, '>' | '<' | '?' | '*' | ':' | '|' | '"' | '\\');
    segments.split('/').find_map(|segment| {
        if segment.is_empty() {
            Some("has a folder without a name")
        } else if segment.starts_with('.') {
            Some("has a folder whose name begins with '.'")
        } else if segment.contains(forbidden) {
            Some("contains one of > < ? * : | \" \\ or a control character")
        } else {
            None
        }
    })
}
