//! A client's end of a connection over either transport.

use super::TestEventStream;
use futures::{SinkExt as _, StreamExt as _};
use reqwest::StatusCode;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, Message},
};

/// The client's end of a connection.
pub(crate) enum Line {
    WebSocket(Box<WebSocketStream<TcpStream>>),
    EventStream(TestEventStream),
}

impl Line {
    pub(crate) async fn write(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        match self {
            Self::WebSocket(socket) => socket.send(message).await,
            Self::EventStream(stream) => match stream.post(message.into_data()).await {
                Some(StatusCode::ACCEPTED) => Ok(()),
                _ => Err(tungstenite::Error::ConnectionClosed),
            },
        }
    }

    /// Returns the text of the next frame, or the code with which the server closed: 0 if it gave none.
    pub(crate) async fn read(&mut self) -> Result<String, u16> {
        match self {
            Self::WebSocket(socket) => loop {
                match socket.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                    Some(Ok(Message::Close(Some(frame)))) => return Err(frame.code.into()),
                    Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(0),
                    Some(Ok(_)) => {}
                }
            },
            Self::EventStream(stream) => stream.read().await,
        }
    }
}
