//! Messages, with their reactions, previews and earlier texts.

use crate::{
    Attachment, ClientId, Conversation, Draft, Epoch, FileId, MessageId, RoomId, Thread, Timestamp,
    UserId,
};
use serde::{Deserialize, Serialize};

/// A message as its author sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    /// Chosen by the client, so that a repeat is stored once.
    pub client_id: ClientId,
    pub room: RoomId,
    /// May be empty if files are attached.
    pub body: String,
    /// The message that it replies to. A reply to a reply goes to the same root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The author's own uploads to this room that are not attached to a message yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
}

/// One message, numbered by the event that created it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub seq: u64,
    pub room: RoomId,
    pub author: UserId,
    pub client_id: ClientId,
    /// Empty once the message is deleted.
    pub body: String,
    pub at: Timestamp,
    /// When its text was changed last; none where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub deleted: bool,
    /// In the order in which each emoji came first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Whom it mentions, for those who count: in the event that created it alone. Elsewhere the text says it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<UserId>,
    /// Whether it mentions everyone in the room, in that event.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub everyone: bool,
    /// What its links lead to, as far as the server has found out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previews: Vec<Preview>,
    /// Its room keeps it at hand.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub pinned: bool,
    /// The root of the thread that this is a reply in; none for what stands in the room itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The replies to it, where there are any. The event of a reply tells here of those to its root, itself among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// None once the message is deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// Removes everything that the deletion of a message removes.
    pub fn delete(&mut self) {
        self.deleted = true;
        self.body.clear();
        self.edited_at = None;
        self.reactions.clear();
        self.attachments.clear();
        self.previews.clear();
    }

    /// Returns the conversation that it belongs to.
    pub fn at(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.reply_to,
        }
    }
}

/// What a link in a message leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Names it within its message, for as long as that is there.
    pub number: u16,
    /// The link as it stands in the message.
    pub url: String,
    /// The host that it came from.
    pub site: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// A small picture, served at `/previews/{name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub name: String,
    /// In pixels, as `height`.
    pub width: u16,
    pub height: u16,
}

/// One emoji on a message, with those who set it, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    pub emoji: String,
    pub users: Vec<UserId>,
}

impl Reaction {
    /// Sets or takes away one person's emoji among a message's reactions; who sets it last stands last.
    pub fn set(reactions: &mut Vec<Self>, emoji: &str, user: UserId, on: bool) {
        let place = reactions
            .iter()
            .position(|reaction| reaction.emoji == emoji);
        match place {
            Some(place) => {
                let users = &mut reactions[place].users;
                users.retain(|other| *other != user);
                if on {
                    users.push(user);
                } else if users.is_empty() {
                    reactions.remove(place);
                }
            }
            None if on => reactions.push(Self {
                emoji: emoji.to_owned(),
                users: vec![user],
            }),
            None => {}
        }
    }
}

/// A page of a message's earlier texts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionPage {
    pub versions: Vec<MessageVersion>,
    /// Whether there are older ones.
    pub more: bool,
}

/// What a message said before it was edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageVersion {
    /// Its place among them: 1 is the first text. Numbers may be missing, since not all texts are kept.
    pub number: u64,
    pub body: String,
    /// When this text was written.
    pub at: Timestamp,
}

/// A page of a room's history in rising `seq`, and the `seq` of the stream for which it is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePage {
    pub messages: Vec<Message>,
    pub epoch: Epoch,
    pub seq: u64,
    /// What the person has begun to write there; an empty one tells when it became empty. None in the older and the newer
    /// pages, and where the server knows of nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Whether the page ends before the number that was asked for, since its texts are long: there are more.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub cut: bool,
}
