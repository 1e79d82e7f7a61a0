//! Drafts.

use crate::{Conversation, MessageId, RoomId, Timestamp, read::Read};
use serde::{Deserialize, Serialize};

/// A person's draft in a room or thread. An empty body records that it was removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Draft {
    pub room: RoomId,
    /// The root of the thread, if it is a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<MessageId>,
    pub body: String,
    /// By the clock of the device that it was written on. Of two drafts, the later one stays.
    pub edited_at: Timestamp,
}

impl Draft {
    /// Returns the conversation that it belongs to.
    pub fn conversation(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.thread,
        }
    }
}
