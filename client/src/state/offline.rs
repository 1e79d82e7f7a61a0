//! Saving and restoring of a room with its history.

use super::{OpenThread, RoomState, State, Timeline};
use crate::offline::{OfflineRoom, OfflineThread};
use protocol::{Message, RoomId, StreamId, Timestamp};

/// Maximum number of messages of a room or thread that are saved.
const MESSAGES: usize = 200;
/// Maximum length of the texts of a room or thread that are saved, in bytes.
const TEXTS: usize = 500_000;

impl State {
    /// Returns a room with its history, to save it. `None` if its newest messages are not loaded.
    pub fn saved_room(&self, id: RoomId, now: Timestamp) -> Option<OfflineRoom> {
        let room = self.rooms.get(&id)?;
        let (messages, older) = newest(&room.timeline)?;
        let thread = room.thread.as_ref().and_then(|open| {
            let (messages, older) = newest(&open.timeline)?;
            let root = open.root;
            Some(OfflineThread {
                root,
                messages,
                older,
            })
        });
        Some(OfflineRoom {
            room: room.to_room(id, self.cursor(StreamId::Room(id))?)?,
            saved_at: now,
            members: room.members.clone(),
            description: room.description.clone(),
            messages,
            older,
            thread,
        })
    }

    /// Restores a saved room, whose events the client then catches up with. Returns the cursor that the room had in the
    /// snapshot. `None` if the person is not in the room any more.
    pub fn restore(&mut self, saved: OfflineRoom) -> Option<u64> {
        let id = saved.room.id;
        let cursor = self.cursors.get_mut(&StreamId::Room(id))?;
        let room = self.rooms.get_mut(&id)?;
        let before = *cursor;
        *cursor = saved.room.seq;
        room.restore(saved, before);
        Some(before)
    }
}

impl RoomState {
    /// Restores the history. `cursor` is the event that the room is as of.
    fn restore(&mut self, saved: OfflineRoom, cursor: u64) {
        let OfflineRoom { room, .. } = saved;
        let seq = room.seq;
        if seq > cursor {
            // What is the person's own is as of the snapshot's cursor of their stream.
            let (level, favourite, hidden) = (self.level, self.favourite, self.hidden);
            *self = Self::new(room);
            (self.level, self.favourite, self.hidden) = (level, favourite, hidden);
        } else {
            // The events from there on count them again; all else that they change, they set.
            self.pins = room.pins;
        }
        self.members = saved.members;
        self.description = saved.description;
        self.timeline = restored(seq, saved.messages, saved.older);
        self.thread = saved.thread.map(|thread| OpenThread {
            root: thread.root,
            timeline: restored(seq, thread.messages, thread.older),
        });
    }
}

fn restored(seq: u64, messages: Vec<Message>, older: bool) -> Timeline {
    let mut timeline = Timeline::unloaded(seq);
    timeline.open(messages, older, false);
    timeline
}

/// Returns the newest messages within the bounds, and whether there are older ones. `None` if they are not loaded.
fn newest(timeline: &Timeline) -> Option<(Vec<Message>, bool)> {
    if !timeline.loaded || timeline.newer {
        return None;
    }
    let mut bytes = 0;
    let fits = |message: &&Message| {
        bytes += message.body.len();
        bytes <= TEXTS
    };
    let newest = timeline.messages().rev().take(MESSAGES).take_while(fits);
    let mut messages: Vec<Message> = newest.cloned().collect();
    messages.reverse();
    let cut = messages.len() < timeline.messages().count();
    Some((messages, timeline.older || cut))
}
