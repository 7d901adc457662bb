//! The samples of a dataset, in the order in which they came.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::sample::Sample;
use super::search::SampleFilter;

/// How many filtered listings are kept, so that walking through their pages filters once.
const MAX_LISTINGS: usize = 8;

/// How many samples there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) total: usize,
    pub(crate) labelled: usize,
    pub(crate) unconfirmed: usize,
}

/// Samples by position and by id. A page is read in the time that its own samples take.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    samples: Vec<Arc<Sample>>,
    positions: HashMap<Arc<str>, usize>,
    listings: VecDeque<Listing>,
    counts: Counts,
}

#[derive(Debug)]
struct Listing {
    filter: String,
    positions: Vec<usize>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) first: usize,
    pub(crate) length: usize,
    pub(crate) descending: bool,
}

impl Window {
    /// Returns the positions of the window in a list of `count` entries.
    pub(crate) fn positions(self, count: usize) -> impl Iterator<Item = usize> {
        let begin = self.first.min(count);
        let end = self.first.saturating_add(self.length).min(count);
        (begin..end).map(move |position| {
            if self.descending {
                count - 1 - position
            } else {
                position
            }
        })
    }
}

impl Samples {
    /// Returns the samples of a version.
    pub(crate) fn from_list(samples: Vec<Arc<Sample>>) -> Self {
        let mut created = Self {
            samples,
            ..Self::default()
        };
        created.index();
        created
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn all(&self) -> &[Arc<Sample>] {
        &self.samples
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Sample>> {
        self.positions
            .get(id)
            .and_then(|position| self.samples.get(*position))
    }

    /// Adds a sample, or replaces the one with its id.
    pub(crate) fn put(&mut self, sample: Sample) {
        self.listings.clear();
        self.count(&sample, true);
        match self.positions.get(&sample.id).copied() {
            Some(position) => {
                if let Some(slot) = self.samples.get_mut(position) {
                    let old = std::mem::replace(slot, Arc::new(sample));
                    self.count(&old, false);
                }
            }
            None => {
                self.positions.insert(sample.id.clone(), self.samples.len());
                self.samples.push(Arc::new(sample));
            }
        }
    }

    fn count(&mut self, sample: &Sample, added: bool) {
        let change = |count: &mut usize, applies: bool| {
            if applies {
                *count = if added {
                    *count + 1
                } else {
                    count.saturating_sub(1)
                };
            }
        };
        change(&mut self.counts.total, true);
        change(&mut self.counts.labelled, sample.is_labelled());
        change(&mut self.counts.unconfirmed, sample.is_unconfirmed());
    }

    /// Removes samples; returns those that were there.
    pub(crate) fn remove(&mut self, ids: &HashSet<&str>) -> Vec<Arc<Sample>> {
        let is_removed = |sample: &Arc<Sample>| ids.contains(&*sample.id);
        let removed: Vec<Arc<Sample>> = ids.iter().filter_map(|id| self.get(id).cloned()).collect();
        if !removed.is_empty() {
            self.samples.retain(|sample| !is_removed(sample));
            self.index();
        }
        removed
    }

    fn index(&mut self) {
        self.listings.clear();
        self.counts = Counts::default();
        let samples = std::mem::take(&mut self.samples);
        for sample in &samples {
            self.count(sample, true);
        }
        self.positions = samples
            .iter()
            .enumerate()
            .map(|(position, sample)| (sample.id.clone(), position))
            .collect();
        self.samples = samples;
    }

    /// Returns how many samples match, and those in the window.
    pub(crate) fn page(
        &mut self,
        filter: &SampleFilter,
        window: Window,
    ) -> (usize, Vec<Arc<Sample>>) {
        if filter.is_empty() {
            let count = self.samples.len();
            let positions = window.positions(count);
            return (count, self.at(positions));
        }
        let key = filter.key();
        let known = self.listings.iter().any(|listing| listing.filter == key);
        if !known {
            let samples = self.samples.iter().enumerate();
            let matching = samples.filter(|(_, sample)| filter.matches(sample));
            let positions = matching.map(|(position, _)| position).collect();
            self.listings.push_back(Listing {
                filter: key.to_owned(),
                positions,
            });
            if self.listings.len() > MAX_LISTINGS {
                self.listings.pop_front();
            }
        }
        let found = self.listings.iter().find(|listing| listing.filter == key);
        let matching = found.map_or(&[][..], |listing| &listing.positions);
        let positions = window
            .positions(matching.len())
            .filter_map(|position| matching.get(position).copied());
        (matching.len(), self.at(positions))
    }

    fn at(&self, positions: impl Iterator<Item = usize>) -> Vec<Arc<Sample>> {
        positions
            .filter_map(|position| self.samples.get(position).cloned())
            .collect()
    }
}
