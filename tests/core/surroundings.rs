//! A secret is masked whatever is beside it, and what is beside it stays as it is.

use modelarts::transport::redact::Redactor;
use secrecy::SecretString;

fn masked(text: &str, secret: &str) -> String {
    Redactor::new(&[SecretString::from(secret)]).text(text)
}

#[test]
fn half_a_surrogate_pair_beside_a_secret_stays() {
    let secret = "fake/secret";
    for spelled in [r"fake/secret", r"fake\/secret", r"fake\u002fsecret"] {
        for half in [
            r"\ud83d",
            r"\udc08",
            r"\udc08\ud83d",
            "%ud83d",
            "%udc08",
            "&#55357;",
            "&#xdc08;",
        ] {
            for around in [
                "",
                "x",
                "密",
                "🐈",
                "é",
                "\\xe5",
                r"\ud83d\udc08",
                "%E5%AF%86",
            ] {
                let text = format!("{around}{half}{spelled}{half}{around}");
                let expected = format!("{around}{half}***{half}{around}");
                assert_eq!(masked(&text, secret), expected, "{text}");
            }
        }
    }
    // A half takes no byte from a character.
    assert_eq!(masked(r"\udc08\xe5\xaf\x86key", "密key"), r"\udc08***");
    assert_eq!(
        masked(r"\xe5\udc08\xaf\x86key", "密key"),
        r"\xe5\udc08\xaf\x86key"
    );
}

#[test]
fn a_secret_that_the_end_divides_within_a_surrogate_pair_is_masked() {
    let secret = "fake-🐈-secret";
    for spelled in [
        r"fake-\ud83d\udc08-",
        "fake-%ud83d%udc08-",
        "fake-&#55357;&#56328;-",
        r"fake-\\ud83d\\udc08-",
    ] {
        for end in 5..spelled.len() {
            let text = format!("x {}", spelled.get(..end).unwrap_or_default());
            assert_eq!(masked(&text, secret), "x ***", "{text}");
        }
    }
}

/// What begins an escape, or might.
const HALVES: [&str; 27] = [
    "\\",
    "\\\\",
    "%",
    "%4",
    "%u",
    "%u12",
    "%%",
    "&",
    "&#",
    "&#x",
    "&#x;",
    "&#;",
    "&;",
    "&#99999999999;",
    "&#x110000;",
    "\\u",
    "\\u1",
    "\\u12",
    "\\u123",
    "\\u{",
    "\\u{}",
    "\\u{110000}",
    "\\U0011000",
    "\\UFFFFFFFF",
    "\\x",
    "\\xe5",
    "\\7",
];

#[test]
fn text_without_a_secret_stays_whatever_escapes_begin_or_end_in_it() {
    for half in HALVES {
        for other in HALVES {
            for text in [
                format!("{half}{other}"),
                format!("密{half}🐈{other}"),
                format!("a{half}\u{fffd}{other}b"),
                format!("{}{other}", half.repeat(40)),
            ] {
                assert_eq!(masked(&text, "fake-secret"), text);
            }
        }
    }
}

#[test]
fn halves_of_escapes_take_linear_time() {
    let redactor = Redactor::new(&[
        "4141414141".into(),
        "a".repeat(4096).into(),
        "41%".repeat(1000).into(),
    ]);
    for part in [
        "%41", "%2541", "\\u4141", "\\141", "%", "\\ud83d", "\\udc08", "&#4141;", "%61", "\\u",
        "\\xe5", "%25",
    ] {
        let text = part.repeat(64 * 1024 / part.len());
        let began = std::time::Instant::now();
        let _ = redactor.text(&text);
        assert!(
            began.elapsed().as_secs() < 5,
            "{part}: {:?}",
            began.elapsed()
        );
    }
}
