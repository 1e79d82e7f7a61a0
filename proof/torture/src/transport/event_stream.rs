//! Server-sent events, with a POST request for each frame of the client.

use super::{Disconnect, FrameTransport, TransportError, dial};
use futures::{FutureExt as _, future::BoxFuture};
use protocol::{ClientFrame, LinkClosed, LinkOpened, ServerFrame};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::TcpStream,
    time::timeout,
};

/// Maximum time to open a stream or to post a frame.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Server-sent events, with a POST request for each frame of the client.
pub(crate) struct EventStreamTransport {
    lines: Lines<BufReader<TcpStream>>,
    /// The event being read.
    name: Option<String>,
    data: Option<String>,
    http: reqwest::Client,
    cookie: String,
    /// Address for the client's frames.
    url: String,
}

impl EventStreamTransport {
    pub(crate) async fn open(
        server: SocketAddr,
        token: &str,
        http: reqwest::Client,
    ) -> Result<Self, TransportError> {
        let cookie = format!("hubbub_session={token}");
        let opened = timeout(TIMEOUT, Self::get(server, cookie, http)).await;
        opened.map_err(|_| TransportError::Down)?
    }

    async fn get(
        server: SocketAddr,
        cookie: String,
        http: reqwest::Client,
    ) -> Result<Self, TransportError> {
        let mut stream = dial(server).await?;
        // In HTTP/1.0 the body is not chunked and ends with the connection.
        let head = format!("host: {server}\r\norigin: http://{server}\r\ncookie: {cookie}");
        let request = format!("GET /api/link HTTP/1.0\r\n{head}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut stream = Self {
            lines: BufReader::new(stream).lines(),
            name: None,
            data: None,
            http,
            cookie,
            url: format!("http://{server}/api/link/"),
        };
        stream.read_head().await?;
        let (_, data) = stream.event().await?;
        let opened: LinkOpened =
            serde_json::from_str(&data).map_err(|_| TransportError::Garbled(data))?;
        stream.url.push_str(&opened.link);
        Ok(stream)
    }

    /// Reads the head of the response.
    async fn read_head(&mut self) -> Result<(), TransportError> {
        let status = self.line().await?;
        if status.split(' ').nth(1) != Some("200") {
            return Err(TransportError::Down);
        }
        while !self.line().await?.is_empty() {}
        Ok(())
    }

    /// Returns name and data of the next event. It is cancel-safe: what was read of the event is kept.
    async fn event(&mut self) -> Result<(Option<String>, String), TransportError> {
        loop {
            let line = self.line().await?;
            match line.split_once(':') {
                Some(("event", value)) => self.name = Some(value.trim_start().to_owned()),
                Some(("data", value)) => self.data = Some(value.trim_start().to_owned()),
                Some(("", _)) => {}
                Some(_) => return Err(TransportError::Garbled(line)),
                None => {
                    if let Some(data) = self.data.take() {
                        return Ok((self.name.take(), data));
                    }
                }
            }
        }
    }

    async fn line(&mut self) -> Result<String, TransportError> {
        self.lines.next_line().await?.ok_or(TransportError::Down)
    }

    async fn frame(&mut self) -> Result<ServerFrame, TransportError> {
        let (name, data) = self.event().await?;
        match name.as_deref() {
            None => serde_json::from_str(&data).map_err(|_| TransportError::Garbled(data)),
            Some("close") => match serde_json::from_str::<LinkClosed>(&data) {
                Ok(closed) => Err(TransportError::Closed(closed.code)),
                Err(_) => Err(TransportError::Garbled(data)),
            },
            Some(_) => Err(TransportError::Garbled(data)),
        }
    }

    async fn post(&self, frame: &ClientFrame) -> Result<(), TransportError> {
        let request = self.http.post(&self.url).header("cookie", &self.cookie);
        let answer = timeout(TIMEOUT, request.json(frame).send()).await;
        match answer {
            Ok(Ok(response)) if response.status().is_success() => Ok(()),
            _ => Err(TransportError::Down),
        }
    }
}

impl FrameTransport for EventStreamTransport {
    fn send<'a>(&'a mut self, frame: &'a ClientFrame) -> BoxFuture<'a, Result<(), TransportError>> {
        self.post(frame).boxed()
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<ServerFrame, TransportError>> {
        self.frame().boxed()
    }

    fn close(mut self: Box<Self>, how: Disconnect) -> BoxFuture<'static, ()> {
        async move {
            let stream = self.lines.get_mut().get_mut();
            let _ = match how {
                Disconnect::Close => stream.shutdown().await,
                Disconnect::Drop => Ok(()),
                Disconnect::Reset => stream.set_zero_linger(),
            };
        }
        .boxed()
    }
}
