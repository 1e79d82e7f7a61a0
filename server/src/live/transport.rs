//! The transport of a connection: a WebSocket, or server-sent events one way and HTTP requests the other.

mod event_stream;
mod links;
mod web_socket;

pub(crate) use event_stream::{CutOff, EventStream, SentEvent};
pub(crate) use links::{LinkError, Links};

use axum::{
    body::Bytes,
    extract::ws::{CloseCode, Utf8Bytes, WebSocket},
};
use protocol::limits;

/// The transport of one connection.
pub(crate) enum Transport {
    WebSocket(Box<WebSocket>),
    EventStream(EventStream),
}

/// An input from a client.
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    Text(Utf8Bytes),
    Binary,
    /// More bytes than a frame may have.
    TooLarge,
    /// A violation of the WebSocket protocol.
    Violation,
    /// Text that is not UTF-8.
    NotUtf8,
    /// A WebSocket ping or pong: the client is alive.
    KeepAlive,
    /// The client closed the connection, or cannot be reached.
    Closed,
}

/// The client cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Disconnected;

impl Received {
    /// Reads the body of a request as a frame.
    pub(crate) fn from_body(body: Bytes) -> Self {
        if body.len() > limits::FRAME_BYTES {
            return Self::TooLarge;
        }
        Utf8Bytes::try_from(body).map_or(Self::Binary, Self::Text)
    }

    /// Returns the bytes of its text.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }
}

impl Transport {
    /// Receives the next frame or event from the client. Cancel-safe.
    pub(crate) async fn receive(&mut self) -> Received {
        match self {
            Self::WebSocket(socket) => web_socket::received(socket.recv().await),
            Self::EventStream(stream) => stream.receive().await,
        }
    }

    /// Sends a frame as soon as there is room for it.
    pub(crate) async fn send(&mut self, frame: Utf8Bytes) -> Result<(), Disconnected> {
        match self {
            Self::WebSocket(socket) => web_socket::send(socket, frame).await,
            Self::EventStream(stream) => stream.send(SentEvent::Frame(frame)).await,
        }
    }

    /// Closes the connection after all frames that were sent, with a close code of RFC 6455.
    pub(crate) async fn close(&mut self, code: CloseCode, reason: &'static str) {
        // A client that is gone needs no close.
        let _ = match self {
            Self::WebSocket(socket) => web_socket::close(socket, code, reason).await,
            Self::EventStream(stream) => stream.send(SentEvent::Close { code, reason }).await,
        };
    }

    /// Reads and discards what the client still sends, until it has closed.
    pub(crate) async fn drain(&mut self) {
        match self {
            Self::WebSocket(socket) => while let Some(Ok(_)) = socket.recv().await {},
            // A request that comes too late gets its own answer.
            Self::EventStream(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_body_is_a_bounded_text_frame() {
        let received = |body: &'static [u8]| Received::from_body(Bytes::from_static(body));
        assert_eq!(
            received(b"{}"),
            Received::Text(Utf8Bytes::from_static("{}"))
        );
        assert_eq!(received(&[0, 159, 146, 150]), Received::Binary);
        let huge = Bytes::from(vec![b'x'; limits::FRAME_BYTES + 1]);
        assert_eq!(Received::from_body(huge), Received::TooLarge);
    }
}
