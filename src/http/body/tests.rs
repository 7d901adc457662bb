#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderName, HeaderValue};
use proptest::prelude::*;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn headers(lines: &[(HeaderName, &str)]) -> HeaderMap {
    let lines = lines.iter();
    lines
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
        .collect()
}

fn decoded(chunks: &[&[u8]], times: usize, limit: usize) -> Result<Vec<u8>, String> {
    let mut decoder = Decoder::new(Sink::new(limit, None).unwrap(), times);
    let mut run = || {
        for chunk in chunks {
            decoder.write_all(chunk)?;
        }
        decoder.finish()
    };
    match run() {
        Ok(()) => Ok(std::mem::take(&mut decoder.sink().read)),
        Err(error) => match decoder.failed(&error) {
            BodyError::Unreadable { problem, .. } => Err(problem.to_string()),
            other => Err(format!("{other:?}")),
        },
    }
}

#[test]
fn codings_are_read_from_every_header_in_any_case() {
    for (values, expected) in [
        (&[][..], 0),
        (&["identity"], 0),
        (&[""], 0),
        (&["gzip"], 1),
        (&["GZIP"], 1),
        (&["x-gzip"], 1),
        (&["X-GZip , Identity"], 1),
        (&["identity", "gzip"], 1),
        (&["gzip", "gzip"], 2),
        (&["gzip,,x-gzip"], 2),
    ] {
        let lines: Vec<_> = values
            .iter()
            .map(|value| (CONTENT_ENCODING, *value))
            .collect();
        assert_eq!(
            times_compressed(&headers(&lines)),
            Ok(expected),
            "{values:?}"
        );
    }
}

#[test]
fn what_was_not_asked_for_is_named() {
    for (name, value, said) in [
        (
            CONTENT_ENCODING,
            "deflate",
            "encoded with deflate (content-encoding), which was not asked for",
        ),
        (CONTENT_ENCODING, "br", "encoded with br "),
        (CONTENT_ENCODING, "gzip, ZSTD", "encoded with zstd "),
        (CONTENT_ENCODING, "aws-chunked", "encoded with aws-chunked "),
        (
            TRANSFER_ENCODING,
            "gzip, chunked",
            "encoded with gzip (transfer-encoding)",
        ),
        (CONTENT_ENCODING, "gzip, gzip, gzip", "gzip 3 times over"),
    ] {
        let problem = times_compressed(&headers(&[(name, value)]))
            .unwrap_err()
            .to_string();
        assert!(problem.contains(said), "{problem}");
    }
    assert_eq!(
        times_compressed(&headers(&[(TRANSFER_ENCODING, "chunked")])),
        Ok(0)
    );
}

#[test]
fn all_members_are_read_and_the_limit_counts_what_comes_out() {
    let members = [gzip(b"one "), gzip(b""), gzip(b"two")].concat();
    assert_eq!(decoded(&[&members], 1, 7).unwrap(), b"one two");
    assert!(
        decoded(&[&members], 1, 6)
            .unwrap_err()
            .contains("max_response_bytes (6 bytes)")
    );
    assert_eq!(decoded(&[&gzip(&members)], 2, 7).unwrap(), b"one two");
}

#[test]
fn what_is_cut_short_or_followed_by_something_else_is_an_error() {
    let (one, two) = (gzip(b"one"), gzip(b"two"));
    let whole = [one.clone(), two].concat();
    for end in 1..whole.len() {
        let read = decoded(&[&whole[..end]], 1, 100);
        if end == one.len() {
            assert_eq!(read.unwrap(), b"one");
        } else {
            assert!(read.unwrap_err().contains("can't be decompressed"), "{end}");
        }
    }
    let followed = [&one[..], b"garbage"].concat();
    assert!(decoded(&[&followed], 1, 100).is_err());
    let mut wrong = one;
    let checksum = wrong.len() - 8;
    wrong[checksum] ^= 1;
    assert!(decoded(&[&wrong], 1, 100).is_err());
}

proptest! {
    #[test]
    fn a_body_is_read_in_whatever_pieces_it_comes(
        members in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..4),
        piece in 1_usize..50,
    ) {
        let body: Vec<u8> = members.iter().flat_map(|member| gzip(member)).collect();
        let pieces: Vec<&[u8]> = body.chunks(piece).collect();
        prop_assert_eq!(decoded(&pieces, 1, 10_000).unwrap(), members.concat());
    }

    #[test]
    fn bytes_that_are_no_gzip_never_panic(bytes in prop::collection::vec(any::<u8>(), 1..200)) {
        let _ = decoded(&[&bytes], 1, 1000);
        let _ = decoded(&[&bytes], 2, 1000);
    }
}

#[test]
fn another_charset_is_named_where_it_makes_a_difference() {
    for (content_type, body, expected) in [
        (
            "application/json; charset=GBK",
            &b"\xca\xfd"[..],
            Some("text in gbk,"),
        ),
        (
            "application/json; charset=\"gb18030\"",
            b"\xca\xfd",
            Some("text in gb18030,"),
        ),
        (
            "text/html;Charset = big5",
            b"\xca\xfd",
            Some("text in big5,"),
        ),
        (
            "application/json; charset=iso-8859-1",
            b"\xc3\xa9",
            Some("text in iso-8859-1,"),
        ),
        ("application/json; charset=iso-8859-1", b"e", None),
        (
            "application/json; charset=UTF-16LE",
            b"{\0",
            Some("text in utf-16le,"),
        ),
        ("application/json; charset=UTF-8", b"\xc3\xa9", None),
        ("application/json; charset=\"utf8\"", b"\xc3\xa9", None),
        ("application/json; charset=", b"\xc3\xa9", None),
        ("application/json", b"\xca\xfd", None),
    ] {
        let problem = other_charset(&headers(&[(CONTENT_TYPE, content_type)]), body);
        match expected {
            None => assert_eq!(problem, None, "{content_type}"),
            Some(said) => assert!(
                problem.unwrap().to_string().contains(said),
                "{content_type}"
            ),
        }
    }
}
