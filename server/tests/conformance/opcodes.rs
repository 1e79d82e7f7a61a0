//! Group 4: reserved opcodes.

use crate::{
    case::{BROKEN, called, case, hold},
    frame::{Frame, calls},
};

const RESERVED: [u8; 10] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];

#[tokio::test]
async fn a_reserved_opcode_breaks_the_protocol() {
    let cases = RESERVED.into_iter().flat_map(|opcode| {
        let frame = |payload: &str| Frame::new(opcode, payload);
        let between_texts = || {
            case(
                format!("opcode {opcode} between texts"),
                [calls("a"), frame("x"), calls("b")],
                [called("a"), BROKEN],
            )
        };
        [
            case(format!("opcode {opcode}, empty"), [frame("")], [BROKEN]),
            case(
                format!("opcode {opcode}, with a payload"),
                [frame("x")],
                [BROKEN],
            ),
            between_texts(),
            between_texts().in_pieces(1),
        ]
    });
    hold(cases).await;
}
