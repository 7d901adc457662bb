//! A secret is masked whatever is beside it, and what is beside it is unchanged.

use modelarts::transport::redact::Redactor;
use proptest::prelude::*;
use secrecy::SecretString;

fn masked(text: &str, secret: &str) -> String {
    Redactor::new(&[SecretString::from(secret)]).text(text)
}

#[test]
fn half_a_surrogate_pair_beside_a_secret_is_unchanged() {
    let secret = "fake/secret";
    for written in [r"fake/secret", r"fake\/secret", r"fake\u002fsecret"] {
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
                let text = format!("{around}{half}{written}{half}{around}");
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
fn a_secret_that_is_truncated_within_a_surrogate_pair_is_masked() {
    let secret = "fake-🐈-secret";
    for written in [
        r"fake-\ud83d\udc08-",
        "fake-%ud83d%udc08-",
        "fake-&#55357;&#56328;-",
        r"fake-\\ud83d\\udc08-",
    ] {
        for end in 5..written.len() {
            let text = format!("x {}", written.get(..end).unwrap_or_default());
            assert_eq!(masked(&text, secret), "x ***", "{text}");
        }
    }
}

#[test]
fn a_truncated_escape_before_a_secret_does_not_hide_it() {
    // The digits of the secret complete the escape; so does what follows the secret.
    for (text, secret, expected) in [
        (r"DOMAIN\123456\u0026x", "123456&x", r"DOMAIN\***"),
        (r"DOMAIN\\123456\u0026x", "123456&x", r"DOMAIN\\***"),
        (r"100%41bc%2Fde y", "41bc/de", r"100%*** y"),
        (r"\u12abc\/def y", "abc/def", r"\u12*** y"),
        (r"\x4abc\/def y", "abc/def", r"\x4*** y"),
        (r"\U000100abc\/def y", "00abc/def", r"\U0001*** y"),
        (r"%u12%61bc%2Fdef y", "abc/def", r"%u12*** y"),
        ("x&#49;abc&#47;def", "49;abc/def", "x&#***"),
        ("&amp;abc&#47;def", "mp;abc/def", "&a***"),
        (r"\u{41}abc\/def", "1}abc/def", r"\u{4***"),
        // Each digit completes an escape that is a digit of the next one.
        (
            "%%%%%%%%%%3333333333abc%2Fde",
            "33333333abc/de",
            "%%%%%%%%***",
        ),
        (r"x abc\/de%41 y", "abc/de%", "x ***41 y"),
        (r"x abc\/de&amp; y", "abc/de&", "x *** y"),
        (r"x abc\/de&amp; y", "abc/de&am", "x ***p; y"),
        (r"x abc\/de\123 y", r"abc/de\1", "x ***23 y"),
        ("%&#38;#x66;&#38;#x44;IM/", "fDIM/", "%***"),
        ("%25&#52;&#49;bc%2Fde", "41bc/de", "%25***"),
        ("%%32541bc%2Fde", "2541bc/de", "%***"),
        (r"x abc\/de%&#52;&#49; y", "abc/de%4", "x ***&#49; y"),
        (r"\xc3\xa9bc\/def", "©bc/def", r"\xc3***"),
    ] {
        assert_eq!(masked(text, secret), expected, "{text}");
    }
}

#[test]
fn base64_beside_half_an_escape_is_masked() {
    // "fake-secret" in Base64 is ZmFrZS1zZWNyZXQ=.
    for half in ["%", "\\x", "&", "&#", "%u"] {
        let shown = masked(&format!("{half}ZmFrZS1zZWNyZXQ= y"), "fake-secret");
        assert!(!shown.contains("FrZS"), "{shown}");
        assert!(shown.ends_with("*** y"), "{shown}");
    }
    let secret = "\u{1}\u{2}\u{3}fake"; // AQIDZmFrZQ==
    assert_eq!(masked(r"\x41QIDZmFrZQ", secret), "***");
}

#[test]
fn characters_of_latin_1_are_found_where_they_are_escaped_as_such() {
    // As ascii() of Python writes them; as UTF-8 the same bytes are other characters.
    assert_eq!(masked(r"x Ã©-fake", "Ã©-fake"), "x ***");
    assert_eq!(masked(r"x \xc3\xa9-fake", "Ã©-fake"), "x ***");
    assert_eq!(masked(r"x \xc3\xa9-fake", "é-fake"), "x ***");
    assert_eq!(masked("x %c3%a9-fake", "Ã©-fake"), "x ***");
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
fn text_without_a_secret_is_unchanged_whatever_escapes_begin_or_end_in_it() {
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
fn a_secret_between_halves_of_escapes_is_masked() {
    // No letter of it is a digit of an escape or a name, so all around it stays.
    for half in HALVES {
        for other in HALVES {
            for written in [
                "z-密/z",
                r"z-\u5bc6\/z",
                "z-%E5%AF%86%2Fz",
                "&#122;-&#x5bc6;&sol;z",
            ] {
                let text = format!("é{half}{written}{other}é");
                let shown = masked(&text, "z-密/z");
                assert!(!shown.contains(written), "{text} is {shown}");
                // Backslashes before a secret may be a part of its spelling.
                if !half.ends_with('\\') {
                    assert_eq!(shown.replacen("***", written, 1), text);
                }
            }
        }
    }
}

#[test]
fn halves_of_escapes_take_linear_time() {
    let redactor = Redactor::new(&[
        "4141414141".into(),
        "33333333/3".into(),
        "a".repeat(4096).into(),
        "41%".repeat(1000).into(),
    ]);
    let length = 64 * 1024;
    let nested = format!("{}{}", "%".repeat(length / 2), "3".repeat(length / 2));
    let parts = [
        "%41", "%2541", "\\u4141", "\\141", "%", "\\ud83d", "\\udc08", "&#4141;", "%61", "\\u",
        "\\xe5", "%25", "%3%33",
    ];
    let repeated = parts.map(|part| part.repeat(length / part.len()));
    for text in repeated.iter().chain([&nested]) {
        let began = std::time::Instant::now();
        let _ = redactor.text(text);
        let elapsed = began.elapsed();
        assert!(elapsed.as_secs() < 30, "{text:.10}: {elapsed:?}");
    }
}

proptest! {
    #[test]
    fn halves_of_escapes_change_nothing_and_hide_nothing(
        before in prop::collection::vec(prop::sample::select(&HALVES[..]), 0..6),
        after in prop::collection::vec(prop::sample::select(&HALVES[..]), 0..6),
        secret in "[0-9a-f;}u]{4,8}/[0-9a-fx&%\\\\]{4,8}",
        is_before in any::<bool>(),
    ) {
        let (before, after) = (before.concat(), after.concat());
        prop_assume!(!secret.ends_with('\\'));
        let written = secret.replace('\\', "\\\\").replace('/', "\\/");
        let text = if is_before { format!("{before}{written} |") } else { format!("| {written}{after}") };
        let shown = masked(&text, &secret);
        prop_assert!(!shown.contains(&written), "{} in {} is {}", secret, text, shown);
    }
}
