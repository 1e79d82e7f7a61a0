//! The person's favourite rooms and their order.

use crate::{api, chat::Chat};
use client::Client;
use leptos::{prelude::*, task::spawn_local};
use protocol::{RoomId, request::Favourites};

/// Makes a room a favourite, the last one, or takes it from the favourites.
pub(super) fn toggle(chat: Chat, room: RoomId) {
    let mut rooms = chat.peek(Client::favourites);
    match rooms.contains(&room) {
        true => rooms.retain(|other| *other != room),
        false => rooms.push(room),
    }
    save(chat, rooms);
}

/// Moves a favourite up (-1) or down (1). Returns its new place and the number of favourites; `None` if it stays.
pub(super) fn shift(chat: Chat, room: RoomId, by: isize) -> Option<(usize, usize)> {
    let mut rooms = chat.peek(Client::favourites);
    let at = rooms.iter().position(|other| *other == room)?;
    let to = at.checked_add_signed(by).filter(|to| *to < rooms.len())?;
    rooms.swap(at, to);
    let count = rooms.len();
    save(chat, rooms);
    Some((to + 1, count))
}

/// Puts a room before the favourite at `place`. It becomes a favourite if it is none.
pub(super) fn put(chat: Chat, room: RoomId, place: usize) {
    let before = chat.peek(Client::favourites);
    let after = inserted(before.clone(), room, place);
    if after != before {
        save(chat, after);
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

/// Shows the favourites in this order at once, and stores it for all devices.
fn save(chat: Chat, rooms: Vec<RoomId>) {
    let before = chat.peek(Client::favourites);
    chat.client
        .update(|client| client.state.set_favourites(&rooms));
    let sent = api::submit(
        chat.browser,
        "PUT",
        api::FAVOURITES.to_owned(),
        &Favourites { rooms },
    );
    spawn_local(async move {
        if let Err(refusal) = sent.await {
            chat.client
                .try_update(|client| client.state.set_favourites(&before));
            chat.notify(&refusal.detail);
        }
    });
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
