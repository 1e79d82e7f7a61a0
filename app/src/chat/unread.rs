//! Unread counts and the read position.

use super::Chat;
use leptos::prelude::*;
use protocol::RoomId;

impl Chat {
    /// Returns the number of unread messages in a room; 0 while the person has seen all and watches it.
    pub fn unread_in(self, room: RoomId) -> u64 {
        let watched = self.watched.get() == Some(room);
        self.look(|client| match client.state.rooms.get(&room) {
            Some(state) if !watched => state.unread(),
            _ => 0,
        })
    }

    /// Returns the number of unread messages in a room that the person's settings count, and how many of them mention the
    /// person; 0 while they watch the room.
    pub fn counted_in(self, room: RoomId) -> (u64, u64) {
        let watched = self.watched.get() == Some(room);
        self.look(|client| match client.state.rooms.get(&room) {
            Some(state) if !watched => state.badge_counts(),
            _ => (0, 0),
        })
    }

    /// Returns the number of unread messages that the person's settings count, in all rooms but the watched one.
    pub fn unread(self) -> u64 {
        let watched = self.watched.get();
        self.look(|client| {
            let rooms = client.state.rooms.iter();
            let others = rooms.filter(|(id, _)| watched != Some(**id));
            others.map(|(_, room)| room.badge_counts().0).sum()
        })
    }

    /// Marks a room read up to `seq`. No view shows it until the server confirms it, so it wakes none: an
    /// effect that calls this because the client has changed would run for ever.
    pub fn mark_read(self, room: RoomId, seq: u64) {
        self.act_untracked(|client| client.read_to(room, seq));
    }
}
