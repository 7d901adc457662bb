//! The pauses between two looks at a task.

#![allow(clippy::indexing_slicing, reason = "tests")]

use std::time::Duration;

use modelarts::wait::Poll;
use proptest::prelude::*;

const PLAIN: Poll = Poll {
    initial: Duration::from_secs(1),
    maximum: Duration::from_secs(20),
    multiplier: 1.5,
    jitter: false,
};

#[test]
fn pauses_grow_up_to_the_longest() {
    let pauses: Vec<f64> = (1..=10)
        .map(|looks| PLAIN.pause(looks, 0.9).as_secs_f64())
        .collect();
    assert_eq!(&pauses[..4], [1.0, 1.5, 2.25, 3.375]);
    assert_eq!(&pauses[8..], [20.0, 20.0]);
}

#[test]
fn jitter_spreads_a_pause_over_its_full_length() {
    let poll = Poll {
        jitter: true,
        ..PLAIN
    };
    assert_eq!(poll.pause(1, 0.0), Duration::ZERO);
    assert_eq!(poll.pause(1, 0.5), Duration::from_millis(500));
    assert_eq!(poll.pause(100, 0.25), Duration::from_secs(5));
}

proptest! {
    #[test]
    fn no_pause_is_longer_than_the_longest(looks in 1u32.., random in 0.0..1.0f64, multiplier in 1.0..1000.0f64, jitter: bool) {
        let poll = Poll { multiplier, jitter, ..PLAIN };
        prop_assert!(poll.pause(looks, random) <= poll.maximum);
    }
}
