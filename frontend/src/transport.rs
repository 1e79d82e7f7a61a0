//! One connection, whatever carries it, from opening to closing.

use crate::{fallback::Fallback, socket::Socket};
use client::Transport;
use protocol::{ClientFrame, ServerFrame};
use std::rc::Rc;

/// What happens to a connection.
pub(crate) enum Happening {
    Opened,
    Received(Box<ServerFrame>),
    /// With the close code of RFC 6455.
    Closed {
        code: u16,
    },
}

/// The close code of a connection that broke.
pub(crate) const BROKEN: u16 = 1006;

/// Hears what happens to a connection.
pub(crate) type Listener = Rc<dyn Fn(Happening)>;

/// An open or opening connection. Dropping it closes it and silences it.
pub(crate) enum Connection {
    Socket(Socket),
    Fallback(Fallback),
}

impl Connection {
    /// Starts to connect. `None` where the browser refuses even to try.
    pub(crate) fn open(transport: Transport, on: Listener) -> Option<Self> {
        match transport {
            Transport::WebSocket => Socket::open(on).map(Self::Socket),
            Transport::EventStream => Some(Self::Fallback(Fallback::open(on))),
        }
    }

    /// Sends a frame, if the connection is open: what is lost here is in the outbox, or not worth keeping.
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
