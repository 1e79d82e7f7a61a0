//! Group 7: the closing handshake.

use crate::{
    case::{BROKEN, Case, NOT_UTF8, called, case, hold},
    frame::{CLOSE, Frame, calls, close, ping},
    wire::ServerReply::Close,
};

const VALID: [u16; 13] = [
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999,
];
/// Codes out of range, reserved for local use, or unassigned.
const INVALID: [u16; 14] = [
    0, 1, 999, 1004, 1005, 1006, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
];

#[tokio::test]
async fn a_close_is_answered_with_its_code() {
    let with_code = VALID.into_iter().flat_map(|code| {
        let answer = || [Close(Some(code))];
        [
            case(format!("{code}"), [close(code, "")], answer()),
            case(
                format!("{code} with a reason"),
                [close(code, "Good night, Grace: 晩安")],
                answer(),
            ),
        ]
    });
    let without = case("no code", [Frame::new(CLOSE, "")], [Close(None)]);
    let piecewise = case("1000", [close(1000, "bye")], [Close(Some(1000))]).in_pieces(1);
    hold(with_code.chain([without, piecewise])).await;
}

#[tokio::test]
async fn a_reserved_code_breaks_the_protocol() {
    hold(INVALID.map(|code| case(format!("{code}"), [close(code, "")], [BROKEN]))).await;
}

#[tokio::test]
async fn half_a_code_breaks_the_protocol() {
    hold([case("one octet", [Frame::new(CLOSE, [3])], [BROKEN])]).await;
}

#[tokio::test]
async fn a_reason_is_utf8_of_at_most_123_octets() {
    hold([
        case(
            "123 octets",
            [close(1000, "*".repeat(123))],
            [Close(Some(1000))],
        ),
        case("124 octets", [close(1000, "*".repeat(124))], [BROKEN]),
        case(
            "octets that are no UTF-8",
            [close(1000, b"\xCE\xBA\xED\xA0\x80edited")],
            [NOT_UTF8],
        ),
        case(
            "a character that is cut off",
            [close(1000, b"\xCE")],
            [NOT_UTF8],
        ),
    ])
    .await;
}

#[tokio::test]
async fn frames_after_a_close_are_not_answered() {
    let bye = || close(1000, "bye");
    let cases = || -> [Case; 4] {
        let answer = || [Close(Some(1000))];
        [
            case("a text", [bye(), calls("x")], answer()),
            case("a ping", [bye(), ping("x")], answer()),
            case("another close", [bye(), bye()], answer()),
            case(
                "a frame that breaks the protocol",
                [bye(), calls("x").reserved(7)],
                answer(),
            ),
        ]
    };
    hold(cases()).await;
    hold(cases().map(|case| case.in_pieces(1))).await;
}

#[tokio::test]
async fn frames_before_a_close_are_answered_first() {
    hold([case(
        "a text, then a close",
        [calls("x"), close(1000, "bye")],
        [called("x"), Close(Some(1000))],
    )])
    .await;
}
