//! Link below a message that opens its thread.

use crate::{
    chat::use_chat,
    erased::{each, memo},
    kit::avatar::Avatar,
    later::lazy,
};
use client::{Client, rows::MessageRow};
use leptos::{ev::MouseEvent, prelude::*};
use locale::text;
use protocol::{MessageId, RoomId, UserId, route::thread_path};

lazy!(pub(crate) fn thread_bar = ThreadBar(room: RoomId, root: MessageId, row: ReadSignal<MessageRow>));

/// Link to the thread of a message: the last people who replied, the number of replies, and the time of the last one.
#[component]
pub(crate) fn ThreadBar(
    room: RoomId,
    root: MessageId,
    row: ReadSignal<MessageRow>,
) -> impl IntoView {
    let chat = use_chat();
    let shown = memo(move || {
        let find = |client: &Client| {
            let mut messages = client.state.timeline(room.into())?.messages().rev();
            messages.find(|message| message.id == root)?.thread.clone()
        };
        chat.look(find)
    });
    // It is read once more before the bar is removed.
    let thread = move || shown.get().unwrap_or_default();
    let face = move |user: UserId| {
        let name = memo(move || chat.name_of(user));
        view! { <Avatar user name /> }.into_any()
    };
    let last = move || {
        let last = chat.local_time(thread().last_at);
        if last.day() == row.with(|row| row.at.day()) {
            text().thread_last_reply_at(&last.clock())
        } else {
            text().thread_last_reply_on(&last.full())
        }
    };
    let unread = move || chat.look(|client| client.state.unread_in(root) > 0);
    // Focus would show the message's toolbar, which on a touch screen moves the bar away from the finger.
    let on_press = |event: MouseEvent| event.prevent_default();
    view! {
        <a class="thread-bar" class:is-unread=unread href=thread_path(room, root) on:mousedown=on_press>
            {each(move || thread().people, face)}
            <strong>{move || text().thread_replies(thread().replies)}</strong>
            <span>{move || last()}</span>
        </a>
    }
}
