//! Versions: what a dataset's files were, and how to make the folder so again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, OpenOptions};

use super::contents::{Contents, Digest};
use super::location::Location;
use super::obs::{Files, Obs, Stat, files_in};
use super::refusal::Refusal;

/// A file's dates are that coarse on some file systems: a change within this time may not show.
const COARSENESS: Duration = Duration::from_secs(2);

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptFile {
    pub(super) digest: Digest,
    pub(super) size: u64,
    pub(super) modified: SystemTime,
}

pub(super) type KeptFiles = BTreeMap<String, KeptFile>;

/// A published version.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    /// The version that was current before it; empty if there was none.
    pub(super) previous_id: String,
    pub(super) files: Arc<KeptFiles>,
    pub(super) added: usize,
    pub(super) deleted: usize,
    /// Epoch seconds.
    pub(super) created: i64,
}

/// The names that only the one, and only the other has.
pub(super) fn difference<'a>(
    old: &'a KeptFiles,
    new: &'a KeptFiles,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let only = |these: &'a KeptFiles, those: &KeptFiles| {
        let names = these.keys().map(String::as_str);
        names.filter(|name| !those.contains_key(*name)).collect()
    };
    (only(new, old), only(old, new))
}

/// What the files of a folder held when they were last read or written, so that they needn't be
/// read again.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<String, (Stat, SystemTime, Digest)>);

impl Seen {
    fn note(&mut self, name: &str, stat: Stat, at: SystemTime, digest: Digest) {
        self.0.insert(name.to_owned(), (stat, at, digest));
    }

    fn digest(&self, name: &str, now: &Stat) -> Option<Digest> {
        let (stat, at, digest) = self.0.get(name)?;
        let settled = stat
            .changed
            .is_some_and(|changed| changed + COARSENESS < *at);
        (stat == now && settled).then_some(*digest)
    }
}

/// Keeps what the files of a dataset hold now.
pub(super) fn snapshot(
    obs: &Obs,
    location: &Location,
    contents: &Contents,
    seen: &mut Seen,
) -> Result<(Files, KeptFiles), Refusal> {
    let folder = obs.folder(location)?;
    let files = files_in(&folder, location)?;
    let mut kept = KeptFiles::new();
    for (name, stat) in &files {
        let (digest, size) = match seen.digest(name, stat) {
            Some(digest) => (digest, stat.size),
            None => {
                let at = SystemTime::now();
                let mut file = folder.open(name).map_err(|error| {
                    Refusal::of_io("ModelArts.1663", &location.url(name), &error)
                })?;
                let (digest, size) = contents.keep(&mut file).map_err(|error| {
                    Refusal::of_io("ModelArts.1654", &location.url(name), &error)
                })?;
                seen.note(name, stat.clone(), at, digest);
                (digest, size)
            }
        };
        let modified = stat.modified;
        kept.insert(
            name.clone(),
            KeptFile {
                digest,
                size,
                modified,
            },
        );
    }
    seen.0.retain(|name, _| files.contains_key(name));
    Ok((files, kept))
}

/// Makes the folder what a version was: brings back what is gone or changed, and only when all of
/// that is there removes what came later.
pub(super) fn restore(
    obs: &Obs,
    location: &Location,
    version: &KeptFiles,
    contents: &Contents,
    seen: &mut Seen,
) -> Result<Files, Refusal> {
    let folder = obs.folder_made_again(location)?;
    let now = files_in(&folder, location)?;
    let mut later: BTreeSet<&str> = now.keys().map(String::as_str).collect();
    later.retain(|name| !version.contains_key(*name));
    for (name, kept) in version {
        let same = now.get(name).is_some_and(|stat| {
            stat.modified == kept.modified && seen.digest(name, stat) == Some(kept.digest)
        });
        if same {
            continue;
        }
        let failed =
            |error: io::Error| Refusal::of_io("ModelArts.1601", &location.url(name), &error);
        clear_the_way(&folder, name, &mut later).map_err(failed)?;
        let stat = bring_back(&folder, name, kept, contents).map_err(|error| {
            if error.kind() == io::ErrorKind::Other {
                Refusal::new("ModelArts.1671", format!("{}: {error}", location.url(name)))
            } else {
                failed(error)
            }
        })?;
        seen.note(name, stat, SystemTime::now(), kept.digest);
    }
    for name in later {
        match folder.remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Refusal::of_io(
                    "ModelArts.1661",
                    &location.url(name),
                    &error,
                ));
            }
            _ => {}
        }
    }
    files_in(&folder, location)
}

/// Removes those of the later files that stand where a folder of `name` must be, or as a folder where
/// it must be.
fn clear_the_way(folder: &Dir, name: &str, later: &mut BTreeSet<&str>) -> io::Result<()> {
    for (end, _) in name.match_indices('/') {
        let above = name.get(..end).unwrap_or_default();
        if later.remove(above) {
            folder.remove_file(above)?;
        }
    }
    let below = format!("{name}/");
    while let Some(inside) = later.range(below.as_str()..).next().copied()
        && inside.starts_with(&below)
    {
        folder.remove_file(inside)?;
        later.remove(inside);
    }
    remove_empty_folders(folder, name)
}

fn remove_empty_folders(folder: &Dir, name: &str) -> io::Result<()> {
    match folder.symlink_metadata(name) {
        Ok(metadata) if metadata.is_dir() => {}
        _ => return Ok(()),
    }
    for entry in folder.read_dir(name)? {
        if let Ok(inner) = entry?.file_name().into_string() {
            remove_empty_folders(folder, &format!("{name}/{inner}"))?;
        }
    }
    folder.remove_dir(name)
}

/// Writes a file under another name and gives it its own when it is whole.
fn bring_back(folder: &Dir, name: &str, kept: &KeptFile, contents: &Contents) -> io::Result<Stat> {
    let (parent, prefix) = match name.rfind('/') {
        Some(end) => (
            name.get(..end).unwrap_or_default(),
            name.get(..=end).unwrap_or_default(),
        ),
        None => (".", ""),
    };
    folder.create_dir_all(parent)?;
    let partial = format!("{prefix}.modelarts-partial-{:016x}", fastrand::u64(..));
    let written = write_partial(folder, &partial, kept, contents)
        .and_then(|()| folder.rename(&partial, folder, name))
        .and_then(|()| Stat::of(&folder.metadata(name)?));
    if written.is_err() {
        // What can't be removed either is for the first error to tell.
        let _ = folder.remove_file(&partial);
    }
    written
}

fn write_partial(
    folder: &Dir,
    partial: &str,
    kept: &KeptFile,
    contents: &Contents,
) -> io::Result<()> {
    let options = OpenOptions::new().write(true).create_new(true).to_owned();
    let mut file = folder.open_with(partial, &options)?;
    contents.write(&kept.digest, &mut file)?;
    file.into_std().set_modified(kept.modified)
}
