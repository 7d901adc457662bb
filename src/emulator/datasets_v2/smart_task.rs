//! Tasks of auto-labelling, pre-labelling and grouping.

use std::time::Duration;

use serde_json::{Map, Value};

use super::scripts::ScriptedWork;

/// A task of auto-labelling, pre-labelling or grouping.
#[derive(Debug)]
pub(crate) struct SmartTask {
    pub(crate) id: String,
    /// The documented word, such as `auto-label`.
    pub(crate) kind: &'static str,
    pub(crate) config: Map<String, Value>,
    pub(crate) model_id: Option<String>,
    /// In epoch milliseconds.
    pub(crate) created: i64,
    pub(crate) work: ScriptedWork,
    /// Whether its labels have been taken over.
    pub(crate) is_applied: bool,
}

impl SmartTask {
    pub(crate) fn new(id: String, kind: &'static str, created: i64, work: ScriptedWork) -> Self {
        Self {
            id,
            kind,
            config: Map::new(),
            model_id: None,
            created,
            work,
            is_applied: false,
        }
    }

    pub(crate) fn is_going_on(&self, elapsed: Duration) -> bool {
        self.work.is_going_on(elapsed)
    }

    /// Returns the documented number of its kind.
    pub(crate) fn kind_number(&self) -> i64 {
        match self.kind {
            "auto-label" => 0,
            "pre-label" => 1,
            "auto-grouping" => 7,
            _ => 10,
        }
    }

    /// Returns what its script says beside the samples.
    pub(crate) fn result(&self, elapsed: Duration) -> Map<String, Value> {
        if !self.work.has_succeeded(elapsed) {
            return Map::new();
        }
        let mut result = self.work.result.as_object().cloned().unwrap_or_default();
        result.remove("samples");
        result
    }
}
