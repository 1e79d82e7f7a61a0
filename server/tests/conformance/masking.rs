//! Group 10: masks, which a client must use.

use crate::{
    case::{BROKEN, NOT_UTF8, called, case, hold},
    frame::{binary, calls, close, ping},
    wire::ServerReply::Pong,
};

#[tokio::test]
async fn a_frame_without_a_mask_breaks_the_protocol() {
    hold([
        case("a text", [calls("x").unmasked()], [BROKEN]),
        case("a binary", [binary("x").unmasked()], [BROKEN]),
        case("a ping", [ping("x").unmasked()], [BROKEN]),
        case("a close", [close(1000, "").unmasked()], [BROKEN]),
        case(
            "a text after one with a mask",
            [calls("a"), calls("b").unmasked()],
            [called("a"), BROKEN],
        ),
    ])
    .await;
}

#[tokio::test]
async fn every_mask_is_removed() {
    hold([
        case("zeros", [calls("x").masked_with([0; 4])], [called("x")]),
        case("ones", [calls("x").masked_with([0xFF; 4])], [called("x")]),
        case(
            "another one for each frame",
            [
                calls("x").masked_with([1, 2, 3, 4]),
                ping("y").masked_with([0x80, 0, 0, 0x80]),
            ],
            [called("x"), Pong(b"y".to_vec())],
        ),
    ])
    .await;
}

/// Removing a mask from an unmasked payload makes it noise.
#[tokio::test]
async fn an_unmasked_payload_with_a_mask_key_is_not_text() {
    let frame = calls("x").pretends_mask([0x80; 4]);
    hold([case("a text in the clear", [frame], [NOT_UTF8])]).await;
}
