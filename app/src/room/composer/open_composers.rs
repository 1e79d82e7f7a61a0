//! The composers on the page, for code that sends a conversation's draft while the person may be elsewhere.

use super::draft::{ComposerDraft, clear_stored, stored_text};
use crate::{chat::Chat, room::text_field::clear};
use leptos::{html, prelude::*};
use protocol::Conversation;
use std::cell::{Cell, RefCell};

#[derive(Clone, Copy)]
struct OpenComposer {
    /// Tells it from the composer that takes its place.
    number: u32,
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    draft: ComposerDraft,
}

thread_local! {
    static OPEN: RefCell<Vec<OpenComposer>> = const { RefCell::new(Vec::new()) };
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// Registers a composer until it leaves the page.
pub(super) fn use_open_composer(
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    draft: ComposerDraft,
) {
    let number = LAST_NUMBER.get() + 1;
    LAST_NUMBER.set(number);
    let opened = OpenComposer {
        number,
        conversation,
        textarea,
        draft,
    };
    OPEN.with_borrow_mut(|open| open.push(opened));
    on_cleanup(move || OPEN.with_borrow_mut(|open| open.retain(|it| it.number != number)));
}

fn find(conversation: Conversation) -> Option<OpenComposer> {
    OPEN.with_borrow(|open| {
        let found = open.iter().find(|it| it.conversation == conversation);
        found.copied()
    })
}

/// Returns whether a conversation's composer is on the page.
pub(crate) fn is_open(conversation: Conversation) -> bool {
    find(conversation).is_some()
}

/// Returns the text that is being written in a conversation.
pub(crate) fn draft_text(chat: Chat, conversation: Conversation) -> String {
    let field = find(conversation).and_then(|it| it.textarea.try_get_untracked().flatten());
    field.map_or_else(|| stored_text(chat, conversation), |field| field.value())
}

/// Clears the text that is being written in a conversation: it was sent as a message.
pub(crate) fn clear_draft(chat: Chat, conversation: Conversation) {
    let Some(open) = find(conversation) else {
        return clear_stored(chat, conversation);
    };
    if let Some(field) = open.textarea.try_get_untracked().flatten() {
        clear(&field);
    }
    open.draft.sent();
}
