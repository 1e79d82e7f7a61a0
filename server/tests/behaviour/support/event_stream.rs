//! A client's end of a connection over server-sent events.

use super::{handshake::call, stranger};
use protocol::{LinkClosed, LinkOpened};
use reqwest::StatusCode;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// Server-sent events that come in, and the requests that go out.
pub(crate) struct TestEventStream {
    lines: BufReader<TcpStream>,
    http: reqwest::Client,
    cookie: String,
    /// The URL that frames are posted to.
    pub(crate) url: String,
    /// Number of comments that came.
    pub(crate) comments: usize,
}

impl TestEventStream {
    /// Opens a connection for a session, and reads its first event.
    pub(crate) async fn open(address: SocketAddr, token: &str) -> Result<Self, StatusCode> {
        Self::open_with(address, &format!("hubbub_session={token}"), "").await
    }

    /// Opens a connection with further lines of headers.
    pub(crate) async fn open_with(
        address: SocketAddr,
        cookie: &str,
        headers: &str,
    ) -> Result<Self, StatusCode> {
        let mut stream = call(address).await.expect("a connection");
        // In HTTP/1.0 the body is not chunked.
        let request = format!(
            "GET /api/link HTTP/1.0\r\nhost: {address}\r\ncookie: {cookie}\r\n{headers}\r\n"
        );
        let written = stream.write_all(request.as_bytes()).await;
        written.expect("written");
        let mut stream = Self {
            lines: BufReader::new(stream),
            http: stranger(),
            cookie: cookie.to_owned(),
            url: format!("http://{address}/api/link/"),
            comments: 0,
        };
        let status = stream.status().await;
        if status != StatusCode::OK {
            return Err(status);
        }
        let (name, data) = stream.event().await.expect("a first event");
        assert_eq!(name, "link");
        let opened: LinkOpened = serde_json::from_str(&data).expect("a link");
        stream.url.push_str(&opened.link);
        Ok(stream)
    }

    /// Sends a frame. Returns `None` if the server cannot be reached.
    pub(crate) async fn post(&self, body: impl Into<reqwest::Body>) -> Option<StatusCode> {
        let request = self.http.post(&self.url).header("cookie", &self.cookie);
        let response = request.body(body).send().await.ok()?;
        Some(response.status())
    }

    /// Returns the text of the next frame, or the code with which the server closed: 0 if it gave none.
    pub(crate) async fn read(&mut self) -> Result<String, u16> {
        let (name, data) = self.event().await.ok_or(0_u16)?;
        if name == "close" {
            let closed: LinkClosed = serde_json::from_str(&data).expect("a close");
            return Err(closed.code);
        }
        assert_eq!(name, "message");
        Ok(data)
    }

    async fn status(&mut self) -> StatusCode {
        let first = self.line().await.expect("a status");
        let code = first.split(' ').nth(1).expect("a status").as_bytes();
        while self.line().await.is_some_and(|line| !line.is_empty()) {}
        StatusCode::from_bytes(code).expect("a status")
    }

    /// Returns the name and the data of the next event.
    async fn event(&mut self) -> Option<(String, String)> {
        let (mut name, mut data) = ("message".to_owned(), None);
        loop {
            let line = self.line().await?;
            match line.split_once(':') {
                Some(("event", value)) => name = value.trim_start().to_owned(),
                Some(("data", value)) => data = Some(value.trim_start().to_owned()),
                Some(("", _)) => self.comments += 1,
                Some(other) => panic!("a strange line {other:?}"),
                None => {
                    if let Some(data) = data.take() {
                        return Some((name, data));
                    }
                }
            }
        }
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).await.ok()?;
        (read > 0).then(|| line.trim_end().to_owned())
    }
}
