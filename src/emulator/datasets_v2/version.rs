//! Published versions.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::label::Labels;
use super::paths::ObsPath;
use super::sample::Sample;
use super::samples::{Counts, Samples};
use super::staged_work::{Stage, StagedWork};
use crate::emulator::service_error::ServiceError;

/// How a version is published.
#[derive(Debug, Clone)]
pub(crate) struct VersionSpec {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) format: &'static str,
    pub(crate) clear_hard: bool,
    pub(crate) export_images: bool,
    pub(crate) remove_usage: bool,
    /// The share of training samples as text; 1 or more means no split.
    pub(crate) ratio: String,
    pub(crate) with_column_header: bool,
}

impl VersionSpec {
    /// Returns the share of training samples, if samples are to be split.
    pub(crate) fn split(&self) -> Option<f64> {
        let ratio = self.ratio.parse::<f64>().ok();
        ratio.filter(|ratio| *ratio < 1.0)
    }
}

/// A published version, or one that is being published.
#[derive(Debug)]
pub(crate) struct Version {
    pub(crate) id: String,
    pub(crate) spec: VersionSpec,
    /// Dates are in epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) work: StagedWork,
    /// Set once it is being deleted, and kept if that fails.
    pub(crate) deletion: Option<StagedWork>,
    pub(crate) previous_id: String,
    pub(crate) previous: Counts,
    pub(crate) content: Content,
    pub(crate) manifest: ObsPath,
    pub(crate) data: ObsPath,
}

/// What a version contains; equal samples are shared with the dataset and other versions.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) samples: Samples,
    pub(crate) labels: Labels,
    /// The rows of a table.
    pub(crate) rows: usize,
    pub(crate) added: usize,
    pub(crate) deleted: usize,
    pub(crate) modified: usize,
}

impl Content {
    /// Counts the changes since an earlier version.
    pub(crate) fn compare(&mut self, earlier: &Self) {
        let before: HashMap<&str, &Arc<Sample>> = earlier
            .samples
            .all()
            .iter()
            .map(|sample| (&*sample.id, sample))
            .collect();
        let (mut kept, mut modified) = (0, 0);
        for sample in self.samples.all() {
            if let Some(old) = before.get(&*sample.id) {
                kept += 1;
                modified += usize::from(!Arc::ptr_eq(old, sample) && old.labels != sample.labels);
            }
        }
        self.modified = modified;
        self.added = self.samples.all().len() - kept;
        self.deleted = before.len() - kept;
    }
}

impl Version {
    /// Returns its documented status.
    pub(crate) fn status(&self, elapsed: Duration) -> i64 {
        let deletion = self.deletion.as_ref();
        if deletion.is_some_and(|work| work.is_going_on(elapsed)) {
            return 2;
        }
        match self.work.stage(elapsed) {
            Stage::Step(_) => 0,
            Stage::Succeeded => 1,
            Stage::Failed => 4,
        }
    }

    /// Returns whether it has been published and is not being deleted.
    pub(crate) fn is_usable(&self, elapsed: Duration) -> bool {
        self.status(elapsed) == 1
    }

    /// Returns the error that it records: why it could not be published, or not be deleted.
    pub(crate) fn error(&self, elapsed: Duration) -> Option<&ServiceError> {
        let deletion = self.deletion.as_ref();
        let not_deleted = deletion.and_then(|work| work.error(elapsed));
        self.work.error(elapsed).or(not_deleted)
    }

    pub(crate) fn counts(&self) -> Counts {
        let counts = self.content.samples.counts();
        Counts {
            total: counts.total + self.content.rows,
            ..counts
        }
    }
}
