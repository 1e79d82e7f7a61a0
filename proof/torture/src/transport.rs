//! Transports between a client and the server.

mod event_stream;
mod socket;

pub(crate) use event_stream::EventStreamTransport;
pub(crate) use socket::WebSocketTransport;

use futures::future::BoxFuture;
use protocol::{ClientFrame, ServerFrame};
use std::{io, net::SocketAddr};
use tokio::net::{TcpSocket, TcpStream};

/// Receive buffer in bytes: small, so that the server soon notices a client that does not read.
const RECEIVE_BUFFER: u32 = 16 * 1024;

/// A connection that carries frames both ways.
pub(crate) trait FrameTransport: Send {
    /// Sends a frame.
    fn send<'a>(&'a mut self, frame: &'a ClientFrame) -> BoxFuture<'a, Result<(), TransportError>>;

    /// Returns the next frame from the server. It is cancel-safe: no frame is lost.
    fn receive(&mut self) -> BoxFuture<'_, Result<ServerFrame, TransportError>>;

    /// Closes the connection.
    fn close(self: Box<Self>, how: Disconnect) -> BoxFuture<'static, ()>;
}

/// Way in which a client closes its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disconnect {
    /// With the close handshake.
    Close,
    /// Without a close frame, as when a program ends.
    Drop,
    /// With a reset: data in flight both ways is lost.
    Reset,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum TransportError {
    #[error("the connection is down")]
    Down,
    #[error("the server closed the connection with {0}")]
    Closed(u16),
    /// A violation of the protocol, not a network fault.
    #[error("not a frame: {0}")]
    Garbled(String),
}

impl From<io::Error> for TransportError {
    fn from(_: io::Error) -> Self {
        Self::Down
    }
}

async fn dial(server: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    socket.connect(server).await
}
