//! Field to answer a thread in the list of threads.

use super::list::ThreadList;
use crate::{
    chat::Chat,
    erased::{each, memo, when, when_some},
    kit::input_event::pressed_key,
    room::{
        composer::{Composer, stored_draft},
        files::files,
        thread_panel::also_in_room::AlsoInRoom,
        typing_line::TypingLine,
    },
};
use client::PendingState;
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use locale::text;
use protocol::{ClientId, Conversation, Message, route::thread_path};

/// Looks like a field until it is used: a page may list many threads. Then it is the thread's composer, with the same
/// draft as beside the room.
#[component]
pub(super) fn ReplyField(
    threads: ThreadList,
    conversation: Conversation,
    root: Memo<Message>,
) -> impl IntoView {
    let chat = threads.chat;
    let is_open = memo(move || threads.answering.get() == conversation.thread);
    let button = NodeRef::<html::Button>::new();
    let told =
        memo(move || chat.look(|client| Some(client.state.draft(conversation)?.body.clone())));
    let draft = memo(move || {
        // The composer has stored what was typed by the time it closes.
        is_open.get();
        let told = told.get();
        let draft = stored_draft(chat, conversation).or(told)?;
        let line = draft.trim().lines().next()?.to_owned();
        (!line.is_empty()).then_some(line)
    });
    let label = move || {
        let author = root.read().author;
        match draft.get() {
            Some(draft) => text().thread_draft(&draft),
            None => text().thread_reply_to(&chat.name_of(author)),
        }
    };
    let closed = move || {
        view! {
            <button
                class="thread-reply"
                class:is-draft=move || draft.read().is_some()
                node_ref=button
                type="button"
                dir="auto"
                on:click=move |_| threads.answering.set(conversation.thread)
            >
                {label}
            </button>
        }
        .into_any()
    };
    let close = move || {
        threads.answering.set(None);
        request_animation_frame(move || {
            if let Some(button) = button.try_get_untracked().flatten() {
                // It fails only if the button has left the page.
                let _ = button.focus();
            }
        });
    };
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" && !event.default_prevented() {
            close();
        }
    };
    let open = move || {
        open_thread(chat, conversation);
        view! {
            <div class="thread thread-answer" on:keydown=on_key>
                <TypingLine conversation />
                {files(conversation)}
                <Composer conversation />
                <AlsoInRoom conversation />
            </div>
        }
        .into_any()
    };
    let read_only = memo(move || chat.read_only_reason(conversation));
    view! {
        <Unacknowledged chat conversation />
        {when_some(read_only, |why| view! { <p class="thread-card-about">{why}</p> }.into_any())}
        {when(move || !is_open.get() && read_only.get().is_none(), closed)}
        {when(move || is_open.get(), open)}
    }
}

/// Loads the thread: its draft on the server is known then.
fn open_thread(chat: Chat, conversation: Conversation) {
    chat.act(|client| {
        if let Some(root) = conversation.thread {
            client.state.open_thread(conversation.room, root);
        }
        Vec::new()
    });
    spawn_local(async move {
        // Without an answer the composer has the draft of this browser.
        let _ = chat.show(conversation, None).await;
    });
}

/// The replies that the server has not acknowledged, with what became of them.
#[component]
fn Unacknowledged(chat: Chat, conversation: Conversation) -> impl IntoView {
    let pending = memo(move || {
        chat.look(|client| {
            let pending = client.outbox.within(conversation);
            let each = pending.map(|it| {
                let refused = matches!(it.state, PendingState::Refused(_));
                (it.client_id, it.body.clone(), refused)
            });
            each.collect::<Vec<_>>()
        })
    });
    let ids = move || pending.with(|all| all.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    let path = conversation
        .thread
        .map(|root| thread_path(conversation.room, root))
        .unwrap_or_default();
    let line = move |id: ClientId| {
        let find = move || pending.with(|all| all.iter().find(|(it, ..)| *it == id).cloned());
        let refused = memo(move || find().is_some_and(|(_, _, refused)| refused));
        let body = memo(move || find().map(|(_, body, _)| body).unwrap_or_default());
        let path = path.clone();
        let failed =
            move || view! { <a href=path.clone()>{text().thread_not_sent()}</a> }.into_any();
        view! {
            <p class="thread-pending" aria-busy=move || (!refused.get()).then_some("true")>
                <span dir="auto">{move || body.get()}</span>
                {when(move || refused.get(), failed)}
            </p>
        }
        .into_any()
    };
    each(ids, line)
}
