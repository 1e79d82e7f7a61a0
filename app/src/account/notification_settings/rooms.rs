//! What notifies the person, and the rooms that have a setting of their own.

use crate::{
    chat::use_chat,
    erased::{each, memo, when},
};
use client::Client;
use leptos::prelude::*;
use locale::text;
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
            <h4 class="field-label">{text().notify_rooms()}</h4>
            <ul class="levels" aria-label=text().notify_rooms()>
                {each(move || rooms.get(), item)}
            </ul>
        }
        .into_any()
    };
    view! {
        <p>
            {text().notify_what_lead()}
        </p>
        <p class="field-hint">
            {text().notify_what_hint()}
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
        Level::Everything => text().notify_everything(),
        Level::Mentions => text().notify_mentions(),
        Level::Nothing => text().notify_nothing(),
    }
}
