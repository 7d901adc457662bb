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

/// Returns the field that another spelling of its key means, and its place: with underscores, which the
/// vendor's reader takes, too, or as the attribute is called in Python.
pub(super) fn field_of_alias(
    schema: &'static Object,
    alias: &str,
) -> Option<(usize, &'static Field)> {
    let is_alias_of = |name: &str| match name {
        "annotation" => alias == "annotations",
        _ => name.contains('-') && name.replace('-', "_") == alias,
    };
    let mut fields = schema.fields.iter().enumerate();
    fields.find(|(_, field)| is_alias_of(field.name))
}

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        presence: Presence::Optional,
        shape,
    }
}
