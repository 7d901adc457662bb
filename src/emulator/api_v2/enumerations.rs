//! The documented numbers that parameters of queries can have.

use crate::emulator::datasets_v2::dataset_type::LABEL_TYPES;

pub(crate) const DATASET_TYPES: [i64; 12] = [0, 1, 3, 100, 101, 102, 200, 201, 202, 400, 600, 900];
pub(crate) const DELETE_POLICIES: [i64; 3] = [0, 1, 2];
pub(crate) const EXPORT_TYPES: [i64; 4] = [0, 1, 2, 3];
pub(crate) const PROCESSOR_STATES: [i64; 5] = [0, 1, 2, 3, 4];
pub(crate) const RESULT_PROPERTIES: [i64; 5] = [-1, 0, 1, 2, 3];
pub(crate) const RUNNING_TASK_TYPES: [i64; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 10];
pub(crate) const SAMPLE_TYPES: [i64; 6] = [0, 1, 2, 4, 6, 9];
pub(crate) const VERSION_FORMATS: [i64; 3] = [0, 1, 2];
pub(crate) const VERSION_STATES: [i64; 5] = [0, 1, 2, 3, 4];

/// The types of labels by which samples are filtered: those of datasets, as documented there, and those
/// of labels, because triplets have labels of the type 103.
pub(crate) fn label_filters() -> Vec<i64> {
    let mut types = [DATASET_TYPES.as_slice(), LABEL_TYPES.as_slice()].concat();
    types.sort_unstable();
    types.dedup();
    types
}

/// Returns the word for the number of a version's format.
pub(crate) fn version_format(number: i64) -> &'static str {
    match number {
        1 => "CarbonData",
        2 => "CSV",
        _ => "Default",
    }
}
