//! The active rules, which are applied to each request.

use std::sync::Mutex;

use axum::http::Method;

use super::rule::{FaultKind, FaultRule};
use crate::emulator::error::EmulatorError;
use crate::emulator::operations;
use crate::process::lock;

/// A rule with its counter. It counts and draws at each matching request, so that other rules do not
/// change its outcome.
#[derive(Debug)]
struct ActiveRule {
    rule: FaultRule,
    matched: u64,
    random: fastrand::Rng,
}

impl ActiveRule {
    fn fires(&mut self, operation: Option<&str>, path: &str) -> bool {
        if !self.rule.matches(operation, path) {
            return false;
        }
        self.matched += 1;
        let drawn = self.random.f64() < self.rule.probability;
        drawn && self.rule.nth.is_none_or(|nth| nth == self.matched)
    }
}

/// All rules, in the order in which they were added.
#[derive(Debug)]
pub(crate) struct FaultInjector {
    seed: u64,
    rules: Mutex<Vec<ActiveRule>>,
}

impl FaultInjector {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            rules: Mutex::default(),
        }
    }

    pub(crate) fn add(&self, rule: FaultRule) -> Result<(), EmulatorError> {
        rule.validate()?;
        let mut rules = lock(&self.rules);
        let number = rules.len() as u64;
        rules.push(ActiveRule {
            rule,
            matched: 0,
            random: fastrand::Rng::with_seed(self.seed ^ number.rotate_left(32)),
        });
        Ok(())
    }

    pub(crate) fn clear(&self) {
        lock(&self.rules).clear();
    }

    /// Returns the fault of a request.
    pub(crate) fn match_request(&self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut rules = lock(&self.rules);
        if rules.is_empty() {
            return None;
        }
        let operation = operations::name_of(method, path);
        first_match(&mut rules, operation, path, |kind| {
            !matches!(kind, FaultKind::Retry | FaultKind::Failure(..))
        })
    }

    /// Returns whether the task that an operation starts goes through RETRY.
    pub(crate) fn injects_retry(&self, operation: &str, path: &str) -> bool {
        first_match(&mut lock(&self.rules), Some(operation), path, |kind| {
            *kind == FaultKind::Retry
        })
        .is_some()
    }

    /// Returns code and message that the work fails with that an operation starts.
    pub(crate) fn injected_failure(&self, operation: &str, path: &str) -> Option<(String, String)> {
        let mut rules = lock(&self.rules);
        let fault = first_match(&mut rules, Some(operation), path, |kind| {
            matches!(kind, FaultKind::Failure(..))
        });
        match fault {
            Some(FaultKind::Failure(code, message)) => Some((code, message)),
            _ => None,
        }
    }
}

/// Returns the fault of the first rule that fires; the rules after it count the request as well.
fn first_match(
    rules: &mut [ActiveRule],
    operation: Option<&str>,
    path: &str,
    selected: impl Fn(&FaultKind) -> bool,
) -> Option<FaultKind> {
    rules
        .iter_mut()
        .filter(|active| selected(&active.rule.kind))
        .fold(None, |fired, active| {
            let fires = active.fires(operation, path);
            fired.or_else(|| fires.then(|| active.rule.kind.clone()))
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const TASK: &str = "/v1/p/datasets/task/t";

    fn with(rules: impl IntoIterator<Item = FaultRule>) -> FaultInjector {
        let faults = FaultInjector::new(7);
        for rule in rules {
            faults.add(rule).unwrap();
        }
        faults
    }

    fn matched(faults: &FaultInjector, requests: usize) -> Vec<bool> {
        (0..requests)
            .map(|_| faults.match_request(&Method::GET, TASK).is_some())
            .collect()
    }

    fn reset() -> FaultRule {
        FaultRule::new(FaultKind::Reset)
    }

    #[test]
    fn a_rule_without_conditions_matches_every_request() {
        let faults = with([reset()]);
        for path in ["/", TASK, "/v3/auth/tokens", "/%ff//x"] {
            assert_eq!(
                faults.match_request(&Method::PUT, path),
                Some(FaultKind::Reset),
                "{path}"
            );
        }
    }

    #[test]
    fn an_operation_is_identified_by_method_and_path() {
        let faults = with([FaultRule {
            operation: Some("get_task_status".to_owned()),
            ..reset()
        }]);
        assert!(faults.match_request(&Method::GET, TASK).is_some());
        assert!(faults.match_request(&Method::PUT, TASK).is_none());
        assert!(
            faults
                .match_request(&Method::GET, "/v1/p/datasets/task")
                .is_none()
        );
    }

    #[test]
    fn a_text_matches_a_whole_decoded_segment() {
        let faults = |text: &str| {
            with([FaultRule {
                matches: Some(text.to_owned()),
                ..reset()
            }])
        };
        let matches =
            |text: &str, path: &str| faults(text).match_request(&Method::GET, path).is_some();
        assert!(matches("t1", "/v1/p/datasets/task/t1"));
        assert!(matches("t1", "/v1/p/datasets/task/%741"));
        assert!(matches("a/b", "/v1/p/datasets/a%2Fb/sync"));
        assert!(!matches("t1", "/v1/p/datasets/task/t12"));
        assert!(!matches("task/t1", "/v1/p/datasets/task/t1"));
        assert!(!matches("%741", "/v1/p/datasets/task/%741"));
    }

    #[test]
    fn nth_counts_the_matching_requests_since_the_rule_was_added() {
        let second = FaultRule {
            nth: Some(2),
            operation: Some("get_task_status".to_owned()),
            ..reset()
        };
        let faults = with([second.clone()]);
        assert!(faults.match_request(&Method::GET, "/v3/projects").is_none());
        assert_eq!(matched(&faults, 4), [false, true, false, false]);
        faults.add(second).unwrap();
        assert_eq!(matched(&faults, 3), [false, true, false]);
    }

    #[test]
    fn the_first_rule_that_fires_wins_and_the_others_still_count() {
        let nth = |nth, kind| FaultRule {
            nth: Some(nth),
            ..FaultRule::new(kind)
        };
        let faults = with([
            nth(2, FaultKind::Reset),
            nth(2, FaultKind::Truncate),
            nth(3, FaultKind::Truncate),
        ]);
        let faults: Vec<_> = (0..4)
            .map(|_| faults.match_request(&Method::GET, TASK))
            .collect();
        let expected = [
            None,
            Some(FaultKind::Reset),
            Some(FaultKind::Truncate),
            None,
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn the_seed_decides_which_requests_fail() {
        let likely = |probability| FaultRule {
            probability,
            ..reset()
        };
        let faults = with([likely(0.3)]);
        let first = matched(&faults, 1000);
        let count = first.iter().filter(|failed| **failed).count();
        assert!((200..400).contains(&count), "{count}");
        assert_eq!(matched(&with([likely(0.3)]), 1000), first);
        faults.clear();
        assert!(!matched(&faults, 10).contains(&true));
        faults.add(likely(0.3)).unwrap();
        assert_eq!(matched(&faults, 1000), first);
        assert!(!matched(&with([likely(0.0)]), 1000).contains(&true));
        assert!(!matched(&with([likely(1.0)]), 1000).contains(&false));
        let other = FaultInjector::new(8);
        other.add(likely(0.3)).unwrap();
        assert_ne!(matched(&other, 1000), first);
    }

    #[test]
    fn a_task_is_retried_only_by_a_rule_of_that_kind() {
        let path = "/v1/p/datasets/d/sync";
        let faults = with([
            FaultRule::new(FaultKind::Truncate),
            FaultRule {
                operation: Some("sync_dataset".to_owned()),
                matches: Some("d".to_owned()),
                nth: Some(2),
                ..FaultRule::new(FaultKind::Retry)
            },
        ]);
        let truncated = faults.match_request(&Method::POST, path);
        assert_eq!(truncated, Some(FaultKind::Truncate));
        assert!(!faults.injects_retry("sync_dataset", "/v1/p/datasets/other/sync"));
        assert!(!faults.injects_retry("create_dataset", path));
        let retried: Vec<bool> = (0..3)
            .map(|_| faults.injects_retry("sync_dataset", path))
            .collect();
        assert_eq!(retried, [false, true, false]);
    }

    #[test]
    fn a_retry_rule_does_not_change_responses() {
        let faults = with([FaultRule::new(FaultKind::Retry)]);
        assert!(!matched(&faults, 3).contains(&true));
        assert!(faults.injects_retry("sync_dataset", "/v1/p/datasets/d/sync"));
    }
}
