//! Does the actions of a message, for its toolbar, its menu and its keys.

use super::{
    actions::{MessageAction, MessageFacts},
    quote::quote,
    tools::{MessageSubject, MessageTools, use_tools},
};
use crate::{
    api,
    chat::{Chat, use_chat},
    dialog_opener::DialogOpener,
    kit::place::Place,
    room::{send_command, thread_panel::marked_unread::MarkedUnread},
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use markdown::decode;
use protocol::{
    Message, MessageId,
    route::{permalink, thread_path},
};

/// Does the actions of the messages of a room or a thread.
#[derive(Clone, Copy)]
pub(crate) struct MessageActor {
    chat: Chat,
    tools: MessageTools,
    opener: DialogOpener,
    /// `None` outside a thread.
    marked_unread: Option<MarkedUnread>,
    /// Place that the actions are asked for at.
    beside: Option<Place>,
}

impl MessageActor {
    /// Returns the actor of the room or thread that the calling component is in.
    pub(crate) fn get() -> Self {
        Self {
            chat: use_chat(),
            tools: use_tools(),
            opener: DialogOpener::get(),
            marked_unread: use_context(),
            beside: None,
        }
    }

    /// Returns an actor that opens dialogs beside a place, as far as they do not stand in the middle.
    pub(crate) fn beside(self, place: Place) -> Self {
        Self {
            beside: Some(place),
            ..self
        }
    }

    /// Returns the state of a message that decides which actions there are. `None` if it is not loaded any more. Tracks the
    /// client.
    pub(super) fn facts(self, subject: MessageSubject) -> Option<MessageFacts> {
        let MessageSubject {
            conversation, id, ..
        } = subject;
        self.chat.look(|client| {
            let message = client.shown_message(conversation, id)?;
            let rights = client.rights(&message);
            Some(MessageFacts {
                saved: client.state.saved(id).is_some(),
                may_edit: rights.edit,
                may_delete: rights.delete,
                in_thread: conversation.thread.is_some(),
                ..MessageFacts::of(&message)
            })
        })
    }

    fn message(self, subject: MessageSubject) -> Option<Message> {
        self.chat
            .peek(|client| client.shown_message(subject.conversation, subject.id))
    }

    /// Does an action, if the person can do it with this message. Returns whether they can.
    pub(crate) fn perform(self, action: MessageAction, subject: MessageSubject) -> bool {
        let Self { chat, tools, .. } = self;
        let MessageSubject {
            conversation,
            id,
            seq,
        } = subject;
        let facts = untrack(|| self.facts(subject));
        let Some(facts) = facts.filter(|facts| action.is_offered(facts)) else {
            return false;
        };
        let method = |on| if on { "PUT" } else { "DELETE" };
        match action {
            MessageAction::AddReaction => tools.react_beside(self.beside, id),
            MessageAction::Reply => {
                // A reply that the room shows too has no thread of its own.
                let root = self.message(subject).and_then(|message| message.reply_to);
                chat.go(&thread_path(conversation.room, root.unwrap_or(id)));
            }
            MessageAction::Quote => self.quote(subject),
            MessageAction::Forward => {
                tools.forwarded.set(Some(subject));
                tools.forwarding.set(true);
            }
            MessageAction::CopyText => self.copy_text(subject),
            MessageAction::CopyLink => self.copy_link(subject),
            MessageAction::Save => send_command(chat, method(!facts.saved), api::saved(id)),
            MessageAction::Remind => self.opener.remind(id),
            MessageAction::Pin => send_command(chat, method(!facts.pinned), api::pin(id)),
            MessageAction::MarkUnread => {
                if let Some(marked_unread) = self.marked_unread {
                    marked_unread.mark();
                }
                chat.act(|client| client.mark_unread(conversation, seq));
            }
            MessageAction::ViewProfile => {
                if let Some(message) = self.message(subject) {
                    tools.show_person(message.author);
                }
            }
            MessageAction::Edit => tools.editing.set(Some(id)),
            MessageAction::RemovePreviews => self.remove_previews(subject),
            MessageAction::Delete => tools.open(tools.deleting, id),
        }
        true
    }

    /// Sets or takes back the person's reaction.
    pub(super) fn react(self, id: MessageId, emoji: &str, on: bool) {
        self.chat
            .act(|client| client.react(id, emoji.to_owned(), on));
    }

    fn quote(self, subject: MessageSubject) {
        if let Some(message) = self.message(subject) {
            let name = self
                .chat
                .peek(|client| client.state.name_of(message.author).to_owned());
            quote(self.chat, subject.conversation, &name, &message.body);
        }
    }

    /// Copies the text as its author typed it.
    fn copy_text(self, subject: MessageSubject) {
        let Some(message) = self.message(subject) else {
            return;
        };
        let spellings = self
            .chat
            .peek(|client| client.state.spellings(subject.conversation.room));
        self.copy(
            &decode(&message.body, &spellings),
            text().message_text_copied(),
            text().message_text_not_copied(),
        );
    }

    fn copy_link(self, subject: MessageSubject) {
        let path = permalink(subject.conversation, subject.seq);
        self.copy(
            &format!("{}{path}", self.chat.browser.get().origin()),
            text().message_link_copied(),
            text().message_link_not_copied(),
        );
    }

    fn copy(self, content: &str, done: &str, failed: &str) {
        let copied = self.chat.browser.get().copy(content);
        self.chat.notify(if copied { done } else { failed });
    }

    fn remove_previews(self, subject: MessageSubject) {
        let chat = self.chat;
        let previews = self.message(subject).map(|message| message.previews);
        spawn_local(async move {
            for preview in previews.into_iter().flatten() {
                let path = api::preview(subject.id, preview.number);
                // The change shows when the room's stream says so.
                if let Err(refusal) = api::command(chat.browser, "DELETE", path).await {
                    chat.notify(&refusal.detail);
                    return;
                }
            }
        });
    }
}
