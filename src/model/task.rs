//! The answer of `get_task_status`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer};

use super::lenient::{Field, Integer, List, Undocumented, object};

/// The state of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TaskState {
    /// Accepted, not yet looked at.
    Pending,
    /// Waiting for its turn.
    Waiting,
    /// At work.
    Running,
    /// Taken up by a worker.
    Started,
    /// Failed once; the service tries again by itself.
    Retry,
    /// Ended without success.
    Failure,
    /// Ended with success.
    Success,
    /// A state that nobody documented, as it came; not final.
    Other(String),
}

impl TaskState {
    /// The documented states.
    pub const DOCUMENTED: [Self; 7] = [
        Self::Pending,
        Self::Waiting,
        Self::Running,
        Self::Started,
        Self::Retry,
        Self::Failure,
        Self::Success,
    ];

    /// Reads a state; case and surrounding blanks don't matter for a documented one.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let name = text.trim();
        Self::DOCUMENTED
            .into_iter()
            .find(|state| state.as_str().eq_ignore_ascii_case(name))
            .unwrap_or_else(|| Self::Other(text.to_owned()))
    }

    /// The state as the documentation spells it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "PENDING",
            Self::Waiting => "WAITING",
            Self::Running => "RUNNING",
            Self::Started => "STARTED",
            Self::Retry => "RETRY",
            Self::Failure => "FAILURE",
            Self::Success => "SUCCESS",
            Self::Other(text) => text,
        }
    }

    /// Whether the task has ended.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Failure | Self::Success)
    }

    /// Whether the task has ended with success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

impl fmt::Display for TaskState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for TaskState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StateVisitor;

        impl de::Visitor<'_> for StateVisitor {
            type Value = TaskState;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a state")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<TaskState, E> {
                Ok(TaskState::read(text))
            }
        }

        deserializer.deserialize_str(StateVisitor)
    }
}

object! {
    /// One entry of `createDatasetSuccess`.
    pub CreatedDataset<T = String> {
        /// The dataset's id.
        dataset_id: T,
        /// The dataset's name.
        dataset_name: T,
        /// How many files it has.
        file_count: Integer,
        /// When it was created, in epoch seconds (milliseconds, if 10¹¹ or more).
        create_time: Integer,
    }
}

object! {
    /// One entry of `createVersionSuccess`.
    pub CreatedVersion<T = String> {
        /// The version's id.
        new_version_id: T,
        /// The version's name.
        version_name: T,
        /// How many files it has.
        file_count: Integer,
        /// When it was created, in epoch seconds (milliseconds, if 10¹¹ or more).
        create_time: Integer,
    }
}

object! {
    /// One entry of `syncOrCheckoutsuccess`: documented as an empty object.
    pub SyncOrCheckout {}
}

object! {
    /// One entry of `failed`.
    pub FailedEntry<T = String> {
        /// The code of what went wrong.
        error_code: T,
        /// The service's words for it.
        error_msg: T,
    }
}

object! {
    /// One object of `result`: groups of entries or, where the service leaves the groups out, the
    /// fields of one entry.
    pub ResultEntry<D = CreatedDataset, V = CreatedVersion, S = SyncOrCheckout, F = FailedEntry> {
        /// What creating datasets brought.
        create_dataset_success as "createDatasetSuccess": List<D>,
        /// What publishing versions brought.
        create_version_success as "createVersionSuccess": List<V>,
        /// What syncing a dataset or switching its version brought.
        sync_or_checkout_success as "syncOrCheckoutsuccess": List<S>,
        /// What failed.
        failed: List<F>,
        /// Of an entry without a group: the dataset's id.
        dataset_id: String,
        /// Of an entry without a group: the dataset's name.
        dataset_name: String,
        /// Of an entry without a group: the version's id.
        new_version_id: String,
        /// Of an entry without a group: the version's name.
        version_name: String,
        /// Of an entry without a group: how many files.
        file_count: Integer,
        /// Of an entry without a group: when it was created.
        create_time: Integer,
        /// Of an entry without a group: the code of what went wrong.
        error_code: String,
        /// Of an entry without a group: the service's words for it.
        error_msg: String,
    }
}

/// What an entry without a group is, told by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// `new_version_id` stands in it.
    Version,
    /// `dataset_id` and `dataset_name` stand in it.
    Dataset,
    /// `error_code` stands in it.
    Failure,
}

impl ResultEntry {
    /// What the fields that stand outside of any group make of this entry.
    #[must_use]
    pub fn kind(&self) -> Option<EntryKind> {
        if self.new_version_id.get().is_some() {
            Some(EntryKind::Version)
        } else if self.dataset_id.get().is_some() && self.dataset_name.get().is_some() {
            Some(EntryKind::Dataset)
        } else if self.error_code.get().is_some() {
            Some(EntryKind::Failure)
        } else {
            None
        }
    }
}

/// What `result` is a list of.
pub trait Entry {
    /// Whether nothing stood in it.
    fn is_empty(&self) -> bool;
}

impl Entry for ResultEntry {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The answer of `get_task_status`, in the one shape that the documentation describes.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStatus<E = ResultEntry> {
    /// The state of the task.
    pub status: TaskState,
    /// What the task produced so far.
    pub result: Vec<E>,
    /// A code sent beside a status; never empty.
    pub error_code: Option<String>,
    /// A message sent beside a status; never empty.
    pub error_msg: Option<String>,
    /// What came under names that nobody documented.
    pub undocumented: Undocumented,
}

object! {
    /// The answer as it comes, before the required field is asked for.
    Envelope<L> {
        /// The state.
        status: TaskState,
        /// The results.
        result: L,
        /// The code, if the call failed.
        error_code: String,
        /// The message, if the call failed.
        error_msg: String,
    }
}

/// `result`: besides what any list may be, an empty object or an empty text means none.
struct ResultList<E>(Vec<E>);

impl<'de, E: Entry + Deserialize<'de>> Deserialize<'de> for ResultList<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ResultVisitor<E>(PhantomData<E>);

        impl<'de, E: Entry + Deserialize<'de>> de::Visitor<'de> for ResultVisitor<E> {
            type Value = ResultList<E>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of objects")
            }

            fn visit_str<X: de::Error>(self, text: &str) -> Result<Self::Value, X> {
                if text.is_empty() {
                    return Ok(ResultList(Vec::new()));
                }
                Err(X::invalid_type(de::Unexpected::Str(text), &self))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let entry = E::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(ResultList(if entry.is_empty() {
                    Vec::new()
                } else {
                    vec![entry]
                }))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(ResultList)
            }
        }

        deserializer.deserialize_any(ResultVisitor(PhantomData))
    }
}

impl<'de, E: Entry + Deserialize<'de>> Deserialize<'de> for TaskStatus<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let envelope = Envelope::<ResultList<E>>::deserialize(deserializer)?;
        let status = match envelope.status {
            Field::Value(status) => status,
            Field::Null => {
                return Err(de::Error::custom(
                    "`status` is null, expected the name of a state",
                ));
            }
            Field::Absent => return Err(de::Error::custom("`status` is missing")),
        };
        let text = |field: Field<String>| match field {
            Field::Value(text) if !text.is_empty() => Some(text),
            _ => None,
        };
        Ok(Self {
            status,
            result: match envelope.result {
                Field::Value(list) => list.0,
                Field::Absent | Field::Null => Vec::new(),
            },
            error_code: text(envelope.error_code),
            error_msg: text(envelope.error_msg),
            undocumented: envelope.undocumented,
        })
    }
}
