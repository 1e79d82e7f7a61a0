//! Header of a room: its name and topic, or whom it is with, and buttons for its pins, settings, people and the room list.

use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
    kit::icon::{Glyph, Icon, changing_icon},
    later::soon,
    people::faces::{company, faces_html},
    room::direct_about::direct_about,
    sidebar::{
        drawer::{Drawer, focus_after},
        room_glyph::room_glyph,
        star::star,
    },
};
use leptos::{html, prelude::*};
use locale::text;
use protocol::{RoomId, RoomKind};

#[component]
pub(crate) fn RoomHeader(
    room: RoomId,
    name: Memo<String>,
    people_open: RwSignal<bool>,
) -> impl IntoView {
    let chat = use_chat();
    let count = move || chat.look_room(room, |room| room.members.as_ref().map(Vec::len));
    let members = move || count().map(|count| count.to_string()).unwrap_or_default();
    let people = move || match count() {
        None => text().room_people().to_owned(),
        Some(count) => text().room_people_count(count),
    };
    let topic = memo(move || chat.room_topic(room).unwrap_or_default());
    let archived = memo(move || chat.is_archived(room));
    let archived_mark =
        || view! { <span class="room-archived">{text().room_archived()}</span> }.into_any();
    // A room is direct for ever or never.
    let is_direct = untrack(|| chat.look_room(room, |room| room.kind)) == RoomKind::Direct;
    let (face, about) = if is_direct {
        let faces = memo(move || {
            chat.look(|client| {
                let room = client.state.rooms.get(&room)?;
                Some(faces_html(client, &company(client, room)))
            })
        });
        let face = view! { <span class="room-faces" inner_html=move || faces.get().unwrap_or_default()></span> };
        let about = view! { <p class="room-topic room-company" dir="auto">{soon(direct_about(room), false)}</p> };
        (face.into_any(), about.into_any())
    } else {
        let about = view! { <p class="room-topic" dir="auto" title=move || topic.get()>{move || topic.get()}</p> };
        (changing_icon(move || room_glyph(room)), about.into_any())
    };
    let opener = DialogOpener::get();
    let pins = memo(move || chat.look_room(room, |room| room.pins));
    let pins_button = move || {
        view! {
            <button class="button-quiet" type="button" aria-label=move || text().room_pinned_count(pins.get()) data-early="dialog" on:click=move |_| opener.open(DialogKind::Pinned)>
                <Icon glyph=Glyph::PIN />
                <span>{move || pins.get().to_string()}</span>
            </button>
        }.into_any()
    };
    let button = NodeRef::<html::Button>::new();
    focus_after(people_open, button);
    let toggle_people = move |_| people_open.update(|open| *open = !*open);
    view! {
        <header class="room-header" class:is-archived=move || archived.get()>
            <MenuButton />
            {face}
            <div class="room-title">
                <h1 dir="auto">{move || name.get()}</h1>
                {when(move || archived.get(), archived_mark)}
                {about}
            </div>
            // The first screen reserves its space: its code is loaded later.
            <span class="room-star">{soon(star(room), false)}</span>
            {when(move || pins.get() > 0, pins_button)}
            <button
                class="button-icon"
                type="button"
                aria-label=text().room_files()
                data-early="dialog"
                on:click=move |_| opener.open(DialogKind::Files)
            >
                <Icon glyph=Glyph::FILES />
            </button>
            <button
                class="button-icon"
                type="button"
                aria-label=text().room_settings()
                data-early="dialog"
                on:click=move |_| opener.open(DialogKind::RoomSettings)
            >
                <Icon glyph=Glyph::SETTINGS />
            </button>
            <button
                class="button-quiet"
                node_ref=button
                type="button"
                aria-label=people
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
            aria-label=text().room_list()
            data-early="press"
            aria-expanded=move || drawer.get().to_string()
            on:click=move |_| drawer.set(true)
        >
            <Icon glyph=Glyph::MENU />
        </button>
    }
}
