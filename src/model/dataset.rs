//! The answers of the calls about datasets, their versions and files.

use serde::de::DeserializeOwned;

use super::lenient::{Boolean, Integer, List, ReadError, Undocumented, object, read};

/// An answer that is one object with documented fields.
pub trait Documented: DeserializeOwned {
    /// Whether a body without a byte reads as an empty object.
    const MAY_BE_EMPTY: bool = false;

    /// The field without which the answer says nothing, if it is missing.
    fn missing(&self) -> Option<&'static str>;

    /// What came under names that nobody documented.
    fn undocumented(&self) -> &Undocumented;

    /// Reads the answer of a call that succeeded.
    ///
    /// # Errors
    /// [`ReadError`] if it is no such object, lacks what it is there for, or says that the call
    /// failed.
    fn read(body: &[u8]) -> Result<Self, ReadError> {
        let empty = Self::MAY_BE_EMPTY && body.trim_ascii().is_empty();
        let answer: Self = read(if empty { b"{}" } else { body })?;
        let code = answer.undocumented().get("error_code");
        if code.is_some_and(|code| !matches!(code, "null" | "\"\"" | "0")) {
            return Err(ReadError::whole("it has an `error_code`"));
        }
        match answer.missing() {
            Some(field) => Err(ReadError::whole(format!("`{field}` is missing"))),
            None => Ok(answer),
        }
    }
}

macro_rules! documented {
    ($($name:ident needs $field:ident;)*) => {
        $(impl Documented for $name {
            fn missing(&self) -> Option<&'static str> {
                (!self.$field.is_present()).then_some(stringify!($field))
            }

            fn undocumented(&self) -> &Undocumented {
                &self.undocumented
            }
        })*
    };
}

documented! {
    StartedDataset needs task_id;
    StartedTask needs task_id;
    DatasetList needs datasets;
    VersionList needs versions;
    VersionDetail needs file_list;
    Difference needs change_url;
    DeletedFiles needs is_success;
}

object! {
    /// An answer of which nothing is documented; an empty body reads as an empty object.
    pub Plain {}
}

impl Documented for Plain {
    const MAY_BE_EMPTY: bool = true;

    fn missing(&self) -> Option<&'static str> {
        None
    }

    fn undocumented(&self) -> &Undocumented {
        &self.undocumented
    }
}

object! {
    /// The answer of what starts a task.
    pub StartedTask {
        /// The task, to be asked for with `get_task_status`.
        task_id: String,
    }
}

object! {
    /// The answer of `create_dataset`.
    pub StartedDataset {
        /// The dataset that the task will create.
        dataset_id: String,
        /// The task, to be asked for with `get_task_status`.
        task_id: String,
    }
}

object! {
    /// The answer of `query_dataset`.
    pub DatasetList {
        /// How many datasets there are.
        dataset_count: Integer,
        /// The datasets of this page.
        datasets: List<Dataset>,
    }
}

object! {
    /// One entry of `datasets`.
    pub Dataset {
        /// The dataset's id.
        dataset_id: String,
        /// The dataset's name.
        dataset_name: String,
        /// What its owner says of it.
        description: String,
        /// Where its files are: a bucket or a folder in one.
        data_url: String,
        /// How many files it has.
        file_count: Integer,
        /// When it was created, in epoch seconds.
        create_time: Integer,
    }
}

object! {
    /// The answer of `get_history_dataset_version`.
    pub VersionList {
        /// How many versions there are.
        version_count: Integer,
        /// The versions.
        versions: List<Version>,
    }
}

object! {
    /// One entry of `versions`.
    pub Version {
        /// The version's id.
        version_id: String,
        /// The version's name.
        version_name: String,
        /// The version before it; empty if there is none.
        previous_id: String,
        /// How many files it has.
        file_count: Integer,
        /// A number whose meaning nobody documented.
        status: Integer,
        /// What changed against the version before it.
        change_file_count: List<ChangeCount>,
        /// When it was published, in epoch seconds (milliseconds, if 10¹¹ or more).
        create_time: Integer,
    }
}

object! {
    /// One entry of `change_file_count`.
    pub ChangeCount {
        /// How many files were added.
        added_count: Integer,
        /// How many files were deleted.
        deleted_count: Integer,
    }
}

object! {
    /// The answer of `search_dataset_version`.
    pub VersionDetail {
        /// The version's id.
        version_id: String,
        /// The version's name.
        name: String,
        /// What its publisher says of it.
        description: String,
        /// Where the data comes from; OBS is the only value.
        provider: String,
        /// Where its files are: a bucket or a folder in one.
        data_url: String,
        /// The files of this page.
        file_list: List<VersionFile>,
        /// How many files it has.
        file_count: Integer,
        /// A number whose meaning nobody documented.
        status: Integer,
        /// What changed against the version before it.
        change_file_count: List<ChangeCount>,
        /// When it was published, in epoch seconds (milliseconds, if 10¹¹ or more).
        create_time: Integer,
    }
}

object! {
    /// One entry of `file_list`.
    pub VersionFile {
        /// Where the file is.
        file_url: String,
        /// The file's name.
        file_name: String,
        /// The file's type.
        file_type: String,
        /// The file's size, in bytes.
        file_size: Integer,
        /// When it was uploaded, in epoch seconds (milliseconds, if 10¹¹ or more).
        file_time: Integer,
    }
}

object! {
    /// The answer of `compare_datasets`.
    pub Difference {
        /// What changed from the first version to the second.
        change_url: List<ChangedUrls>,
    }
}

object! {
    /// One entry of `change_url`.
    pub ChangedUrls {
        /// How many files were added.
        added_count: Integer,
        /// How many files were deleted.
        deleted_count: Integer,
        /// Reserved; the service doesn't support it.
        modified_count: Integer,
        /// The files that were added.
        added_url: List<String>,
        /// The files that were deleted.
        deleted_url: List<String>,
    }
}

object! {
    /// The answer of `delete_file_from_obs`.
    pub DeletedFiles {
        /// Whether the files were deleted.
        is_success: Boolean,
    }
}
