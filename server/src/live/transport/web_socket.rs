use super::{Gone, Heard};
use axum::{
    Error,
    extract::ws::{CloseCode, CloseFrame, Message, Utf8Bytes, WebSocket},
};
use protocol::limits;
use std::error::Error as _;
use tokio_tungstenite::tungstenite::{self, error::ProtocolError};

/// What it means that a socket was read.
pub(super) fn heard(read: Option<Result<Message, Error>>) -> Heard {
    match read {
        None | Some(Ok(Message::Close(_))) => Heard::Gone,
        Some(Err(error)) => failed(&error),
        Some(Ok(Message::Text(text))) if text.len() > limits::FRAME_BYTES => Heard::TooLarge,
        Some(Ok(Message::Text(text))) => Heard::Text(text),
        Some(Ok(Message::Binary(data))) if data.len() > limits::FRAME_BYTES => Heard::TooLarge,
        Some(Ok(Message::Binary(_))) => Heard::Binary,
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Alive,
    }
}

pub(super) async fn send(socket: &mut WebSocket, frame: Utf8Bytes) -> Result<(), Gone> {
    socket.send(Message::Text(frame)).await.map_err(|_| Gone)
}

pub(super) async fn close(
    socket: &mut WebSocket,
    code: CloseCode,
    reason: &'static str,
) -> Result<(), Gone> {
    let reason = Utf8Bytes::from_static(reason);
    let frame = Message::Close(Some(CloseFrame { code, reason }));
    socket.send(frame).await.map_err(|_| Gone)
}

/// What a failure to read means.
fn failed(error: &Error) -> Heard {
    let mut cause = error.source();
    while let Some(inner) = cause {
        match inner.downcast_ref() {
            Some(tungstenite::Error::Capacity(_)) => return Heard::TooLarge,
            Some(tungstenite::Error::Utf8(_)) => return Heard::NotUtf8,
            // The line is dead: nobody is there to be told.
            Some(tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => {
                return Heard::Gone;
            }
            Some(tungstenite::Error::Protocol(_)) => return Heard::Violation,
            _ => cause = inner.source(),
        }
    }
    Heard::Gone
}
