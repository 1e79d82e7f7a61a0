//! Choice of some of the person's rooms.

use crate::{
    chat::use_chat,
    erased::{handler, list, memo, part},
};
use client::Client;
use leptos::prelude::*;
use protocol::{RoomId, RoomKind};

/// Checkboxes for the person's rooms.
#[component]
pub(crate) fn RoomChoice(
    legend: &'static str,
    /// Whether closed rooms can be chosen too.
    closed: bool,
    chosen: RwSignal<Vec<RoomId>>,
) -> impl IntoView {
    let chat = use_chat();
    let rooms = memo(move || chat.look(|client| rooms(client, closed)));
    part! {
        <fieldset class="choices room-choice">
            <legend class="field-label">{legend}</legend>
            {list(move || rooms.get(), move |room| part! { <RoomCheckbox room chosen /> })}
        </fieldset>
    }
}

#[component]
fn RoomCheckbox(room: RoomId, chosen: RwSignal<Vec<RoomId>>) -> impl IntoView {
    let chat = use_chat();
    let change = handler(move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != room);
            if on {
                chosen.push(room);
            }
        });
    });
    part! {
        <label class="room-choice-item">
            <input type="checkbox" on:change=change />
            <span dir="auto">{move || chat.room_name(room)}</span>
        </label>
    }
}

fn rooms(client: &Client, closed: bool) -> Vec<RoomId> {
    let rooms = client
        .state
        .rooms
        .iter()
        .filter(|(_, room)| match room.kind {
            _ if room.archived => false,
            RoomKind::Open => true,
            RoomKind::Closed => closed,
            RoomKind::Direct => false,
        });
    rooms.map(|(id, _)| *id).collect()
}
