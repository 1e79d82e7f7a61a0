//! WebSocket.

use super::{Disconnect, FrameTransport, TransportError, dial};
use futures::{FutureExt as _, SinkExt as _, StreamExt as _, future::BoxFuture};
use protocol::{ClientFrame, SUBPROTOCOL, ServerFrame};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{self, Message, client::IntoClientRequest as _, handshake::client::Request},
};

/// Maximum time for a handshake or for sending a frame.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A WebSocket, as a browser opens it.
pub(crate) struct WebSocketTransport(WebSocketStream<TcpStream>);

impl WebSocketTransport {
    pub(crate) async fn open(address: SocketAddr, token: &str) -> Result<Self, TransportError> {
        let opened = timeout(TIMEOUT, handshake(address, token)).await;
        let socket = opened.map_err(|_| TransportError::Down)?;
        socket.map(Self).map_err(|_| TransportError::Down)
    }
}

async fn handshake(
    address: SocketAddr,
    token: &str,
) -> Result<WebSocketStream<TcpStream>, tungstenite::Error> {
    let stream = dial(address).await?;
    let (socket, _) = client_async(request(address, token)?, stream).await?;
    Ok(socket)
}

fn request(address: SocketAddr, token: &str) -> Result<Request, tungstenite::Error> {
    let mut request = format!("ws://{address}/ws").into_client_request()?;
    for (name, value) in [
        ("origin", format!("http://{address}")),
        ("sec-websocket-protocol", SUBPROTOCOL.to_owned()),
        ("cookie", format!("hubbub_session={token}")),
    ] {
        let value = value.parse().map_err(tungstenite::http::Error::from)?;
        request.headers_mut().insert(name, value);
    }
    Ok(request)
}

impl FrameTransport for WebSocketTransport {
    fn send<'a>(&'a mut self, frame: &'a ClientFrame) -> BoxFuture<'a, Result<(), TransportError>> {
        async move {
            let text = serde_json::to_string(frame)
                .map_err(|error| TransportError::Garbled(error.to_string()))?;
            match timeout(TIMEOUT, self.0.send(Message::text(text))).await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) | Err(_) => Err(TransportError::Down),
            }
        }
        .boxed()
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<ServerFrame, TransportError>> {
        async move {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let frame = serde_json::from_str(&text);
                        return frame.map_err(|_| TransportError::Garbled(text.to_string()));
                    }
                    Some(Ok(Message::Close(Some(frame)))) => {
                        return Err(TransportError::Closed(frame.code.into()));
                    }
                    Some(Ok(Message::Close(None)) | Err(_)) | None => {
                        return Err(TransportError::Down);
                    }
                    Some(Ok(_)) => {}
                }
            }
        }
        .boxed()
    }

    fn close(mut self: Box<Self>, how: Disconnect) -> BoxFuture<'static, ()> {
        async move {
            match how {
                Disconnect::Close => {
                    let _ = timeout(TIMEOUT, self.0.close(None)).await;
                }
                Disconnect::Drop => {}
                Disconnect::Reset => {
                    let _ = self.0.get_ref().set_zero_linger();
                }
            }
        }
        .boxed()
    }
}
