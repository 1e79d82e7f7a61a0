use crate::{Attachment, ClientId, MessageId, RoomId, Timestamp};
use serde::{Deserialize, Serialize};

/// A message that the server sends at its time: its author's alone until then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// The `client_id` that the message will have.
    pub id: ClientId,
    pub room: RoomId,
    /// The root of the thread that it will be a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    pub body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    pub at: Timestamp,
    /// Why it was not sent when its time came, for people; none while that is to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
}

/// A message that a person has put aside for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub message: MessageId,
    /// When they want to be reminded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Timestamp>,
    /// The time has come, and they have not put the reminder away.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub due: bool,
}
