//! What decides which actions a person can do now.

use crate::chat::Chat;
use client::Client;
use protocol::{Role, RoomKind};

/// What decides which actions a person can do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ActionFacts {
    pub(super) is_guest: bool,
    pub(super) administers: bool,
    /// Whether the page shows a room.
    pub(super) in_room: bool,
    pub(super) in_unread_room: bool,
    pub(super) has_pins: bool,
    pub(super) is_favourite: bool,
    pub(super) may_add_people: bool,
    /// Whether any room or thread has unread messages.
    pub(super) has_unread: bool,
}

impl ActionFacts {
    /// Returns the facts of a person with this role where no room is open.
    pub(crate) fn of_role(role: Role) -> Self {
        Self {
            is_guest: role == Role::Guest,
            administers: role == Role::Administrator,
            ..Self::default()
        }
    }

    /// Returns the facts now. Tracks the client and the address.
    pub(crate) fn now(chat: Chat) -> Self {
        let room = chat.route().room_id();
        chat.look(|client| {
            let state = room.and_then(|room| client.state.rooms.get(&room));
            let mut facts = Self {
                has_unread: has_unread(client),
                ..Self::of_role(client.state.me.role)
            };
            if let Some(state) = state {
                facts.in_room = true;
                facts.in_unread_room = state.unread() > 0;
                facts.has_pins = state.pins > 0;
                facts.is_favourite = state.favourite.is_some();
                facts.may_add_people =
                    !facts.is_guest && !state.permanent && state.kind != RoomKind::Direct;
            }
            facts
        })
    }
}

fn has_unread(client: &Client) -> bool {
    let mut rooms = client.state.rooms.values();
    rooms.any(|room| room.unread() > 0) || client.state.unread_replies() > 0
}
