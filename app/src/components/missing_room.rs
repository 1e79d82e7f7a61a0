use super::{drawer::Drawer, empty_state::EmptyState, room_header::MenuButton, unsent::Unsent};
use crate::{
    chat::use_chat,
    client::Client,
    erased::{list, memo, part, when},
    model::RoomId,
};
use leptos::prelude::*;

/// In the place of a room that is not there, or no longer for this person. What they wrote there is not lost.
#[component]
pub(super) fn MissingRoom() -> impl IntoView {
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
