//! Test cases: bytes that a client writes, and the answers expected.

use crate::{
    frame::{Frame, calls},
    support::{TestPerson, TestServer},
    wire::{RawConnection, ServerReply},
};
use protocol::ErrorCode;

/// Reply to a valid WebSocket message that is not a frame of Hubbub's.
pub(crate) const NO_FRAME: ServerReply = ServerReply::Refused(ErrorCode::BadFrame);
/// Close codes of RFC 6455 that the server sends.
pub(crate) const BROKEN: ServerReply = ServerReply::Close(Some(1002));
pub(crate) const NOT_UTF8: ServerReply = ServerReply::Close(Some(1007));
pub(crate) const TOO_LARGE: ServerReply = ServerReply::Close(Some(1009));

/// Bytes that a client writes, and all answers of the server.
pub(crate) struct Case {
    name: String,
    bytes: Vec<u8>,
    /// Number of octets in each write.
    piece: usize,
    answers: Vec<ServerReply>,
}

/// Returns a case whose frames are written at once.
pub(crate) fn case<const N: usize>(
    name: impl Into<String>,
    frames: impl IntoIterator<Item = Frame>,
    answers: [ServerReply; N],
) -> Case {
    let frames = frames.into_iter().map(|frame| frame.bytes());
    raw(name, frames.collect::<Vec<_>>().concat(), answers)
}

/// Returns a case of octets, which need not be whole frames.
pub(crate) fn raw(
    name: impl Into<String>,
    bytes: Vec<u8>,
    answers: impl Into<Vec<ServerReply>>,
) -> Case {
    Case {
        name: name.into(),
        bytes,
        piece: usize::MAX,
        answers: answers.into(),
    }
}

pub(crate) fn called(id: &str) -> ServerReply {
    ServerReply::Called(id.to_owned())
}

impl Case {
    /// Returns the same case in writes of so many octets.
    pub(crate) fn in_pieces(self, octets: usize) -> Self {
        Self {
            name: format!("{}, in pieces of {octets}", self.name),
            piece: octets,
            ..self
        }
    }

    async fn fails(mut self, person: &TestPerson) -> Option<String> {
        let mut wire = RawConnection::open(person).await;
        for piece in self.bytes.chunks(self.piece) {
            wire.write(piece).await;
        }
        // Nothing more may arrive: only the end after a close, otherwise only the answer to one more call.
        if matches!(self.answers.last(), Some(ServerReply::Close(_))) {
            self.answers.push(ServerReply::HungUp);
        } else {
            wire.write(&calls("still here").bytes()).await;
            self.answers.push(called("still here"));
        }
        for wanted in &self.answers {
            let got = wire.hear().await;
            if got != *wanted {
                let name = &self.name;
                return Some(format!(
                    "{name}: {wanted:.80?} was due, and {got:.80?} came"
                ));
            }
        }
        None
    }
}

/// Runs each case on its own connection, and reports all failures.
pub(crate) async fn hold(cases: impl IntoIterator<Item = Case>) {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let mut failures = Vec::new();
    for case in cases {
        failures.extend(case.fails(&ada).await);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
