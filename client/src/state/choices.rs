//! The person's choices for the list of rooms: their favourites, and how it is sorted and collapsed.

use super::State;
use crate::OwnChoice;
use protocol::{RoomId, Sidebar};

/// The choices that the person has made on this device and that the server has not confirmed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnChoices {
    pub sidebar: OwnChoice<Sidebar>,
    pub favourites: OwnChoice<Vec<RoomId>>,
}

impl State {
    /// Returns the person's favourites, in their order.
    pub fn favourites(&self) -> Vec<RoomId> {
        let mut rooms: Vec<(u64, RoomId)> = Vec::new();
        for (id, room) in &self.rooms {
            if let Some(place) = room.favourite {
                let at = rooms.partition_point(|(other, _)| *other <= place);
                rooms.insert(at, (place, *id));
            }
        }
        rooms.into_iter().map(|(_, room)| room).collect()
    }

    /// Shows the favourites in this order. They are to be sent.
    pub fn choose_favourites(&mut self, rooms: Vec<RoomId>) {
        let before = self.favourites();
        self.show_favourites(&rooms);
        self.own.favourites.choose(rooms, before);
    }

    /// Shows the list of rooms in this way. The choices are to be sent.
    pub fn choose_sidebar(&mut self, sidebar: Sidebar) {
        let before = std::mem::replace(&mut self.sidebar, sidebar.clone());
        self.own.sidebar.choose(sidebar, before);
    }

    /// Ends the sending of the favourites.
    pub fn favourites_answered(&mut self, is_accepted: bool) {
        if let Some(rooms) = self.own.favourites.answered(is_accepted) {
            self.show_favourites(&rooms);
        }
    }

    /// Ends the sending of the choices for the list.
    pub fn sidebar_answered(&mut self, is_accepted: bool) {
        if let Some(sidebar) = self.own.sidebar.answered(is_accepted) {
            self.sidebar = sidebar;
        }
    }

    pub(super) fn favourites_stored(&mut self, rooms: Vec<RoomId>) {
        if let Some(rooms) = self.own.favourites.stored(rooms) {
            self.show_favourites(&rooms);
        }
    }

    pub(super) fn sidebar_stored(&mut self, sidebar: Sidebar) {
        if let Some(sidebar) = self.own.sidebar.stored(sidebar) {
            self.sidebar = sidebar;
        }
    }

    fn show_favourites(&mut self, rooms: &[RoomId]) {
        for (id, room) in self.rooms.iter_mut() {
            let place = rooms.iter().position(|other| other == id);
            room.favourite = place.map(|place| place as u64 + 1);
        }
    }
}
