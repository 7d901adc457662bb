//! Importing folders and manifests, and synchronizing with the data source.

use std::collections::HashSet;
use std::sync::Arc;

use super::dataset::Dataset;
use super::dataset_type::DatasetType;
use super::files::Files;
use super::folder::{FolderReader, Found, MAX_SAMPLES, milliseconds, read_voc};
use super::paths::ObsPath;
use super::publish::unique_name;
use super::sample::{FEATURE, HARD, Sample, SampleLabel};
use super::text_files::each_line;
use super::transfers::{ImportSpec, Progress};
use crate::emulator::manifest::entry::{Annotation, Entry};
use crate::emulator::service_error::ServiceError;

/// The largest line of a manifest, in bytes.
const MAX_LINE: u64 = 4 * 1024 * 1024;

/// An import that reads files; it does not touch the dataset.
pub(crate) struct Import<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) dataset_id: &'a str,
    pub(crate) kind: DatasetType,
    pub(crate) spec: &'a ImportSpec,
    /// In epoch milliseconds.
    pub(crate) date: i64,
}

impl Import<'_> {
    /// Returns the samples that the import selects.
    pub(crate) fn read(&self) -> Result<Found, ServiceError> {
        let mut found = if self.spec.is_manifest {
            self.read_manifest()?
        } else {
            self.read_folder()?
        };
        if found.files == 0 && found.samples.is_empty() {
            let problem = format!("{} has no file to import.", self.spec.path.slashed());
            return Err(ServiceError::new("ModelArts.4340", problem));
        }
        found.samples.retain(|sample| self.selects(sample));
        for sample in &mut found.samples {
            if !self.spec.annotations {
                sample.labels.clear();
                sample.annotated_by = None;
            } else if !self.spec.is_final {
                sample.proposals = std::mem::take(&mut sample.labels);
                sample.annotated_by = None;
            }
        }
        if let Some(folder) = &self.spec.folder {
            self.copy(&mut found, folder)?;
        }
        Ok(found)
    }

    fn read_folder(&self) -> Result<Found, ServiceError> {
        let reader = FolderReader {
            files: self.files,
            dataset_id: self.dataset_id,
            kind: self.kind,
            folder: &self.spec.path,
            annotations: true,
            text_format: &self.spec.text_format,
            with_column_header: self.spec.with_column_header,
            date: self.date,
        };
        reader.read()
    }

    fn selects(&self, sample: &Sample) -> bool {
        let has = |names: &[String]| {
            let mut labels = sample.labels.iter();
            labels.any(|label| {
                names
                    .iter()
                    .any(|name| Some(&**name) == label.name.as_deref())
            })
        };
        let ImportSpec {
            included, excluded, ..
        } = self.spec;
        (included.is_empty() || has(included))
            && !has(excluded)
            && (!self.spec.hard_only || sample.is_hard())
    }

    /// Copies the files of samples into a folder of the dataset; the samples are the copies.
    ///
    /// The folders in an imported folder stay, because their files may have the same names.
    fn copy(&self, found: &mut Found, folder: &ObsPath) -> Result<(), ServiceError> {
        let mut names = HashSet::new();
        for sample in &mut found.samples {
            self.files.check_interrupt()?;
            if sample.text.is_some() {
                continue;
            }
            let name = match self.spec.path.relative(&sample.path) {
                Some(name) if !self.spec.is_manifest => name.to_owned(),
                _ => unique_name(&mut names, sample, sample.path.name()),
            };
            let target = folder.join(&name);
            self.files.copy(&sample.path, &target)?;
            let copy = Sample::of_file(self.dataset_id, self.kind, target);
            (sample.id, sample.path) = (copy.id, copy.path);
        }
        Ok(())
    }

    fn read_manifest(&self) -> Result<Found, ServiceError> {
        let path = &self.spec.path;
        let mut found = Found::default();
        let reader = self.files.reader(path)?;
        each_line(reader, &path.slashed(), MAX_LINE, |row, line| {
            let located = |problem: String| {
                let text = format!("{}, line {row}: {problem}.", path.slashed());
                ServiceError::new("ModelArts.4362", text)
            };
            self.files.check_interrupt()?;
            if let Some(entry) = Entry::parse(line).map_err(located)? {
                let sample = self.sample(&entry, row, &mut found).map_err(|error| {
                    let text = format!("{}, line {row}: {}", path.slashed(), error.message);
                    ServiceError::new(error.code, text)
                })?;
                found.push(sample)?;
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn sample(&self, entry: &Entry, row: usize, found: &mut Found) -> Result<Sample, ServiceError> {
        let mut sample = match entry.source.strip_prefix("content://") {
            Some(text) if self.kind.is_text() => {
                Sample::of_line(self.dataset_id, self.kind, &self.spec.path, row, text)
            }
            Some(_) => {
                let problem = "its source is a text, but the samples of the dataset are files.";
                return Err(ServiceError::new("ModelArts.4362", problem));
            }
            None => self.file_sample(&entry.source, found)?,
        };
        if let Some(id) = entry.id.as_ref().filter(|_| sample.text.is_some()) {
            sample.id = Arc::from(id.as_str());
        }
        sample.usage = entry.usage;
        if entry.is_hard() {
            sample.metadata.insert(HARD.to_owned(), true.into());
        }
        for annotation in &entry.annotations {
            self.annotate(&mut sample, annotation)?;
        }
        if sample.is_labelled() {
            sample.labelled = self.date;
            let by = entry
                .annotations
                .iter()
                .find_map(|a| a.annotated_by.clone());
            sample.annotated_by = Some(by.unwrap_or_else(|| "human".to_owned()).into());
        }
        Ok(sample)
    }

    fn file_sample(&self, source: &str, found: &mut Found) -> Result<Sample, ServiceError> {
        let path = ObsPath::parse(source)?;
        if !self.kind.accepts_file(path.name()) {
            let problem = format!("{source} has the wrong extension for this type of dataset.");
            return Err(ServiceError::new("ModelArts.4362", problem));
        }
        let stat = self.files.stat(&path)?.ok_or_else(|| {
            let problem = format!("{source} does not exist.");
            ServiceError::new("ModelArts.4312", problem)
        })?;
        found.files += 1;
        found.bytes += stat.size;
        let mut sample = Sample::of_file(self.dataset_id, self.kind, path);
        sample.size = stat.size;
        sample.modified = milliseconds(stat.modified);
        Ok(sample)
    }

    /// Adds the labels of an annotation. Those of other types of datasets are left out.
    fn annotate(&self, sample: &mut Sample, annotation: &Annotation) -> Result<(), ServiceError> {
        let Some(label_type) = self.kind.label_type_of(&annotation.kind) else {
            return Ok(());
        };
        if let Some(location) = &annotation.location {
            return read_voc(self.files, &ObsPath::parse(location)?, self.kind, sample);
        }
        let name = annotation.name.as_deref().unwrap_or_default();
        if name.is_empty() && self.kind.names_labels() {
            let problem = "an annotation has no name.";
            return Err(ServiceError::new("ModelArts.4362", problem));
        }
        if self.kind.has_shapes() && !annotation.property.contains_key(FEATURE) {
            let problem = "an annotation has no annotation-loc.";
            return Err(ServiceError::new("ModelArts.4362", problem));
        }
        if self.kind.classifies() && sample.labels.iter().any(|l| l.is(name, label_type)) {
            return Ok(());
        }
        sample.labels.push(SampleLabel {
            name: annotation.name.as_deref().map(Into::into),
            kind: label_type,
            id: annotation.id.as_deref().map(Into::into),
            property: annotation.property.clone(),
            score: annotation.confidence,
        });
        Ok(())
    }
}

impl Dataset {
    /// Takes over what was read; with `only_known` no samples are added.
    pub(crate) fn merge(
        &mut self,
        found: Found,
        only_known: bool,
    ) -> Result<Progress, ServiceError> {
        let mut progress = Progress {
            files: found.files,
            bytes: found.bytes,
            ..Progress::default()
        };
        if !self.spec.kind.has_samples() {
            self.rows += found.rows;
            progress.samples = found.rows;
            return Ok(progress);
        }
        for mut sample in found.samples {
            let known = self.samples.get(&sample.id);
            if known.is_none() && only_known {
                continue;
            }
            if known.is_none() && self.samples.all().len() >= MAX_SAMPLES {
                let problem = format!("A dataset can have {MAX_SAMPLES} samples.");
                return Err(ServiceError::new("ModelArts.4362", problem));
            }
            if let Some(known) = known {
                sample.keep(known);
            }
            for label in sample.labels.iter().chain(&sample.proposals) {
                if let Some(name) = &label.name {
                    self.spec.labels.note(name, label.kind);
                }
            }
            progress.samples += 1;
            progress.labelled += usize::from(sample.is_labelled());
            progress.unconfirmed += usize::from(sample.is_unconfirmed());
            self.samples.put(sample);
        }
        Ok(progress)
    }

    /// Makes the samples of the data source those of the files that are there.
    pub(crate) fn synchronize(&mut self, found: Found) -> Result<Progress, ServiceError> {
        let present: HashSet<Arc<str>> = found.samples.iter().map(|s| s.id.clone()).collect();
        let input = self.spec.input.clone();
        let is_gone = |sample: &&Arc<Sample>| {
            input.relative(&sample.path).is_some() && !present.contains(&sample.id)
        };
        let gone: Vec<Arc<str>> = self
            .samples
            .all()
            .iter()
            .filter(is_gone)
            .map(|sample| sample.id.clone())
            .collect();
        let ids: HashSet<&str> = gone.iter().map(|id| &**id).collect();
        let removed = self.samples.remove(&ids).len();
        self.deleted_samples += removed;
        let known = |sample: &Sample| self.samples.get(&sample.id).is_some();
        let new = Found {
            samples: found.samples.into_iter().filter(|s| !known(s)).collect(),
            ..found
        };
        Ok(Progress {
            removed,
            ..self.merge(new, false)?
        })
    }
}
