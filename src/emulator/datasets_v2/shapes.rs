//! Labels with shapes, from Pascal VOC files and back.

use serde_json::{Map, Value, json};

use super::sample::{FEATURE, HARD, SHAPE, SIZE, Sample, SampleLabel};
use crate::emulator::manifest::voc::{VocFile, VocObject};

/// The key under which the emulator keeps the colour of an object in a mask.
const MASK_COLOR: &str = "mask_color";
/// The key under which the emulator keeps the address of a mask.
const MASK_SOURCE: &str = "mask_source";

/// Takes over the labels of a VOC file.
pub(crate) fn apply(sample: &mut Sample, file: &VocFile, label_type: i64) {
    let labels = file.objects.iter().map(|object| label(object, label_type));
    sample.labels.extend(labels);
    sample
        .metadata
        .insert(SIZE.to_owned(), json!(file.size.as_slice()));
    if let Some(mask) = &file.mask_source {
        sample
            .metadata
            .insert(MASK_SOURCE.to_owned(), mask.clone().into());
    }
    if file.objects.iter().any(|object| object.difficult) {
        sample.metadata.insert(HARD.to_owned(), true.into());
    }
}

fn label(object: &VocObject, label_type: i64) -> SampleLabel {
    let mut property = Map::new();
    property.insert(SHAPE.to_owned(), object.shape.clone().into());
    property.insert(FEATURE.to_owned(), object.feature());
    if object.difficult {
        property.insert(HARD.to_owned(), "true".into());
    }
    if let Some(color) = &object.mask_color {
        property.insert(MASK_COLOR.to_owned(), color.clone().into());
    }
    for (key, value) in &object.properties {
        property.insert(key.clone(), value.clone().into());
    }
    SampleLabel {
        property,
        score: object.confidence,
        ..SampleLabel::named(&object.name, label_type)
    }
}

/// Returns the VOC file of a sample; hard examples are marked unless `clear_hard` is set.
pub(crate) fn file_of(sample: &Sample, clear_hard: bool) -> VocFile {
    let sides = sample.metadata.get(SIZE).and_then(Value::as_array);
    let side = |index: usize| {
        let side = sides.and_then(|sides| sides.get(index));
        side.and_then(Value::as_i64)
    };
    let mask = sample.metadata.get(MASK_SOURCE).and_then(Value::as_str);
    VocFile {
        filename: sample.path.name().to_owned(),
        size: [
            side(0).unwrap_or_default(),
            side(1).unwrap_or_default(),
            side(2).unwrap_or(3),
        ],
        mask_source: mask.map(str::to_owned),
        objects: sample
            .labels
            .iter()
            .filter_map(|label| object(label, clear_hard))
            .collect(),
    }
}

fn object(label: &SampleLabel, clear_hard: bool) -> Option<VocObject> {
    let text = |key: &str| label.property.get(key).and_then(Value::as_str);
    let free = label
        .property
        .iter()
        .filter(|(key, _)| !key.starts_with('@') && *key != MASK_COLOR);
    let properties =
        free.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
    Some(VocObject {
        name: label.name.as_deref()?.to_owned(),
        shape: text(SHAPE).unwrap_or("bndbox").to_owned(),
        points: VocObject::read_feature(label.property.get(FEATURE)?)?,
        difficult: !clear_hard && text(HARD) == Some("true"),
        confidence: label.score,
        mask_color: text(MASK_COLOR).map(str::to_owned),
        properties: properties.collect(),
    })
}
