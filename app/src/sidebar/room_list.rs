//! The list of rooms, with the workspace above it and the person's menu below.

use super::{
    badge::badge_text,
    drawer::{Drawer, focus_soon},
    personal_lists::personal_lists,
    room_glyph::room_glyph,
};
use crate::{
    account::menu::AccountMenu,
    browser::use_window_event,
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener, dialog_button},
    erased::{effect, memo, when},
    kit::{
        close_button::CloseButton,
        icon::{Glyph, Icon, changing_icon},
        input_event::pressed_key,
    },
    later::later,
};
use client::Section;
use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};
use protocol::{RoomId, route::room_path};

#[component]
pub(crate) fn RoomList() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let opener = DialogOpener::get();
    let workspace = memo(move || chat.look(|client| client.state.workspace.clone()));
    use_window_event(ev::keydown, move |event| {
        if pressed_key(&event) == "k" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            opener.open(DialogKind::Jump);
        }
    });
    let close = NodeRef::<html::Button>::new();
    effect(move || {
        if drawer.get() {
            focus_soon(close);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" {
            drawer.set(false);
        }
    };
    let invite = || {
        dialog_button(
            DialogKind::Invite,
            Glyph::INVITE,
            "Invite people",
            "rooms-action",
        )
    };
    let jump = move |_| opener.open(DialogKind::Jump);
    let alive = move || chat.clock.with(Option::is_some);
    view! {
        <div class="scrim" class:is-open=move || drawer.get() on:click=move |_| drawer.set(false)></div>
        <div class="sidebar" class:is-open=move || drawer.get() on:keydown=on_key>
            <header class="sidebar-header">
                <span class="sidebar-workspace" dir="auto">{move || workspace.get()}</span>
                <CloseButton
                    name="Close rooms"
                    class="button-icon sidebar-close"
                    node=close
                    close=move |_| drawer.set(false)
                />
            </header>
            <nav class="rooms" class:is-guest=move || chat.is_guest() aria-label="Rooms">
                <button class="rooms-action" type="button" data-early="dialog" data-early-key="k" on:click=jump>
                    <Icon glyph=Glyph::SEARCH />
                    "Jump to…"
                    <kbd class="rooms-key">"Ctrl K"</kbd>
                </button>
                // The first screen reserves its space: its code is loaded later.
                <div class="personal-lists">{when(alive, || later(personal_lists()))}</div>
                {section(Section::Favourites, "Favourites", drawer)}
                {section(Section::Rooms, "Rooms", drawer)}
                {dialog_button(DialogKind::NewRoom, Glyph::PLUS, "New room", "rooms-action is-finding")}
                {dialog_button(DialogKind::Browse, Glyph::HASH, "Browse rooms", "rooms-action is-finding")}
                {section(Section::Direct, "Direct messages", drawer)}
                {dialog_button(DialogKind::Direct, Glyph::PLUS, "New message", "rooms-action")}
                {when(move || chat.administers(), invite)}
            </nav>
            <AccountMenu />
        </div>
    }
}

/// A section of the list, with its title, unless it is empty.
fn section(section: Section, title: &'static str, drawer: RwSignal<bool>) -> AnyView {
    let chat = use_chat();
    let rooms = memo(move || {
        let open = chat.route().room_id();
        chat.look(|client| client.section(section, open))
    });
    let item = move |room| view! { <RoomLink room drawer /> }.into_any();
    let content = move || {
        view! {
            <h2 class="rooms-title">{title}</h2>
            <ul><For each=move || rooms.get() key=|key| *key children=item /></ul>
        }
        .into_any()
    };
    when(move || !rooms.with(Vec::is_empty), content)
}

/// Link to a room. The room may be gone, with messages left that could not be sent there.
#[component]
fn RoomLink(room: RoomId, drawer: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || {
        let name = chat.room_name(room);
        name.unwrap_or_else(|| "Not sent".to_owned())
    });
    let unread = memo(move || chat.counted_in(room));
    let current = move || chat.route().room_id() == Some(room);
    let label = memo(move || match unread.get() {
        (0, _) => name.get(),
        (unread, 0) => format!("{}, {unread} unread", name.get()),
        (unread, mentions) => format!("{}, {unread} unread, {mentions} mentioning you", name.get()),
    });
    let mentions = move || unread.get().1;
    let badge = move || {
        view! { <span class="badge" class:is-mention=move || mentions() != 0>{move || badge_text(unread.get())}</span> }.into_any()
    };
    view! {
        <li>
            <a
                class="room-link"
                class:is-unread=move || unread.get().0 != 0
                href=room_path(room)
                aria-label=move || label.get()
                aria-current=move || current().then_some("page")
                on:click=move |_| drawer.set(false)
            >
                {changing_icon(move || room_glyph(room))}
                <span class="room-link-name" dir="auto">{move || name.get()}</span>
                {when(move || unread.get().0 != 0, badge)}
            </a>
        </li>
    }
}
