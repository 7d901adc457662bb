//! How often waits poll, as Python passes it.

use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::errors::config_error;
use super::input::any_seconds;
use crate::api::generated::settings::{POLL_INITIAL, POLL_MAXIMUM, POLL_OUTAGE};
use crate::api::setting::{Kind, Setting};
use crate::config::Pace;
use crate::error::{Error, Problem};
use crate::message::Message;
use crate::wait;

// The defaults and limits, in seconds, of the settings of the same names.
const INITIAL: Limits = limits(&POLL_INITIAL);
pub(super) const MAXIMUM: Limits = limits(&POLL_MAXIMUM);
const OUTAGE: Limits = limits(&POLL_OUTAGE);
const MAX_MULTIPLIER: f64 = 1_000.0;

pub(super) struct Limits {
    default: f64,
    pub(super) max: f64,
}

const fn limits(setting: &Setting) -> Limits {
    match setting.kind {
        Kind::Seconds { default, max } => Limits { default, max },
        #[expect(clippy::panic, reason = "ends the compilation")]
        _ => panic!("the setting is no duration"),
    }
}

/// How often a wait polls its task: pauses that grow from poll to poll, up to a longest one.
///
/// Args:
///     initial (float | str | timedelta): the first pause: seconds, a `timedelta`, or text such as "5s";
///         by default 1 second.
///     maximum (float | str | timedelta): the longest pause; by default 20 seconds, or `initial` if that
///         is longer.
///     multiplier (float): the ratio of each pause to the one before it; by default 1.5.
///     jitter (bool): whether a pause is drawn from zero to its full length, so that many waiters
///         spread; by default it is.
///     outage (float | str | timedelta): for how long polls may fail, one after another, before the wait
///         fails; by default 300 seconds.
///
/// Raises:
///     InvalidParameterError: a number is out of range.
#[pyclass(frozen, eq, get_all, hash, from_py_object, module = "modelarts.client")]
#[derive(Clone, Copy)]
pub(super) struct Poll {
    initial: f64,
    maximum: f64,
    multiplier: f64,
    jitter: bool,
    outage: f64,
}

/// What is wrong with the arguments.
struct Problems(Vec<Problem>);

impl Problems {
    /// Reads a duration in seconds.
    fn seconds(
        &mut self,
        place: &str,
        value: Option<&Bound<'_, PyAny>>,
        usual: f64,
    ) -> PyResult<f64> {
        let Some(value) = value else {
            return Ok(usual);
        };
        Ok(any_seconds(place, value)?.unwrap_or_else(|problem| {
            self.0.push(Problem::new(place, problem));
            usual
        }))
    }

    fn expect(&mut self, fits: bool, place: &str, problem: impl FnOnce() -> Message) {
        if !fits {
            self.0.push(Problem::new(place, problem()));
        }
    }
}

type Arguments = (f64, f64, f64, bool, f64);

#[pymethods]
impl Poll {
    #[new]
    #[pyo3(signature = (initial = None, maximum = None, multiplier = 1.5, jitter = true, outage = None))]
    fn new(
        py: Python<'_>,
        initial: Option<&Bound<'_, PyAny>>,
        maximum: Option<&Bound<'_, PyAny>>,
        multiplier: f64,
        jitter: bool,
        outage: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut problems = Problems(Vec::new());
        let initial = problems.seconds("initial", initial, INITIAL.default)?;
        let maximum = problems.seconds("maximum", maximum, MAXIMUM.default.max(initial))?;
        let outage = problems.seconds("outage", outage, OUTAGE.default)?;
        problems.expect(initial > 0.0 && initial <= INITIAL.max, "initial", || {
            message!(
                "is {found}, expected seconds above 0 and up to {max}",
                found = initial,
                max = INITIAL.max
            )
        });
        problems.expect(
            maximum >= initial && maximum <= MAXIMUM.max,
            "maximum",
            || {
                message!(
                    "is {found}, expected seconds from initial ({initial}) up to {max}",
                    found = maximum,
                    initial,
                    max = MAXIMUM.max
                )
            },
        );
        problems.expect(
            (1.0..=MAX_MULTIPLIER).contains(&multiplier),
            "multiplier",
            || {
                message!(
                    "is {found}, expected {min} to {max}",
                    found = multiplier,
                    min = 1_u32,
                    max = MAX_MULTIPLIER
                )
            },
        );
        problems.expect((0.0..=OUTAGE.max).contains(&outage), "outage", || {
            message!(
                "is {found}, expected seconds from 0 up to {max}",
                found = outage,
                max = format!("{:e}", OUTAGE.max)
            )
        });
        if problems.0.is_empty() {
            Ok(Self {
                initial,
                maximum,
                multiplier,
                jitter,
                outage,
            })
        } else {
            Err(config_error(py, &Error::InvalidParameters(problems.0)))
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, Arguments) {
        let poll = slf.get();
        let arguments = (
            poll.initial,
            poll.maximum,
            poll.multiplier,
            poll.jitter,
            poll.outage,
        );
        (slf.get_type(), arguments)
    }

    fn __repr__(&self) -> String {
        format!(
            "Poll(initial={}, maximum={}, multiplier={}, jitter={}, outage={})",
            self.initial,
            self.maximum,
            self.multiplier,
            if self.jitter { "True" } else { "False" },
            self.outage,
        )
    }
}

impl PartialEq for Poll {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl std::hash::Hash for Poll {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

impl Default for Poll {
    fn default() -> Self {
        Self {
            initial: INITIAL.default,
            maximum: MAXIMUM.default,
            multiplier: 1.5,
            jitter: true,
            outage: OUTAGE.default,
        }
    }
}

impl Poll {
    fn bits(&self) -> ([u64; 4], bool) {
        let numbers = [self.initial, self.maximum, self.multiplier, self.outage];
        (numbers.map(f64::to_bits), self.jitter)
    }

    /// Returns the schedule that the sources of settings say.
    pub(super) fn of_pace(pace: Pace) -> Self {
        Self {
            initial: pace.initial.as_secs_f64(),
            maximum: pace.maximum.as_secs_f64(),
            outage: pace.outage.as_secs_f64(),
            ..Self::default()
        }
    }

    /// Returns what the sources of settings may say of a schedule.
    pub(super) fn pace(self) -> Pace {
        Pace {
            initial: Duration::from_secs_f64(self.initial),
            maximum: Duration::from_secs_f64(self.maximum),
            outage: Duration::from_secs_f64(self.outage),
        }
    }

    pub(super) fn to_core(self) -> wait::Poll {
        wait::Poll {
            initial: Duration::from_secs_f64(self.initial),
            maximum: Duration::from_secs_f64(self.maximum),
            multiplier: self.multiplier,
            jitter: self.jitter,
            outage: Duration::from_secs_f64(self.outage),
        }
    }
}
