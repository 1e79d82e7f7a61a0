use super::{Cut, Link, LinkError, dial};
use futures::{FutureExt as _, future::BoxFuture};
use protocol::{ClientFrame, LinkClosed, LinkOpened, ServerFrame};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::TcpStream,
    time::timeout,
};

/// How long the server may take to open a stream or to take a frame.
const PATIENCE: Duration = Duration::from_secs(10);

/// Server-sent events, and a request for each frame of the client.
pub(crate) struct EventStream {
    lines: Lines<BufReader<TcpStream>>,
    /// The event that is being read.
    name: Option<String>,
    data: Option<String>,
    http: reqwest::Client,
    cookie: String,
    /// Where the frames go.
    url: String,
}

impl EventStream {
    pub(crate) async fn open(
        server: SocketAddr,
        token: &str,
        http: reqwest::Client,
    ) -> Result<Self, LinkError> {
        let cookie = format!("hubbub_session={token}");
        let opened = timeout(PATIENCE, Self::get(server, cookie, http)).await;
        opened.map_err(|_| LinkError::Down)?
    }

    async fn get(
        server: SocketAddr,
        cookie: String,
        http: reqwest::Client,
    ) -> Result<Self, LinkError> {
        let mut stream = dial(server).await?;
        // In HTTP/1.0 the body comes as it is, until the connection ends.
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
        stream.answered().await?;
        let (_, data) = stream.event().await?;
        let opened: LinkOpened =
            serde_json::from_str(&data).map_err(|_| LinkError::Garbled(data))?;
        stream.url.push_str(&opened.link);
        Ok(stream)
    }

    /// Reads the head of the response.
    async fn answered(&mut self) -> Result<(), LinkError> {
        let status = self.line().await?;
        if status.split(' ').nth(1) != Some("200") {
            return Err(LinkError::Down);
        }
        while !self.line().await?.is_empty() {}
        Ok(())
    }

    /// The name and the data of the next event. What was read of it is kept when this is dropped.
    async fn event(&mut self) -> Result<(Option<String>, String), LinkError> {
        loop {
            let line = self.line().await?;
            match line.split_once(':') {
                Some(("event", value)) => self.name = Some(value.trim_start().to_owned()),
                Some(("data", value)) => self.data = Some(value.trim_start().to_owned()),
                Some(("", _)) => {}
                Some(_) => return Err(LinkError::Garbled(line)),
                None => {
                    if let Some(data) = self.data.take() {
                        return Ok((self.name.take(), data));
                    }
                }
            }
        }
    }

    async fn line(&mut self) -> Result<String, LinkError> {
        self.lines.next_line().await?.ok_or(LinkError::Down)
    }

    async fn frame(&mut self) -> Result<ServerFrame, LinkError> {
        let (name, data) = self.event().await?;
        match name.as_deref() {
            None => serde_json::from_str(&data).map_err(|_| LinkError::Garbled(data)),
            Some("close") => match serde_json::from_str::<LinkClosed>(&data) {
                Ok(closed) => Err(LinkError::Closed(closed.code)),
                Err(_) => Err(LinkError::Garbled(data)),
            },
            Some(_) => Err(LinkError::Garbled(data)),
        }
    }

    async fn post(&self, frame: &ClientFrame) -> Result<(), LinkError> {
        let request = self.http.post(&self.url).header("cookie", &self.cookie);
        let answer = timeout(PATIENCE, request.json(frame).send()).await;
        match answer {
            Ok(Ok(response)) if response.status().is_success() => Ok(()),
            _ => Err(LinkError::Down),
        }
    }
}

impl Link for EventStream {
    fn say<'a>(&'a mut self, frame: &'a ClientFrame) -> BoxFuture<'a, Result<(), LinkError>> {
        self.post(frame).boxed()
    }

    fn hear(&mut self) -> BoxFuture<'_, Result<ServerFrame, LinkError>> {
        self.frame().boxed()
    }

    fn cut(mut self: Box<Self>, cut: Cut) -> BoxFuture<'static, ()> {
        async move {
            let stream = self.lines.get_mut().get_mut();
            let _ = match cut {
                Cut::Close => stream.shutdown().await,
                Cut::Drop => Ok(()),
                Cut::Reset => stream.set_zero_linger(),
            };
        }
        .boxed()
    }
}
