//! Announcement of new messages by screen readers.

use crate::{
    chat::use_chat,
    erased::{dynamic, effect, memo},
    kit::emoji,
    room::enumerated,
};
use client::Client;
use leptos::prelude::*;
use locale::text;
use protocol::{Conversation, Message};

/// Maximum number of messages that are read out one by one. More that come at once, such as after a lost connection, are
/// counted.
const READ_OUT: usize = 3;

/// Announces each new message of others once, with its author. The log itself does not: it would also read out history and
/// changes.
#[component]
pub(crate) fn Announcements(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let end = memo(move || chat.look(|client| newest(client, conversation)));
    let announced = StoredValue::new(None);
    let said = RwSignal::new(String::new());
    effect(move || {
        // A window over the past does not tell what has come.
        let Some(end) = end.get() else { return };
        let before = announced.get_value();
        announced.set_value(Some(end));
        if let Some(before) = before.filter(|before| *before < end) {
            said.set(chat.peek(|client| announce(client, conversation, before)));
        }
    });
    // Each is an element of its own: the same words said again are announced again.
    let lines = dynamic(move || view! { <p>{said.get()}</p> }.into_any());
    view! { <div class="unseen" aria-live="polite">{lines}</div> }
}

/// Returns the `seq` of the newest message, 0 if there is none. `None` while that is unknown.
fn newest(client: &Client, conversation: Conversation) -> Option<u64> {
    let timeline = client.state.timeline(conversation)?;
    let is_known = timeline.loaded && !timeline.newer;
    is_known.then(|| timeline.last().unwrap_or(0))
}

/// Returns what is said about the messages after `before`.
fn announce(client: &Client, conversation: Conversation, before: u64) -> String {
    let Some(timeline) = client.state.timeline(conversation) else {
        return String::new();
    };
    // The room announces what is in both.
    let is_elsewhere = |message: &Message| conversation.thread.is_some() && message.is_in_room();
    let is_new = |message: &&Message| {
        message.seq > before && message.author != client.state.me.id && !is_elsewhere(message)
    };
    let new: Vec<&Message> = { timeline.messages() }.filter(is_new).collect();
    if new.len() > READ_OUT {
        return text().new_messages(new.len());
    }
    let lines = new.iter().map(|message| {
        let name = client.state.name_of(message.author);
        let files = message.attachments.iter().map(|file| file.name.as_str());
        let gist = markdown::gist(&message.body, &client.state, emoji::lookup());
        let said: Vec<&str> = std::iter::once(gist.as_str())
            .filter(|gist| !gist.is_empty())
            .chain(files)
            .collect();
        text().announcement(name, &enumerated(&said))
    });
    lines.collect::<Vec<_>>().join("\n")
}
