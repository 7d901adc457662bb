//! Bodies that several calls have in common.

use serde_json::{Map, Value};

use super::parameters::Fields;
use crate::emulator::datasets_v2::dataset::DatasetSpec;
use crate::emulator::datasets_v2::dataset_type::DatasetType;
use crate::emulator::datasets_v2::label::{Label, LabelChange, Labels};
use crate::emulator::datasets_v2::paths::ObsPath;
use crate::emulator::datasets_v2::text_files::TextFormat;
use crate::emulator::service_error::ServiceError;

const MAX_NAME: usize = 100;
const WORK_PATH: std::ops::RangeInclusive<usize> = 3..=700;

/// Reads the body of the creation of a dataset.
pub(crate) fn dataset_spec(fields: &Fields) -> Result<DatasetSpec, ServiceError> {
    let missing = |name: &str| ServiceError::parameter(format!("{name} is missing."));
    let name = fields
        .name("dataset_name", MAX_NAME)?
        .ok_or_else(|| missing("dataset_name"))?;
    let number = fields.integer("dataset_type")?.unwrap_or(0);
    let kind = DatasetType::from_number(number).ok_or_else(|| {
        ServiceError::parameter(format!(
            "dataset_type is {number}, which is not documented."
        ))
    })?;
    let [source] = fields.list("data_sources")? else {
        return Err(ServiceError::parameter(
            "data_sources needs exactly one entry.",
        ));
    };
    let source = Fields::of(source, "data_sources")?;
    check_origin(&source)?;
    let input = ObsPath::folder(source.required_text("data_path")?)?;
    let work_path = work_path(fields.required_text("work_path")?, &input)?;
    if fields.integer("work_path_type")? != Some(0) {
        return Err(ServiceError::parameter("work_path_type must be 0."));
    }
    let mut labels = Labels::default();
    for item in fields.list("labels")? {
        labels.add(label(item, kind)?, kind)?;
    }
    fields.one_of("data_format", &["Default", "CarbonData"])?;
    Ok(DatasetSpec {
        name: name.to_owned(),
        description: fields
            .description("^!<>=&\"'")?
            .unwrap_or_default()
            .to_owned(),
        kind,
        with_column_header: source.boolean("with_column_header", true)?,
        data_source: without_secrets(source.all()),
        input,
        work_path,
        workspace_id: fields.text("workspace_id")?.unwrap_or("0").to_owned(),
        labels,
        text_format: text_format(fields)?,
        schema: fields.list("schema")?.to_vec(),
        managed: fields.boolean("managed", false)?,
        import_data: fields.boolean("import_data", false)? && !kind.has_samples(),
        import_annotations: fields.boolean("import_annotations", true)?,
    })
}

/// Returns an error if data does not come from OBS: the emulator has nothing else.
pub(crate) fn check_origin(source: &Fields) -> Result<(), ServiceError> {
    match source.integer("data_type")?.unwrap_or(0) {
        0 => Ok(()),
        other => Err(ServiceError::new(
            "ModelArts.4396",
            format!("data_type is {other}, but the emulator reads from OBS (0) only."),
        )),
    }
}

/// Reads the folder for output, which must not lie in that for input.
pub(crate) fn work_path(text: &str, input: &ObsPath) -> Result<ObsPath, ServiceError> {
    let length = text.chars().count();
    if !WORK_PATH.contains(&length) {
        let (least, most) = (WORK_PATH.start(), WORK_PATH.end());
        let problem = format!("work_path has {length} characters, expected {least} to {most}.");
        return Err(ServiceError::new("ModelArts.4350", problem));
    }
    let path = ObsPath::folder(text)?;
    if input.relative(&path).is_some() {
        let problem = "work_path must not be the folder of the data source, nor lie in it.";
        return Err(ServiceError::new("ModelArts.4374", problem));
    }
    Ok(path)
}

/// Returns a data source as it is shown.
pub(crate) fn without_secrets(source: &Map<String, Value>) -> Value {
    let mut shown = source.clone();
    if let Some(Value::Object(info)) = shown.get_mut("source_info") {
        info.remove("user_password");
    }
    shown.insert("data_type".to_owned(), 0.into());
    shown.into()
}

/// Reads how labels lie in text files.
pub(crate) fn text_format(fields: &Fields) -> Result<TextFormat, ServiceError> {
    let format = fields.object("label_format")?;
    let separator = |name: &str, default: char| {
        let Some(text) = format.text(name)? else {
            return Ok(default);
        };
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(ServiceError::parameter(format!(
                "{name} is {text:?}, expected one character."
            ))),
        }
    };
    Ok(TextFormat {
        separate: format.one_of("label_type", &["1", "0"])? == "0",
        sample_separator: separator("text_sample_separator", '\t')?,
        label_separator: separator("text_label_separator", ',')?,
    })
}

/// Reads a label of a dataset; its type may be left out.
pub(crate) fn label(value: &Value, kind: DatasetType) -> Result<Label, ServiceError> {
    let fields = Fields::of(value, "a label")?;
    Ok(Label {
        name: fields.required_text("name")?.into(),
        kind: fields.integer("type")?.unwrap_or_else(|| kind.label_type()),
        property: fields.object("property")?.all().clone(),
        attributes: fields.list("attributes")?.to_vec(),
    })
}

/// The name of a label, and its type if that is given.
pub(crate) type LabelKey = (String, Option<i64>);

/// Reads the key of a label.
pub(crate) fn label_key(value: &Value) -> Result<LabelKey, ServiceError> {
    let fields = Fields::of(value, "a label")?;
    let name = fields.required_text("name")?.to_owned();
    Ok((name, fields.integer("type")?))
}

/// Reads the changes of a label of a dataset.
pub(crate) fn label_change(value: &Value) -> Result<LabelChange, ServiceError> {
    let fields = Fields::of(value, "a label")?;
    let (name, kind) = label_key(value)?;
    let attributes = fields.list("attributes")?;
    Ok(LabelChange {
        name,
        kind,
        property: fields.object("property")?.all().clone(),
        attributes: fields.get("attributes").map(|_| attributes.to_vec()),
    })
}

/// Reads the names of labels: the table has objects, the examples have names.
pub(crate) fn label_names(fields: &Fields, members: &[&str]) -> Result<Vec<String>, ServiceError> {
    let mut names = Vec::new();
    for member in members {
        for item in fields.list(member)? {
            let name = item.as_str().or_else(|| item.get("name")?.as_str());
            let problem =
                || ServiceError::parameter(format!("{member} has an entry without a name."));
            names.push(name.ok_or_else(problem)?.to_owned());
        }
    }
    Ok(names)
}
