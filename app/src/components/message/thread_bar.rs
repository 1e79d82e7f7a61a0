use crate::{
    chat::use_chat,
    components::avatar::Avatar,
    erased::{list, memo, part},
    model::{RoomId, UserId},
    route::thread_path,
    rows::MessageRow,
};
use leptos::prelude::*;

/// How many have replied to a message, who did last, and the way to what they said.
#[component]
pub(super) fn ThreadBar(room: RoomId, row: Memo<MessageRow>) -> impl IntoView {
    let chat = use_chat();
    let thread = move || row.with(|row| row.thread.clone().unwrap_or_default());
    let face = move |user: UserId| {
        let name = memo(move || chat.look(|client| client.state.name_of(user).to_owned()));
        part! { <Avatar user name /> }
    };
    let path = move || row.with(|row| row.id.map(|root| thread_path(room, root)));
    part! {
        <a class="thread-bar" class:is-unread=move || thread().unread href=move || path().unwrap_or_default()>
            {list(move || thread().people, face)}
            <strong>{move || thread().replies}</strong>
            <span>{move || thread().last}</span>
        </a>
    }
}
