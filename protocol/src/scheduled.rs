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
    /// Why it could not be sent at its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// Reason why a scheduled message could not be sent at its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The author was not in the room, or was shut out of the workspace.
    NotThere,
    /// Another message was sent with its `client_id`.
    Conflict,
    /// The room was archived.
    Archived,
    /// Only administrators could post in the room.
    ReadOnly,
    /// The message that it replies to was deleted.
    NoThread,
    /// An attached file was no longer available.
    NoFile,
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
