//! The list of rooms in the sidebar.

use crate::Client;
use protocol::{RoomId, RoomKind};

/// Section of the room list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Favourites,
    Rooms,
    Direct,
}

impl Client {
    /// Returns the rooms that the person is no longer in, but has messages for in the outbox.
    pub fn lost_rooms(&self) -> Vec<RoomId> {
        let mut lost = Vec::new();
        for room in self.outbox.rooms() {
            if !self.state.rooms.contains_key(&room) && !lost.contains(&room) {
                lost.push(room);
            }
        }
        lost
    }

    /// Returns the rooms to list. An archived or hidden room is listed only while it is `open` or the outbox holds messages
    /// for it; a room that the person is no longer in, only while the outbox does.
    pub fn listed_rooms(&self, open: Option<RoomId>) -> Vec<RoomId> {
        let mut listed = Vec::new();
        for (id, room) in &self.state.rooms {
            let here = open == Some(*id) || self.outbox.rooms().any(|other| other == *id);
            if here || !(room.archived || room.hidden) {
                listed.push(*id);
            }
        }
        listed.extend(self.lost_rooms());
        listed
    }

    /// Returns the listed rooms of one section, in their order.
    pub fn section(&self, section: Section, open: Option<RoomId>) -> Vec<RoomId> {
        let rank = |room: &RoomId| {
            let room = self.state.rooms.get(room);
            room.and_then(|room| room.favourite).unwrap_or_default()
        };
        let mut rooms: Vec<RoomId> = Vec::new();
        for room in self.listed_rooms(open) {
            if self.section_of(room) == section {
                // Not a sort, which would add its code to the wasm for this type.
                let at = rooms.partition_point(|other| rank(other) <= rank(&room));
                rooms.insert(at, room);
            }
        }
        rooms
    }

    fn section_of(&self, room: RoomId) -> Section {
        match self.state.rooms.get(&room) {
            Some(room) if room.favourite.is_some() => Section::Favourites,
            Some(room) if room.kind == RoomKind::Direct => Section::Direct,
            _ => Section::Rooms,
        }
    }
}
