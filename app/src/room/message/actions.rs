//! Toolbar of a message, shown while the pointer is over it or it has the focus.

use super::{emoji::QUICK, more::MoreActions, quote::quote, tools::use_tools};
use crate::{
    chat::use_chat,
    erased::{memo, when},
    kit::icon::{Glyph, Icon},
    later::lazy,
    room::thread_panel::marked_unread::MarkedUnread,
};
use client::rows::MessageRow;
use leptos::prelude::*;
use protocol::{
    Conversation, MessageId,
    route::{permalink, thread_path},
};

lazy!(pub(crate) fn message_actions = MessageActions(conversation: Conversation, id: MessageId, seq: u64, row: ReadSignal<MessageRow>));

/// Toolbar with the actions that the person may do with a message.
#[component]
pub(crate) fn MessageActions(
    conversation: Conversation,
    id: MessageId,
    seq: u64,
    row: ReadSignal<MessageRow>,
) -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let rights = memo(move || row.with(|row| row.rights));
    let exists = move || row.with(|row| !row.deleted);
    let quick = move |index: usize| view! { <QuickReaction id index row /> }.into_any();
    let copy = move || {
        let browser = chat.browser.get();
        let link = format!("{}{}", browser.origin(), permalink(conversation, seq));
        chat.notify(if browser.copy(&link) {
            "Link copied."
        } else {
            "Could not copy the link. You can copy it from the time of the message."
        });
    };
    let quote = move || {
        row.with_untracked(|row| quote(chat, conversation, &row.name, &row.body));
    };
    let edit = move || tools.editing.set(Some(id));
    let react = move || tools.open(tools.reacting, id);
    let delete = move || tools.open(tools.deleting, id);
    let reply = move || chat.go(&thread_path(conversation.room, id));
    let in_room = move || conversation.thread.is_none();
    let marked_unread = use_context::<MarkedUnread>().filter(|_| conversation.thread.is_some());
    let unread = move || {
        if let Some(marked_unread) = marked_unread {
            marked_unread.mark();
        }
        chat.act(|client| client.mark_unread(conversation, seq));
    };
    view! {
        <div class="message-actions" role="toolbar" aria-label="Message actions">
            {when(exists, move || view! {
                <span class="message-quick"><For each=|| 0..QUICK.len() key=|key| *key children=quick /></span>
                <ActionButton name="Add reaction" glyph=Glyph::SMILE action=Box::new(react) />
                <ActionButton name="Quote" glyph=Glyph::QUOTE action=Box::new(quote) />
            }.into_any())}
            {when(move || exists() && in_room(), move || view! {
                <ActionButton name="Reply in thread" glyph=Glyph::THREAD action=Box::new(reply) />
            }.into_any())}
            {when(move || rights.get().edit, move || view! {
                <ActionButton name="Edit message" glyph=Glyph::EDIT action=Box::new(edit) />
            }.into_any())}
            <ActionButton name="Mark unread from here" glyph=Glyph::UNREAD action=Box::new(unread) />
            <ActionButton name="Copy link" glyph=Glyph::LINK action=Box::new(copy) />
            {when(move || rights.get().delete, move || view! {
                <ActionButton name="Delete message" glyph=Glyph::TRASH action=Box::new(delete) />
            }.into_any())}
            {when(exists, move || view! { <MoreActions conversation id row /> }.into_any())}
        </div>
    }
}

#[component]
fn QuickReaction(id: MessageId, index: usize, row: ReadSignal<MessageRow>) -> impl IntoView {
    let chat = use_chat();
    let (emoji, name) = QUICK[index];
    let mine = move || row.with(|row| row.has_mine(emoji));
    let react = move |_| {
        let on = !row.with_untracked(|row| row.has_mine(emoji));
        chat.act(|client| client.react(id, emoji.to_owned(), on));
    };
    view! {
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
fn ActionButton(name: &'static str, glyph: Glyph, action: Box<dyn Fn()>) -> impl IntoView {
    view! {
        <button class="message-action" type="button" aria-label=name title=name on:click=move |_| action()>
            <Icon glyph />
        </button>
    }
}
