//! A client's connection to the server, whatever carries the frames.

mod event_stream;
mod socket;

pub(crate) use event_stream::EventStream;
pub(crate) use socket::Socket;

use futures::future::BoxFuture;
use protocol::{ClientFrame, ServerFrame};
use std::{io, net::SocketAddr};
use tokio::net::{TcpSocket, TcpStream};

/// A small window, so that a client that does not read is soon felt by the server.
const WINDOW: u32 = 16 * 1024;

/// What carries frames both ways until one side ends it.
pub(crate) trait Link: Send {
    /// Hands a frame to the server.
    fn say<'a>(&'a mut self, frame: &'a ClientFrame) -> BoxFuture<'a, Result<(), LinkError>>;

    /// The next frame of the server. May be dropped and called again without losing one.
    fn hear(&mut self) -> BoxFuture<'_, Result<ServerFrame, LinkError>>;

    /// Ends the link.
    fn cut(self: Box<Self>, cut: Cut) -> BoxFuture<'static, ()>;
}

/// How a link is ended from the client's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// With the protocol's own good-bye.
    Close,
    /// The connection ends without a word, as when a program ends.
    Drop,
    /// The connection is reset, and what was under way both ways is lost.
    Reset,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    #[error("the link is down")]
    Down,
    #[error("the server closed the link with {0}")]
    Closed(u16),
    /// A breach of the protocol, not a fault of the network.
    #[error("not a frame: {0}")]
    Garbled(String),
}

impl From<io::Error> for LinkError {
    fn from(_: io::Error) -> Self {
        Self::Down
    }
}

async fn dial(server: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(WINDOW)?;
    socket.connect(server).await
}
