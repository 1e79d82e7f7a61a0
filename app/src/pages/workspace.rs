//! The page of the workspace, around the page of a room.

use super::RoomPage;
use crate::{
    chat::use_chat,
    dialog_opener::DialogOpener,
    dialogs::workspace_dialogs,
    erased::{each, effect, memo, when, when_some},
    kit::{notice::Notice, skeleton::skeleton},
    later::{LaterCode, later_after, soon, written},
    layer::close_layer_on_back,
    lists::list_page,
    narrow::use_narrow,
    room::{header::MenuButton, missing::missing_room},
    sidebar::{
        connection_status::ConnectionStatus,
        drawer::{Drawer, use_drawer},
        room_list::RoomList,
    },
    title::{list_title, not_found, title},
};
use leptos::prelude::*;
use protocol::RoomId;

/// The workspace of a person who is signed in: the rooms beside the room that is open.
#[component]
pub(crate) fn WorkspacePage() -> impl IntoView {
    let chat = use_chat();
    provide_context(use_drawer());
    provide_context(use_narrow());
    LaterCode::provide();
    let (code, opener) = (LaterCode::get(), DialogOpener::new());
    provide_context(opener);
    effect(move || {
        if opener.is_waiting() {
            code.require();
        }
    });
    close_layer_on_back(move || opener.is_waiting(), move || opener.cancel());
    // The room that the address names, if it is there for this person.
    let room = memo(move || {
        let room = chat.route().room_id();
        let there = |room: &RoomId| chat.look(|client| client.state.rooms.contains_key(room));
        room.filter(there).into_iter().collect::<Vec<_>>()
    });
    let list = memo(move || chat.route().list());
    let thread = move || chat.route().thread().is_some();
    let alive = move || chat.clock.read().is_some();
    effect(move || {
        let page = room.with(|room| room.first().and_then(|room| chat.room_name(*room)));
        let workspace = chat.look(|client| client.state.workspace.clone());
        document().set_title(&title(
            chat.unread(),
            page.as_deref()
                .unwrap_or_else(|| list.get().map_or_else(not_found, list_title)),
            Some(&workspace),
        ));
    });
    view! {
        // The first screen reserves the space of a thread: its code is loaded later.
        <div class="workspace" class:has-thread=thread>
            <RoomList />
            {soon(workspace_dialogs(), false)}
            <ConnectionStatus />
            <Notice />
            // Each room has its own page, so that nothing of one, such as a half-written text, stays for the next.
            {each(move || room.get(), |room| view! { <RoomPage room /> }.into_any())}
            {when_some(list, move |list| later_after(list_page(list), alive, list_frame))}
            {when(move || room.read().is_empty() && list.read().is_none(), || written(missing_room(), || view! { <main class="room" inner_html=String::new()></main> }.into_any()))}
        </div>
    }
}

/// Page of a list until its code is loaded.
fn list_frame() -> AnyView {
    let Drawer(drawer) = expect_context();
    let title = untrack(|| use_chat().route()).list().map(list_title);
    view! {
        <main class="room" inert=move || drawer.get()>
            <header class="room-header">
                <MenuButton />
                // The place of the icon.
                <span class="icon"></span>
                <h1>{title}</h1>
            </header>
            <div class="threads" aria-busy="true">{skeleton()}</div>
        </main>
    }
    .into_any()
}
