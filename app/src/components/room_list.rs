use super::{
    account_menu::AccountMenu,
    drawer::Drawer,
    icon::{Glyph, Icon},
    invite_dialog::InviteDialog,
    new_room_dialog::NewRoomDialog,
};
use crate::{
    chat::use_chat,
    model::{Role, RoomId, RoomKind},
};
use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::hooks::use_location;

/// The rooms, the workspace above them, and the person's own corner below. On a narrow screen it is a drawer.
#[component]
pub(crate) fn RoomList(drawer: Drawer) -> impl IntoView {
    let chat = use_chat();
    let new_room = RwSignal::new(false);
    let invite = RwSignal::new(false);
    let workspace = move || chat.client.with(|client| client.state.workspace.clone());
    let administers = Memo::new(move |_| {
        chat.client
            .with(|client| client.state.me.role == Role::Administrator)
    });
    let rooms = Memo::new(move |_| {
        chat.client
            .with(|client| client.state.rooms.keys().copied().collect::<Vec<_>>())
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            drawer.0.set(false);
        }
    };
    view! {
        <div class="scrim" class:is-open=move || drawer.0.get() on:click=move |_| drawer.0.set(false)></div>
        <div class="sidebar" class:is-open=move || drawer.0.get() on:keydown=on_key>
            <header class="sidebar-header">
                <span class="sidebar-workspace">{workspace}</span>
                <button class="button-icon sidebar-close" type="button" aria-label="Close rooms" on:click=move |_| drawer.0.set(false)>
                    <Icon glyph=Glyph::Close />
                </button>
            </header>
            <nav class="rooms" aria-label="Rooms">
                <h2 class="rooms-title">"Rooms"</h2>
                <ul>
                    <For each=move || rooms.get() key=|room| *room let:room>
                        <li><RoomLink room /></li>
                    </For>
                </ul>
                <button class="rooms-action" type="button" on:click=move |_| new_room.set(true)>
                    <Icon glyph=Glyph::Plus />
                    "New room"
                </button>
                <Show when=move || administers.get()>
                    <button class="rooms-action" type="button" on:click=move |_| invite.set(true)>
                        <Icon glyph=Glyph::Invite />
                        "Invite people"
                    </button>
                </Show>
            </nav>
            <AccountMenu />
        </div>
        <NewRoomDialog open=new_room />
        <InviteDialog open=invite />
    }
}

#[component]
fn RoomLink(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let href = format!("/rooms/{room}");
    let name = Memo::new(move |_| {
        chat.client
            .with(|client| client.state.rooms.get(&room).map(|room| room.name.clone()))
            .unwrap_or_default()
    });
    let closed = move || {
        chat.client.with(|client| {
            client
                .state
                .rooms
                .get(&room)
                .is_some_and(|room| room.kind == RoomKind::Closed)
        })
    };
    let glyph = Signal::derive(move || if closed() { Glyph::Lock } else { Glyph::Hash });
    let unread = Memo::new(move |_| chat.unread_in(room));
    let location = use_location();
    let path = href.clone();
    let current = Memo::new(move |_| {
        location.pathname.with(|at| {
            *at == path
                || at
                    .strip_prefix(&path)
                    .is_some_and(|rest| rest.starts_with("/at/"))
        })
    });
    let label = move || match unread.get() {
        0 => name.get(),
        unread => format!("{}, {unread} unread", name.get()),
    };
    view! {
        <a class="room-link" class:is-unread=move || unread.get() != 0 href=href aria-label=label
            aria-current=move || current.get().then_some("page") on:click=move |_| drawer.set(false)>
            <Icon glyph />
            <span class="room-link-name" dir="auto">{move || name.get()}</span>
            {move || (unread.get() != 0).then(|| view! { <span class="badge">{count(unread.get())}</span> })}
        </a>
    }
}

/// A badge has room for two digits.
fn count(unread: u64) -> String {
    if unread > 99 {
        "99+".into()
    } else {
        unread.to_string()
    }
}
