//! The client's copy as a browser saves it, to start from without a network.

mod index;

pub use index::{OfflineIndex, OfflinePlace};

use crate::{Client, state::State};
use protocol::{Message, MessageId, Room, RoomId, Snapshot, Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// A room with its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OfflineRoom {
    /// The room as of its `seq`, which is also the cursor of the messages.
    pub room: Room,
    pub saved_at: Timestamp,
    pub members: Option<Vec<UserId>>,
    pub description: Option<String>,
    /// The newest messages, in rising `seq`.
    pub messages: Vec<Message>,
    /// Whether the room has messages before the first of these.
    pub older: bool,
    /// The thread that was opened last.
    pub thread: Option<OfflineThread>,
}

/// A thread with its newest replies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OfflineThread {
    pub root: MessageId,
    /// The root and the replies, in rising `seq`.
    pub messages: Vec<Message>,
    pub older: bool,
}

/// Times at which the copy that a client started from was saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfflineTimes {
    /// When the client was last connected.
    pub at: Timestamp,
    /// The rooms whose history was saved, and when.
    pub rooms: Vec<(RoomId, Timestamp)>,
}

impl Client {
    /// Creates a client from an offline copy, which shows it until the connection is live.
    pub fn restored(snapshot: Snapshot, at: Timestamp, rooms: Vec<OfflineRoom>) -> Self {
        let mut client = Self::new(snapshot);
        let mut times = OfflineTimes {
            at,
            rooms: Vec::new(),
        };
        for saved in rooms {
            let (id, seq, saved_at) = (saved.room.id, saved.room.seq, saved.saved_at);
            if let Some(cursor) = client.state.restore(saved) {
                // Nothing has happened in a room whose stream stood still.
                times
                    .rooms
                    .push((id, if seq >= cursor { at } else { saved_at }));
            }
        }
        client.offline = Some(times);
        client
    }

    /// Returns whether the client shows an offline copy, because it has not been connected yet.
    pub fn is_offline_copy(&self) -> bool {
        self.offline.is_some()
    }

    /// Returns the time that the offline copy shows: that of the room if its history was saved. `None` if the client has been
    /// connected.
    pub fn saved_at(&self, room: Option<RoomId>) -> Option<Timestamp> {
        let times = self.offline.as_ref()?;
        let own = times.rooms.iter().find(|(id, _)| Some(*id) == room);
        Some(own.map_or(times.at, |(_, at)| *at))
    }
}

impl State {
    /// Returns a snapshot as of the cursors. `None` while a count of unread messages is ahead of its room's events: it would
    /// count them again.
    pub fn to_snapshot(&self) -> Option<Snapshot> {
        let mut rooms = Vec::new();
        for (id, room) in &self.rooms {
            let seq = self.cursor(protocol::StreamId::Room(*id))?;
            rooms.push(room.to_room(*id, seq)?);
        }
        Some(Snapshot {
            epoch: self.epoch,
            me: self.me.clone(),
            workspace: self.workspace.clone(),
            people: self.people.values().cloned().collect(),
            emoji: self.emoji.clone(),
            rooms,
            cursors: self.cursors.clone(),
            drafts: self.drafts.clone(),
            saved: self.saved.clone(),
            scheduled: self.scheduled.clone(),
            threads: self.follows.clone(),
            sidebar: self.sidebar.clone(),
            language: self.language.clone(),
            notifications: self.notifications.clone(),
            tips: self.tips.clone(),
            open: None,
        })
    }
}

#[cfg(test)]
mod tests;
