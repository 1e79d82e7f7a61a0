//! One message as it is shown.

use crate::{PendingMessage, PendingState, calendar::LocalTime};
use protocol::{ClientId, MessageId};

/// One message as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageRow {
    /// The server's id, once the message is acknowledged.
    pub id: Option<MessageId>,
    /// The author's name.
    pub name: String,
    /// The author's status, to follow the name: the emoji, then the text, set apart because it shows only on hover.
    pub status: Option<String>,
    pub body: String,
    pub at: LocalTime,
    /// The number in the room's stream, once the message is acknowledged.
    pub seq: Option<u64>,
    /// Whether it is the first of a group and so shows its author.
    pub head: bool,
    pub delivery: DeliveryState,
    pub edited: bool,
    pub deleted: bool,
    pub reactions: Vec<ReactionRow>,
    /// HTML of the link previews.
    pub previews: String,
    pub pinned: bool,
    /// Whether it has attachments.
    pub attached: bool,
    pub rights: Rights,
    /// The root of its thread, if it is a reply that is also sent to the room.
    pub also_of: Option<MessageId>,
    /// Whether it has replies.
    pub replied: bool,
    /// The edit in the outbox, if it was refused.
    pub refused: Option<ClientId>,
}

impl MessageRow {
    /// Returns whether the person has set this reaction.
    pub fn has_mine(&self, emoji: &str) -> bool {
        self.reactions
            .iter()
            .any(|reaction| reaction.mine && reaction.emoji == emoji)
    }
}

/// One emoji under a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReactionRow {
    pub emoji: String,
    pub count: usize,
    pub mine: bool,
    /// The people who set it, for a sentence: `Ada, Grace and you`.
    pub names: String,
}

/// Permissions of the person for a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub edit: bool,
    pub delete: bool,
}

/// Delivery state of a message or of its edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DeliveryState {
    /// On the server's disk.
    #[default]
    Delivered,
    /// In the outbox, to be sent.
    Pending,
    /// In the outbox, refused for this reason.
    Refused(String),
}

impl DeliveryState {
    pub(super) fn of(pending: &PendingMessage) -> Self {
        match &pending.state {
            PendingState::New | PendingState::Waiting | PendingState::InFlight => Self::Pending,
            PendingState::Refused(why) => Self::Refused(why.clone()),
        }
    }

    /// Returns the reason for a refusal.
    pub fn refusal(&self) -> Option<&str> {
        match self {
            Self::Refused(why) => Some(why),
            Self::Delivered | Self::Pending => None,
        }
    }
}
