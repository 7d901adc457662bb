//! Tasks that import, export and synchronize.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::Value;

use super::paths::ObsPath;
use super::staged_work::{Stage, StagedWork};
use super::text_files::TextFormat;

/// The most tasks of a kind that a dataset keeps.
const MAX_TASKS: usize = 1_000;
/// The stages of an import or synchronization before its end.
const STAGES: [&str; 3] = ["QUEUING", "STARTING", "RUNNING"];

/// Adds a task; the oldest is forgotten if there are too many.
pub(crate) fn remember<T>(tasks: &mut VecDeque<T>, task: T) {
    tasks.push_back(task);
    if tasks.len() > MAX_TASKS {
        tasks.pop_front();
    }
}

/// Returns the documented word for the state of an import or synchronization.
pub(crate) fn word(work: &StagedWork, elapsed: Duration) -> &'static str {
    match work.stage(elapsed) {
        Stage::Step(step) => STAGES.get(step).copied().unwrap_or("RUNNING"),
        Stage::Succeeded => "COMPLETED",
        Stage::Failed => "FAILED",
    }
}

/// What an import reads.
#[derive(Debug, Clone)]
pub(crate) struct ImportSpec {
    /// Whether the path is a manifest and not a folder.
    pub(crate) is_manifest: bool,
    pub(crate) path: ObsPath,
    /// Where files are copied to; `None` leaves them where they are.
    pub(crate) folder: Option<ObsPath>,
    pub(crate) annotations: bool,
    pub(crate) samples: bool,
    pub(crate) included: Vec<String>,
    pub(crate) excluded: Vec<String>,
    pub(crate) hard_only: bool,
    pub(crate) is_final: bool,
    pub(crate) text_format: TextFormat,
    pub(crate) with_column_header: bool,
    pub(crate) data_source: Option<Value>,
}

/// What an import or synchronization has done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Progress {
    pub(crate) samples: usize,
    pub(crate) labelled: usize,
    pub(crate) unconfirmed: usize,
    pub(crate) removed: usize,
    pub(crate) files: usize,
    pub(crate) bytes: u64,
}

/// An import.
#[derive(Debug)]
pub(crate) struct ImportTask {
    pub(crate) id: String,
    pub(crate) spec: ImportSpec,
    pub(crate) work: StagedWork,
    /// In epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) progress: Progress,
}

/// A synchronization; a dataset has one at a time.
#[derive(Debug)]
pub(crate) struct SyncTask {
    pub(crate) id: String,
    pub(crate) work: StagedWork,
    pub(crate) created: i64,
    pub(crate) progress: Progress,
}

/// Where an export goes.
#[derive(Debug, Clone)]
pub(crate) struct ExportSpec {
    pub(crate) path: ObsPath,
    pub(crate) export_type: i64,
    pub(crate) export_format: i64,
    /// As sent, with the documented defaults.
    pub(crate) params: Value,
    pub(crate) version_id: Option<String>,
    /// The scheme of paths in label files.
    pub(crate) scheme: String,
    /// Name, id and work folder of a dataset that is created from what is exported.
    pub(crate) new_dataset: Option<(String, String, ObsPath)>,
}

/// An export.
#[derive(Debug)]
pub(crate) struct ExportTask {
    pub(crate) id: String,
    pub(crate) spec: ExportSpec,
    pub(crate) work: StagedWork,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) total: usize,
    pub(crate) finished: usize,
}

impl ExportTask {
    /// Returns the documented word for its state.
    pub(crate) fn word(&self, elapsed: Duration) -> &'static str {
        match self.work.stage(elapsed) {
            Stage::Step(0) => "INIT",
            Stage::Step(_) => "RUNNING",
            Stage::Succeeded => "SUCCESSED",
            Stage::Failed => "FAILED",
        }
    }
}
