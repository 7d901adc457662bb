//! Which requests go wrong: rules that are asked about each request.

use std::sync::Mutex;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;

use super::EmulatorError;
use super::cloud::lock;
use super::operations::{self, OPERATIONS};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// An answer in the operation's place, before anybody asks who calls; nothing is done.
    Status {
        /// The HTTP status, from 200 to 599.
        status: u16,
        /// Headers beside the usual ones, or in place of them.
        headers: Vec<(String, String)>,
        /// The body. Without one, what the service would say with that status; below 400, nothing.
        body: Option<String>,
    },
    /// The operation is done; the answer waits so long by the machine's clock.
    Delay(Duration),
    /// The operation is done; the connection is reset (TCP RST) halfway through the answer's body.
    Reset,
    /// The operation is done; the connection is closed in good order halfway through the answer's
    /// body.
    Truncate,
    /// The task that an operation starts goes by way of RETRY.
    Retry,
}

/// Which requests go wrong, and how. What is left out fits every request.
///
/// An answer without a body is broken too: one that could have a body announces one, of any other
/// half of the head is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The operation, by its documented name; IAM's are `create_token` and `list_projects`.
    pub operation: Option<String>,
    /// An id or other text that stands in the path as a whole segment, percent-decoded.
    pub matches: Option<String>,
    /// Only the n-th of the requests that fit, counted from 1 since the rule was made.
    pub nth: Option<u64>,
    /// How likely it is, from 0 to 1; the emulator's seed decides which requests it are.
    pub probability: f64,
}

impl FaultRule {
    /// A rule that fits every request.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            operation: None,
            matches: None,
            nth: None,
            probability: 1.0,
        }
    }

    fn check(&self) -> Result<(), EmulatorError> {
        if let FaultKind::Status {
            status, headers, ..
        } = &self.kind
        {
            check_status(*status)?;
            headers
                .iter()
                .try_for_each(|(name, value)| check_header(name, value))?;
        }
        if let Some(operation) = &self.operation {
            check_operation(operation)?;
        }
        if self.matches.as_deref() == Some("") {
            return refuse(
                "match",
                "is empty, expected an id or other segment of a path",
            );
        }
        if self.nth == Some(0) {
            return refuse("nth", "is less than 1, expected a number from 1 up");
        }
        if !(0.0..=1.0).contains(&self.probability) {
            let problem = format!("is {}, expected a number from 0 to 1", self.probability);
            return refuse("probability", problem);
        }
        Ok(())
    }

    fn fits(&self, operation: Option<&str>, path: &str) -> bool {
        let asked_for = self.operation.as_deref();
        (asked_for.is_none() || asked_for == operation)
            && self
                .matches
                .as_deref()
                .is_none_or(|text| has_segment(path, text))
    }
}

fn refuse(parameter: &'static str, problem: impl Into<String>) -> Result<(), EmulatorError> {
    Err(EmulatorError::Parameter {
        parameter,
        problem: problem.into(),
    })
}

/// What is below 200 ends no request.
fn check_status(status: u16) -> Result<(), EmulatorError> {
    if (200..=599).contains(&status) && StatusCode::from_u16(status).is_ok() {
        return Ok(());
    }
    let problem = format!("is {status}, expected an HTTP status from 200 to 599");
    refuse("status", problem)
}

fn check_header(name: &str, value: &str) -> Result<(), EmulatorError> {
    let problem = match HeaderName::try_from(name) {
        Err(_) => format!("{name:?} is no name of a header"),
        Ok(name) if [header::CONTENT_LENGTH, header::TRANSFER_ENCODING].contains(&name) => {
            format!("{name} follows from the body; kind \"truncate\" makes it a lie")
        }
        Ok(_) if HeaderValue::try_from(value).is_err() => {
            format!("the value of {name} has characters that no header can have")
        }
        Ok(_) => return Ok(()),
    };
    refuse("headers", problem)
}

fn check_operation(name: &str) -> Result<(), EmulatorError> {
    let names = OPERATIONS.map(|operation| operation.name);
    if names.contains(&name) {
        return Ok(());
    }
    let problem = format!("is {name:?}, expected one of {}", names.join(", "));
    refuse("operation", problem)
}

fn has_segment(path: &str, text: &str) -> bool {
    path.split('/')
        .any(|segment| percent_decode_str(segment).eq(text.bytes()))
}

/// A rule at work. It counts and draws at each request that fits, so that other rules don't change
/// what it does.
#[derive(Debug)]
struct Active {
    rule: FaultRule,
    seen: u64,
    random: fastrand::Rng,
}

impl Active {
    fn fires(&mut self, operation: Option<&str>, path: &str) -> bool {
        if !self.rule.fits(operation, path) {
            return false;
        }
        self.seen += 1;
        let drawn = self.random.f64() < self.rule.probability;
        drawn && self.rule.nth.is_none_or(|nth| nth == self.seen)
    }
}

/// All rules, in the order they were made.
#[derive(Debug)]
pub(super) struct Faults {
    seed: u64,
    rules: Mutex<Vec<Active>>,
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            rules: Mutex::default(),
        }
    }

    pub(super) fn add(&self, rule: FaultRule) -> Result<(), EmulatorError> {
        rule.check()?;
        let mut rules = lock(&self.rules);
        let number = rules.len() as u64;
        rules.push(Active {
            rule,
            seen: 0,
            random: fastrand::Rng::with_seed(self.seed ^ number.rotate_left(32)),
        });
        Ok(())
    }

    pub(super) fn clear(&self) {
        lock(&self.rules).clear();
    }

    /// What goes wrong with a request.
    pub(super) fn strike(&self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut rules = lock(&self.rules);
        if rules.is_empty() {
            return None;
        }
        let operation = operations::name_of(method, path);
        first(&mut rules, operation, path, |kind| {
            *kind != FaultKind::Retry
        })
    }

    /// Whether the task that an operation starts goes by way of RETRY.
    pub(super) fn wants_retry(&self, operation: &str, path: &str) -> bool {
        first(&mut lock(&self.rules), Some(operation), path, |kind| {
            *kind == FaultKind::Retry
        })
        .is_some()
    }
}

/// The first rule that fires; those after it count the request as well.
fn first(
    rules: &mut [Active],
    operation: Option<&str>,
    path: &str,
    wanted: impl Fn(&FaultKind) -> bool,
) -> Option<FaultKind> {
    rules
        .iter_mut()
        .filter(|active| wanted(&active.rule.kind))
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

    fn with(rules: impl IntoIterator<Item = FaultRule>) -> Faults {
        let faults = Faults::new(7);
        for rule in rules {
            faults.add(rule).unwrap();
        }
        faults
    }

    fn strikes(faults: &Faults, requests: usize) -> Vec<bool> {
        (0..requests)
            .map(|_| faults.strike(&Method::GET, TASK).is_some())
            .collect()
    }

    fn reset() -> FaultRule {
        FaultRule::new(FaultKind::Reset)
    }

    #[test]
    fn a_rule_that_says_no_more_fits_every_request() {
        let faults = with([reset()]);
        for path in ["/", TASK, "/v3/auth/tokens", "/%ff//x"] {
            assert_eq!(
                faults.strike(&Method::PUT, path),
                Some(FaultKind::Reset),
                "{path}"
            );
        }
    }

    #[test]
    fn an_operation_is_told_by_method_and_path() {
        let faults = with([FaultRule {
            operation: Some("get_task_status".to_owned()),
            ..reset()
        }]);
        assert!(faults.strike(&Method::GET, TASK).is_some());
        assert!(faults.strike(&Method::PUT, TASK).is_none());
        assert!(faults.strike(&Method::GET, "/v1/p/datasets/task").is_none());
    }

    #[test]
    fn a_text_matches_a_whole_segment_as_it_reads_decoded() {
        let faults = |text: &str| {
            with([FaultRule {
                matches: Some(text.to_owned()),
                ..reset()
            }])
        };
        let fits = |text: &str, path: &str| faults(text).strike(&Method::GET, path).is_some();
        assert!(fits("t1", "/v1/p/datasets/task/t1"));
        assert!(fits("t1", "/v1/p/datasets/task/%741"));
        assert!(fits("a/b", "/v1/p/datasets/a%2Fb/sync"));
        assert!(!fits("t1", "/v1/p/datasets/task/t12"));
        assert!(!fits("task/t1", "/v1/p/datasets/task/t1"));
        assert!(!fits("%741", "/v1/p/datasets/task/%741"));
    }

    #[test]
    fn the_nth_request_is_counted_among_those_that_fit_since_the_rule_was_made() {
        let second = FaultRule {
            nth: Some(2),
            operation: Some("get_task_status".to_owned()),
            ..reset()
        };
        let faults = with([second.clone()]);
        assert!(faults.strike(&Method::GET, "/v3/projects").is_none());
        assert_eq!(strikes(&faults, 4), [false, true, false, false]);
        faults.add(second).unwrap();
        assert_eq!(strikes(&faults, 3), [false, true, false]);
    }

    #[test]
    fn the_first_rule_that_fires_wins_and_the_others_count_on() {
        let nth = |nth, kind| FaultRule {
            nth: Some(nth),
            ..FaultRule::new(kind)
        };
        let faults = with([
            nth(2, FaultKind::Reset),
            nth(2, FaultKind::Truncate),
            nth(3, FaultKind::Truncate),
        ]);
        let seen: Vec<_> = (0..4).map(|_| faults.strike(&Method::GET, TASK)).collect();
        let expected = [
            None,
            Some(FaultKind::Reset),
            Some(FaultKind::Truncate),
            None,
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn chance_is_fixed_by_the_seed() {
        let likely = |probability| FaultRule {
            probability,
            ..reset()
        };
        let faults = with([likely(0.3)]);
        let once = strikes(&faults, 1000);
        let count = once.iter().filter(|struck| **struck).count();
        assert!((200..400).contains(&count), "{count}");
        assert_eq!(strikes(&with([likely(0.3)]), 1000), once);
        faults.clear();
        assert!(!strikes(&faults, 10).contains(&true));
        faults.add(likely(0.3)).unwrap();
        assert_eq!(strikes(&faults, 1000), once);
        assert!(!strikes(&with([likely(0.0)]), 1000).contains(&true));
        assert!(!strikes(&with([likely(1.0)]), 1000).contains(&false));
        let other = Faults::new(8);
        other.add(likely(0.3)).unwrap();
        assert_ne!(strikes(&other, 1000), once);
    }

    #[test]
    fn a_task_is_retried_only_if_a_rule_of_that_kind_says_so() {
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
        let truncated = faults.strike(&Method::POST, path);
        assert_eq!(truncated, Some(FaultKind::Truncate));
        assert!(!faults.wants_retry("sync_dataset", "/v1/p/datasets/other/sync"));
        assert!(!faults.wants_retry("create_dataset", path));
        let asked: Vec<bool> = (0..3)
            .map(|_| faults.wants_retry("sync_dataset", path))
            .collect();
        assert_eq!(asked, [false, true, false]);
    }

    #[test]
    fn a_rule_for_tasks_leaves_answers_alone() {
        let faults = with([FaultRule::new(FaultKind::Retry)]);
        assert!(!strikes(&faults, 3).contains(&true));
        assert!(faults.wants_retry("sync_dataset", "/v1/p/datasets/d/sync"));
    }
}
