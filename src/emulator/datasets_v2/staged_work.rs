//! Work that a call has started: its stages over time and its outcome.

use std::time::Duration;

use crate::emulator::service_error::ServiceError;

/// Where work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// In the stage of this number, from 0.
    Step(usize),
    Succeeded,
    Failed,
}

/// Started work. Each stage lasts the emulator's pace, the last one at least until the work is done.
#[derive(Debug, Clone)]
pub(crate) struct StagedWork {
    /// By the emulator's clock, as all times here.
    begun: Duration,
    pace: Duration,
    stages: u32,
    outcome: Option<Result<(), ServiceError>>,
}

impl StagedWork {
    pub(crate) fn new(begun: Duration, pace: Duration, stages: u32) -> Self {
        Self {
            begun,
            pace,
            stages,
            outcome: None,
        }
    }

    /// Returns when the work is done: at the beginning of the last stage.
    pub(crate) fn work_begins(&self) -> Duration {
        let before = self.pace.saturating_mul(self.stages.saturating_sub(1));
        self.begun.saturating_add(before)
    }

    pub(crate) fn ends(&self) -> Duration {
        self.begun
            .saturating_add(self.pace.saturating_mul(self.stages))
    }

    pub(crate) fn finish(&mut self, outcome: Result<(), ServiceError>) {
        self.outcome = Some(outcome);
    }

    pub(crate) fn stage(&self, elapsed: Duration) -> Stage {
        match &self.outcome {
            Some(outcome) if elapsed >= self.ends() => match outcome {
                Ok(()) => Stage::Succeeded,
                Err(_) => Stage::Failed,
            },
            _ => {
                let passed = elapsed.saturating_sub(self.begun).as_nanos();
                let step = passed
                    .checked_div(self.pace.as_nanos())
                    .and_then(|step| usize::try_from(step).ok());
                let last = usize::try_from(self.stages.saturating_sub(1)).unwrap_or_default();
                Stage::Step(step.unwrap_or(last).min(last))
            }
        }
    }

    /// Returns whether the work goes on.
    pub(crate) fn is_going_on(&self, elapsed: Duration) -> bool {
        matches!(self.stage(elapsed), Stage::Step(_))
    }

    /// Returns why it failed, once it has.
    pub(crate) fn error(&self, elapsed: Duration) -> Option<&ServiceError> {
        match &self.outcome {
            Some(Err(error)) if elapsed >= self.ends() => Some(error),
            _ => None,
        }
    }

    /// Returns how long the work has taken so far, in whole seconds.
    pub(crate) fn seconds(&self, elapsed: Duration) -> u64 {
        let until = if self.is_going_on(elapsed) {
            elapsed
        } else {
            self.ends()
        };
        until.saturating_sub(self.begun).as_secs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn stages_follow_the_clock_and_the_last_one_waits_for_the_work() {
        let mut work = StagedWork::new(SECOND, SECOND, 3);
        let at = |work: &StagedWork, seconds| work.stage(SECOND * seconds);
        let seen: Vec<Stage> = (0..6).map(|seconds| at(&work, seconds)).collect();
        let expected = [0, 0, 1, 2, 2, 2].map(Stage::Step);
        assert_eq!(seen, expected);
        assert_eq!((work.work_begins(), work.ends()), (SECOND * 3, SECOND * 4));
        work.finish(Ok(()));
        assert_eq!(at(&work, 3), Stage::Step(2));
        assert_eq!(at(&work, 4), Stage::Succeeded);
    }

    #[test]
    fn without_pace_work_is_in_its_last_stage() {
        let mut work = StagedWork::new(Duration::ZERO, Duration::ZERO, 3);
        assert_eq!(work.stage(Duration::ZERO), Stage::Step(2));
        work.finish(Err(ServiceError::new("ModelArts.4362", "no")));
        assert_eq!(work.stage(Duration::ZERO), Stage::Failed);
        assert!(work.error(Duration::ZERO).is_some());
    }
}
