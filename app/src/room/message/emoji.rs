//! Choice of a reaction to a message.

use super::tools::use_tools;
use crate::{
    chat::use_chat,
    kit::{emoji_picker::ChooseEmoji, emoji_popover::EmojiPopover},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The reactions in every message's toolbar, each with its name.
pub(super) const QUICK: [(&str, &str); 3] = [
    ("👍", "thumbs up"),
    ("❤️", "red heart"),
    ("😄", "grinning face"),
];

/// Picker of a reaction to the message that the tools are about.
#[component]
pub(crate) fn ReactionPicker() -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let choose: ChooseEmoji = Arc::new(move |emoji| {
        if let Some(message) = tools.subject.get_untracked() {
            chat.act(|client| client.react(message, emoji.to_owned(), true));
        }
        tools.reacting.set(false);
    });
    view! { <EmojiPopover title="Add reaction" open=tools.reacting choose /> }
}
