use crate::{
    chat::use_chat,
    erased::{handler, list, memo, part},
    kit::avatar::Avatar,
};
use client::{Client, calendar::LocalTime, rows::MessageRow};
use leptos::{ev::MouseEvent, prelude::*};
use protocol::{MessageId, RoomId, UserId, route::thread_path};

/// How many have replied to a message, who did last, and the way to what they said.
#[component]
pub(crate) fn ThreadBar(room: RoomId, root: MessageId, row: Memo<MessageRow>) -> impl IntoView {
    let chat = use_chat();
    let shown = memo(move || {
        let find = |client: &Client| {
            let mut messages = client.state.timeline(room.into())?.messages().rev();
            messages.find(|message| message.id == root)?.thread.clone()
        };
        chat.look(find)
    });
    // It is read once more before it goes.
    let thread = move || shown.get().unwrap_or_default();
    let face = move |user: UserId| {
        let name = memo(move || chat.look(|client| client.state.name_of(user).to_owned()));
        part! { <Avatar user name /> }
    };
    let last = move || {
        let at = thread().last_at;
        let last = LocalTime::new(at, chat.browser.get().offset_minutes(at));
        if last.day() == row.with(|row| row.at.day()) {
            format!("last at {}", last.clock())
        } else {
            format!("last on {}", last.full())
        }
    };
    let unread = move || chat.look(|client| client.state.unread_in(root) > 0);
    // The focus would show the actions of the message, and on a touch screen move the bar away from the finger.
    let on_press = handler(|event: MouseEvent| event.prevent_default());
    part! {
        <a class="thread-bar" class:is-unread=move || unread() href=thread_path(room, root) on:mousedown=on_press>
            {list(move || thread().people, face)}
            <strong>{move || replies(thread().replies)}</strong>
            <span>{move || last()}</span>
        </a>
    }
}

/// `1 reply`, `3 replies`.
pub(crate) fn replies(count: u64) -> String {
    match count {
        1 => "1 reply".to_owned(),
        _ => format!("{count} replies"),
    }
}
