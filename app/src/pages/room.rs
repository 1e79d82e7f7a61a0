use super::workspace::MissingRoom;
use crate::{
    chat::use_chat,
    components::{Composer, PeoplePanel, RoomHeader, Timeline, TypingLine},
    model::RoomId,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A room: its messages, the composer, and its people beside them.
#[component]
pub(crate) fn RoomPage() -> impl IntoView {
    let chat = use_chat();
    let params = use_params_map();
    let room = Memo::new(move |_| {
        let id: RoomId = params.with(|params| params.get("id"))?.parse().ok()?;
        chat.client
            .with(|client| client.state.rooms.contains_key(&id))
            .then_some(id)
    });
    let at = Memo::new(move |_| params.with(|params| params.get("seq"))?.parse().ok());
    move || match room.get() {
        Some(room) => view! { <RoomView room at /> }.into_any(),
        None => view! { <MissingRoom /> }.into_any(),
    }
}

#[component]
fn RoomView(room: RoomId, at: Memo<Option<u64>>) -> impl IntoView {
    let chat = use_chat();
    let people_open = RwSignal::new(false);
    chat.learn_members(room);
    let name = Memo::new(move |_| {
        chat.client
            .with(|client| client.state.rooms.get(&room).map(|room| room.name.clone()))
            .unwrap_or_default()
    });
    let title = move || {
        let workspace = chat.client.with(|client| client.state.workspace.clone());
        match chat.unread() {
            0 => format!("{} · {workspace}", name.get()),
            unread => format!("({unread}) {} · {workspace}", name.get()),
        }
    };
    view! {
        <Title text=title />
        <main class="room">
            <RoomHeader room name people_open />
            <Timeline room name at />
            <TypingLine room />
            <Composer room name />
        </main>
        <PeoplePanel room open=people_open />
    }
}
