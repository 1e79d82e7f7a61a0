//! The messages that a timeline shows, found by their elements.

use crate::{chat::Chat, room::message::MessageSubject};
use protocol::Conversation;
use web_sys::Element;

/// The messages that the timeline shows.
#[derive(Clone, Copy)]
pub(super) struct ShownMessages {
    pub(super) chat: Chat,
    pub(super) conversation: Conversation,
}

impl ShownMessages {
    /// Returns the message of an element. `None` until the server has acknowledged it.
    pub(super) fn subject(self, article: &Element) -> Option<MessageSubject> {
        let seq: u64 = article.get_attribute("data-seq")?.parse().ok()?;
        let conversation = self.conversation;
        let id = self.chat.peek(|client| {
            let mut messages = client.state.timeline(conversation)?.messages();
            Some(messages.find(|message| message.seq == seq)?.id)
        })?;
        Some(MessageSubject {
            conversation,
            id,
            seq,
        })
    }
}
