//! Which rooms are listed, and where.

use super::Client;
use protocol::{RoomId, RoomKind};

/// A part of the list of rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Favourites,
    Rooms,
    Direct,
}

impl Client {
    /// The rooms that are gone for this person, while the outbox holds messages for them.
    pub fn lost_rooms(&self) -> Vec<RoomId> {
        let mut lost = Vec::new();
        for room in self.outbox.rooms() {
            if !self.state.rooms.contains_key(&room) && !lost.contains(&room) {
                lost.push(room);
            }
        }
        lost
    }

    /// The rooms to list: those in use, one that is archived or hidden while it is `open` or the outbox holds messages
    /// for it, and those that are gone while it does.
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

    /// Those of the listed rooms that belong to one part of the list, in its order.
    pub fn section(&self, section: Section, open: Option<RoomId>) -> Vec<RoomId> {
        let place = |room: &RoomId| {
            let room = self.state.rooms.get(room);
            room.and_then(|room| room.favourite).unwrap_or_default()
        };
        let mut rooms: Vec<RoomId> = Vec::new();
        for room in self.listed_rooms(open) {
            if self.section_of(room) == section {
                // By hand: a sort would bring its code into the wasm for each type.
                let at = rooms.partition_point(|other| place(other) <= place(&room));
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
