//! Toolbar of a message, shown while the pointer is over it or it has the focus.

use super::{
    actor::MessageActor,
    emoji::{IN_TOOLBAR, quick_reaction},
    tools::{MessageSubject, use_tools},
};
use crate::{
    erased::{memo, when},
    kit::{
        icon::{Glyph, Icon},
        roving_focus::{Axis, move_focus},
    },
    later::lazy,
    room::message::MessageAction,
};
use client::rows::MessageRow;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use protocol::MessageId;

lazy!(pub(crate) fn message_toolbar = MessageToolbar(subject: MessageSubject, row: ReadSignal<MessageRow>));

/// Toolbar with what is done most often: quick reactions, the reply, and the menu with the rest. Tab reaches one of its
/// buttons, and the arrow keys reach the others.
#[component]
pub(crate) fn MessageToolbar(
    subject: MessageSubject,
    row: ReadSignal<MessageRow>,
) -> impl IntoView {
    let actor = MessageActor::get();
    let tools = use_tools();
    let toolbar = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let exists = move || !row.read().deleted;
    let replies = move || exists() && subject.conversation.thread.is_none();
    let quick = move |index: usize| {
        let (emoji, name) = quick_reaction(index);
        let tab_index = if index == 0 { "0" } else { "-1" };
        view! { <QuickReaction id=subject.id emoji name row tab_index /> }.into_any()
    };
    let reply = move |_| {
        actor.perform(MessageAction::Reply, subject);
    };
    let open_menu = move |_| {
        if let Some(button) = button.get_untracked() {
            tools.open_menu(subject, &button);
        }
    };
    let is_open = move || {
        let about = tools.menu_subject.get() == Some(subject);
        (about && tools.menu_open.get()).to_string()
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(toolbar) = toolbar.get_untracked() {
            move_focus(&event, &toolbar, "button", Axis::Horizontal);
        }
    };
    view! {
        <div class="message-actions" node_ref=toolbar role="toolbar" aria-label=text().message_actions() on:keydown=on_key>
            {when(exists, move || view! {
                <span class="message-quick">{(0..IN_TOOLBAR).map(quick).collect_view()}</span>
            }.into_any())}
            {when(replies, move || view! {
                <button
                    class="button-tool"
                    type="button"
                    tabindex="-1"
                    aria-label=text().message_reply()
                    title=text().message_reply()
                    on:click=reply
                >
                    <Icon glyph=Glyph::THREAD />
                </button>
            }.into_any())}
            <button
                class="button-tool"
                node_ref=button
                type="button"
                tabindex=move || if exists() { "-1" } else { "0" }
                aria-label=text().message_more_actions()
                title=text().message_more_actions()
                aria-haspopup="menu"
                aria-expanded=is_open
                on:click=open_menu
            >
                <Icon glyph=Glyph::MORE />
            </button>
        </div>
    }
}

/// Button that sets or takes back one reaction.
#[component]
fn QuickReaction(
    id: MessageId,
    emoji: &'static str,
    name: &'static str,
    row: ReadSignal<MessageRow>,
    tab_index: &'static str,
) -> impl IntoView {
    let actor = MessageActor::get();
    let mine = memo(move || row.read().has_mine(emoji));
    view! {
        <button
            class="button-tool"
            type="button"
            tabindex=tab_index
            aria-label=text().message_react_with(name)
            aria-pressed=move || mine.get().to_string()
            title=name
            on:click=move |_| actor.react(id, emoji, !mine.get_untracked())
        >
            {emoji}
        </button>
    }
}
