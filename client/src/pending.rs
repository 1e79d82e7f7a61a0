//! Messages that the server has not acknowledged yet.

use protocol::{Attachment, ClientId, MessageId, RoomId, Timestamp, read::Read};
use serde::{Deserialize, Serialize};

/// A message in the outbox: written, but not acknowledged by the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct PendingMessage {
    pub client_id: ClientId,
    pub room: RoomId,
    pub body: String,
    /// Files that are already uploaded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The message that this is a new text for, if it is an edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<MessageId>,
    /// The root of the thread, if it is a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether the reply is also sent to the room.
    #[serde(default)]
    pub also_in_room: bool,
    /// When it was written, by the browser's clock.
    pub at: Timestamp,
    #[serde(default)]
    pub state: PendingState,
}

/// Delivery state of a pending message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum PendingState {
    /// Not in storage yet: it must not be sent.
    New,
    /// In storage. Waits for its turn or for the connection.
    #[default]
    Waiting,
    /// Sent, not yet acknowledged.
    InFlight,
    /// Refused for good, with the server's reason.
    Refused(String),
}

impl PendingState {
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl PendingMessage {
    /// Returns the message as storage and the other tabs know it: refused, or waiting to be sent.
    pub(crate) fn at_rest(mut self) -> Self {
        if !self.state.is_refused() {
            self.state = PendingState::Waiting;
        }
        self
    }
}
