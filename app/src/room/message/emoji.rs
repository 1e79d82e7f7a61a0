//! Choice of a reaction to a message.

use super::tools::use_tools;
use crate::{
    chat::use_chat,
    kit::{emoji_picker::ChooseEmoji, emoji_popover::EmojiPopover},
};
use leptos::prelude::*;
use locale::text;
use std::sync::Arc;

/// Number of quick reactions in the toolbar. The menu on a phone has all of them.
pub(super) const IN_TOOLBAR: usize = 3;

/// Number of quick reactions.
pub(super) const QUICK: usize = 6;

/// Returns a quick reaction with its name. They stay in their places, where the hand finds them without a look.
pub(super) fn quick_reaction(place: usize) -> (&'static str, &'static str) {
    let reactions: [(&str, &str); QUICK] = [
        ("👍", text().reaction_thumbs_up()),
        ("✅", text().reaction_check_mark()),
        ("❤️", text().reaction_red_heart()),
        ("😂", text().reaction_tears_of_joy()),
        ("🎉", text().reaction_party_popper()),
        ("👀", text().reaction_eyes()),
    ];
    reactions[place]
}

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
    view! { <EmojiPopover title=text().message_add_reaction() open=tools.reacting beside choose /> }
}
