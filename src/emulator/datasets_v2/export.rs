//! Exporting samples with their labels.

use std::collections::HashSet;
use std::sync::Arc;

use super::dataset_type::DatasetType;
use super::files::Files;
use super::publish::unique_name;
use super::sample::Sample;
use super::shapes;
use super::transfers::ExportSpec;
use crate::emulator::service_error::ServiceError;

/// The format with a folder for each label.
const BY_LABEL: i64 = 1;

/// An export of samples into a folder.
pub(crate) struct Export<'a> {
    pub(crate) files: &'a Files<'a>,
    pub(crate) kind: DatasetType,
    pub(crate) spec: &'a ExportSpec,
}

impl Export<'_> {
    /// Copies the files and writes their labels; `report` gets the number of finished samples.
    pub(crate) fn write(
        &self,
        samples: &[Arc<Sample>],
        mut report: impl FnMut(usize),
    ) -> Result<(), ServiceError> {
        let mut names = HashSet::new();
        for (index, sample) in samples.iter().enumerate() {
            self.files.check_interrupt()?;
            let name = sample.path.name();
            let unique = match self.kind {
                DatasetType::FreeFormat => unique_name(&mut names, sample, name),
                // 1.jpg and 1.png would have the same file of labels.
                _ => name.replacen(stem(name), &unique_name(&mut names, sample, stem(name)), 1),
            };
            self.write_sample(sample, &unique)?;
            report(index + 1);
        }
        Ok(())
    }

    fn write_sample(&self, sample: &Sample, name: &str) -> Result<(), ServiceError> {
        let folder = &self.spec.path;
        let stem = stem(name);
        match self.kind {
            DatasetType::ImageClassification if self.spec.export_format == BY_LABEL => {
                let labels: Vec<&str> = named(sample).collect();
                if labels.is_empty() {
                    return self.files.copy(&sample.path, &folder.join(name));
                }
                for label in labels {
                    // A label may contain a slash.
                    let file = format!("{}/{name}", label.replace('/', "_"));
                    self.files.copy(&sample.path, &folder.join(&file))?;
                }
                Ok(())
            }
            DatasetType::ImageClassification => {
                self.files.copy(&sample.path, &folder.join(name))?;
                let lines: String = named(sample).map(|label| format!("{label}\n")).collect();
                if lines.is_empty() {
                    return Ok(());
                }
                let file = folder.join(&format!("{stem}.txt"));
                self.files.write(&file, lines.as_bytes())
            }
            DatasetType::ObjectDetection | DatasetType::ImageSegmentation => {
                self.files.copy(&sample.path, &folder.join(name))?;
                if !sample.is_labelled() {
                    return Ok(());
                }
                let mut voc = shapes::file_of(sample, self.clears_hard());
                voc.filename = name.to_owned();
                voc.mask_source = voc.mask_source.map(|mask| self.with_scheme(&mask));
                let file = folder.join(&format!("{stem}.xml"));
                self.files.write(&file, voc.to_xml().as_bytes())
            }
            _ => self.files.copy(&sample.path, &folder.join(name)),
        }
    }

    fn clears_hard(&self) -> bool {
        let clear = self.spec.params.get("clear_hard_property");
        clear.and_then(serde_json::Value::as_bool).unwrap_or(true)
    }

    /// Replaces the scheme of an address by the one that is asked for.
    fn with_scheme(&self, address: &str) -> String {
        let path = address.split_once("://").map_or(address, |(_, path)| path);
        format!("{}{}", self.spec.scheme, path.trim_start_matches('/'))
    }
}

/// Returns the name of a file without its extension.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn named(sample: &Sample) -> impl Iterator<Item = &str> {
    sample
        .labels
        .iter()
        .filter_map(|label| label.name.as_deref())
}
