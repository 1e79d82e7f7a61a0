//! Icon of a room.

use crate::{chat::use_chat, kit::icon::Glyph};
use protocol::{RoomId, RoomKind};

/// Returns the icon of a room's kind. A room that is gone gets the icon of unsent messages.
pub(crate) fn room_glyph(room: RoomId) -> Glyph {
    let kind = use_chat().look(|client| client.state.rooms.get(&room).map(|room| room.kind));
    match kind {
        Some(RoomKind::Closed) => Glyph::LOCK,
        Some(RoomKind::Open) => Glyph::HASH,
        Some(RoomKind::Direct) => Glyph::PEOPLE,
        None => Glyph::SEND,
    }
}
