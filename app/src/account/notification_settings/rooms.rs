//! What notifies the person, and the rooms that have a setting of their own.

use crate::{
    chat::use_chat,
    erased::{each, memo, when},
};
use client::Client;
use leptos::prelude::*;
use protocol::{Level, RoomId};

#[component]
pub(super) fn RoomLevels() -> impl IntoView {
    let chat = use_chat();
    let rooms = memo(move || chat.look(rooms_with_a_level));
    let item = move |room: RoomId| {
        let level = move || level_word(chat.look_room(room, |room| room.level));
        let name = move || chat.room_name(room).unwrap_or_default();
        view! {
            <li class="level">
                <span class="level-room" dir="auto">{name}</span>
                <span class="field-hint">{move || level().to_owned()}</span>
            </li>
        }
        .into_any()
    };
    let list = move || {
        view! {
            <h4 class="field-label">"Rooms with a setting of their own"</h4>
            <ul class="levels" aria-label="Rooms with a setting of their own">
                {each(move || rooms.get(), item)}
            </ul>
        }
        .into_any()
    };
    view! {
        <p>
            "Messages to you, mentions of you and replies in threads that you follow notify you, and all other messages of a room unless you choose less for it."
        </p>
        <p class="field-hint">
            "What counts is up to you for each room: open the room's settings and choose under \"Notify me about\"."
        </p>
        {when(move || !rooms.read().is_empty(), list)}
    }
}

/// Returns the rooms whose notification level is not the default.
fn rooms_with_a_level(client: &Client) -> Vec<RoomId> {
    let rooms = client.state.rooms.iter();
    let set = rooms.filter(|(_, room)| room.level != Level::default() && !room.archived);
    set.map(|(id, _)| *id).collect()
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Everything => "Everything",
        Level::Mentions => "Mentions",
        Level::Nothing => "Nothing",
    }
}
