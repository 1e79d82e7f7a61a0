//! Drafts that the server has told.

use super::State;
use protocol::{Conversation, Draft};

impl State {
    /// Stores a draft, unless a later one is known.
    pub(super) fn set_draft(&mut self, draft: Draft) {
        let conversation = draft.conversation();
        if self
            .draft(conversation)
            .is_none_or(|known| known.edited_at < draft.edited_at)
        {
            self.remove_draft(conversation);
            self.drafts.push(draft);
        }
    }

    pub(super) fn remove_draft(&mut self, conversation: Conversation) {
        self.drafts
            .retain(|known| known.conversation() != conversation);
    }

    /// Returns whether the server has told its draft of a conversation, or that there is none.
    pub fn is_draft_known(&self, conversation: Conversation) -> bool {
        self.draft(conversation).is_some()
            || self
                .timeline(conversation)
                .is_some_and(|timeline| timeline.loaded)
    }

    /// Returns the person's draft in a conversation, as far as it is known.
    pub fn draft(&self, conversation: Conversation) -> Option<&Draft> {
        self.drafts
            .iter()
            .find(|draft| draft.conversation() == conversation)
    }
}
