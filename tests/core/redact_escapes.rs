//! A secret is masked however it is escaped, wherever it is, and wherever the text is cut.

use modelarts::transport::redact::Redactor;
use proptest::prelude::*;
use secrecy::SecretString;

fn redactor(secrets: &[&str]) -> Redactor {
    let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
    Redactor::new(&secrets)
}

fn masked(text: &str, secret: &str) -> String {
    redactor(&[secret]).text(text)
}

/// Escapes a character.
type Escape = fn(char) -> String;

/// The escapes of a character, with who writes them.
const ESCAPES: [(&str, Escape); 15] = [
    ("as it is", |c| c.to_string()),
    ("JSON", json),
    ("JSON in ASCII", |c| {
        utf16(c, |unit| format!("\\u{unit:04x}"))
    }),
    ("JSON in capitals", |c| {
        utf16(c, |unit| format!("\\u{unit:04X}"))
    }),
    ("PHP", |c| if c == '/' { "\\/".to_owned() } else { json(c) }),
    ("a URL", |c| utf8(c, |byte| format!("%{byte:02X}"))),
    ("a URL in small letters", |c| {
        utf8(c, |byte| format!("%{byte:02x}"))
    }),
    ("escape() of JavaScript", |c| {
        utf16(c, |unit| format!("%u{unit:04x}"))
    }),
    ("HTML by number", |c| format!("&#{};", u32::from(c))),
    ("HTML by hexadecimal number", |c| {
        format!("&#x{:X};", u32::from(c))
    }),
    ("HTML by name", html),
    ("bytes of Python", |c| {
        utf8(c, |byte| format!("\\x{byte:02x}"))
    }),
    ("bytes of Python in JSON", |c| {
        utf8(c, |byte| format!("\\\\x{byte:02x}"))
    }),
    ("text of Python", |c| format!("\\U{:08x}", u32::from(c))),
    ("Rust", |c| format!("\\u{{{:x}}}", u32::from(c))),
];

fn json(c: char) -> String {
    let quoted = serde_json::Value::from(c.to_string()).to_string();
    let length = quoted.len();
    quoted.get(1..length - 1).unwrap_or_default().to_owned()
}

fn utf16(c: char, escape: impl Fn(u16) -> String) -> String {
    c.encode_utf16(&mut [0; 2])
        .iter()
        .map(|unit| escape(*unit))
        .collect()
}

fn utf8(c: char, escape: impl Fn(u8) -> String) -> String {
    c.to_string().bytes().map(escape).collect()
}

fn html(c: char) -> String {
    let name = match c {
        '&' => "amp",
        '<' => "lt",
        '>' => "gt",
        '"' => "quot",
        '\'' => "apos",
        '/' => "sol",
        '+' => "plus",
        '=' => "equals",
        'é' => "eacute",
        _ => return c.to_string(),
    };
    format!("&{name};")
}

fn escaped(text: &str, escape: fn(char) -> String) -> String {
    text.chars().map(escape).collect()
}

/// Base64 as RFC 4648 defines it, by its bits.
fn base64(text: &[u8], last: [char; 2]) -> String {
    let letters = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last);
    let letters: Vec<char> = letters.collect();
    let bits: Vec<u8> = text
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let mut encoded: String = bits
        .chunks(6)
        .filter_map(|six| {
            let index = (0..6).fold(0, |index, at| {
                index << 1 | six.get(at).copied().unwrap_or(0)
            });
            letters.get(usize::from(index))
        })
        .collect();
    while !encoded.len().is_multiple_of(4) {
        encoded.push('=');
    }
    encoded
}

const SECRETS: [&str; 9] = [
    "Pa=ss&w+rd<密码>1",
    "fake/secret\\with\"quotes'",
    "DOMAIN\\name:n\\t\\\\x",
    "100%secret%41&amp;é",
    "fake-密🐈-secret",
    "a b\tc\nd",
    "密码测试",
    "ta\\il",
    "aaaaaaaaaaaa",
];

#[test]
fn a_secret_is_masked_in_every_escape_once_and_twice() {
    for secret in SECRETS {
        for (outer, once) in ESCAPES {
            for (inner, twice) in ESCAPES {
                let written = escaped(&escaped(secret, twice), once);
                let text = format!("x \"{written}\" y");
                assert_eq!(
                    masked(&text, secret),
                    "x \"***\" y",
                    "{secret} by {inner}, then {outer}"
                );
            }
        }
    }
}

#[test]
fn what_programs_write_is_masked() {
    let secret = "Pa=ss&w+rd<密码>1/é";
    for written in [
        // json.dumps, json_encode, encoding/json, System.Text.Json
        r"Pa=ss&w+rd<\u5bc6\u7801>1/\u00e9",
        r"Pa=ss&w+rd<\u5bc6\u7801>1\/\u00e9",
        r"Pa=ss\u0026w+rd\u003c密码\u003e1/é",
        r"Pa=ss\u0026w\u002Brd\u003C\u5BC6\u7801\u003E1/\u00E9",
        // quote, quote_plus, html.escape, htmlentities, repr of bytes
        "Pa%3Dss%26w%2Brd%3C%E5%AF%86%E7%A0%81%3E1/%C3%A9",
        "Pa=ss&amp;w+rd&lt;密码&gt;1/é",
        "Pa=ss&amp;w+rd&lt;密码&gt;1/&eacute;",
        r"Pa=ss&w+rd<\xe5\xaf\x86\xe7\xa0\x81>1/\xc3\xa9",
        // Latin-1 in a URL, and mixtures.
        "Pa=ss&w+rd<密码>1/%e9",
        "Pa%3dss\\u0026w%2Brd&#60;\\u5bc6%E7%A0%81&gt;1\\/&#xe9;",
    ] {
        assert_eq!(masked(written, secret), "***", "{written}");
        let nested =
            serde_json::json!({"a": serde_json::json!({"b": written}).to_string()}).to_string();
        assert_eq!(masked(&nested, secret), r#"{"a":"{\"b\":\"***\"}"}"#);
    }
    assert_eq!(masked("q=a+b%20c", "a b c"), "q=***");
}

#[test]
fn base64_of_a_secret_and_of_what_contains_it_is_masked() {
    for secret in ["fake-secret", "p?>密~", "abcd"] {
        for before in ["", "u:", "us:", "usr:", "{\"password\": \""] {
            for after in ["", "x", "xy", "\"}"] {
                let text = format!("{before}{secret}{after}");
                for last in [['+', '/'], ['-', '_']] {
                    let encoded = base64(text.as_bytes(), last);
                    for written in [
                        encoded.clone(),
                        encoded.trim_end_matches('=').to_owned(),
                        escaped(&encoded, html),
                    ] {
                        let text = format!("Basic {written}, realm=x");
                        assert_eq!(
                            masked(&text, secret),
                            "Basic ***, realm=x",
                            "{before}{secret}{after}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_secret_is_masked_wherever_the_end_of_a_text_cuts_it() {
    let secret = "recog&nis/able密";
    for (writer, escape) in ESCAPES {
        let written = format!("x {}", escaped(secret, escape));
        for (end, _) in written.char_indices() {
            let text = written.get(..end).unwrap_or_default();
            let shown = masked(text, secret);
            assert!(
                !shown.contains(&escaped("recog", escape)),
                "{writer}: {text} is {shown}"
            );
        }
    }
    let bytes = "x 密码测试".as_bytes();
    for end in 0..bytes.len() {
        let text = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        assert!(!masked(&text, "密码测试试").contains("密码测试"), "{text}");
    }
}

#[test]
fn overlapping_secrets_are_masked_as_one() {
    assert_eq!(masked("aaaaaa", "aaaa"), "***");
    assert_eq!(
        redactor(&["abcdef", "defghi"]).text("x abcdefghi y"),
        "x *** y"
    );
    assert_eq!(
        redactor(&["abcd", "abcdef"]).text("x abcdef abcd y"),
        "x *** *** y"
    );
}

#[test]
fn values_of_secret_keys_are_masked_in_every_syntax() {
    for (text, expected) in [
        (
            r#"{"password": "a", "b": "c"}"#,
            r#"{"password": "***", "b": "c"}"#,
        ),
        (
            r#"{'password': 'a\'b', 'b': 'c'}"#,
            r#"{'password': '***', 'b': 'c'}"#,
        ),
        (
            r#"{"password": "a\\", "b": "c"}"#,
            r#"{"password": "***", "b": "c"}"#,
        ),
        (
            r#"{\"password\": \"a\\\"b\\\\\", \"b\": \"c\"}"#,
            r#"{\"password\": \"***\", \"b\": \"c\"}"#,
        ),
        (
            "{&quot;password&quot;:&quot;a'b&quot;,&quot;b&quot;:1}",
            "{&quot;password&quot;:&quot;***&quot;,&quot;b&quot;:1}",
        ),
        (
            r#"{"password": 123456, "b": 1}"#,
            r#"{"password": ***, "b": 1}"#,
        ),
        (
            r#"{"X-Auth-Token": ["a", "b"], "c": "d"}"#,
            r#"{"X-Auth-Token": ["***", "***"], "c": "d"}"#,
        ),
        (
            "{'password': b'hunter2', 'b': 1}",
            "{'password': b'***', 'b': 1}",
        ),
        (
            "Login { password: Some(\"hunter2\"), b: 1 }",
            "Login { password: Some(\"***\"), b: 1 }",
        ),
        ("password=hunter2&b=c", "password=***&b=c"),
        (
            "https://x/?a=b&access_token=hunter2#c",
            "https://x/?a=b&access_token=***",
        ),
        ("password%3Dhunter2%26b%3Dc", "password%3D***%26b%3Dc"),
        ("password: hunter2\nb: c", "password: ***\nb: c"),
        ("password : hunter2, b : c", "password : ***, b : c"),
        ("secret_key => 'hunter2'", "secret_key => '***'"),
        ("{:password=>\"hunter2\"}", "{:password=>\"***\"}"),
        ("X-Auth-Token: hunter2\r\nB: c", "X-Auth-Token: ***\r\nB: c"),
        (
            "Authorization: SDK-HMAC-SHA256 Access=A, Signature=b\r\nC: d",
            "Authorization: ***\r\nC: d",
        ),
        (
            "Proxy-Authorization: Basic abc==</pre>",
            "Proxy-Authorization: ***</pre>",
        ),
        ("Cookie: a=b; c=d\nE: f", "Cookie: ***\nE: f"),
        (
            r#""Authorization: Bearer abc\nE: f""#,
            r#""Authorization: ***\nE: f""#,
        ),
        ("<password>hunter2</password>", "<password>***</password>"),
        (
            "<a:SecretKey type=\"x\">hunter2</a:SecretKey>",
            "<a:SecretKey type=\"x\">***</a:SecretKey>",
        ),
        ("http://user:hunter2@host:1/a", "http://user:***@host:1/a"),
        ("{\"password\": \"cut off", "{\"password\": \"***"),
        ("password=cut", "password=***"),
        ("pwd=a;sk=b", "pwd=***;sk=***"),
    ] {
        let shown = redactor(&[]).text(text);
        assert_eq!(shown, expected);
        assert_eq!(redactor(&[]).text(&shown), expected);
    }
}

#[test]
fn ordinary_text_is_unchanged() {
    for text in [
        "the token has expired",
        "Invalid token: it has expired",
        "Incorrect IAM authentication information: decrypt token fail",
        r#"{"error_msg": "the password is wrong", "error_code": "IAM.0011"}"#,
        r#"{"token": {"expires_at": "2020-01-01T00:00:00Z", "user": {"name": "u"}}}"#,
        r#"{"token": null, "password": false}"#,
        r#"{"token": "", "passwords": []}"#,
        "<p>token</p> <b>password</b>",
        "令牌 \"token\" 无效",
        "https://host:1/path?time=1:2@3",
        "a@b: c",
        "100% of 50%41 &amp; \\u0041 \\\\ %zz",
        "C:\\path\\new",
    ] {
        assert_eq!(redactor(&["s3cret-value"]).text(text), text);
    }
}

#[test]
fn a_long_text_of_repetitions_takes_linear_time() {
    let secret = "a".repeat(16 * 1024);
    let redactor = redactor(&[&secret, "aaaa", "YWFh"]);
    for part in [
        "a",
        "%61",
        "\\",
        "&",
        ";",
        "token=",
        "\"token\":",
        "<token>",
        "://a:",
        "YWFh",
        "%25",
        "[\"",
        "> ",
    ] {
        let text = part.repeat(64 * 1024 / part.len());
        let began = std::time::Instant::now();
        let _ = redactor.text(&text);
        assert!(
            began.elapsed().as_secs() < 30,
            "{part}: {:?}",
            began.elapsed()
        );
    }
}

/// A secret without a backslash, and for each of its characters how it is escaped.
///
/// One with a backslash isn't always found where its characters are escaped in different ways: two escapes of one
/// writer, side by side, can be one escaped escape of another.
fn escaped_secret() -> impl Strategy<Value = (String, String)> {
    let character = prop_oneof![
        any::<char>(),
        "[ -~]".prop_map(|text| text.chars().next().unwrap_or('x')),
        "[%&;+=/u0]".prop_map(|text| text.chars().next().unwrap_or('x')),
    ]
    .prop_map(|c| if c == '\\' { '/' } else { c });
    let escapes = prop::collection::vec(0..ESCAPES.len(), 1..3);
    prop::collection::vec((character, escapes), 6..30).prop_map(|characters| {
        let secret: String = characters.iter().map(|(c, _)| *c).collect();
        let written = characters.iter().map(|(c, escapes)| {
            // Who writes an escape of one of these escapes it, too.
            let may_stay = !matches!(c, '%' | '&');
            let escapes = escapes.iter().filter_map(|at| ESCAPES.get(*at));
            escapes.fold(c.to_string(), |text, (_, escape)| {
                match escaped(&text, *escape) {
                    same if same == text && !may_stay => {
                        escaped(&text, |c| format!("&#{};", u32::from(c)))
                    }
                    written => written,
                }
            })
        });
        (secret, written.collect())
    })
}

#[test]
fn a_secret_of_little_but_backslashes_is_masked() {
    for (secret, written) in [
        ("\\0\\a\\ ", "&#92;0&#92;a&#92; "),
        ("0\\A\\\\ ", "0&#92;A&#92;&#92; "),
        ("ab\\\\", "ab&#92;&#92;"),
    ] {
        for text in [
            format!(" {written} "),
            format!("{written}x"),
            written.to_owned(),
        ] {
            let shown = masked(&text, secret);
            assert!(!shown.contains(written), "{secret} in {shown}");
        }
        assert_eq!(
            masked("0a  0A  ab", secret),
            "0a  0A  ab",
            "without backslashes"
        );
    }
}

proptest! {
    #[test]
    fn a_secret_is_masked_in_any_mixture_of_escapes((secret, written) in escaped_secret(), around in "[^\\\\%&;\"']{0,20}") {
        let text = format!("{around} {written} {around}");
        let shown = masked(&text, &secret);
        prop_assert!(!shown.contains(&written), "{} as {} in {}", secret, written, shown);
    }

    #[test]
    fn any_secret_is_masked_as_two_writers_escape_it(
        secret in "[ -~\\\\%&;+=/u0]{6,30}",
        around in "[^\\\\%&;\"']{0,20}",
        (_, first) in prop::sample::select(&ESCAPES[..]),
        (_, second) in prop::sample::select(&ESCAPES[..]),
    ) {
        let written = escaped(&escaped(&secret, first), second);
        let text = format!("{around} {written} {around}");
        let shown = masked(&text, &secret);
        prop_assert!(!shown.contains(&written), "{} as {} in {}", secret, written, shown);
        let plain = masked(&format!("{around} {secret} {around}"), &secret);
        prop_assert!(!plain.contains(&secret));
    }

    #[test]
    fn text_without_secrets_and_separators_is_unchanged(text in "[^:=>]*") {
        prop_assert_eq!(masked(&text, "s3cret-value-that-is-not-there"), text);
    }
}
