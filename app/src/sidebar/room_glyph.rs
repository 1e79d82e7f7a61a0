//! Icon of a room.

use crate::{chat::use_chat, kit::icon::Glyph};
use client::state::State;
use protocol::{RoomId, RoomKind};

/// Returns the icon of a room's kind, or of an archived room. A room that is gone gets the icon of unsent messages.
pub(crate) fn room_glyph(room: RoomId) -> Glyph {
    use_chat().look(|client| glyph_in(&client.state, room))
}

/// As [`room_glyph`], in a state.
pub(crate) fn glyph_in(state: &State, room: RoomId) -> Glyph {
    let room = state.rooms.get(&room);
    match room.map(|room| room.kind) {
        _ if room.is_some_and(|room| room.archived) => Glyph::ARCHIVE,
        Some(RoomKind::Closed) => Glyph::LOCK,
        Some(RoomKind::Open) => Glyph::HASH,
        Some(RoomKind::Direct) => Glyph::PEOPLE,
        None => Glyph::SEND,
    }
}
