use super::tools::use_tools;
use crate::{
    chat::use_chat,
    components::{dialog::LaterDialog, later::Later},
    erased::{handler, list, part},
};
use leptos::prelude::*;

/// The reactions that are at hand beside every message.
pub(super) const QUICK: [(&str, &str); 3] = [
    ("👍", "thumbs up"),
    ("❤️", "red heart"),
    ("😄", "grinning face"),
];

/// The reactions to choose from, with their names in the Unicode standard's words.
const CHOICE: [(&str, &str); 40] = [
    ("👍", "thumbs up"),
    ("👎", "thumbs down"),
    ("❤️", "red heart"),
    ("😄", "grinning face"),
    ("😂", "tears of joy"),
    ("🙂", "slight smile"),
    ("😉", "wink"),
    ("😍", "heart eyes"),
    ("🤔", "thinking"),
    ("😮", "surprise"),
    ("😢", "crying"),
    ("😭", "loud crying"),
    ("😅", "sweat"),
    ("😬", "grimace"),
    ("🙄", "rolling eyes"),
    ("😴", "asleep"),
    ("🤯", "exploding head"),
    ("🥳", "party face"),
    ("😎", "sunglasses"),
    ("🫡", "salute"),
    ("👏", "clapping"),
    ("🙌", "raised hands"),
    ("🙏", "folded hands"),
    ("💪", "strength"),
    ("👋", "wave"),
    ("👀", "eyes"),
    ("🤝", "handshake"),
    ("👌", "OK hand"),
    ("🎉", "party popper"),
    ("🔥", "fire"),
    ("✨", "sparkles"),
    ("⭐", "star"),
    ("🚀", "rocket"),
    ("💯", "hundred"),
    ("✅", "done"),
    ("❌", "cross"),
    ("❓", "question"),
    ("💡", "idea"),
    ("☕", "coffee"),
    ("🐛", "bug"),
];

/// Chooses a reaction to the message that the tools are about.
#[component]
pub(super) fn ReactionDialog() -> impl IntoView {
    let open = use_tools().reacting;
    part! { <LaterDialog title="Add reaction" open content=Later::Emoji /> }
}

#[component]
pub(in crate::components) fn EmojiChoice() -> impl IntoView {
    let choice = |index: usize| part! { <Choice index /> };
    part! { <div class="emoji-choice">{list(|| (0..CHOICE.len()).collect(), choice)}</div> }
}

#[component]
fn Choice(index: usize) -> impl IntoView {
    let chat = use_chat();
    let tools = use_tools();
    let (emoji, name) = CHOICE[index];
    let choose = handler(move |_| {
        if let Some(message) = tools.subject.get_untracked() {
            chat.act(|client| client.react(message, emoji.to_owned(), true));
        }
        tools.reacting.set(false);
    });
    part! { <button class="emoji" type="button" aria-label=name title=name on:click=choose>{emoji}</button> }
}
