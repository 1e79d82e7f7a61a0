//! Rooms, and what a person wants of them.

use crate::{Epoch, MessageId, RoomId, UserId};
use serde::{Deserialize, Serialize};

/// Who may come into a room: everyone who likes, or only whom its members add.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    #[default]
    Open,
    Closed,
    /// For one set of people, which never changes; it has no name of its own.
    Direct,
}

/// Who may write new messages in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Posting {
    #[default]
    Everyone,
    Administrators,
}

/// What of a room a person wants to be told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    Everything,
    Mentions,
    Nothing,
}

/// A room as one of its members sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub id: RoomId,
    pub name: String,
    pub kind: RoomKind,
    /// The last event of the room's stream that this copy reflects.
    pub seq: u64,
    /// The last event that the person has read.
    pub read_seq: u64,
    /// Messages by others after `read_seq`, up to `seq`, but for replies in threads.
    pub unread: u64,
    /// Those of them that mention the person.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub mentions: u64,
    /// What the room is about; empty where nobody has said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// An archived room can be read, but nothing new is written there.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub archived: bool,
    /// The workspace's first room: everyone is in it, and it is neither left nor archived.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub permanent: bool,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub posting: Posting,
    /// Who a direct room is for; empty for the other kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<UserId>,
    /// What of it the person wants to be told of.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub level: Level,
    /// Its place among the person's favourites, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favourite: Option<u64>,
    /// How many messages it keeps at hand.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub pins: u64,
    /// Whether the person keeps it out of their list until its next message: a direct room only.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub hidden: bool,
}

/// An open room as one sees it who is not in it: an element of the answer to `GET /api/rooms/browse`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherRoom {
    pub id: RoomId,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub archived: bool,
    /// How many people are in it.
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
    /// What the room is for, at greater length than its topic: Markdown, and empty where nobody has said so.
    pub description: String,
}

/// What a client reads of a [`RoomDetail`]; the rest it knows from the room's stream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RoomMembers {
    pub id: RoomId,
    pub epoch: Epoch,
    /// The last event of the room's stream that this copy reflects.
    pub seq: u64,
    pub members: Vec<UserId>,
    pub description: String,
}

/// Where messages are said: in a room, or in one of its threads.
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
