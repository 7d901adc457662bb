//! Words for states and types.

use crate::emulator::datasets_v1::registry::Activity;
use crate::emulator::datasets_v2::dataset::{self as datasets_v2, Failure};
use crate::emulator::datasets_v2::dataset_type::DatasetType;
use crate::emulator::service_error::ServiceError;
use crate::message::Message;

/// Returns what a dataset of version 1 is busy with.
pub(super) fn activity(activity: Option<Activity>) -> Message {
    match activity {
        None => message!("normal"),
        Some(Activity::Creating) => message!("being created"),
        Some(Activity::Syncing) => message!("being synchronized"),
        Some(Activity::Deleting) => message!("being deleted"),
        Some(Activity::Switching) => message!("switching its version"),
        Some(Activity::DeletingFiles) => message!("deleting files"),
        Some(Activity::Publishing) => message!("publishing a version"),
    }
}

/// Returns the meaning of the documented status of a dataset of version 2.
pub(super) fn status(status: i64) -> Message {
    match status {
        0 => message!("being created"),
        2 => message!("being deleted"),
        4 => message!("failed"),
        5 => message!("being synchronized"),
        6 => message!("publishing a version"),
        7 => message!("switching its version"),
        8 => message!("importing"),
        _ => message!("normal"),
    }
}

/// Returns a status with why the last work failed.
pub(super) fn failure(status: Message, failure: &Failure) -> Message {
    let ServiceError { code, message } = &failure.error;
    let error = format!("{code}: {message}");
    match failure.activity {
        datasets_v2::Activity::Deleting => {
            message!("{status}; it could not be deleted: {error}", status, error)
        }
        datasets_v2::Activity::Switching => message!(
            "{status}; its version could not be switched: {error}",
            status,
            error
        ),
        _ => message!("{status}: {error}", status, error),
    }
}

/// Returns the name of a type of dataset.
pub(super) fn kind(kind: DatasetType) -> Message {
    match kind {
        DatasetType::ImageClassification => message!("image classification"),
        DatasetType::ObjectDetection => message!("object detection"),
        DatasetType::ImageSegmentation => message!("image segmentation"),
        DatasetType::TextClassification => message!("text classification"),
        DatasetType::NamedEntities => message!("named entities"),
        DatasetType::TextTriplets => message!("text triplets"),
        DatasetType::SoundClassification => message!("sound classification"),
        DatasetType::SpeechContent => message!("speech content"),
        DatasetType::SpeechSegments => message!("speech segments"),
        DatasetType::Table => message!("table"),
        DatasetType::Video => message!("video"),
        DatasetType::FreeFormat => message!("free format"),
    }
}
