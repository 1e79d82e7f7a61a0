//! Open rooms that the person is not in. They are asked for where something leads to a room that the page does not know.

use crate::{
    api::{self, BROWSE},
    chat::Chat,
    erased::spawn,
};
use client::state::State;
use leptos::prelude::*;
use protocol::{OtherRoom, Problem, Role, RoomId};
use std::cell::RefCell;

thread_local! {
    /// The rooms that are being asked for.
    static WANTED: RefCell<Vec<RoomId>> = const { RefCell::new(Vec::new()) };
}

/// Whether it may be worth asking what a room is. To guests it never is: they are given rooms, and find none.
pub(crate) fn is_unknown(state: &State, room: RoomId) -> bool {
    state.me.role != Role::Guest
        && !state.rooms.contains_key(&room)
        && !state.others.iter().any(|other| other.id == room)
}

/// Asks what rooms are. Those of which the server says nothing are known as nameless from then on, and not asked for
/// again while the page is there.
pub(crate) fn learn(chat: Chat, rooms: Vec<RoomId>) {
    let asking = WANTED.with_borrow_mut(|wanted| {
        let asking = !wanted.is_empty();
        wanted.extend(rooms);
        asking || wanted.is_empty()
    });
    if asking {
        return;
    }
    spawn(async move {
        // Without an answer they stay private rooms: nothing depends on it.
        let found: Vec<OtherRoom> = api::get(chat.browser, BROWSE.to_owned())
            .await
            .unwrap_or_default();
        let wanted = WANTED.take();
        chat.client.try_update(|client| {
            let others = &mut client.state.others;
            others.retain(|other| other.name.is_empty());
            others.extend(wanted.into_iter().map(|id| OtherRoom {
                id,
                ..OtherRoom::default()
            }));
            others.retain(|nameless| !found.iter().any(|other| other.id == nameless.id));
            others.extend(found);
        });
    });
}

/// How many people are in a room, and what it is about.
pub(crate) fn hint(room: &OtherRoom) -> String {
    let people = match room.members {
        1 => "1 person".to_owned(),
        members => format!("{members} people"),
    };
    match room.topic.as_str() {
        "" => people,
        topic => format!("{people} · {topic}"),
    }
}

/// What a room's description says, on one line.
pub(crate) fn gist(chat: Chat, room: &OtherRoom) -> String {
    chat.peek(|client| {
        markdown::gist(
            &room.description,
            &client.state,
            crate::kit::emoji::lookup(),
        )
    })
}

/// Comes into a room. It is there as soon as the person's own stream says so.
pub(crate) async fn join(chat: Chat, room: RoomId) -> Result<(), Problem> {
    let me = chat.peek(|client| client.state.me.id);
    api::command(chat.browser, "PUT", api::member(room, me)).await
}
