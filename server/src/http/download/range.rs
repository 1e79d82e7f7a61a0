//! The part of a file that a request asks for (RFC 9110, sections 13 and 14).

use axum::http::{HeaderMap, Method, header};
use axum_extra::headers::{ETag, HeaderMapExt as _, IfRange};
use http_range_header::{
    EndPosition, RangeUnsatisfiableError, StartPosition, SyntacticallyCorrectRange,
    parse_range_header,
};

/// The part of a file that a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FilePart {
    Whole,
    /// From the first to the last of these bytes, counted from 0.
    Bytes(u64, u64),
    /// None of the file's bytes.
    Unsatisfiable,
}

/// Returns the part that a request asks for of a file with `tag` and `size` bytes.
///
/// Ignores a `Range` that is malformed, has another unit than bytes, or has several ranges, as the RFC allows or demands.
/// Also ignores one whose `If-Range` names another file, of which the client has a part.
pub(super) fn part(method: &Method, headers: &HeaderMap, tag: &ETag, size: u64) -> FilePart {
    let Some(range) = headers.get(header::RANGE) else {
        return FilePart::Whole;
    };
    if *method != Method::GET || !is_current(headers, tag) {
        return FilePart::Whole;
    }
    let range = range.to_str().unwrap_or_default().to_ascii_lowercase();
    match parse_range_header(&range) {
        Ok(parsed) => match parsed.ranges[..] {
            [range] => within(range, size),
            _ => FilePart::Whole,
        },
        Err(RangeUnsatisfiableError::ZeroSuffix) => FilePart::Unsatisfiable,
        Err(_) => FilePart::Whole,
    }
}

/// Returns whether the parts that the client already has are of this file. True if the client does not say.
fn is_current(headers: &HeaderMap, tag: &ETag) -> bool {
    if !headers.contains_key(header::IF_RANGE) {
        return true;
    }
    let condition = headers.typed_get::<IfRange>();
    condition.is_some_and(|condition| !condition.is_modified(Some(tag), None))
}

fn within(range: SyntacticallyCorrectRange, size: u64) -> FilePart {
    let first = match range.start {
        StartPosition::Index(first) => first,
        StartPosition::FromLast(length) => size.saturating_sub(length),
    };
    let Some(last) = size.checked_sub(1).filter(|last| first <= *last) else {
        return FilePart::Unsatisfiable;
    };
    match range.end {
        EndPosition::Index(end) if end < first => FilePart::Whole,
        EndPosition::Index(end) => FilePart::Bytes(first, end.min(last)),
        EndPosition::LastByte => FilePart::Bytes(first, last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn tag() -> ETag {
        "\"tea\"".parse().expect("a tag")
    }

    fn asked(range: &'static str, size: u64) -> FilePart {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static(range));
        part(&Method::GET, &headers, &tag(), size)
    }

    #[test]
    fn a_range_is_cut_to_the_file() {
        assert_eq!(asked("bytes=2-4", 10), FilePart::Bytes(2, 4));
        assert_eq!(asked("Bytes=2-", 10), FilePart::Bytes(2, 9));
        assert_eq!(asked("bytes=2-99", 10), FilePart::Bytes(2, 9));
        assert_eq!(asked("bytes=-3", 10), FilePart::Bytes(7, 9));
        assert_eq!(asked("bytes=-999999999", 10), FilePart::Bytes(0, 9));
    }

    #[test]
    fn a_range_beyond_the_file_cannot_be_satisfied() {
        for (range, size) in [
            ("bytes=10-", 10),
            ("bytes=10-20", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=-5", 0),
        ] {
            assert_eq!(
                asked(range, size),
                FilePart::Unsatisfiable,
                "{range} of {size}"
            );
        }
    }

    #[test]
    fn an_unknown_or_malformed_range_is_ignored() {
        for range in [
            "items=0-1",
            "bytes",
            "bytes=",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=--1",
            "bytes=0-1,3-4",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(asked(range, 10), FilePart::Whole, "{range}");
        }
    }

    #[test]
    fn a_client_with_part_of_another_file_gets_the_whole_file() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=2-4"));
        for (condition, expected) in [
            ("\"tea\"", FilePart::Bytes(2, 4)),
            ("\"cake\"", FilePart::Whole),
            // A weak tag promises nothing about single bytes.
            ("W/\"tea\"", FilePart::Whole),
            ("Wed, 21 Oct 2026 07:28:00 GMT", FilePart::Whole),
            ("tea", FilePart::Whole),
        ] {
            let value = HeaderValue::from_static(condition);
            headers.insert(header::IF_RANGE, value);
            let part = part(&Method::GET, &headers, &tag(), 10);
            assert_eq!(part, expected, "{condition}");
        }
    }

    #[test]
    fn only_get_requests_have_ranges() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=2-4"));
        assert_eq!(part(&Method::HEAD, &headers, &tag(), 10), FilePart::Whole);
    }
}
