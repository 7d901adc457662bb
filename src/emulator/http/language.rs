//! The language of `Accept-Language`.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::language::Language;

/// Returns the language that `Accept-Language` prefers of those that there are, else `default`.
pub(crate) fn preferred_language(headers: &HeaderMap, default: Language) -> Language {
    let sent = headers.get_all(ACCEPT_LANGUAGE).iter();
    let ranges = sent.filter_map(|value| value.to_str().ok());
    let ranges = ranges.flat_map(|value| value.split(','));
    let mut best = (0.0, default);
    for range in ranges {
        let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
        let quality = quality
            .trim()
            .strip_prefix("q=")
            .map_or(Some(1.0), |q| q.parse().ok());
        if let (Some(language), Some(quality)) = (Language::known(tag.trim()), quality)
            && quality > best.0
        {
            best = (quality, language);
        }
    }
    best.1
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn preferred(values: &[&str], default: Language) -> Language {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(ACCEPT_LANGUAGE, value.parse().unwrap());
        }
        preferred_language(&headers, default)
    }

    #[test]
    fn the_known_language_of_the_highest_quality_is_preferred() {
        use Language::{En, Zh};
        for (value, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Zh),
            ("en-US,en;q=0.9,zh-CN;q=0.8", En),
            ("de, zh;q=0.2, en;q=0.1", Zh),
            ("en;q=0.1, zh", Zh),
            ("en, zh", En),
        ] {
            assert_eq!(preferred(&[value], En), expected, "{value}");
            assert_eq!(preferred(&[value], Zh), expected, "{value}");
        }
        assert_eq!(preferred(&["en;q=0.5", "zh"], En), Zh);
    }

    #[test]
    fn without_a_known_language_the_default_is_preferred() {
        for value in ["", "*", "de", "zh;q=0", "zh;q=much", ";;;,,,", "zh;q=NaN"] {
            assert_eq!(preferred(&[value], Language::En), Language::En, "{value}");
        }
        assert_eq!(preferred(&["de"], Language::Zh), Language::Zh);
        assert_eq!(preferred(&[], Language::Zh), Language::Zh);
    }
}
