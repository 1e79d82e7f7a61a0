//! Messages, with their reactions, threads, previews and earlier versions.

use crate::{
    Attachment, ClientId, Conversation, Draft, Epoch, FileId, MessageId, RoomId, Timestamp, UserId,
    read::Read,
};
use serde::{Deserialize, Serialize};

/// A message to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    /// Chosen by the client, so that a repeat is stored once.
    pub client_id: ClientId,
    pub room: RoomId,
    /// May be empty if files are attached.
    pub body: String,
    /// The message that it replies to. A reply to a reply goes to the same root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether a reply is also a message of the room. Ignored without `reply_to`.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub also_in_room: bool,
    /// The author's own uploads to this room that are not attached to a message yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileId>,
}

/// One message, numbered by the event that created it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Message {
    pub id: MessageId,
    pub seq: u64,
    pub room: RoomId,
    pub author: UserId,
    pub client_id: ClientId,
    /// Empty if the message is deleted.
    pub body: String,
    pub at: Timestamp,
    /// When it was edited last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub deleted: bool,
    /// In the order in which each emoji was first set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// The people it mentions, for counting. Only in the event that creates it; elsewhere the text tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<UserId>,
    /// Whether it mentions everyone in the room. Only in the event that creates it.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub everyone: bool,
    /// Previews of its links that the server has fetched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previews: Vec<Preview>,
    /// Whether it is pinned in its room.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub pinned: bool,
    /// The root of the thread, if it is a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whether it is a reply that is also a message of the room: it is in the room's history and counts as unread there too.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub also_in_room: bool,
    /// Its thread, if it has replies. In the event of a reply: the thread of its root, including the reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// Empty if the message is deleted.
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

    /// Returns whether the room's history shows it.
    pub fn is_in_room(&self) -> bool {
        self.reply_to.is_none() || self.also_in_room
    }

    /// Returns the conversation that it belongs to.
    pub fn conversation(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.reply_to,
        }
    }
}

/// Summary of the replies to a message, without deleted ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Thread {
    /// Number of replies.
    pub replies: u64,
    /// The last people to reply, latest first; at most [`crate::limits::THREAD_PEOPLE`].
    pub people: Vec<UserId>,
    /// When the last reply was written.
    pub last_at: Timestamp,
    /// The `seq` of the last reply.
    pub last_seq: u64,
}

/// Preview of a link in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Preview {
    /// Identifies it within its message. It never changes.
    pub number: u16,
    /// The link as written in the message.
    pub url: String,
    /// The host of the page.
    pub site: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// A small picture, served at `/previews/{name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Picture {
    pub name: String,
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
}

/// One emoji on a message, with the people who set it, in that order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Reaction {
    pub emoji: String,
    pub users: Vec<UserId>,
}

impl Reaction {
    /// Sets or removes a person's emoji among a message's reactions. The last person to set it comes last.
    pub fn set(reactions: &mut Vec<Self>, emoji: &str, user: UserId, on: bool) {
        let index = reactions
            .iter()
            .position(|reaction| reaction.emoji == emoji);
        match index {
            Some(index) => {
                let users = &mut reactions[index].users;
                users.retain(|other| *other != user);
                if on {
                    users.push(user);
                } else if users.is_empty() {
                    reactions.remove(index);
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

/// A page of a message's earlier versions, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct VersionPage {
    pub versions: Vec<MessageVersion>,
    /// Whether there are older versions.
    pub more: bool,
}

/// Text of a message before an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct MessageVersion {
    /// 1 for the original text. Numbers may be missing, since not all versions are kept.
    pub number: u64,
    pub body: String,
    /// When this version was written.
    pub at: Timestamp,
}

/// Place of the first message of a room since a moment: the answer to `GET /api/rooms/{room}/first-message`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FirstMessage {
    /// `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
}

/// A page of a conversation's history in rising `seq`, as of the event `seq` of the room's stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct MessagePage {
    pub messages: Vec<Message>,
    pub epoch: Epoch,
    pub seq: u64,
    /// The person's draft; an empty one records when it was removed. `None` in older and newer pages, and if the server knows of
    /// no draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Whether the page is shorter than requested because its texts are long: there are more messages.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub cut: bool,
}
