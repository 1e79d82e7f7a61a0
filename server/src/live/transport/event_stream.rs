//! The transport over server-sent events: frames to the client are events, frames from it are requests.

use super::{
    Disconnected, Received,
    links::{Links, Listing},
};
use crate::token::TokenHash;
use axum::extract::ws::{CloseCode, Utf8Bytes};
use futures::{Stream, stream};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Frames that may wait for the response. It writes each at once while the client reads.
const OUTBOX: usize = 4;

/// The server's end of the transport.
pub(crate) struct EventStream {
    inbox: mpsc::Receiver<Received>,
    outbox: mpsc::Sender<SentEvent>,
    /// Its entry among the links.
    listing: Listing,
}

/// An event sent to the client.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SentEvent {
    Frame(Utf8Bytes),
    /// The last event.
    Close {
        code: CloseCode,
        reason: &'static str,
    },
}

/// The connection ended without a close: its client does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the connection has ended")]
pub(crate) struct CutOff;

impl EventStream {
    /// Opens the transport for a session. Returns it with the stream of what is sent. Dropping the stream tells the connection
    /// that the client is gone.
    pub(crate) fn open(
        links: &Arc<Links>,
        session: TokenHash,
    ) -> (Self, impl Stream<Item = Result<SentEvent, CutOff>> + use<>) {
        let (listing, inbox) = links.list(session);
        let (outbox, sent) = mpsc::channel(OUTBOX);
        let stream = Self {
            inbox,
            outbox,
            listing,
        };
        (stream, all(sent))
    }

    /// Returns the link's secret name: requests name it.
    pub(crate) fn link(&self) -> &str {
        self.listing.link()
    }

    pub(super) async fn receive(&mut self) -> Received {
        tokio::select! {
            biased;
            // A frame that was accepted is received even if the client is gone by now.
            Some(heard) = self.inbox.recv() => heard,
            () = self.outbox.closed() => Received::Closed,
        }
    }

    pub(super) async fn send(&self, sent: SentEvent) -> Result<(), Disconnected> {
        self.outbox.send(sent).await.map_err(|_| Disconnected)
    }
}

fn all(sent: mpsc::Receiver<SentEvent>) -> impl Stream<Item = Result<SentEvent, CutOff>> {
    stream::unfold(Some(sent), async |sent| {
        let mut sent = sent?;
        match sent.recv().await {
            Some(close @ SentEvent::Close { .. }) => Some((Ok(close), None)),
            Some(frame) => Some((Ok(frame), Some(sent))),
            None => Some((Err(CutOff), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt as _;

    const ADA: TokenHash = [1; 32];

    fn text(text: &'static str) -> Received {
        Received::Text(Utf8Bytes::from_static(text))
    }

    #[tokio::test]
    async fn accepted_frames_are_received_before_the_end() {
        let links = Arc::new(Links::default());
        let (mut stream, sent) = EventStream::open(&links, ADA);
        assert_eq!(links.hand(stream.link(), &ADA, text("last words")), Ok(()));
        drop(sent);
        assert_eq!(stream.receive().await, text("last words"));
        assert_eq!(stream.receive().await, Received::Closed);
    }

    #[tokio::test]
    async fn the_close_is_sent_last() {
        let links = Arc::new(Links::default());
        let (stream, sent) = EventStream::open(&links, ADA);
        let frame = || SentEvent::Frame(Utf8Bytes::from_static("{}"));
        let close = || SentEvent::Close {
            code: 1001,
            reason: "the server is stopping",
        };
        assert_eq!(stream.send(frame()).await, Ok(()));
        assert_eq!(stream.send(close()).await, Ok(()));
        drop(stream);
        let sent: Vec<_> = sent.collect().await;
        assert_eq!(sent, [Ok(frame()), Ok(close())]);
    }

    #[tokio::test]
    async fn a_stream_without_a_close_is_cut_off() {
        let (stream, sent) = EventStream::open(&Arc::new(Links::default()), ADA);
        drop(stream);
        assert_eq!(sent.collect::<Vec<_>>().await, [Err(CutOff)]);
    }
}
