//! Group 2: pings and pongs.

use crate::{
    case::{BROKEN, called, case, hold},
    frame::{calls, ping, pong},
    wire::ServerReply::Pong,
};

#[tokio::test]
async fn a_ping_is_answered_with_its_payload() {
    let binary = [0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF];
    let cases = || {
        [
            ("a ping without payload", &b""[..]),
            ("a ping with text", b"Hello"),
            ("a ping with binary data", &binary),
            ("a ping with 125 octets", &[0xFE; 125]),
        ]
        .map(|(name, payload)| case(name, [ping(payload)], [Pong(payload.to_vec())]))
    };
    hold(cases()).await;
    hold(cases().map(|case| case.in_pieces(1))).await;
}

#[tokio::test]
async fn pings_are_answered_in_order() {
    let payloads: [Vec<u8>; 10] = std::array::from_fn(|place| format!("ping {place}").into());
    let cases = || {
        case(
            "ten pings",
            payloads.iter().map(ping),
            payloads.clone().map(Pong),
        )
    };
    hold([cases(), cases().in_pieces(1)]).await;
}

#[tokio::test]
async fn a_ping_of_more_than_125_octets_breaks_the_protocol() {
    hold([
        case("a ping with 126 octets", [ping([0xFE; 126])], [BROKEN]),
        case("a pong with 126 octets", [pong([0xFE; 126])], [BROKEN]),
        case(
            "a ping with 65,536 octets",
            [ping([0xFE; 65_536])],
            [BROKEN],
        ),
    ])
    .await;
}

#[tokio::test]
async fn an_unsolicited_pong_is_ignored() {
    hold([
        case("a pong without payload", [pong("")], []),
        case("a pong with payload", [pong("unsolicited")], []),
        case(
            "a pong, then a ping",
            [pong("unsolicited"), ping("Hello"), calls("x")],
            [Pong(b"Hello".to_vec()), called("x")],
        ),
    ])
    .await;
}
