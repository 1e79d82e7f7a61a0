//! The page of a room.

use crate::{
    chat::use_chat,
    dialogs::room::room_dialogs,
    erased::{effect, memo, when},
    later::{later, soon, written},
    narrow::Narrow,
    people::panel::PeoplePanel,
    room::{
        composer::Composer, files::files, header::RoomHeader, message::MessageTools,
        thread_panel::thread_panel, timeline::Timeline, typing_line::TypingLine,
    },
    sidebar::drawer::Drawer,
    workspace::first_hours::first_hours,
};
use leptos::prelude::*;
use protocol::RoomId;

/// A room: its messages, the composer, and its people beside them.
#[component]
pub(crate) fn RoomPage(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let Narrow(narrow) = expect_context();
    let people_open = RwSignal::new(false);
    let lacks_members = memo(move || {
        let is_live = chat.look(|client| client.is_live());
        is_live && chat.look_room(room, |room| room.members.is_none())
    });
    effect(move || {
        if lacks_members.get() {
            chat.load_members(room);
        }
    });
    let name = memo(move || chat.room_name(room).unwrap_or_default());
    provide_context(MessageTools::default());
    // A person who opens a room reads it, even if they marked it unread before they left.
    effect(move || {
        chat.act(|client| {
            client.resume_reading(room);
            Vec::new()
        });
    });
    let has_thread = move || chat.clock.read().is_some() && chat.route().thread().is_some();
    let has_tips = move || chat.look(|client| !client.state.tips.is_empty());
    let covered = move || drawer.get() || narrow.get() && (people_open.get() || has_thread());
    view! {
        <main class="room" inert=covered>
            <RoomHeader room name people_open />
            <Timeline room name />
            // The server renders it, so that nothing moves when its code is there.
            {when(has_tips, || written(first_hours(), || view! { <aside class="first-hours" inner_html=String::new()></aside> }.into_any()))}
            <TypingLine conversation=room.into() />
            {files(room.into())}
            <Composer conversation=room.into() name />
            {soon(room_dialogs(room, people_open), false)}
        </main>
        <div class="scrim" class:is-open=move || people_open.get() on:click=move |_| people_open.set(false)></div>
        <PeoplePanel room open=people_open />
        {when(has_thread, move || later(thread_panel(room, people_open)))}
    }
}
