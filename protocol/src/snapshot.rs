//! Snapshot that a client starts from.

use crate::{
    CustomEmoji, Draft, Epoch, Follow, Message, NotificationSettings, Person, Room, RoomId, Saved,
    Scheduled, Sidebar, StreamId, User, UserId, read::Read,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that a client starts from, as of its `cursors`: read in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Snapshot {
    pub epoch: Epoch,
    pub me: User,
    pub workspace: String,
    pub people: Vec<Person>,
    /// The emoji of the workspace, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emoji: Vec<CustomEmoji>,
    pub rooms: Vec<Room>,
    /// The last `seq` of each stream that the person may see.
    pub cursors: BTreeMap<StreamId, u64>,
    /// The person's drafts in the room that the page shows.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// The messages that the person has saved, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<Saved>,
    /// The person's scheduled messages, by time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<Scheduled>,
    /// The threads that the person follows and that have unread replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threads: Vec<Follow>,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub sidebar: Sidebar,
    /// The BCP 47 code of the language that the person has chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub notifications: NotificationSettings,
    /// The tips that the person has not dismissed, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tips: Vec<String>,
    /// The room that the page shows.
    pub open: Option<OpenRoom>,
}

/// The room that a page shows, with a page of its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OpenRoom {
    pub room: RoomId,
    pub members: Vec<UserId>,
    /// As in [`RoomDetail`](crate::RoomDetail).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub messages: Vec<Message>,
    /// Whether the room has messages before the first of these.
    pub older: bool,
    /// Whether the room has messages after the last of these.
    pub newer: bool,
}
