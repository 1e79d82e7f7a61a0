//! Choice of a reaction to a message.

use super::tools::use_tools;
use crate::{
    chat::use_chat,
    kit::{emoji_picker::ChooseEmoji, emoji_popover::EmojiPopover},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Number of quick reactions in the toolbar. The menu on a phone has all of them.
pub(super) const IN_TOOLBAR: usize = 3;

/// The quick reactions, each with its name. They stay in their places, where the hand finds them without a look.
pub(super) const QUICK: [(&str, &str); 6] = [
    ("👍", "thumbs up"),
    ("✅", "check mark"),
    ("❤️", "red heart"),
    ("😂", "tears of joy"),
    ("🎉", "party popper"),
    ("👀", "eyes"),
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
    let beside = Box::new(move || tools.reacting_beside.get_untracked());
    view! { <EmojiPopover title="Add reaction" open=tools.reacting beside choose /> }
}
