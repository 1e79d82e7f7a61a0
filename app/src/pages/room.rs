use crate::{
    chat::use_chat,
    components::{Composer, PeoplePanel, RoomHeader, Timeline, TypingLine},
    model::RoomId,
};
use leptos::prelude::*;

/// A room: its messages, the composer, and its people beside them.
#[component]
pub(crate) fn RoomPage(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let people_open = RwSignal::new(false);
    chat.learn_members(room);
    let name = Memo::new(move |_| chat.room_name(room));
    view! {
        <main class="room">
            <RoomHeader room name people_open />
            <Timeline room name />
            <TypingLine room />
            <Composer room name />
        </main>
        <PeoplePanel room open=people_open />
    }
}
