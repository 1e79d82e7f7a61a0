//! Queue of messages whose links are to be previewed.

use super::links::{links, may_link};
use protocol::{Event, EventKind, MessageId, StreamId, UserId};
use tokio::sync::mpsc::{self, error::TrySendError};

/// The most messages that wait to be read. After that each waits in its author's line.
const LENGTH: usize = 256;

/// Message that may have links. The preview task reads its text, so that the writer does not have to.
#[derive(Debug)]
pub(crate) struct PreviewRequest {
    author: UserId,
    message: MessageId,
    body: String,
}

/// Message with its links.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) author: UserId,
    pub(super) message: MessageId,
    pub(super) urls: Vec<String>,
}

/// Sender of preview requests. It never waits.
pub(crate) struct PreviewQueue(mpsc::Sender<PreviewRequest>);

/// Makes a queue of preview requests.
pub(crate) fn queue() -> (PreviewQueue, mpsc::Receiver<PreviewRequest>) {
    let (sender, receiver) = mpsc::channel(LENGTH);
    (PreviewQueue(sender), receiver)
}

impl PreviewQueue {
    /// Requests previews for those of the committed events that have links.
    pub(crate) fn push(&self, events: &[(StreamId, Event)]) {
        for (_, event) in events {
            let (message, body) = match &event.kind {
                EventKind::MessageCreated { message } => (message.id, &message.body),
                EventKind::MessageEdited { message, body } => (*message, body),
                _ => continue,
            };
            if !may_link(body) {
                continue;
            }
            let request = PreviewRequest {
                author: event.actor,
                message,
                body: body.clone(),
            };
            if let Err(TrySendError::Full(request)) = self.0.try_send(request) {
                log_skipped(request.message);
            }
        }
    }
}

impl PreviewRequest {
    /// Finds the links in the text. Returns `None` if there are none.
    pub(super) fn read(self) -> Option<Linked> {
        let urls = links(&self.body);
        (!urls.is_empty()).then_some(Linked {
            author: self.author,
            message: self.message,
            urls,
        })
    }
}

pub(super) fn log_skipped(message: MessageId) {
    tracing::info!(%message, "too many links to preview this message");
}
