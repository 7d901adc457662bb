//! How tests make the emulator misbehave.

use super::Emulator;
use super::defects::Defects;
use super::error::EmulatorError;
use super::faults::rule::FaultRule;
use super::management::scripts::WorkScript;

impl Emulator {
    /// Adds a rule by which requests fail from now on. Rules are tried in the order in which they
    /// were added; the first that fires wins, and the others still count and draw.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the rule is not valid, [`EmulatorError::Closed`] after
    /// `stop`.
    pub fn fault(&self, rule: FaultRule) -> Result<(), EmulatorError> {
        self.running()?.faults.add(rule)
    }

    /// Sets which defects data management has from now on.
    ///
    /// # Errors
    /// [`EmulatorError::Closed`] after `stop`.
    pub fn set_defects(&self, defects: Defects) -> Result<(), EmulatorError> {
        self.running()?.defects.set(defects);
        Ok(())
    }

    /// Sets how the next task of an operation goes on. Scripts of one operation are used in the order
    /// in which they were added.
    ///
    /// # Errors
    /// [`EmulatorError::Parameter`] if the script is not valid, [`EmulatorError::Closed`] after
    /// `stop`.
    pub fn script(&self, script: WorkScript) -> Result<(), EmulatorError> {
        let state = self.running()?;
        state.management.scripts.add(script, state.pace)
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
}
