//! Card of one followed thread.

use super::{list::ThreadList, reply_field::ReplyField};
use crate::{
    erased::{each, memo, when},
    kit::icon::{Glyph, Icon, changing_icon},
    room::{excerpt::Excerpt, last_known},
    sidebar::room_glyph::room_glyph,
};
use leptos::prelude::*;
use locale::text;
use protocol::{Conversation, MessageId, route::thread_path};

/// A thread: its room, its first message and its last replies, which lead to the whole, and a field to answer.
#[component]
pub(super) fn ThreadCard(threads: ThreadList, root: MessageId) -> impl IntoView {
    let chat = threads.chat;
    let thread = last_known(move || threads.thread(root));
    let room = thread.read_untracked().root.room;
    let conversation = Conversation {
        room,
        thread: Some(root),
    };
    let message = memo(move || thread.read().root.clone());
    let reply_ids = move || thread.with(|it| it.replies.iter().map(|it| it.id).collect::<Vec<_>>());
    let reply = move |id: MessageId| {
        let find = move || thread.with(|it| it.replies.iter().find(|it| it.id == id).cloned());
        let reply = last_known(find);
        let is_new = memo(move || {
            let read_seq = chat.look(|client| client.state.follow(root).map(|it| it.read_seq));
            let read_seq = read_seq.unwrap_or_else(|| thread.read().follow.read_seq);
            reply.with(|it| it.seq > read_seq && it.author != chat.me())
        });
        view! { <Excerpt message=reply is_new /> }.into_any()
    };
    let earlier = memo(move || {
        thread.with(|it| {
            let all = it.root.thread.as_ref().map_or(0, |thread| thread.replies);
            all.saturating_sub(it.replies.len() as u64)
        })
    });
    let earlier_line = move || {
        let words = move || text().thread_earlier_replies(earlier.get());
        view! { <span class="thread-card-earlier">{words}</span> }.into_any()
    };
    let summary = move || {
        let Some(summary) = message.with(|it| it.thread.clone()) else {
            return text().thread_no_replies().to_owned();
        };
        let last = chat.local_time(summary.last_at);
        let today = chat.clock.get().map(|now| chat.local_time(now).day());
        let day = last.day().label(today);
        format!(
            "{} · {}",
            text().thread_replies(summary.replies),
            text().date_and_time(&day, &last.clock())
        )
    };
    let unread = memo(move || {
        let known = chat.look(|client| client.state.follow(root).map(|follow| follow.unread));
        known.unwrap_or_else(|| thread.read().follow.unread)
    });
    let is_unread = move || unread.get() != 0;
    let read = move |_| chat.act(|client| client.read_whole_thread(root));
    let new = move || {
        view! {
            <span class="badge is-new">{move || text().count_new(unread.get())}</span>
            <button class="button-icon" type="button" aria-label=text().mark_as_read() title=text().mark_as_read() on:click=read>
                <Icon glyph=Glyph::CHECK />
            </button>
        }
        .into_any()
    };
    let never = Memo::new(|_| false);
    view! {
        <li class="thread-card" class:is-unread=is_unread>
            <div class="thread-card-head">
                {changing_icon(move || room_glyph(room))}
                <strong dir="auto">{move || chat.room_name(room).unwrap_or_default()}</strong>
                <span class="thread-card-about">{summary}</span>
                {when(is_unread, new)}
            </div>
            <a class="thread-card-link" href=thread_path(room, root)>
                <Excerpt message is_new=never />
                {when(move || earlier.get() > 0, earlier_line)}
                <span class="thread-card-replies">{each(reply_ids, reply)}</span>
            </a>
            <ReplyField threads conversation root=message />
        </li>
    }
}
