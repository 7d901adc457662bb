//! Publishing versions: the manifest and the files that go with it.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::dataset_type::{DatasetType, TRIPLET_RELATION};
use super::files::{Files, failed};
use super::paths::ObsPath;
use super::sample::Sample;
use super::shapes;
use super::version::VersionSpec;
use crate::emulator::manifest::entry::{Annotation, Entry};
use crate::emulator::service_error::ServiceError;

/// What is published, and where.
pub(crate) struct Publication<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) kind: DatasetType,
    pub(crate) spec: &'a VersionSpec,
    pub(crate) manifest: &'a ObsPath,
    pub(crate) data: &'a ObsPath,
    pub(crate) seed: u64,
}

impl Publication<'_> {
    /// Writes the manifest of samples, and their label files.
    pub(crate) fn write(&self, samples: &[Arc<Sample>]) -> Result<(), ServiceError> {
        let usages = self.usages(samples)?;
        let mut names = HashSet::new();
        self.files.write_with(self.manifest, |writer| {
            for (index, sample) in samples.iter().enumerate() {
                self.files.check_interrupt()?;
                let usage = usages.get(index).copied().flatten();
                let entry = self.entry(sample, usage, &mut names)?;
                self.line(writer, &entry.to_line())?;
            }
            Ok(())
        })?;
        if self.spec.export_images {
            let mut names = HashSet::new();
            for sample in samples.iter().filter(|sample| sample.text.is_none()) {
                self.files.check_interrupt()?;
                let name = unique_name(&mut names, sample, sample.path.name());
                self.files.copy(&sample.path, &self.data.join(&name))?;
            }
        }
        Ok(())
    }

    /// Writes the manifest of a table: a line for each of its files.
    pub(crate) fn write_table(&self, input: &ObsPath) -> Result<(), ServiceError> {
        let stats = self.files.list(input)?;
        self.files.write_with(self.manifest, |writer| {
            let names = stats.keys().filter(|name| self.kind.accepts_file(name));
            for name in names {
                let source = input.join(name).with_scheme("s3://");
                let line = json!({"source": source, "source-type": "csv"}).to_string();
                self.line(writer, &line)?;
            }
            Ok(())
        })
    }

    fn line(&self, writer: &mut dyn Write, line: &str) -> Result<(), ServiceError> {
        writeln!(writer, "{line}").map_err(|error| failed(self.manifest, &error))
    }

    /// Returns the usage of each sample.
    fn usages(&self, samples: &[Arc<Sample>]) -> Result<Vec<Option<&'static str>>, ServiceError> {
        let Some(ratio) = self.spec.split().filter(|_| self.kind.splits()) else {
            let kept = |sample: &Arc<Sample>| sample.usage.filter(|_| !self.spec.remove_usage);
            return Ok(samples.iter().map(kept).collect());
        };
        let labelled = samples.iter().enumerate();
        let labelled = labelled.filter(|(_, sample)| sample.is_labelled());
        let mut labelled: Vec<usize> = labelled.map(|(index, _)| index).collect();
        if labelled.len() < 2 {
            let problem = "A split needs at least two labelled samples.";
            return Err(ServiceError::new("ModelArts.4711", problem));
        }
        fastrand::Rng::with_seed(self.seed).shuffle(&mut labelled);
        let wanted = (labelled.len() as f64 * ratio).round() as usize;
        let training = wanted.clamp(1, labelled.len() - 1);
        let mut usages = vec![None; samples.len()];
        for (order, index) in labelled.into_iter().enumerate() {
            if let Some(usage) = usages.get_mut(index) {
                *usage = Some(if order < training { "TRAIN" } else { "EVAL" });
            }
        }
        Ok(usages)
    }

    /// Returns the line of a sample; labels with shapes are written to a file of their own.
    fn entry(
        &self,
        sample: &Sample,
        usage: Option<&'static str>,
        names: &mut HashSet<String>,
    ) -> Result<Entry, ServiceError> {
        let source = match &sample.text {
            Some(text) => format!("content://{text}"),
            None => sample.path.with_scheme("s3://"),
        };
        let is_hard = sample.is_hard() && !self.spec.clear_hard;
        let annotations = if self.kind.has_shapes() && sample.is_labelled() {
            vec![self.shapes(sample, names)?]
        } else {
            let labels = sample.labels.iter();
            labels
                .map(|label| Annotation {
                    name: label.name.as_deref().map(str::to_owned),
                    id: label.id.as_deref().map(str::to_owned),
                    property: label.property.clone(),
                    confidence: label.score,
                    ..self.annotation(sample, label.kind)
                })
                .collect()
        };
        let has_sample_type = matches!(
            self.kind,
            DatasetType::ImageSegmentation | DatasetType::Video
        );
        Ok(Entry {
            source,
            id: Some(sample.id.to_string()),
            usage,
            hard: is_hard,
            sample_type: has_sample_type.then_some(sample.sample_type),
            annotations,
        })
    }

    fn annotation(&self, sample: &Sample, label_type: i64) -> Annotation {
        let name = match self.kind.annotation_type() {
            _ if self.kind == DatasetType::TextTriplets && label_type == TRIPLET_RELATION => {
                "text_triplet"
            }
            name => name.unwrap_or_default(),
        };
        Annotation {
            kind: format!("modelarts/{name}"),
            annotated_by: sample.annotated_by.as_deref().map(str::to_owned),
            created: Some(date_text(sample.labelled)),
            ..Annotation::default()
        }
    }

    /// Writes the VOC file of a sample.
    fn shapes(
        &self,
        sample: &Sample,
        names: &mut HashSet<String>,
    ) -> Result<Annotation, ServiceError> {
        let stem = sample.path.name();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let name = unique_name(names, sample, &format!("{stem}.xml"));
        let folder = match self.kind {
            DatasetType::ObjectDetection => "annotation/",
            _ => "annotations/",
        };
        let path = self.manifest.parent().join(folder).join(&name);
        let file = shapes::file_of(sample, self.spec.clear_hard);
        self.files.write(&path, file.to_xml().as_bytes())?;
        let label_type = self.kind.label_type();
        Ok(Annotation {
            location: Some(path.with_scheme("s3://")),
            ..self.annotation(sample, label_type)
        })
    }
}

/// Returns a file name that is not in use yet: samples of different folders may have the same name.
pub(crate) fn unique_name(names: &mut HashSet<String>, sample: &Sample, name: &str) -> String {
    let mut unique = name.to_owned();
    while !names.insert(unique.clone()) {
        unique = format!("{}-{unique}", sample.id);
    }
    unique
}

/// Returns a date as `YYYY-MM-DD hh:mm:ss`, in UTC.
pub(crate) fn date_text(milliseconds: i64) -> String {
    let date = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    let date = TimeZone::UTC.to_datetime(date);
    date.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
