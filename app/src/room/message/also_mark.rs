//! Mark of a reply that was also sent to the room.

use crate::{
    chat::use_chat,
    erased::{dynamic, memo},
    kit::emoji,
    later::lazy,
};
use client::Client;
use leptos::{ev::MouseEvent, prelude::*};
use locale::{around, text};
use protocol::{Conversation, Message, MessageId, route::thread_path};

/// Maximum number of characters of the root's text.
const WORDS: usize = 80;

lazy!(pub(crate) fn also_mark = AlsoMark(conversation: Conversation, root: MessageId));

/// In the room, a link to the thread with the first words of its root. In the thread, a note that the room has the reply too.
#[component]
pub(crate) fn AlsoMark(conversation: Conversation, root: MessageId) -> impl IntoView {
    let content = match conversation.thread {
        Some(_) => text().also_in_room().into_any(),
        None => view! { <ThreadLink conversation root /> }.into_any(),
    };
    view! { <p class="message-also">{content}</p> }
}

#[component]
fn ThreadLink(conversation: Conversation, root: MessageId) -> impl IntoView {
    let chat = use_chat();
    let words = memo(move || {
        // The window may not reach back to it.
        let find = |client: &Client| {
            let mut messages = client.state.timeline(conversation)?.messages();
            let root = messages.find(|message| message.id == root)?;
            let Message { body, .. } = client.shown_message(conversation, root.id)?;
            let words = markdown::gist(&body, &client.state, emoji::lookup());
            (!words.is_empty()).then(|| first_words(&words))
        };
        chat.look(find)
    });
    let line = move || match words.get() {
        None => text().also_reply().into_any(),
        Some(words) => {
            let (before, after) = around(|words| text().also_reply_to(words));
            view! { {before}<bdi>{words}</bdi>{after} }.into_any()
        }
    };
    // Focus would show the message's toolbar, which on a touch screen moves the link away from the finger.
    let on_press = |event: MouseEvent| event.prevent_default();
    view! {
        <a href=thread_path(conversation.room, root) on:mousedown=on_press>
            {dynamic(line)}
        </a>
    }
}

/// Cuts a text after a number of characters.
fn first_words(text: &str) -> String {
    match text.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, first_words};

    #[test]
    fn a_long_text_is_cut_after_its_first_words() {
        assert_eq!(first_words("Tea at four?"), "Tea at four?");
        let long = "茶".repeat(WORDS + 1);
        assert_eq!(first_words(&long), format!("{}…", "茶".repeat(WORDS)));
    }
}
