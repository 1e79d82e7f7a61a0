//! The draft in a composer: stored in the browser with every keystroke, sent to the person's other devices when the typing
//! pauses, and replaced by theirs only while nothing here is unsent.

use protocol::{Conversation, Draft, Timestamp};

/// Text of a composer, and whether the server knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    text: String,
    edited_at: Timestamp,
    sync: SyncState,
    /// The restored text and its time, until the server's draft is known.
    first: Option<(String, Timestamp)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SyncState {
    /// This text was not sent.
    Unsent,
    /// Sent; the server may have a later one.
    Sending,
    Synced,
}

impl LocalDraft {
    /// Creates a draft from the browser's storage. `unsent` is the time of the text, if it was not sent. Nothing is sent before
    /// [`LocalDraft::merge`].
    pub fn restore(kept: String, unsent: Option<Timestamp>) -> Self {
        let edited_at = unsent.unwrap_or_default();
        let mut local = Self::unsent_text(kept.clone(), edited_at);
        if unsent.is_none() {
            local.sync = SyncState::Synced;
        }
        local.first = Some((kept, edited_at));
        local
    }

    fn synced(draft: &Draft) -> Self {
        Self {
            sync: SyncState::Synced,
            ..Self::unsent_text(draft.body.clone(), draft.edited_at)
        }
    }

    fn unsent_text(text: String, edited_at: Timestamp) -> Self {
        Self {
            text,
            edited_at,
            sync: SyncState::Unsent,
            first: None,
        }
    }

    /// Merges the server's draft, if there is one. Text that was typed meanwhile stays. If both are new and differ, both stay:
    /// nothing that was typed is lost. Returns whether the text changes.
    pub fn merge(&mut self, known: Option<&Draft>) -> bool {
        let Some((first, since)) = self.first.take() else {
            return known.is_some_and(|draft| self.server_changed(draft));
        };
        let before = self.text.clone();
        match known {
            // The server has dropped a text that was sent.
            None if !self.text.is_empty() => self.sync = SyncState::Unsent,
            None => {}
            Some(draft) if self.sync == SyncState::Synced => *self = Self::synced(draft),
            Some(draft)
                if draft.edited_at > since && (draft.body != first || self.text == first) =>
            {
                self.join(draft);
            }
            // The text here is later, or was typed over that draft.
            Some(draft) => {
                let after = Timestamp(draft.edited_at.millis() + 1);
                self.edited_at = self.edited_at.max(after);
            }
        }
        self.text != before
    }

    /// Combines a later draft of another device with the text here, which was not sent.
    fn join(&mut self, later: &Draft) {
        if self.text.is_empty() || later.body.starts_with(&self.text) {
            *self = Self::synced(later);
        } else if !self.text.starts_with(&later.body) {
            let both = format!("{}\n{}", later.body, self.text);
            *self = Self::unsent_text(both, Timestamp(later.edited_at.millis() + 1));
        } else {
            self.edited_at = Timestamp(later.edited_at.millis() + 1);
            self.sync = SyncState::Unsent;
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns when the text was changed last.
    pub fn edited_at(&self) -> Timestamp {
        self.edited_at
    }

    /// Returns whether this text was not sent yet.
    pub fn is_unsent(&self) -> bool {
        self.sync == SyncState::Unsent
    }

    /// The person has changed the text.
    pub fn typed(&mut self, text: String, now: Timestamp) {
        // If the clock is behind, the new text must still be later.
        let after = Timestamp(self.edited_at.millis() + 1);
        let first = self.first.take();
        *self = Self {
            first,
            ..Self::unsent_text(text, now.max(after))
        };
    }

    /// Returns the draft to send, if any, and marks it as sent.
    pub fn take_unsent(&mut self, conversation: Conversation) -> Option<Draft> {
        if !self.is_unsent() || self.first.is_some() {
            return None;
        }
        self.sync = SyncState::Sending;
        Some(Draft {
            room: conversation.room,
            thread: conversation.thread,
            body: self.text.clone(),
            edited_at: self.edited_at,
        })
    }

    /// Applies the server's draft while nothing from here is being sent. Returns whether the text changes.
    fn server_changed(&mut self, draft: &Draft) -> bool {
        let before = self.text.clone();
        match self.sync {
            SyncState::Unsent => {}
            SyncState::Sending if self.text != draft.body => self.join(draft),
            SyncState::Sending | SyncState::Synced => *self = Self::synced(draft),
        }
        self.text != before
    }
}

#[cfg(test)]
mod tests;
