//! Open rooms that the person is not in. They are fetched when something links to a room that the client does not know.

use crate::{
    api::{self, BROWSE},
    chat::Chat,
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{OtherRoom, Problem, RoomId};
use std::cell::RefCell;

thread_local! {
    /// The rooms that are being fetched.
    static WANTED: RefCell<Vec<RoomId>> = const { RefCell::new(Vec::new()) };
}

/// Fetches rooms. Those that the server does not list are not fetched again while the page lives.
pub(crate) fn fetch_rooms(chat: Chat, rooms: Vec<RoomId>) {
    let fetching = WANTED.with_borrow_mut(|wanted| {
        let fetching = !wanted.is_empty();
        wanted.extend(rooms);
        fetching || wanted.is_empty()
    });
    if fetching {
        return;
    }
    spawn_local(async move {
        // Without an answer they show as private rooms.
        let found: Vec<OtherRoom> = api::get(chat.browser, BROWSE.to_owned())
            .await
            .unwrap_or_default();
        let wanted = WANTED.take();
        chat.client
            .try_update(|client| client.state.store_others(wanted, found));
    });
}

/// Returns how many people are in a room, and what it is about.
pub(crate) fn hint(room: &OtherRoom) -> String {
    let people = text().room_size(room.members);
    match &room.topic {
        None => people,
        Some(topic) => format!("{people} · {topic}"),
    }
}

/// Returns a room's description on one line.
pub(crate) fn gist(chat: Chat, room: &OtherRoom) -> Option<String> {
    let description = room.description.as_deref()?;
    Some(
        chat.peek(|client| markdown::gist(description, &client.state, crate::kit::emoji::lookup())),
    )
}

/// Joins a room. The person's stream brings it.
pub(crate) async fn join(chat: Chat, room: RoomId) -> Result<(), Problem> {
    api::command(chat.browser, "PUT", api::member(room, chat.me())).await
}
