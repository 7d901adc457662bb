//! Names of buckets, folders and files, and what the documents allow in them.

use std::path::PathBuf;

use super::refusal::Refusal;

const LONGEST_PATH: usize = 1023;

/// Where a dataset's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) bucket: String,
    /// Empty for the bucket's root, else with a `/` at its end.
    folder: String,
}

impl Location {
    /// Reads `bucket`, `bucket/` or `bucket/folder/`.
    pub(super) fn read(data_url: &str) -> Result<Self, Refusal> {
        let (bucket, folder) = data_url.split_once('/').unwrap_or((data_url, ""));
        if !is_bucket(bucket) {
            return Err(Refusal::new(
                "ModelArts.1651",
                format!(
                    "{bucket:?} is no name of a bucket; use 3-63 lower-case letters, digits, '-' or \
                     '.', neither symbol at either end, nor side by side"
                ),
            ));
        }
        if let Some(problem) = folder_problem(folder, data_url) {
            return Err(Refusal::new(
                "ModelArts.1653",
                format!("{data_url:?} {problem}"),
            ));
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            folder: folder.to_owned(),
        })
    }

    /// Relative to the root.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(format!("{}/{}", self.bucket, self.folder))
    }

    /// The URL of one of its files.
    pub(super) fn url(&self, name: &str) -> String {
        format!("obs://{}/{}{name}", self.bucket, self.folder)
    }

    /// The name of a file, relative to the folder, of a name or of a URL like those of [`url`].
    ///
    /// [`url`]: Self::url
    pub(super) fn file_name<'a>(&self, given: &'a str) -> Result<&'a str, Refusal> {
        let bad = |problem: &str| Refusal::new("ModelArts.1653", format!("{given:?} {problem}"));
        let name = if given.starts_with("obs://") {
            given
                .strip_prefix(&self.url(""))
                .ok_or_else(|| bad("is not in the dataset's folder"))?
        } else {
            given
        };
        let escapes = |segment: &str| matches!(segment, "" | "." | "..");
        if name.split('/').any(escapes) {
            return Err(bad(
                "is no name of a file, relative to the dataset's folder",
            ));
        }
        if name.contains(['\\', '\0']) || name.chars().count() > LONGEST_PATH {
            return Err(bad("has a character that no name has, or too many"));
        }
        Ok(name)
    }
}

fn is_bucket(name: &str) -> bool {
    let symbol = |c: char| matches!(c, '-' | '.');
    let side_by_side = || {
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
        && !side_by_side()
}

fn folder_problem(folder: &str, data_url: &str) -> Option<&'static str> {
    if data_url.chars().count() > LONGEST_PATH {
        return Some("has more than 1023 characters");
    }
    if folder.is_empty() {
        return None;
    }
    let Some(segments) = folder.strip_suffix('/') else {
        return Some("is no folder; a folder ends in '/'");
    };
    let forbidden =
        |c: char| c.is_control() || matches!(c, '>' | '<' | '?' | '*' | ':' | '|' | '"' | '\\');
    segments.split('/').find_map(|segment| {
        if segment.is_empty() {
            Some("has a folder without a name")
        } else if segment.starts_with('.') {
            Some("has a folder that begins with '.'")
        } else if segment.contains(forbidden) {
            Some("has one of > < ? * : | \" \\ or a control character in it")
        } else {
            None
        }
    })
}
