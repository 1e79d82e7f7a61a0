//! What a person has begun to write.

use crate::{Conversation, MessageId, RoomId, Timestamp};
use serde::{Deserialize, Serialize};

/// What a person has begun to write in a room or in a thread; an empty body is no draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub room: RoomId,
    /// The root of the thread that it is a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<MessageId>,
    pub body: String,
    /// By the clock of the device where it was written: of two drafts the later one stays.
    pub edited_at: Timestamp,
}

impl Draft {
    /// Where it is to be said.
    pub fn at(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.thread,
        }
    }
}
