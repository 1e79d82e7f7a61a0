//! What carries the frames of one connection: a WebSocket, or server-sent events one way and HTTP requests the other.

mod event_stream;
mod links;
mod web_socket;

pub(crate) use event_stream::{CutOff, EventStream, Sent};
pub(crate) use links::{LinkError, Links};

use axum::{
    body::Bytes,
    extract::ws::{CloseCode, Utf8Bytes, WebSocket},
};
use protocol::limits;

/// The way between the server and one client, the same to a connection whatever it is made of.
pub(crate) enum Transport {
    WebSocket(Box<WebSocket>),
    EventStream(EventStream),
}

/// What comes from a client.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Text(Utf8Bytes),
    /// What is no text.
    Binary,
    /// More than a frame may hold.
    TooLarge,
    /// What breaks the rules of WebSocket.
    Violation,
    /// Bytes as text that are not UTF-8.
    NotUtf8,
    /// A sign of life, and nothing more.
    Alive,
    /// The client has closed, or the line is dead.
    Gone,
}

/// The client is out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gone;

impl Heard {
    /// What the body of a request says.
    pub(crate) fn of(body: Bytes) -> Self {
        if body.len() > limits::FRAME_BYTES {
            return Self::TooLarge;
        }
        Utf8Bytes::try_from(body).map_or(Self::Binary, Self::Text)
    }
}

impl Transport {
    /// The next thing that the client says. To drop the future loses nothing.
    pub(crate) async fn hear(&mut self) -> Heard {
        match self {
            Self::WebSocket(socket) => web_socket::heard(socket.recv().await),
            Self::EventStream(stream) => stream.hear().await,
        }
    }

    /// Sends a frame, as soon as there is room for it.
    pub(crate) async fn send(&mut self, frame: Utf8Bytes) -> Result<(), Gone> {
        match self {
            Self::WebSocket(socket) => web_socket::send(socket, frame).await,
            Self::EventStream(stream) => stream.send(Sent::Frame(frame)).await,
        }
    }

    /// Sends the last word, with a close code of RFC 6455, behind all that was sent before.
    pub(crate) async fn close(&mut self, code: CloseCode, reason: &'static str) {
        // Whoever is gone needs no goodbye.
        let _ = match self {
            Self::WebSocket(socket) => web_socket::close(socket, code, reason).await,
            Self::EventStream(stream) => stream.send(Sent::Close { code, reason }).await,
        };
    }

    /// Reads and throws away what the client still sends, until it has closed.
    pub(crate) async fn drain(&mut self) {
        match self {
            Self::WebSocket(socket) => while let Some(Ok(_)) = socket.recv().await {},
            // A request that comes too late is answered by itself.
            Self::EventStream(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_a_frame_of_text_and_bounded() {
        let heard = |body: &'static [u8]| Heard::of(Bytes::from_static(body));
        assert_eq!(heard(b"{}"), Heard::Text(Utf8Bytes::from_static("{}")));
        assert_eq!(heard(&[0, 159, 146, 150]), Heard::Binary);
        let huge = Bytes::from(vec![b'x'; limits::FRAME_BYTES + 1]);
        assert_eq!(Heard::of(huge), Heard::TooLarge);
    }
}
