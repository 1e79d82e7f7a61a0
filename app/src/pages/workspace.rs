use super::RoomPage;
use crate::{
    chat::use_chat,
    components::{ConnectionStatus, EmptyState, RoomList},
    erased::{dynamic, effect},
    title::{NOT_FOUND, title},
};
use leptos::prelude::*;

/// The workspace of a person who is signed in: the rooms beside the room that is open.
#[component]
pub(crate) fn WorkspacePage() -> impl IntoView {
    let chat = use_chat();
    // The room that the address names, while it is there for this person.
    let room = Memo::new(move |_| {
        let room = chat.route.with(|route| route.room_id())?;
        chat.look(|client| client.state.rooms.contains_key(&room))
            .then_some(room)
    });
    effect(move || {
        let page = room.get().map(|room| chat.room_name(room));
        let workspace = chat.look(|client| client.state.workspace.clone());
        document().set_title(&title(
            chat.unread(),
            page.as_deref().unwrap_or(NOT_FOUND),
            Some(&workspace),
        ));
    });
    view! {
        <div class="workspace">
            <RoomList />
            <ConnectionStatus />
            {dynamic(move || match room.get() {
                Some(room) => view! { <RoomPage room /> }.into_any(),
                None => view! { <MissingRoom /> }.into_any(),
            })}
        </div>
    }
}

/// In the place of a room that is not there, or no longer for this person.
#[component]
fn MissingRoom() -> impl IntoView {
    view! {
        <main class="room">
            <EmptyState title=|| "There is nothing here".into() hint="The link may be old, or it leads to a room that you are not in. Choose a room from the list." />
        </main>
    }
}
