use super::{EventStream, Line, PATIENCE, Transport, client_id};
use protocol::{
    Cursors, ErrorCode, Event, EventKind, RoomId, SUBPROTOCOL, ServerFrame, Signal, StreamId,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, net::SocketAddr};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    client_async,
    tungstenite::{self, Message, client::IntoClientRequest as _, handshake::client::Request},
};

/// A client at the other end of the line, which checks that no stream has a gap or an overlap.
pub(crate) struct Client {
    line: Line,
    /// What it has of each stream.
    pub(crate) cursors: Cursors,
    /// What came, by stream.
    pub(crate) events: BTreeMap<StreamId, Vec<Event>>,
    next_id: u64,
}

/// A handshake as a browser makes it.
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

/// Connects with a small window, so that a client that does not read is soon noticed.
pub(super) async fn call(address: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(16 * 1024)?;
    socket.connect(address).await
}

impl Client {
    pub(crate) async fn dial(address: SocketAddr, token: &str) -> Result<Self, tungstenite::Error> {
        Self::dial_over(crate::TRANSPORT, address, token).await
    }

    pub(crate) async fn dial_over(
        transport: Transport,
        address: SocketAddr,
        token: &str,
    ) -> Result<Self, tungstenite::Error> {
        if transport == Transport::EventStream {
            let stream = EventStream::open(address, token).await;
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

    /// Says `hello`, and takes the welcome. Returns its epoch.
    pub(crate) async fn greet(&mut self, epoch: &Value, cursors: Value) -> Value {
        self.say(&json!({ "type": "hello", "epoch": epoch, "cursors": cursors }))
            .await;
        let frame = self.hears().await;
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

    pub(crate) async fn say(&mut self, frame: &Value) {
        self.write(Message::text(frame.to_string()))
            .await
            .expect("written");
    }

    pub(crate) async fn write(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        timeout(PATIENCE, self.line.write(message))
            .await
            .expect("taken in time")
    }

    /// The next frame, or how the server closed. Who comes and goes, it does not matter to most tests when it is told:
    /// that is passed over.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame, u16> {
        loop {
            let frame = self.next_of_all().await?;
            if !matches!(frame, ServerFrame::Signal(Signal::Presence { .. })) {
                return Ok(frame);
            }
        }
    }

    /// The next frame, whatever it is, or how the server closed.
    pub(crate) async fn next_of_all(&mut self) -> Result<ServerFrame, u16> {
        let text = timeout(PATIENCE, self.line.read()).await;
        let text = text.expect("an answer in time")?;
        let frame: ServerFrame = serde_json::from_str(&text).expect("a frame");
        self.note(&frame);
        Ok(frame)
    }

    pub(crate) async fn hears(&mut self) -> ServerFrame {
        self.next().await.expect("the connection is open")
    }

    /// The code with which the server closes; what comes before is passed over.
    pub(crate) async fn is_closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// Waits until a stream has come so far.
    pub(crate) async fn catches_up(&mut self, stream: StreamId, seq: u64) {
        while self.cursors.get(&stream).copied().unwrap_or(0) < seq {
            self.hears().await;
        }
    }

    /// Waits for an event.
    pub(crate) async fn sees(&mut self, wanted: impl Fn(&EventKind) -> bool) -> Event {
        loop {
            if let ServerFrame::Events { events, .. } = self.hears().await
                && let Some(event) = events.into_iter().find(|event| wanted(&event.kind))
            {
                return event;
            }
        }
    }

    /// Waits for a message with this text.
    pub(crate) async fn reads(&mut self, text: &str) -> Event {
        self.sees(
            |kind| matches!(kind, EventKind::MessageCreated { message } if message.body == text),
        )
        .await
    }

    /// Asks for something, and waits for the answer.
    pub(crate) async fn asks(&mut self, mut command: Value) -> ServerFrame {
        let id = self.next_id;
        self.next_id += 1;
        command["id"] = json!(id);
        self.say(&command).await;
        loop {
            let frame = self.hears().await;
            let answered = match &frame {
                ServerFrame::Ack { id, .. } | ServerFrame::Pong { id } => Some(id),
                ServerFrame::Error { id, .. } => id.as_ref(),
                _ => None,
            };
            if answered.is_some_and(|answered| json!(answered) == json!(id)) {
                return frame;
            }
        }
    }

    /// Sends a message, and waits for the ack.
    pub(crate) async fn sends(&mut self, room: RoomId, body: &str) -> ServerFrame {
        let frame = json!({ "type": "send", "client_id": client_id(), "room": room, "body": body });
        let answer = self.asks(frame).await;
        assert!(matches!(answer, ServerFrame::Ack { .. }), "{answer:?}");
        answer
    }

    /// Asks for something that is done. Returns the number of its event, where there is one.
    pub(crate) async fn does(&mut self, command: Value) -> Option<u64> {
        match self.asks(command).await {
            ServerFrame::Ack { seq, .. } => seq,
            other => panic!("not done but {other:?}"),
        }
    }

    /// Asks for something that is refused, and returns why.
    pub(crate) async fn is_refused(&mut self, command: Value) -> ErrorCode {
        match self.asks(command).await {
            ServerFrame::Error { code, .. } => code,
            other => panic!("not refused but {other:?}"),
        }
    }

    /// Waits until the server has dealt with all that was said before.
    pub(crate) async fn pings(&mut self) {
        let answer = self.asks(json!({ "type": "ping" })).await;
        assert!(matches!(answer, ServerFrame::Pong { .. }), "{answer:?}");
    }

    fn note(&mut self, frame: &ServerFrame) {
        let ServerFrame::Events { stream, events } = frame else {
            return;
        };
        for event in events {
            if let Some(cursor) = self.cursors.get(stream) {
                assert_eq!(event.seq, cursor + 1, "a gap or an overlap in {stream}");
            } else {
                panic!("an event of {stream}, which is not this client's");
            }
            self.cursors.insert(*stream, event.seq);
            match &event.kind {
                EventKind::RoomAdded { room } => {
                    self.cursors.insert(StreamId::Room(room.id), room.seq);
                }
                EventKind::RoomRemoved { room, .. } => {
                    self.cursors.remove(&StreamId::Room(*room));
                }
                _ => {}
            }
            self.events.entry(*stream).or_default().push(event.clone());
        }
    }
}
