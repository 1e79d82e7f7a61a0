//! Group 1: lengths in each encoding.

use crate::{
    case::{Case, NO_FRAME, called, case, hold},
    frame::{binary, calls, id_for, text},
};

/// Lengths on both sides of each change of encoding.
const LENGTHS: [usize; 6] = [125, 126, 127, 128, 65_535, 65_536];

fn messages() -> Vec<Case> {
    let mut cases = vec![
        case("empty text", [text("")], [NO_FRAME]),
        case("empty binary", [binary("")], [NO_FRAME]),
    ];
    for length in LENGTHS {
        let id = id_for(length);
        let text = case(
            format!("text of {length} octets"),
            [calls(&id)],
            [called(&id)],
        );
        let payload = vec![0xFE; length];
        let binary = case(
            format!("binary of {length} octets"),
            [binary(payload)],
            [NO_FRAME],
        );
        cases.extend([text, binary]);
    }
    cases
}

#[tokio::test]
async fn messages_of_every_length_are_read() {
    hold(messages()).await;
}

#[tokio::test]
async fn messages_that_come_octet_by_octet_are_read() {
    hold(messages().into_iter().map(|case| case.in_pieces(1))).await;
}

#[tokio::test]
async fn frames_that_come_together_are_read_one_by_one() {
    let frames = ["a", "b", "c"].map(calls);
    let answers = ["a", "b", "c"].map(called);
    hold([case("three messages in one write", frames, answers)]).await;
}

/// RFC 6455 has clients write a length as short as they can; tungstenite takes longer ones too, which harms nobody.
#[tokio::test]
async fn a_length_in_more_octets_than_it_needs_is_taken() {
    hold([2, 8].map(|octets| {
        case(
            format!("a length in {octets} octets"),
            [calls("x").length_in(octets)],
            [called("x")],
        )
    }))
    .await;
}
