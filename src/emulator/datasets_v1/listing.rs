//! Pages of listings, and the files of a version page by page.

use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, Weak};
use std::time::UNIX_EPOCH;

use serde_json::{Value, json};

use super::version::{StoredFile, StoredFiles};
use crate::emulator::storage::location::Location;
use crate::process::lock;

/// Which part of a listing is requested.
pub(crate) struct Page {
    /// Counts pages: the documents call it the start page.
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    pub(crate) descending: bool,
    pub(crate) search: String,
}

impl Page {
    /// Returns all entries, sorted.
    pub(crate) fn sort<T, K: Ord>(&self, mut entries: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
        entries.sort_by_cached_key(key);
        if self.descending {
            entries.reverse();
        }
        entries
    }

    /// Returns the entries on this page.
    pub(crate) fn select<'a, T>(&self, sorted: &'a [T]) -> &'a [T] {
        let begin = self.offset.saturating_mul(self.limit).min(sorted.len());
        let rest = sorted.get(begin..).unwrap_or_default();
        rest.get(..self.limit).unwrap_or(rest)
    }
}

/// Which files of a version are requested, and in which order.
#[derive(Debug, PartialEq)]
pub(crate) struct Filter {
    pub(crate) search: String,
    /// In bytes.
    pub(crate) sizes: RangeInclusive<i64>,
    /// In epoch seconds.
    pub(crate) times: RangeInclusive<i64>,
    /// In lower case.
    pub(crate) file_type: Option<String>,
    pub(crate) by_time: bool,
}

impl Filter {
    fn matches(&self, name: &str, file: &StoredFile) -> bool {
        let size = i64::try_from(file.size).unwrap_or(i64::MAX);
        name.contains(&self.search)
            && self.sizes.contains(&size)
            && self.times.contains(&seconds(file))
            && self
                .file_type
                .as_deref()
                .is_none_or(|expected| expected == file_type(name))
    }

    /// Returns the names of the matching files, in order.
    fn names(&self, page: &Page, files: &StoredFiles) -> Vec<String> {
        let matching: Vec<_> = files
            .iter()
            .filter(|(name, file)| self.matches(name, file))
            .collect();
        let time = |file: &StoredFile| if self.by_time { seconds(file) } else { 0 };
        let sorted = page.sort(matching, |(name, file)| (time(file), name.as_str()));
        sorted.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

/// A sorted listing of all matching files, from which pages are cut.
#[derive(Debug)]
struct Listing {
    files: Weak<StoredFiles>,
    filter: Filter,
    descending: bool,
    names: Arc<[String]>,
}

/// The last listing: a client that reads it page by page has it sorted once.
#[derive(Debug, Default)]
pub(crate) struct ListingCache(Mutex<Option<Listing>>);

impl ListingCache {
    /// Returns one page of a version's files.
    pub(crate) fn page(
        &self,
        page: &Page,
        filter: Filter,
        files: &Arc<StoredFiles>,
        location: &Location,
    ) -> Vec<Value> {
        let cached = lock(&self.0)
            .as_ref()
            .filter(|listing| {
                listing.files.as_ptr() == Arc::as_ptr(files)
                    && listing.filter == filter
                    && listing.descending == page.descending
            })
            .map(|listing| listing.names.clone());
        // Sorted without the lock, because many files take time.
        let names = cached.unwrap_or_else(|| {
            let names: Arc<[String]> = filter.names(page, files).into();
            let listing = Listing {
                files: Arc::downgrade(files),
                filter,
                descending: page.descending,
                names: names.clone(),
            };
            let previous = lock(&self.0).replace(listing);
            drop(previous);
            names
        });
        page.select(&names)
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

    /// Drops the listing.
    pub(crate) fn clear(&self) {
        *lock(&self.0) = None;
    }
}

/// Returns the extension in lower case; empty if there is none.
fn file_type(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

fn seconds(file: &StoredFile) -> i64 {
    let since = file.modified.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
