//! Durations as text.

/// The units, the largest first, each with its seconds.
const UNITS: [(&str, f64); 5] = [
    ("d", 86_400.0),
    ("h", 3_600.0),
    ("m", 60.0),
    ("s", 1.0),
    ("ms", 0.001),
];

/// Returns the seconds of a number, or of numbers with units, the largest first, like `1h30m`; `None` for any
/// other text.
#[must_use]
pub fn seconds(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    if let Some((number, "")) = number(rest) {
        return Some(number);
    }
    let mut units = UNITS.iter();
    let mut sum = None;
    while !rest.is_empty() {
        let (number, after) = number(rest)?;
        let after = after.trim_start();
        let length = after.find(|c: char| !c.is_ascii_alphabetic());
        let (name, after) = after.split_at(length.unwrap_or(after.len()));
        let (_, unit) = units.find(|(unit, _)| *unit == name)?;
        sum = Some(sum.unwrap_or(0.0) + number * unit);
        rest = after.trim_start();
    }
    sum
}

/// Returns the number that a text begins with, and the rest of it.
fn number(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let mut end = digits(text);
    if end == 0 {
        return None;
    }
    if let Some(fraction) = text.get(end..)?.strip_prefix('.') {
        let length = digits(fraction);
        if length > 0 {
            end += 1 + length;
        }
    }
    let (number, rest) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn numbers_and_numbers_with_units_are_durations() {
        for (text, expected) in [
            ("30", 30.0),
            (" 0.5 ", 0.5),
            ("30s", 30.0),
            ("500ms", 0.5),
            ("1h 30m", 5400.0),
            ("1.5 h", 5400.0),
            ("1m500ms", 60.5),
            ("1d", 86_400.0),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "s",
            "5x",
            "30m1h",
            "-5s",
            "1h-5m",
            "nan",
            "1e3s",
            "５s",
            "5 minutes",
            "1.",
            ".5",
            "1.s",
            "5s5s",
            "inf",
            "5 5s",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
