//! Card of one followed thread.

use super::list::ThreadList;
use crate::{
    erased::{memo, when},
    kit::avatar::Avatar,
    room::{last_known, message::replies},
};
use leptos::prelude::*;
use protocol::{MessageId, route::thread_path};

/// Link to a thread: its room, its first message, and the number of unread replies.
#[component]
pub(super) fn ThreadCard(threads: ThreadList, root: MessageId) -> impl IntoView {
    let chat = threads.chat;
    let message = last_known(move || Some(threads.thread(root)?.root));
    let (author, room) = message.with_untracked(|it| (it.author, it.room));
    let name = memo(move || chat.name_of(author));
    let body = move || {
        message.with(|it| match it.deleted {
            true => "This message was deleted.".to_owned(),
            false => chat.look(|client| {
                markdown::gist(&it.body, &client.state, crate::kit::emoji::lookup())
            }),
        })
    };
    let summary = move || {
        let Some(summary) = message.with(|it| it.thread.clone()) else {
            return "No replies yet".to_owned();
        };
        let last = chat.local_time(summary.last_at);
        let today = chat.clock.get().map(|now| chat.local_time(now).day());
        let day = last.day().label(today);
        format!("{} · {day}, {}", replies(summary.replies), last.clock())
    };
    let unread = memo(move || {
        let known = chat.look(|client| client.state.follow(root).map(|follow| follow.unread));
        let loaded = || Some(threads.thread(root)?.follow.unread);
        known.or_else(loaded).unwrap_or_default()
    });
    let badge = move || {
        view! { <span class="badge">{move || format!("{} new", unread.get())}</span> }.into_any()
    };
    view! {
        <li>
            <a class="thread-card" class:is-unread=move || unread.get() != 0 href=thread_path(room, root)>
                <Avatar user=author name />
                <span class="thread-card-text">
                    <span class="thread-card-head">
                        <strong dir="auto">{move || name.get()}</strong>
                        <span class="thread-card-room" dir="auto">{move || chat.room_name(room).unwrap_or_default()}</span>
                    </span>
                    <span class="thread-card-body" dir="auto">{move || body()}</span>
                    <span class="thread-card-about">{move || summary()}</span>
                </span>
                {when(move || unread.get() != 0, badge)}
            </a>
        </li>
    }
}
