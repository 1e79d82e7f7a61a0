//! The WebSocket transport.

use super::{Disconnected, Received};
use axum::{
    Error,
    extract::ws::{CloseCode, CloseFrame, Message, Utf8Bytes, WebSocket},
};
use protocol::limits;
use std::error::Error as _;
use tokio_tungstenite::tungstenite::{self, error::ProtocolError};

/// Converts what was read from a WebSocket.
pub(super) fn received(read: Option<Result<Message, Error>>) -> Received {
    match read {
        None | Some(Ok(Message::Close(_))) => Received::Closed,
        Some(Err(error)) => failed(&error),
        Some(Ok(Message::Text(text))) if text.len() > limits::FRAME_BYTES => Received::TooLarge,
        Some(Ok(Message::Text(text))) => Received::Text(text),
        Some(Ok(Message::Binary(data))) if data.len() > limits::FRAME_BYTES => Received::TooLarge,
        Some(Ok(Message::Binary(_))) => Received::Binary,
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Received::KeepAlive,
    }
}

pub(super) async fn send(socket: &mut WebSocket, frame: Utf8Bytes) -> Result<(), Disconnected> {
    socket
        .send(Message::Text(frame))
        .await
        .map_err(|_| Disconnected)
}

pub(super) async fn close(
    socket: &mut WebSocket,
    code: CloseCode,
    reason: &'static str,
) -> Result<(), Disconnected> {
    let reason = Utf8Bytes::from_static(reason);
    let frame = Message::Close(Some(CloseFrame { code, reason }));
    socket.send(frame).await.map_err(|_| Disconnected)
}

/// Converts a failure to read.
fn failed(error: &Error) -> Received {
    let mut cause = error.source();
    while let Some(inner) = cause {
        match inner.downcast_ref() {
            Some(tungstenite::Error::Capacity(_)) => return Received::TooLarge,
            Some(tungstenite::Error::Utf8(_)) => return Received::NotUtf8,
            // The connection is dead: nobody can be told.
            Some(tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => {
                return Received::Closed;
            }
            Some(tungstenite::Error::Protocol(_)) => return Received::Violation,
            _ => cause = inner.source(),
        }
    }
    Received::Closed
}
