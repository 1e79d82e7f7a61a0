//! Choice of some of the person's rooms.

use crate::{
    chat::use_chat,
    erased::{each, memo},
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
    view! {
        <fieldset class="choices room-choice">
            <legend class="field-label">{legend}</legend>
            {each(move || rooms.get(), move |room| view! { <RoomCheckbox room chosen /> }.into_any())}
        </fieldset>
    }
}

#[component]
fn RoomCheckbox(room: RoomId, chosen: RwSignal<Vec<RoomId>>) -> impl IntoView {
    let chat = use_chat();
    let change = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != room);
            if on {
                chosen.push(room);
            }
        });
    };
    view! {
        <label class="room-choice-item">
            <input type="checkbox" on:change=change />
            <span dir="auto">{move || chat.room_name(room).unwrap_or_default()}</span>
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
