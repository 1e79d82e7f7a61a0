//! Why a connection ends, and the close code that tells its client.

use crate::live::{hub::Dismissal, session::Trimmed};
use axum::extract::ws::{CloseCode, close_code};

/// The session is over: signed out or banned.
const SIGNED_OUT: CloseCode = 4401;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client closed it, or cannot be reached.
    Gone,
    /// The client reads too slowly.
    Lagged,
    SignedOut,
    /// The person's permissions changed: the client reconnects and resyncs.
    Invalidated,
    ShuttingDown,
    /// The client sent more frames than its backlog holds.
    Flood,
    /// The person, or their network, has as many connections as allowed.
    Crowded,
    /// The client sent a frame beyond the bound.
    TooLarge,
    /// The client broke the rules of WebSocket.
    Violation,
    /// The client sent text that is not UTF-8.
    NotUtf8,
    /// The client sent nothing for too long.
    Silent,
    /// The log was trimmed beyond the client's cursor after its `hello`: its next `hello` is answered with `resync`.
    Trimmed,
    /// An error of the server.
    Fault,
}

impl Ending {
    /// Returns the close code and reason. `None` if there is nobody to tell.
    pub(crate) fn close(self) -> Option<(CloseCode, &'static str)> {
        Some(match self {
            Self::Gone => return None,
            Self::Lagged => (close_code::POLICY, "too slow"),
            Self::SignedOut => (SIGNED_OUT, "signed out"),
            Self::Invalidated => (close_code::AWAY, "your permissions have changed"),
            Self::ShuttingDown => (close_code::AWAY, "the server is stopping"),
            Self::Flood => (close_code::POLICY, "too many frames"),
            Self::Crowded => (close_code::AGAIN, "too many connections"),
            Self::TooLarge => (close_code::SIZE, "the frame is too large"),
            Self::Violation => (close_code::PROTOCOL, "not a valid WebSocket message"),
            Self::NotUtf8 => (close_code::INVALID, "the text is not UTF-8"),
            Self::Silent => (close_code::POLICY, "silent for too long"),
            Self::Trimmed => (
                close_code::AWAY,
                "the log no longer holds the missing events",
            ),
            Self::Fault => (close_code::ERROR, "internal error"),
        })
    }
}

impl From<Trimmed> for Ending {
    fn from(_: Trimmed) -> Self {
        Self::Trimmed
    }
}

impl From<Dismissal> for Ending {
    fn from(dismissal: Dismissal) -> Self {
        match dismissal {
            Dismissal::Lagged => Self::Lagged,
            Dismissal::SignedOut => Self::SignedOut,
            Dismissal::Invalidated => Self::Invalidated,
        }
    }
}
