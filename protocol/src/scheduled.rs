//! Scheduled and saved messages.

use crate::{Attachment, ClientId, MessageId, RoomId, Timestamp, read::Read};
use serde::{Deserialize, Serialize};

/// A message that the server will send at a set time. Until then only its author sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Scheduled {
    /// The `client_id` that the message will have.
    pub id: ClientId,
    pub room: RoomId,
    /// The root of the thread, if it is a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether the reply will also be a message of the room.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub also_in_room: bool,
    pub body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    pub at: Timestamp,
    /// Why it could not be sent at its time, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
}

/// A message that a person has saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Saved {
    pub message: MessageId,
    /// When to remind them of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Timestamp>,
    /// Whether the reminder is due and not dismissed.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub due: bool,
}
