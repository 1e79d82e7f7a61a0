//! One connection to the server over either transport.

use crate::{fallback::Fallback, socket::Socket, transport::TransportListener};
use client::TransportKind;
use protocol::ClientFrame;

/// An open or opening connection. Dropping it closes it, and its listener is not called again.
pub(crate) enum ServerConnection {
    Socket(Socket),
    Fallback(Fallback),
}

impl ServerConnection {
    /// Starts to connect. Returns `None` if the browser refuses even to try.
    pub(crate) fn open(transport: TransportKind, listener: TransportListener) -> Option<Self> {
        match transport {
            TransportKind::WebSocket => Socket::open(listener).map(Self::Socket),
            TransportKind::EventStream => Some(Self::Fallback(Fallback::open(listener))),
        }
    }

    /// Sends a frame, if the connection is open. A frame that is lost is in the outbox, or not worth keeping.
    pub(crate) fn send(&self, frame: &ClientFrame) {
        let Ok(json) = serde_json::to_string(frame) else {
            return;
        };
        match self {
            Self::Socket(socket) => socket.send(&json),
            Self::Fallback(fallback) => fallback.send(json),
        }
    }
}
