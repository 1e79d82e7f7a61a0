use super::RoomPage;
use crate::{
    chat::use_chat,
    client::Client,
    components::{
        ConnectionStatus, Doors, Drawer, EmptyState, Later, LaterCode, MenuButton, Notice,
        RoomList, Unsent, later, soon, use_drawer,
    },
    erased::{effect, list, memo, part, when},
    model::RoomId,
    title::{NOT_FOUND, THREADS, title},
};
use leptos::prelude::*;

/// The workspace of a person who is signed in: the rooms beside the room that is open.
#[component]
pub(crate) fn WorkspacePage() -> impl IntoView {
    let chat = use_chat();
    provide_context(use_drawer());
    LaterCode::provide();
    Doors::provide();
    // The room that the address names, while it is there for this person.
    let room = memo(move || {
        let room = chat.route().room_id();
        let there = |room: &RoomId| chat.look(|client| client.state.rooms.contains_key(room));
        room.filter(there).into_iter().collect::<Vec<_>>()
    });
    let threads = memo(move || chat.route().is_threads());
    let thread = move || chat.route().thread().is_some();
    let alive = move || chat.clock.with(Option::is_some);
    effect(move || {
        let page = room.with(|room| room.first().map(|room| chat.room_name(*room)));
        let workspace = chat.look(|client| client.state.workspace.clone());
        document().set_title(&title(
            chat.unread(),
            page.as_deref()
                .unwrap_or(if threads.get() { THREADS } else { NOT_FOUND }),
            Some(&workspace),
        ));
    });
    part! {
        // The place of a thread is kept from the first screen on, before its code is there.
        <div class="workspace" class:has-thread=move || thread()>
            <RoomList />
            {soon(Later::WorkspaceDialogs, false)}
            <ConnectionStatus />
            <Notice />
            // A page for each room: nothing of one, such as a half-written text, can stay for the next.
            {list(move || room.get(), |room| part! { <RoomPage room /> })}
            {when(move || threads.get() && alive(), || later(Later::Threads))}
            {when(move || room.with(Vec::is_empty) && !threads.get(), || part! { <MissingRoom /> })}
        </div>
    }
}

/// In the place of a room that is not there, or no longer for this person. What they wrote there is not lost.
#[component]
fn MissingRoom() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let lost = memo(move || {
        let room = chat.route().room_id();
        let lost = chat.look(Client::lost_rooms);
        let lost = |room: &RoomId| lost.contains(room);
        room.filter(lost).into_iter().collect::<Vec<_>>()
    });
    let nothing = move || lost.with(Vec::is_empty);
    let empty = || {
        part! {
            <EmptyState
                title=|| "This address leads to no room".into()
                hint="The link may be old, or it leads to a room that you are not in. Choose a room from the list."
            />
        }
    };
    part! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                <h1>{move || if nothing() { "There is nothing here" } else { "Not sent" }}</h1>
            </header>
            {list(move || lost.get(), |room| part! { <Unsent room /> })}
            {when(nothing, empty)}
        </main>
    }
}
