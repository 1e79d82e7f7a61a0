use super::{
    account_menu::AccountMenu,
    browse_dialog::BrowseDialog,
    direct_dialog::DirectDialog,
    drawer::{Drawer, focus_soon},
    found_messages::SavedDialog,
    icon::{Glyph, Icon},
    invite_dialog::InviteDialog,
    jump_dialog::JumpDialog,
    new_room_dialog::NewRoomDialog,
    profile_dialog::ProfileDialog,
    workspace_settings_dialog::WorkspaceSettingsDialog,
};
use crate::{
    chat::use_chat,
    client::Section,
    erased::{effect, handler, list, memo, part, when},
    model::{Role, RoomId, RoomKind},
    route::{THREADS, room_path},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// The rooms, the workspace above them, and the person's own corner below. On a narrow screen it is a drawer.
#[component]
pub(crate) fn RoomList() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let new_room = RwSignal::new(false);
    let browse = RwSignal::new(false);
    let saved = RwSignal::new(false);
    let invite = RwSignal::new(false);
    let profile = RwSignal::new(false);
    let settings = RwSignal::new(false);
    let workspace = memo(move || chat.look(|client| client.state.workspace.clone()));
    let administers = move || chat.look(|client| client.state.me.role == Role::Administrator);
    // A guest has the rooms that they were given.
    let is_guest = move || chat.look(|client| client.state.me.role == Role::Guest);
    let jump = RwSignal::new(false);
    let message = RwSignal::new(false);
    let hotkey = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "k" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            jump.set(true);
        }
    });
    on_cleanup(move || hotkey.remove());
    let close = NodeRef::<html::Button>::new();
    effect(move || {
        if drawer.get() {
            focus_soon(close);
        }
    });
    let on_key = handler(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            drawer.set(false);
        }
    });
    let invite_button = move || {
        part! {
            <button class="rooms-action" type="button" on:click=handler(move |_| invite.set(true))>
                <Icon glyph=|| Glyph::Invite />
                "Invite people"
            </button>
        }
    };
    part! {
        <div class="scrim" class:is-open=move || drawer.get() on:click=handler(move |_| drawer.set(false))></div>
        <div class="sidebar" class:is-open=move || drawer.get() on:keydown=on_key>
            <header class="sidebar-header">
                <span class="sidebar-workspace" dir="auto">{move || workspace.get()}</span>
                <button
                    class="button-icon sidebar-close"
                    node_ref=close
                    type="button"
                    aria-label="Close rooms"
                    on:click=handler(move |_| drawer.set(false))
                >
                    <Icon glyph=|| Glyph::Close />
                </button>
            </header>
            <nav class="rooms" aria-label="Rooms">
                <button class="rooms-action" type="button" on:click=handler(move |_| jump.set(true))>
                    <Icon glyph=|| Glyph::Search />
                    "Jump to…"
                    <kbd class="rooms-key">"Ctrl K"</kbd>
                </button>
                <ThreadsLink drawer />
                {section(Section::Favourites, "Favourites", drawer)}
                {section(Section::Rooms, "Rooms", drawer)}
                <button class="rooms-action" type="button" hidden=is_guest on:click=handler(move |_| new_room.set(true))>
                    <Icon glyph=|| Glyph::Plus />
                    "New room"
                </button>
                <button class="rooms-action" type="button" hidden=is_guest on:click=handler(move |_| browse.set(true))>
                    <Icon glyph=|| Glyph::Hash />
                    "Browse rooms"
                </button>
                <button class="rooms-action" type="button" on:click=handler(move |_| saved.set(true))>
                    <Icon glyph=|| Glyph::Save />
                    "Saved"
                </button>
                {section(Section::Direct, "Direct messages", drawer)}
                <button class="rooms-action" type="button" on:click=handler(move |_| message.set(true))>
                    <Icon glyph=|| Glyph::Plus />
                    "New message"
                </button>
                {when(administers, invite_button)}
            </nav>
            <AccountMenu profile settings />
        </div>
        <NewRoomDialog open=new_room />
        <BrowseDialog open=browse />
        <SavedDialog open=saved />
        <DirectDialog open=message />
        <JumpDialog open=jump />
        <InviteDialog open=invite />
        <ProfileDialog open=profile />
        <WorkspaceSettingsDialog open=settings />
    }
}

/// A part of the list, with its title, while it holds any room.
fn section(section: Section, title: &'static str, drawer: RwSignal<bool>) -> AnyView {
    let chat = use_chat();
    let rooms = memo(move || {
        let open = chat.route().room_id();
        chat.look(|client| client.section(section, open))
    });
    let item = move |room| part! { <RoomLink room drawer /> };
    let content = move || {
        part! {
            <h2 class="rooms-title">{title}</h2>
            <ul>{list(move || rooms.get(), item)}</ul>
        }
    };
    when(move || !rooms.with(Vec::is_empty), content)
}

/// The way to a room, or to what was not sent there before the room was gone.
#[component]
fn RoomLink(room: RoomId, drawer: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || match chat.room_name(room) {
        name if name.is_empty() => "Not sent".to_owned(),
        name => name,
    });
    let unread = memo(move || chat.counted_in(room));
    let current = memo(move || chat.route().room_id() == Some(room));
    let link = Link {
        path: room_path(room),
        name,
        unread,
        current,
        drawer,
    };
    part! { <li>{link.view(Box::new(move || room_glyph(room)))}</li> }
}

/// The way to the threads that the person follows.
#[component]
fn ThreadsLink(drawer: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let link = Link {
        path: THREADS.to_owned(),
        name: memo(|| "Threads".to_owned()),
        unread: memo(move || chat.look(|client| client.state.unread_replies())),
        current: memo(move || chat.route().is_threads()),
        drawer,
    };
    link.view(Box::new(|| Glyph::Thread))
}

/// A way to somewhere in the workspace.
struct Link {
    path: String,
    name: Memo<String>,
    unread: Memo<u64>,
    current: Memo<bool>,
    drawer: RwSignal<bool>,
}

impl Link {
    fn view(self, glyph: Box<dyn Fn() -> Glyph + Send>) -> AnyView {
        let Self {
            path,
            name,
            unread,
            current,
            drawer,
        } = self;
        let label = memo(move || match unread.get() {
            0 => name.get(),
            unread => format!("{}, {unread} unread", name.get()),
        });
        let badge = move || part! { <span class="badge">{move || count(unread.get())}</span> };
        part! {
            <a
                class="room-link"
                class:is-unread=move || unread.get() != 0
                href=path
                aria-label=move || label.get()
                aria-current=move || current.get().then_some("page")
                on:click=handler(move |_| drawer.set(false))
            >
                <Icon glyph />
                <span class="room-link-name" dir="auto">{move || name.get()}</span>
                {when(move || unread.get() != 0, badge)}
            </a>
        }
    }
}

/// The picture of a room's kind; of one that is gone, of what was not sent there.
pub(super) fn room_glyph(room: RoomId) -> Glyph {
    let kind = use_chat()
        .client
        .with(|client| client.state.rooms.get(&room).map(|room| room.kind));
    match kind {
        Some(RoomKind::Closed) => Glyph::Lock,
        Some(RoomKind::Open) => Glyph::Hash,
        Some(RoomKind::Direct) => Glyph::People,
        None => Glyph::Send,
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
