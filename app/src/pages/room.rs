use crate::{
    chat::use_chat,
    components::{Composer, Drawer, PeoplePanel, RoomHeader, Timeline, TypingLine},
    erased::part,
    model::RoomId,
};
use leptos::prelude::*;

/// A room: its messages, the composer, and its people beside them.
#[component]
pub(crate) fn RoomPage(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let people_open = RwSignal::new(false);
    chat.learn_members(room);
    let name = Memo::new(move |_| chat.room_name(room));
    part! {
        <main class="room" inert=move || drawer.get()>
            <RoomHeader room name people_open />
            <Timeline room name />
            <TypingLine room />
            <Composer room name />
        </main>
        <PeoplePanel room open=people_open />
    }
}
