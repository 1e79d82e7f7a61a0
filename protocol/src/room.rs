//! Rooms, and a person's settings for them.

use crate::{Epoch, MessageId, RoomId, Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// Kind of a room: open to everyone, or to people whom its members add.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    #[default]
    Open,
    Closed,
    /// For a set of people that never changes. It has no name.
    Direct,
}

/// People who may write messages in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Posting {
    #[default]
    Everyone,
    Administrators,
}

/// Notification level of a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    Everything,
    Mentions,
    Nothing,
}

/// A room as one of its members sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Room {
    pub id: RoomId,
    /// `None` for a direct room, which is shown under the names of its people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub kind: RoomKind,
    /// The event of the room's stream that this is as of.
    pub seq: u64,
    /// The last event that the person has read.
    pub read_seq: u64,
    /// Number of messages by others after `read_seq`, up to `seq`, without replies in threads.
    pub unread: u64,
    /// Number of unread messages that mention the person.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub mentions: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// An archived room can be read, but not written in.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub archived: bool,
    /// Whether it is the workspace's first room: everyone is in it, and it cannot be left or archived.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub permanent: bool,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub posting: Posting,
    /// The people of a direct room; empty for other kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<UserId>,
    /// The person's notification level.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub level: Level,
    /// Its position among the person's favourites, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favourite: Option<u64>,
    /// Number of pinned messages.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub pins: u64,
    /// Whether the person has hidden it until its next message. Only for direct rooms.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub hidden: bool,
    /// When its last message was written, without replies in threads. `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_at: Option<Timestamp>,
    /// Whether the person has a draft of a message to it. Drafts of replies do not count.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub drafted: bool,
}

/// An open room that the person is not in: an element of the answer to `GET /api/rooms/browse`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OtherRoom {
    pub id: RoomId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub archived: bool,
    /// Number of members.
    pub members: u64,
}

/// A room with its members and its description: the answer to `GET /api/rooms/{id}`, which is a [`Room`] with more
/// fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoomDetail {
    #[serde(flatten)]
    pub room: Room,
    pub epoch: Epoch,
    pub members: Vec<UserId>,
    /// Markdown, longer than the topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The fields of a [`RoomDetail`] that a client reads; it knows the rest from the room's stream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Read)]
pub struct RoomMembers {
    pub id: RoomId,
    pub epoch: Epoch,
    /// The event of the room's stream that this is as of.
    pub seq: u64,
    pub members: Vec<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A place for messages: a room, or one of its threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conversation {
    pub room: RoomId,
    /// The root of the thread.
    pub thread: Option<MessageId>,
}

impl From<RoomId> for Conversation {
    fn from(room: RoomId) -> Self {
        Self { room, thread: None }
    }
}
