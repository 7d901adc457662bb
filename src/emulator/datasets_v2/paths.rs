//! Paths in OBS, as data management writes them.

use crate::emulator::service_error::ServiceError;

const MAX_LENGTH: usize = 1023;

/// A bucket, or a folder or file in one: `bucket/key`. A folder ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ObsPath(Box<str>);

impl ObsPath {
    /// Parses `obs://bucket/key`, `s3://bucket/key`, `/bucket/key` or `bucket/key`.
    pub(crate) fn parse(text: &str) -> Result<Self, ServiceError> {
        let path = ["obs://", "s3://", "/"]
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .unwrap_or(text);
        let error = |code: &'static str, problem: &str| {
            ServiceError::new(code, format!("The OBS path {text:?} {problem}."))
        };
        let scheme = path.split_once("://").map(|(scheme, _)| scheme);
        if let Some(scheme) = scheme.filter(|scheme| !scheme.contains('/')) {
            let problem = format!("begins with {scheme}://, expected obs:// or s3://");
            return Err(error("ModelArts.4374", &problem));
        }
        if path.contains("//") {
            return Err(error("ModelArts.4315", "contains //"));
        }
        if path
            .contains(|c: char| c.is_control() || matches!(c, '\\' | '<' | '>' | '|' | '*' | '"'))
        {
            return Err(error(
                "ModelArts.4313",
                "has characters that are not allowed",
            ));
        }
        let is_relative = path.split('/').any(|part| matches!(part, "." | ".."));
        let bucket = path.split('/').next().unwrap_or_default();
        if bucket.is_empty() || is_relative || path.chars().count() > MAX_LENGTH {
            return Err(error("ModelArts.4374", "is not valid"));
        }
        Ok(Self(path.into()))
    }

    /// Parses a folder inside a bucket; the slash at its end may be left out.
    pub(crate) fn folder(text: &str) -> Result<Self, ServiceError> {
        let path = Self::parse(text)?;
        let path = if path.is_folder() {
            path
        } else {
            Self(format!("{}/", path.0).into())
        };
        if path.key().is_empty() {
            return Err(ServiceError::new(
                "ModelArts.4205",
                format!("{text:?} is a bucket, expected a folder inside a bucket."),
            ));
        }
        Ok(path)
    }

    fn is_folder(&self) -> bool {
        self.0.ends_with('/')
    }

    pub(crate) fn bucket(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// Returns the path inside the bucket, which is empty for a bucket.
    pub(crate) fn key(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, key)| key)
    }

    /// Returns `/bucket/key`.
    pub(crate) fn slashed(&self) -> String {
        format!("/{}", self.0)
    }

    /// Returns the path after a scheme, such as `s3://`.
    pub(crate) fn with_scheme(&self, scheme: &str) -> String {
        format!("{scheme}{}", self.0)
    }

    /// Returns the name of a file, without its folder.
    pub(crate) fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the folder of a file.
    pub(crate) fn parent(&self) -> Self {
        let end = self.0.rfind('/').map_or(self.0.len(), |slash| slash + 1);
        Self(self.0.get(..end).unwrap_or_default().into())
    }

    /// Returns a file or folder in this folder.
    pub(crate) fn join(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// Returns the name of a path relative to this folder; `None` if it is not inside.
    pub(crate) fn relative<'a>(&self, path: &'a Self) -> Option<&'a str> {
        path.0.strip_prefix(&*self.0)
    }
}

impl AsRef<str> for ObsPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
