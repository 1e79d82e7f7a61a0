//! Group 9: the bounds of Hubbub. A message of more than 512 KiB is read to its end and refused with 1009. One of more
//! than four times that is cut off with the same code.

use crate::{
    case::{NO_FRAME, TOO_LARGE, called, case, hold, raw},
    frame::{BINARY, TEXT, binary, call, calls, fragments, id_for, text},
};
use protocol::limits::FRAME_BYTES;

const CUT_OFF: usize = 4 * FRAME_BYTES;

#[tokio::test]
async fn a_message_at_the_bound_is_read_and_one_beyond_is_refused() {
    let largest = id_for(FRAME_BYTES);
    let at_bound = || case("the largest text", [calls(&largest)], [called(&largest)]);
    hold([
        at_bound(),
        at_bound().in_pieces(997),
        case(
            "the largest binary",
            [binary(vec![0; FRAME_BYTES])],
            [NO_FRAME],
        ),
        case(
            "a text of an octet more",
            [calls(&id_for(FRAME_BYTES + 1))],
            [TOO_LARGE],
        ),
        case(
            "a binary of an octet more",
            [binary(vec![0; FRAME_BYTES + 1])],
            [TOO_LARGE],
        ),
        case(
            "a text at the cut-off",
            [calls(&id_for(CUT_OFF))],
            [TOO_LARGE],
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_frame_that_announces_too_much_is_cut_off_before_it_comes() {
    let lengths = [CUT_OFF as u64 + 1, u64::from(u32::MAX) + 1, u64::MAX >> 1];
    let announced = lengths.map(|length| {
        let name = format!("a text of {length} octets");
        raw(name, text("").header(length), [TOO_LARGE])
    });
    // The highest bit of a length is always 0: a length with it set is too large in any case.
    let highest = raw(
        "a length with its highest bit set",
        binary("").header(u64::MAX),
        [TOO_LARGE],
    );
    hold(announced.into_iter().chain([highest])).await;
}

#[tokio::test]
async fn fragments_count_together() {
    let largest = id_for(FRAME_BYTES);
    let endless = fragments(TEXT, vec![b'*'; CUT_OFF + 1], 64 * 1024)
        .into_iter()
        .map(|frame| frame.unfinished());
    hold([
        case(
            "the largest text",
            fragments(TEXT, call(&largest), 4096),
            [called(&largest)],
        ),
        case(
            "a text of an octet more",
            fragments(TEXT, call(&id_for(FRAME_BYTES + 1)), 4096),
            [TOO_LARGE],
        ),
        case("a text without an end", endless, [TOO_LARGE]),
    ])
    .await;
}

#[tokio::test]
async fn many_small_fragments_are_one_message() {
    let id = id_for(16 * 1024);
    hold([
        case(
            "a text in 16,384 fragments",
            fragments(TEXT, call(&id), 1),
            [called(&id)],
        ),
        case(
            "a binary in 16,384 fragments",
            fragments(BINARY, [0; 16 * 1024], 1),
            [NO_FRAME],
        ),
    ])
    .await;
}
