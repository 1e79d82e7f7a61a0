use super::{emoji::QUICK, more::MoreActions, quote::quote, tools::use_tools};
use crate::{
    chat::use_chat,
    erased::{handler, list, memo, part, when},
    kit::icon::{Glyph, Icon},
    room::thread_panel::Held,
};
use client::rows::MessageRow;
use leptos::prelude::*;
use protocol::{
    Conversation, MessageId,
    route::{permalink, thread_path},
};

/// What can be done with a message, beside it while it is pointed at or has the focus.
#[component]
pub(crate) fn MessageActions(
    at: Conversation,
    id: MessageId,
    seq: u64,
    row: Memo<MessageRow>,
) -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let rights = memo(move || row.with(|row| row.rights));
    let there = move || row.with(|row| !row.deleted);
    let quick = move |index: usize| part! { <QuickReaction id index row /> };
    let copy = move || {
        let browser = chat.browser.get();
        let link = format!("{}{}", browser.origin(), permalink(at, seq));
        chat.notify(if browser.copy(&link) {
            "The link is copied."
        } else {
            "This browser lets nothing be copied here. The time of the message is its link."
        });
    };
    let quote = move || {
        row.with_untracked(|row| quote(chat, at, &row.name, &row.body));
    };
    let edit = move || tools.editing.set(Some(id));
    let react = move || tools.open(tools.reacting, id);
    let delete = move || tools.open(tools.deleting, id);
    let reply = move || chat.go(&thread_path(at.room, id));
    let in_room = move || at.thread.is_none();
    let held = use_context::<Held>().filter(|_| at.thread.is_some());
    let unread = move || {
        if let Some(held) = held {
            held.hold();
        }
        chat.act(|client| client.mark_unread(at, seq));
    };
    part! {
        <div class="message-actions" role="toolbar" aria-label="Message actions">
            {when(there, move || part! {
                <span class="message-quick">{list(|| (0..QUICK.len()).collect(), quick)}</span>
                <Action name="Add reaction" glyph=Glyph::SMILE deed=Box::new(react) />
                <Action name="Quote" glyph=Glyph::QUOTE deed=Box::new(quote) />
            })}
            {when(move || there() && in_room(), move || part! {
                <Action name="Reply in thread" glyph=Glyph::THREAD deed=Box::new(reply) />
            })}
            {when(move || rights.get().edit, move || part! {
                <Action name="Edit message" glyph=Glyph::EDIT deed=Box::new(edit) />
            })}
            <Action name="Mark unread from here" glyph=Glyph::UNREAD deed=Box::new(unread) />
            <Action name="Copy link" glyph=Glyph::LINK deed=Box::new(copy) />
            {when(move || rights.get().delete, move || part! {
                <Action name="Delete message" glyph=Glyph::TRASH deed=Box::new(delete) />
            })}
            {when(there, move || part! { <MoreActions at id row /> })}
        </div>
    }
}

#[component]
fn QuickReaction(id: MessageId, index: usize, row: Memo<MessageRow>) -> impl IntoView {
    let chat = use_chat();
    let (emoji, name) = QUICK[index];
    let mine = move || row.with(|row| row.has_mine(emoji));
    let react = handler(move |_| {
        let on = !row.with_untracked(|row| row.has_mine(emoji));
        chat.act(|client| client.react(id, emoji.to_owned(), on));
    });
    part! {
        <button
            class="message-action"
            type="button"
            aria-label=format!("React with {name}")
            aria-pressed=move || mine().to_string()
            title=name
            on:click=react
        >
            {emoji}
        </button>
    }
}

#[component]
fn Action(name: &'static str, glyph: Glyph, deed: Box<dyn Fn()>) -> impl IntoView {
    part! {
        <button class="message-action" type="button" aria-label=name title=name on:click=handler(move |_| deed())>
            <Icon glyph=move || glyph />
        </button>
    }
}
