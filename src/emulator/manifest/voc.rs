//! Pascal VOC files: the boxes and other shapes of one picture.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::xml::{self, Element, escape};

/// The shapes of objects, by the names of their elements.
const SHAPES: [&str; 7] = [
    "bndbox", "polygon", "polyline", "circle", "line", "dashed", "point",
];

/// The labels of a picture.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct VocFile {
    pub(crate) filename: String,
    /// Width, height and depth in pixels.
    pub(crate) size: [i64; 3],
    pub(crate) mask_source: Option<String>,
    pub(crate) objects: Vec<VocObject>,
}

/// A labelled object of a picture.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct VocObject {
    pub(crate) name: String,
    pub(crate) shape: String,
    /// The points, `[[x,y],…]`; those of a circle are `[[x,y],[r]]`.
    pub(crate) points: Vec<Vec<i64>>,
    pub(crate) difficult: bool,
    pub(crate) confidence: Option<f64>,
    pub(crate) mask_color: Option<String>,
    pub(crate) properties: Vec<(String, String)>,
}

impl VocFile {
    /// Reads a file; the error says what is wrong.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let root = xml::parse(text)?;
        if root.name != "annotation" {
            return Err(format!("its root is {:?}, expected annotation", root.name));
        }
        let side = |name: &str| integer(root.text_at(&["size", name]), name);
        let depth = root.text_at(&["size", "depth"]);
        let objects = root.children.iter().filter(|child| child.name == "object");
        Ok(Self {
            filename: root.text_at(&["filename"]).unwrap_or_default().to_owned(),
            size: [
                side("width")?,
                side("height")?,
                depth.and_then(|depth| depth.parse().ok()).unwrap_or(3),
            ],
            mask_source: root.text_at(&["mask_source"]).map(str::to_owned),
            objects: objects.map(VocObject::read).collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn to_xml(&self) -> String {
        let [width, height, depth] = self.size;
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<annotation>\n\
             \t<folder>NA</folder>\n\t<filename>{}</filename>\n\
             \t<source>\n\t\t<database>Unknown</database>\n\t</source>\n\
             \t<size>\n\t\t<width>{width}</width>\n\t\t<height>{height}</height>\n\
             \t\t<depth>{depth}</depth>\n\t</size>\n\t<segmented>{}</segmented>\n",
            escape(&self.filename),
            i32::from(self.mask_source.is_some()),
        );
        if let Some(mask) = &self.mask_source {
            let _ = writeln!(text, "\t<mask_source>{}</mask_source>", escape(mask));
        }
        for object in &self.objects {
            object.write(&mut text);
        }
        text.push_str("</annotation>\n");
        text
    }
}

impl VocObject {
    fn read(element: &Element) -> Result<Self, String> {
        let name = element.text_at(&["name"]).unwrap_or_default();
        if name.is_empty() {
            return Err("an object has no name".to_owned());
        }
        let is_shape = |child: &&Element| SHAPES.contains(&child.name.as_str());
        let mut shapes = element.children.iter().filter(is_shape);
        let (Some(shape), None) = (shapes.next(), shapes.next()) else {
            return Err(format!("the object {name:?} needs exactly one shape"));
        };
        let confidence = element.text_at(&["confidence"]);
        Ok(Self {
            name: name.to_owned(),
            shape: shape.name.clone(),
            points: points(shape)?,
            difficult: element.text_at(&["difficult"]) == Some("1"),
            confidence: confidence.and_then(|text| text.parse().ok()),
            mask_color: element.text_at(&["mask_color"]).map(str::to_owned),
            properties: properties(element),
        })
    }

    fn write(&self, text: &mut String) {
        let _ = write!(
            text,
            "\t<object>\n\t\t<name>{}</name>\n\t\t<pose>Unspecified</pose>\n\
             \t\t<truncated>0</truncated>\n\t\t<occluded>0</occluded>\n\
             \t\t<difficult>{}</difficult>\n",
            escape(&self.name),
            i32::from(self.difficult),
        );
        if let Some(confidence) = self.confidence {
            let _ = writeln!(text, "\t\t<confidence>{confidence}</confidence>");
        }
        if let Some(color) = &self.mask_color {
            let _ = writeln!(text, "\t\t<mask_color>{}</mask_color>", escape(color));
        }
        if !self.properties.is_empty() {
            text.push_str("\t\t<properties>\n");
            for (key, value) in &self.properties {
                let (key, value) = (escape(key), escape(value));
                let _ = writeln!(
                    text,
                    "\t\t\t<property><key>{key}</key><value>{value}</value></property>"
                );
            }
            text.push_str("\t\t</properties>\n");
        }
        let _ = writeln!(text, "\t\t<{}>", self.shape);
        for (name, number) in self.coordinates() {
            let _ = writeln!(text, "\t\t\t<{name}>{number}</{name}>");
        }
        let _ = writeln!(text, "\t\t</{}>\n\t</object>", self.shape);
    }

    /// Returns the names and values of the elements in its shape.
    fn coordinates(&self) -> Vec<(String, i64)> {
        let numbers = self.points.iter().flatten().copied();
        let fixed: &[&str] = match self.shape.as_str() {
            "bndbox" => &["xmin", "ymin", "xmax", "ymax"],
            "circle" => &["cx", "cy", "r"],
            "point" => &["x", "y"],
            _ => {
                let named = numbers.enumerate().map(|(index, number)| {
                    let axis = if index % 2 == 0 { 'x' } else { 'y' };
                    (format!("{axis}{}", index / 2 + 1), number)
                });
                return named.collect();
            }
        };
        let names = fixed.iter().map(|name| (*name).to_owned());
        names.zip(numbers).collect()
    }

    /// Returns the points as the service shows them.
    pub(crate) fn feature(&self) -> Value {
        json!(self.points)
    }

    /// Reads the points as the service shows them.
    pub(crate) fn read_feature(feature: &Value) -> Option<Vec<Vec<i64>>> {
        let point = |point: &Value| {
            let numbers = point.as_array()?.iter();
            numbers
                .map(|number| number.as_f64().map(|number| number.round() as i64))
                .collect()
        };
        feature.as_array()?.iter().map(point).collect()
    }
}

fn integer(text: Option<&str>, name: &str) -> Result<i64, String> {
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| format!("{name} is missing or no integer"))
}

fn points(shape: &Element) -> Result<Vec<Vec<i64>>, String> {
    let number = |name: &str| integer(shape.text_at(&[name]), name);
    let pair = |x: &str, y: &str| Ok::<_, String>(vec![number(x)?, number(y)?]);
    match shape.name.as_str() {
        "bndbox" => {
            let (from, to) = (pair("xmin", "ymin")?, pair("xmax", "ymax")?);
            if from.iter().zip(&to).any(|(from, to)| from >= to) {
                return Err("xmin or ymin of a box is not less than xmax or ymax".to_owned());
            }
            Ok(vec![from, to])
        }
        "circle" => Ok(vec![pair("cx", "cy")?, vec![number("r")?]]),
        "point" => Ok(vec![pair("x", "y")?]),
        _ => (1..=shape.children.len() / 2)
            .map(|index| pair(&format!("x{index}"), &format!("y{index}")))
            .collect(),
    }
}

/// Reads `<property><key/><value/></property>` as well as elements named by their key.
fn properties(object: &Element) -> Vec<(String, String)> {
    let list = object.child("properties");
    let children = list.map_or(&[][..], |list| &list.children);
    let read = |child: &Element| match (child.text_at(&["key"]), child.text_at(&["value"])) {
        (Some(key), Some(value)) => (key.to_owned(), value.to_owned()),
        _ => (child.name.clone(), child.text.trim().to_owned()),
    };
    children.iter().map(read).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn object(shape: &str, points: &[&[i64]]) -> VocObject {
        VocObject {
            name: "cat & dog".to_owned(),
            shape: shape.to_owned(),
            points: points.iter().map(|point| point.to_vec()).collect(),
            ..VocObject::default()
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let file = VocFile {
            filename: "1.jpg".to_owned(),
            size: [640, 480, 3],
            mask_source: Some("obs://b/1.png".to_owned()),
            objects: vec![
                VocObject {
                    difficult: true,
                    confidence: Some(0.5),
                    mask_color: Some("1,2,3".to_owned()),
                    properties: vec![("color".to_owned(), "green".to_owned())],
                    ..object("bndbox", &[&[1, 2], &[3, 4]])
                },
                object("polygon", &[&[1, 2], &[3, 4], &[5, 6]]),
                object("circle", &[&[10, 20], &[5]]),
                object("point", &[&[1, 2]]),
                object("line", &[&[1, 2], &[3, 4]]),
            ],
        };
        assert_eq!(VocFile::parse(&file.to_xml()).unwrap(), file);
    }

    #[test]
    fn boxes_that_are_empty_and_objects_with_two_shapes_are_refused() {
        let with = |shapes: &str| {
            VocFile::parse(&format!(
                "<annotation><size><width>1</width><height>1</height></size><object>\
                 <name>a</name>{shapes}</object></annotation>"
            ))
        };
        let empty = "<bndbox><xmin>3</xmin><ymin>1</ymin><xmax>3</xmax><ymax>2</ymax></bndbox>";
        with(empty).unwrap_err();
        let point = "<point><x>1</x><y>2</y></point>";
        with(point).unwrap();
        with(&point.repeat(2)).unwrap_err();
        with("").unwrap_err();
        with("<point><x>1.5</x><y>2</y></point>").unwrap_err();
    }
}
