//! The files of a version, in pages.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::UNIX_EPOCH;

use serde_json::{Value, json};

use super::fields::{Page, Parameters};
use super::location::Location;
use super::refusal::Refusal;
use super::version::{KeptFile, KeptFiles};

/// Which files of a version are asked for, and in which order.
#[derive(Debug, PartialEq)]
pub(super) struct Filter {
    search: String,
    sizes: (i64, i64),
    times: (i64, i64),
    file_type: Option<String>,
    by_time: bool,
}

impl Filter {
    pub(super) fn read(parameters: &Parameters, page: &Page) -> Result<Self, Refusal> {
        let range = |least: &str, most: &str| {
            let least = parameters.integer(least)?.unwrap_or(i64::MIN);
            Ok((least, parameters.integer(most)?.unwrap_or(i64::MAX)))
        };
        Ok(Self {
            search: page.search.clone(),
            sizes: range("file_min_size", "file_max_size")?,
            times: range("file_min_time", "file_max_time")?,
            file_type: parameters.text("file_type").map(str::to_lowercase),
            by_time: parameters.one_of("sort_by", ["name", "create_time"])? == "create_time",
        })
    }

    fn fits(&self, name: &str, file: &KeptFile) -> bool {
        let within = |(least, most): (i64, i64), value: i64| (least..=most).contains(&value);
        let size = i64::try_from(file.size).unwrap_or(i64::MAX);
        let kind = self.file_type.as_deref();
        name.contains(&self.search)
            && within(self.sizes, size)
            && within(self.times, seconds(file))
            && kind.is_none_or(|kind| kind == file_type(name))
    }

    /// The names of the files that fit, in order.
    fn names(&self, page: &Page, files: &KeptFiles) -> Vec<String> {
        let fitting: Vec<_> = files
            .iter()
            .filter(|(name, file)| self.fits(name, file))
            .collect();
        let time = |file: &KeptFile| if self.by_time { seconds(file) } else { 0 };
        let sorted = page.order(fitting, |(name, file)| (time(file), name.as_str()));
        sorted.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

/// All the pages of one listing. The files of a version never change, so that who walks over many
/// pages needs them sorted once.
#[derive(Debug)]
struct Listing {
    files: Weak<KeptFiles>,
    filter: Filter,
    descending: bool,
    names: Vec<String>,
}

/// The listing that was asked for last: one is enough for a walk.
#[derive(Debug, Default)]
pub(super) struct Listings(Mutex<Option<Listing>>);

impl Listings {
    /// One page of a version's files.
    pub(super) fn page(
        &self,
        page: &Page,
        filter: Filter,
        files: &Arc<KeptFiles>,
        location: &Location,
    ) -> Vec<Value> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = last.take().filter(|listing| {
            listing.files.as_ptr() == Arc::as_ptr(files)
                && listing.filter == filter
                && listing.descending == page.descending
        });
        let listing = last.insert(same.unwrap_or_else(|| Listing {
            files: Arc::downgrade(files),
            names: filter.names(page, files),
            filter,
            descending: page.descending,
        }));
        page.cut(&listing.names)
            .iter()
            .filter_map(|name| Some((name, files.get(name)?)))
            .map(|(name, file)| {
                json!({
                    "file_url": location.url(name),
                    "file_name": name,
                    "file_type": file_type(name),
                    "file_size": file.size,
                    "file_time": seconds(file),
                })
            })
            .collect()
    }

    /// Forgets it.
    pub(super) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The extension, in lower case; empty if there is none.
fn file_type(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

fn seconds(file: &KeptFile) -> i64 {
    let since = file.modified.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
