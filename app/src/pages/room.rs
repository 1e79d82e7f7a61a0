use crate::{
    chat::use_chat,
    erased::{effect, memo, part, when},
    later::{Later, later, soon},
    people::panel::PeoplePanel,
    room::{
        composer::Composer, files::files, header::RoomHeader, message::MessageTools,
        timeline::Timeline, typing_line::TypingLine,
    },
    sidebar::drawer::Drawer,
};
use leptos::prelude::*;
use protocol::RoomId;

/// A room: its messages, the composer, and its people beside them.
#[component]
pub(crate) fn RoomPage(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let people_open = RwSignal::new(false);
    let unknown = memo(move || {
        chat.look(|client| {
            let room = client.state.rooms.get(&room);
            client.is_live() && room.is_some_and(|room| room.members.is_none())
        })
    });
    effect(move || {
        if unknown.get() {
            chat.learn_members(room);
        }
    });
    let name = memo(move || chat.room_name(room));
    provide_context(MessageTools::new());
    // Whoever comes to a room reads it, though they marked it unread before they left.
    effect(move || {
        chat.act(|client| {
            client.resume_reading(room);
            Vec::new()
        });
    });
    let beside = move || chat.clock.with(Option::is_some) && chat.route().thread().is_some();
    part! {
        <main class="room" inert=move || drawer.get()>
            <RoomHeader room name people_open />
            <Timeline room name />
            <TypingLine at=room.into() />
            {files(room.into())}
            <Composer at=room.into() name />
            {soon(Later::RoomDialogs(room), false)}
        </main>
        <PeoplePanel room open=people_open />
        {when(beside, move || later(Later::Thread(room, people_open)))}
    }
}
