//! Group 5: messages in fragments.

use crate::{
    case::{BROKEN, Case, NO_FRAME, called, case, hold},
    frame::{
        BINARY, CLOSE, Frame, TEXT, binary, call, calls, close, continuation, fragments, ping,
        pong, text,
    },
    wire::ServerReply::{Close, Pong},
};

/// Runs the cases in one write, and octet by octet.
async fn hold_both_ways(cases: impl Fn() -> Vec<Case>) {
    let pieces = cases().into_iter().map(|case| case.in_pieces(1));
    hold(cases().into_iter().chain(pieces)).await;
}

fn halves(id: &str) -> (Frame, Frame) {
    let call = call(id);
    let (one, two) = call.split_at(call.len() / 2);
    (text(one).unfinished(), continuation(two))
}

#[tokio::test]
async fn fragments_make_one_message() {
    let (one, two) = halves("x");
    hold_both_ways(|| {
        vec![
            case("two", [one.clone(), two.clone()], [called("x")]),
            case("one an octet", fragments(TEXT, call("x"), 1), [called("x")]),
            case(
                "empty ones around and between",
                [
                    text("").unfinished(),
                    continuation(call("x")).unfinished(),
                    continuation("").unfinished(),
                    continuation(""),
                ],
                [called("x")],
            ),
            case(
                "nothing but empty ones",
                [
                    text("").unfinished(),
                    continuation("").unfinished(),
                    continuation(""),
                ],
                [NO_FRAME],
            ),
            case("binary ones", fragments(BINARY, [0xFF; 10], 3), [NO_FRAME]),
        ]
    })
    .await;
}

#[tokio::test]
async fn control_frames_pass_between_fragments() {
    let (one, two) = halves("x");
    hold_both_ways(|| {
        let mut many = Vec::new();
        for fragment in fragments(TEXT, call("x"), 3) {
            many.extend([fragment, pong("unsolicited")]);
        }
        vec![
            case(
                "a ping",
                [one.clone(), ping("Hello"), two.clone()],
                [Pong(b"Hello".to_vec()), called("x")],
            ),
            case(
                "a pong",
                [one.clone(), pong("Hello"), two.clone()],
                [called("x")],
            ),
            case("a pong after each", many, [called("x")]),
            case(
                "a close",
                [one.clone(), close(1000, ""), two.clone()],
                [Close(Some(1000))],
            ),
        ]
    })
    .await;
}

#[tokio::test]
async fn control_frames_in_fragments_break_the_protocol() {
    hold_both_ways(|| {
        vec![
            case(
                "a ping",
                [ping("a").unfinished(), continuation("b")],
                [BROKEN],
            ),
            case(
                "a pong",
                [pong("a").unfinished(), continuation("b")],
                [BROKEN],
            ),
            case(
                "a close",
                [Frame::new(CLOSE, [3]).unfinished(), continuation([232])],
                [BROKEN],
            ),
        ]
    })
    .await;
}

#[tokio::test]
async fn a_continuation_of_nothing_breaks_the_protocol() {
    let (one, two) = halves("x");
    hold_both_ways(|| {
        vec![
            case("a final one", [continuation(call("x"))], [BROKEN]),
            case("an empty one", [continuation("")], [BROKEN]),
            case(
                "an unfinished one",
                [continuation("a").unfinished()],
                [BROKEN],
            ),
            case(
                "one before a text",
                [continuation("a").unfinished(), calls("x")],
                [BROKEN],
            ),
            case(
                "one after a message in fragments",
                [one.clone(), two.clone(), two.clone()],
                [called("x"), BROKEN],
            ),
        ]
    })
    .await;
}

#[tokio::test]
async fn a_new_message_inside_another_breaks_the_protocol() {
    let (one, _) = halves("x");
    hold_both_ways(|| {
        vec![
            case("a text", [one.clone(), calls("y")], [BROKEN]),
            case("a binary", [one.clone(), binary("y")], [BROKEN]),
            case(
                "a text that is in fragments too",
                [one.clone(), one.clone()],
                [BROKEN],
            ),
            case(
                "a text inside a binary",
                [binary("a").unfinished(), calls("y")],
                [BROKEN],
            ),
        ]
    })
    .await;
}
