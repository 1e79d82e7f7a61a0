//! Draft of a composer, stored in the browser and synchronised with the person's other devices.

use crate::{chat::Chat, erased::effect};
use client::{Client, drafts::LocalDraft};
use leptos::prelude::*;
use protocol::{Conversation, Draft, Timestamp};
use std::time::Duration;

/// A draft is sent to the other devices when typing pauses for this long.
const PAUSE: Duration = Duration::from_secs(1);

/// The draft of a composer.
#[derive(Clone, Copy)]
pub(crate) struct ComposerDraft {
    chat: Chat,
    conversation: Conversation,
    local: StoredValue<LocalDraft>,
    /// Length of the text, in characters.
    pub(super) chars: RwSignal<usize>,
    /// The draft without the word that an input method is composing; `None` unless it is.
    before_word: RwSignal<Option<LocalDraft>>,
    /// Number of keystrokes so far: a pause ends only after the last one.
    keystrokes: StoredValue<u32>,
}

impl ComposerDraft {
    pub(super) fn new(chat: Chat, conversation: Conversation) -> Self {
        let local = restore(chat, conversation);
        let draft = Self {
            chat,
            conversation,
            chars: RwSignal::new(local.text().chars().count()),
            local: StoredValue::new(local),
            before_word: RwSignal::new(None),
            keystrokes: StoredValue::new(0),
        };
        effect(move || draft.tell());
        // Leaving the room counts as a pause.
        on_cleanup(move || {
            draft.tell_now();
            if draft.local.try_with_value(LocalDraft::is_unsent) == Some(true) {
                let left = chat.untold_drafts;
                left.try_update(|left| left.push(conversation));
            }
        });
        draft
    }

    pub(super) fn text(self) -> String {
        self.local.with_value(|local| local.text().to_owned())
    }

    /// Stores a text that the person has changed, and sends it after a pause.
    pub(super) fn typed(self, text: String) {
        if self.local.with_value(|local| local.text() != text) {
            self.change(text);
        }
    }

    fn change(self, text: String) {
        self.chars.set(text.chars().count());
        let now = self.chat.browser.get().now();
        self.local.update_value(|local| local.typed(text, now));
        self.store();
        self.tell_after_pause();
    }

    fn tell_after_pause(self) {
        let keystroke = self.keystrokes.get_value() + 1;
        self.keystrokes.set_value(keystroke);
        let tell = move || {
            if self.keystrokes.try_get_value() == Some(keystroke) {
                self.tell();
            }
        };
        set_timeout(tell, PAUSE);
    }

    /// Called when an input method begins to compose a word. Until [`Self::composed`], the half-made word is neither sent to
    /// the other devices nor replaced by what comes from there.
    pub(super) fn composing(self) {
        self.before_word.set(Some(self.local.get_value()));
    }

    /// Called with the field's text when the word is complete. Some browsers send its `input` event later.
    pub(super) fn composed(self, text: String) {
        match self.before_word.get_untracked() {
            // The word was given up: what another device has sent since is newer.
            Some(before) if before.text() == text => {
                self.chars.set(text.chars().count());
                self.local.set_value(before);
                self.store();
                self.tell_after_pause();
            }
            // Its confirmation makes it newer, also if the text stays the same.
            _ => self.change(text),
        }
        self.before_word.set(None);
    }

    /// Clears the draft, whose text was sent as a message.
    pub(super) fn sent(self) {
        self.typed(String::new());
        self.tell();
    }

    /// Sends the draft to the other devices, unless they have it or a word of it is being composed.
    fn tell(self) {
        if self.before_word.try_with_untracked(Option::is_none) == Some(true) {
            self.tell_now();
        }
    }

    fn tell_now(self) {
        let draft = self
            .local
            .try_update_value(|local| local.take_unsent(self.conversation));
        if let Some(draft) = draft.flatten() {
            self.chat.act(|client| client.draft(draft));
        }
    }

    /// Calls `show` with each text that comes from another device. One that comes while a word is composed would replace it
    /// half-made, and waits until it is complete.
    pub(super) fn follow(self, show: impl Fn(&str) + 'static) {
        let Self {
            chat, conversation, ..
        } = self;
        let known = Memo::new(move |last: Option<&Option<Option<Draft>>>| {
            if self.before_word.with(Option::is_some)
                && let Some(last) = last
            {
                return last.clone();
            }
            chat.look(|client| {
                known(client, conversation).filter(|_| !client.is_sending_draft(conversation))
            })
        });
        effect(move || {
            let Some(draft) = known.get() else { return };
            let changed = self
                .local
                .try_update_value(|local| local.merge(draft.as_ref()));
            if changed == Some(true) {
                let text = self.text();
                self.chars.set(text.chars().count());
                show(&text);
            }
            self.store();
            // The text may have been merged with what was typed here.
            self.tell();
        });
    }

    fn store(self) {
        self.local
            .with_value(|local| store(self.chat, self.conversation, local));
    }
}

/// Returns the draft of a conversation from the browser's storage, merged with the server's.
fn restore(chat: Chat, conversation: Conversation) -> LocalDraft {
    let browser = chat.browser.get();
    let kept = browser
        .stored(&key(chat, conversation, "draft"))
        .unwrap_or_default();
    let untold = browser
        .stored(&key(chat, conversation, "draft-at"))
        .and_then(|at| at.parse().ok())
        .map(Timestamp);
    let mut local = LocalDraft::restore(kept, untold);
    if let Some(known) = chat.peek(|client| known(client, conversation)) {
        local.merge(known.as_ref());
    }
    local
}

/// Writes a draft to the browser's storage. One that is on its way is stored as not yet sent: the tab may close before it
/// arrives.
fn store(chat: Chat, conversation: Conversation, local: &LocalDraft) {
    let arrived = !chat.peek(|client| client.is_sending_draft(conversation));
    let browser = chat.browser.get();
    browser.store(&key(chat, conversation, "draft"), local.text());
    let written_at = if local.is_unsent() || !arrived {
        local.edited_at().millis().to_string()
    } else {
        String::new()
    };
    browser.store(&key(chat, conversation, "draft-at"), &written_at);
}

/// Returns the draft of a conversation whose composer is not on the page.
pub(super) fn stored_text(chat: Chat, conversation: Conversation) -> String {
    restore(chat, conversation).text().to_owned()
}

/// Clears the draft of a conversation whose composer is not on the page: its text was sent as a message.
pub(super) fn clear_stored(chat: Chat, conversation: Conversation) {
    let mut local = restore(chat, conversation);
    local.typed(String::new(), chat.browser.get().now());
    store(chat, conversation, &local);
    if let Some(draft) = local.take_unsent(conversation) {
        chat.act(|client| client.draft(draft));
    }
}

/// Tells the server of drafts whose conversations were left before the server's was known, once it is.
pub(crate) fn tell_left(chat: Chat) {
    let left = chat.untold_drafts.get();
    if left.is_empty() {
        return;
    }
    let is_known =
        |conversation: &Conversation| chat.look(|client| known(client, *conversation).is_some());
    let (known, unknown): (Vec<_>, Vec<_>) = left.into_iter().partition(is_known);
    if known.is_empty() {
        return;
    }
    chat.untold_drafts.set(unknown);
    for conversation in known {
        let mut local = restore(chat, conversation);
        if let Some(draft) = local.take_unsent(conversation) {
            chat.act(|client| client.draft(draft));
        }
        store(chat, conversation, &local);
    }
}

/// Returns the server's draft of a conversation; the outer `None` means that it is not loaded yet.
fn known(client: &Client, conversation: Conversation) -> Option<Option<Draft>> {
    let state = &client.state;
    // An offline copy may be older than what this browser has stored.
    let is_known = !client.is_offline_copy() && state.is_draft_known(conversation);
    is_known.then(|| state.draft(conversation).cloned())
}

/// Returns the draft of a conversation that this browser has stored.
pub(crate) fn stored_draft(chat: Chat, conversation: Conversation) -> Option<String> {
    let browser = chat.browser.get();
    browser.stored(&key(chat, conversation, "draft"))
}

/// Returns the key of the browser's storage for a conversation.
fn key(chat: Chat, conversation: Conversation, prefix: &str) -> String {
    let id = conversation
        .thread
        .map_or(conversation.room.0, |root| root.0);
    format!("{prefix}:{}:{id}", chat.me())
}
