//! The documented fields, and the deviations that real files have.

use crate::api::{Field, Object, Presence, Shape};

const TEXT: Shape = Shape::Text;

/// An entry, which is a line.
pub static ENTRY: Object = Object {
    module: "modelarts.manifest.entry",
    class: "Entry",
    fields: &[
        optional("source", TEXT),
        // Older files have upper case, newer ones lower case.
        optional(
            "usage",
            Shape::State(&["TRAIN", "EVAL", "TEST", "INFERENCE"]),
        ),
        Field {
            name: "annotation",
            presence: Presence::EmptyIfMissing,
            shape: Shape::List {
                item: &Shape::Object(&ANNOTATION),
                single: false,
                empty: false,
            },
        },
        optional("id", TEXT),
        optional("sample-type", Shape::Integer { text: true }),
        // Text in the files of the service, a boolean in those of its SDK.
        optional("hard", Shape::Boolean { text: true }),
        optional("hard-coefficient", Shape::Number),
        optional("hard-reasons", TEXT),
        optional("inference-loc", TEXT),
        optional("source-type", Shape::State(&["CarbonData", "csv"])),
        optional("source-map", TEXT),
        optional("result", Shape::State(&["SUCCESSFUL", "FAILED"])),
        optional("error_message", TEXT),
        // An object, or the JSON text of one.
        optional("property", Shape::Any),
    ],
};

/// A label of a sample, or the file that holds its labels.
pub static ANNOTATION: Object = Object {
    module: "modelarts.manifest.entry",
    class: "Annotation",
    fields: &[
        optional("type", TEXT),
        optional("name", TEXT),
        optional("id", TEXT),
        optional("annotation-loc", TEXT),
        optional("annotation-format", TEXT),
        optional("annotation-loc-map", TEXT),
        optional("confidence", Shape::Number),
        optional("annotated-by", TEXT),
        optional("creation-time", TEXT),
        optional("hard", Shape::Boolean { text: true }),
        optional("hard-coefficient", Shape::Number),
        optional("property", Shape::Any),
    ],
};

/// Spellings with underscores, which the vendor's reader takes, too.
pub(super) const ALIASES: [(&str, &str); 5] = [
    ("inference_loc", "inference-loc"),
    ("annotation_loc", "annotation-loc"),
    ("annotation_format", "annotation-format"),
    ("annotated_by", "annotated-by"),
    ("creation_time", "creation-time"),
];

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        presence: Presence::Optional,
        shape,
    }
}
