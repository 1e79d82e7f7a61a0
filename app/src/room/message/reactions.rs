//! The reactions below a message.

use super::tools::use_tools;
use crate::{
    browser::closest,
    chat::use_chat,
    erased::{each, effect, memo},
    kit::{
        custom_emoji::picture_or_text,
        icon::{Glyph, Icon},
        place::Place,
    },
    later::lazy,
    room::last_known,
};
use client::rows::{MessageRow, ReactionRow};
use leptos::{ev::MouseEvent, prelude::*};
use locale::text;
use protocol::MessageId;

lazy!(pub(crate) fn reactions = Reactions(id: MessageId, row: ReadSignal<MessageRow>, are_new: bool));

/// Shows a message's reactions, and a button to add one.
#[component]
pub(crate) fn Reactions(
    id: MessageId,
    row: ReadSignal<MessageRow>,
    /// Whether the message was on the page without reactions before.
    are_new: bool,
) -> impl IntoView {
    let tools = use_tools();
    let count = memo(move || row.read().reactions.len());
    // What comes while one looks on moves a little; what was there before does not.
    let live = StoredValue::new(are_new);
    let chip =
        move |index: usize| view! { <Chip id index row is_new=live.get_value() /> }.into_any();
    effect(move || live.set_value(true));
    let more = move |event: MouseEvent| {
        let button = closest(event.target(), "button");
        tools.react_beside(button.map(|it| Place::of(&it)), id);
    };
    view! {
        <div class="reactions" role="group" aria-label=text().message_reactions()>
            {each(move || (0..count.get()).collect(), chip)}
            <button class="reaction reaction-more" type="button" aria-label=text().message_add_reaction() title=text().message_add_reaction() on:click=more>
                <Icon glyph=Glyph::SMILE />
            </button>
        </div>
    }
}

/// One emoji with its count; a click adds or removes the person's own reaction.
#[component]
fn Chip(id: MessageId, index: usize, row: ReadSignal<MessageRow>, is_new: bool) -> impl IntoView {
    let chat = use_chat();
    let reaction = last_known(move || row.read().reactions.get(index).cloned());
    let emoji = memo(move || reaction.read().emoji.clone());
    let toggle = move |_| {
        let ReactionRow { emoji, mine, .. } = reaction.get_untracked();
        chat.act(|client| client.react(id, emoji, !mine));
    };
    view! {
        <button
            class="reaction"
            class:is-new=is_new
            type="button"
            aria-label=move || reaction.with(|it| text().message_reaction(&it.emoji, it.count, &it.names))
            aria-pressed=move || reaction.read().mine.to_string()
            title=move || reaction.read().names.clone()
            on:click=toggle
        >
            <span class="reaction-emoji" inner_html=move || picture_or_text(chat, &emoji.get())></span>
            <span class="reaction-count">{move || reaction.read().count.to_string()}</span>
        </button>
    }
}
