//! The types of datasets, and what each of them allows.

/// What the samples of a dataset are labelled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DatasetType {
    ImageClassification,
    ObjectDetection,
    ImageSegmentation,
    TextClassification,
    NamedEntities,
    TextTriplets,
    SoundClassification,
    SpeechContent,
    SpeechSegments,
    Table,
    Video,
    FreeFormat,
}

use DatasetType::{
    FreeFormat, ImageClassification, ImageSegmentation, NamedEntities, ObjectDetection,
    SoundClassification, SpeechContent, SpeechSegments, Table, TextClassification, TextTriplets,
    Video,
};

/// The types by their documented numbers.
const NUMBERS: [(i64, DatasetType); 12] = [
    (0, ImageClassification),
    (1, ObjectDetection),
    (3, ImageSegmentation),
    (100, TextClassification),
    (101, NamedEntities),
    (102, TextTriplets),
    (200, SoundClassification),
    (201, SpeechContent),
    (202, SpeechSegments),
    (400, Table),
    (600, Video),
    (900, FreeFormat),
];

/// The label types of relations and of entities in a dataset of triplets.
pub(crate) const TRIPLET_RELATION: i64 = 102;
pub(crate) const TRIPLET_ENTITY: i64 = 103;

/// The documented numbers of all types of labels.
pub(crate) const LABEL_TYPES: [i64; 11] = [0, 1, 3, 100, 101, 102, 103, 200, 201, 202, 600];

impl DatasetType {
    pub(crate) fn from_number(number: i64) -> Option<Self> {
        let found = NUMBERS.iter().find(|(known, _)| *known == number);
        found.map(|(_, kind)| *kind)
    }

    pub(crate) fn number(self) -> i64 {
        let found = NUMBERS.iter().find(|(_, kind)| *kind == self);
        found.map_or(0, |(number, _)| *number)
    }

    /// Returns the documented number of the kind of its samples.
    pub(crate) fn sample_type(self) -> i64 {
        match self {
            ImageClassification | ObjectDetection | ImageSegmentation => 0,
            TextClassification | NamedEntities | TextTriplets => 1,
            SoundClassification | SpeechContent | SpeechSegments => 2,
            Table => 4,
            Video => 6,
            FreeFormat => 9,
        }
    }

    /// Returns the endings of the files that become samples; `None` if all files do.
    fn endings(self) -> Option<&'static [&'static str]> {
        match self.sample_type() {
            0 => Some(&["jpg", "jpeg", "png", "bmp"]),
            1 => Some(&["txt", "csv"]),
            2 => Some(&["wav"]),
            4 => Some(&["csv"]),
            6 => Some(&["mp4"]),
            _ => None,
        }
    }

    /// Returns whether a file of this name can be a sample.
    pub(crate) fn accepts_file(self, name: &str) -> bool {
        let Some(endings) = self.endings() else {
            return true;
        };
        name.rsplit_once('.')
            .is_some_and(|(_, ending)| endings.contains(&ending.to_ascii_lowercase().as_str()))
    }

    pub(crate) fn is_text(self) -> bool {
        self.sample_type() == 1
    }

    /// Returns whether its labels have boxes or other shapes.
    pub(crate) fn has_shapes(self) -> bool {
        matches!(self, ObjectDetection | ImageSegmentation | Video)
    }

    /// Returns whether a sample has each of its labels once: they are about the whole sample.
    pub(crate) fn classifies(self) -> bool {
        matches!(
            self,
            ImageClassification | TextClassification | SoundClassification
        )
    }

    /// Returns whether the labels of its samples have names; the content of speech has none.
    pub(crate) fn names_labels(self) -> bool {
        self != SpeechContent
    }

    /// Returns the type of a label whose type is left out.
    pub(crate) fn label_type(self) -> i64 {
        match self {
            TextTriplets => TRIPLET_ENTITY,
            _ => self.number(),
        }
    }

    pub(crate) fn accepts_label_type(self, label_type: i64) -> bool {
        match self {
            Table | FreeFormat => false,
            TextTriplets => [TRIPLET_RELATION, TRIPLET_ENTITY].contains(&label_type),
            _ => label_type == self.number(),
        }
    }

    /// Returns whether `import_task` accepts a folder.
    pub(crate) fn imports_folders(self) -> bool {
        matches!(
            self,
            ImageClassification
                | ObjectDetection
                | ImageSegmentation
                | TextClassification
                | SoundClassification
                | Table
        )
    }

    /// Returns whether `import_task` accepts a manifest.
    pub(crate) fn imports_manifests(self) -> bool {
        !matches!(self, Table | FreeFormat)
    }

    pub(crate) fn exports(self) -> bool {
        matches!(
            self,
            ImageClassification | ObjectDetection | ImageSegmentation | FreeFormat
        )
    }

    pub(crate) fn synchronizes(self) -> bool {
        !self.is_text() && self != Table
    }

    /// Returns whether publishing can split its samples into training and evaluation.
    pub(crate) fn splits(self) -> bool {
        matches!(self.sample_type(), 0..=2)
    }

    /// Returns whether it has samples, and versions that it can switch to.
    pub(crate) fn has_samples(self) -> bool {
        self != Table
    }

    /// Returns the name of its labels in a manifest, after `modelarts/`; relations of triplets have
    /// another.
    pub(crate) fn annotation_type(self) -> Option<&'static str> {
        match self {
            ImageClassification => Some("image_classification"),
            ObjectDetection | Video => Some("object_detection"),
            ImageSegmentation => Some("image_segmentation"),
            TextClassification => Some("text_classification"),
            NamedEntities | TextTriplets => Some("text_entity"),
            SoundClassification => Some("audio_classification"),
            SpeechContent => Some("audio_content"),
            SpeechSegments => Some("audio_segmentation"),
            Table | FreeFormat => None,
        }
    }

    /// Returns the type of label that an annotation of a manifest becomes; `None` if the dataset
    /// can't have it.
    pub(crate) fn label_type_of(self, annotation_type: &str) -> Option<i64> {
        let name = annotation_type.rsplit('/').next().unwrap_or_default();
        if self == TextTriplets && name == "text_triplet" {
            return Some(TRIPLET_RELATION);
        }
        let same = self.annotation_type() == Some(name)
            || (self == SoundClassification && name == "sound_classification");
        same.then(|| self.label_type())
    }
}
