//! Rooms that the person is not in and has followed a link to.

use super::State;
use protocol::{OtherRoom, Role, RoomId};

impl State {
    /// Returns whether the server must be asked for a room. Guests never ask: they cannot find rooms.
    pub fn is_unknown_room(&self, room: RoomId) -> bool {
        self.me.role != Role::Guest
            && !self.rooms.contains_key(&room)
            && !self.others.iter().any(|other| other.id == room)
            && !self.unlisted.contains(&room)
    }

    /// Stores the server's list of the open rooms that the person is not in. It was fetched to find the rooms `wanted`.
    pub fn store_others(&mut self, wanted: Vec<RoomId>, listed: Vec<OtherRoom>) {
        self.unlisted.extend(wanted);
        self.unlisted
            .retain(|room| !listed.iter().any(|other| other.id == *room));
        self.others = listed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{EVERYONE, snapshot};
    use markdown::Names;
    use uuid::Uuid;

    const ENGINES: RoomId = RoomId(Uuid::from_u128(11));
    const SECRETS: RoomId = RoomId(Uuid::from_u128(12));

    fn engines() -> OtherRoom {
        OtherRoom {
            id: ENGINES,
            name: "Engines".into(),
            ..OtherRoom::default()
        }
    }

    #[test]
    fn a_room_is_asked_for_once_and_has_a_name_if_the_server_lists_it() {
        let mut state = State::new(snapshot(0));
        assert!(!state.is_unknown_room(EVERYONE));
        assert!(state.is_unknown_room(ENGINES) && state.is_unknown_room(SECRETS));

        state.store_others(vec![ENGINES, SECRETS], vec![engines()]);
        assert!(!state.is_unknown_room(ENGINES) && !state.is_unknown_room(SECRETS));
        assert_eq!(state.room(ENGINES), Some("Engines"));
        assert_eq!(state.room(SECRETS), None);
    }

    #[test]
    fn a_room_has_a_name_once_a_later_list_has_it() {
        let mut state = State::new(snapshot(0));
        state.store_others(vec![ENGINES], Vec::new());
        assert_eq!(state.room(ENGINES), None);

        state.store_others(vec![SECRETS], vec![engines()]);
        assert_eq!(state.room(ENGINES), Some("Engines"));
        // A room that leaves the list is asked for again.
        state.store_others(Vec::new(), Vec::new());
        assert!(state.is_unknown_room(ENGINES));
        assert!(!state.is_unknown_room(SECRETS));
    }

    #[test]
    fn a_guest_asks_for_no_room() {
        let mut state = State::new(snapshot(0));
        state.me.role = Role::Guest;
        assert!(!state.is_unknown_room(ENGINES));
    }
}
