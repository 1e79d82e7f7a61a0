//! People who would read a forwarded message without seeing the room that it is from.

use crate::state::State;
use protocol::{Role, RoomId, RoomKind, UserId};

impl State {
    /// Returns the people in the room `target` who cannot see the room `source`. `None` if the members of a room are not
    /// loaded.
    pub fn outsiders(&self, source: RoomId, target: RoomId) -> Option<Vec<UserId>> {
        self.outsiders_among(source, self.people_in(target)?)
    }

    /// Returns those of `readers` who cannot see the room `source`. `None` if its members are not loaded.
    pub fn outsiders_among(&self, source: RoomId, readers: &[UserId]) -> Option<Vec<UserId>> {
        let open = self.rooms.get(&source).map(|room| room.kind) == Some(RoomKind::Open);
        let is_guest = |user: &UserId| {
            let person = self.people.get(user);
            person.is_none_or(|person| person.role == Role::Guest)
        };
        // Everyone but guests can enter an open room.
        let may_be_outside = readers.iter().filter(|user| !open || is_guest(user));
        let mut may_be_outside = may_be_outside.copied().peekable();
        if may_be_outside.peek().is_none() {
            return Some(Vec::new());
        }
        let insiders = self.people_in(source)?;
        Some(
            may_be_outside
                .filter(|user| !insiders.contains(user))
                .collect(),
        )
    }

    fn people_in(&self, room: RoomId) -> Option<&[UserId]> {
        let room = self.rooms.get(&room)?;
        match room.kind {
            RoomKind::Direct => Some(&room.people),
            RoomKind::Open | RoomKind::Closed => room.members.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{ADA, EVERYONE, GRACE, LINUS, snapshot};
    use protocol::{Person, Room, Snapshot};
    use uuid::Uuid;

    const BOARD: RoomId = RoomId(Uuid::from_u128(11));
    const DIRECT: RoomId = RoomId(Uuid::from_u128(12));

    /// Ada with Grace, and with Linus, who is a guest. Each list is of the members of Everyone, which is open, and of Board,
    /// which is closed. The direct room is that of Ada and Grace.
    fn state(everyone: &[UserId], board: Option<&[UserId]>) -> State {
        let mut snapshot: Snapshot = snapshot(9);
        let room = |id, kind, people: &[UserId]| Room {
            id,
            kind,
            people: people.to_vec(),
            ..Room::default()
        };
        snapshot.rooms.push(room(BOARD, RoomKind::Closed, &[]));
        snapshot
            .rooms
            .push(room(DIRECT, RoomKind::Direct, &[ADA, GRACE]));
        snapshot.people.push(Person {
            id: LINUS,
            role: Role::Guest,
            ..Person::default()
        });
        let mut state = State::new(snapshot);
        for (id, members) in [(EVERYONE, Some(everyone)), (BOARD, board)] {
            if let Some(room) = state.rooms.get_mut(&id) {
                room.members = members.map(<[_]>::to_vec);
            }
        }
        state
    }

    #[test]
    fn people_who_are_not_in_a_closed_room_cannot_see_it() {
        let state = state(&[ADA, GRACE, LINUS], Some(&[ADA]));
        assert_eq!(state.outsiders(BOARD, EVERYONE), Some(vec![GRACE, LINUS]));
        assert_eq!(state.outsiders(BOARD, DIRECT), Some(vec![GRACE]));
        assert_eq!(state.outsiders(DIRECT, EVERYONE), Some(vec![LINUS]));
        assert_eq!(state.outsiders(DIRECT, BOARD), Some(vec![]));
    }

    #[test]
    fn only_guests_cannot_see_an_open_room() {
        let state = state(&[ADA], Some(&[ADA, GRACE, LINUS]));
        assert_eq!(state.outsiders(EVERYONE, BOARD), Some(vec![LINUS]));
        assert_eq!(state.outsiders(EVERYONE, DIRECT), Some(vec![]));
    }

    #[test]
    fn nothing_is_known_of_a_room_whose_members_are_not_loaded() {
        let state = state(&[ADA, GRACE, LINUS], None);
        assert_eq!(state.outsiders(BOARD, EVERYONE), None);
        assert_eq!(state.outsiders(EVERYONE, BOARD), None);
        let gone = RoomId(Uuid::from_u128(13));
        assert_eq!(state.outsiders(gone, EVERYONE), None);
    }
}
