//! What tests control: tasks and scripts, faults and quirks, the clock.

use std::time::Duration;

use super::Emulator;
use super::datasets_v2::scripts::WorkScript;
use super::error::EmulatorError;
use super::faults::rule::FaultRule;
use super::interrupt::Interrupt;
use super::quirks::Quirks;
use super::tasks::registry::TaskScript;

impl Emulator {
    /// Adds a task, whose time begins now.
    ///
    /// # Errors
    /// [`EmulatorError::Script`] if the script is not valid, [`EmulatorError::DuplicateTask`] if
    /// the id is in use, [`EmulatorError::Closed`] after `stop`.
    pub fn add_task(&self, task: TaskScript) -> Result<(), EmulatorError> {
        self.running()?.add_task(task)
    }

    /// Adds a rule by which requests fail from now on. Rules are tried in the order in which they
    /// were added; the first that fires wins, and the others still count and draw.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the rule is not valid, [`EmulatorError::Closed`] after
    /// `stop`.
    pub fn fault(&self, rule: FaultRule) -> Result<(), EmulatorError> {
        self.running()?.faults.add(rule)
    }

    /// Sets which quirks data management has from now on.
    ///
    /// # Errors
    /// [`EmulatorError::Closed`] after `stop`.
    pub fn set_quirks(&self, quirks: Quirks) -> Result<(), EmulatorError> {
        self.running()?.quirks.set(quirks);
        Ok(())
    }

    /// Sets the states and the outcome of the next task of an operation. Scripts of one operation are
    /// used in the order in which they were added.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the script is not valid, [`EmulatorError::Closed`] after
    /// `stop`.
    pub fn script(&self, script: WorkScript) -> Result<(), EmulatorError> {
        let state = self.running()?;
        state.datasets_v2.scripts.add(script, state.pace)
    }

    /// Expires every token issued so far.
    pub fn expire_tokens(&self) {
        if let Some(state) = self.state() {
            state.authenticator.revoke_tokens();
        }
    }

    /// Sets the error of the service's date in seconds: of the `Date` of responses, the time window
    /// of signatures and the dates of tokens, but not of tasks. A second call replaces the first.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if `seconds` is not finite.
    pub fn skew_clock(&self, seconds: f64) -> Result<(), EmulatorError> {
        match self.state() {
            Some(state) => state.skew_clock(seconds),
            None => Ok(()),
        }
    }

    /// Ends all work, removes datasets, tasks, recorded requests and faults, expires all tokens, and
    /// sets the clock to the machine's time. Names, keys and the count of request ids stay.
    pub fn reset(&self, interrupt: Interrupt<'_>) {
        if let Some(state) = self.state() {
            state.reset(interrupt);
        }
    }

    /// Moves the clock forward, whatever its kind, and returns when the work that is due by then is
    /// done.
    pub fn advance(&self, by: Duration, interrupt: Interrupt<'_>) {
        if let Some(state) = self.state() {
            state.advance(by, interrupt);
        }
    }
}
