//! How a client connects, up to the welcome.

use super::{Line, TestClient, TestEventStream, TransportKind};
use protocol::{Cursors, SUBPROTOCOL, ServerFrame};
use serde::Serialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, net::SocketAddr};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::{
    client_async,
    tungstenite::{self, client::IntoClientRequest as _, handshake::client::Request},
};

/// Returns the handshake of a browser.
pub(crate) fn hello(address: SocketAddr) -> Request {
    let mut request = format!("ws://{address}/ws")
        .into_client_request()
        .expect("a request");
    let headers = request.headers_mut();
    let origin = format!("http://{address}");
    headers.insert("origin", origin.parse().expect("a header"));
    headers.insert(
        "sec-websocket-protocol",
        SUBPROTOCOL.parse().expect("a header"),
    );
    request
}

/// Connects with a small window, so that the server soon notices a client that does not read.
pub(super) async fn call(address: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(16 * 1024)?;
    socket.connect(address).await
}

impl TestClient {
    pub(crate) async fn dial(address: SocketAddr, token: &str) -> Result<Self, tungstenite::Error> {
        Self::dial_over(crate::TRANSPORT, address, token).await
    }

    pub(crate) async fn dial_over(
        transport: TransportKind,
        address: SocketAddr,
        token: &str,
    ) -> Result<Self, tungstenite::Error> {
        if transport == TransportKind::EventStream {
            let stream = TestEventStream::open(address, token).await;
            return Ok(Self::at(Line::EventStream(stream.expect("a stream"))));
        }
        let mut request = hello(address);
        let cookie = format!("hubbub_session={token}");
        request
            .headers_mut()
            .insert("cookie", cookie.parse().expect("a header"));
        Self::dial_with(address, request).await
    }

    pub(crate) async fn dial_with(
        address: SocketAddr,
        request: Request,
    ) -> Result<Self, tungstenite::Error> {
        let stream = call(address).await?;
        let (socket, response) = client_async(request, stream).await?;
        let protocol = response.headers().get("sec-websocket-protocol");
        assert_eq!(
            protocol.map(|name| name.as_bytes()),
            Some(SUBPROTOCOL.as_bytes())
        );
        Ok(Self::at(Line::WebSocket(Box::new(socket))))
    }

    fn at(line: Line) -> Self {
        Self {
            line,
            cursors: BTreeMap::new(),
            events: BTreeMap::new(),
            next_id: 1,
        }
    }

    /// Says `hello`, and returns the answer.
    pub(crate) async fn says_hello(
        &mut self,
        epoch: impl Serialize,
        cursors: impl Serialize,
    ) -> ServerFrame {
        let hello = json!({ "type": "hello", "epoch": epoch, "cursors": cursors });
        self.say(&hello).await;
        self.hears().await
    }

    /// Says `hello`, and takes the welcome. Returns its epoch.
    pub(crate) async fn greet(&mut self, epoch: &Value, cursors: Value) -> Value {
        let frame = self.says_hello(epoch, &cursors).await;
        let ServerFrame::Welcome { epoch, streams, .. } = frame else {
            panic!("no welcome but {frame:?}");
        };
        let shown: Cursors = serde_json::from_value(cursors).expect("cursors");
        for (stream, head) in streams {
            let cursor = shown.get(&stream).copied().unwrap_or(head);
            self.cursors.insert(stream, cursor);
        }
        json!(epoch)
    }
}
