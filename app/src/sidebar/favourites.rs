//! The person's favourite rooms and their order.

use super::own_choices::choose_favourites;
use crate::chat::Chat;
use protocol::RoomId;

/// Makes a room a favourite, the last one, or takes it from the favourites.
pub(crate) fn toggle(chat: Chat, room: RoomId) {
    let mut rooms = chat.peek(|client| client.state.favourites());
    match rooms.contains(&room) {
        true => rooms.retain(|other| *other != room),
        false => rooms.push(room),
    }
    choose_favourites(chat, rooms);
}

/// Moves a favourite up (-1) or down (1). Returns its new place and the number of favourites; `None` if it stays.
pub(crate) fn shift(chat: Chat, room: RoomId, by: isize) -> Option<(usize, usize)> {
    let mut rooms = chat.peek(|client| client.state.favourites());
    let at = rooms.iter().position(|other| *other == room)?;
    let to = at.checked_add_signed(by).filter(|to| *to < rooms.len())?;
    rooms.swap(at, to);
    let count = rooms.len();
    choose_favourites(chat, rooms);
    Some((to + 1, count))
}

/// Puts a room before the favourite at `place`. It becomes a favourite if it is none.
pub(crate) fn put(chat: Chat, room: RoomId, place: usize) {
    let before = chat.peek(|client| client.state.favourites());
    let after = inserted(before.clone(), room, place);
    if after != before {
        choose_favourites(chat, after);
    }
}

/// Returns the rooms with `room` before the one that is at `place` now.
fn inserted(mut rooms: Vec<RoomId>, room: RoomId, place: usize) -> Vec<RoomId> {
    let mut place = place.min(rooms.len());
    if let Some(at) = rooms.iter().position(|other| *other == room) {
        rooms.remove(at);
        if at < place {
            place -= 1;
        }
    }
    rooms.insert(place, room);
    rooms
}

#[cfg(test)]
mod tests {
    use super::inserted;
    use protocol::RoomId;
    use uuid::Uuid;

    #[test]
    fn a_room_is_put_before_another_wherever_it_was() {
        let [a, b, c, d] = [1, 2, 3, 4].map(|id| RoomId(Uuid::from_u128(id)));
        let rooms = || vec![a, b, c];
        assert_eq!(inserted(rooms(), a, 2), [b, a, c]);
        assert_eq!(inserted(rooms(), c, 0), [c, a, b]);
        assert_eq!(inserted(rooms(), b, 1), rooms());
        assert_eq!(inserted(rooms(), b, 2), rooms());
        assert_eq!(inserted(rooms(), a, 9), [b, c, a]);
        assert_eq!(inserted(rooms(), d, 1), [a, d, b, c]);
    }
}
