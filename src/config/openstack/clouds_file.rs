//! `clouds.yaml`, and `secure.yaml` that is merged over it.

use std::path::{Path, PathBuf};

use super::folders::candidates;
use super::source_value::{SourceValue, kind};
use crate::config::config_file::existing;
use crate::config::environment::Environment;
use crate::config::setting_value::Found;
use crate::config::text_file::Absent;
use crate::config::text_file::{self, Text};
use crate::error::Error;
use crate::file::Interrupted;
use crate::message::{Message, quoted};
use crate::schema;
use crate::value::{Object, Value};

/// Reads YAML, for a caller that can.
pub type YamlReader<'a> = &'a (dyn Fn(&str) -> Result<Value, NotYaml> + 'a);

/// Why a text could not be read as YAML.
#[derive(Debug)]
pub enum NotYaml {
    /// There is nothing to read it with: what to do.
    NoReader(Message),
    /// It is not YAML: where, and what to write instead.
    Malformed(Message),
}

/// The profile of the one vendor that OpenStack clients know and that is in the table of clouds.
const VENDOR: &str = "otc";

/// Of these keys, the cloud's own counts before that of its `auth`; of the others, that of `auth`.
const OUTER_FIRST: [&str; 10] = [
    "auth_token",
    "domain_id",
    "domain_name",
    "project_id",
    "project_name",
    "tenant_id",
    "tenant_name",
    "token",
    "user_domain_id",
    "user_domain_name",
];
const SECRETS: [&str; 6] = [
    "auth_token",
    "password",
    "secret_key",
    "security_token",
    "sk",
    "token",
];

/// What the environment says of the clouds.
pub(in crate::config) struct Request {
    pub(in crate::config) cloud: Option<Found<String>>,
    pub(in crate::config) file: Option<Found<PathBuf>>,
    pub(in crate::config) secure: Option<Found<PathBuf>>,
}

/// The selected cloud.
pub(in crate::config) struct Cloud {
    pub(in crate::config) name: String,
    /// Whether it was named, and not just the only one.
    pub(in crate::config) is_named: bool,
    /// What each file has of it, the file that counts more first.
    parts: Vec<Part>,
}

struct Part {
    path: PathBuf,
    cloud: Object,
}

/// A file of clouds.
struct CloudsFile {
    path: PathBuf,
    clouds: Object,
}

/// Reads the files and selects the cloud.
pub(in crate::config) fn load(
    request: &Request,
    environment: &Environment,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<Result<Cloud, Absent>, Error> {
    let is_wanted = request.cloud.is_some();
    let mut files = Vec::new();
    for (name, named) in [("secure", &request.secure), ("clouds", &request.file)] {
        let Some((path, text)) = find(name, named.as_ref(), environment, interrupted)? else {
            continue;
        };
        let is_wanted = is_wanted || named.is_some();
        match parse(&path, &text, yaml)? {
            Ok(clouds) => files.push(CloudsFile { path, clouds }),
            Err(Absent(problem)) if is_wanted => return Err(Error::Config(problem)),
            Err(absent) => return Ok(Err(absent)),
        }
    }
    select(request.cloud.as_ref(), files)
}

/// Returns the path and the text of the file that is named, else of the first one that there is.
fn find(
    name: &str,
    named: Option<&Found<PathBuf>>,
    environment: &Environment,
    interrupted: Interrupted<'_>,
) -> Result<Option<(PathBuf, String)>, Error> {
    let candidates = match named {
        Some(found) => vec![environment.expand(&found.value)],
        None => candidates(name, environment),
    };
    let by = named.map(|found| &found.place);
    for path in candidates {
        if let Text::Read(text) = text_file::read(&path, by, interrupted)? {
            return Ok(Some((path, text)));
        }
    }
    Ok(None)
}

/// Returns the clouds of a file, which may be one that can't be read here.
fn parse(path: &Path, text: &str, yaml: YamlReader<'_>) -> Result<Result<Object, Absent>, Error> {
    let file = path;
    let is_json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let document = if is_json {
        schema::parse(text.as_bytes()).map_err(|_| {
            Error::Config(message!(
                "{file}: not JSON; write {{\"clouds\": {{\"NAME\": {{…}}}}}}",
                file
            ))
        })?
    } else {
        match yaml(text.trim_start_matches('\u{feff}')) {
            Ok(document) => document,
            Err(NotYaml::NoReader(advice)) => {
                let problem = message!("{file} is YAML; {advice}", file, advice);
                return Ok(Err(Absent(problem)));
            }
            Err(NotYaml::Malformed(problem)) => {
                return Err(Error::Config(message!(
                    "{place}: {problem}",
                    place = file,
                    problem
                )));
            }
        }
    };
    let root = SourceValue {
        value: document,
        place: Message::from(file),
    };
    let Some(document) = mapping(root, message!("a mapping with clouds"))? else {
        return Ok(Ok(Object::default()));
    };
    let clouds = SourceValue {
        value: member(&document, "clouds").cloned().unwrap_or(Value::Null),
        place: message!("{place}: {problem}", place = file, problem = "clouds"),
    };
    let clouds = mapping(clouds, message!("a mapping of names to clouds"))?;
    Ok(Ok(clouds.unwrap_or_default()))
}

/// Returns the mapping that a value is; `None` if it is left empty.
fn mapping(written: SourceValue, expected: Message) -> Result<Option<Object>, Error> {
    match written.value {
        Value::Null => Ok(None),
        Value::Object(object) => Ok(Some(object)),
        ref other => Err(written.wrong(message!(
            "is {found}, expected {expected}",
            found = kind(other),
            expected
        ))),
    }
}

/// Returns a member, in whose name `-` stands for `_`, too.
fn member<'a>(object: &'a Object, key: &str) -> Option<&'a Value> {
    let mut members = object.members.iter().rev();
    let found = members.find(|(name, _)| object.name(name).replace('-', "_") == key);
    found.map(|(_, value)| value)
}

/// Selects the cloud that is named, else the only one; a text says why there is none.
fn select(
    named: Option<&Found<String>>,
    files: Vec<CloudsFile>,
) -> Result<Result<Cloud, Absent>, Error> {
    let paths: Vec<Message> = files
        .iter()
        .rev()
        .map(|file| Message::from(&*file.path))
        .collect();
    let mut names: Vec<String> = Vec::new();
    for file in files.iter().rev() {
        for (key, _) in &file.clouds.members {
            let name = file.clouds.name(key);
            if !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    }
    let name = match (named, names.as_slice()) {
        (Some(found), _) if names.contains(&found.value) => found.value.clone(),
        (Some(found), _) => {
            return Err(Error::Config(message!(
                "{place}: there is no cloud {name} in {files}",
                place = &found.place,
                name = quoted(&found.value),
                files = without(&paths, &names)
            )));
        }
        (None, [only]) => only.clone(),
        (None, []) => return Ok(Err(Absent(without(&paths, &names)))),
        (None, [_, ..]) => {
            return Ok(Err(Absent(message!(
                "{files}, name one with OS_CLOUD",
                files = without(&paths, &names)
            ))));
        }
    };
    let parts = parts(files, &name)?;
    let cloud = Cloud {
        name,
        is_named: named.is_some(),
        parts,
    };
    Ok(match cloud.unknown_vendor() {
        Some(problem) if cloud.is_named => return Err(Error::Config(problem)),
        Some(problem) => Err(Absent(problem)),
        None => Ok(cloud),
    })
}

/// Returns what each file has of a cloud.
fn parts(files: Vec<CloudsFile>, name: &str) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    for CloudsFile { path, clouds } in files {
        let cloud = SourceValue {
            value: clouds.get(name).cloned().unwrap_or(Value::Null),
            place: member_place(&path, &format!("clouds.{name}")),
        };
        if let Some(cloud) = mapping(cloud, message!("a mapping with auth and region_name"))? {
            let auth = SourceValue {
                value: member(&cloud, "auth").cloned().unwrap_or(Value::Null),
                place: member_place(&path, &format!("clouds.{name}.auth")),
            };
            mapping(
                auth,
                message!("a mapping with auth_url, username and password"),
            )?;
            parts.push(Part { path, cloud });
        }
    }
    Ok(parts)
}

/// Returns which files have which clouds, for an error.
fn without(paths: &[Message], names: &[String]) -> Message {
    if paths.is_empty() {
        return message!("clouds.yaml (there is none)");
    }
    let files = Message::all_of(paths.to_vec());
    let clouds = existing(names, "cloud");
    message!("{files} ({clouds})", files, clouds)
}

/// Returns a member of a file as a place.
fn member_place(file: &Path, member: &str) -> Message {
    message!("{place}: {problem}", place = file, problem = member)
}

impl Cloud {
    /// Returns the value of a key, if the cloud has it.
    pub(in crate::config) fn written(&self, key: &str) -> Option<SourceValue> {
        let (outer, inner) = (|| self.at(None, key), || self.at(Some("auth"), key));
        let found = if OUTER_FIRST.contains(&key) {
            outer().or_else(inner)
        } else {
            inner().or_else(outer)
        };
        match found {
            None if key == "region_name" => self.first_region(),
            found => found,
        }
    }

    /// Returns the value of a key of the cloud or of one of its members. The first file that has the
    /// key counts, and one without a value has none.
    fn at(&self, within: Option<&str>, key: &str) -> Option<SourceValue> {
        let (part, value) = self.parts.iter().find_map(|part| {
            let object = match within {
                None => &part.cloud,
                Some(within) => member(&part.cloud, within)?.as_object()?,
            };
            Some((part, member(object, key)?))
        })?;
        let within = within.map_or(String::new(), |within| format!(".{within}"));
        (*value != Value::Null).then(|| SourceValue {
            value: value.clone(),
            place: member_place(&part.path, &format!("clouds.{}{within}.{key}", self.name)),
        })
    }

    fn first_region(&self) -> Option<SourceValue> {
        let SourceValue { value, place } = self.at(None, "regions")?;
        let Value::List(regions) = value else {
            return Some(SourceValue { value, place });
        };
        let value = match regions.into_iter().next()? {
            Value::Object(region) => region.get("name")?.clone(),
            region => region,
        };
        let place = message!("{place}[0]", place);
        Some(SourceValue { value, place })
    }

    /// Returns what is wrong with a cloud that takes the address of its IAM from a profile that OpenStack
    /// clients have for a vendor. A password would otherwise go to the IAM of the region, maybe of another vendor.
    fn unknown_vendor(&self) -> Option<Message> {
        let vendor = ["profile", "cloud"]
            .iter()
            .find_map(|key| self.at(None, key))?;
        if vendor.text().is_ok_and(|name| name == VENDOR) || self.written("auth_url").is_some() {
            return None;
        }
        let place = vendor.place;
        Some(message!(
            "{place}: this profile is not known here, so it can't be told where its IAM is; write auth_url, such as \
             https://iam.eu-de.otc.t-systems.com/v3, into auth",
            place
        ))
    }

    /// Returns the cloud as a place, in words.
    pub(in crate::config) fn place(&self) -> Message {
        let files = self
            .parts
            .iter()
            .rev()
            .map(|part| Message::from(&*part.path));
        let files = Message::all_of(files.collect());
        message!(
            "the cloud {name} in {files}",
            name = quoted(&self.name),
            files
        )
    }

    /// Returns the files that hold a secret of the cloud.
    pub(in crate::config) fn secret_files(&self) -> impl Iterator<Item = &Path> {
        let parts = self.parts.iter().filter(|part| {
            let auth = member(&part.cloud, "auth").and_then(Value::as_object);
            let has = |object: &Object| SECRETS.iter().any(|key| member(object, key).is_some());
            has(&part.cloud) || auth.is_some_and(has)
        });
        parts.map(|part| part.path.as_path())
    }
}
