//! Group 3: reserved bits, which are not used by any extension.

use crate::{
    case::{BROKEN, called, case, hold},
    frame::{binary, calls, close, continuation, ping, text},
};

#[tokio::test]
async fn a_reserved_bit_breaks_the_protocol() {
    let frames = [
        ("a text", calls("x")),
        ("an empty text", text("")),
        ("a binary", binary("x")),
        ("a ping", ping("x")),
        ("a close", close(1000, "")),
    ];
    let cases = frames.iter().flat_map(|(name, frame)| {
        (1..=7).map(move |bits| {
            let name = format!("{name} with reserved bits {bits:03b}");
            case(name, [frame.clone().reserved(bits)], [BROKEN])
        })
    });
    hold(cases).await;
}

#[tokio::test]
async fn messages_before_a_reserved_bit_are_answered() {
    let before_and_after = || {
        case(
            "a text, then one with a reserved bit, then another",
            [calls("a"), calls("b").reserved(4), calls("c")],
            [called("a"), BROKEN],
        )
    };
    hold([
        before_and_after(),
        before_and_after().in_pieces(1),
        case(
            "a fragment with a reserved bit",
            [text("a").unfinished(), continuation("b").reserved(2)],
            [BROKEN],
        ),
    ])
    .await;
}
