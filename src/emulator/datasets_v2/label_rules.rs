//! The rules for the labels that a sample has.

use serde_json::{Map, Value};

use super::dataset_type::DatasetType;
use super::sample::{FEATURE, SHAPE, SIZE, SampleLabel};
use crate::emulator::manifest::voc::VocObject;
use crate::emulator::service_error::ServiceError;

/// The documented shapes.
const SHAPES: [&str; 7] = [
    "bndbox", "polygon", "circle", "line", "dashed", "point", "polyline",
];

/// Returns an error if a sample of a dataset can't have labels; `metadata` is the sample's.
pub(crate) fn check(
    kind: DatasetType,
    labels: &[SampleLabel],
    metadata: &Map<String, Value>,
) -> Result<(), ServiceError> {
    for (index, label) in labels.iter().enumerate() {
        if !kind.accepts_label_type(label.kind) {
            return Err(broken(format!(
                "The dataset can't have labels of the type {}.",
                label.kind
            )));
        }
        let name = label.name.as_deref().unwrap_or_default();
        if name.is_empty() && kind.names_labels() {
            return Err(broken("A label has no name.".to_owned()));
        }
        let before = labels.get(..index).unwrap_or_default();
        if kind.classifies() && before.iter().any(|other| other.is(name, label.kind)) {
            return Err(broken(format!("The sample has the label {name:?} twice.")));
        }
        if kind.has_shapes() {
            check_shape(label).map_err(broken)?;
        }
        if kind == DatasetType::ObjectDetection && !metadata.contains_key(SIZE) {
            let problem = format!("The size of the image is not known; send {SIZE}.");
            return Err(ServiceError::new("ModelArts.4423", problem));
        }
    }
    Ok(())
}

fn broken(problem: String) -> ServiceError {
    ServiceError::new("ModelArts.4413", problem)
}

/// Checks that a label has a documented shape, and the points of one.
fn check_shape(label: &SampleLabel) -> Result<(), String> {
    let Some(feature) = label.property.get(FEATURE) else {
        return Err(format!("A label needs the property {FEATURE}."));
    };
    let shape = match label.property.get(SHAPE) {
        None | Some(Value::Null) => "bndbox",
        Some(Value::String(shape)) if SHAPES.contains(&shape.as_str()) => shape,
        Some(other) => {
            let shapes = SHAPES.join(", ");
            return Err(format!("{SHAPE} is {other}, expected one of {shapes}."));
        }
    };
    let points = VocObject::read_feature(feature).unwrap_or_default();
    let sides: Vec<usize> = points.iter().map(Vec::len).collect();
    let are_points = sides.iter().all(|side| *side == 2);
    let fits = match shape {
        "circle" => sides == [2, 1],
        "point" => sides == [2],
        "polygon" => are_points && sides.len() >= 3,
        "polyline" => are_points && sides.len() >= 2,
        _ => sides == [2, 2],
    };
    if fits {
        return Ok(());
    }
    Err(format!("{FEATURE} is {feature}, which is no {shape}."))
}
