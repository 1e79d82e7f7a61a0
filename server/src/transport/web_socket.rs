use super::{Gone, Heard};
use app::model::limits;
use axum::{
    Error,
    extract::ws::{CloseCode, CloseFrame, Message, Utf8Bytes, WebSocket},
};
use std::error::Error as _;
use tokio_tungstenite::tungstenite;

/// What it means that a socket was read.
pub(super) fn heard(read: Option<Result<Message, Error>>) -> Heard {
    match read {
        None | Some(Ok(Message::Close(_))) => Heard::Gone,
        Some(Err(error)) if is_capacity(&error) => Heard::TooLarge,
        Some(Err(_)) => Heard::Gone,
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

fn is_capacity(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(tungstenite::Error::Capacity(_)) = inner.downcast_ref() {
            return true;
        }
        cause = inner.source();
    }
    false
}
