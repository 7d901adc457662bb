//! The table of documented error codes, and the languages of their meanings.
#![allow(clippy::indexing_slicing, reason = "tests")]

use modelarts::api::ErrorCode;
use modelarts::api::generated::error_codes::ERROR_CODES;
use modelarts::explain::explain;
use modelarts::language::Language;

#[test]
fn all_documented_codes_have_a_meaning_in_both_languages() {
    let codes: Vec<_> = ERROR_CODES.iter().map(|known| known.code).collect();
    let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
    assert_eq!((codes.len(), distinct.len()), (300, 300));
    for code in codes {
        let (english, chinese) = (explain(code, Language::En), explain(code, Language::Zh));
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(
            english.is_some_and(|(meaning, advice)| !meaning.is_empty()
                && !is_chinese(meaning)
                && !is_chinese(advice)),
            "{code}"
        );
        assert!(
            chinese.is_some_and(|(meaning, _)| is_chinese(meaning)),
            "{code}"
        );
        let advised = |explained: Option<(&str, &str)>| {
            explained.is_some_and(|(_, advice)| !advice.is_empty())
        };
        assert_eq!(advised(english), advised(chinese), "{code}");
    }
}

#[test]
fn the_table_of_codes_is_sorted_complete_and_trimmed() {
    let is_sorted = |pair: &[ErrorCode]| pair[0].code < pair[1].code;
    assert!(ERROR_CODES.windows(2).all(is_sorted));
    for known in ERROR_CODES {
        let texts = [
            known.code,
            known.meaning_en,
            known.advice_en,
            known.meaning_zh,
            known.advice_zh,
        ];
        assert!(texts.iter().all(|text| text.trim() == *text), "{known:?}");
        assert!(
            !known.code.is_empty() && !known.meaning_en.is_empty() && !known.meaning_zh.is_empty()
        );
    }
    assert_eq!(explain("code", Language::En), None);
    assert_eq!(explain("", Language::En), None);
    assert_eq!(explain("ModelArts.9999999", Language::Zh), None);
}

#[test]
fn a_language_tag_that_begins_with_zh_is_chinese_and_any_other_english() {
    for (tag, language) in [
        ("zh", Language::Zh),
        ("zh-CN", Language::Zh),
        ("ZH_TW.UTF-8", Language::Zh),
        ("en_US", Language::En),
        ("de", Language::En),
        ("z", Language::En),
        ("", Language::En),
        ("中文", Language::En),
    ] {
        assert_eq!(Language::of_tag(tag), language, "{tag}");
    }
}
