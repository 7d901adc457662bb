//! The service model: what the documents say of each call, as data.
//!
//! The tables under `generated` are written by `tools/generate.py` from `api/`; here are their types.

use http::Method;

pub mod cloud;
pub mod generated;
pub mod setting;

/// One call of the service.
#[derive(Debug)]
pub struct Operation {
    /// The call's name, like `get_task_status`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with a name in braces for each path parameter.
    pub path: &'static str,
    /// The parameters in the documented order; `project_id` is the first.
    pub parameters: &'static [Parameter],
    /// The response of a call that succeeded.
    pub response: &'static Object,
    /// Whether a call that succeeded may have no body, which then reads as an empty object.
    pub empty_response: bool,
    /// Whether the request may be sent again although the service may have acted on it.
    pub idempotent: bool,
    /// The states of the work that the call reports on, if it can be polled.
    pub status: Option<&'static Status>,
}

/// The states of an operation's work.
#[derive(Debug)]
pub struct Status {
    /// The field that holds the state.
    pub field: &'static str,
    /// States in which the work has ended with success.
    pub succeeded: &'static [Word],
    /// States in which the work has ended without success.
    pub failed: &'static [Word],
    /// States in which the work has ended because it was stopped.
    pub stopped: &'static [Word],
    /// States, in one of the kinds above, in which what was worked on is deleted.
    pub deleted: &'static [Word],
    /// States in which it is being deleted.
    pub deleting: &'static [Word],
}

/// A documented value: a state, or one of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Text.
    Text(&'static str),
    /// A number.
    Integer(i64),
}

/// The documented values of a parameter, each with its name in Python.
#[derive(Debug)]
pub struct Enumeration {
    /// The values.
    pub values: &'static [(&'static str, Word)],
}

/// A parameter of a call.
#[derive(Debug)]
pub struct Parameter {
    /// The parameter's name in Python.
    pub name: &'static str,
    /// The name under which it is sent.
    pub key: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub rule: Rule,
    /// Of a folder: the parameter with the folders that it may neither be nor lie in.
    pub outside: Option<&'static str>,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// A pair of the query.
    Query,
    /// The whole body.
    Body,
    /// A member of the body.
    Member,
}

/// What an argument, or a member of a body, may be.
#[derive(Debug)]
pub enum Rule {
    /// One segment of a path.
    Id {
        /// Words that other paths have in the same place.
        reserved: &'static [&'static str],
    },
    /// Text of so many characters.
    Text {
        /// The shortest.
        min: usize,
        /// The longest; `usize::MAX` for no limit.
        max: usize,
        /// What it may consist of.
        characters: Characters,
    },
    /// Text that no error quotes.
    Secret,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A documented value, or the name of one.
    Enumeration(&'static Enumeration),
    /// The address of something in OBS, in any of the usual forms; it is sent in one.
    ObsPath {
        /// The form in which it is sent.
        form: Form,
        /// What it is the address of.
        kind: PathKind,
        /// The longest, in characters as sent; `usize::MAX` for no limit.
        max: usize,
    },
    /// A whole number.
    Integer {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// A number.
    Number {
        /// The smallest.
        min: f64,
        /// The largest.
        max: f64,
    },
    /// True or false.
    Boolean,
    /// A list of so many items.
    List {
        /// What each item may be.
        item: &'static Self,
        /// The shortest.
        min: usize,
        /// The longest; `usize::MAX` for no limit.
        max: usize,
    },
    /// A mapping with these documented members; others are sent as they are.
    Object(&'static [Member]),
    /// Anything.
    Any,
}

/// What a text may consist of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Characters {
    /// Any characters.
    Any,
    /// Letters, digits, `_`, `-`, Chinese characters.
    Name,
    /// ASCII letters, digits, `_`, `-`.
    AsciiName,
    /// Any characters but these.
    Without(&'static str),
}

/// The form in which the address of something in OBS is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `bucket/key`
    Plain,
    /// `/bucket/key`
    Slash,
    /// `s3://bucket/key`
    S3,
    /// `obs://bucket/key`
    Obs,
}

/// What is at an address in OBS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// A folder, whose address ends with a slash.
    Folder,
    /// A file, whose address does not.
    File,
    /// Either, or a bucket.
    Any,
}

/// A documented member of a body.
#[derive(Debug)]
pub struct Member {
    /// The member's key.
    pub name: &'static str,
    /// Another spelling that is taken for it.
    pub alias: Option<&'static str>,
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub rule: Rule,
}

/// An object in a response.
#[derive(Debug)]
pub struct Object {
    /// The Python module that has the class.
    pub module: &'static str,
    /// The Python class of it.
    pub class: &'static str,
    /// The documented fields.
    pub fields: &'static [Field],
}

/// A documented field of an object.
#[derive(Debug)]
pub struct Field {
    /// The field's key.
    pub name: &'static str,
    /// Whether it is there.
    pub presence: Presence,
    /// What it is.
    pub shape: Shape,
}

/// Whether a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It may be missing or null.
    Optional,
    /// A response without it is an error.
    Required,
    /// An empty text, or null, reads as absent.
    NotEmpty,
    /// A list that is missing or null reads as an empty one.
    EmptyIfMissing,
}

/// What a field is, and which deviations are taken.
#[derive(Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// One of these names, in any case and with blanks around it; another text stays as it came.
    State(&'static [&'static str]),
    /// A whole number of 64 bits.
    Integer {
        /// Whether decimal text is taken, too.
        text: bool,
    },
    /// True or false.
    Boolean {
        /// Whether the names of the two are taken, too.
        text: bool,
    },
    /// A list; null reads as an empty one.
    List {
        /// What each item is.
        item: &'static Self,
        /// Whether one item is taken for a list of it.
        single: bool,
        /// Whether an empty text, or an empty object, is taken for an empty list.
        empty: bool,
    },
    /// An object.
    Object(&'static Object),
    /// Any number, as it came.
    Number,
    /// An object with any members, kept as it came.
    Mapping,
    /// Anything, kept as it came.
    Any,
}

/// A documented error code.
#[derive(Debug)]
pub struct ErrorCode {
    /// The code, like `ModelArts.0102`.
    pub code: &'static str,
    /// What it means, in English.
    pub meaning_en: &'static str,
    /// What to do, in English.
    pub advice_en: &'static str,
    /// What it means, in Chinese.
    pub meaning_zh: &'static str,
    /// What to do, in Chinese.
    pub advice_zh: &'static str,
    /// Whether the same call may succeed later.
    pub retry: bool,
    /// What it means for a program, where the HTTP status does not say it.
    pub kind: Option<CodeKind>,
}

/// What an error code means for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Other work on the same thing goes on.
    Busy,
    /// The date of the signature is too far from the service's.
    ClockSkew,
    /// There is such a thing already.
    Conflict,
    /// There is no such thing.
    NotFound,
    /// There are as many as there may be.
    Quota,
    /// There is no such bucket, folder or file, of which no call names one in its path.
    StorageNotFound,
    /// There were too many requests.
    Throttled,
    /// The gateway has no API with this path.
    UnknownPath,
}
