//! Checkbox below the composer of a thread: the reply is also sent to the room.

use crate::{
    chat::use_chat,
    erased::{effect, memo, when},
};
use leptos::prelude::*;
use locale::{around, text};
use protocol::Conversation;

/// Checkbox that is for the next reply only. It is not shown if the person may not post in the room.
#[component]
pub(crate) fn AlsoInRoom(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let room = Conversation::from(conversation.room);
    let may_post = memo(move || chat.read_only_reason(room).is_none());
    when(
        move || may_post.get(),
        move || view! { <Choice conversation /> }.into_any(),
    )
}

#[component]
fn Choice(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.room_name(conversation.room).unwrap_or_default());
    let chosen = memo(move || chat.look(|client| client.is_also_in_room(conversation)));
    let choose = move |event| {
        let on = event_target_checked(&event);
        chat.act(|client| {
            client.choose_also_in_room(conversation, on);
            Vec::new()
        });
    };
    // An effect runs in browsers only.
    effect(move || {
        on_cleanup(move || {
            chat.act_untracked(|client| {
                client.forget_also_in_room(conversation);
                Vec::new()
            });
        });
    });
    let (before, after) = around(|room| text().also_send_to(room));
    view! {
        <label class="also-in-room">
            <input type="checkbox" prop:checked=move || chosen.get() on:change=choose />
            <span>{before}<bdi>{move || name.get()}</bdi>{after}</span>
        </label>
    }
}
