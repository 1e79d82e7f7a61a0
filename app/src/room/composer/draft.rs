use crate::{
    chat::Chat,
    erased::{effect, memo},
};
use client::{Client, drafts::LocalDraft};
use leptos::prelude::*;
use protocol::{Conversation, Draft, Timestamp};
use std::time::Duration;

/// The other devices are told of a draft once the typing pauses for so long.
const PAUSE: Duration = Duration::from_secs(1);

/// The draft of a composer: in the browser's storage, and on its way to and from the other devices.
#[derive(Clone, Copy)]
pub(super) struct ComposerDraft {
    chat: Chat,
    at: Conversation,
    local: StoredValue<LocalDraft>,
    /// Its length, in characters.
    pub(super) chars: RwSignal<usize>,
    /// Moves with every keystroke, so that only the last one is told.
    strokes: StoredValue<u32>,
}

impl ComposerDraft {
    pub(super) fn new(chat: Chat, at: Conversation) -> Self {
        let browser = chat.browser.get();
        let kept = browser.stored(&key(chat, at, "draft")).unwrap_or_default();
        let untold = browser
            .stored(&key(chat, at, "draft-at"))
            .and_then(|at| at.parse().ok())
            .map(Timestamp);
        let known = chat.peek(|client| known(client, at));
        let mut local = LocalDraft::restore(kept, untold);
        if let Some(known) = known {
            local.merge(known.as_ref());
        }
        let draft = Self {
            chat,
            at,
            chars: RwSignal::new(local.text().chars().count()),
            local: StoredValue::new(local),
            strokes: StoredValue::new(0),
        };
        effect(move || draft.tell());
        // Leaving a room is a pause, too.
        on_cleanup(move || draft.tell());
        draft
    }

    pub(super) fn text(self) -> String {
        self.local.with_value(|local| local.text().to_owned())
    }

    /// The person has changed the text.
    pub(super) fn typed(self, text: String) {
        self.chars.set(text.chars().count());
        let now = self.chat.browser.get().now();
        self.local.update_value(|local| local.typed(text, now));
        self.store();
        let stroke = self.strokes.get_value() + 1;
        self.strokes.set_value(stroke);
        let tell = move || {
            if self.strokes.try_get_value() == Some(stroke) {
                self.tell();
            }
        };
        set_timeout(tell, PAUSE);
    }

    /// The text has become a message.
    pub(super) fn sent(self) {
        self.typed(String::new());
        self.tell();
    }

    fn tell(self) {
        let draft = self
            .local
            .try_update_value(|local| local.take_unsent(self.at));
        if let Some(draft) = draft.flatten() {
            self.chat.act(|client| client.draft(draft));
        }
    }

    /// Calls `show` with a text that comes from another device.
    pub(super) fn follow(self, show: impl Fn(&str) + 'static) {
        let Self { chat, at, .. } = self;
        let known = memo(move || {
            chat.look(|client| known(client, at).filter(|_| !client.is_sending_draft(at)))
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
            // It may have come together with what was typed here.
            self.tell();
        });
    }

    /// What was told and is on its way counts as untold in storage: the tab may not live to see it arrive.
    fn store(self) {
        let Self { chat, at, .. } = self;
        let arrived = !chat.peek(|client| client.is_sending_draft(at));
        let browser = chat.browser.get();
        self.local.with_value(|local| {
            browser.store(&key(chat, at, "draft"), local.text());
            let written_at = if local.is_unsent() || !arrived {
                local.edited_at().millis().to_string()
            } else {
                String::new()
            };
            browser.store(&key(chat, at, "draft-at"), &written_at);
        });
    }
}

/// Returns what the server knows of a draft, once it has said so.
fn known(client: &Client, at: Conversation) -> Option<Option<Draft>> {
    let state = &client.state;
    state.is_draft_known(at).then(|| state.draft(at).cloned())
}

fn key(chat: Chat, at: Conversation, what: &str) -> String {
    let place = at.thread.map_or(at.room.0, |root| root.0);
    chat.peek(|client| format!("{what}:{}:{place}", client.state.me.id))
}
