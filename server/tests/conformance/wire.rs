//! A raw TCP connection to `/ws`, without a WebSocket library.

use crate::{
    frame::{CLOSE, Frame, PONG, TEXT},
    support::{PATIENCE, TestPerson},
};
use protocol::{CommandId, ErrorCode, SUBPROTOCOL, ServerFrame};
use std::collections::BTreeMap;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// The key of the example in RFC 6455, and the answer to it.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
pub(crate) const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Handshake request. By default it is that of a browser.
pub(crate) struct Handshake {
    address: std::net::SocketAddr,
    version: &'static str,
    headers: BTreeMap<&'static str, String>,
}

impl Handshake {
    pub(crate) fn of(person: &TestPerson) -> Self {
        let address = person.address;
        let headers = [
            ("host", address.to_string()),
            ("connection", "keep-alive, Upgrade".to_owned()),
            ("upgrade", "websocket".to_owned()),
            ("sec-websocket-version", "13".to_owned()),
            ("sec-websocket-key", KEY.to_owned()),
            ("sec-websocket-protocol", SUBPROTOCOL.to_owned()),
            ("origin", format!("http://{address}")),
            ("cookie", format!("hubbub_session={}", person.token)),
        ];
        Self {
            address,
            version: "HTTP/1.1",
            headers: headers.into(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(crate) fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    /// Sends the request, and returns the answer with the connection.
    pub(crate) async fn ask(self) -> (Response, RawConnection) {
        let stream = TcpStream::connect(self.address).await.expect("a socket");
        stream.set_nodelay(true).expect("octets go out one by one");
        let mut request = format!("GET /ws {}\r\n", self.version);
        for (name, value) in &self.headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let mut wire = RawConnection {
            stream,
            unread: Vec::new(),
        };
        wire.write(request.as_bytes()).await;
        let response = Response::read(&mut wire).await;
        (response, wire)
    }
}

/// Head of the answer to a [`Handshake`].
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: BTreeMap<String, String>,
}

impl Response {
    async fn read(wire: &mut RawConnection) -> Self {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(wire.take(1).await.expect("a whole head"));
        }
        let head = String::from_utf8(head).expect("ASCII");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_owned()))
        };
        Self {
            status: status.and_then(|code| code.parse().ok()).expect("a status"),
            headers: lines.filter_map(header).collect(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// Reply of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ServerReply {
    /// Hubbub's `pong` with this `id`.
    Called(String),
    /// Hubbub's `error` with this code. The connection stays open.
    Refused(ErrorCode),
    /// WebSocket pong.
    Pong(Vec<u8>),
    /// Close frame with its code, if it has one.
    Close(Option<u16>),
    /// The end of the connection.
    HungUp,
    Strange(String),
}

pub(crate) struct RawConnection {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl RawConnection {
    pub(crate) async fn open(person: &TestPerson) -> Self {
        let (response, wire) = Handshake::of(person).ask().await;
        assert_eq!(response.status, 101);
        wire
    }

    /// Writes as much as the server accepts. If it has closed, its answers show that.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let written = timeout(PATIENCE, self.stream.write_all(bytes));
        let _ = written.await.expect("taken or refused in time");
    }

    /// Returns the next frame, or the end. Answers a close, as the protocol requires.
    pub(crate) async fn hear(&mut self) -> ServerReply {
        let Some(head) = self.take(2).await else {
            return ServerReply::HungUp;
        };
        let length = match head[1] {
            126 => self.number(2).await,
            127 => self.number(8).await,
            length => Some(usize::from(length)),
        };
        let Some(length) = length else {
            return ServerReply::HungUp;
        };
        let Some(payload) = self.take(length).await else {
            return ServerReply::HungUp;
        };
        if head[0] & 0xF0 != 0x80 || head[1] & 0x80 != 0 {
            return ServerReply::Strange(format!("a frame that begins with {head:02x?}"));
        }
        let opcode = head[0] & 0x0F;
        if opcode == CLOSE {
            self.write(&Frame::new(CLOSE, &payload).bytes()).await;
        }
        ServerReply::of(opcode, payload)
    }

    async fn number(&mut self, octets: usize) -> Option<usize> {
        let told = self.take(octets).await?;
        Some(
            told.iter()
                .fold(0, |number, octet| number << 8 | usize::from(*octet)),
        )
    }

    async fn take(&mut self, octets: usize) -> Option<Vec<u8>> {
        while self.unread.len() < octets {
            let read = timeout(PATIENCE, self.stream.read_buf(&mut self.unread));
            match read.await.expect("an answer in time") {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
        }
        let rest = self.unread.split_off(octets);
        Some(std::mem::replace(&mut self.unread, rest))
    }
}

impl ServerReply {
    fn of(opcode: u8, payload: Vec<u8>) -> Self {
        match opcode {
            PONG => Self::Pong(payload),
            CLOSE => Self::Close(match payload[..] {
                [high, low, ..] => Some(u16::from_be_bytes([high, low])),
                _ => None,
            }),
            TEXT => match serde_json::from_slice(&payload) {
                Ok(ServerFrame::Pong {
                    id: CommandId::Text(id),
                }) => Self::Called(id),
                Ok(ServerFrame::Error { code, .. }) => Self::Refused(code),
                other => Self::Strange(format!("{other:?}")),
            },
            other => Self::Strange(format!("a frame with opcode {other}")),
        }
    }
}
