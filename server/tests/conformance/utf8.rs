//! Group 6: text is UTF-8.
//!
//! The server detects invalid text when a whole frame has come, without waiting for the other fragments of the message.
//! RFC 6455 does not require it to look into incomplete frames.

use crate::{
    case::{Case, NOT_UTF8, called, case, hold},
    frame::{TEXT, call, calls, continuation, fragments, text},
};

/// First and last characters of each length, those next to the surrogates, and noncharacters.
const VALID: [&str; 12] = [
    "Hello-µ@ßöäüàá-UTF-8!!",
    "κόσμε",
    "שלום 你好 🎉",
    "\u{7F}",
    "\u{80}",
    "\u{7FF}",
    "\u{800}",
    "\u{D7FF}\u{E000}",
    "\u{FFFD}",
    "\u{FFFE}\u{FFFF}",
    "\u{10000}",
    "\u{10FFFF}",
];

const INVALID: [(&str, &[u8]); 24] = [
    ("a continuation octet alone", b"\x80"),
    ("the last continuation octet alone", b"\xBF"),
    ("continuation octets alone", b"\x80\xBF\x80\xBF"),
    ("a start of two before a space", b"\xC3 "),
    ("a start of three before a space", b"\xE2\x82 "),
    ("a start of four before a space", b"\xF0\x9F\x8E "),
    ("starts only", b"\xC3\xC3\xE2\xF0"),
    ("an overlong slash in two", b"\xC0\xAF"),
    ("an overlong slash in three", b"\xE0\x80\xAF"),
    ("an overlong slash in four", b"\xF0\x80\x80\xAF"),
    ("an overlong slash in five", b"\xF8\x80\x80\x80\xAF"),
    ("an overlong slash in six", b"\xFC\x80\x80\x80\x80\xAF"),
    ("an overlong zero", b"\xC0\x80"),
    ("the last overlong in two", b"\xC1\xBF"),
    ("the last overlong in three", b"\xE0\x9F\xBF"),
    ("the last overlong in four", b"\xF0\x8F\xBF\xBF"),
    ("the first high surrogate", b"\xED\xA0\x80"),
    ("the last high surrogate", b"\xED\xAF\xBF"),
    ("the first low surrogate", b"\xED\xB0\x80"),
    ("the last low surrogate", b"\xED\xBF\xBF"),
    ("a pair of surrogates", b"\xED\xA0\x80\xED\xBF\xBF"),
    ("the first beyond U+10FFFF", b"\xF4\x90\x80\x80"),
    ("a start beyond all", b"\xF5\x80\x80\x80"),
    ("octets that are never there", b"\xFE\xFF"),
];

/// Returns a call with these octets in its `id`.
fn call_with(octets: &[u8]) -> Vec<u8> {
    let call = call("|");
    let (before, after) = call.split_once('|').expect("the place");
    [before.as_bytes(), octets, after.as_bytes()].concat()
}

#[tokio::test]
async fn valid_text_is_returned_unchanged() {
    let cases = VALID.into_iter().flat_map(|id| {
        let whole = || case(id, [calls(id)], [called(id)]);
        let fragments = fragments(TEXT, call(id), 1);
        [
            whole(),
            whole().in_pieces(1),
            case(
                format!("{id}, a fragment an octet"),
                fragments,
                [called(id)],
            ),
        ]
    });
    hold(cases).await;
}

#[tokio::test]
async fn text_that_is_not_utf8_closes_with_1007() {
    let cases = INVALID.into_iter().flat_map(|(name, octets)| {
        let whole = || case(name, [text(call_with(octets))], [NOT_UTF8]);
        [whole(), whole().in_pieces(1)]
    });
    hold(cases).await;
}

#[tokio::test]
async fn a_fragment_that_is_not_utf8_closes_before_the_rest_comes() {
    let cases = INVALID.into_iter().flat_map(|(name, octets)| -> [Case; 2] {
        let after = [octets, b"|"].concat();
        [
            case(
                format!("{name}, in the first fragment"),
                [text(&after).unfinished()],
                [NOT_UTF8],
            ),
            case(
                format!("{name}, an octet a fragment"),
                std::iter::once(text("κόσμε").unfinished()).chain(
                    after
                        .iter()
                        .map(|octet| continuation([*octet]).unfinished()),
                ),
                [NOT_UTF8],
            ),
        ]
    });
    hold(cases).await;
}

#[tokio::test]
async fn a_text_that_ends_within_a_character_closes_with_1007() {
    hold([
        case("a text of one frame", [text(b"\xCE")], [NOT_UTF8]),
        case(
            "a text of two fragments",
            [text(b"\xF0\x9F").unfinished(), continuation(b"\x8E")],
            [NOT_UTF8],
        ),
        case(
            "a text whose last fragment is empty",
            [text(b"\xF0\x9F").unfinished(), continuation("")],
            [NOT_UTF8],
        ),
    ])
    .await;
}
