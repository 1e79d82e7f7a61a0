//! What a client starts from.

use crate::{
    Draft, Epoch, Follow, Message, Person, Room, RoomId, Saved, Scheduled, StreamId, User, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that a client starts from, true for exactly its `cursors`: read in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub epoch: Epoch,
    pub me: User,
    pub workspace: String,
    pub people: Vec<Person>,
    pub rooms: Vec<Room>,
    /// For each stream that the person may see, its last `seq`.
    pub cursors: BTreeMap<StreamId, u64>,
    /// What the person has begun to write in the room that the page shows.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// The messages that the person has put aside, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<Saved>,
    /// What the server is to send for the person, in the order of its times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<Scheduled>,
    /// The threads that the person follows and has not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threads: Vec<Follow>,
    /// The room that the page shows, with a page of its history.
    pub open: Option<OpenRoom>,
}

/// The part of a [`Snapshot`] that fills the room being looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRoom {
    pub room: RoomId,
    pub members: Vec<UserId>,
    /// As in a [`RoomDetail`].
    pub description: String,
    pub messages: Vec<Message>,
    /// Whether the room has messages before the first of these.
    pub older: bool,
    /// Whether the room has messages after the last of these.
    pub newer: bool,
}
