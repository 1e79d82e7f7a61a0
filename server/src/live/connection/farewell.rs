use super::{Connection, Done};
use crate::{
    live::{hub::Dismissal, session::Trimmed, transport::Transport},
    tuning::Tuning,
};
use axum::extract::ws::{CloseCode, close_code};
use futures::StreamExt as _;
use tokio::time::timeout;

/// The session ended: signed out, or barred.
const SIGNED_OUT: CloseCode = 4401;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The client closed it, or the line is dead.
    Gone,
    /// The client does not keep up with reading.
    Lagged,
    SignedOut,
    /// The person sees other things from now on, and starts over.
    Recast,
    ShuttingDown,
    /// The client sends more than may wait for its person's turn.
    Flood,
    /// The person, or their network, holds as many connections as they may.
    Crowded,
    /// The client sent a frame beyond the bound.
    TooLarge,
    /// The client broke the rules of WebSocket.
    Violation,
    /// The client sent bytes as text that are not UTF-8.
    NotUtf8,
    /// The client said nothing for too long.
    Silent,
    /// What the client lacks has been trimmed from the log since its `hello`: its next one learns that.
    Trimmed,
    /// The server's own fault.
    Fault,
}

impl From<Trimmed> for Ending {
    fn from(_: Trimmed) -> Self {
        Self::Trimmed
    }
}

impl Ending {
    fn close(self) -> Option<(CloseCode, &'static str)> {
        Some(match self {
            Self::Gone => return None,
            Self::Lagged => (close_code::POLICY, "too slow"),
            Self::SignedOut => (SIGNED_OUT, "signed out"),
            Self::Recast => (close_code::AWAY, "what you may see has changed"),
            Self::ShuttingDown => (close_code::AWAY, "the server is stopping"),
            Self::Flood => (close_code::POLICY, "too many frames"),
            Self::Crowded => (close_code::AGAIN, "too many connections"),
            Self::TooLarge => (close_code::SIZE, "the frame is too large"),
            Self::Violation => (close_code::PROTOCOL, "that is not WebSocket"),
            Self::NotUtf8 => (close_code::INVALID, "the text is not UTF-8"),
            Self::Silent => (close_code::POLICY, "silent for too long"),
            Self::Trimmed => (close_code::AWAY, "the log no longer reaches back so far"),
            Self::Fault => (close_code::ERROR, "an error of the server"),
        })
    }
}

impl From<Dismissal> for Ending {
    fn from(dismissal: Dismissal) -> Self {
        match dismissal {
            Dismissal::Lagged => Self::Lagged,
            Dismissal::SignedOut => Self::SignedOut,
            Dismissal::Recast => Self::Recast,
        }
    }
}

/// Closes a connection that was refused its place, so that the client learns why and comes back later.
pub(crate) async fn turn_away(mut transport: Transport, tuning: &Tuning) {
    close(&mut transport, Ending::Crowded, tuning).await;
}

/// Closes in a bounded time.
async fn close(transport: &mut Transport, ending: Ending, tuning: &Tuning) {
    if let Some((code, reason)) = ending.close() {
        let _ = timeout(tuning.farewell, transport.close(code, reason)).await;
    }
    // What the client sent meanwhile is read and thrown away: a socket closed with unread bytes is reset, and
    // the close frame is lost with it.
    let _ = timeout(tuning.farewell, transport.drain()).await;
}

impl Connection {
    /// Closes the connection, in a bounded time, so that the client learns why.
    pub(super) async fn part(mut self, ending: Ending) {
        if ending == Ending::ShuttingDown {
            // Commands that were taken are seen through: their acks go out before the close.
            let _ = timeout(self.tuning.shutdown / 2, self.answer_all()).await;
        }
        close(&mut self.transport, ending, &self.tuning).await;
    }

    async fn answer_all(&mut self) {
        while let Some(done) = self.work.next().await {
            if let Done::Answer(frame) = done
                && self.say(&frame).await.is_err()
            {
                return;
            }
        }
    }
}
