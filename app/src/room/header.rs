//! Header of a room: its name and topic, with buttons for its pins, settings, people and the room list.

use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
    kit::icon::{Glyph, Icon, changing_icon},
    sidebar::{
        drawer::{Drawer, focus_after},
        room_glyph::room_glyph,
    },
};
use leptos::{html, prelude::*};
use protocol::RoomId;

#[component]
pub(crate) fn RoomHeader(
    room: RoomId,
    name: Memo<String>,
    people_open: RwSignal<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let members = move || {
        let count = chat.look_room(room, |room| room.members.as_ref().map(Vec::len));
        count.map(|count| count.to_string()).unwrap_or_default()
    };
    let about =
        memo(move || about(chat.room_topic(room), chat.is_archived(room)).unwrap_or_default());
    let opener = DialogOpener::get();
    let pins = memo(move || chat.look_room(room, |room| room.pins));
    let pins_button = move || {
        view! {
            <button class="button-quiet" type="button" aria-label="Pinned" data-early="dialog" on:click=move |_| opener.open(DialogKind::Pinned)>
                <Icon glyph=Glyph::PIN />
                <span>{move || pins.get().to_string()}</span>
            </button>
        }.into_any()
    };
    let button = NodeRef::<html::Button>::new();
    focus_after(people_open, button);
    let toggle_people = move |_| people_open.update(|open| *open = !*open);
    view! {
        <header class="room-header">
            <MenuButton />
            {changing_icon(move || room_glyph(room))}
            <h1 dir="auto">{move || name.get()}</h1>
            <p class="room-topic" dir="auto" title=move || about.get()>{move || about.get()}</p>
            {when(move || pins.get() > 0, pins_button)}
            <button
                class="button-icon"
                type="button"
                aria-label="Files"
                data-early="dialog"
                on:click=move |_| opener.open(DialogKind::Files)
            >
                <Icon glyph=Glyph::FILES />
            </button>
            <button
                class="button-icon"
                type="button"
                aria-label="Room settings"
                data-early="dialog"
                on:click=move |_| opener.open(DialogKind::RoomSettings)
            >
                <Icon glyph=Glyph::SETTINGS />
            </button>
            <button
                class="button-quiet"
                node_ref=button
                type="button"
                aria-label="People"
                data-early="press"
                aria-expanded=move || people_open.get().to_string()
                on:click=toggle_people
            >
                <Icon glyph=Glyph::PEOPLE />
                <span>{move || members()}</span>
            </button>
        </header>
    }
}

/// Returns the text beside the room's name.
fn about(topic: Option<String>, archived: bool) -> Option<String> {
    match (topic, archived) {
        (None, true) => Some("Archived".to_owned()),
        (Some(topic), true) => Some(format!("Archived · {topic}")),
        (topic, false) => topic,
    }
}

/// Button that opens the room list where the screen is too narrow to show it beside the room. It shows whether there are
/// unread messages in other rooms.
#[component]
pub(crate) fn MenuButton() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let here = move || chat.route().room_id();
    let elsewhere = move || {
        let here = here().map_or(0, |room| chat.counted_in(room).0);
        chat.unread() > here
    };
    let button = NodeRef::<html::Button>::new();
    focus_after(drawer, button);
    view! {
        <button
            class="button-icon room-header-menu"
            node_ref=button
            class:is-unread=elsewhere
            type="button"
            aria-label="Rooms"
            aria-expanded=move || drawer.get().to_string()
            on:click=move |_| drawer.set(true)
        >
            <Icon glyph=Glyph::MENU />
        </button>
    }
}
