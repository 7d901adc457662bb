//! Samples from the files of a folder, with the labels that lie beside them.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::dataset_type::DatasetType;
use super::files::Files;
use super::paths::ObsPath;
use super::sample::{Sample, SampleLabel};
use super::shapes;
use super::text_files::{TextFormat, each_text};
use crate::emulator::manifest::voc::VocFile;
use crate::emulator::service_error::ServiceError;
use crate::emulator::storage::files::{FileStat, FileStats};

/// The largest label file, in bytes.
const MAX_LABEL_FILE: u64 = 100 * 1024 * 1024;
/// The documented limit of samples of a dataset.
pub(crate) const MAX_SAMPLES: usize = 1_000_000;
const RESULT_ENDING: &str = "_result.txt";

/// What a folder has.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) samples: Vec<Sample>,
    /// The rows of tables.
    pub(crate) rows: usize,
    pub(crate) files: usize,
    pub(crate) bytes: u64,
}

impl Found {
    /// Adds a sample within the documented limit.
    pub(crate) fn push(&mut self, sample: Sample) -> Result<(), ServiceError> {
        if self.samples.len() >= MAX_SAMPLES {
            let problem = format!("A dataset can have {MAX_SAMPLES} samples.");
            return Err(ServiceError::new("ModelArts.4362", problem));
        }
        self.samples.push(sample);
        Ok(())
    }
}

/// How a folder is read.
pub(crate) struct FolderReader<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) dataset_id: &'a str,
    pub(crate) kind: DatasetType,
    pub(crate) folder: &'a ObsPath,
    pub(crate) annotations: bool,
    pub(crate) text_format: &'a TextFormat,
    pub(crate) with_column_header: bool,
    /// In epoch milliseconds.
    pub(crate) date: i64,
}

impl FolderReader<'_> {
    /// Reads the folder and the folders in it.
    pub(crate) fn read(&self) -> Result<Found, ServiceError> {
        let stats = self.files.list(self.folder)?;
        let mut found = Found::default();
        for (name, stat) in &stats {
            self.files.check_interrupt()?;
            if !self.kind.accepts_file(name) || self.is_label_file(name, &stats) {
                continue;
            }
            found.files += 1;
            found.bytes += stat.size;
            let path = self.folder.join(name);
            match self.kind {
                DatasetType::Table => found.rows += self.rows(&path)?,
                kind if kind.is_text() => self.read_text(&path, stat, &stats, &mut found)?,
                _ => found.push(self.sample(path, name, stat, &stats)?)?,
            }
        }
        Ok(found)
    }

    /// Returns whether a text file has the labels of another.
    fn is_label_file(&self, name: &str, stats: &FileStats) -> bool {
        self.kind.is_text()
            && self.text_format.separate
            && name
                .strip_suffix(RESULT_ENDING)
                .is_some_and(|stem| stats.contains_key(&format!("{stem}.txt")))
    }

    fn sample(
        &self,
        path: ObsPath,
        name: &str,
        stat: &FileStat,
        stats: &FileStats,
    ) -> Result<Sample, ServiceError> {
        let mut sample = Sample::of_file(self.dataset_id, self.kind, path);
        sample.size = stat.size;
        sample.modified = milliseconds(stat.modified);
        if self.annotations {
            match self.kind {
                DatasetType::ImageClassification
                    if self.labels_from_lines(&mut sample, name, stats)? => {}
                DatasetType::ImageClassification | DatasetType::SoundClassification => {
                    label_by_folder(&mut sample, name, self.kind);
                }
                DatasetType::ObjectDetection | DatasetType::ImageSegmentation => {
                    let voc = beside(name, "xml");
                    if stats.contains_key(&voc) {
                        read_voc(self.files, &self.folder.join(&voc), self.kind, &mut sample)?;
                    }
                }
                _ => {}
            }
            sign(&mut sample, self.date);
        }
        Ok(sample)
    }

    /// Reads a label a line from the file `<name>.txt` beside a picture, if there is one.
    fn labels_from_lines(
        &self,
        sample: &mut Sample,
        name: &str,
        stats: &FileStats,
    ) -> Result<bool, ServiceError> {
        let labels = beside(name, "txt");
        if !stats.contains_key(&labels) {
            return Ok(false);
        }
        let text = self
            .files
            .text(&self.folder.join(&labels), MAX_LABEL_FILE)?;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let label = SampleLabel::named(line, self.kind.label_type());
            if !sample.labels.contains(&label) {
                sample.labels.push(label);
            }
        }
        Ok(true)
    }

    fn read_text(
        &self,
        path: &ObsPath,
        stat: &FileStat,
        stats: &FileStats,
        found: &mut Found,
    ) -> Result<(), ServiceError> {
        let separate = self.separate_labels(path, stats)?;
        let reader = self.files.reader(path)?;
        let has_labels = self.annotations && self.kind == DatasetType::TextClassification;
        each_text(reader, &path.slashed(), |row, line| {
            let (text, mut labels) = if has_labels {
                self.text_format.split(line)
            } else {
                (line, Vec::new())
            };
            if let Some(line) = separate.get(row - 1) {
                labels = self.text_format.labels(line);
            }
            let mut sample = Sample::of_line(self.dataset_id, self.kind, path, row, text);
            sample.modified = milliseconds(stat.modified);
            let kind = self.kind.label_type();
            sample.labels = labels
                .into_iter()
                .map(|label| SampleLabel::named(label, kind))
                .collect();
            sign(&mut sample, self.date);
            found.push(sample)
        })
    }

    /// Returns the lines of the file that has the labels of a text file.
    fn separate_labels(
        &self,
        path: &ObsPath,
        stats: &FileStats,
    ) -> Result<Vec<String>, ServiceError> {
        let name = self.folder.relative(path).unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let labels = format!("{stem}{RESULT_ENDING}");
        let wanted = self.annotations
            && self.text_format.separate
            && self.kind == DatasetType::TextClassification
            && stats.contains_key(&labels);
        if !wanted {
            return Ok(Vec::new());
        }
        let text = self
            .files
            .text(&self.folder.join(&labels), MAX_LABEL_FILE)?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn rows(&self, path: &ObsPath) -> Result<usize, ServiceError> {
        let mut rows = 0;
        each_text(self.files.reader(path)?, &path.slashed(), |_, _| {
            rows += 1;
            Ok(())
        })?;
        Ok(rows - usize::from(self.with_column_header && rows > 0))
    }
}

/// Reads the labels of a picture from a VOC file.
pub(crate) fn read_voc(
    files: &Files<'_>,
    path: &ObsPath,
    kind: DatasetType,
    sample: &mut Sample,
) -> Result<(), ServiceError> {
    let text = files.text(path, MAX_LABEL_FILE)?;
    let file = VocFile::parse(&text).map_err(|problem| {
        let text = format!("{}: {problem}.", path.slashed());
        ServiceError::new("ModelArts.4362", text)
    })?;
    shapes::apply(sample, &file, kind.label_type());
    Ok(())
}

/// Takes the name of the last folder as the label.
fn label_by_folder(sample: &mut Sample, name: &str, kind: DatasetType) {
    let folders = name.rsplit_once('/').map(|(folders, _)| folders);
    let last = folders.and_then(|folders| folders.rsplit('/').next());
    if let Some(label) = last {
        let label = SampleLabel::named(label, kind.label_type());
        sample.labels.push(label);
    }
}

/// Notes when labels were found.
fn sign(sample: &mut Sample, date: i64) {
    if sample.is_labelled() {
        sample.annotated_by = Some(Arc::from("human"));
        sample.labelled = date;
    }
}

fn beside(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// Returns a date in epoch milliseconds.
pub(crate) fn milliseconds(date: SystemTime) -> i64 {
    let since = date.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
