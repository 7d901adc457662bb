//! `config.json`: contexts that name a cluster and a user.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::Warning;
use super::json::{Document, Node};
use super::parts::{NAMES, Parts};
use crate::error::Error;

/// What one context of the file says.
#[derive(Debug, Default)]
pub(super) struct ContextSettings {
    pub(super) parts: Parts,
    pub(super) region: Option<(String, String)>,
    pub(super) endpoint: Option<(String, String)>,
    pub(super) iam_endpoint: Option<(String, String)>,
    pub(super) project_id: Option<String>,
    pub(super) user_project_id: Option<String>,
    pub(super) verify_ssl: Option<bool>,
    pub(super) ca_bundle: Option<PathBuf>,
    pub(super) proxy: Option<SecretString>,
    pub(super) raise_on_error: Option<bool>,
    pub(super) warnings: Vec<Warning>,
    pub(super) holds_secret: bool,
}

/// A context, or the names of those that there are.
pub(super) enum Found {
    Context(Box<ContextSettings>),
    Others(Vec<String>),
}

const CONTEXT_KEYS: [&str; 4] = ["cluster", "user", "project_id", "raise_on_error"];
const CLUSTER_KEYS: [&str; 6] = [
    "region",
    "verify_ssl",
    "endpoint",
    "iam_endpoint",
    "ca_bundle",
    "proxy",
];
const USER_KEYS: [&str; 8] = [
    "account",
    "username",
    "password",
    "access_key",
    "secret_key",
    "security_token",
    "token",
    "project_id",
];
const SECRET_KEYS: [&str; 4] = ["password", "secret_key", "security_token", "token"];
const TOP_KEYS: [&str; 3] = ["contexts", "clusters", "users"];

/// An error that lists names stops after this many.
const MOST_NAMES: usize = 20;

/// Reads the file and looks for a context in it.
pub(super) fn read(file: &Path, text: &str, context: &str) -> Result<Found, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let root = Document { file, text }.root()?;
    let top = Object::of(
        &root,
        "an object with contexts, clusters and users",
        &TOP_KEYS,
    )?;
    let contexts = named(&top, "contexts", "context")?;
    let clusters = named(&top, "clusters", "cluster")?;
    let users = named(&top, "users", "user")?;
    let Some((_, chosen)) = contexts.iter().find(|(name, _)| name == context) else {
        return Ok(Found::Others(
            contexts.into_iter().map(|(name, _)| name).collect(),
        ));
    };
    let mut settings = ContextSettings {
        warnings: top.warnings,
        ..ContextSettings::default()
    };
    let chosen = Object::of(chosen, "an object with cluster and user", &CONTEXT_KEYS)?;
    let cluster = referred(&chosen, "cluster", &clusters)?;
    let user = referred(&chosen, "user", &users)?;
    settings.project_id = chosen.text("project_id", "\"0123456789abcdef0123456789abcdef\"")?;
    settings.raise_on_error = chosen.boolean("raise_on_error")?;
    settings.warnings.extend(chosen.warnings);
    if let Some(cluster) = cluster {
        settings.take_cluster(&cluster)?;
    }
    if let Some(user) = user {
        settings.take_user(&user)?;
    }
    Ok(Found::Context(Box::new(settings)))
}

impl ContextSettings {
    fn take_cluster(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let cluster = Object::of(node, "an object with region and verify_ssl", &CLUSTER_KEYS)?;
        self.region = cluster.placed_text("region", "\"cn-north-4\"")?;
        self.endpoint = cluster.placed_text(
            "endpoint",
            "\"https://modelarts.cn-north-4.myhuaweicloud.com\"",
        )?;
        self.iam_endpoint = cluster.placed_text(
            "iam_endpoint",
            "\"https://iam.cn-north-4.myhuaweicloud.com\"",
        )?;
        self.verify_ssl = cluster.boolean("verify_ssl")?;
        self.ca_bundle = cluster
            .text("ca_bundle", "\"/etc/ssl/ca.pem\"")?
            .map(PathBuf::from);
        self.proxy = cluster
            .text("proxy", "\"http://proxy:8080\"")?
            .map(SecretString::from);
        self.warnings.extend(cluster.warnings);
        Ok(())
    }

    fn take_user(&mut self, node: &Node<'_>) -> Result<(), Error> {
        let user = Object::of(
            node,
            "an object with account, username and password",
            &USER_KEYS,
        )?;
        let part = |name: &str| Ok::<_, Error>(user.text(name, "\"…\"")?.map(SecretString::from));
        let [
            access_key,
            secret_key,
            security_token,
            account,
            username,
            password,
            token,
        ] = NAMES;
        self.parts = Parts {
            access_key: part(access_key)?,
            secret_key: part(secret_key)?,
            security_token: part(security_token)?,
            account: part(account)?,
            username: part(username)?,
            password: part(password)?,
            token: part(token)?,
        };
        self.user_project_id = user.text("project_id", "\"0123456789abcdef0123456789abcdef\"")?;
        self.holds_secret = user
            .members
            .iter()
            .any(|(key, _)| SECRET_KEYS.contains(&key.as_str()));
        self.warnings.extend(user.warnings);
        Ok(())
    }
}

/// An object whose keys are known, and warnings about keys that look like one of them.
struct Object<'a> {
    node: Node<'a>,
    members: Vec<(String, Node<'a>)>,
    warnings: Vec<Warning>,
}

impl<'a> Object<'a> {
    fn of(node: &Node<'a>, expected: &str, known: &[&str]) -> Result<Self, Error> {
        let members = node.members(expected)?;
        let warnings = members
            .iter()
            .filter(|(key, _)| !known.contains(&key.as_str()))
            .filter_map(|(key, child)| {
                let meant = known.iter().find(|name| looks_like(key, name))?;
                let text = child
                    .wrong(&format!(
                        "is not known and has no effect; {meant:?} may be meant"
                    ))
                    .to_string();
                Some(Warning::Misspelt(text))
            })
            .collect();
        Ok(Self {
            node: node.clone(),
            members,
            warnings,
        })
    }

    fn get(&self, key: &str) -> Option<&Node<'a>> {
        let (_, node) = self.members.iter().rev().find(|(name, _)| name == key)?;
        (!node.is_null()).then_some(node)
    }

    fn text(&self, key: &str, example: &str) -> Result<Option<String>, Error> {
        let Some(node) = self.get(key) else {
            return Ok(None);
        };
        Ok(Some(node.text(example)?).filter(|text| !text.is_empty()))
    }

    fn placed_text(&self, key: &str, example: &str) -> Result<Option<(String, String)>, Error> {
        let place = self
            .get(key)
            .map(|node| node.wrong("").to_string().trim_end().to_owned());
        Ok(self.text(key, example)?.zip(place))
    }

    fn boolean(&self, key: &str) -> Result<Option<bool>, Error> {
        self.get(key).map(Node::boolean).transpose()
    }
}

/// The entries of a list like `[{"name": …, "cluster": {…}}]`, by name.
fn named<'a>(top: &Object<'a>, list: &str, kind: &str) -> Result<Vec<(String, Node<'a>)>, Error> {
    let expected = format!("a list like [{{\"name\": \"…\", \"{kind}\": {{…}}}}]");
    let Some(node) = top.get(list) else {
        return Ok(Vec::new());
    };
    let mut entries: Vec<(String, Node<'a>)> = Vec::new();
    for element in node.elements(&expected)? {
        let entry = Object::of(
            &element,
            &format!("an object with name and {kind}"),
            &["name", kind],
        )?;
        let name = entry.text("name", "\"default\"")?.ok_or_else(|| {
            element.wrong(&format!(
                "has no name; write \"name\": \"…\" beside {kind:?}"
            ))
        })?;
        let body = entry.get(kind).ok_or_else(|| {
            element.wrong(&format!(
                "has no {kind}; write \"{kind}\": {{…}} beside \"name\""
            ))
        })?;
        if entries.iter().any(|(other, _)| *other == name) {
            return Err(element.wrong(&format!(
                "has the name {name:?}, which another of the {list} has; rename one"
            )));
        }
        entries.push((name, body.clone()));
    }
    Ok(entries)
}

/// The cluster or user that a context names.
fn referred<'a>(
    context: &Object<'a>,
    kind: &str,
    entries: &[(String, Node<'a>)],
) -> Result<Option<Node<'a>>, Error> {
    let Some(name) = context.text(kind, &format!("the name of one of the {kind}s"))? else {
        return Ok(None);
    };
    match entries.iter().find(|(other, _)| *other == name) {
        Some((_, node)) => Ok(Some(node.clone())),
        None => {
            let node = context.get(kind).unwrap_or(&context.node);
            let names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
            Err(node.wrong(&format!(
                "names {name:?}, but {}; write one of those, or add it to {kind}s",
                existing(&names, kind)
            )))
        }
    }
}

/// "the contexts are …", for an error.
pub(super) fn existing(names: &[String], kind: &str) -> String {
    if names.is_empty() {
        return format!("there are no {kind}s");
    }
    let shown: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("{name:?}"))
        .collect();
    let more = if names.len() > MOST_NAMES {
        ", …"
    } else {
        ""
    };
    format!("the {kind}s are {}{more}", shown.join(", "))
}

/// Whether a key differs from a known one by case, separators, or up to two letters.
fn looks_like(key: &str, known: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let (key, known) = (letters(key), letters(known));
    let allowed = if known.len() < 6 { 1 } else { 2 };
    key.len().abs_diff(known.len()) <= allowed && distance(&key, &known) <= allowed
}

/// How many letters have to be added, dropped or changed to make one of the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.iter().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (theirs, above) in other.iter().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(letter != theirs))
                .min(left + 1)
                .min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
