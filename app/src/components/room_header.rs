use super::{
    drawer::Drawer,
    icon::{Glyph, Icon},
};
use crate::{
    chat::use_chat,
    model::{RoomId, RoomKind},
};
use leptos::prelude::*;

/// What room this is, and the ways to the lists at either side.
#[component]
pub(crate) fn RoomHeader(
    room: RoomId,
    name: Memo<String>,
    people_open: RwSignal<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let room_state = move || {
        chat.client.with(|client| {
            client.state.rooms.get(&room).map(|room| {
                (
                    room.kind,
                    room.members.as_ref().map(|members| members.len()),
                )
            })
        })
    };
    let glyph = Signal::derive(move || match room_state() {
        Some((RoomKind::Closed, _)) => Glyph::Lock,
        _ => Glyph::Hash,
    });
    let members = move || room_state().and_then(|(_, members)| members);
    let unread_elsewhere = Memo::new(move |_| chat.unread() > chat.unread_in(room));
    view! {
        <header class="room-header">
            <button class="button-icon room-header-menu" class:is-unread=move || unread_elsewhere.get() type="button" aria-label="Rooms"
                aria-expanded=move || drawer.get().to_string() on:click=move |_| drawer.set(true)>
                <Icon glyph=Glyph::Menu />
            </button>
            <Icon glyph />
            <h1 dir="auto">{move || name.get()}</h1>
            <button class="button-quiet" type="button" aria-label="People" aria-expanded=move || people_open.get().to_string()
                on:click=move |_| people_open.update(|open| *open = !*open)>
                <Icon glyph=Glyph::People />
                <span>{move || members().map(|count| count.to_string())}</span>
            </button>
        </header>
    }
}
