use super::{
    drawer::Drawer,
    icon::{Glyph, Icon},
    room_list::room_glyph,
};
use crate::{chat::use_chat, erased::handler, model::RoomId};
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
    let members = move || {
        let members =
            chat.look(|client| Some(client.state.rooms.get(&room)?.members.as_ref()?.len()));
        members.map(|count| count.to_string()).unwrap_or_default()
    };
    let unread_elsewhere = Memo::new(move |_| chat.unread() > chat.unread_in(room));
    let toggle_people = handler(move |_| people_open.update(|open| *open = !*open));
    view! {
        <header class="room-header">
            <button
                class="button-icon room-header-menu"
                class:is-unread=move || unread_elsewhere.get()
                type="button"
                aria-label="Rooms"
                aria-expanded=move || drawer.get().to_string()
                on:click=handler(move |_| drawer.set(true))
            >
                <Icon glyph=|| Glyph::Menu />
            </button>
            <Icon glyph=move || room_glyph(room) />
            <h1 dir="auto">{move || name.get()}</h1>
            <button
                class="button-quiet"
                type="button"
                aria-label="People"
                aria-expanded=move || people_open.get().to_string()
                on:click=toggle_people
            >
                <Icon glyph=|| Glyph::People />
                <span>{move || members()}</span>
            </button>
        </header>
    }
}
