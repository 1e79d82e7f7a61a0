//! Messages and edits that the person writes.

use super::Chat;
use client::{PendingMessage, PendingState};
use leptos::prelude::*;
use markdown::{MentionParser, encode};
use protocol::{Conversation, MessageId, RoomId};
use std::sync::OnceLock;

/// Parser of typed text, once its code is loaded.
static MENTION_PARSER: OnceLock<&MentionParser> = OnceLock::new();

/// Sets the parser of typed text.
pub(crate) fn set_mention_parser(parser: &'static MentionParser) {
    // Loading the code again sets the same parser.
    let _ = MENTION_PARSER.set(parser);
}

impl Chat {
    /// Sends a message or a reply as it was typed, with the conversation's uploads.
    pub fn send(self, conversation: Conversation, typed: &str) {
        self.send_unseen(conversation, typed);
        match conversation.thread {
            Some(_) => self.replied.notify(),
            None => self.sent.notify(),
        }
    }

    /// As [`Chat::send`], for a conversation that may not be on the screen: the timeline does not scroll to the message.
    pub(crate) fn send_unseen(self, conversation: Conversation, typed: &str) {
        let mut pending = self.pending(conversation.room, typed);
        pending.reply_to = conversation.thread;
        self.act(|client| {
            pending.attachments = client.take_attachments(conversation);
            pending.also_in_room = client.take_also_in_room(conversation);
            client.send(pending)
        });
    }

    /// Replaces a message's text.
    pub fn edit(self, room: RoomId, message: MessageId, typed: &str) {
        let mut pending = self.pending(room, typed);
        pending.edits = Some(message);
        self.act(|client| client.send(pending));
    }

    /// Sends a message whose text is as it is stored, without the conversation's uploads.
    pub(crate) fn send_stored(self, room: RoomId, body: String) {
        let pending = PendingMessage {
            body,
            ..self.pending(room, "")
        };
        self.act(|client| client.send(pending));
        if untrack(|| self.route().room_id()) == Some(room) {
            self.sent.notify();
        }
    }

    fn pending(self, room: RoomId, typed: &str) -> PendingMessage {
        let browser = self.browser.get();
        PendingMessage {
            client_id: browser.new_client_id(),
            room,
            body: self.encode(room, typed),
            attachments: Vec::new(),
            edits: None,
            reply_to: None,
            also_in_room: false,
            at: browser.now(),
            state: PendingState::Waiting,
        }
    }

    /// Returns a typed text as it is stored: mentions are ids.
    pub(crate) fn encode(self, room: RoomId, typed: &str) -> String {
        self.peek(|client| {
            encode(
                typed,
                &client.state.spellings(room),
                MENTION_PARSER.get().copied(),
            )
        })
    }
}
